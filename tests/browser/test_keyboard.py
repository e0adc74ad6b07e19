"""The whole purchase by keyboard alone, heard as a screen reader would hear it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import buying
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.keyboard import Keyboard

TITLE = "Spring Concert"


@pytest.fixture(scope="module")
def event(stage):
    types = {"Entry": {"capacity": 300}, "Supper": {"capacity": 300, "price_minor": 2550}}
    return stage.open_event(title=TITLE, types=types)


@pytest.mark.parametrize("view", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_ticket_is_bought_and_paid_without_a_mouse(visit, event, view):
    visitor = visit(view)
    keys = Keyboard.of(visitor)
    visitor.open(event.path)
    keys.press(visitor.link("Get tickets").first)
    expect(visitor.heading(buying.CHOOSE)).to_be_visible()
    keys.press(visitor.button("One more: Supper"))
    assert keys.heard("Supper: 1"), "the new number was not announced"
    keys.press(visitor.button("Continue"))
    keys.expect_focus_on_heading(buying.PEOPLE)
    expect(visitor.page.get_by_role("timer")).to_be_visible()
    keys.type(visitor.page.get_by_label("Your name"), buying.BUYER)
    keys.type(visitor.page.get_by_label("Email", exact=False).first, buying.EMAIL)
    keys.press(visitor.button(buying.SOMEONE_ELSE))
    expect(visitor.page.get_by_label(buying.NAME)).to_be_focused()
    visitor.page.keyboard.type("Ada Guest")
    keys.press(visitor.button("Continue"))
    keys.expect_focus_on_heading(buying.PAYMENT)
    keys.press(visitor.button(re.compile("^Pay ")))
    expect(visitor.heading("Pay with a test card")).to_be_visible()
    keys.press(visitor.button(re.compile("^Pay 25.50 EUR")))
    buying.expect_confirmed(visitor, TITLE)


def test_what_is_missing_is_said_and_reached_from_the_summary(visit, event):
    visitor = visit()
    keys = Keyboard.of(visitor)
    buying.go_to_tickets(visitor, event)
    keys.press(visitor.button("Continue"))
    expect(visitor.page.get_by_text("Please select at least 1 ticket").first).to_be_visible()
    keys.press(visitor.button("One more: Entry"))
    keys.press(visitor.button("Continue"))
    keys.expect_focus_on_heading(buying.PEOPLE)
    keys.type(visitor.page.get_by_label("Email", exact=False).first, "bea@people")
    keys.press(visitor.button(buying.COMPLETE))
    summary = visitor.page.get_by_role("alert").filter(has_text="Please check")
    expect(summary).to_be_visible()
    assert visitor.page.evaluate("document.activeElement.closest('[role=alert]') !== null")
    visitor.keep("errors")
    visitor.expect_sound()
    keys.press(summary.get_by_role("link", name=re.compile("email address")))
    field = visitor.page.get_by_label("Email", exact=False).first
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile("Please enter a valid email address"))


@pytest.mark.parametrize("view", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_step_reads_well_in_the_accessibility_tree(visit, event, view):
    visitor = visit(view)
    buying.go_to_tickets(visitor, event)
    buying.choose(visitor, "Supper", 2)
    assert_reads_well(visitor, buying.CHOOSE)
    buying.go_on(visitor)
    expect(visitor.heading(buying.PEOPLE)).to_be_visible()
    assert_reads_well(visitor, buying.PEOPLE)
    required = visitor.page.locator(
        "main :is(input, select, textarea)[required], main [aria-required=true]"
    )
    assert required.count() >= 3
    expect(visitor.page.get_by_role("group", name="Ticket 1: Supper")).to_be_visible()
    expect(visitor.page.get_by_role("group", name="Ticket 2: Supper")).to_be_visible()
    buying.say_who_comes(visitor, "Ada Guest", "Ben Guest")
    buying.go_on(visitor)
    expect(visitor.heading(buying.PAYMENT)).to_be_visible()
    assert_reads_well(visitor, buying.PAYMENT)
    expect(visitor.page.get_by_role("radio", name=re.compile("Test card"))).to_be_checked()


def assert_reads_well(visitor, title):
    tree = visitor.page.locator("body").aria_snapshot()
    assert "- banner:" in tree
    assert "- main:" in tree
    assert re.search(rf'heading "{re.escape(title)}"[^\n]*\[level=1\]', tree), tree
    assert visitor.page.get_by_role("heading", level=1).count() == 1
    assert not re.search(
        r"- (button|link|textbox|combobox|radio|checkbox)(:| \[|$)", tree, re.MULTILINE
    ), f"a control without a name:\n{tree}"
    visitor.expect_sound()
