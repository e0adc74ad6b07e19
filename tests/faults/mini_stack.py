"""A stack of a test's own: every role as its real process under the real supervisor."""

import base64
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from turnout_dev.stack import lifecycle, ports, supervise
from turnout_dev.stack.postgres import Postgres
from turnout_dev.stack.redis import Redis, ensure_redis
from turnout_dev.stack.roles import Role, all_roles, run_turnout
from turnout_dev.stack.settings import role_environment
from turnout_dev.stack.state import choose_port
from turnout_sandbox.fake import fake
from turnout_sdk.fakes import Fake

LIMITS = (
    "read",
    "write",
    "purchase",
    "secret",
    "hooks",
    "sign-in",
    "sign-up",
    "waiting-room-join",
)


HERE = Path(__file__).parents[2]
START_SECONDS = 300.0
"""Roles of several stacks may start at once on a busy machine."""


def free_address() -> str:
    return f"127.0.0.1:{choose_port(None)}"


@dataclass(slots=True)
class MiniStack:
    """`kill` and `power_failure` are SIGKILL; what comes back comes back by the supervisor."""

    state: Path
    settings: dict[str, str]
    provider: str
    others: list[tuple[Fake, str]] = field(default_factory=list)
    """Further companies outside, and where each serves."""

    def add_fake(self, fake: Fake) -> str:
        """Let one more provider be played, from the start on; its address."""
        bind = free_address()
        self.others.append((fake, bind))
        self.settings["TURNOUT_LOOPBACK_HOSTS"] += f",{bind}"
        return f"http://{bind}"

    @property
    def address(self) -> str:
        return self.settings["TURNOUT_PUBLIC_URL"]

    @property
    def mailbox(self) -> str:
        return f"http://{self.settings['TURNOUT_MAILBOX_BIND']}"

    @property
    def roles(self) -> list[Role]:
        played = [("provider", fake, self.provider)]
        played += [(f"provider-{other.key}", other, bind) for other, bind in self.others]
        return [
            *all_roles(self.settings),
            *(
                Role(
                    name,
                    tuple(each.command(self.state / name, bind=bind)),
                    pages=(f"http://{bind}/healthz",),
                )
                for name, each, bind in played
            ),
        ]

    def start(self, *, later_seconds: int = 0) -> None:
        """Start every role, with clocks that are `later_seconds` ahead, and wait until they serve."""
        self.settings["TURNOUT_CLOCK_OFFSET_SECONDS"] = str(later_seconds)
        environment = role_environment(self.settings)
        supervise.start(self.state, self.roles, environment)
        lifecycle.wait(self.state, self.roles, patience_seconds=START_SECONDS)

    def stop(self) -> None:
        supervise.stop(self.state)
        supervise.clear_leftovers(self.state)

    def power_failure(self) -> None:
        """Everything but the database dies in the same moment, and Redis forgets everything."""
        watcher = supervise.supervisor(self.state)
        assert watcher is not None
        watcher.kill()
        watcher.wait(10)
        supervise.clear_leftovers(self.state)
        self._kill_redis()

    def kill(self, victim: str, chance: random.Random) -> str:
        """Kill a role's leader, its whole group or one of its children, or Redis; says which."""
        if victim == "redis":
            self._kill_redis()
            return "process"
        leader = self._leader_of(victim)
        with suppress(ProcessLookupError, psutil.NoSuchProcess):
            children = psutil.Process(leader).children(recursive=True)
            how = chance.choice(("leader", "group", "child") if children else ("leader",))
            if how == "group":
                os.killpg(leader, signal.SIGKILL)
            else:
                number = chance.choice(children).pid if how == "child" else leader
                os.kill(number, signal.SIGKILL)
            return how
        return "nobody"

    def wait_idle(self, seconds: float) -> None:
        """Return when nothing waits; CalledProcessError tells what does."""
        environment = role_environment(self.settings)
        run_turnout("wait-idle", f"--seconds={seconds:.0f}", environment=environment)

    def prepare(self, *, scarce: int) -> dict[str, Any]:
        """An organization that sells; what its buyers need to know."""
        return self.made_by("-m", "tests.faults.setup", f"http://{self.provider}", str(scarce))

    def prepare_gate(self, count: int) -> dict[str, Any]:
        """An event with so many tickets, and a device that joined; what it needs to scan them."""
        return self.made_by("-m", "tests.faults.gate", str(count))

    @contextmanager
    def paused(self, role: str) -> Iterator[None]:
        """All of a role's processes stand still: whoever asks it waits."""
        leader = psutil.Process(self._leader_of(role))
        family = [leader, *leader.children(recursive=True)]
        _send(family, signal.SIGSTOP)
        try:
            yield
        finally:
            _send(family, signal.SIGCONT)

    def made_by(self, *arguments: str) -> dict[str, Any]:
        """What Python prints that prepares something, with the stack's settings: `-m`, `-c`."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=HERE,
            env=role_environment(self.settings),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        made: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return made

    def _kill_redis(self) -> None:
        """It comes back empty, at the same address."""
        process = psutil.Process(int((self.state / "redis" / "redis.pid").read_text("utf-8")))
        process.kill()
        psutil.wait_procs([process], timeout=10)
        ensure_redis(self.state)

    def leaders(self, role: str) -> list[int]:
        """The process that leads a role; none while it is being started."""
        record = self.state / "run" / f"{role}.group"
        text = record.read_text(encoding="utf-8") if record.exists() else ""
        return [int(text)] if text.strip() else []

    def _leader_of(self, role: str) -> int:
        record = self.state / "run" / f"{role}.group"
        while not (text := record.read_text(encoding="utf-8")):
            pass  # the role is writing it
        return int(text)


def _send(processes: Sequence[psutil.Process], number: signal.Signals) -> None:
    for each in processes:
        with suppress(psutil.NoSuchProcess):
            each.send_signal(number)


def make_stack(state: Path, postgres: Postgres, database: str, redis: Redis) -> MiniStack:
    """Settings for roles on free ports, with a database and a Redis that nobody else uses."""
    web, live, smtp, provider = (free_address() for _ in range(4))
    settings = {
        "TURNOUT_ENVIRONMENT": "development",
        "TURNOUT_DATABASE_URL": postgres.url("turnout_app", database),
        "TURNOUT_DATABASE_OPERATOR_URL": postgres.url("turnout_operator", database),
        "TURNOUT_DATABASE_OWNER_URL": postgres.url("turnout_owner", database),
        "TURNOUT_REDIS_URL": redis.url(0),
        "TURNOUT_BROKER_URL": redis.url(1),
        "TURNOUT_PUBLIC_URL": f"http://{web}",
        "TURNOUT_WEB_BIND": web,
        "TURNOUT_REALTIME_BIND": live,
        "TURNOUT_REALTIME_URL": f"http://{live}",
        "TURNOUT_MAILBOX_BIND": free_address(),
        "TURNOUT_MAILBOX_SMTP_BIND": smtp,
        "TURNOUT_SMTP_URL": f"smtp://{smtp}",
        **{f"TURNOUT_{role.upper()}_METRICS_BIND": free_address() for role in ports.OBSERVED},
        "TURNOUT_MASTER_KEYS": "faults:" + base64.b64encode(b"k" * 32).decode(),
        "TURNOUT_STATE_DIR": str(state),
        "TURNOUT_FILES_DIR": str(state / "files"),
        "TURNOUT_LOOPBACK_HOSTS": provider,
        "TURNOUT_RATE_LIMITS": json.dumps(dict.fromkeys(LIMITS, "1000000/60")),
        "TURNOUT_LOG_LEVEL": "WARNING",
    }
    return MiniStack(state, settings, provider)
