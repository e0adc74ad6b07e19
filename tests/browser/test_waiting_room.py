"""Waiting for one's turn before a checkout, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from turnout_dev.browser_checks.viewports import View

PHONE = View(320)
PLAIN_PHONE = View(320, scripts=False)
JOIN = "Join the waiting room"
TOO_MANY = "status of 429"
SOON = 45_000
"""Milliseconds: nobody looks less often than every half minute."""
NUMBERED = re.compile("You are number 1 in the waiting room")


@pytest.mark.parametrize("view", [PHONE, PLAIN_PHONE], ids=["live", "no scripts"])
def test_one_joins_keeps_the_place_and_is_led_to_the_tickets(visit, stage, view):
    path = stage.do("pause_at_the_door", title=f"Arena {view.scripts}")
    stage.wait_shown(f"{path}/waiting-room", JOIN)
    visitor = visit(view)
    visitor.open(f"{path}/checkout")
    visitor.page.wait_for_url("**/waiting-room")
    visitor.button(JOIN).click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(NUMBERED)
    visitor.keep("waiting")
    visitor.page.reload()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(NUMBERED)
    expect(visitor.page.get_by_text("The organizer has paused admission")).to_be_visible()
    stage.do("let_them_in", path=path)
    visitor.page.wait_for_url("**/checkout", timeout=SOON)


def test_the_number_stands_in_the_title_of_the_tab(visit, stage):
    path = stage.do("pause_at_the_door", title="Arena Tab")
    stage.wait_shown(f"{path}/waiting-room", JOIN)
    visitor = visit(PHONE)
    visitor.open(f"{path}/waiting-room")
    visitor.button(JOIN).click()
    expect(visitor.page).to_have_title(NUMBERED)
    visitor.expect_sound()


def test_on_a_crowded_network_the_browser_proves_an_effort_and_joins_by_itself(visit, stage):
    path = stage.do("pause_at_the_door", title="Arena Campus")
    stage.wait_shown(f"{path}/waiting-room", JOIN)
    stage.do("crowd_the_network", path=path)
    visitor = visit(PHONE)
    visitor.expect_complaint(TOO_MANY)
    visitor.open(f"{path}/waiting-room")
    visitor.button(JOIN).click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(NUMBERED, timeout=SOON)


def test_on_a_crowded_network_a_person_answers_the_widget_of_the_service_and_joins(
    visit, stage, turnstile
):
    path = stage.do("pause_at_the_door", title="Arena Widget", service=turnstile)
    stage.wait_shown(f"{path}/waiting-room", JOIN)
    stage.do("crowd_the_network", path=path)
    visitor = visit(PHONE)
    visitor.expect_complaint(TOO_MANY)
    visitor.open(f"{path}/waiting-room")
    visitor.button(JOIN).click()
    box = visitor.page.frame_locator("iframe[title=Turnstile]").get_by_label("I am human")
    expect(box).to_be_visible()
    visitor.keep("asked")
    visitor.expect_sound()
    box.check()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(NUMBERED, timeout=SOON)


def test_without_scripts_a_crowded_network_is_told_when_to_come_again(visit, stage):
    path = stage.do("pause_at_the_door", title="Arena Campus without scripts")
    stage.wait_shown(f"{path}/waiting-room", JOIN)
    stage.do("crowd_the_network", path=path)
    visitor = visit(PLAIN_PHONE)
    visitor.expect_complaint(TOO_MANY)
    visitor.open(f"{path}/waiting-room")
    visitor.button(JOIN).click()
    expect(visitor.page.get_by_text("join again in")).to_be_visible()
    visitor.keep("crowded")
