"""The processes of an embedded PostgreSQL: ending them, and seeing that they have ended."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from turnout_dev.stack.errors import StackError

STOP_SECONDS = 60
LAST_BREATH_SECONDS = 10


def clear_stale_lock(data: Path) -> None:
    """Remove the lock of a server that was killed, once it and its children are gone.

    PostgreSQL does so by itself, except where nothing reaps the dead (a container without an
    init): there a zombie looks alive to it.
    """
    lock = data / "postmaster.pid"
    if lock.exists() and _falls_silent(data, LAST_BREATH_SECONDS):
        lock.unlink(missing_ok=True)


def stop(data: Path) -> None:
    """Stop the server of a data folder; open transactions are rolled back."""
    lock = data / "postmaster.pid"
    try:
        postmaster = psutil.Process(int(lock.read_text(encoding="utf-8").split()[0]))
        if _works_in(postmaster, data):
            postmaster.send_signal(signal.SIGINT)
    except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
        return
    if not _falls_silent(data, STOP_SECONDS):
        raise StackError(f"PostgreSQL in {data} did not stop within {STOP_SECONDS} seconds.")
    lock.unlink(missing_ok=True)


def _falls_silent(data: Path, seconds: float) -> bool:
    """Wait until no process works in the data folder any more."""
    for _ in attempts(seconds):
        if not any(_works_in(process, data) for process in psutil.process_iter()):
            return True
    return False


def _works_in(process: psutil.Process, data: Path) -> bool:
    try:
        folder, status = process.cwd(), process.status()
    except psutil.Error:
        return False
    return Path(folder) == data.resolve() and status != psutil.STATUS_ZOMBIE


def attempts(seconds: float) -> Iterator[None]:
    ends_at = time.monotonic() + seconds
    while time.monotonic() < ends_at:
        yield
        time.sleep(0.1)
