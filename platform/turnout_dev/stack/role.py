"""Becomes one role after clearing away what a killed predecessor left behind.

A server that is killed with SIGKILL cannot stop its own worker processes: they would keep the
port or the queue. Each role leads a process group, so its leftovers are known by that group.

    python -m turnout_dev.stack.role NAME RUN_FOLDER COMMAND…
"""

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import psutil

MARK = "TURNOUT_STACK_ROLE"


def main(name: str, folder: Path, command: list[str]) -> None:
    record = folder.absolute() / f"{name}.group"
    clear(record)
    if os.getpgrp() != os.getpid():
        os.setpgrp()
    record.write_text(str(os.getpid()), encoding="utf-8")
    os.execvpe(command[0], command, {**os.environ, MARK: str(record)})  # noqa: S606 - no shell


def clear(record: Path) -> None:
    """Kill what is left of the group on record; a number that others use by now is left alone."""
    if not record.exists():
        return
    group = int(record.read_text(encoding="utf-8") or 0)
    for process in psutil.process_iter():
        with suppress(psutil.Error, ProcessLookupError, PermissionError):
            if os.getpgid(process.pid) == group and process.environ().get(MARK) == str(record):
                process.send_signal(signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
