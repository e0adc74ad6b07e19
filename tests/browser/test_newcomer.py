"""Newcomers go from signing up to a published event by what the pages show, interactions counted."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser import buying
from tests.browser.counted import Counted
from tests.factories.people import PASSWORD
from tests.prove.results import record_result
from turnout.kernel.ids import new_id
from turnout_sandbox.signatures import webhook_secret_of

MOST_TO_PUBLISH = 15
MOST_TO_SALE = 40
MOST_TO_BUY = 10
MOST_SECONDS = 300


@pytest.fixture
def newcomer(visit, mails) -> Counted:
    """A person at the page for new accounts; they type no address after this one."""
    visitor = visit()
    visitor.open("/sign-up")
    return Counted(visitor)


def found_organization(hands: Counted, mails, name: str) -> None:
    """From signing up to the page of one's new organization."""
    visitor = hands.visitor
    email = f"newcomer-{new_id().hex}@people.example"
    hands.fill("Your name", "Nora Newcomer")
    hands.fill("Email", email)
    hands.fill("Password", PASSWORD)
    hands.press(visitor.button("Create account"))
    expect(visitor.heading("Check your email")).to_be_visible()
    hands.follow_mail(mails.link_to(email, "/verify-email/"))
    hands.press(visitor.button("Confirm and sign in"))
    hands.press(visitor.link("Create an organization"))
    hands.fill("Name of the organization", name)
    hands.press(visitor.button("Create the organization"))
    expect(visitor.page.get_by_text("Your organization is there.")).to_be_visible()
    visitor.keep("organization")
    visitor.expect_sound()


def create_event(hands: Counted, title: str) -> None:
    """From the organization's page to the draft, which has one free ticket type."""
    visitor = hands.visitor
    hands.press(visitor.link("Create an event"))
    hands.fill("What is it called?", title)
    hands.fill("Starts", "2031-05-05T19:00")
    hands.fill("Place", "Harbour Hall")
    hands.press(visitor.button("Create event"))
    expect(visitor.heading("Before you publish")).to_be_visible()
    visitor.keep("draft")


def add_ticket_type(hands: Counted, name: str, price: str) -> None:
    visitor = hands.visitor
    hands.press(visitor.button("Add ticket type"))
    panel = visitor.page.get_by_role("dialog", name="New ticket type")
    hands.fill("Name", name, within=panel)
    hands.fill("Price (EUR)", price, within=panel)
    hands.press(panel.get_by_role("button", name="Add ticket type"))
    expect(visitor.page.get_by_text(f"{name} is on sale.")).to_be_visible()
    expect(panel).to_have_count(0)


def add_session(hands: Counted, title: str) -> None:
    visitor = hands.visitor
    hands.press(visitor.button("Add session"))
    panel = visitor.page.get_by_role("dialog", name="New session")
    hands.fill("Title", title, within=panel)
    hands.press(panel.get_by_role("button", name="Add session"))
    expect(visitor.page.get_by_text(f"{title} is in the programme.")).to_be_visible()
    expect(panel).to_have_count(0)


def connect_payments(hands: Counted, provider: str) -> None:
    """From the check list to a connection that buyers are offered, and back to the event."""
    visitor = hands.visitor
    check = visitor.page.get_by_role("listitem").filter(has_text="Connect a payment provider")
    hands.press(check.get_by_role("link"))
    hands.press(visitor.link("Sandbox"))
    account = f"sk_test_{new_id().hex}"
    hands.fill("API key", account)
    hands.fill("Webhook secret", webhook_secret_of(account))
    hands.fill("Address (optional)", f"http://{provider}")
    visitor.keep("connect")
    visitor.expect_sound()
    hands.press(visitor.button("Connect"))
    expect(visitor.page.get_by_text("Buyers can pay now")).to_be_visible()
    expect(visitor.page.get_by_text("It worked")).to_be_visible()
    visitor.keep("connected")
    visitor.expect_sound()
    hands.press(visitor.link("Back to the event"))


def publish(hands: Counted) -> str:
    """Publish from the event's own view; the path of its page, as the view shows it."""
    visitor = hands.visitor
    hands.press(visitor.button("Publish event"))
    expect(visitor.heading("Share it")).to_be_visible()
    visitor.keep("published")
    visitor.expect_sound()
    address = visitor.page.get_by_label("Link to the page").input_value()
    return re.sub(r"^https?://[^/]+", "", address)


def test_a_newcomer_publishes_a_free_event_in_15_interactions(newcomer, stage, mails):
    found_organization(newcomer, mails, "Quay Theatre")
    create_event(newcomer, "Lantern Night")
    path = publish(newcomer)
    newcomer.prove("from signing up to a published event", most=MOST_TO_PUBLISH)
    stage.wait_shown(path, "Lantern Night")


def test_a_newcomer_is_paid_for_an_event_with_a_programme_in_40_interactions(
    newcomer, visit, stage, mails, stack
):
    began_at = time.monotonic()
    visitor = newcomer.visitor
    found_organization(newcomer, mails, "Pier Society")
    create_event(newcomer, "Pier Days")
    newcomer.press(visitor.link("Ticket types"))
    add_ticket_type(newcomer, "Supper", "25.50")
    add_ticket_type(newcomer, "Patron", "80")
    newcomer.press(visitor.link("Programme"))
    add_session(newcomer, "Opening")
    add_session(newcomer, "Closing")
    newcomer.press(visitor.link("At a glance"))
    connect_payments(newcomer, stack.provider)
    path = publish(newcomer)

    buyer = Counted(visit())
    stage.wait_shown(path, "Closing")
    buy_supper(buyer, path, "Pier Days")
    seconds = time.monotonic() - began_at
    newcomer.prove("from signing up to a first sale", most=MOST_TO_SALE)
    buyer.prove("of the first buyer", most=MOST_TO_BUY)
    record_result("seconds from signing up to a first sale", f"{seconds:.0f}")
    assert seconds < MOST_SECONDS


def buy_supper(buyer: Counted, path: str, title: str) -> None:
    """The buyer's own part; the provider's page is where the money is given."""
    visitor = buyer.visitor
    visitor.open(path)
    for name in ("Supper", "Patron"):
        expect(visitor.page.get_by_text(name).first).to_be_visible()
    buyer.press(visitor.link("Get tickets").first)
    buyer.press(visitor.button("One more: Supper"))
    buyer.press(visitor.button("Continue"))
    buyer.fill("Your name", buying.BUYER)
    buyer.fill("Email", buying.EMAIL)
    buyer.press(visitor.button("Continue"))
    buyer.press(visitor.button(re.compile(r"^(Pay |Continue to pay)")))
    expect(visitor.heading("Pay with a test card")).to_be_visible()
    buyer.press(visitor.button("Pay 25.50 EUR"))
    buying.expect_confirmed(visitor, title)
    visitor.keep("first-sale")
