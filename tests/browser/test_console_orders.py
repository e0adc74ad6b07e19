"""The team at work with orders: found in the list, refunded, given away and corrected."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import orders as buyers
from tests.browser.conftest import PHONE
from tests.browser.keyboard import Keyboard
from tests.factories.people import PASSWORD
from turnout_dev.browser_checks.viewports import View
from turnout_sdk.testing.local_http import local_client

ADA, BEN, ZOE = "Ada Guest", "Ben Guest", "Zoe Guest"
NEW_CODES = "Tickets with new codes: 1. The former codes admit nobody."


@pytest.fixture(scope="module")
def event(stage):
    types = {"Entry": {"capacity": 30}, "Supper": {"capacity": 30, "price_minor": 2550}}
    return stage.open_event(title="Lantern Fair", types=types)


@pytest.fixture(scope="module")
def place(stack, event):
    """An order of an event's guest: `place("Entry", ADA)`."""
    with local_client(base_url=stack.address, timeout=10) as http:
        yield lambda ticket, *guests: buyers.place(
            http, event, ticket, guests=guests, email="guest@people.example"
        )


@pytest.fixture
def enter(visit, event):
    """The owner at a page of the organization's console: `enter("orders", PHONE)`."""

    def enter(path, *view):
        visitor = visit(*view)
        visitor.sign_in({"email": event.owner, "password": PASSWORD})
        visitor.open(f"/console/{event.organization}/{path}")
        return visitor

    return enter


def test_orders_are_filtered_and_sorted_and_one_is_refunded_by_keyboard(enter, place):
    place("Supper", ADA).pay()
    place("Entry", ZOE)
    visitor = enter("orders?state=confirmed")
    page, rows = visitor.page, visitor.page.get_by_role("rowheader")
    for guest in (ADA, ZOE):
        visitor.reload_until(visitor.link(guest).and_(page.locator(":visible")))
    visitor.button(re.compile("^Buyer")).click()
    expect(rows.first).to_contain_text(ADA)
    visitor.button(re.compile("^Buyer")).click()
    expect(rows.first).to_contain_text(ZOE)
    page.get_by_role("searchbox").fill("ada")
    expect(rows).to_have_count(1)
    assert "state=confirmed" in page.url
    visitor.expect_sound()

    visitor.link(ADA).click()
    expect(visitor.heading(re.compile("^Order "))).to_be_focused()
    keyboard = Keyboard(visitor)
    keyboard.press(visitor.button("Refund"))
    panel = page.get_by_role("dialog", name="Refund")
    amount = panel.get_by_label(re.compile("^Amount"))
    keyboard.tab_to(amount)
    page.keyboard.press("Control+a")
    page.keyboard.type("10.50")
    expect(panel.get_by_text("All stay valid")).to_be_visible()
    visitor.keep("refund", whole=False)
    visitor.expect_sound()
    keyboard.press(panel.get_by_role("button", name="Refund €10.50"))
    expect(page.get_by_text("€10.50 is being refunded.")).to_be_visible()
    visitor.expect_sound()


def test_tickets_are_given_away_on_a_phone_and_lead_to_their_order(enter, event):
    visitor = enter("orders/give-away", PHONE)
    page = visitor.page
    page.get_by_label("Event").select_option(event.id)
    for _ in range(2):
        visitor.button("One more: Entry").click()
    name, email = (page.get_by_label(label, exact=True).first for label in ("Name", "Email"))
    name.fill("Press Desk")
    email.fill("desk@press.example")
    visitor.expect_sound()
    visitor.button("Give tickets away (2)").click()
    expect(visitor.heading(re.compile("^Order "))).to_be_visible()
    expect(page.get_by_text("desk@press.example")).to_be_visible()
    expect(page.locator(".order-people li")).to_have_count(2)
    visitor.keep("given")
    visitor.expect_sound()


def test_another_person_comes_and_the_effect_is_shown_before_it_is_saved(enter, place):
    order = place("Entry", BEN)
    visitor = enter(f"orders/{order.id}", PHONE)
    page = visitor.page
    visitor.button(f"Correct {BEN}").click()
    panel = page.get_by_role("dialog", name="Correct the attendee")
    panel.get_by_text("Yes, and the tickets get new codes").click()
    panel.get_by_label("Name", exact=True).fill("Mary Guest")
    expect(panel.get_by_text(NEW_CODES)).to_be_visible()
    visitor.keep("correction", whole=False)
    visitor.expect_sound()
    panel.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The correction is saved.")).to_be_visible()
    expect(visitor.link("Mary Guest")).to_be_visible()
    assert order.call("GET")["attendees"][0]["name"] == "Mary Guest"


@pytest.mark.parametrize("view", [View(320, language="de"), View(768), View(1280)])
def test_who_sells_at_the_desk_chooses_where_the_badges_are_printed(enter, stage, event, view):
    stage.do("add_station", event_id=event.id, name=f"North hall {view.width}")
    visitor = enter(f"events/{event.id}/orders/box-office", view)
    page = visitor.page
    page.locator("label").filter(has=page.locator("#prints")).click()
    place = page.locator("#station")
    expect(place).to_be_visible()
    place.select_option(index=2)
    visitor.expect_sound()
    visitor.keep("desk-station")
