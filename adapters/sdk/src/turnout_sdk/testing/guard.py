"""Watches who opens connections, and for how long an adapter is ready to wait."""

import socket
import ssl
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import httpx

from turnout_sdk.adapter import connect_directly

LONGEST_WAIT_SECONDS = 30.0
_LAPSE = 20.0
_own = threading.local()


class _Guard:
    """One per process, because audit hooks stay for good; it rests unless armed."""

    def __init__(self) -> None:
        self.is_armed = False
        self.is_installed = False
        self.seen: list[str] = []

    def arm(self) -> None:
        if not self.is_installed:
            self.is_installed = True
            sys.addaudithook(self._hear)
        self.seen = []
        self.is_armed = True

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.is_armed or event != "socket.connect" or getattr(_own, "is_exempt", False):
            return
        self.seen.append(str(arguments[1]))
        raise PermissionError("an adapter calls through the client it is lent")


_guard = _Guard()


@contextmanager
def no_sockets_of_its_own() -> Iterator[list[str]]:
    """Refuse connections that do not go through a lent client; yield the refused addresses."""
    _guard.arm()
    try:
        yield _guard.seen
    finally:
        _guard.is_armed = False


@contextmanager
def exempt() -> Iterator[None]:
    """Let this thread connect: it is the kit's, or inside a lent client."""
    before = getattr(_own, "is_exempt", False)
    _own.is_exempt = True
    try:
        yield
    finally:
        _own.is_exempt = before


def lent_connect(host: str, port: int, seconds: float) -> socket.socket:
    """`Services.connect` as the kit lends it."""
    with exempt():
        return connect_directly(host, port, seconds)


@cache
def _tls() -> ssl.SSLContext:
    """Read the authorities that the machine trusts once for all accounts: it takes 20 ms."""
    return httpx.create_ssl_context()


class InstrumentedTransport(httpx.HTTPTransport):
    """The way out of a lent client. In a hurry, it waits a twentieth of the time."""

    def __init__(self) -> None:
        super().__init__(verify=_tls())
        self.is_in_a_hurry = False
        self.longest_seconds = LONGEST_WAIT_SECONDS
        """What the platform gives the verb that is being called."""
        self.complaints: list[str] = []
        self.calls = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = request.extensions.get("timeout", {})
        self.calls += 1
        for step in ("connect", "read"):
            seconds = asked.get(step)
            if seconds is None or seconds > self.longest_seconds:
                wait = "for ever" if seconds is None else f"{seconds:g} s"
                self.complaints.append(
                    f"{request.method} would wait {wait} to {step}, where Turnout gives the whole"
                    f" call {self.longest_seconds:g} s"
                )
        request.extensions["timeout"] = {step: self._bounded(step, asked) for step in _STEPS}
        with exempt():
            return super().handle_request(request)

    def _bounded(self, step: str, asked: Mapping[str, float | None]) -> float:
        seconds = asked.get(step)
        most = LONGEST_WAIT_SECONDS if seconds is None else min(seconds, LONGEST_WAIT_SECONDS)
        return max(most / _LAPSE, 0.05) if self.is_in_a_hurry and step == "read" else most


_STEPS = ("connect", "read", "write", "pool")
