"""An organizer brings attendees in from a table: columns, dry run, run, result; by keyboard too."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.factories.people import PASSWORD

TABLE = (
    "Who,E-mail,Ticket\n"
    "Ada Lund,ada@people.example,Entry\n"
    "Bea Berg,no address,Entry\n"
    "Cleo Dahl,cleo@people.example,Supper\n"
)


@pytest.fixture
def event(stage):
    return stage.open_event(title="Lantern Fair", types={"Entry": {"capacity": 9}})


def test_a_table_is_mapped_looked_through_and_brought_in(visit, event):
    visitor = visit(PHONE)
    page = visitor.page
    visitor.sign_in({"email": event.owner, "password": PASSWORD})
    visitor.open(f"/console/{event.organization}/events/{event.id}/attendees")
    visitor.link("Import").focus()
    page.keyboard.press("Enter")
    data = {"name": "guests.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    page.get_by_label("Table", exact=True).set_input_files(data)
    expect(visitor.heading("guests.csv")).to_be_visible()
    visitor.expect_sound()
    page.get_by_label("Whole name").select_option("Who")
    save = visitor.button("Save columns and look through")
    save.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ready: 1 (orders: 1) · refused: 2")).to_be_visible()
    expect(page.get_by_text("This is no email address.")).to_be_attached()
    expect(page.get_by_text("There is no ticket type of this name.")).to_be_attached()
    visitor.keep("looked-through")
    visitor.expect_sound()
    run = visitor.button("Import attendees (1)")
    run.focus()
    page.keyboard.press("Enter")
    # It has ended when a worker says so, whose queue has the work of all tests in it.
    expect(page.get_by_text("Attendees imported: 1")).to_be_visible(timeout=120_000)
    visitor.keep("brought-in")
    visitor.expect_sound()
