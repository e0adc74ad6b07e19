"""Money back: never more than came in, asked for once, and told to whoever needs to know."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.factories import work

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import TurnoutError
from turnout.modules.payments import api as payments
from turnout.modules.payments.queries import payments as stored
from turnout.modules.payments.service import refunds as service
from turnout_sdk.money import Money


def later(seconds):
    return clock.frozen(clock.now() + timedelta(seconds=seconds))


def refunds_of(till, payment_id):
    return [
        (each.amount_minor, each.state)
        for each in payments.get_payment(till.ctx, payment_id).refunds
    ]


def at_provider(till, ref):
    return till.provider.payment(till.ctx, ref)["refunded_minor"]


def test_a_refund_is_carried_out_by_a_worker_and_announced(till):
    payment_id, ref = till.pay()

    refund_id = till.refund(payment_id, 4200)
    assert refunds_of(till, payment_id) == [(4200, "requested")]
    assert at_provider(till, ref) == 0
    till.work()

    assert refunds_of(till, payment_id) == [(4200, "succeeded")]
    assert at_provider(till, ref) == 4200
    assert till.view(payment_id).state == "refunded"
    name, fact = till.told()[-1]
    assert name == "payments.refunded.v1"
    assert (fact["refund_id"], fact["amount_minor"]) == (str(refund_id), 4200)
    assert till.balances() == {
        "provider_receivable": -84,
        "fees": 84,
        "refunds": 4200,
        "sales": -4200,
    }


def test_webhooks_about_our_own_refund_announce_it_no_second_time(till):
    payment_id, ref = till.pay()
    till.refund(payment_id, 1000)
    till.work()

    till.deliver_all(ref)

    assert till.names_told().count("payments.refunded.v1") == 1
    assert till.view(payment_id).refunded_minor == 1000


def test_a_webhook_that_overtakes_the_answer_is_known_to_be_our_refund(till):
    payment_id, ref = till.pay()
    till.provider.script(till.ctx, "refund", "drop", times=20)
    refund_id = till.refund(payment_id, 1000)
    till.work()
    till.provider.call(till.ctx, "DELETE", "/v1/scripts")

    till.deliver_all(ref)

    [fact] = [fact for name, fact in till.told() if name == "payments.refunded.v1"]
    assert fact["refund_id"] == str(refund_id)
    with later(60):
        work.run_timed("payments.carry_out_due")
        till.work()
    assert at_provider(till, ref) == 1000
    assert refunds_of(till, payment_id) == [(1000, "succeeded")]
    assert till.names_told().count("payments.refunded.v1") == 1


def test_the_same_key_is_the_same_refund(till):
    payment_id, ref = till.pay()

    first = till.refund(payment_id, 1000, key="row-1")
    assert till.refund(payment_id, 1000, key="row-1") == first
    till.work()

    assert at_provider(till, ref) == 1000
    with pytest.raises(payments.RefundKeyReused):
        till.refund(payment_id, 999, key="row-1")


def test_more_than_is_left_is_refused_and_says_how_much_is(till):
    payment_id, _ = till.pay()
    till.refund(payment_id, 4000)

    with pytest.raises(payments.TooMuchToRefund) as refusal:
        till.refund(payment_id, 201)

    assert refusal.value.details == {"refundable_minor": 200, "currency": "EUR"}


@pytest.mark.parametrize("amount", [Money(0, "EUR"), Money(-5, "EUR"), Money(100, "USD")])
def test_odd_amounts_are_refused(till, amount):
    payment_id, _ = till.pay()

    with pytest.raises(payments.TooMuchToRefund), transaction(till.ctx) as tx:
        payments.request_refund(tx, payment_id=payment_id, amount=amount, reason="", key="k")


def test_a_payment_that_was_not_paid_has_nothing_to_refund(till):
    payment_id, _ = till.begin()

    with pytest.raises(payments.TooMuchToRefund):
        till.refund(payment_id, 1)


def test_ten_refunds_at_once_never_add_up_to_more_than_was_paid(till):
    payment_id, ref = till.pay()

    def ask(_):
        try:
            till.refund(payment_id, 1000)
        except TurnoutError as refusal:
            return refusal.code
        return "asked"

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(ask, range(10)))
    till.work()

    assert sorted(answers) == ["asked"] * 4 + ["payments.too-much-to-refund"] * 6
    assert at_provider(till, ref) == 4000
    assert till.view(payment_id).refunded_minor == 4000


def test_a_refund_made_at_the_provider_is_taken_in_and_leaves_less_to_refund(till):
    payment_id, ref = till.pay()
    back = {"amount_minor": 3000, "currency": "EUR"}
    till.provider.call(till.ctx, "POST", f"/v1/payments/{ref}/refunds", back)
    till.deliver_all(ref)

    [fact] = [fact for name, fact in till.told() if name == "payments.refunded.v1"]
    assert fact["amount_minor"] == 3000
    assert till.view(payment_id).state == "part_refunded"
    with pytest.raises(payments.TooMuchToRefund):
        till.refund(payment_id, 1201)
    till.refund(payment_id, 1200)
    till.work()
    assert at_provider(till, ref) == 4200


def test_a_declined_refund_is_announced_and_can_be_asked_for_again(till):
    payment_id, ref = till.pay()
    till.provider.script(till.ctx, "refund", "decline")
    refund_id = till.refund(payment_id, 4200)
    till.work()

    assert refunds_of(till, payment_id) == [(4200, "failed")]
    name, fact = till.told()[-1]
    assert (name, fact["refund_id"]) == ("payments.refund-failed.v1", str(refund_id))
    till.refund(payment_id, 4200)
    till.work()
    assert at_provider(till, ref) == 4200


def test_a_refund_that_stays_pending_is_asked_after_until_it_arrives(till):
    payment_id, ref = till.pay()
    till.provider.script(till.ctx, "refund", "pending")
    till.refund(payment_id, 4200)
    till.work()
    assert refunds_of(till, payment_id) == [(4200, "pending")]
    [refund] = [
        fact["object"]
        for fact in till.provider.payment(till.ctx, ref)["facts"]
        if fact["type"] == "refund.pending"
    ]
    till.provider.call(till.ctx, "POST", f"/v1/refunds/{refund}/complete", {"outcome": "success"})

    with later(60):
        work.run_timed("payments.poll_due")
        till.work()

    assert refunds_of(till, payment_id) == [(4200, "succeeded")]
    assert till.names_told()[-1] == "payments.refunded.v1"


SWEEPS = 10
"""A sweep takes so many at a time, and other tests leave work of their own behind."""


def test_a_refund_whose_message_got_lost_is_swept(till, queued):
    payment_id, ref = till.pay()
    till.refund(payment_id, 100)
    queued.clear()

    with later(10):
        for _ in range(SWEEPS):
            work.run_timed("payments.carry_out_due")
            till.work()
            if at_provider(till, ref):
                break

    assert at_provider(till, ref) == 100


def test_a_disputed_payment_is_not_refunded_as_well(till):
    payment_id, ref = till.pay()
    till.provider.complete(till.ctx, ref, "dispute")
    till.deliver_all(ref)

    with pytest.raises(payments.Disputed):
        till.refund(payment_id, 100)
    assert till.balances()["disputes"] == 4200
    [fact] = [fact for name, fact in till.told() if name == "payments.disputed.v1"]
    assert fact["stage"] == "open"


def test_an_order_page_link_never_reaches_the_audit_log(till):
    till.begin()

    with transaction(till.ctx) as tx:
        rows = tx.query("SELECT after FROM audit_entries WHERE table_name = 'payments'")
    assert rows
    assert all("return_url" not in row[0] and "redirect_url" not in row[0] for row in rows)


def test_a_refund_that_is_carried_out_while_the_held_amount_is_read_is_counted_once(
    till, monkeypatch
):
    payment_id, _ = till.pay()
    reference = till.view(payment_id).reference
    till.refund(payment_id, 1000)
    first = [True]

    def interrupted(read):
        def reads_then_waits(*arguments):
            rows = read(*arguments)
            if first and first.pop():
                with ThreadPoolExecutor(max_workers=1) as worker:
                    worker.submit(till.work).result(timeout=20)
            return rows

        return reads_then_waits

    for place, name in ((service, "list_refunds"), (stored, "list_observations")):
        monkeypatch.setattr(place, name, interrupted(getattr(place, name)))
    with transaction(till.ctx) as tx:
        held = payments.list_held(tx, reference)

    assert not first
    assert refunds_of(till, payment_id) == [(1000, "succeeded")]
    assert held == {payment_id: 3200}
