"""The processes of the stack: how each is started, and how each shows that it serves."""

import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from turnout_dev.stack import ports
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

    def answers(self) -> bool:
        """Whether its addresses serve; a role without any has nothing to answer with."""
        return all(map(_answers, self.pages)) and all(map(_takes_connections, self.ports))


def all_roles(settings: Mapping[str, str]) -> list[Role]:
    page, smtp = settings["TURNOUT_MAILBOX_BIND"], settings["TURNOUT_MAILBOX_SMTP_BIND"]
    mailbox = (sys.executable, "-m", "turnout_dev.mailbox")
    return [
        Role("mailbox", mailbox, pages=(f"http://{page}/healthz",), ports=(smtp,)),
        *(
            Role(name, _turnout(name), pages=(_readiness(name, settings),))
            for name in ports.OBSERVED
        ),
    ]


def _readiness(role: str, settings: Mapping[str, str]) -> str:
    return f"http://{settings[f'TURNOUT_{role.upper()}_METRICS_BIND']}/readyz"


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
