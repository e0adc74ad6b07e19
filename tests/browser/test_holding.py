"""While tickets are held: others are faster, time runs out, lines are slow, buyers go back."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser import buying
from tests.browser import orders as orders_of_others
from tests.browser.conftest import PHONE
from tests.browser.words import Words
from turnout.kernel.ids import new_id
from turnout_sdk.testing.local_http import local_client

TITLE = "Winter Concert"
ORDERS = re.compile(r"/api/v1/.*/orders/")
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 200_000,
    "uploadThroughput": 50_000,
}


@pytest.fixture(scope="module")
def event(stage):
    types = {"Entry": {"capacity": 300}, "Supper": {"capacity": 300, "price_minor": 2550}}
    return stage.open_event(title=TITLE, types=types)


@pytest.fixture
def email() -> str:
    return f"buyer-{new_id().hex}@people.example"


def test_who_comes_second_to_the_last_ticket_is_told_and_chooses_again(visit, stage, stack):
    event = stage.open_event(title=TITLE, types={"Last": {"capacity": 1}, "Other": {"capacity": 9}})
    visitor = visit()
    visitor.expect_complaint("status of 409")
    buying.go_to_tickets(visitor, event)
    buying.choose(visitor, "Last")
    with local_client(base_url=stack.address) as http:
        orders_of_others.place(http, event, "Last", guests=("First",), email=buying.EMAIL)
    buying.go_on(visitor)
    expect(
        visitor.page.get_by_role("alert").filter(has_text="These tickets just sold")
    ).to_be_visible()
    expect(visitor.heading(buying.CHOOSE)).to_be_visible()
    visitor.keep("sold-out")
    visitor.expect_sound()
    one_less = visitor.button("One less: Last")
    if one_less.get_attribute("aria-disabled") == "false":
        one_less.click()
    buying.choose(visitor, "Other")
    buying.go_on(visitor)
    buying.say_who_comes(visitor, "Ada Guest")
    visitor.button(buying.COMPLETE).click()
    buying.expect_confirmed(visitor, TITLE)


def test_the_countdown_is_told_and_what_ran_out_is_said(visit, event, orders, email):
    visitor = visit()
    visitor.page.clock.install()
    buying.reserve(visitor, event, "Supper", "Ada Guest", email=email)
    # The server lives in the present: what it says of the time waits until the jumps are over.
    waiting: list[Route] = []

    def keep(route: Route) -> None:
        waiting.append(route)

    visitor.page.route(ORDERS, keep)
    for jump, said in (
        ("05:01", "5 minutes left"),
        ("03:00", "2 minutes left"),
        ("01:00", "1 minute left"),
    ):
        visitor.page.clock.fast_forward(jump)
        expect(visitor.page.get_by_role("status").filter(has_text=said)).to_have_count(1)
    visitor.keep("one-minute-left")
    visitor.page.unroute(ORDERS)
    for route in waiting:
        route.continue_()
    held = orders.latest(event.id)
    orders.let_time_run_out(held)
    orders.wait_until(held, "expired")
    visitor.page.clock.fast_forward("01:00")
    expect(visitor.heading(buying.TIME_OVER)).to_be_visible()
    visitor.keep("time-over")
    visitor.expect_sound()
    visitor.button("Choose again").click()
    expect(visitor.heading(buying.CHOOSE)).to_be_visible()


def test_going_back_loses_nothing_that_was_chosen_or_typed(visit, event, email):
    visitor = visit()
    buying.reserve(visitor, event, "Supper", "Ada Guest", "Ben Guest", email=email)
    buying.go_on(visitor)
    expect(visitor.heading(buying.PAYMENT)).to_be_visible()
    visitor.page.go_back()
    expect(visitor.heading(buying.PEOPLE)).to_be_visible()
    expect_typed(visitor, email)
    visitor.button("Back").click()
    expect(visitor.heading(buying.CHOOSE)).to_be_visible()
    expect(visitor.page.get_by_role("group", name="Supper").locator("output")).to_contain_text("2")
    buying.go_on(visitor)
    expect_typed(visitor, email)
    visitor.page.go_back()
    visitor.page.go_forward()
    expect_typed(visitor, email)


def test_a_reload_and_a_link_on_another_device_go_on_with_the_same_order(
    visit, event, email, orders
):
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    buying.reserve(visitor, event, "Supper", "Ada Guest", email=email)
    buying.go_on(visitor)
    expect(visitor.heading(buying.PAYMENT)).to_be_visible()
    held = orders.latest(event.id)
    visitor.page.reload()
    expect(visitor.heading(buying.PAYMENT)).to_be_visible()
    visitor.button(Words("en").checkout("elsewhere.copy")).click()
    expect(visitor.page.get_by_text("Link copied")).to_be_visible()
    link = visitor.page.evaluate("navigator.clipboard.readText()")
    elsewhere = visit(PHONE)
    elsewhere.page.goto(link)
    expect(elsewhere.heading(buying.PAYMENT)).to_be_visible()
    elsewhere.keep("resumed")
    elsewhere.button("Back").click()
    expect_typed(elsewhere, email, guests=1)
    buying.go_on(elsewhere)
    buying.go_to_provider(elsewhere)
    buying.at_the_bank(elsewhere, "Pay 25.50 EUR")
    buying.expect_confirmed(elsewhere, TITLE)
    assert buying.order_of(elsewhere)["id"] == held


def test_impatient_clicks_make_one_order_and_one_payment(visit, event, orders, email):
    visitor = visit()
    buying.go_to_tickets(visitor, event)
    buying.choose(visitor, "Supper")
    before = orders.count(event.id)
    visitor.button("Continue").dblclick()
    buying.say_who_comes(visitor, "Ada Guest", email=email)
    visitor.button("Continue").dblclick()
    expect(visitor.heading(buying.PAYMENT)).to_be_visible()
    visitor.button(re.compile("^Pay ")).dblclick()
    expect(visitor.heading("Pay with a test card")).to_be_visible()
    assert orders.count(event.id) == before + 1
    assert orders.payments(orders.latest(event.id)) == 1


def test_an_answer_that_is_lost_on_the_way_makes_no_second_order(visit, event, orders, email):
    visitor = visit()
    visitor.expect_complaint("net::ERR_FAILED")
    buying.go_to_tickets(visitor, event)
    buying.choose(visitor, "Entry")
    before = orders.count(event.id)
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method != "POST" or lost:
            route.fallback()
            return
        lost.append(route.fetch().status)
        route.abort()

    visitor.page.route("**/orders", lose_the_first)
    buying.go_on(visitor)
    buying.say_who_comes(visitor, "Ada Guest", email=email)
    visitor.button(buying.COMPLETE).click()
    buying.expect_confirmed(visitor, TITLE)
    assert lost == [201]
    assert orders.count(event.id) == before + 1


def test_a_slow_line_shows_that_it_works_and_comes_through(visit, event, email):
    visitor = visit(PHONE)
    line = visitor.context.new_cdp_session(visitor.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    buying.reserve(visitor, event, "Entry", "Ada Guest", email=email)
    visitor.button(buying.COMPLETE).click()
    buying.expect_confirmed(visitor, TITLE)


def test_without_a_network_the_page_says_so_and_goes_on_afterwards(visit, event, email):
    visitor = visit()
    visitor.expect_complaint("ERR_INTERNET_DISCONNECTED")
    buying.reserve(visitor, event, "Entry", "Ada Guest", email=email)
    visitor.context.set_offline(True)
    expect(visitor.page.get_by_text("You are offline")).to_be_visible()
    visitor.keep("offline")
    visitor.context.set_offline(False)
    expect(visitor.page.get_by_text("You are offline")).to_be_hidden()
    visitor.button(buying.COMPLETE).click()
    buying.expect_confirmed(visitor, TITLE)


def expect_typed(visitor, email, *, guests=2):
    expect(visitor.page.get_by_label("Your name")).to_have_value(buying.BUYER)
    expect(visitor.page.get_by_label("Email", exact=False).first).to_have_value(email)
    fields = visitor.page.get_by_label("Name on the ticket")
    for number, name in enumerate(("Ada Guest", "Ben Guest")[:guests]):
        expect(fields.nth(number)).to_have_value(name)
