"""What buyers gave back is owed to them until it arrived: a refund that failed is found."""

from itertools import permutations

import pytest
from tests.factories import payments as making
from tests.factories import work
from tests.factories.people import bearer

from turnout.kernel import clock, tasks
from turnout.kernel.context import system_in
from turnout.kernel.tx import transaction
from turnout.modules.accounting import api as accounting
from turnout.modules.payments import api as payments
from turnout_sandbox.fake import fake
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update

HALF = {"refund": "tiers", "tiers": [{"days_before": 7, "share_bp": 5000}]}
FULL_LESS_A_FEE = {"refund": "full", "fee_minor": 200, "fee_currency": "EUR"}
LAST_WORDS = (FactKind.REFUND_PENDING, FactKind.REFUND_SUCCEEDED, FactKind.REFUND_FAILED)


def job(counter):
    return system_in(counter.ctx.organization_id, "test")


def bought_under(counter, terms, *, quantity):
    path = f"/api/v1/organizations/{counter.shop.organization.id}/events/{counter.shop.event_id}"
    headers = bearer(counter.shop.organization.owner)
    said = counter.client.put(f"{path}/buyer-terms", json=terms, headers=headers)
    assert said.status_code == 200, said.json
    return counter.order(quantity=quantity).pay()


def give_back(bought, amount_minor, *, number=None):
    """So many tickets, or all of them, for what the buyer was shown."""
    mine = [each["id"] for each in bought.now()["tickets"] if each["state"] == "valid"]
    body = {"amount_minor": amount_minor, "ticket_ids": mine[:number] if number else None}
    answer = bought.counter.client.post(
        f"{bought.path}/cancellation", json=body, headers=bought.headers
    )
    assert answer.status_code == 202, answer.json


def hear(bought):
    work.drain()
    bought.counter.deliver(bought.told())
    work.drain()


def refuses(counter):
    counter.provider.script(counter.ctx, "refund", "decline")


def hold_refunds(counter):
    """The provider takes the next refund in and works on it."""
    account = making.account_of(counter.ctx)
    fake.controls_for(account, base_url=counter.provider.address).hold_refunds()


def look(counter):
    """Each difference as its kind, what should be kept and what is, changing nothing."""
    report = accounting.reconcile(job(counter), repair=False)
    return [(each.kind.value, each.expected, each.found) for each in report.differences]


def refunds_of(bought):
    with transaction(bought.counter.ctx) as tx:
        [payment] = payments.list_payments_of(tx, bought.id)
    found = payments.get_payment(job(bought.counter), payment.id).refunds
    return [(each.amount_minor, each.state) for each in found]


def test_a_refund_that_failed_after_some_tickets_went_back_is_found_and_asked_for_again(counter):
    bought = bought_under(counter, HALF, quantity=3)
    refuses(counter)
    give_back(bought, 1250, number=1)
    hear(bought)
    assert bought.now()["refunded_minor"] == 0
    assert look(counter) == [("kept_too_much", 6250, 7500)]

    mended = accounting.reconcile(job(counter), repair=True)

    assert (mended.differences, mended.repaired) == ([], 1)
    hear(bought)
    assert refunds_of(bought) == [(1250, "failed"), (1250, "succeeded")]
    assert (bought.now()["state"], bought.now()["refunded_minor"]) == ("confirmed", 1250)
    again = accounting.reconcile(job(counter), repair=True)
    assert (again.differences, again.repaired) == ([], 0)


def test_a_refund_that_fails_again_is_found_again(counter):
    bought = bought_under(counter, HALF, quantity=3)
    for _ in range(2):
        refuses(counter)
    give_back(bought, 1250, number=1)
    hear(bought)
    accounting.reconcile(job(counter), repair=True)
    hear(bought)
    assert refunds_of(bought) == [(1250, "failed"), (1250, "failed")]
    assert look(counter) == [("kept_too_much", 6250, 7500)]


def test_only_what_is_still_owed_is_found_after_several_returns(counter):
    bought = bought_under(counter, HALF, quantity=4)
    give_back(bought, 1250, number=1)
    hear(bought)
    refuses(counter)
    give_back(bought, 2500, number=2)
    hear(bought)
    assert look(counter) == [("kept_too_much", 6250, 8750)]


def test_a_refund_that_failed_when_all_tickets_went_back_is_found_without_what_terms_keep(counter):
    bought = bought_under(counter, FULL_LESS_A_FEE, quantity=2)
    refuses(counter)
    give_back(bought, 4600)
    hear(bought)
    assert bought.now()["state"] == "cancelled"
    assert look(counter) == [("kept_too_much", 400, 5000)]
    assert accounting.reconcile(job(counter), repair=True).differences == []
    hear(bought)
    assert bought.now()["refunded_minor"] == 4600
    assert look(counter) == []


@pytest.mark.parametrize(("amount", "number"), [(1250, 1), (3750, None)])
def test_a_refund_on_its_way_is_no_difference_and_neither_is_one_that_arrived(
    counter, amount, number
):
    bought = bought_under(counter, HALF, quantity=3)
    hold_refunds(counter)
    give_back(bought, amount, number=number)
    assert look(counter) == []  # no worker has asked the provider yet
    hear(bought)
    assert refunds_of(bought) == [(amount, "pending")]
    assert look(counter) == []
    tell(bought, FactKind.REFUND_SUCCEEDED)
    work.drain()
    assert bought.now()["refunded_minor"] == amount
    assert look(counter) == []


def tell(bought, kind):
    """The provider's word about the only refund of an order."""
    counter = bought.counter
    with transaction(counter.ctx) as tx:
        [payment] = payments.list_payments_of(tx, bought.id)
        [[ref, minor]] = tx.run(
            "SELECT provider_ref, amount_minor FROM refunds WHERE payment_id = %(id)s",
            {"id": payment.id},
        )
    update = Update(
        delivery_id=f"{kind}-{ref}",
        provider_ref=payment.provider_ref,
        kind=kind,
        object_id=ref,
        amount=Money(minor, "EUR"),
        occurred_at=clock.now(),
    )
    payments.take_updates(
        job(counter), counter.connection_id, [update], source=payments.Source.WEBHOOK
    )


IN_ANY_ORDER = pytest.mark.parametrize("words", list(permutations(LAST_WORDS)), ids="-".join)


@IN_ANY_ORDER
def test_whatever_was_told_of_a_refund_before_it_failed_and_after_it_is_found(counter, words):
    bought = bought_under(counter, HALF, quantity=3)
    hold_refunds(counter)
    give_back(bought, 1250, number=1)
    work.drain()
    for word in words:
        tell(bought, word)
        work.drain()
    assert refunds_of(bought) == [(1250, "failed")]
    assert look(counter) == [("kept_too_much", 6250, 7500)]


@IN_ANY_ORDER
def test_a_failure_of_which_the_order_hears_late_ends_with_the_money_back_once(counter, words):
    bought = bought_under(counter, HALF, quantity=3)
    hold_refunds(counter)
    give_back(bought, 1250, number=1)
    work.drain()
    for word in words:
        tell(bought, word)
    assert look(counter) == [("kept_too_much", 6250, 7500)]
    work.drain()
    assert accounting.reconcile(job(counter), repair=True).differences == []
    work.drain()
    assert refunds_of(bought) == [(1250, "failed"), (1250, "succeeded")]
    assert bought.now()["refunded_minor"] == 1250
    assert look(counter) == []


def test_a_failure_of_which_the_order_never_heard_is_left_to_a_person(counter):
    bought = bought_under(counter, HALF, quantity=3)
    refuses(counter)
    give_back(bought, 1250, number=1)
    functions = {each.name: each.function for each in tasks.registered()}
    for name, arguments in work.QUEUED.copy():
        functions[name](*arguments)  # the provider refuses; the fact is never handed out
    work.QUEUED.clear()
    assert refunds_of(bought) == [(1250, "failed")]
    assert look(counter) == [("kept_too_much", 6250, 7500)]
    left = accounting.reconcile(job(counter), repair=True)
    assert [each.kind.value for each in left.differences] == ["kept_too_much"]
    assert refunds_of(bought) == [(1250, "failed")]
