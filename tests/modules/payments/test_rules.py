"""What the facts of a payment add up to, in whatever order and however often they came."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.payments import rules
from turnout.modules.payments.models import PaymentState
from turnout.modules.payments.provider_objects import Observation
from turnout.modules.payments.rules import ExpectedPayment, project
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update

T0 = datetime(2026, 3, 1, 12, tzinfo=UTC)
ASKED = Money(4200, "EUR")
PENDING, AUTHORIZED = FactKind.PAYMENT_PENDING, FactKind.PAYMENT_AUTHORIZED
SUCCEEDED, CAPTURED = FactKind.PAYMENT_SUCCEEDED, FactKind.PAYMENT_CAPTURED
REFUNDED, REFUNDING = FactKind.REFUND_SUCCEEDED, FactKind.REFUND_PENDING
FAILED, VOIDED = FactKind.PAYMENT_FAILED, FactKind.PAYMENT_VOIDED


def told(kind, object_id="pay", minor=4200, *, at=0, fault=None, fee=0, currency="EUR"):
    return Observation(
        kind=kind,
        object_id=object_id,
        amount=Money(minor, currency),
        occurred_at=T0 + timedelta(seconds=at),
        fee_minor=fee,
        fault=fault,
    )


STATES = [
    ([], None),
    ([told(PENDING)], PaymentState.PROCESSING),
    ([told(AUTHORIZED)], PaymentState.AUTHORIZED),
    ([told(AUTHORIZED), told(PENDING)], PaymentState.AUTHORIZED),
    ([told(AUTHORIZED), told(SUCCEEDED)], PaymentState.SUCCEEDED),
    ([told(PENDING), told(FAILED)], PaymentState.FAILED),
    ([told(AUTHORIZED), told(VOIDED)], PaymentState.CANCELLED),
    ([told(FAILED), told(SUCCEEDED)], PaymentState.SUCCEEDED),
    ([told(CAPTURED, "cap_1", 2000)], PaymentState.SUCCEEDED),
    ([told(FactKind.REFUND_SUCCEEDED, "re_1", 4200)], None),
    ([told(SUCCEEDED), told(FactKind.REFUND_PENDING, "re_1", 4200)], PaymentState.SUCCEEDED),
    ([told(SUCCEEDED), told(FactKind.REFUND_SUCCEEDED, "re_1", 1)], PaymentState.PART_REFUNDED),
    ([told(SUCCEEDED), told(FactKind.REFUND_SUCCEEDED, "re_1", 4200)], PaymentState.REFUNDED),
    ([told(SUCCEEDED, fault="amount")], None),
]


@pytest.mark.parametrize(("facts", "state"), STATES)
def test_the_state_follows_from_the_set_of_facts(facts, state):
    assert project(facts, asked=ASKED).state is state


def test_the_providers_answer_counts_only_while_the_facts_say_nothing():
    silent, paid = project([], asked=ASKED), project([told(SUCCEEDED)], asked=ASKED)

    assert rules.state_of(silent, PaymentState.NEEDS_ACTION) is PaymentState.NEEDS_ACTION
    assert rules.state_of(paid, PaymentState.NEEDS_ACTION) is PaymentState.SUCCEEDED


def test_captures_add_up_and_one_object_counts_once():
    facts = [told(CAPTURED, "cap_1", 2000, fee=40), told(CAPTURED, "cap_2", 2200, fee=44)]
    both = [told(SUCCEEDED, "pay"), told(CAPTURED, "pay")]

    assert project(facts, asked=ASKED).captured_minor == 4200
    assert project(facts, asked=ASKED).fee_minor == 84
    assert project(both, asked=ASKED).captured_minor == 4200


def test_more_than_was_asked_for_is_held_for_review():
    facts = [told(CAPTURED, "cap_1", 3000), told(CAPTURED, "cap_2", 3000)]

    assert project(facts, asked=ASKED).review_reason == "amount"


@pytest.mark.parametrize("kind", [REFUNDED, REFUNDING])
def test_more_sent_back_than_the_payment_was_is_held_for_review(kind):
    paid = told(SUCCEEDED, "pay")
    too_much = [paid, told(kind, "re_1", 4201)]
    twice = [paid, told(REFUNDED, "re_1", 4200), told(kind, "re_2", 1)]
    before_the_payment = [told(kind, "re_1", 4201)]

    for facts in (too_much, twice, before_the_payment):
        assert project(facts, asked=ASKED).review_reason == "amount"
        seen = [replace(each, is_accepted=True) for each in facts]
        assert project(seen, asked=ASKED).review_reason is None


def test_what_was_paid_too_much_may_go_back():
    facts = [told(CAPTURED, "cap_1", 6000), told(REFUNDED, "re_1", 6000)]
    seen = [replace(facts[0], is_accepted=True), facts[1]]

    assert project(seen, asked=ASKED).review_reason is None


def test_a_failed_refund_gave_nothing_back():
    facts = [
        told(SUCCEEDED),
        told(FactKind.REFUND_PENDING, "re_1", 1000),
        told(FactKind.REFUND_FAILED, "re_1", 1000),
        told(FactKind.REFUND_PENDING, "re_2", 500),
    ]

    projection = project(facts, asked=ASKED)

    assert (projection.refunded_minor, projection.returning_minor) == (0, 500)


@pytest.mark.parametrize(
    ("kinds", "dispute", "away"),
    [
        ([FactKind.DISPUTE_OPENED], "open", 4200),
        ([FactKind.DISPUTE_OPENED, FactKind.DISPUTE_WON], "won", 0),
        ([FactKind.DISPUTE_OPENED, FactKind.DISPUTE_LOST], "lost", 4200),
        ([FactKind.DISPUTE_LOST], "lost", 4200),
    ],
)
def test_a_dispute_takes_the_money_away_until_it_is_won(kinds, dispute, away):
    facts = [told(SUCCEEDED), *(told(kind, "dp_1") for kind in kinds)]

    projection = project(facts, asked=ASKED)

    assert (projection.dispute, projection.disputed_minor) == (dispute, away)


def facts_of_a_payment():
    return st.lists(
        st.builds(
            told,
            st.sampled_from(list(FactKind)),
            st.sampled_from(["pay", "cap_1", "cap_2", "re_1", "re_2", "dp_1", "dp_2"]),
            st.integers(min_value=1, max_value=9000),
            at=st.integers(min_value=0, max_value=90),
            fee=st.integers(min_value=0, max_value=90),
            fault=st.sampled_from([None, None, None, "amount", "currency", "reference"]),
        ),
        max_size=12,
        unique_by=lambda fact: (fact.kind, fact.object_id),
    )


@given(facts=facts_of_a_payment(), data=st.data())
def test_order_and_repetition_change_nothing(facts, data):
    repeated = facts + (data.draw(st.lists(st.sampled_from(facts), max_size=8)) if facts else [])
    shuffled = data.draw(st.permutations(repeated))

    assert project(shuffled, asked=ASKED) == project(facts, asked=ASKED)


@given(facts=facts_of_a_payment())
def test_what_was_collected_never_shrinks_as_more_is_told(facts):
    amounts = [project(facts[:n], asked=ASKED).captured_minor for n in range(len(facts) + 1)]
    honest = all(
        fact.amount == ASKED for fact in facts if fact.kind is SUCCEEDED and not fact.fault
    )

    if honest and not any(fact.kind is CAPTURED and fact.amount > ASKED for fact in facts):
        assert amounts == sorted(amounts)


def update(**changes):
    values = {
        "delivery_id": "evt_1",
        "provider_ref": "pay_1",
        "kind": SUCCEEDED,
        "object_id": "pay_1",
        "amount": ASKED,
        "occurred_at": T0,
        "reference": "01a1f828-55fc-7ffc-938a-66087d3a9039",
        "account": "acme",
    }
    return Update(**values | changes)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({}, None),
        ({"reference": None, "account": None}, None),
        ({"account": "other"}, "account"),
        ({"provider_ref": "pay_2"}, "reference"),
        ({"reference": "somebody else's"}, "reference"),
        ({"amount": Money(4200, "USD")}, "currency"),
        ({"amount": Money(4199, "EUR")}, "amount"),
        ({"amount": Money(4201, "EUR")}, "amount"),
        ({"kind": CAPTURED, "amount": Money(4201, "EUR")}, "amount"),
        ({"kind": CAPTURED, "amount": Money(2000, "EUR")}, None),
        ({"kind": FactKind.REFUND_SUCCEEDED, "amount": Money(5, "EUR")}, None),
    ],
)
def test_each_mismatch_has_a_name(changes, fault):
    from uuid import UUID

    asked = ExpectedPayment(
        payment_id=UUID("01a1f828-55fc-7ffc-938a-66087d3a9039"),
        amount=ASKED,
        provider_ref="pay_1",
        account="acme",
    )

    assert rules.mismatch(update(**changes), asked) == fault


@pytest.mark.parametrize(
    ("state", "pending_since", "asked_at", "seconds"),
    [
        (PaymentState.PENDING, None, None, None),
        (PaymentState.PENDING, None, T0, rules.LEASE_SECONDS),
        (PaymentState.NEEDS_ACTION, None, T0, None),
        (PaymentState.PROCESSING, T0 + timedelta(seconds=5), T0, 5 + 259_200),
        (PaymentState.AUTHORIZED, T0, T0, 259_200),
        (PaymentState.UNKNOWN, None, T0, 259_200),
        (PaymentState.SUCCEEDED, T0, T0, None),
        (PaymentState.FAILED, T0, T0, None),
    ],
)
def test_only_a_payment_under_way_keeps_stock(state, pending_since, asked_at, seconds):
    until = rules.stock_hold_until(
        state, pending_since=pending_since, asked_at=asked_at, longest=259_200
    )

    assert until == (None if seconds is None else T0 + timedelta(seconds=seconds))


def test_asking_after_a_payment_grows_rare_and_ends():
    def at(polls, later):
        return rules.next_poll(
            PaymentState.NEEDS_ACTION, since=T0, longest=0, polls=polls, now=T0 + later
        )

    assert at(0, timedelta()) == T0 + timedelta(seconds=20)
    assert at(50, timedelta()) == T0 + timedelta(hours=1)
    assert at(50, timedelta(days=2)) is None
