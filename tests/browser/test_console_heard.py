"""The console as it is heard: the editor of texts, the programme's grid and the refund dialog."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import orders as buyers
from tests.browser.screen_reader import ScreenReader
from tests.browser.test_console_programme import add_room, add_session, middle_day
from tests.factories.people import PASSWORD
from turnout.kernel import clock
from turnout_sdk.testing.local_http import local_client

ADA = "Ada Guest"


@pytest.fixture
def event(stage):
    types = {"Supper": {"capacity": 30, "price_minor": 2550}}
    return stage.open_event(title="Lantern Fair", types=types)


@pytest.fixture
def order(stack, event):
    """A paid order of one person."""
    with local_client(base_url=stack.address, timeout=10) as http:
        made = buyers.place(http, event, "Supper", guests=(ADA,), email="guest@people.example")
        made.pay()
        yield made


def test_the_editor_of_texts_says_what_it_is_and_what_is_pressed(visit, event):
    visitor = visit()
    reader = ScreenReader.of(visitor)
    visitor.sign_in({"email": event.owner, "password": PASSWORD})
    visitor.open(f"/console/{event.organization}/events/{event.id}/details")
    text = visitor.page.get_by_role("textbox", name="Description")
    text.click()
    assert reader.focused().startswith("textbox Description")
    assert "multiline: true" in reader.focused()
    visitor.page.keyboard.type("Bring a lamp.")
    visitor.page.keyboard.press("ControlOrMeta+a")
    visitor.page.keyboard.press("Alt+F10")
    bold = visitor.button("Bold")
    while not bold.evaluate("node => node === document.activeElement"):
        visitor.page.keyboard.press("ArrowRight")
    assert reader.focused().startswith("button Bold")
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Alt+F10")
    expect(bold).to_have_attribute("aria-pressed", "true")
    expect(text.locator("strong")).to_contain_text("Bring a lamp.")
    reader.expect_all_named()


def test_a_session_that_is_moved_says_where_it_is_and_what_stands_in_its_way(visit, event):
    visitor = visit()
    reader = ScreenReader.of(visitor)
    visitor.sign_in({"email": event.owner, "password": PASSWORD})
    visitor.open(f"/console/{event.organization}/events/{event.id}/programme")
    add_room(visitor, "Quay")
    add_room(visitor, "Attic")
    day = middle_day(clock.now())
    add_session(visitor, "Welcome", day=day, room="Quay")
    add_session(visitor, "Knots", day=day, room="Attic")
    reader.tab_to(visitor.button("Move Knots"))
    assert reader.focused().startswith("button Move Knots")
    for key in ("Enter", "ArrowLeft"):
        visitor.page.keyboard.press(key)
    clash = "Quay has Welcome at the same time."
    expect(visitor.page.get_by_text(re.compile(clash)).first).to_be_attached()
    assert reader.heard(rf"Quay, 10:00–11:00.*{re.escape(clash)}")
    visitor.page.keyboard.press("Escape")
    assert reader.focused().startswith("button Move Knots"), "the focus stays where it was"
    reader.expect_all_named()


def test_the_refund_dialog_says_its_fault_and_its_effect(visit, event, order):
    visitor = visit()
    reader = ScreenReader.of(visitor)
    visitor.sign_in({"email": event.owner, "password": PASSWORD})
    visitor.open(f"/console/{event.organization}/orders/{order.id}")
    reader.press(visitor.button("Refund"))
    dialog = visitor.page.get_by_role("dialog", name="Refund")
    amount = dialog.get_by_label(re.compile("^Amount"))
    reader.tab_to(amount)
    assert re.match(r"(textbox|spinbutton) Amount", reader.focused())
    visitor.page.keyboard.press("ControlOrMeta+a")
    visitor.page.keyboard.type("10")
    expect(dialog.get_by_text("All stay valid")).to_be_visible()
    assert reader.heard("All stay valid"), "the effect is said without moving to it"
    visitor.page.keyboard.press("ControlOrMeta+a")
    visitor.page.keyboard.type("999")
    visitor.page.keyboard.press("Enter")
    expect(amount).to_have_attribute("aria-invalid", "true")
    reader.tab_to(amount)
    assert re.search(r"invalid: true.* - .*25\.50", reader.focused())
    reader.expect_all_named()
    visitor.page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(visitor.button("Refund")).to_be_focused()  # a frame after the dialog is gone
    assert reader.focused().startswith("button Refund"), "the focus is back where it came from"
