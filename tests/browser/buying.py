"""The steps of a purchase, said once: what buyers press, by the names that they read."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.browser.stack import Event
from tests.browser.visitor import Visitor
from tests.faults.mini_stack import MiniStack
from turnout_sdk.testing.local_http import local_client

CHOOSE, PEOPLE, PAYMENT = "Choose your tickets", "Who is coming?", "How do you want to pay?"
TIME_OVER = "Your time ran out"
COMPLETE = "Complete order"
SOMEONE_ELSE, NAME = "Someone else is coming", "Name on the ticket"
BUYER, EMAIL = "Bea Buyer", "bea@people.example"


def buy_by_api(stack: MiniStack, event: Event) -> None:
    """One ticket of the only type, without a browser."""
    [type_id] = event.types.values()
    basket = {
        "event_id": event.id,
        "lines": [{"ticket_type_id": type_id, "quantity": 1}],
        "buyer": {"email": EMAIL, "name": BUYER},
        "attendees": [{"ticket_type_id": type_id, "name": BUYER}],
    }
    path = f"/api/v1/organizations/{event.organization_id}/orders"
    with local_client(timeout=5) as http:
        answer = http.post(f"{stack.address}{path}", json=basket)
    assert answer.status_code == 201, answer.text


def go_to_tickets(visitor: Visitor, event: Event) -> None:
    visitor.open(event.path)
    visitor.link("Get tickets").first.click()
    expect(visitor.heading(CHOOSE)).to_be_visible()


def open_only_ticket(visitor: Visitor, event: Event) -> None:
    """An event with one ticket type: its checkout begins with the buyer's name."""
    visitor.open(event.path)
    visitor.link("Get tickets").first.click()
    expect(visitor.heading(PEOPLE)).to_be_visible()


def choose(visitor: Visitor, ticket: str, count: int = 1) -> None:
    for _ in range(count):
        visitor.button(f"One more: {ticket}").click()


def go_on(visitor: Visitor) -> None:
    visitor.button("Continue").click()


def say_who_comes(visitor: Visitor, *guests: str, email: str = EMAIL) -> None:
    """The buyer's name and address, and a name on each ticket: the first is somebody else's."""
    expect(visitor.heading(PEOPLE)).to_be_visible()
    visitor.page.get_by_label("Your name").fill(BUYER)
    visitor.page.get_by_label("Email", exact=False).first.fill(email)
    fields, own = visitor.page.get_by_label(NAME), visitor.button(SOMEONE_ELSE)
    expect(own.or_(fields.first).first).to_be_visible()
    if guests and own.is_visible():
        own.click()
    for number, guest in enumerate(guests):
        fields.nth(number).fill(guest)


def reserve(visitor: Visitor, event: Event, ticket: str, *guests: str, email: str = EMAIL) -> None:
    """As far as the payment step, or the last button of a free order."""
    go_to_tickets(visitor, event)
    choose(visitor, ticket, len(guests))
    go_on(visitor)
    say_who_comes(visitor, *guests, email=email)


def go_to_provider(visitor: Visitor) -> None:
    visitor.button(re.compile(r"^(Pay |Continue to pay|Try again)")).click()
    expect(visitor.heading("Pay with a test card")).to_be_visible()


def at_the_bank(visitor: Visitor, answer: str) -> None:
    """Press a button on the provider's page, by the beginning of its name."""
    visitor.button(re.compile(f"^{answer}")).click()


def expect_confirmed(visitor: Visitor, event_title: str) -> None:
    heading = visitor.heading(f"You are going to {event_title}")
    expect(heading).to_be_visible(timeout=20_000)


def order_of(visitor: Visitor) -> dict[str, Any]:
    """The order whose page is shown, as its address names it."""
    found = re.search(r"/orders/([^/]+)/([^/]+)/([^/?#]+)", visitor.page.url)
    assert found, visitor.page.url
    return {"organization_id": found[1], "id": found[2], "secret": found[3], "path": found[0]}
