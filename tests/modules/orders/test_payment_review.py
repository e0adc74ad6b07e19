"""Orders that wait for the organizer: authorized money, and payments that do not fit."""

from datetime import timedelta

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.modules.orders.conftest import (
    expire,
    hear,
    later,
    mails_about,
    owner,
    settle,
    views_of,
)

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction


def decide(bought, word, *, headers=None, reason="looked at"):
    counter = bought.counter
    answer = counter.client.post(
        f"{bought.path}/{word}", json={"reason": reason}, headers=headers or owner(counter)
    )
    work.drain()
    return answer


@pytest.fixture
def waiting(by_hand):
    """An order whose money is authorized."""
    bought = by_hand.order(quantity=2)
    bought.start(method="card")
    settle(bought)
    return bought


@pytest.fixture
def doubtful(counter):
    """An order whose payment told of another amount than was asked for."""
    bought = counter.order(quantity=2)
    bought.start()
    with transaction(counter.ctx) as tx:
        tx.query(
            "UPDATE payments SET amount_minor = 4000 WHERE reference = %(r)s", {"r": bought.id}
        )
    settle(bought)
    return bought


def test_an_authorized_order_waits_for_the_organizer_with_its_places(waiting):
    order = waiting.now()
    assert (order["state"], order["money_state"]) == ("under_review", "unpaid")
    assert (order["paid_minor"], order["tickets"]) == (0, [])
    assert waiting.counter.left() == 3
    with later(hours=2):
        expire()
        assert waiting.now()["state"] == "under_review", "the authorization keeps the places"
    assert mails_about(waiting) == ["order-under-review"]


def test_accepting_collects_and_confirms(waiting):
    answer = decide(waiting, "accept")
    assert answer.status_code == 200, answer.json
    hear(waiting)
    order = waiting.now()
    assert (order["state"], order["money_state"], order["paid_minor"]) == (
        "confirmed",
        "paid",
        5000,
    )
    assert len(order["tickets"]) == 2
    assert waiting.counter.left() == 3


def test_accepting_twice_collects_once(waiting):
    assert decide(waiting, "accept").status_code == 200
    decide(waiting, "accept")
    hear(waiting)
    assert waiting.now()["paid_minor"] == 5000
    told = waiting.counter.provider.payment(waiting.counter.ctx, waiting.ref)
    assert told["captured_minor"] == 5000


def test_declining_lets_the_money_go_and_gives_the_places_back(waiting):
    answer = decide(waiting, "decline")
    assert (answer.status_code, answer.json["state"]) == (200, "cancelled")
    counter = waiting.counter
    assert counter.provider.payment(counter.ctx, waiting.ref)["state"] == "voided"
    hear(waiting)
    order = waiting.now()
    assert (order["state"], order["money_state"], order["paid_minor"]) == ("cancelled", "unpaid", 0)
    assert counter.left() == 5
    assert mails_about(waiting) == ["order-under-review", "order-declined"]


def test_an_authorization_that_the_provider_lets_go_ends_the_order(waiting):
    """Somebody voids it in the provider's own console."""
    counter = waiting.counter
    counter.provider.call(counter.ctx, "POST", f"/v1/payments/{waiting.ref}/void")
    hear(waiting)
    assert (waiting.now()["state"], counter.left()) == ("cancelled", 5)
    assert mails_about(waiting)[-1] == "order-declined"


def test_an_authorization_that_nobody_collects_lapses_with_its_order(waiting):
    with clock.frozen(clock.now() + timedelta(days=40)):
        expire()
        assert (waiting.now()["state"], waiting.counter.left()) == ("expired", 5)
        assert mails_about(waiting)[-1] == "order-lapsed"


def test_the_buyer_may_give_an_authorized_order_up(waiting):
    counter = waiting.counter
    answer = counter.client.post(f"{waiting.path}/cancel", headers=waiting.headers)
    assert answer.status_code == 200, answer.json
    work.drain()
    assert counter.provider.payment(counter.ctx, waiting.ref)["state"] == "voided"
    assert counter.left() == 5


def test_an_authorization_that_comes_too_late_is_let_go(by_hand):
    """Before the void of the abandoned page reached the provider, the buyer had authorized."""
    late = by_hand.order()
    late.start(method="card")
    late.settle("success")
    bodies = late.told()
    with later(hours=1):
        work.run_timed("orders.expire_due")
    by_hand.deliver(bodies)
    work.drain()
    hear(late)
    assert (late.now()["state"], by_hand.left()) == ("expired", 5)
    assert by_hand.provider.payment(by_hand.ctx, late.ref)["state"] == "voided"


@pytest.mark.parametrize("word", ["accept", "decline"])
def test_only_who_may_decide_decides(waiting, word):
    staff = bearer(add_member(waiting.counter.shop.organization, "staff"))
    assert decide(waiting, word, headers=staff).status_code == 403
    assert decide(waiting, word, headers=waiting.headers).status_code == 401
    assert waiting.now()["state"] == "under_review"


@pytest.mark.parametrize("word", ["accept", "decline"])
def test_an_order_that_waits_for_nothing_is_not_decided(counter, word):
    answer = decide(counter.order(), word)
    assert (answer.status_code, answer.json["code"]) == (409, "orders.not-waiting")


def test_a_held_payment_that_is_approved_confirms_what_it_pays_for(doubtful):
    """Less than the total arrived and was approved: it counts, and the rest is still due."""
    assert doubtful.now()["state"] == "under_review"
    assert decide(doubtful, "accept").status_code == 200
    order = doubtful.now()
    assert (order["state"], order["money_state"], order["paid_minor"]) == (
        "confirmed",
        "paid",
        5000,
    )
    assert len(order["tickets"]) == 2


def test_a_held_payment_that_is_refused_cancels_the_order_and_goes_back(doubtful):
    answer = decide(doubtful, "decline")
    assert answer.status_code == 200, answer.json
    hear(doubtful)
    order = doubtful.now()
    assert (order["state"], order["tickets"]) == ("cancelled", [])
    assert doubtful.counter.left() == 5
    told = doubtful.counter.provider.payment(doubtful.counter.ctx, doubtful.ref)
    assert told["refunded_minor"] == told["captured_minor"] == 5000


@pytest.mark.parametrize(("word", "state"), [("approve", "confirmed"), ("refuse", "cancelled")])
def test_the_order_follows_what_was_decided_about_its_payment(doubtful, word, state):
    [view] = views_of(doubtful)
    counter = doubtful.counter
    path = f"/api/v1/organizations/{counter.shop.organization.id}/payments/{view.id}/{word}"
    answer = counter.client.post(path, json={"reason": "known buyer"}, headers=owner(counter))
    assert answer.status_code == 200, answer.json
    work.drain()
    assert doubtful.now()["state"] == state


def test_an_order_under_review_keeps_its_places_for_the_time_of_a_pending_payment(doubtful):
    with later(days=29):
        expire()
        assert (doubtful.now()["state"], doubtful.counter.left()) == ("under_review", 3)
    with later(days=31):
        expire()
        assert (doubtful.now()["state"], doubtful.counter.left()) == ("expired", 5)
