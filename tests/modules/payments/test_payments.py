"""Asking a provider for a payment, through everything that can go wrong on the way."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.factories import payments as making
from tests.factories import work

from turnout.kernel import clock, runtime
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.connections import api as connections
from turnout.modules.payments import api as payments
from turnout.modules.payments.queries import operations as operation_queries
from turnout.modules.payments.queries import payments as queries
from turnout.modules.payments.service import operations


def later(seconds):
    return clock.frozen(clock.now() + timedelta(seconds=seconds))


def start_and_lose_the_answer(till, **values):
    """The provider makes the payment, and its answer never arrives."""
    till.provider.script(till.ctx, "start", "drop", times=20)
    payment_id = till.open(**values)
    started = payments.start(till.ctx, payment_id)
    till.provider.call(till.ctx, "DELETE", "/v1/scripts")
    assert (started.state, started.redirect_url) == ("unknown", None)
    return payment_id


def payments_at_provider(till, payment_id):
    """How many payments the provider made for one of ours."""
    refs = {
        fact["data"]["payment"]
        for fact in (
            each["event"] for each in till.provider.call(till.ctx, "GET", "/v1/events")["items"]
        )
        if fact["data"]["reference"] == str(payment_id)
    }
    return len(refs)


def test_a_lease_of_a_clock_that_jumped_back_keeps_nobody_waiting(till):
    with later(7_200):
        payment_id = till.open()
        with transaction(till.ctx) as tx:  # whoever took it dies before it is sent
            payment = queries.lock_payment(tx, payment_id)
            assert operations.lease(tx, payment, operation_queries.get_start(tx, payment_id))

    assert payments.start(till.ctx, payment_id).state == "needs_action"


def test_a_lease_that_holds_is_waited_for(till):
    payment_id = till.open()
    with transaction(till.ctx) as tx:
        payment = queries.lock_payment(tx, payment_id)
        assert operations.lease(tx, payment, operation_queries.get_start(tx, payment_id))

    assert payments.start(till.ctx, payment_id).state == "pending"
    with later(60):
        assert payments.start(till.ctx, payment_id).state == "needs_action"


def test_a_started_payment_sends_the_buyer_to_the_provider(till):
    payment_id = till.open()

    started = payments.start(till.ctx, payment_id)

    assert started.state == "needs_action"
    assert started.redirect_url.startswith(till.provider.address)
    assert till.view(payment_id).is_open


def test_starting_again_leads_to_the_same_page(till):
    payment_id = till.open()

    assert payments.start(till.ctx, payment_id) == payments.start(till.ctx, payment_id)


def test_a_paid_payment_is_settled_once_and_booked(till):
    payment_id, _ = till.pay(minor=4200)

    view = till.view(payment_id)
    assert (view.state, view.captured_minor, view.fee_minor) == ("succeeded", 4200, 84)
    assert not view.is_open
    [(name, fact)] = till.told()
    assert name == "payments.settled.v1"
    assert fact == {
        "payment_id": str(payment_id),
        "reference": str(view.reference),
        "amount_minor": 4200,
        "currency": "EUR",
    }
    assert till.balances() == {"provider_receivable": 4116, "fees": 84, "sales": -4200}


def test_a_decline_ends_the_payment_and_is_announced(till):
    payment_id, ref = till.begin()
    till.provider.complete(till.ctx, ref, "decline")

    till.deliver_all(ref)

    assert till.view(payment_id).state == "failed"
    assert not till.view(payment_id).is_open
    assert till.names_told() == ["payments.failed.v1"]
    assert till.balances() == {}


def test_a_provider_that_declines_at_once_leaves_no_open_payment(till):
    till.provider.script(till.ctx, "start", "decline")
    payment_id = till.open()

    started = payments.start(till.ctx, payment_id)

    assert (started.state, started.redirect_url) == ("failed", None)
    assert till.view(payment_id).error_code == "declined"
    assert till.names_told() == ["payments.failed.v1"]


def test_a_provider_that_is_away_is_asked_again_by_a_worker(till):
    till.provider.script(till.ctx, "start", "unavailable", times=3)
    payment_id = till.open()

    started = payments.start(till.ctx, payment_id)
    assert (started.state, started.redirect_url) == ("pending", None)
    with later(60):
        work.run_timed("payments.carry_out_due")
        till.work()

    assert payments.start(till.ctx, payment_id).redirect_url


def test_an_answer_that_got_lost_is_looked_up_and_not_asked_for_twice(till):
    payment_id = start_and_lose_the_answer(till)

    again = payments.start(till.ctx, payment_id)

    assert again.state == "needs_action"
    till.provider.complete(till.ctx, making.ref_of(again.redirect_url), "success")
    assert payments_at_provider(till, payment_id) == 1


def test_a_worker_finds_out_what_became_of_a_lost_answer(till):
    payment_id = start_and_lose_the_answer(till)

    with later(10):
        work.run_timed("payments.carry_out_due")
        till.work()

    assert till.view(payment_id).state == "needs_action"


class Death(BaseException):
    """The process ends here."""


class DyingCalls:
    """Stands where calls leave the process, and ends it."""

    def call(self, *_arguments, **_options):
        raise Death


def test_a_crash_between_commit_and_call_is_made_good_with_the_same_key(till):
    payment_id, living = till.open(), runtime.current().calls
    runtime.current().calls = DyingCalls()
    with pytest.raises(Death):
        payments.start(till.ctx, payment_id)
    runtime.current().calls = living

    at_once = payments.start(till.ctx, payment_id)
    assert (at_once.state, at_once.redirect_url) == ("pending", None)
    with later(13):
        started = payments.start(till.ctx, payment_id)

    assert started.state == "needs_action"
    till.provider.complete(till.ctx, making.ref_of(started.redirect_url), "success")
    assert payments_at_provider(till, payment_id) == 1


@pytest.mark.parametrize("left_out", ["key", "reference"])
def test_a_webhook_that_overtakes_our_own_answer_is_matched_by_what_we_sent(till, left_out):
    payment_id = start_and_lose_the_answer(till)
    with transaction(till.ctx) as tx:
        [(key,)] = tx.query(
            "SELECT key FROM payment_operations WHERE payment_id = %(id)s", {"id": payment_id}
        )
    ref = till.provider.call(till.ctx, "GET", f"/v1/operations/{key}")["answer"]["id"]
    till.provider.complete(till.ctx, ref, "success")

    for body in till.provider.deliveries(till.ctx, ref):
        event = json.loads(body)
        event["data"][left_out] = None
        till.deliver(json.dumps(event).encode())
    till.work()

    view = till.view(payment_id)
    assert (view.state, view.provider_ref) == ("succeeded", ref)
    assert till.names_told() == ["payments.settled.v1"]
    assert payments.start(till.ctx, payment_id).state == "succeeded"


def test_a_buyer_beyond_the_connections_share_is_told_to_poll_and_served_by_a_worker(till):
    till.provider.script(till.ctx, "start", "slow", seconds=0.8)
    first, second = till.open(), till.open()
    slow = threading.Thread(target=payments.start, args=(till.ctx, first))
    slow.start()
    making.wait_until(lambda: runtime.current().calls.running().get(str(till.connection_id)))

    started = payments.start(till.ctx, second)
    assert (started.state, started.redirect_url) == ("pending", None)
    slow.join()
    till.work()

    assert till.view(second).state == "needs_action"
    assert payments.start(till.ctx, second).redirect_url


def test_a_payment_that_could_not_be_started_in_time_is_given_up(till):
    payment_id = till.open()

    with later(runtime.current().settings.payment_seconds + 1):
        started = payments.start(till.ctx, payment_id)

    assert started.state == "failed"
    assert till.names_told() == ["payments.failed.v1"]


def test_a_connection_that_is_switched_off_fails_the_payment(till):
    payment_id = till.open()
    connections.update_connection(till.ctx, till.connection_id, state="disabled")

    assert payments.start(till.ctx, payment_id).state == "failed"


def test_webhooks_that_never_come_are_made_up_for_by_asking(till):
    payment_id, ref = till.begin()
    till.provider.complete(till.ctx, ref, "success", webhooks={"lost": True})

    work.run_timed("payments.poll_due")
    till.work()
    assert till.view(payment_id).state == "needs_action", "asked before it was time"
    with later(30):
        work.run_timed("payments.poll_due")
        till.work()

    assert till.view(payment_id).state == "succeeded"
    assert till.names_told() == ["payments.settled.v1"]
    till.deliver_all(ref)
    assert till.names_told() == ["payments.settled.v1"], "told by the poll and by the webhooks"


def test_a_page_that_was_only_opened_keeps_no_stock(till):
    reference = new_id()
    till.begin(reference=reference)

    with transaction(till.ctx) as tx:
        assert payments.under_way_until(tx, reference) is None
        assert payments.find_payment_of(tx, reference).is_open


def test_a_payment_that_the_bank_works_on_keeps_stock_for_the_methods_longest_time(till):
    reference = new_id()
    _, ref = till.begin(reference=reference)
    till.provider.complete(till.ctx, ref, "pending")
    till.deliver_all(ref)

    with transaction(till.ctx) as tx:
        until = payments.under_way_until(tx, reference)
        payment = payments.find_payment_of(tx, reference)

    assert payment.state == "processing"
    assert timedelta(days=2, hours=23) < until - clock.now() < timedelta(days=3, minutes=1)


def test_a_payment_of_unknown_fate_keeps_stock(till):
    reference = new_id()
    start_and_lose_the_answer(till, reference=reference)

    with transaction(till.ctx) as tx:
        assert payments.under_way_until(tx, reference) > clock.now()


def test_the_newest_payment_of_a_reference_is_found(till):
    reference = new_id()
    till.provider.script(till.ctx, "start", "decline")
    payments.start(till.ctx, till.open(reference=reference))
    second = till.open(reference=reference)

    with transaction(till.ctx) as tx:
        assert payments.find_payment_of(tx, reference).id == second
        assert payments.find_payment_of(tx, new_id()) is None


def test_many_clicks_at_once_make_one_payment_at_the_provider(till):
    payment_id = till.open()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: payments.start(till.ctx, payment_id), range(8)))
    till.work()

    asked = {each.redirect_url for each in answers if each.redirect_url}
    final = payments.start(till.ctx, payment_id).redirect_url
    assert asked | {final} == {final}
    till.provider.complete(till.ctx, making.ref_of(final), "success")
    assert payments_at_provider(till, payment_id) == 1
