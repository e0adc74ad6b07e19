"""How much a page makes a browser fetch and how calm it stays, by the browser's own account."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.visitor import MOST_SHIFT

PUBLIC_BYTES, AREA_BYTES, DOOR_BYTES = 60_000, 250_000, 130_000
PAGES = {
    "/": PUBLIC_BYTES,
    "/events": PUBLIC_BYTES,
    "{event}": PUBLIC_BYTES,
    "{event}/checkout": AREA_BYTES,
    "/door": DOOR_BYTES,
    "{confirmed}": PUBLIC_BYTES,
    "/api/docs": PUBLIC_BYTES,
    "/api/docs/orders": PUBLIC_BYTES,
}
DOCUMENTATION_BYTES = 120_000
"""All of it: page, styles, scripts and font. It was 433 kB of script alone."""
SCRIPTS = """() => performance.getEntriesByType("resource")
  .filter((each) => new URL(each.name).pathname.endsWith(".js"))
  .map((each) => [new URL(each.name).pathname, each.encodedBodySize, each.decodedBodySize])"""


WHOLE = """() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .reduce((sum, each) => sum + each.encodedBodySize, 0)"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fetches_little_compressed_script_and_does_not_jump(visit, places, path):
    visitor = visit(PHONE)
    visitor.open(path.format(**places.words))
    scripts = visitor.page.evaluate(SCRIPTS)
    assert scripts, "a page without any script is measured by nothing"
    total = sum(encoded for _, encoded, _ in scripts)
    assert total < PAGES[path], sorted(scripts, key=lambda each: -each[1])[:5]
    whole = [name for name, encoded, decoded in scripts if decoded > 2_000 and encoded >= decoded]
    assert whole == [], "scripts come uncompressed"
    assert visitor.layout_shift() < MOST_SHIFT


@pytest.mark.parametrize("path", ["/api/docs", "/api/docs/orders"])
def test_the_documentation_is_light_and_its_form_comes_when_it_is_asked_for(visit, path):
    visitor = visit()
    visitor.open(path)
    total = visitor.page.evaluate(WHOLE)
    assert 0 < total < DOCUMENTATION_BYTES
    assert visitor.layout_shift() < MOST_SHIFT


BODY_START = """() => document.querySelector(".docs__body").getBoundingClientRect().left"""


def test_the_text_of_the_documentation_has_its_place_before_the_subjects_come(visit):
    visitor = visit()
    visitor.open("/api/docs")
    start = visitor.page.evaluate(BODY_START)
    visitor.page.evaluate('() => document.querySelector(".docs__nav").remove()')
    assert visitor.page.evaluate(BODY_START) == pytest.approx(start, abs=1)


STARTS = """() => ({
  load: performance.timing.loadEventStart - performance.timing.navigationStart,
  fonts: performance.getEntriesByType("resource")
    .filter((each) => /names-|latin-ext/.test(each.name)).map((each) => each.startTime),
})"""


def test_fonts_of_a_few_signs_wait_until_the_page_is_there(visit, places):
    visitor = visit(PHONE)
    visitor.open(places.words["event"])
    visitor.page.wait_for_function(f"({STARTS})().fonts.length > 0")
    seen = visitor.page.evaluate(STARTS)
    assert all(each >= seen["load"] - 1 for each in seen["fonts"]), seen


def test_an_operation_is_tried_by_keyboard_from_its_page(visit):
    visitor = visit()
    visitor.open("/api/docs/discovery")
    visitor.page.locator("#searchEvents [data-try]").press("Enter")
    visitor.page.get_by_label("limit (query)").fill("1")
    visitor.page.get_by_label("limit (query)").press("Enter")
    status = visitor.page.locator("#searchEvents form [role=status]")
    expect(status).to_contain_text("200")
    expect(status).to_contain_text('"items"')


def test_scripts_styles_and_fonts_are_kept_for_ever_by_their_hash(visit):
    visitor = visit()
    answers = []

    def came(answer):
        answers.append(answer)

    visitor.page.on("response", came)
    visitor.open("/")
    assets = [each for each in answers if "/assets/" in each.url]
    assert {each.request.resource_type for each in assets} >= {"script", "stylesheet", "font"}
    for each in assets:
        assert "immutable" in (each.header_value("cache-control") or ""), each.url
