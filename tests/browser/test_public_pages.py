"""Public pages as a visitor meets them, with and without scripts."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE


@pytest.fixture(scope="module")
def event(stage):
    return stage.open_event(
        title="Lantern Night",
        summary="Music by the water.",
        types={"Entry": {"capacity": 300}, "Supper": {"capacity": 30, "price_minor": 2550}},
    )


@pytest.mark.parametrize("view", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_event_is_found_in_the_directory_and_leads_to_its_tickets(visit, event, view):
    visitor = visit(view)
    visitor.open("/events?q=Lantern")
    visitor.keep("directory")
    visitor.link("Lantern Night").first.click()
    visitor.heading("Lantern Night").wait_for()
    visitor.keep("event")
    visitor.link("Get tickets").first.click()
    visitor.page.wait_for_url("**/checkout**")
