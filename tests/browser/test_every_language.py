"""A whole purchase in the words of a language, sound in every theme at every step.

The suite does it in Arabic, from right to left, on a phone, and on a wide screen in a language
that the seed draws; `make prove` does it in all seven, wide and narrow.
"""

from itertools import product

import pytest
from playwright.sync_api import expect

from tests.browser.seeds import PROVE, chance_for
from tests.browser.words import Words
from turnout_dev.browser_checks.viewports import LANGUAGES, THEMES, View

TITLE = "حفل الميناء"
TICKET = "دخول"
PAID = "عشاء"
GUEST = "ليلى الضيفة"
DRAWN = chance_for("a purchase").choice([each for each in LANGUAGES if each not in {"ar", "en"}])
TAKEN = list(product((320, 1280), LANGUAGES)) if PROVE else [(320, "ar"), (1280, DRAWN)]


@pytest.fixture(scope="module")
def event(stage):
    types = {TICKET: {"capacity": 300}, PAID: {"capacity": 300, "price_minor": 2550}}
    return stage.open_event(title=TITLE, language="ar", types=types)


@pytest.mark.parametrize(("width", "language"), TAKEN)
def test_a_purchase_is_in_ones_own_language_and_direction(visit, event, width, language):
    visitor, words = visit(View(width, "light", language)), Words(language)
    visitor.open(event.path)
    visitor.page.locator("a[href*='/checkout']").first.click()
    expect_step(visitor, words.checkout("tickets.title"))
    expect_direction(visitor, words)
    visitor.button(words.shared("more", name=PAID)).click()
    visitor.button(words.checkout("continue")).click()
    expect_step(visitor, words.checkout("attendees.title"))
    fill(visitor, words)
    visitor.button(words.checkout("continue")).click()
    expect_step(visitor, words.checkout("payment.title"))
    visitor.button(words.checkout("back")).click()
    visitor.button(words.checkout("back")).click()
    visitor.button(words.shared("less", name=PAID)).click()
    visitor.button(words.shared("more", name=TICKET)).click()
    visitor.button(words.checkout("continue")).click()
    fill(visitor, words)
    visitor.button(words.checkout("attendees.complete")).click()
    visitor.page.wait_for_url("**/orders/**")
    expect(visitor.heading(GUEST)).to_be_visible()
    expect(visitor.page.locator("html")).to_have_attribute("lang", language)
    expect_step(visitor, None)


@pytest.mark.parametrize(("width", "language"), TAKEN)
def test_what_is_missing_is_said_in_ones_own_language(visit, event, width, language):
    visitor, words = visit(View(width, "light", language)), Words(language)
    visitor.open(f"{event.path}/checkout")
    visitor.button(words.shared("more", name=TICKET)).click()
    visitor.button(words.checkout("continue")).click()
    expect(visitor.heading(words.checkout("attendees.title"))).to_be_visible()
    visitor.button(words.checkout("attendees.complete")).click()
    for key in ("errors.yourName", "errors.email"):
        expect(visitor.page.get_by_text(words.checkout(key)).first).to_be_visible()
    expect_step(visitor, None)


def fill(visitor, words):
    own = visitor.button(words.checkout("attendees.another"))
    name = visitor.page.get_by_label(words.checkout("attendees.name"))
    expect(own.or_(name).first).to_be_visible()
    if own.is_visible():
        own.click()
    for key, text in (
        ("buyer.name", GUEST),
        ("buyer.email", "leyla@people.example"),
        ("attendees.name", GUEST),
    ):
        visitor.page.get_by_label(words.checkout(key)).first.fill(text)


def expect_step(visitor, title):
    if title:
        expect(visitor.heading(title)).to_be_visible()
    for theme in THEMES:
        visitor.change_theme(theme)
        visitor.keep("step")
        visitor.expect_sound()


def expect_direction(visitor, words):
    """Steps follow each other from the side where the language begins."""
    steps = visitor.page.locator(f"[aria-label='{words.shared('steps')}'] li")
    lefts = steps.evaluate_all(
        """all => all.map((each) => each.getBoundingClientRect())
          .filter((box, _, [first]) => box.top === first.top).map((box) => box.left)"""
    )
    assert len(lefts) > 1
    assert lefts == sorted(lefts, reverse=words.language == "ar")
