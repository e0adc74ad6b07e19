"""Paying in a provider's own fields on our page: what is typed goes to the provider alone."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FrameLocator, Request, expect

from tests.browser import buying
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.seeds import chance_for
from tests.browser.stack import Event
from tests.browser.visitor import Visitor
from tests.browser.words import Words
from turnout_dev.browser_checks import findings
from turnout_dev.browser_checks.viewports import LANGUAGES, View

TITLE = "Card Night"
TYPES = {"Entry": {"capacity": 300}, "Supper": {"capacity": 300, "price_minor": 2550}}
GOOD, DECLINED, ASKS = "4242 4242 4242 4242", "4000 0000 0000 0002", "4000 0000 0000 3220"
OPEN, PAY = "Enter payment details", "Pay €25.50"
REGION = re.compile("^Payment details: Card fields")
DRAWN = chance_for("fields").choice([each for each in LANGUAGES if each not in {"ar", "en"}])


@pytest.fixture(scope="module")
def event(stage: Any) -> Event:
    made: Event = stage.open_event(title=TITLE, summary="Music by the water.", types=TYPES)
    return made


def to_payment(visitor: Visitor, event: Event) -> None:
    buying.reserve(visitor, event, "Supper", "Ada Guest")
    buying.go_on(visitor)
    expect(visitor.heading(buying.PAYMENT)).to_be_visible()


def open_fields(visitor: Visitor) -> FrameLocator:
    visitor.page.get_by_text("Card fields, for testing").click()
    visitor.button(OPEN).click()
    return shown_fields(visitor)


def shown_fields(visitor: Visitor) -> FrameLocator:
    region = visitor.page.get_by_role("region", name=REGION)
    fields = region.frame_locator("iframe")
    expect(fields.get_by_label("Card number")).to_be_visible()
    expect(visitor.button(PAY)).to_be_visible()
    return fields


def type_card(fields: FrameLocator, number: str) -> None:
    fields.get_by_label("Card number").fill(number)
    fields.get_by_label("Expiry (MM/YY)").fill("04/31")
    fields.get_by_label("Security code").fill("123")


def requests_of(visitor: Visitor, stack: Any) -> Callable[[], tuple[list[str], list[str]]]:
    """What the browser asked our site, and what it asked others; address, headers and body."""
    heard: list[Request] = []
    visitor.context.on("request", lambda each: heard.append(each))  # noqa: PLW0108  it marks what it is given

    def told() -> tuple[list[str], list[str]]:
        ours: list[str] = []
        others: list[str] = []
        for each in heard:
            text = f"{each.url}\n{each.headers}\n{each.post_data or ''}"
            is_ours = urlsplit(each.url).netloc == urlsplit(stack.address).netloc
            (ours if is_ours else others).append(text)
        return ours, others

    return told


def expect_never_told(told: list[str], *numbers: str) -> None:
    for number in numbers:
        digits = number.replace(" ", "")
        assert not [each for each in told if digits in each.replace(" ", "").replace("+", "")]


def event_order(visitor: Visitor) -> str:
    return str(buying.order_of(visitor)["id"])


@pytest.mark.parametrize("view", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_card_typed_on_our_page_pays_and_never_reaches_us(visit, event, view, orders, stack):
    visitor = visit(view)
    told = requests_of(visitor, stack)
    to_payment(visitor, event)
    fields = open_fields(visitor)
    visitor.keep("fields")
    visitor.expect_sound()
    type_card(fields, GOOD)
    visitor.button(PAY).click()
    buying.expect_confirmed(visitor, TITLE)
    assert orders.money(event_order(visitor)) == ("confirmed", 2550)
    ours, others = told()
    expect_never_told(ours, GOOD)
    assert [each for each in others if "4242" in each], "the provider's frame did send it"
    assert [each for each in ours if "/adapters/" in each], "the module is ours"


def test_a_declined_card_is_said_at_the_place_and_another_one_pays(visit, event, orders, stack):
    visitor = visit()
    told = requests_of(visitor, stack)
    to_payment(visitor, event)
    fields = open_fields(visitor)
    type_card(fields, DECLINED)
    visitor.button(PAY).click()
    alert = visitor.page.get_by_role("alert")
    expect(alert).to_contain_text("Your card was declined. Please try another one.")
    visitor.keep("declined")
    visitor.expect_sound()
    visitor.page.reload()
    fields = shown_fields(visitor)
    type_card(fields, GOOD)
    visitor.button(PAY).dblclick()
    buying.expect_confirmed(visitor, TITLE)
    order = event_order(visitor)
    assert orders.money(order) == ("confirmed", 2550)
    assert orders.payments(order) == 1, "a decline, a reload and a double press are one payment"
    expect_never_told(told()[0], DECLINED, GOOD)


def test_a_bank_that_asks_first_is_answered_inside_the_fields(visit, event, orders):
    visitor = visit()
    to_payment(visitor, event)
    fields = open_fields(visitor)
    type_card(fields, ASKS)
    visitor.button(PAY).click()
    asked = fields.get_by_role("heading", name="Confirm it is you")
    expect(asked).to_be_focused()
    visitor.keep("secure")
    fields.get_by_role("button", name="It was not me").click()
    expect(visitor.page.get_by_role("alert")).to_contain_text("declined")
    type_card(fields, ASKS)
    visitor.button(PAY).click()
    expect(asked).to_be_focused()
    fields.get_by_role("button", name="Confirm the payment").press("Enter")
    buying.expect_confirmed(visitor, TITLE)
    assert orders.state(event_order(visitor)) == "confirmed"


def test_fields_that_cannot_be_loaded_leave_the_other_ways(visit, event):
    visitor = visit()
    to_payment(visitor, event)
    visitor.expect_complaint("Failed to load resource")
    visitor.page.route("**/adapters/**", lambda route: route.abort())
    visitor.page.get_by_text("Card fields, for testing").click()
    visitor.button(OPEN).click()
    expect(visitor.page.get_by_role("alert")).to_contain_text("could not be loaded")
    visitor.page.get_by_text("Test card", exact=True).click()
    buying.go_to_provider(visitor)
    buying.at_the_bank(visitor, "Pay 25.50 EUR")
    buying.expect_confirmed(visitor, TITLE)


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_the_frames_own_words_and_controls_are_sound_in_every_theme(visit, event, theme):
    visitor = visit()
    visitor.change_theme(theme)
    to_payment(visitor, event)
    open_fields(visitor)
    visitor.keep("fields")
    visitor.expect_sound()
    [frame] = [each for each in visitor.page.frames if "/fields/" in each.url]
    found = findings.axe_violations(frame)  # type: ignore[arg-type]  # a frame evaluates alike
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("width", "language"), [(320, "ar"), (768, DRAWN)])
def test_around_the_fields_the_page_speaks_the_buyers_language(visit, event, width, language):
    visitor, words = visit(View(width, "light", language)), Words(language)
    visitor.open(f"{event.path}/checkout")
    visitor.button(words.shared("more", name="Supper")).click()
    visitor.button(words.checkout("continue")).click()
    for key, text in (("buyer.name", "Ada"), ("buyer.email", "ada@people.example")):
        visitor.page.get_by_label(words.checkout(key)).first.fill(text)
    visitor.button(words.checkout("continue")).click()
    visitor.page.get_by_text("Card fields, for testing").click()
    visitor.button(words.checkout("fields.open")).click()
    title = words.checkout("fields.title", method="Card fields, for testing")
    region = visitor.page.get_by_role("region", name=title)
    fields = region.frame_locator("iframe")
    expect(fields.get_by_label("Card number")).to_be_visible()
    expect(region).to_contain_text(words.checkout("fields.safe"))
    visitor.keep("fields")
    visitor.expect_sound()
    type_card(fields, GOOD)
    visitor.page.locator("form button[type=submit]:visible").click()
    visitor.page.wait_for_url("**/orders/**")
