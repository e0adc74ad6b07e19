"""Organizers say in the console what an event sells and asks: by keyboard, and it is kept."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.keyboard import Keyboard
from tests.browser.scenes import SCENES


def test_ticket_types_are_put_in_order_by_keyboard_and_stay_so(visit, places):
    visitor = visit()
    page = visitor.page
    places.enter(visitor, SCENES["console-event-tickets"])
    visitor.button("Add ticket type").click()
    panel = page.get_by_role("dialog", name="New ticket type")
    panel.get_by_label("Name", exact=True).fill("Early bird")
    panel.get_by_role("textbox", name="Price").fill("25")
    visitor.keep("new-ticket-type", whole=False)
    visitor.expect_sound()
    panel.get_by_role("button", name="Add ticket type").click()
    expect(page.get_by_text("Early bird is on sale.")).to_be_visible()
    rows = page.get_by_role("row")
    expect(rows.last).to_contain_text("Early bird")
    visitor.button("Add ticket type").focus()
    for key in ("Tab", "End", "Tab"):
        page.keyboard.press(key)
    handle = visitor.button("Move Early bird")
    expect(handle).to_be_focused()
    page.keyboard.press("Enter")
    expect(handle).not_to_be_focused()  # but the first place to drop it
    page.keyboard.press("Home")
    expect(page.get_by_role("button", name="Before")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Early bird is moved.")).to_be_visible()
    expect(rows.first).to_contain_text("Early bird")
    page.reload()
    expect(rows.first).to_contain_text("Early bird")
    visitor.keep("in-order")
    visitor.expect_sound()


def test_a_question_is_added_tried_and_saved_on_a_phone(visit, places):
    visitor = visit(PHONE)
    page = visitor.page
    places.enter(visitor, SCENES["console-event-form"])
    keyboard = Keyboard(visitor)
    visitor.button("Add question").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Yes or")
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Yes or no")
    keyboard.type(panel.get_by_label("Question", exact=True), "Do you need parking?")
    visitor.keep("question", whole=False)
    keyboard.press(panel.get_by_role("button", name="Done"))
    preview = page.get_by_role("region", name="As a buyer sees it")
    expect(preview.get_by_text("Do you need parking?")).to_be_visible()
    visitor.button("Save form").click()
    expect(page.get_by_text("Saved as version 1.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("row")).to_contain_text("Do you need parking?")
    visitor.keep("form")
    visitor.expect_sound()
