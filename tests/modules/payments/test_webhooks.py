"""The inbox: what is trusted, what is kept, and that order and repetition change nothing."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from tests.factories import payments as making
from tests.factories import work
from tests.factories.people import add_member, bearer, context_of, make_organization

from turnout.kernel import clock
from turnout.kernel.db import tx
from turnout.kernel.db.tx import transaction
from turnout.kernel.messaging.pending_work import pending

NOTHING = "01a1f828-55fc-7ffc-938a-66087d3a9039"


def stored(till, state=None):
    query = f"?state={state}" if state else ""
    return till.get(f"/payment-deliveries{query}").json["items"]


def paid_bodies(till, **values):
    payment_id, ref = till.begin(**values)
    till.provider.complete(till.ctx, ref, "success")
    return payment_id, till.provider.deliveries(till.ctx, ref)


def changed(body, **data):
    event = json.loads(body)
    event["data"] |= data
    return json.dumps(event).encode()


def problem(answer, status, code):
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == code


def test_a_delivery_is_answered_before_it_is_worked_off(till):
    payment_id, bodies = paid_bodies(till)

    assert till.deliver(bodies[-1]).status_code == 204
    assert till.view(payment_id).state == "needs_action"
    till.work()

    assert till.view(payment_id).state == "succeeded"


def test_a_wrong_signature_is_refused_and_leaves_nothing(till):
    payment_id, bodies = paid_bodies(till)

    problem(till.deliver(bodies[-1], secret="whsec_wrong"), 400, "payments.untrusted-delivery")
    till.work()

    assert stored(till) == []
    assert till.view(payment_id).state == "needs_action"


def test_an_unsigned_delivery_is_refused(till):
    answer = till.client.post(making.hook_path(till.ctx, till.connection_id), data=b"{}")

    problem(answer, 400, "payments.untrusted-delivery")


def test_a_body_that_was_altered_after_signing_is_refused(till):
    _, bodies = paid_bodies(till)
    headers = making.signed(till.ctx, bodies[-1])

    answer = till.client.post(
        making.hook_path(till.ctx, till.connection_id),
        data=changed(bodies[-1], amount_minor=1),
        headers=headers,
    )

    problem(answer, 400, "payments.untrusted-delivery")


def test_a_delivery_that_was_signed_long_ago_is_refused(till):
    _, bodies = paid_bodies(till)
    headers = making.signed(till.ctx, bodies[-1])

    with clock.frozen(clock.now() + timedelta(seconds=301)):
        answer = till.client.post(
            making.hook_path(till.ctx, till.connection_id), data=bodies[-1], headers=headers
        )

    problem(answer, 400, "payments.untrusted-delivery")


def test_another_organizations_signature_opens_nothing_here(till):
    other = make_organization()
    stranger = context_of(other, other.owner)
    _, bodies = paid_bodies(till)

    answer = till.client.post(
        making.hook_path(till.ctx, till.connection_id),
        data=bodies[-1],
        headers=making.signed(stranger, bodies[-1]),
    )

    problem(answer, 400, "payments.untrusted-delivery")


def test_the_address_of_an_unknown_connection_answers_404(till):
    body = b"{}"

    answer = till.client.post(
        making.hook_path(till.ctx, NOTHING), data=body, headers=making.signed(till.ctx, body)
    )

    problem(answer, 404, "connections.no-such-connection")


def test_the_same_delivery_is_kept_once(till):
    _, bodies = paid_bodies(till)

    for _ in range(3):
        assert till.deliver(bodies[-1]).status_code == 204
    till.work()

    assert [each["state"] for each in stored(till)] == ["done"]
    assert till.names_told() == ["payments.settled.v1"]


def test_one_fact_under_two_event_ids_counts_once(till):
    payment_id, ref = till.begin()
    till.provider.complete(
        till.ctx, ref, "success", webhooks={"duplicate": 2, "same_fact_other_event": 2}
    )

    till.deliver_all(ref)

    assert len(stored(till)) == 6
    assert till.view(payment_id).captured_minor == 4200
    assert till.names_told() == ["payments.settled.v1"]
    assert till.balances()["sales"] == -4200


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_a_whole_life_ends_in_the_same_books(till, seed):
    payment_id, ref = till.begin(minor=5000)
    till.provider.complete(till.ctx, ref, "pending", webhooks={"same_fact_other_event": 1})
    till.provider.complete(till.ctx, ref, "success", webhooks={"same_fact_other_event": 1})
    back = {"amount_minor": 1500, "currency": "EUR"}
    till.provider.call(till.ctx, "POST", f"/v1/payments/{ref}/refunds", back)
    till.provider.complete(till.ctx, ref, "dispute")
    till.provider.complete(till.ctx, ref, "dispute_won")
    bodies = till.provider.deliveries(till.ctx, ref) * 2
    dice = random.Random(seed)  # noqa: S311
    dice.shuffle(bodies)

    for body in bodies:
        assert till.deliver(body).status_code == 204
        if dice.random() < 0.3:
            till.work()
    till.work()

    view = till.view(payment_id)
    assert (view.state, view.captured_minor, view.refunded_minor) == ("part_refunded", 5000, 1500)
    assert (view.dispute, view.disputed_minor, view.review_reason) == ("won", 0, None)
    assert till.balances() == {
        "provider_receivable": 3400,
        "fees": 100,
        "refunds": 1500,
        "sales": -5000,
    }
    names = till.names_told()
    assert sorted(names) == [
        "payments.disputed.v1",
        "payments.disputed.v1",
        "payments.refunded.v1",
        "payments.settled.v1",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"amount_minor": 100}, "amount"),
        ({"amount_minor": 999_999}, "amount"),
        ({"currency": "USD"}, "currency"),
        ({"reference": "order-7"}, "reference"),
    ],
)
def test_what_does_not_fit_is_held_for_review_and_settles_nothing(till, data, reason):
    payment_id, bodies = paid_bodies(till)

    till.deliver(changed(bodies[-1], **data))
    till.work()

    view = till.view(payment_id)
    assert view.review_reason == reason
    assert not view.is_open
    [(name, fact)] = till.told()
    assert (name, fact["reason"]) == ("payments.held-for-review.v1", reason)
    assert "sales" not in till.balances()


def test_a_payment_held_for_review_settles_nothing_whatever_comes_after(till):
    payment_id, bodies = paid_bodies(till)
    authorized = next(body for body in bodies if b"payment.authorized" in body)
    till.deliver(changed(authorized, reference="order-7"))
    till.work()

    till.deliver(bodies[-1])
    till.work()

    view = till.view(payment_id)
    assert (view.state, view.captured_minor, view.review_reason) == ("succeeded", 4200, "reference")
    assert till.names_told() == ["payments.held-for-review.v1"]


def test_the_same_fact_told_with_two_amounts_is_held_for_review(till):
    payment_id, bodies = paid_bodies(till)
    authorized = next(body for body in bodies if b"payment.authorized" in body)

    till.deliver(authorized)
    till.deliver(changed(authorized, amount_minor=1))
    till.work()

    assert till.view(payment_id).review_reason == "contradiction"


def test_a_payment_that_is_not_ours_is_refused_and_counted(till):
    charge = {
        "amount_minor": 500,
        "currency": "EUR",
        "reference": "somebody else's shop",
        "description": "A book",
        "return_url": "http://shop.example/",
        "cancel_url": "http://shop.example/",
    }
    ref = till.provider.call(till.ctx, "POST", "/v1/payments", charge)["id"]
    till.provider.complete(till.ctx, ref, "success")

    till.deliver_all(ref)

    assert {each["state"] for each in stored(till)} == {"foreign"}
    assert till.told() == []
    assert till.balances() == {}


def test_what_is_no_news_about_payments_is_ignored(till):
    _, bodies = paid_bodies(till)
    event = json.loads(bodies[0]) | {"type": "account.updated"}

    assert till.deliver(json.dumps(event).encode()).status_code == 204
    till.work()

    assert [each["state"] for each in stored(till)] == ["ignored"]


def test_a_delivery_whose_message_got_lost_is_found_by_the_sweep(till, queued):
    payment_id, bodies = paid_bodies(till)
    till.deliver(bodies[-1])
    queued.clear()

    work.run_timed("payments.read_due")
    assert stored(till, "received"), "its own message may still be on its way"
    with clock.frozen(clock.now() + timedelta(seconds=6)):
        work.run_timed("payments.read_due")
        till.work()

    assert till.view(payment_id).state == "succeeded"


def test_the_platform_is_not_idle_while_a_delivery_or_an_operation_waits(till, queued):
    def waits(what):
        return pending().get(what, 0)

    before = waits("payment deliveries"), waits("payment operations")
    payment_id, bodies = paid_bodies(till)
    till.deliver(bodies[-1])
    assert waits("payment deliveries") == before[0] + 1
    till.work()
    assert waits("payment deliveries") == before[0]

    till.refund(payment_id, 100)
    assert waits("payment operations") == before[1] + 1
    till.work()
    assert waits("payment operations") == before[1]


def test_a_payment_whose_time_to_be_asked_after_has_come_is_waited_for(till):
    till.begin()

    with till.later(30):
        assert pending()["payments to ask after"] >= 1


def test_a_delivery_that_cannot_be_read_is_set_aside_and_can_be_replayed(till):
    _, bodies = paid_bodies(till)
    till.deliver(changed(bodies[-1], amount_minor="a lot"))
    till.work()
    minutes = 0
    while not stored(till, "dead"):
        minutes += 10
        assert minutes < 200, stored(till)
        with clock.frozen(clock.now() + timedelta(minutes=minutes)):
            work.run_timed("payments.read_due")
            till.work()

    [dead] = stored(till)
    assert dead["attempts"] == 8
    answer = till.client.post(
        f"/api/v1/organizations/{till.ctx.organization_id}/payment-deliveries/{dead['id']}/replay",
        headers=bearer(till.organization.owner),
    )
    assert (answer.status_code, answer.json["state"], answer.json["attempts"]) == (
        202,
        "received",
        0,
    )


def test_replaying_what_was_read_counts_nothing_twice(till):
    payment_id, _ = till.pay()
    for each in stored(till):
        till.client.post(
            f"/api/v1/organizations/{till.ctx.organization_id}/payment-deliveries/{each['id']}/replay",
            headers=bearer(till.organization.owner),
        )
    till.work()

    assert till.view(payment_id).captured_minor == 4200
    assert till.names_told() == ["payments.settled.v1"]


def test_signatures_and_bodies_stay_out_of_the_audit_log(till):
    till.pay()

    with transaction(till.ctx) as opened:
        rows = opened.query(
            "SELECT after FROM audit_entries WHERE table_name = 'payment_deliveries'"
            " AND action = 'insert'"
        )
    assert rows
    assert all("body" not in row[0] and "headers" not in row[0] for row in rows)


def test_staff_without_the_permission_and_strangers_see_no_deliveries(till):
    path = f"/api/v1/organizations/{till.ctx.organization_id}/payment-deliveries"
    staff = add_member(till.organization, "staff")
    stranger = make_organization().owner

    assert till.client.get(path, headers=bearer(staff)).status_code == 403
    assert till.client.get(path, headers=bearer(stranger)).status_code == 404
    assert till.client.get(path).status_code == 401


class Death(BaseException):
    """The worker's process ends here."""


@contextmanager
def dying_at(statement):
    """Whoever works here dies before sending this statement, counted from one."""
    sent = 0

    def watch(_text):
        nonlocal sent
        sent += 1
        if sent == statement:
            raise Death

    tx.observer = watch
    try:
        yield
    except Death:
        return
    finally:
        tx.observer = None
    raise AssertionError("it was finished before it could die")


@pytest.mark.parametrize("statement", range(1, 5))
def test_a_worker_that_dies_at_any_statement_leaves_nothing_half_done(till, statement):
    payment_id, bodies = paid_bodies(till)
    till.deliver(bodies[-1])
    [waiting] = stored(till)

    with dying_at(statement):
        till.read(waiting["id"])
    assert till.view(payment_id).state == "needs_action"
    assert (till.told(), till.balances()) == ([], {})
    with clock.frozen(clock.now() + timedelta(seconds=6)):
        work.run_timed("payments.read_due")
        till.work()

    assert till.view(payment_id).state == "succeeded"
    assert till.names_told() == ["payments.settled.v1"]
    assert till.balances() == {"provider_receivable": 4116, "fees": 84, "sales": -4200}


def test_deliveries_that_are_read_at_once_by_many_workers_count_once(till):
    payment_id, ref = till.begin()
    till.provider.complete(till.ctx, ref, "success", webhooks={"same_fact_other_event": 3})
    for body in till.provider.deliveries(till.ctx, ref):
        till.deliver(body)
    waiting = [each["id"] for each in stored(till, "received")]
    assert len(waiting) == 8

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(till.read, waiting * 2))

    assert till.view(payment_id).captured_minor == 4200
    assert till.names_told() == ["payments.settled.v1"]
    assert {each["state"] for each in stored(till)} == {"done"}


def test_bodies_are_dropped_after_ninety_days_and_their_facts_stay(till):
    payment_id, _ = till.pay()

    with clock.frozen(clock.now() + timedelta(days=89)):
        work.run_timed("payments.forget_old_deliveries")
    assert stored(till)
    with clock.frozen(clock.now() + timedelta(days=91)):
        work.run_timed("payments.forget_old_deliveries")

    assert stored(till) == []
    assert till.view(payment_id).state == "succeeded"
    assert len(till.get(f"/payments/{payment_id}").json["facts"]) == 2
