"""One supervisord over all roles: written, started, asked and stopped.

A role that dies is started again within a second, however often: `startsecs=0` keeps
supervisord from counting quick deaths and giving up.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from turnout_dev.stack import role
from turnout_dev.stack.account import is_root
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.roles import PROGRAMS, Role, run
from turnout_dev.stack.state import ROOT, read_text, write_private

STOP_SECONDS = 40
LONGEST_SOCKET_PATH = 90

TEMPLATE = Path(__file__).with_name("supervisord.conf.txt")
"""The head, and from `[program:` on what is repeated for each role."""


def configuration(state: Path, roles: Sequence[Role]) -> str:
    """Write down the roles in supervisord's words; `%` and blanks in paths are quoted."""
    logs, run = state / "logs", state / "run"
    user = "user=0\n" if is_root() else ""  # else it warns about running as root
    words, mark, program = TEMPLATE.read_text(encoding="utf-8").partition("\n[program:")
    head = words.format(
        run=_plain(run),
        logs=_plain(logs),
        root=_plain(ROOT),
        user=user,
        socket=_plain(_socket(state)),
    )
    starter = (sys.executable, "-m", "turnout_dev.stack.role")
    programs = (
        f"{mark}{program}".format(
            name=entry.name,
            log=_plain(Path(_plain(logs / f"{entry.name}.log"))),  # supervisord reads it twice
            command=" ".join(map(_word, (*starter, entry.name, str(run), *entry.command))),
        )
        for entry in roles
    )
    return head + "".join(programs)


def start(state: Path, roles: Sequence[Role], environment: Mapping[str, str]) -> None:
    """Start the supervisor, which starts the roles.

    One that runs with these very roles and settings is left alone, any other is replaced.
    """
    text = configuration(state, roles)
    kind = _digest(text, environment)
    if supervisor(state):
        if read_text(state / "run" / "started.digest") == kind:
            return
        stop(state)
    for folder in (state / "logs", state / "run"):
        folder.mkdir(parents=True, exist_ok=True)
    write_private(_file(state), text)
    write_private(state / "run" / "started.digest", kind)
    _socket(state).unlink(missing_ok=True)
    program = (sys.executable, "-m", "turnout_dev.stack.fast_supervisord")
    outcome = run([*program, "-c", str(_file(state))], env=environment)
    if outcome.returncode:
        raise StackError(f"The supervisor did not start:\n{outcome.stdout}")


def stop(state: Path) -> bool:
    """Stop every role and the supervisor, and wait for that; say whether it ran."""
    process = supervisor(state)
    if process is None:
        return False
    process.terminate()
    ends_at = time.monotonic() + STOP_SECONDS
    while supervisor(state):
        if time.monotonic() > ends_at:
            raise StackError(f"The supervisor (process {process.pid}) does not stop.")
        time.sleep(0.1)
    return True


def clear_leftovers(state: Path) -> None:
    """Kill roles whose supervisor was killed: nobody watches them, and they hold the ports."""
    for record in (state / "run").glob("*.group"):
        role.clear(record)


def control(state: Path, *arguments: str) -> int:
    """Pass a word (`status`, `restart web`) to the running supervisor."""
    if supervisor(state) is None:
        raise StackError("The stack is down. Run `make up`.")
    command = [str(PROGRAMS / "supervisorctl"), "-c", str(_file(state)), *arguments]
    return subprocess.run(command, check=False).returncode


def supervisor(state: Path) -> psutil.Process | None:
    """Find the running supervisor of this state folder."""
    try:
        number = int((state / "run" / "supervisord.pid").read_text(encoding="utf-8"))
        process = psutil.Process(number)
        ours = str(_file(state)) in process.cmdline()
        return process if ours and process.status() != psutil.STATUS_ZOMBIE else None
    except (FileNotFoundError, ValueError, psutil.Error):
        return None


def _file(state: Path) -> Path:
    return state / "supervisord.conf"


def _digest(text: str, environment: Mapping[str, str]) -> str:
    ours = sorted(pair for pair in environment.items() if pair[0].startswith("TURNOUT_"))
    return hashlib.sha256(f"{text}{ours}".encode()).hexdigest()


def _socket(state: Path) -> Path:
    """Name the control socket; the kernel takes short paths only, so a deep clone gets another."""
    path = state / "run" / "control.sock"
    if len(str(path)) <= LONGEST_SOCKET_PATH:
        return path
    digest = hashlib.sha256(str(state).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"turnout-{os.getuid()}-{digest}.sock"


def _plain(value: Path) -> str:
    return str(value).replace("%", "%%")


def _word(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
