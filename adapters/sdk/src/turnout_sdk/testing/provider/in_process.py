"""A fake inside the process of a test: a clock to set, an inbox for webhooks, no sockets."""

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

import httpx

from turnout_sdk.adapter import Services
from turnout_sdk.fakes import Fake
from turnout_sdk.money import Money
from turnout_sdk.payments import Charge, Delivery
from turnout_sdk.testing.provider.app import FakeProvider
from turnout_sdk.testing.serving import Handle, Request

HOOK = "http://shop.example/hooks/1"
ProviderT = TypeVar("ProviderT", bound=FakeProvider)


class Clock:
    """A time that passes when a test says so."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def advance(self, seconds: float = 0, **span: float) -> None:
        self.time += timedelta(seconds=seconds, **span)


class Inbox:
    """The shop's webhook address: it keeps what comes, and answers as told or with a 204."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        self.answers: list[int] = []

    def receive(self, request: httpx.Request) -> httpx.Response:
        self.deliveries.append(Delivery(headers=dict(request.headers), body=request.read()))
        return httpx.Response(self.answers.pop(0) if self.answers else 204)


class InProcess(Generic[ProviderT]):
    """Everything a test handles.

    `requests` are what the fake was asked, `inbox` is what it delivered, and `answers` are given
    to its next deliveries. A subclass names the adapter and its fake.
    """

    adapter: ClassVar[Any]
    fake: ClassVar[Fake]

    def __init__(self, provider: type[ProviderT], folder: Path, **more: Any) -> None:
        self.clock, self._inbox = Clock(), Inbox()
        self.inbox, self.answers = self._inbox.deliveries, self._inbox.answers
        self.requests: list[httpx.Request] = []
        self.provider = provider(
            folder,
            address=f"http://{provider.name}.test",
            http=httpx.Client(transport=httpx.MockTransport(self._inbox.receive)),
            now=self.clock.now,
            **more,
        )
        self.address = self.provider.address
        self.sender = self.provider.sender
        self.http = httpx.Client(transport=httpx.MockTransport(self._carry))

    def gateway(self, account: str = "demo", **changes: object) -> Any:
        """Open the adapter for a test account, with some settings changed."""
        values = self.fake.settings_for(account, base_url=self.address) | changes
        services = Services(
            http=self.http, now=self.clock.now, webhook_url=HOOK, sleep=lambda _: None
        )
        return self.adapter.open(values, services)

    def deliver(self) -> list[Delivery]:
        """Deliver what is due and return what arrived by it."""
        before = len(self.inbox)
        self.sender.work_off()
        return self.inbox[before:]

    def press(self, address: str, action: str) -> httpx.Response:
        """Press a button of the page on which a person pays."""
        return self.http.post(address, content=f"action={action}")

    def close(self) -> None:
        self.sender.stop()
        self.http.close()
        self.provider.store.close()

    def _carry(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return carry(self.provider.handle, request)


class ShownPage(HTMLParser):
    """What matters of a page: buttons by their value, addresses of links, and all tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.buttons: set[str | None] = set()
        self.links: list[str | None] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        if tag == "button":
            self.buttons.add(values["value"])
        if tag == "a":
            self.links.append(values["href"])


def carry(handle: Handle, request: httpx.Request) -> httpx.Response:
    """Hand a request to a fake as a socket would, with what sockets do when nothing comes."""
    answer = handle(
        Request(
            method=request.method,
            target=request.url.raw_path.decode(),
            headers={name.lower(): value for name, value in request.headers.items()},
            body=request.read(),
        )
    )
    if answer.pause_seconds > request.extensions["timeout"]["read"] or answer.until:
        raise httpx.ReadTimeout("nothing came", request=request)
    if answer.is_silent:
        raise httpx.RemoteProtocolError("nothing came", request=request)
    return httpx.Response(answer.status, headers=dict(answer.headers), content=answer.body)


def charge(key: str = "key-1", **changes: Any) -> Charge:
    """Ask for 42 EUR for two tickets, or what the changes say."""
    values: dict[str, Any] = {
        "reference": "payment-7",
        "amount": Money(4200, "EUR"),
        "description": "2 tickets",
        "return_url": "http://shop.example/thanks",
        "cancel_url": "http://shop.example/basket",
        "buyer_email": "ada@example.org",
    }
    return Charge(key=key, **values | changes)
