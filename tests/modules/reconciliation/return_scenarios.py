"""Buyers who give tickets back, what their provider makes of it, and what the books then say."""

from datetime import timedelta

from tests.factories import payments as making
from tests.factories import work
from tests.factories.people import bearer

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.payments import api as payments
from turnout.modules.reconciliation import api as reconciliation
from turnout_sandbox.fake import fake
from turnout_sdk.money import Money
from turnout_sdk.payments import Update

HALF = {"refund": "tiers", "tiers": [{"days_before": 7, "share_bp": 5000}]}
FULL_LESS_A_FEE = {"refund": "full", "fee_minor": 200, "fee_currency": "EUR"}


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


def later(**span):
    return clock.frozen(clock.now() + timedelta(**span))


def look(counter):
    """Each difference as its kind, what should have come back and what did, changing nothing."""
    report = reconciliation.reconcile(job(counter), repair=False)
    return [(each.kind.value, each.expected, each.found) for each in report.differences]


def named(counter):
    """The returns that are named, with what is missing of each."""
    report = reconciliation.reconcile(job(counter), repair=False)
    return {each.name: each.expected - each.found for each in report.differences}


def returns_of(bought):
    """Ids of what was given back, oldest first."""
    with transaction(bought.counter.ctx) as tx:
        rows = tx.query(
            "SELECT id FROM order_returns WHERE order_id = %(id)s ORDER BY returned_at",
            {"id": bought.id},
        )
    return [str(row[0]) for row in rows]


def refunds_of(bought):
    with transaction(bought.counter.ctx) as tx:
        [payment] = payments.list_payments_of(tx, bought.id)
    found = payments.get_payment(job(bought.counter), payment.id).refunds
    return [(each.amount_minor, each.state) for each in found]


def returned_in_vain(counter, *, quantity=3):
    """One of some tickets went back for half of its price, and the provider refused the refund."""
    bought = bought_under(counter, HALF, quantity=quantity)
    refuses(counter)
    give_back(bought, 1250, number=1)
    hear(bought)
    return bought


def tell(bought, kind):
    """The provider's word about the newest refund of an order."""
    counter = bought.counter
    with transaction(counter.ctx) as tx:
        [payment] = payments.list_payments_of(tx, bought.id)
        *_, [ref, minor] = tx.query(
            "SELECT provider_ref, amount_minor FROM refunds WHERE payment_id = %(id)s ORDER BY id",
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
    payments.apply_report(
        job(counter), counter.connection_id, [update], source=payments.Source.WEBHOOK
    )
