"""Public pages as a visitor meets them, with and without scripts."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE

LAPTOP = {"width": 1280, "height": 800}
SMALL_PHONE = {"width": 375, "height": 667}
IN_VIEW = """() => [...document.querySelectorAll("main a[href*='/checkout']")].some((each) => {
    const box = each.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
  })"""


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


@pytest.mark.parametrize(
    ("view", "size"), [(DESKTOP, LAPTOP), (PHONE, SMALL_PHONE)], ids=["laptop", "phone"]
)
@pytest.mark.parametrize("path", ["{event}", "{plain}"])
def test_the_way_to_a_ticket_is_in_the_first_view(visit, places, path, view, size):
    """However long its title and its summary are."""
    visitor = visit(view)
    visitor.page.set_viewport_size(size)
    visitor.open(path.format(**places.words))
    assert visitor.page.evaluate(IN_VIEW)
