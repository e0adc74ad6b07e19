"""Whose console it is: a right that ends while a view is open, and quick changes between clients."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import expect

from tests.factories.people import PASSWORD

LANTERN, HARBOUR = "Lantern Society", "Harbour Society"


@pytest.fixture
def event(stage):
    types = {"Entry": {"capacity": 30}}
    return stage.open_event(title="Lantern Fair", types=types, organization={"name": LANTERN})


@pytest.fixture
def other(stage):
    types = {"Entry": {"capacity": 30}}
    return stage.open_event(title="Harbour Night", types=types, organization={"name": HARBOUR})


def test_a_right_that_ends_closes_what_is_open_and_keeps_what_was_typed(visit, stage, event):
    member = stage.do("add_member", event_ids=[event.id], role="admin")
    visitor = visit()
    visitor.sign_in({"email": member["email"], "password": PASSWORD})
    visitor.open(f"/console/{event.organization}/events/{event.id}/tickets")
    visitor.button("Add ticket type").click()
    page = visitor.page
    panel = page.get_by_role("dialog", name="New ticket type")
    panel.get_by_label("Name", exact=True).fill("Patron")

    stage.do("remove_member", event_id=event.id, user_id=member["id"])
    visitor.expect_complaint("status of 40[34]")
    panel.get_by_role("button", name="Add ticket type").click()
    expect(panel.get_by_role("alert")).to_be_visible()
    expect(panel.get_by_label("Name", exact=True)).to_have_value("Patron")
    visitor.keep("refused")

    page.goto(f"/console/{event.organization}/orders")
    expect(visitor.heading("Nothing is here").first).to_be_visible()
    assert "Lantern Fair" not in page.locator("body").inner_text()


def test_a_view_that_is_open_shows_nothing_more_once_one_is_out(visit, stage, event, other):
    member = stage.do("add_member", event_ids=[event.id, other.id], role="admin")
    visitor = visit()
    visitor.sign_in({"email": member["email"], "password": PASSWORD})
    visitor.open(f"/console/{event.organization}/events")
    expect(visitor.link("Lantern Fair")).to_be_visible()

    stage.do("remove_member", event_id=event.id, user_id=member["id"])
    visitor.expect_complaint("status of 40[34]")
    visitor.link("Attendees").click()
    expect(visitor.heading("Nothing is here").first).to_be_visible()
    assert "Lantern Fair" not in visitor.page.locator("main").inner_text()


def test_of_two_clients_in_quick_turn_none_shows_what_is_the_others(visit, stage, event, other):
    """The answers about one come when the other is on the screen again."""
    member = stage.do("add_member", event_ids=[event.id, other.id], role="admin")
    visitor = visit()
    visitor.sign_in({"email": member["email"], "password": PASSWORD})
    visitor.open(f"/console/{other.organization}/events")
    page, held = visitor.page, []

    def hold(route):
        held.append(route)

    page.route(re.compile(f"/organizations/{event.organization_id}/"), hold)
    switch(visitor, LANTERN)
    expect(page).to_have_url(re.compile(event.organization))
    switch(visitor, HARBOUR)
    expect(visitor.link("Harbour Night")).to_be_visible()
    assert held
    for each in held:
        with suppress(BrowserError):  # the view that asked is gone, and its question with it
            each.continue_()
    page.wait_for_load_state("networkidle")
    expect(visitor.link("Harbour Night")).to_be_visible()
    expect(visitor.link("Lantern Fair")).to_have_count(0)
    page.unroute_all()
    switch(visitor, LANTERN)
    expect(visitor.link("Lantern Fair")).to_be_visible()
    expect(visitor.link("Harbour Night")).to_have_count(0)


def switch(visitor, name):
    visitor.button(re.compile("Switch organization")).first.click()
    visitor.page.get_by_role("menuitem", name=name).click()
