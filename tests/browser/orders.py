"""Orders placed over the API, as the checkout does it, and the addresses of their pages."""

import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.browser.stack import Event, Stage

SECRET = "Turnout-Order-Secret"
PAYMENT_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Placed:
    """An order and who may open it."""

    http: httpx.Client
    organization_id: str
    id: str
    secret: str

    @property
    def path(self) -> str:
        return f"/orders/{self.organization_id}/{self.id}/{self.secret}"

    def call(self, method: str, path: str = "", body: Any = None) -> Any:
        base = f"/api/v1/organizations/{self.organization_id}/orders/{self.id}"
        answer = self.http.request(
            method, f"{base}{path}", json=body, headers={SECRET: self.secret}
        )
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    @property
    def ticket_id(self) -> str:
        """Of the first ticket."""
        return str(self.call("GET")["tickets"][0]["id"])

    def pay(self) -> None:
        """Pay with the provider's test card; returns once the order is confirmed."""
        page = self.call("POST", "/payment", {})["redirect_url"]
        assert self.http.post(page, data={"action": "pay"}).status_code == 303
        until = time.monotonic() + PAYMENT_SECONDS
        while self.call("GET")["state"] != "confirmed":
            assert time.monotonic() < until, "the payment does not arrive"
            time.sleep(0.1)

    def offer(self, stage: Stage, email: str) -> str:
        """Offer the first ticket to somebody; the path that their mail leads to."""
        made = self.call("POST", f"/tickets/{self.ticket_id}/transfer", {"email": email})
        path: str = stage.do(
            "transfer_path", organization_id=self.organization_id, transfer_id=made["id"]
        )
        return path


def place(
    http: httpx.Client, event: Event, ticket: str, *, guests: tuple[str, ...], email: str
) -> Placed:
    type_id = event.types[ticket]
    body = {
        "event_id": event.id,
        "lines": [{"ticket_type_id": type_id, "quantity": len(guests)}],
        "buyer": {"email": email, "name": guests[0]},
        "attendees": [{"ticket_type_id": type_id, "name": each} for each in guests],
    }
    answer = http.post(f"/api/v1/organizations/{event.organization_id}/orders", json=body)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    return Placed(http, event.organization_id, made["id"], made["secret"])


def accept(http: httpx.Client, offer: str, *, name: str) -> str:
    """Accept an offered ticket with the form of its page; the path of the ticket's own page."""
    page = http.get(offer)
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    answer = http.post(
        offer, data={**hidden, "name": name}, headers={"Origin": str(http.base_url).rstrip("/")}
    )
    assert answer.status_code == 303, answer.text
    return urlsplit(answer.headers["Location"]).path
