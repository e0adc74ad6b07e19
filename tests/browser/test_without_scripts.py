"""Without JavaScript people find events, read everything and keep what they ordered."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import buying, orders
from turnout_dev.browser_checks.viewports import View
from turnout_sdk.testing.local_http import local_client

PLAIN = View(1280, scripts=False)
PLAIN_PHONE = View(320, scripts=False)


@pytest.fixture(scope="module")
def event(stage):
    types = {"Entry": {"capacity": 300}, "Supper": {"capacity": 300, "price_minor": 2550}}
    made = stage.open_event(title="Autumn Concert", summary="By the water.", types=types)
    stage.add_talks(made, {"title": "On strings", "speaker": "Ada Example"})
    return made


@pytest.mark.parametrize("view", [PLAIN, PLAIN_PHONE], ids=["desktop", "phone"])
def test_events_are_found_and_read_up_to_the_tickets(visit, event, view):
    visitor = visit(view)
    visitor.open("/")
    visitor.page.get_by_role("searchbox").first.fill("Autumn Concert")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/events?**")
    # Another process of the run may have an event of this title too, still without its talks.
    found = visitor.link("Autumn Concert").and_(visitor.page.locator(f"[href='{event.path}']"))
    visitor.reload_until(found.first)
    visitor.keep("found")
    found.first.click()
    expect(visitor.page.get_by_role("heading", level=1, name="Autumn Concert")).to_be_visible()
    visitor.keep("event")
    visitor.link("On strings").first.click()
    expect(visitor.page.get_by_role("heading", level=1, name="On strings")).to_be_visible()
    visitor.page.go_back()
    visitor.link("Get tickets").first.click()
    expect(visitor.page.locator("noscript p")).to_be_visible()
    assert "needs JavaScript" in visitor.page.locator("noscript p").inner_text()
    visitor.keep("checkout")


def test_a_person_signs_in_and_out(visit, stage):
    person = stage.do("make_person")
    visitor = visit(PLAIN)
    visitor.sign_in(person)
    expect(visitor.page.get_by_text(person["email"]).first).to_be_visible()
    visitor.button("Sign out").first.click()
    visitor.open("/account")
    expect(visitor.page.locator("main [name=email]")).to_be_visible()


def test_the_shop_is_looked_at_another_day(visit, event, stage):
    member = stage.do("make_person")["email"]
    visitor = visit(PLAIN_PHONE)
    visitor.open(stage.do("previews", event_id=event.id, member=member)["preview"])
    later = visitor.page.get_by_role("listitem").filter(has=visitor.heading("Later"))
    expect(later).to_contain_text("On sale from")
    in_a_week = datetime.now(UTC) + timedelta(days=7)
    visitor.page.get_by_label("Look at another time").fill(f"{in_a_week:%Y-%m-%dT%H:%M}")
    visitor.button("Show").click()
    expect(later).to_contain_text("left")
    visitor.link("Now").click()
    expect(later).to_contain_text("On sale from")


def test_an_order_is_read_paid_and_cancelled(visit, event, stack):
    with local_client(base_url=stack.address) as http:
        path = orders.place(http, event, "Supper", guests=("Ben",), email=buying.EMAIL).path
    visitor = visit(PLAIN)
    visitor.open(path)
    visitor.button("Continue to pay").click()
    expect(visitor.heading("Pay with a test card")).to_be_visible()
    visitor.button("Pay 25.50 EUR").click()
    visitor.page.wait_for_url(f"**{path}**")
    confirmed = visitor.heading("You are going to Autumn Concert")
    visitor.reload_until(confirmed)
    visitor.keep("confirmed")
    expect(visitor.page.get_by_role("img", name="Code to show at the door")).to_be_visible()
