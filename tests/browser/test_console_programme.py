"""Organizers arrange a programme in the console: by keyboard, by pointer, and from a file."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, expect

from tests.browser.conftest import PHONE
from tests.browser.preparing import Places
from tests.browser.scenes import SCENES
from tests.browser.visitor import Visitor

SCENE = SCENES["console-event-programme"]
CLASH = "Hall has Opening at the same time."


def middle_day(made_at: datetime) -> str:
    """A day of an event that is shown, whatever the hour is now and was when it was made."""
    later = made_at + timedelta(days=31)
    return later.astimezone(ZoneInfo("Europe/Brussels")).date().isoformat()


def staged_day(places: Places) -> str:
    return middle_day(datetime.fromisoformat(places.words["staged_at"]))


def add_room(visitor: Visitor, name: str) -> None:
    visitor.button("Add room").click()
    dialog = visitor.page.get_by_role("dialog", name="New room")
    dialog.get_by_label("Name of the room").fill(name)
    dialog.get_by_role("button", name="Add room").click()
    expect(visitor.page.get_by_text(f"{name} is there.")).to_be_visible()
    expect(dialog).to_be_hidden()


def add_session(visitor: Visitor, title: str, *, day: str, room: str) -> None:
    visitor.button("Add session").click()
    panel = visitor.page.get_by_role("dialog", name="New session")
    panel.get_by_label("Title", exact=True).fill(title)
    panel.get_by_label("Starts").fill(f"{day}T10:00")
    panel.get_by_label("Ends").fill(f"{day}T11:00")
    panel.get_by_label("Room").select_option(room)
    panel.get_by_role("button", name="Add session").click()
    expect(visitor.page.get_by_text(f"{title} is in the programme.")).to_be_visible()
    expect(panel).to_be_hidden()


def drag_to(visitor: Visitor, card: Locator, column: Locator) -> None:
    """Hold a session by its middle and let go of it in another column, at the same height."""
    card.scroll_into_view_if_needed()
    held, there = card.bounding_box(), column.bounding_box()
    assert held is not None
    assert there is not None
    mouse, y = visitor.page.mouse, held["y"] + held["height"] / 2
    mouse.move(held["x"] + held["width"] / 2, y)
    mouse.down()
    mouse.move(held["x"] + held["width"] / 2 + 10, y)
    mouse.move(there["x"] + there["width"] / 2, y, steps=4)
    mouse.up()


def test_a_session_is_moved_by_keyboard_and_pointer_and_its_conflict_is_shown(visit, places):
    visitor = visit()
    page = visitor.page
    places.enter(visitor, SCENE)
    add_room(visitor, "Hall")
    add_room(visitor, "Loft")
    day = staged_day(places)
    add_session(visitor, "Opening", day=day, room="Hall")
    add_session(visitor, "Workshop", day=day, room="Loft")
    handle = visitor.button("Move Workshop")
    handle.focus()
    for key in ("Enter", "ArrowLeft", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.get_by_text(f"Hall, 10:05–11:05. {CLASH}")).to_be_attached()
    expect(handle).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Workshop is moved. {CLASH}")).to_be_visible()
    expect(page.get_by_text("Hall is taken twice: Opening and Workshop.")).to_be_attached()
    visitor.keep("conflict")
    visitor.expect_sound()
    card = page.get_by_role("listitem").filter(has=handle)
    loft = page.locator(".session-grid__room", has_text="Loft")
    drag_to(visitor, card, loft)
    expect(page.get_by_text("Workshop is moved.", exact=True)).to_be_visible()
    expect(page.get_by_text("Hall is taken twice: Opening and Workshop.")).not_to_be_attached()
    expect(card).to_contain_text("10:05–11:05, Loft")
    visitor.keep("moved")


def test_a_schedule_is_tried_on_a_phone_before_it_is_imported(visit, places):
    visitor = visit(PHONE)
    page = visitor.page
    places.enter(visitor, SCENE)
    visitor.link("Import a schedule").click()
    table = (
        "id,title,start,duration,speakers\n"
        f"lamp-1,Lamp oil,{staged_day(places)} 15:00,00:30,Ada Lind\n"
        "lamp-2,Wicks,soon,00:30,\n"
    )
    page.get_by_label("Schedule file").set_input_files(
        {"name": "schedule.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    expect(page.get_by_text("This is what would happen")).to_be_visible()
    expect(page.get_by_role("row", name="New 1 1")).to_be_visible()
    expect(page.get_by_text("Left out")).to_be_visible()
    visitor.keep("dry-run")
    visitor.expect_sound()
    visitor.button("Import").click()
    expect(page.get_by_text("The schedule is in the programme.")).to_be_visible()
    visitor.link("Programme").click()
    visitor.button("Lamp oil").click()
    panel = page.get_by_role("dialog", name="Lamp oil")
    expect(panel.get_by_text("Ada Lind", exact=True)).to_be_visible()
    visitor.keep("imported", whole=False)
    panel.get_by_role("button", name="Cancel").click()
    visitor.expect_sound()
    visitor.button("Menu").click()
    visitor.link("Speakers").click()
    expect(visitor.button("Ada Lind")).to_be_visible()
    visitor.keep("speakers")
    visitor.expect_sound()
