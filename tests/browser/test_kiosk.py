"""A kiosk in a real browser: the camera, the badge, languages, a dead network, and the team's PIN."""

import pytest
from playwright.sync_api import expect

from tests.browser import door_camera
from tests.browser.conftest import ARTEFACTS
from tests.browser.test_door import ADA, BEN, CEM, OFFLINE_SAYS, type_code
from tests.browser.visitor import Visitor
from tests.factories.payments import wait_until
from turnout_dev.browser_checks import viewports
from turnout_dev.browser_checks.viewports import View

PICTURES = ARTEFACTS / "kiosk" / "views"
VIEWS = [View(320, language="de"), View(768, language="ar"), View(1080), View(1280, language="fr")]


@pytest.fixture
def door(stage):
    return stage.do("open_door", names=[ADA, BEN, CEM])


@pytest.fixture
def link(stage, door):
    return stage.do("kiosk_link", event_id=door["event_id"])


def opened(visitor, link):
    visitor.page.goto(link)
    visitor.page.locator("[type=submit]").click()
    expect(visitor.page.locator(".kiosk__start")).to_be_visible()
    return visitor


def test_a_ticket_before_the_camera_is_checked_in_and_its_badge_printed(
    browser, stack, door, link, tmp_path
):
    film = door_camera.film(tmp_path / "ticket.y4m", door["codes"][ADA], None, "qr")
    program = viewports.launch(browser.browser_type, {}, *door_camera.flags(film))
    try:
        view = View(1280)
        context = viewports.open_view(program, view, stack.address, permissions=["camera"])
        page = context.new_page()
        visitor = Visitor(context, page, view, PICTURES, viewports.collect_complaints(page))
        page.goto(link)
        page.get_by_role("button", name="Start scanning").click()
        expect(visitor.heading(f"Welcome, {ADA}")).to_be_visible()
        page.get_by_role("radio", name="Ada", exact=True).check()
        # The staged ticket is of no order, so its badge cannot be drawn; tests of the API draw some.
        page.route(
            "**/kiosk/badges/*",
            lambda route: route.fulfill(body=b"%PDF-1.7", content_type="application/pdf"),
        )
        with page.expect_response(lambda found: found.url.endswith("/kiosk/badges")) as printed:
            page.get_by_role("button", name="Print my badge").click()
        assert printed.value.status == 201
        expect(page.get_by_text("Please take your badge.")).to_be_visible()
        page.get_by_role("button", name="Done").click()
        expect(visitor.heading("Check in here")).to_be_visible()
        assert visitor.unexpected() == []
    finally:
        program.close()


@pytest.mark.parametrize("view", VIEWS)
def test_every_screen_of_a_kiosk_can_be_read_and_touched(visit, door, link, view):
    visitor = opened(visit(view), link)
    page = visitor.page
    if view.width == 1080:
        page.set_viewport_size({"width": 1080, "height": 1920})
    visitor.expect_sound()
    visitor.keep("start", whole=False)
    page.locator(".kiosk__start .kiosk__button").click()
    page.locator("#kiosk-name").fill("Lovelace")
    page.locator("#kiosk-proof").fill("REG-NOBODY")
    visitor.expect_complaint("status of 404")
    page.locator(".kiosk__form [type=submit]").click()
    expect(page.locator(".kiosk__form [role=alert]")).not_to_be_empty()
    visitor.expect_sound()
    visitor.keep("find", whole=False)
    page.locator(".kiosk__form button").last.click()
    type_code(visitor, door["codes"][CEM])
    expect(page.locator(".kiosk__outcome--good")).to_be_visible()
    visitor.expect_sound()
    visitor.keep("badge", whole=False)
    page.locator(".kiosk__outcome > .kiosk__button").click()
    type_code(visitor, door["codes"][CEM])
    expect(page.locator(".kiosk__outcome--care")).to_be_visible()
    visitor.expect_sound()
    visitor.keep("already", whole=False)


def test_without_a_connection_it_goes_on_and_begins_anew_by_itself(visit, stage, door, link):
    visitor = opened(visit(View(768)), link)
    page = visitor.page
    page.evaluate("() => navigator.serviceWorker.ready")
    page.wait_for_timeout(1_000)
    visitor.expect_complaint(OFFLINE_SAYS)
    visitor.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("Check in here")).to_be_visible()
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_text("Hier einchecken")).to_be_visible()
    type_code(visitor, door["codes"][ADA])
    expect(visitor.heading(f"Willkommen, {ADA}")).to_be_visible()
    expect(page.get_by_text("Ihr Namensschild bekommen Sie von unserem Personal.")).to_be_visible()
    expect(page.get_by_text("Check in here")).to_be_visible(timeout=60_000)
    visitor.context.set_offline(False)
    wait_until(lambda: stage.do("count_in", event_id=door["event_id"]) == 1, seconds=120)


def test_the_team_leaves_it_by_the_pin(visit, link):
    visitor = opened(visit(View(1280)), link)
    page = visitor.page
    page.get_by_role("button", name="Staff").click()
    page.get_by_label("PIN").fill("1111")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_text("This is not the PIN.")).to_be_visible()
    page.get_by_label("PIN").fill("2468")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("dialog", name="Settings")).to_be_visible()
    visitor.expect_sound()
    visitor.keep("settings", whole=False)
