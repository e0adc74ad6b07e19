"""A proxy between adapter and provider: it remembers every request and misbehaves on order."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from turnout_sdk.testing.guard import exempt
from turnout_sdk.testing.serving import Reply, Request, reply, serving

_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "server"})
_UPSTREAM_SECONDS = 15


class Fault(StrEnum):
    """What goes wrong with a request. Where it `reached` the provider, it was carried out."""

    LOST_ANSWER = "reached, and the connection ends without an answer"
    HANGS = "reached, and no answer ever comes"
    BROKEN = "reached, and the answer is a 500"
    BUSY = "not reached, the answer is a 503"
    UNKNOWN_CALLER = "not reached, the answer is a 401"
    NONSENSE = "reached, and the answer is a page for people"


_NOT_REACHED: dict[Fault | None, Reply] = {
    Fault.BUSY: reply(503, {"error": {"code": "busy", "message": "Later, please."}}),
    Fault.UNKNOWN_CALLER: reply(401, {"error": {"code": "unauthorized", "message": "Who?"}}),
}
_REACHED = {
    Fault.LOST_ANSWER: Reply(is_silent=True),
    Fault.BROKEN: reply(500, {"error": {"code": "internal", "message": "It broke."}}),
    Fault.NONSENSE: Reply(body=b"<html>Hello</html>", headers={"Content-Type": "text/html"}),
}


@dataclass
class _Plan:
    fault: Fault
    times: int


class FaultProxy:
    """Carries requests to `upstream`; what is planned happens to the next ones."""

    def __init__(self, upstream: str) -> None:
        self._upstream = urlsplit(upstream)
        self._lock = threading.Lock()
        self._plan: _Plan | None = None
        self._released = threading.Event()
        self.requests: list[Request] = []
        self.address = ""

    @property
    def writes(self) -> list[Request]:
        with self._lock:
            return [each for each in self.requests if each.method != "GET"]

    @property
    def count(self) -> int:
        """How many requests have arrived since the last `forget`."""
        with self._lock:
            return len(self.requests)

    @contextmanager
    def running(self) -> Iterator["FaultProxy"]:
        with serving(self._handle) as address:
            self.address = address
            try:
                yield self
            finally:
                self._released.set()

    def plan(self, fault: Fault, times: int = 1_000) -> None:
        with self._lock:
            self._plan = _Plan(fault, times)

    def recover(self) -> None:
        """Behave again, and let go of whoever still waits."""
        with self._lock:
            self._plan = None
            released, self._released = self._released, threading.Event()
        released.set()

    def forget(self) -> None:
        with self._lock:
            self.requests.clear()

    def _handle(self, request: Request) -> Reply:
        with self._lock:
            self.requests.append(request)
            fault = self._next_fault()
            until = self._released
        if fault in _NOT_REACHED:
            return _NOT_REACHED[fault]
        answer = self._carry(request)
        if fault is Fault.HANGS:
            return Reply(is_silent=True, until=until)
        return _REACHED.get(fault, answer) if fault else answer

    def _next_fault(self) -> Fault | None:
        if self._plan is None or self._plan.times <= 0:
            return None
        self._plan.times -= 1
        return self._plan.fault

    def _carry(self, request: Request) -> Reply:
        connection = http.client.HTTPConnection(
            self._upstream.hostname or "", self._upstream.port, timeout=_UPSTREAM_SECONDS
        )
        headers = {name: value for name, value in request.headers.items() if name not in _HOP}
        with exempt():
            try:
                connection.request(request.method, request.target, request.body, headers)
                answer = connection.getresponse()
                return Reply(
                    status=answer.status,
                    body=answer.read(),
                    headers={
                        name: value
                        for name, value in answer.getheaders()
                        if name.lower() not in _HOP | {"date"}
                    },
                )
            except (OSError, http.client.HTTPException):
                return reply(502, {"error": {"code": "relay", "message": "Nobody answered."}})
            finally:
                connection.close()
