"""Buying in a browser: free and paid, with every answer that a bank can give."""

import pytest
from playwright.sync_api import expect

from tests.browser import buying
from tests.browser.conftest import DESKTOP, PHONE

TITLE = "Harbour Concert"
TYPES = {
    "Entry": {"capacity": 300},
    "Supper": {"capacity": 300, "price_minor": 2550},
}


@pytest.fixture(scope="module")
def event(stage):
    return stage.open_event(title=TITLE, summary="Music by the water.", types=TYPES)


@pytest.mark.parametrize("view", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_free_ticket_is_had_in_one_go(visit, event, view, orders):
    visitor = visit(view)
    buying.go_to_tickets(visitor, event)
    visitor.keep("tickets")
    buying.choose(visitor, "Entry", 2)
    visitor.keep("two-chosen")
    buying.go_on(visitor)
    buying.say_who_comes(visitor, "Ada Guest", "Ben Guest")
    visitor.keep("people")
    visitor.button(buying.COMPLETE).click()
    buying.expect_confirmed(visitor, TITLE)
    visitor.keep("confirmed")
    for name in ("Ada Guest", "Ben Guest"):
        expect(visitor.page.get_by_text(name).first).to_be_visible()
    assert orders.state(buying.order_of(visitor)["id"]) == "confirmed"


@pytest.mark.parametrize("view", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_paid_ticket_is_there_once_the_bank_says_yes(visit, event, view, orders):
    visitor = visit(view)
    buying.reserve(visitor, event, "Supper", "Ada Guest")
    buying.go_on(visitor)
    expect(visitor.heading(buying.PAYMENT)).to_be_visible()
    visitor.keep("payment")
    buying.go_to_provider(visitor)
    buying.at_the_bank(visitor, "Pay 25.50 EUR")
    buying.expect_confirmed(visitor, TITLE)
    visitor.keep("paid")
    assert orders.money(buying.order_of(visitor)["id"]) == ("confirmed", 2550)


def test_who_is_declined_pays_again_within_the_same_order(visit, event, orders):
    visitor = visit()
    buying.reserve(visitor, event, "Supper", "Ada Guest")
    buying.go_on(visitor)
    buying.go_to_provider(visitor)
    buying.at_the_bank(visitor, "Decline")
    visitor.link("Back to the shop").click()
    expect(visitor.heading("Your payment did not go through")).to_be_visible()
    expect(visitor.page.get_by_text("Your tickets are reserved for")).to_be_visible()
    expect(visitor.page.locator("main .button--large")).to_have_count(1)
    visitor.keep("declined")
    buying.go_to_provider(visitor)
    buying.at_the_bank(visitor, "Pay 25.50 EUR")
    buying.expect_confirmed(visitor, TITLE)
    assert orders.money(buying.order_of(visitor)["id"]) == ("confirmed", 2550)


def test_a_bank_that_asks_first_is_answered_on_its_own_page(visit, event):
    visitor = visit()
    buying.reserve(visitor, event, "Supper", "Ada Guest")
    buying.go_on(visitor)
    buying.go_to_provider(visitor)
    buying.at_the_bank(visitor, "3-D Secure")
    expect(visitor.heading("Confirm it is you")).to_be_visible()
    visitor.keep("secure")
    buying.at_the_bank(visitor, "Confirm the payment")
    buying.expect_confirmed(visitor, TITLE)


def test_a_payment_that_takes_its_time_is_shown_as_such_until_it_arrives(visit, event):
    visitor = visit()
    buying.reserve(visitor, event, "Supper", "Ada Guest")
    buying.go_on(visitor)
    buying.go_to_provider(visitor)
    provider_page = visitor.page.url
    buying.at_the_bank(visitor, "Pay later")
    expect(visitor.heading("Your payment is on its way")).to_be_visible()
    visitor.keep("pending")
    bank = visitor.context.new_page()
    bank.goto(provider_page)
    bank.get_by_role("button", name="The money arrived").click()
    bank.close()
    buying.expect_confirmed(visitor, TITLE)


def test_a_buyer_agrees_to_the_terms_and_the_order_keeps_which(visit, stage, orders):
    event = stage.open_event(title=TITLE, types=TYPES)
    text = "<p>Be kind.<img src=x onerror=\"document.title = 'run'\"></p>"
    home = stage.do("brand", event_id=event.id, terms={"en": text}, privacy={"en": "<p>Ours.</p>"})
    stage.wait_shown(f"{event.path}/checkout", f"/{home}/terms?version=1")
    visitor = visit()
    buying.reserve(visitor, event, "Entry", "Ada Guest")
    visitor.button(buying.COMPLETE).click()
    agreement = "I agree to the terms of service"
    box = visitor.page.get_by_role("checkbox", name=agreement)
    expect(visitor.page.get_by_role("alert")).to_contain_text(
        "Please agree to the terms of service"
    )
    visitor.keep("not-agreed")
    with visitor.page.expect_popup() as opened:
        visitor.link("Terms of service (opens in a new tab)").click()
    expect(opened.value.get_by_text("Be kind.")).to_be_visible()
    assert opened.value.title().startswith("Terms of service")
    opened.value.close()
    stage.do("brand", event_id=event.id, terms={"en": "<p>Be kinder.</p>"})
    visitor.page.get_by_text(agreement).click()
    visitor.expect_complaint("status of 422")
    visitor.button(buying.COMPLETE).click()
    expect(visitor.page.get_by_role("alert")).to_contain_text("The terms of service have changed")
    visitor.keep("changed")
    expect(box).not_to_be_checked()
    visitor.page.get_by_text(agreement).click()
    visitor.button(buying.COMPLETE).click()
    buying.expect_confirmed(visitor, TITLE)
    assert orders.accepted(buying.order_of(visitor)["id"]) == (2, 1)
