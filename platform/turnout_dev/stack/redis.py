"""Embedded Redis for development and tests: started, found again and stopped.

Nothing in it is kept on disk: whatever Redis holds can be lost and rebuilt.
"""

import json
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from turnout_dev.stack.binaries import find_redis
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.state import (
    LOOPBACK,
    choose_port,
    exclusive,
    read_record,
    secret,
    write_private,
)

START_SECONDS = 20
STOP_SECONDS = 10
PROBE_SECONDS = 2


@dataclass(frozen=True)
class Redis:
    """A server that answers, and the key to it."""

    host: str
    port: int
    password: str = field(repr=False)

    def url(self, db: int = 0) -> str:
        return f"redis://:{self.password}@{self.host}:{self.port}/{db}"

    def stop(self) -> None:
        """Stop the server and wait until it is gone. Nothing happens if it is down."""
        if not self.answers():
            return
        client = self._client()
        try:
            client.shutdown(nosave=True)
        except redis.ConnectionError:
            return
        finally:
            client.close()
        ends_at = time.monotonic() + STOP_SECONDS
        while self.answers() and time.monotonic() < ends_at:
            time.sleep(0.05)

    def answers(self) -> bool:
        client = self._client()
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()

    def _client(self) -> redis.Redis:
        """Asks once: the client's own repeats would make a wait out of every no."""
        return redis.Redis.from_url(
            self.url(),
            socket_timeout=PROBE_SECONDS,
            socket_connect_timeout=PROBE_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )


def ensure_redis(state: Path) -> Redis:
    """Return the server of this state folder, started when it is not there.

    Safe to call from many processes at once. The server outlives its caller; `stop()` ends it.
    Raises StackError with what to do when there is no Redis to run.
    """
    state = state.absolute()
    with exclusive(state / "redis.lock"):
        record = state / "redis.json"
        server = _recorded(state) or Redis(LOOPBACK, 0, secret(state, "redis"))
        if server.port and server.answers():
            return server
        server = Redis(LOOPBACK, choose_port(server.port or None), server.password)
        start_server(server, state / "redis")
        write_private(record, json.dumps({"port": server.port}))
        return server


def stop_redis(state: Path) -> bool:
    """Stop the server of this state folder; say whether there was one."""
    server = _recorded(state.absolute())
    if server is None or not server.answers():
        return False
    server.stop()
    return True


def _recorded(state: Path) -> Redis | None:
    port = read_record(state / "redis.json").get("port")
    return Redis(LOOPBACK, int(port), secret(state, "redis")) if port else None


def start_server(server: Redis, folder: Path, more: Mapping[str, str] | None = None) -> None:
    """Start a server with its files in a folder, and return once it answers.

    `more` are settings besides the usual ones, as their file writes them.
    """
    folder.mkdir(exist_ok=True)
    configuration = folder / "redis.conf"
    log = folder / "server.log"
    settings = {
        "bind": server.host,
        "port": str(server.port),
        "requirepass": server.password,
        "daemonize": "yes",
        "pidfile": f'"{folder / "redis.pid"}"',
        "logfile": f'"{log}"',
        "dir": f'"{folder}"',
        "save": '""',
        "appendonly": "no",
        "maxmemory": "512mb",
        "maxmemory-policy": "noeviction",
        **(more or {}),
    }
    write_private(configuration, "".join(f"{key} {value}\n" for key, value in settings.items()))
    program = find_redis().path
    subprocess.run([program, configuration], check=True, stdout=subprocess.DEVNULL)
    ends_at = time.monotonic() + START_SECONDS
    while not server.answers():
        if time.monotonic() > ends_at:
            tail = log.read_text(encoding="utf-8")[-2000:] if log.exists() else "no log"
            raise StackError(f"Redis did not start:\n{tail}")
        time.sleep(0.05)
