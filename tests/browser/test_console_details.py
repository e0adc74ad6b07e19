"""Two people write the details of one event: everything is kept, and nobody overwrites anybody."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.scenes import SCENES

SCENE = SCENES["console-events"]
SAVED = "All changes are saved."
CONFLICT = "Somebody else saved meanwhile"


@pytest.fixture
def draft(visit, places):
    """Two people at the details of a draft of their own, one of them on a phone."""
    first, second = visit(), visit(PHONE)
    places.enter(first, SCENE)
    first.link("Create event").first.click()
    first.page.get_by_label("What is it called?").fill("Lantern Night")
    first.page.get_by_label("Starts").fill("2031-05-05T19:00")
    first.page.get_by_label("Place").fill("Harbour Hall")
    first.button("Create event").click()
    expect(first.heading("Before you publish")).to_be_visible()
    details = re.sub(r"^https?://[^/]+|[?#].*$", "", first.page.url).rstrip("/") + "/details"
    places.enter(second, SCENE)
    for each in (first, second):
        each.open(details)
        expect(each.page.get_by_text(SAVED)).to_be_visible()
        each.expect_complaint("412")  # which is what the test is about
    return first, second


def picture():
    out = io.BytesIO()
    drawn = Image.linear_gradient("L").resize((640, 640))
    Image.merge("RGB", (drawn, drawn.rotate(90), drawn.rotate(180))).save(out, "PNG")
    return {"name": "cover.png", "mimeType": "image/png", "buffer": out.getvalue()}


def write(page, text):
    """At the end of the description, as by keyboard."""
    page.get_by_role("textbox", name="Description").click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(text)


def test_what_two_people_write_in_different_fields_is_all_kept(draft):
    one, other = (each.page for each in draft)
    one.get_by_label("Summary").fill("An evening by the water.")
    expect(one.get_by_text(SAVED)).to_be_visible()
    other.get_by_label("City").fill("Ghent")
    expect(other.get_by_text(SAVED)).to_be_visible()
    expect(other.get_by_label("Summary")).to_have_value("An evening by the water.")
    one.reload()
    expect(one.get_by_label("City")).to_have_value("Ghent")


def test_both_sides_of_a_description_are_shown_and_both_can_stay(draft):
    one, other = (each.page for each in draft)
    write(one, "Bring a lamp.")
    expect(one.get_by_text(SAVED)).to_be_visible()
    write(other, "Doors at six.")
    dialog = other.get_by_role("dialog", name=CONFLICT)
    expect(dialog).to_contain_text("Bring a lamp.")
    expect(dialog).to_contain_text("Doors at six.")
    dialog.get_by_role("button", name="Keep both texts").click()
    expect(other.get_by_text(SAVED)).to_be_visible()
    one.reload()
    description = one.get_by_role("textbox", name="Description")
    expect(description).to_contain_text("Bring a lamp.")
    expect(description).to_contain_text("Doors at six.")


def test_a_cover_is_cut_around_where_one_pressed_and_texts_come_in_another_language(draft):
    visitor, _ = draft
    page = visitor.page
    page.get_by_role("button", name="Choose a picture").click()
    page.get_by_role("dialog").locator("input[type=file]").set_input_files(picture())
    eye = page.get_by_role("group", name="Where the eye of the picture is")
    image = eye.locator("img")
    expect(image).to_be_visible()
    box = image.bounding_box()
    assert box is not None
    image.click(position={"x": box["width"] / 4, "y": box["height"] / 2})
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("From the left")).to_have_value("25")
    expect(page.get_by_label("From the top")).to_have_value("51")
    page.get_by_label("Add a language").select_option("ar")
    page.get_by_label("Title").fill("ليلة الفوانيس")
    write(page, "أحضروا مصباحًا.")
    expect(page.get_by_text(SAVED)).to_be_visible()
    visitor.keep("details")
    visitor.expect_sound()
    page.reload()
    page.get_by_role("tab", name="Arabic").click()
    expect(page.get_by_role("textbox", name="Description")).to_have_text("أحضروا مصباحًا.")
    expect(page.get_by_label("From the left")).to_have_value("25")
