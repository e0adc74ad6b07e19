"""Choosing how to pay, changing one's mind, and payments that take their time."""

from datetime import datetime, timedelta

import pytest
from tests.factories import work
from tests.modules.orders.conftest import (
    arrive,
    expire,
    later,
    mails_about,
    owner,
    settle,
    views_of,
    ways_of,
)

from turnout.kernel import clock


def test_the_ways_to_pay_are_listed_by_title_and_name_no_adapter(counter, bank):
    bought = counter.order()
    ways = ways_of(bought)
    assert [(each["title"], each["flow"]) for each in ways["items"]] == [
        ("Test card", "redirect"),
        ("Test transfer", "redirect"),
        ("Card fields, for testing", "embedded"),
        ("Bank transfer", "instructions"),
    ]
    assert (ways["due_minor"], ways["left_minor"], ways["currency"]) == (2500, 2500, "EUR")
    assert "sandbox" not in str(ways)
    assert "banktransfer" not in str(ways)


def test_the_ways_to_pay_are_the_buyers_and_the_teams_to_see(counter):
    bought = counter.order()
    path = f"{bought.path}/payment-methods"
    assert counter.client.get(path).status_code == 401
    wrong = {"Turnout-Order-Secret": bought.secret[:-1] + "_"}
    assert counter.client.get(path, headers=wrong).status_code == 404
    assert counter.client.get(path, headers=owner(counter)).status_code == 200


def test_a_paid_order_offers_nothing_more(counter):
    bought = counter.order().pay()
    ways = ways_of(bought)
    assert (ways["items"], ways["due_minor"], ways["under_way"]) == ([], 0, None)
    answer = bought.ask()
    assert (answer.status_code, answer.json["code"]) == (409, "state.not-allowed")


def test_a_method_that_is_not_offered_is_refused_by_its_field(counter, bank):
    bought = counter.order()
    for choice in ({"method": "cheque"}, {"connection_id": str(bank), "method": "card"}):
        answer = bought.ask(**choice)
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/method")
    assert bought.now()["state"] == "held", "nothing was begun"


def test_a_transfer_comes_with_instructions_that_a_reload_shows_again(counter, bank):
    bought = counter.order()
    started = bought.start(method="transfer", connection_id=str(bank))
    action = started["next_action"]
    assert (started["state"], started["redirect_url"]) == ("processing", None)
    assert action["flow"] == "instructions"
    labels = [each["label"] for each in action["instructions"]]
    assert labels == ["Account holder", "IBAN", "Amount", "Reference", "Pay by"]
    again = bought.start(method="transfer", connection_id=str(bank))
    assert again == started
    assert ways_of(bought)["under_way"]["next_action"] == action


def test_a_transfer_keeps_its_places_for_days_and_is_confirmed_when_it_arrives(counter, bank):
    bought = counter.order(quantity=2)
    bought.start(connection_id=str(bank))
    work.drain()
    assert mails_about(bought) == ["order-how-to-pay"]
    with later(days=9):
        expire()
        assert (bought.now()["state"], counter.left()) == ("awaiting_payment", 3)
        arrive(bought)
        assert (bought.now()["state"], bought.now()["money_state"]) == ("confirmed", "paid")
        assert counter.left() == 3


def test_a_transfer_that_never_comes_gives_the_places_back(counter, bank):
    bought = counter.order()
    bought.start(connection_id=str(bank))
    with later(days=31):
        expire()
        assert (bought.now()["state"], counter.left()) == ("expired", 5)


def test_the_event_caps_how_long_a_pending_payment_keeps_places(counter, bank):
    path = f"/api/v1/organizations/{counter.shop.organization.id}/events/{counter.shop.event_id}"
    terms = {"longest_pending_seconds": 2 * 86400}
    answer = counter.client.put(f"{path}/payment-terms", json=terms, headers=owner(counter))
    assert answer.status_code == 200, answer.json
    bought = counter.order()
    bought.start(connection_id=str(bank))
    until = datetime.fromisoformat(bought.now()["expires_at"])
    assert timedelta(days=1, hours=23) < until - clock.now() <= timedelta(days=2)
    with later(days=2, minutes=1):
        expire()
        assert (bought.now()["state"], counter.left()) == ("expired", 5)
        arrive(bought)
        assert bought.now()["state"] == "confirmed", "late money finds places"


def test_where_no_day_is_given_no_transfer_is_offered(counter, bank):
    path = f"/api/v1/organizations/{counter.shop.organization.id}/events/{counter.shop.event_id}"
    counter.client.put(
        f"{path}/payment-terms", json={"longest_pending_seconds": 3600}, headers=owner(counter)
    )
    titles = [each["title"] for each in ways_of(counter.order())["items"]]
    assert "Bank transfer" not in titles


def test_another_method_closes_the_page_that_was_open(counter, bank):
    bought = counter.order()
    bought.start(method="card")
    page = bought.ref
    bought.start(connection_id=str(bank))
    work.drain()
    assert counter.provider.payment(counter.ctx, page)["state"] == "voided"
    arrive(bought)
    order = bought.now()
    assert (order["state"], order["paid_minor"]) == ("confirmed", 2500)
    assert counter.left() == 4


def test_a_page_that_is_paid_in_spite_of_another_choice_pays_once(counter, bank):
    """Both come in: the order keeps its total and the rest goes back by itself."""
    bought = counter.order()
    bought.start(method="card")
    bought.settle("success")
    bought.start(connection_id=str(bank))
    arrive(bought)
    counter.deliver(bought.told())
    work.drain()
    counter.deliver(bought.told())
    work.drain()
    order = bought.now()
    assert order["state"] == "confirmed"
    assert order["paid_minor"] - order["refunded_minor"] == 2500
    assert counter.left() == 4


def test_while_the_bank_works_on_a_payment_no_other_is_begun(counter, bank):
    bought = counter.order()
    bought.start(method="transfer")
    settle(bought, "pending")
    answer = bought.ask(connection_id=str(bank))
    assert (answer.status_code, answer.json["code"]) == (409, "orders.payment-under-way")
    assert len(views_of(bought)) == 1
    settle(bought)
    assert bought.now()["state"] == "confirmed"


def test_a_pending_payment_keeps_its_places_for_as_long_as_its_method_may_take(counter):
    bought = counter.order()
    bought.start(method="transfer")
    settle(bought, "pending")
    with later(days=2, hours=23):
        expire()
        assert bought.now()["state"] == "awaiting_payment"
    with later(days=3, hours=1):
        expire()
        assert bought.now()["state"] == "expired"


@pytest.mark.parametrize("method", ["card", "transfer"])
def test_after_a_decline_the_same_or_another_method_pays_within_the_same_hold(counter, method):
    bought = counter.order()
    bought.start(method="card")
    before = bought.now()["expires_at"]
    settle(bought, "decline")
    assert bought.now()["state"] == "awaiting_payment"
    assert ways_of(bought)["last_attempt_failed"] is True
    bought.start(method=method)
    assert ways_of(bought)["last_attempt_failed"] is False
    settle(bought)
    assert bought.now()["state"] == "confirmed"
    assert before is not None
    assert counter.left() == 4


def test_nobody_keeps_places_by_beginning_to_pay_again_and_again(counter):
    bought = counter.order()
    began = clock.now()
    for quarter in range(12):
        with clock.frozen(began + timedelta(minutes=10 * quarter)):
            expire()
            if bought.now()["state"] == "expired":
                break
            bought.start(method=("card", "transfer")[quarter % 2])
    assert bought.now()["state"] == "expired"
    assert clock.now() - began < timedelta(hours=2)
    assert counter.left() == 5


def test_an_order_that_lapses_closes_its_page(counter):
    bought = counter.order()
    bought.start()
    with later(hours=1):
        expire()
    work.drain()
    assert counter.provider.payment(counter.ctx, bought.ref)["state"] == "voided"


def test_an_order_that_is_cancelled_closes_its_page(counter):
    bought = counter.order()
    bought.start()
    answer = counter.client.post(f"{bought.path}/cancel", headers=bought.headers)
    assert answer.status_code == 200, answer.json
    work.drain()
    assert counter.provider.payment(counter.ctx, bought.ref)["state"] == "voided"
