"""The directory's map, drawn by a web process of its own that has a source of street tiles."""

import io
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.stack import shared
from tests.browser.visitor import Visitor
from tests.faults.mini_stack import free_address
from turnout_dev.stack.settings import role_environment
from turnout_dev.stack.state import ROOT
from turnout_sdk.testing.local_http import local_get

TILES = "https://tiles.example"
QUAY = {"name": "Quay Hall", "city": "Lisbon", "country": "PT", "latitude": 38.71, "longitude": -9.13}  # fmt: skip
LOFT = {"name": "The Loft", "city": "Berlin", "country": "DE", "latitude": 52.5, "longitude": 13.4}
TITLES = {"Meridian Matinee": QUAY, "Meridian Midnight": QUAY, "Meridian Morning": LOFT}
FOUND = "/events?q=meridian&view=map"
STARTS_SECONDS = 120.0


@pytest.fixture(scope="module")
def address(stage: Any, stack: Any) -> Iterator[str]:
    """Where the site with maps answers; its events are those of the shared stack."""
    shared("events-on-the-map", lambda: _opened(stage))
    web, metrics = free_address(), free_address()
    settings = {
        **stack.settings,
        "TURNOUT_PUBLIC_URL": f"http://{web}",
        "TURNOUT_WEB_BIND": web,
        "TURNOUT_WEB_METRICS_BIND": metrics,
        "TURNOUT_TILES_URL": TILES + "/{z}/{x}/{y}.png",
        "TURNOUT_TILES_CREDIT": "© The mappers",
    }
    command = [str(ROOT / ".venv" / "bin" / "turnout"), "web"]
    process = subprocess.Popen(command, cwd=ROOT, env=role_environment(settings))
    try:
        _wait_ready(f"http://{metrics}/readyz", process)
        yield f"http://{web}"
    finally:
        process.terminate()
        process.wait(30)


def _opened(stage: Any) -> dict[str, Any]:
    """Once for all workers: two at one place would be four."""
    types = {"Entry": {"capacity": 20}}
    for title, location in TITLES.items():
        stage.open_event(title=title, types=types, location=location)
    return {}


def _wait_ready(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, "the web process ended"
        with suppress(httpx.TransportError):  # it does not listen yet
            if local_get(url).is_success:
                return
        time.sleep(0.1)
    raise AssertionError(f"{url} did not say that it is ready")


@pytest.fixture
def tiles(visit: Any) -> tuple[Visitor, list[str]]:
    """A visitor, and the tiles that were asked of the foreign host, which always has one."""
    visitor, asked = visit(), []
    picture = io.BytesIO()
    Image.new("RGB", (256, 256), "#dfe8d8").save(picture, "PNG")

    def answer(route: Any) -> None:
        asked.append(urlsplit(route.request.url).path)
        allowed = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(body=picture.getvalue(), content_type="image/png", headers=allowed)

    visitor.page.route(f"{TILES}/**", answer)
    visitor.expect_complaint("GPU stall")  # a Chromium that draws without a graphics card says so
    return visitor, asked


def test_nothing_is_fetched_from_a_foreign_host_before_the_visitor_agrees(address, tiles):
    visitor, asked = tiles
    visitor.open(address + FOUND)
    expect(_show(visitor.page)).to_be_visible()
    assert not asked
    _show(visitor.page).click()
    expect(_pins(visitor.page)).to_have_count(2)
    expect(visitor.page.get_by_text("© The mappers")).to_be_visible()
    assert asked
    visitor.open(address + FOUND)
    expect(_pins(visitor.page)).to_have_count(2)


def test_a_pin_leads_to_its_cards_and_says_how_many_there_are(address, tiles):
    visitor, _ = tiles
    visitor.open(address + FOUND)
    _show(visitor.page).click()
    both = visitor.page.get_by_role("link", name="Meridian Matinee · ", exact=False).and_(
        visitor.page.locator(".pin")
    )
    expect(both).to_have_attribute("data-count", "2")
    expect(both).to_have_attribute("aria-label", _lines("Meridian Matinee", "Meridian Midnight"))
    both.hover()
    expect(visitor.page.locator(".line--lit")).to_have_count(2)
    both.click()
    expect(visitor.link("Meridian Matinee")).to_be_focused()
    visitor.keep("pins")
    visitor.expect_sound()


def test_a_moved_map_offers_to_search_there(address, tiles):
    visitor, _ = tiles
    visitor.open(address + FOUND)
    _show(visitor.page).click()
    expect(_pins(visitor.page)).to_have_count(2)
    box = visitor.page.locator(".street-map__frame").bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visitor.page.mouse.move(*middle)
    visitor.page.mouse.down()
    visitor.page.mouse.move(middle[0] - box["width"] / 2, middle[1], steps=4)  # Lisbon leaves
    visitor.page.mouse.up()
    visitor.link("Search this area").click()
    expect(visitor.link("Meridian Morning")).to_be_visible()
    expect(visitor.link("Meridian Matinee")).to_have_count(0)


def test_tiles_that_do_not_come_are_said(address, tiles):
    visitor, _ = tiles
    visitor.page.route(f"{TILES}/**", lambda route: route.abort())
    visitor.expect_complaint("tiles.example")
    visitor.open(address + FOUND)
    _show(visitor.page).click()
    expect(visitor.page.get_by_text("The map could not be loaded.")).to_be_visible()


def _show(page: Page) -> Locator:
    return page.locator("[data-map-show]")


def _pins(page: Page) -> Locator:
    return page.locator(".pin")


def _lines(*titles: str) -> re.Pattern[str]:
    return re.compile(r"^" + r" · .*\n".join(titles) + " · ")
