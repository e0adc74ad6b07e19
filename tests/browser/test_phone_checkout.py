"""The checkout on a phone: how much there is to tap and type, and what is seen first."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import buying
from tests.browser.seeds import PROVE
from tests.browser.words import Words
from turnout_dev.browser_checks.viewports import LANGUAGES, THEMES, View

TITLE = "Harbour Lantern Walk and Evening Concert of the Friends of the Old Lighthouse"
PHONE = View(375)
SIZE = {"width": 375, "height": 667}
TAPS_MOST, FIELDS_MOST = 4, 2
TAKEN = ("ar", "de")
COUNT_TAPS = """addEventListener("pointerdown", (event) => {
  if (event.isTrusted) sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1;
}, true)"""
DIET = {
    "key": "diet",
    "type": "short_text",
    "label": {"en": "Diet"},
    "required": True,
    "scope": "attendee",
}


@pytest.fixture(scope="module")
def event(stage):
    return stage.open_event(title=TITLE, types={"Entry": {"capacity": 300}})


@pytest.fixture(scope="module")
def paid(stage):
    return stage.open_event(title=TITLE, types={"Supper": {"capacity": 300, "price_minor": 2550}})


@pytest.fixture
def phone(visit):
    def come(language="en", theme="light"):
        visitor = visit(View(375, theme, language))
        visitor.page.set_viewport_size(SIZE)
        return visitor

    return come


def test_a_free_ticket_takes_four_taps_and_two_fields(phone, event, orders):
    visitor = phone()
    visitor.page.add_init_script(COUNT_TAPS)
    visitor.open(event.path)
    in_view(visitor, "a[href*='/checkout']").tap()
    expect(visitor.heading(buying.PEOPLE)).to_be_visible()
    fields = visitor.page.locator("main :is(input, select, textarea):visible")
    expect(fields).to_have_count(FIELDS_MOST)
    visitor.keep("first-screen", whole=False)
    for label, text in (("Your name", buying.BUYER), ("Email", buying.EMAIL)):
        field = visitor.page.get_by_label(label, exact=False).first
        field.tap()
        visitor.page.keyboard.type(text)
    visitor.button(buying.COMPLETE).tap()
    buying.expect_confirmed(visitor, TITLE)
    visitor.keep("confirmed")
    assert int(visitor.page.evaluate("sessionStorage.taps")) <= TAPS_MOST
    assert orders.state(buying.order_of(visitor)["id"]) == "confirmed"


def in_view(visitor, selector):
    """The link that a person sees without scrolling."""
    links = visitor.page.locator(selector)
    seen = links.evaluate_all(
        """all => all.findIndex((each) => {
          const box = each.getBoundingClientRect();
          return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
        })"""
    )
    assert seen >= 0, "no button without scrolling"
    return links.nth(seen)


@pytest.mark.parametrize("language", LANGUAGES if PROVE else TAKEN)
def test_the_first_field_is_on_the_first_screen(phone, paid, language):
    """The suite takes a language from right to left, and one with long words."""
    visitor, words = phone(language), Words(language)
    visitor.open(f"{paid.path}/checkout")
    expect(visitor.heading(words.checkout("attendees.title"))).to_be_visible()
    expect(visitor.page.get_by_role("timer")).to_be_visible()
    expect(visitor.page.locator("#buyer-name")).to_be_visible()
    visitor.keep("attendees", whole=False)
    field = visitor.page.locator("#buyer-name").bounding_box()
    bar = visitor.page.locator(".cart-bar").bounding_box()
    assert field["y"] + field["height"] <= bar["y"]
    head = visitor.page.locator(".checkout-head").bounding_box()
    assert head["height"] <= 60, "title and date take more than a line"
    steps, timer = (
        visitor.page.locator(each).bounding_box() for each in (".checkout__bar", ".countdown")
    )
    assert steps["y"] <= timer["y"] <= steps["y"] + steps["height"]
    for away in (".site-nav", ".language-switch", "[data-theme-switch]"):
        expect(visitor.page.locator(away)).to_have_count(0)
    for theme in THEMES:
        visitor.change_theme(theme)
        visitor.expect_sound()


def test_an_error_goes_when_it_is_corrected(phone, event):
    visitor = phone()
    buying.open_only_ticket(visitor, event)
    visitor.button(buying.COMPLETE).click()
    alert, name = visitor.page.get_by_role("alert"), visitor.page.get_by_label("Your name")
    expect(alert.get_by_role("link")).to_have_count(2)
    expect(name).to_have_attribute("aria-invalid", "true")
    visitor.keep("errors")
    name.fill(buying.BUYER)
    expect(alert.get_by_role("link")).to_have_count(1)
    expect(name).not_to_have_attribute("aria-invalid", "true")
    visitor.page.get_by_label("Email", exact=False).first.fill(buying.EMAIL)
    expect(alert).to_have_count(0)


def test_nothing_chosen_is_no_longer_said_once_something_is(phone, stage):
    two = stage.open_event(title=TITLE, types={"Entry": {"capacity": 9}, "Supper": {"capacity": 9}})
    visitor = phone()
    visitor.open(f"{two.path}/checkout")
    buying.go_on(visitor)
    expect(visitor.page.get_by_role("alert")).to_contain_text("at least 1 ticket")
    buying.choose(visitor, "Entry")
    expect(visitor.page.get_by_role("alert")).to_have_count(0)


def test_a_declined_payment_is_tried_again_in_its_place(phone, paid, orders):
    visitor = phone()
    buying.open_only_ticket(visitor, paid)
    buying.say_who_comes(visitor)
    buying.go_on(visitor)
    expect(visitor.heading(buying.PAYMENT)).to_be_visible()
    visitor.keep("payment")
    buying.go_to_provider(visitor)
    buying.at_the_bank(visitor, "Decline")
    visitor.link("Back to the shop").click()
    expect(visitor.heading("Your payment did not go through")).to_be_visible()
    again = visitor.button("Try again")
    expect(visitor.page.locator("main .button--large")).to_have_count(1)
    box = again.bounding_box()
    visitor.keep("declined")
    assert box["y"] + box["height"] <= SIZE["height"], "the one button is below the first screen"
    visitor.expect_sound()
    place = visitor.page.url
    buying.go_to_provider(visitor)
    buying.at_the_bank(visitor, "Pay 25.50 EUR")
    buying.expect_confirmed(visitor, TITLE)
    assert re.sub(r"[?#].*", "", visitor.page.url) == re.sub(r"[?#].*", "", place)
    assert orders.money(buying.order_of(visitor)["id"]) == ("confirmed", 2550)


def test_the_number_of_tickets_is_changed_from_the_order(phone, event):
    visitor = phone()
    buying.open_only_ticket(visitor, event)
    visitor.button(re.compile("Show your order")).click()
    visitor.button("Change tickets").click()
    expect(visitor.heading(buying.CHOOSE)).to_be_visible()
    buying.choose(visitor, "Entry")
    buying.go_on(visitor)
    expect(visitor.page.get_by_role("group", name="Ticket 2: Entry")).to_be_visible()


def test_one_tap_gives_all_tickets_the_same_answers(phone, stage):
    form = {"language": "en", "questions": [DIET]}
    asked = stage.open_event(title=TITLE, types={"Entry": {"capacity": 9}}, form=form)
    visitor = phone()
    buying.open_only_ticket(visitor, asked)
    visitor.button(re.compile("Show your order")).click()
    visitor.button("Change tickets").click()
    buying.choose(visitor, "Entry", 2)
    buying.go_on(visitor)
    diets = visitor.page.get_by_label("Diet")
    expect(diets).to_have_count(3)
    diets.first.fill("Vegan")
    visitor.button("Use these answers for all tickets").click()
    for number in range(3):
        expect(diets.nth(number)).to_have_value("Vegan")
    expect(visitor.page.get_by_text("Copied to 2 more tickets.")).to_be_visible()
    visitor.keep("same-for-all")
    visitor.expect_sound()
