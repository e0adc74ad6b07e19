"""Who applies is approved, pays and has a ticket; or is denied and told why."""

import pytest
from playwright.sync_api import expect

from tests.browser import buying
from tests.browser.conftest import PHONE
from tests.factories.people import PASSWORD

TITLE = "Salon of Lanterns"


@pytest.fixture
def event(stage):
    salon = {"capacity": 12, "price_minor": 2550, "needs_approval": True}
    return stage.open_event(title=TITLE, types={"Salon": salon})


@pytest.fixture
def applied(visit, event):
    """A buyer on the page of an order that the organizer has not decided about."""
    buyer = visit(PHONE)
    buyer.open(event.path)
    buyer.link("Apply to attend").first.click()
    buying.say_who_comes(buyer)
    buyer.button("Send application").click()
    expect(buyer.heading(f"You applied for {TITLE}")).to_be_visible()
    return buyer


@pytest.fixture
def desk(visit, event, applied):
    """The owner at the applications of the event."""
    owner = visit()
    owner.sign_in({"email": event.owner, "password": PASSWORD})
    owner.open(f"/console/{event.organization}/events/{event.id}/applications")
    expect(owner.link(buying.BUYER)).to_be_visible()
    return owner


def decide(desk, word, message):
    dialog = desk.page.get_by_role("dialog", name=f"{word} {buying.BUYER}")
    dialog.get_by_label("Message").fill(message)
    desk.keep("decision", whole=False)
    dialog.get_by_role("button", name=word).click()


def test_who_is_approved_pays_and_has_a_ticket(applied, desk, orders):
    desk.keep("applications")
    desk.button(f"Approve {buying.BUYER}").click()
    decide(desk, "Approve", "Do come early.")
    expect(desk.page.get_by_text(f"{buying.BUYER} is approved.")).to_be_visible()
    applied.reload_until(applied.heading("Your application was approved"))
    expect(applied.page.get_by_text("Do come early.")).to_be_visible()
    applied.keep("approved")
    buying.go_to_provider(applied)
    buying.at_the_bank(applied, "Pay 25.50 EUR")
    buying.expect_confirmed(applied, TITLE)
    assert orders.money(buying.order_of(applied)["id"]) == ("confirmed", 2550)


def test_who_is_denied_by_keyboard_is_told_why(applied, desk, orders):
    desk.page.get_by_role("checkbox", name=f"Select {buying.BUYER}").focus()
    desk.page.keyboard.press("d")
    decide(desk, "Deny", "The table is full.")
    expect(desk.page.get_by_text("No application waits for you")).to_be_visible()
    applied.reload_until(applied.heading("Your application was not approved"))
    expect(applied.page.get_by_text("The table is full.")).to_be_visible()
    applied.keep("denied")
    assert orders.state(buying.order_of(applied)["id"]) == "cancelled"
