"""A socket that nobody closed says where it was opened.

Python warns of one whenever it happens to be collected, in a test that has nothing to do with it.
"""

import socket
import sys
import warnings
from typing import Any, Final

DEEP: Final = 30
"""Calls that are kept of each socket; the library that opened it is ten of them."""

_open = socket.socket.__init__
_callers: dict[int, list[str]] = {}


def watch_sockets() -> None:
    """Have every socket that is collected while it is open warn of who opened it."""
    socket.socket.__init__ = _opened  # type: ignore[method-assign]
    socket.socket.__del__ = _collected  # type: ignore[attr-defined]


def _opened(self: socket.socket, *arguments: Any, **named: Any) -> None:
    _open(self, *arguments, **named)
    _callers[id(self)] = _calls()


def _collected(self: socket.socket) -> None:
    calls = _callers.pop(id(self), [])
    if self.fileno() != -1:
        opened = "\n  ".join([f"{self!r} was never closed; it was opened by", *calls])
        self.close()
        warnings.warn(opened, ResourceWarning, stacklevel=2)


def _calls() -> list[str]:
    """The calls that led here, the innermost first."""
    frame, found = sys._getframe(2), []
    while frame is not None and len(found) < DEEP:
        found.append(f"{frame.f_code.co_filename}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back  # type: ignore[assignment]
    return found
