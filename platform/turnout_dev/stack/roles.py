"""The processes of the stack: how each is started, and how each shows that it serves."""

import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from turnout_dev.stack.state import ROOT

PROGRAMS = Path(sys.prefix) / "bin"


@dataclass(frozen=True)
class Role:
    name: str
    command: tuple[str, ...]
    pages: tuple[str, ...] = ()
    """Addresses that answer 200 once the role serves."""
    ports: tuple[str, ...] = ()
    """`host:port` pairs that take a connection once the role serves."""
    heartbeat: bool = False
    """Whether `turnout health --role NAME` tells."""

    def answers(self) -> bool:
        """Whether its addresses serve; a role without any has nothing to answer with."""
        return all(map(_answers, self.pages)) and all(map(_takes_connections, self.ports))

    def shows_life(self, environment: Mapping[str, str]) -> bool:
        """Whether its heartbeat is seen, if it has one."""
        return not self.heartbeat or _is_alive(self.name, environment)


def all_roles(settings: Mapping[str, str]) -> list[Role]:
    web, realtime = settings["TURNOUT_WEB_BIND"], settings["TURNOUT_REALTIME_BIND"]
    page, smtp = settings["TURNOUT_MAILBOX_BIND"], settings["TURNOUT_MAILBOX_SMTP_BIND"]
    mailbox = (sys.executable, "-m", "turnout_dev.mailbox")
    return [
        Role("mailbox", mailbox, pages=(f"http://{page}/healthz",), ports=(smtp,)),
        Role("web", _turnout("web"), pages=(f"http://{web}/readyz",)),
        Role("realtime", _turnout("realtime"), pages=(f"http://{realtime}/healthz",)),
        *(Role(name, _turnout(name), heartbeat=True) for name in ("worker", "scheduler", "relay")),
    ]


def run_turnout(*arguments: str, environment: Mapping[str, str]) -> None:
    """Run `turnout …` to its end; raises CalledProcessError, with the output, when it fails."""
    run(_turnout(*arguments), env=environment).check_returncode()


def run(
    command: Sequence[str], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end and keep what it said, complaints among the rest."""
    return subprocess.run(
        command,
        cwd=cwd,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _turnout(*arguments: str) -> tuple[str, ...]:
    return (str(PROGRAMS / "turnout"), *arguments)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's own word for yes
    except (OSError, urllib.error.URLError):
        return False


def _takes_connections(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=5):
            return True
    except OSError:
        return False


def _is_alive(role: str, environment: Mapping[str, str]) -> bool:
    """Ask what `turnout health` asks, without starting a Python for each role and question."""
    from turnout.kernel import clock
    from turnout.kernel.cache import RedisClient
    from turnout.kernel.observability import heartbeat

    link = RedisClient.to(environment["TURNOUT_REDIS_URL"], connections=1)
    try:
        return heartbeat.is_alive(
            role,
            link=link,
            directory=Path(environment["TURNOUT_STATE_DIR"]) / "heartbeats",
            now=clock.now().timestamp(),
        )
    finally:
        link.client.connection_pool.disconnect()
