"""What an order owes: which sums are asked again, how many are fresh, and what a person must say."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from turnout.modules.orders.models import RefundState
from turnout.modules.orders.refunds import rules as refund_rules
from turnout.modules.orders.refunds.rules import RefundBalance, RefundRequest

T0 = datetime(2026, 3, 1, tzinfo=UTC)
PAYMENT, RETURN = UUID(int=1), UUID(int=2)
FAILED, SENT, SETTLED = RefundState.FAILED, RefundState.SUCCEEDED, RefundState.SETTLED


def hours(count):
    return T0 + timedelta(hours=count)


def part(number, minor, state, **values):
    return RefundRequest(
        **{
            "id": UUID(int=100 + number),
            "payment_id": PAYMENT,
            "return_id": RETURN,
            "amount_minor": minor,
            "state": state,
            "is_owed": True,
            "requested_at": hours(number),
            "ask_again_at": hours(10) if state is FAILED else None,
            **values,
        }
    )


def gift(number, minor, state=SENT):
    return part(number, minor, state, return_id=None, is_owed=False, ask_again_at=None)


def owed(*parts, kept, due=75, returned=25, paid=100):
    return RefundBalance(paid=paid, kept=kept, due=due, parts=parts, returns={RETURN: returned})


def asked(standing, *, at=11):
    return [amount for _, amount in standing.due_retries(hours(at))]


@pytest.mark.parametrize(
    ("attempts", "is_refused", "wait"),
    [(1, False, 12), (2, False, 24), (3, False, 48), (4, False, 96), (5, False, None),
     (9, False, None), (1, True, None)],
)  # fmt: skip
def test_each_failure_is_waited_for_twice_as_long_and_the_fifth_is_the_last(
    attempts, is_refused, wait
):
    found = refund_rules.next_retry_at(attempts=attempts, is_refused=is_refused, now=T0)
    assert found == (hours(wait) if wait else None)


def test_a_failed_refund_is_asked_again_when_its_time_has_come_and_not_before():
    standing = owed(part(1, 25, FAILED), kept=100)
    assert asked(standing, at=9) == []
    assert asked(standing) == [25]
    assert (standing.not_yet_requested, standing.overpaid) == (0, 25)


def test_what_was_refused_or_seen_to_is_not_asked_again():
    assert asked(owed(part(1, 25, FAILED, ask_again_at=None), kept=100)) == []
    settled = owed(part(1, 25, SETTLED), kept=75)
    assert (asked(settled), settled.overpaid, settled.not_yet_requested) == ([], 0, 0)


@pytest.mark.parametrize(
    ("given", "again"), [(gift(0, 25), [25]), (gift(2, 25), []), (gift(2, 1), [])]
)
def test_money_sent_after_a_refund_failed_leaves_the_decision_to_whoever_sent_it(given, again):
    standing = owed(part(1, 25, FAILED), given, kept=100 - given.amount_minor)
    assert asked(standing) == again
    assert standing.for_returns == 25


def test_money_that_somebody_sent_at_the_provider_is_doubtful_too():
    assert asked(owed(part(1, 25, FAILED), kept=75)) == []


def test_a_person_who_pays_a_return_pays_it_once():
    both = owed(part(1, 25, FAILED), part(2, 25, SENT), kept=75)
    assert (asked(both), both.overpaid) == ([], 0)
    twice = owed(part(1, 25, FAILED), part(2, 25, FAILED), kept=100)
    assert (asked(twice), twice.overpaid) == ([25], 25)


def test_what_is_not_due_besides_returns_is_asked_once_and_then_as_any_other_failure():
    double = owed(kept=200, due=100, returned=0, paid=200)
    assert (double.not_yet_requested, double.overpaid, asked(double)) == (100, 100, [])
    refund = part(1, 100, FAILED, return_id=None)
    failed = owed(refund, kept=200, due=100, returned=0, paid=200)
    assert (failed.not_yet_requested, asked(failed)) == (0, [100])
    less = owed(refund, gift(0, 40), kept=160, due=100, returned=0, paid=200)
    assert (less.not_yet_requested, asked(less)) == (0, [60])


def test_never_more_is_asked_than_is_here():
    assert asked(owed(part(1, 25, FAILED), gift(0, 90), kept=10)) == []
    standing = owed(part(1, 25, FAILED), gift(0, 90), kept=10)
    assert (standing.for_returns, standing.not_yet_requested) == (10, 0)


def test_what_an_organizer_gave_besides_and_could_not_is_nobodys_due():
    standing = owed(gift(1, 25, FAILED), kept=100, due=100, returned=0)
    assert (standing.overpaid, standing.not_yet_requested, asked(standing)) == (0, 0, [])


OLD, NEW = UUID(int=5), UUID(int=6)


@pytest.mark.parametrize(
    ("amount", "failed", "shares"),
    [
        (30, (), {NEW: 30}),
        (60, (), {NEW: 40, OLD: 20}),
        (30, (part(1, 40, FAILED, payment_id=NEW),), {OLD: 30}),
        (70, (part(1, 40, FAILED, payment_id=NEW),), {OLD: 50, NEW: 20}),
        (30, (part(1, 40, SENT, payment_id=NEW),), {NEW: 30}),
        (30, (part(1, 60, FAILED, payment_id=NEW), part(2, 60, FAILED, payment_id=OLD)), {NEW: 30}),
        (99, (), {NEW: 40, OLD: 50}),
    ],
)
def test_what_a_payment_refused_already_is_asked_for_last(amount, failed, shares):
    assert refund_rules.allocate(amount, {NEW: 40, OLD: 50}, failed) == shares
