"""A fake as one object, free of sockets, and the program that serves it."""

import sys
import time
from abc import abstractmethod
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, NoReturn

import httpx
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from turnout_sdk.testing import serving
from turnout_sdk.testing.provider.store import Store
from turnout_sdk.testing.provider.webhooks import Provider, Sender
from turnout_sdk.testing.serving import Reply, Request, reply

LARGEST_BODY = 65_536


class Refusal(Exception):
    """An answer that is no success; what its request wrote is undone."""

    def __init__(self, status: int, body: Any, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(body)
        self.status, self.body, self.headers = status, body, headers

    def reply(self) -> Reply:
        return reply(self.status, self.body, self.headers)


class FakeProvider(Provider):
    """Everything a provider does but the sockets; its name is that of its file and its address."""

    name: ClassVar[str]
    largest_body: ClassVar[int] = LARGEST_BODY
    """A fake that takes files takes more."""
    too_large: ClassVar[Reply] = Reply(status=413)
    """The answer to a request whose body nobody will read."""

    def __init__(
        self, folder: Path, *, address: str, http: httpx.Client, now: Callable[[], datetime]
    ) -> None:
        self.address, self.now = address, now
        self.store = Store(folder / self.file, self.missing)
        self.sender = Sender(self, http)

    @property
    def file(self) -> str:
        return f"{self.name}-fake.sqlite3"

    def handle(self, request: Request) -> Reply:
        """Answer a request; deliveries that it caused follow."""
        if len(request.body) > self.largest_body:
            return self.too_large
        try:
            return self.answer(request)
        except Refusal as refusal:
            return refusal.reply()
        finally:
            self.sender.wake()

    @abstractmethod
    def answer(self, request: Request) -> Reply:
        """Answer in one transaction or more, or raise `Refusal`."""

    def missing(self, kind: str, record_id: str, /) -> Refusal:
        """Refuse, in the provider's form, a record that is not there (`tx.get`)."""
        return Refusal(404, {"error": f"no {kind} {record_id}"})


class Routes:
    """Which request goes where: `("POST", "/v1/orders/<name>/capture", handler)`."""

    def __init__(self, *rules: tuple[str, str, Any], prefix: str = "") -> None:
        self._map = Map(
            [
                Rule(f"{prefix}{path}", methods=[method], endpoint=handler)
                for method, path, handler in rules
            ],
            merge_slashes=False,
        ).bind("")

    def find(self, request: Request) -> tuple[Any, dict[str, str]] | None:
        """Find the handler of a request and what stands at the names in its path."""
        try:
            handler, names = self._map.match(request.path.rstrip("/"), method=request.method)
        except HTTPException:
            return None
        return handler, {name: str(value) for name, value in names.items()}

    def methods_at(self, path: str) -> list[str]:
        """List the methods that a path knows; none when there is no such path."""
        allowed = self._map.allowed_methods(path)
        return [each for each in ("GET", "POST", "PUT", "PATCH", "DELETE") if each in allowed]


def serve(provider: Callable[..., FakeProvider]) -> NoReturn:
    """Be a fake's program until SIGTERM; what was promised is on disk and goes on next time."""
    senders: list[Sender] = []

    def build(folder: Path, address: str) -> serving.Handle:
        # No proxies from the environment: webhooks go to this machine.
        http = httpx.Client(trust_env=False)
        opened = provider(folder, address=address, http=http, now=_now)
        opened.sender.start()
        senders.append(opened.sender)
        return opened.handle

    code = serving.main(build)
    for sender in senders:
        sender.stop()
    sys.exit(code)


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), tz=UTC)
