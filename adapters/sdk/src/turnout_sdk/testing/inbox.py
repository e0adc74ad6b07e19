"""The shop's webhook address, as the kit plays it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from turnout_sdk.testing.serving import Reply, Request, serving
from turnout_sdk.webhooks import Delivery


class Inbox:
    """Takes every delivery; one path per account keeps tests apart."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._deliveries: dict[str, list[Delivery]] = {}
        self.address = ""

    @contextmanager
    def running(self) -> Iterator["Inbox"]:
        with serving(self._take) as address:
            self.address = address
            yield self

    def url(self, account: str) -> str:
        return f"{self.address}/hooks/{account}"

    def wait(
        self, account: str, enough: Callable[[list[Delivery]], bool], *, seconds: float = 10.0
    ) -> list[Delivery]:
        """Return what arrived for an account as soon as it is enough, or after that time."""
        with self._changed:
            self._changed.wait_for(lambda: enough(self._of(account)), timeout=seconds)
            return list(self._of(account))

    def _of(self, account: str) -> list[Delivery]:
        return self._deliveries.get(f"/hooks/{account}", [])

    def _take(self, request: Request) -> Reply:
        delivery = Delivery(headers=request.headers, body=request.body, query=request.query)
        with self._changed:
            self._deliveries.setdefault(request.path, []).append(delivery)
            self._changed.notify_all()
        return Reply(status=204)
