"""Organizers at work in the console: how few steps a first event takes, and that it works by keyboard."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.counted import Counted
from tests.browser.scenes import SCENES
from tests.browser.visitor import Visitor

MOST_INTERACTIONS = 15


def publish_free_event(visitor: Visitor) -> Counted:
    """From the list of events to a published one with its link at hand; the hands that did it."""
    hands = Counted(visitor)
    hands.press(visitor.link("Create event").first)
    hands.fill("What is it called?", "Lantern Night")
    hands.fill("Starts", "2031-05-05T19:00")
    hands.fill("Place", "Harbour Hall")
    expect(visitor.page.get_by_role("complementary")).to_contain_text("Harbour Hall")
    visitor.keep("new-event")
    visitor.expect_sound()
    hands.press(visitor.button("Create event"))
    expect(visitor.heading("Before you publish")).to_be_visible()
    visitor.keep("draft")
    hands.press(visitor.button("Publish event"))
    expect(visitor.heading("Share it")).to_be_visible()
    expect(visitor.page.get_by_label("Link to the page")).to_have_value(
        re.compile("/lantern-night")
    )
    return hands


def test_a_first_free_event_is_published_in_few_interactions(visit, places):
    visitor = visit()
    places.enter(visitor, SCENES["console-events"])
    hands = publish_free_event(visitor)
    hands.prove("to a first free event", most=MOST_INTERACTIONS)
    visitor.keep("published")
    visitor.expect_sound()


def test_an_event_is_found_by_keyboard_alone_on_a_phone_too(visit, places):
    visitor = visit(PHONE)
    places.enter(visitor, SCENES["console"])
    visitor.page.keyboard.press("Control+k")
    found = visitor.page.get_by_role("menuitem").filter(has_text="Rechtsschutz").first
    visitor.page.keyboard.type("rechts")
    expect(found).to_be_visible()
    visitor.keep("palette")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("heading", level=1)).to_be_focused()
    visitor.keep("event")
