"""What people do while a fault lasts: buy with cards, scan, open pages, wait, send webhooks."""

import itertools
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg

from tests.drills.environment import Environment
from tests.factories.people import PASSWORD
from turnout.kernel.ids import new_id
from turnout_sandbox.gateway import SIGNATURE
from turnout_sandbox.signatures import signature, webhook_secret_of

TIMEOUT_SECONDS = 20.0
PLACE = "Turnout-Waiting-Room-Place"


@contextmanager
def again_and_again(work: Callable[[], object], *, pause: float = 0.2) -> Iterator[None]:
    """Do something in a thread for as long as the block lasts; who gets no answer goes on."""
    stop = threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            with suppress(httpx.HTTPError, psycopg.Error, OSError, KeyError, ValueError):
                work()
            stop.wait(pause)

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(60)


@dataclass(slots=True)
class Callers:
    """Everybody speaks HTTP to the web, as browsers, devices and providers do."""

    made: Environment
    http: httpx.Client = field(
        default_factory=lambda: httpx.Client(trust_env=False, timeout=TIMEOUT_SECONDS)
    )
    _turn: Iterator[int] = field(default_factory=itertools.count)

    @property
    def _web(self) -> str:
        return self.made.stack.address

    def organization(self, shop: dict[str, str]) -> str:
        return f"{self._web}/api/v1/organizations/{shop['organization_id']}"

    def shop(self) -> dict[str, Any]:
        """One of the shops after the other."""
        shops: list[dict[str, Any]] = self.made.world["shops"]
        return shops[next(self._turn) % len(shops)]

    def order(self, shop: dict[str, Any], *, kind: str = "paid") -> dict[str, Any]:
        """One ticket of a shop's type of this kind."""
        body = {
            "event_id": shop["event_id"],
            "lines": [{"ticket_type_id": shop[kind], "quantity": 1}],
            "buyer": {"email": f"card-{new_id().hex}@drills.example", "name": "Ilse Maes"},
            "attendees": [{"ticket_type_id": shop[kind], "name": "Ilse Maes"}],
        }
        answer = self.http.post(
            f"{self.organization(shop)}/orders",
            json=body,
            headers={"Idempotency-Key": str(new_id())},
        )
        found: dict[str, Any] = answer.json()
        return found

    def start_payment(self) -> dict[str, Any]:
        """Order with a card; the order, its payment's page and its shop."""
        shop = self.shop()
        order = self.order(shop)
        answer = self.http.post(
            f"{self.organization(shop)}/orders/{order['id']}/payment",
            json={},
            headers={"Turnout-Order-Secret": order["secret"]},
        )
        return {"shop": shop, "order": order, "page": answer.json().get("redirect_url")}

    def pay(self) -> dict[str, Any]:
        """Order, and press the button of the provider's page."""
        started = self.start_payment()
        self.http.post(started["page"], data={"action": "pay"})
        return started

    def scan(self) -> None:
        gate = self.made.world["gate"]
        number = next(self._turn)
        self.http.post(
            f"{self.organization(self.made.world)}/checkin-device/scans",
            json={"code": gate["codes"][number % len(gate["codes"])], "scan_id": new_id().hex[:16]},
            headers={"Authorization": f"Bearer {gate['token']}"},
        )

    def open_page(self) -> None:
        """The page of an event, with a question that no cache has heard."""
        self.http.get(f"{self._web}/events?q=night-{next(self._turn)}")

    def token(self) -> dict[str, str]:
        body = {"email": self.made.world["shops"][0]["owner"], "password": PASSWORD}
        answer = self.http.post(f"{self._web}/api/v1/auth/sign-in", json=body)
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def join_room(self) -> dict[str, str]:
        """Take a place in the waiting room; the header that shows it."""
        path = f"{self.organization(self.made.world)}/events/{self.made.world['room']}/waiting-room-places"
        return {PLACE: self.http.post(path).json()["token"]}

    def look(self, place: dict[str, str]) -> None:
        path = f"{self.organization(self.made.world)}/events/{self.made.world['room']}/waiting-room-place"
        self.http.get(path, headers=place)

    def deliver(self, shop: dict[str, str], event: object, *, secret: str | None = None) -> None:
        """A webhook, signed as the provider does, or by somebody who does not know the secret."""
        body = json.dumps(event).encode()
        secrets = [secret or webhook_secret_of(shop["api_key"])]
        self.http.post(
            f"{self._web}/hooks/v1/payments/{shop['organization_id']}/{shop['connection_id']}",
            content=body,
            headers={
                SIGNATURE: signature(secrets, body, at=int(time.time())),
                "Content-Type": "application/json",
            },
        )

    def at_provider(self, shop: dict[str, str], method: str, path: str, body: object = None) -> Any:
        headers = {"Authorization": f"Bearer {shop['api_key']}", "Idempotency-Key": new_id().hex}
        address = f"http://{self.made.stack.provider}{path}"
        return self.http.request(method, address, json=body, headers=headers).json()


@contextmanager
def open_streams(address: str, path: str, number: int) -> Iterator[None]:
    """So many listeners, four hundred of each address of this machine."""
    host, _, port = address.rpartition(":")
    ask = f"GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\n\r\n".encode()
    opened = []
    try:
        for each in range(number):
            source = (f"127.0.0.{2 + each // 400}", 0)
            stream = socket.create_connection((host, int(port)), 30, source_address=source)
            opened.append(stream)
            stream.sendall(ask)
        yield
    finally:
        for stream in opened:
            stream.close()
