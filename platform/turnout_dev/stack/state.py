"""The state folder: its lock, its generated secrets and small records, safe across processes."""

import fcntl
import json
import os
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from turnout_dev.stack.errors import StackError

LOOPBACK = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[3]
OWN_PORTS = range(20_000, 32_000)
"""Below those that Linux (32768) and macOS (49152) take for connections that go out."""
STATE = Path(os.environ.get("TURNOUT_STATE_DIR") or ROOT / ".turnout").absolute()

_chosen: set[int] = set()


@contextmanager
def exclusive(lock: Path) -> Iterator[None]:
    """Let one process at a time through; the lock falls with the process that holds it."""
    prepare(lock.parent)
    with lock.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def prepare(folder: Path) -> None:
    """Make a folder that only this account may write to."""
    try:
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    except PermissionError as error:
        raise StackError(f"{folder} cannot be made: {error.strerror}.") from error
    if not os.access(folder, os.W_OK):
        raise StackError(
            f"{folder} belongs to another account. Run as that account, or remove the folder."
        )


def write_private(path: Path, text: str) -> None:
    """Replace a file in one step; nobody else can read it at any moment."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(text)
    fresh.replace(path)


def read_text(path: Path) -> str:
    """Read a small file; an absent one reads as empty."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def read_record(path: Path) -> dict[str, Any]:
    """Read a small JSON object; an absent or torn file reads as empty."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def secret(
    state: Path, name: str, make: Callable[[], str] = lambda: secrets.token_urlsafe(24)
) -> str:
    """Return the named secret of this state folder, made up on first use."""
    path = state / "secrets.json"
    with exclusive(state / "secrets.lock"):
        known = read_record(path)
        if name not in known:
            known[name] = make()
            write_private(path, json.dumps(known, indent=2) + "\n")
        return str(known[name])


def has_secret(state: Path, name: str) -> bool:
    """Say whether this state folder has made up the named secret before."""
    with exclusive(state / "secrets.lock"):
        return name in read_record(state / "secrets.json")


def is_free(port: int, host: str = LOOPBACK) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def choose_port(preferred: int | None) -> int:
    """Take the preferred port while nobody listens there, else a free one, never the same twice.

    The system's own choice would be of the range it gives to connections that go out: whoever binds
    a moment later may find one of them there.
    """
    if preferred and is_free(preferred):
        return preferred
    for port in secrets.SystemRandom().sample(OWN_PORTS, len(OWN_PORTS)):
        if port not in _chosen and is_free(port):
            _chosen.add(port)
            return port
    raise StackError(f"No port from {OWN_PORTS[0]} to {OWN_PORTS[-1]} is free.")
