"""The pages of a profile by keyboard alone: picture, interests, which emails come, one's data."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.keyboard import Keyboard
from turnout.kernel.ids import new_id

SLOW = {"offline": False, "latency": 2_000, "downloadThroughput": -1, "uploadThroughput": -1}
PRESS_TWICE = "button => { button.click(); setTimeout(() => button.click(), 300); }"
"""The first is under way when the second comes."""


@pytest.fixture(scope="module")
def event(stage):
    return stage.open_event(
        title="Quay Concert", category="concert", types={"Entry": {"capacity": 9}}, pays=False
    )


@pytest.fixture
def at_home(visit, stage):
    """Somebody signed in who has no mouse."""
    visitor = visit()
    keys = Keyboard.of(visitor)
    visitor.sign_in(stage.do("make_person"))
    return visitor, keys


def a_picture() -> dict[str, object]:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "#0b5e57").save(out, "PNG")
    return {"name": "me.png", "mimeType": "image/png", "buffer": out.getvalue()}


def test_a_picture_is_chosen_saved_and_removed(at_home):
    visitor, keys = at_home
    visitor.open("/account")
    keys.press(visitor.link("Change picture"))
    expect(visitor.heading("Your picture").first).to_be_visible()
    visitor.expect_sound()
    keys.press(visitor.button("Save the picture"))
    field = visitor.page.get_by_label("Picture", exact=True)
    expect(field).to_be_visible()
    with visitor.page.expect_file_chooser() as chooser:
        keys.press(field)
    chooser.value.set_files([a_picture()])
    keys.press(visitor.button("Save the picture"))
    expect(visitor.page.get_by_role("status")).to_contain_text("picture")
    visitor.open("/account/picture")
    visitor.expect_sound()
    keys.press(visitor.button("Remove the picture"))
    expect(visitor.page.get_by_role("status")).to_contain_text("picture")
    visitor.open("/account/picture")
    expect(visitor.button("Remove the picture")).to_have_count(0)


def test_a_button_that_is_pressed_twice_does_it_once(visit, stage):
    visitor = visit()
    visitor.sign_in(stage.do("make_person"))
    visitor.open("/account/organizations/new")
    form = visitor.page.locator("main form")
    form.locator("[name=name]").fill("Quay Theatre")
    form.locator("[name=slug]").fill(f"quay-{new_id().hex[:20]}")
    line = visitor.context.new_cdp_session(visitor.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    form.get_by_role("button").last.evaluate(PRESS_TWICE)
    visitor.page.wait_for_url(re.compile(r"/account/organizations/[0-9a-f-]{36}"))


def test_interests_are_ticked_and_stay(at_home, event):
    visitor, keys = at_home
    visitor.open("/account/interests")
    visitor.expect_sound()
    keys.press(visitor.page.get_by_role("checkbox", name="Concert"), "Space")
    keys.press(visitor.button("Save interests"))
    expect(visitor.page.get_by_role("status")).to_be_visible()
    visitor.open("/account/interests")
    expect(visitor.page.get_by_role("checkbox", name="Concert")).to_be_checked()
    keys.press(visitor.link("Back to your account"))
    expect(visitor.heading("Your interests")).to_be_visible()


def test_emails_of_a_kind_are_switched_off_and_what_always_comes_cannot_be(at_home):
    visitor, keys = at_home
    visitor.open("/account/notifications")
    visitor.expect_sound()
    invitations = visitor.page.get_by_role("checkbox", name="Invitations to events")
    expect(invitations).to_be_checked()
    keys.press(invitations, "Space")
    keys.press(visitor.button("Save notifications"))
    expect(visitor.page.get_by_role("status")).to_contain_text("saved")
    expect(invitations).not_to_be_checked()
    expect(visitor.page.get_by_role("checkbox", name="Your orders and tickets")).to_be_disabled()
    visitor.expect_sound()


def test_a_copy_of_ones_data_is_asked_for_and_downloaded(at_home):
    visitor, keys = at_home
    visitor.open("/account")
    keys.press(visitor.link("Download your data"))
    expect(visitor.heading("A copy of your data")).to_be_visible()
    visitor.expect_sound()
    keys.press(visitor.button("Ask for the copy"))
    either = visitor.heading(
        re.compile("We are gathering your data|The copy of your data is ready")
    )
    expect(either).to_be_visible()
    visitor.reload_until(visitor.heading("The copy of your data is ready"))
    visitor.expect_sound()
    with visitor.page.expect_download() as file:
        keys.press(visitor.link("Download your data"))
    assert file.value.suggested_filename == "personal-data.json"
