"""How a payment plan cuts a total into parts."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.orders.terms import rules as plan_rules
from turnout.modules.orders.terms.rules import Instalment, InstalmentRule, PlanTerms
from turnout_sdk.money import Money

ZONE = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
STARTS = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def terms(**values):
    given_values = {
        "currency": "EUR",
        "deposit_bp": 2000,
        "instalments": (InstalmentRule(days=30), InstalmentRule(days=60)),
    }
    return PlanTerms(**(given_values | values))


def cut(plan, minor=10_000, currency="EUR", **values):
    at = {"now": NOW, "zone": ZONE, "starts_at": STARTS} | values
    return plan_rules.instalments_for(plan, Money(minor, currency), **at)


instalments = st.lists(
    st.one_of(
        st.builds(InstalmentRule, days=st.integers(0, 400)),
        st.builds(InstalmentRule, on=st.dates(date(2026, 1, 1), date(2027, 12, 31))),
    ),
    min_size=1,
    max_size=12,
).map(tuple)


@given(
    currency=st.sampled_from(["JPY", "EUR", "KWD"]),
    total=st.integers(1, 10**9),
    deposit_bp=st.integers(1, 9999),
    instalments=instalments,
    last_days_before=st.integers(0, 60),
)
def test_the_parts_add_up_to_the_total_to_the_minor_unit(
    currency, total, deposit_bp, instalments, last_days_before
):
    plan = PlanTerms(
        currency=currency,
        deposit_bp=deposit_bp,
        instalments=instalments,
        last_days_before=last_days_before,
    )
    parts = cut(plan, total, currency)
    if not parts:
        return
    assert sum(part.amount_minor for part in parts) == total
    assert all(part.amount_minor > 0 for part in parts)
    days = [part.due_at for part in parts]
    assert days == sorted(set(days)), "later parts are due later, and no two on one day"
    last = STARTS.astimezone(ZONE).date() - timedelta(days=last_days_before)
    assert all(part.due_at.astimezone(ZONE).date() <= last for part in parts[1:])
    if currency == "KWD" and total % 10 == 0:
        assert all(part.amount_minor % 10 == 0 for part in parts)


@given(
    total=st.integers(3, 10**6),
    deposit_bp=st.integers(1, 9999),
    paid=st.integers(0, 10**6),
    at=st.integers(0, 400),
)
def test_what_is_due_is_never_more_than_what_is_left_and_something_while_anything_is(
    total, deposit_bp, paid, at
):
    parts = cut(terms(deposit_bp=deposit_bp), total)
    paid = min(paid, total)
    due = plan_rules.due_now(parts, paid_minor=paid, now=NOW + timedelta(days=at))
    if parts:
        assert 0 <= due <= total - paid
        assert (due > 0) == (paid < total)


def test_a_deposit_of_a_fifth_and_two_instalments_at_the_end_of_their_days():
    parts = cut(terms(), 10_001)
    assert [part.amount_minor for part in parts] == [2001, 4000, 4000]
    assert parts[0].due_at == NOW
    assert [part.due_at.isoformat() for part in parts[1:]] == [
        "2026-12-20T23:59:59+01:00",
        "2027-01-19T23:59:59+01:00",
    ]


def test_what_does_not_divide_goes_to_the_first_instalments():
    three = tuple(InstalmentRule(days=10 * number) for number in (1, 2, 3))
    parts = cut(terms(deposit_bp=None, deposit_minor=1000, instalments=three), 1011)
    assert [part.amount_minor for part in parts] == [1000, 4, 4, 3]


def test_days_after_the_last_day_before_the_event_move_to_it_and_become_one():
    late = (InstalmentRule(days=90), InstalmentRule(on=date(2027, 6, 1)))
    parts = cut(terms(instalments=late, last_days_before=14))
    assert [part.amount_minor for part in parts] == [2000, 8000]
    assert parts[1].due_at.date() == date(2027, 2, 15)


def test_an_instalment_whose_day_has_come_is_paid_with_the_deposit():
    plan = terms(instalments=(InstalmentRule(on=date(2026, 11, 1)), InstalmentRule(days=30)))
    assert [part.amount_minor for part in cut(plan)] == [6000, 4000]


@pytest.mark.parametrize(
    ("minor", "currency", "values"),
    [
        (10_000, "USD", {}),
        (9_999, "EUR", {"minimum_minor": 10_000}),
        (10_000, "EUR", {"deposit_bp": None, "deposit_minor": 9_999}),
        (2, "EUR", {}),
        (10_000, "EUR", {"last_days_before": 365}),
        (10_000, "EUR", {"instalments": (InstalmentRule(on=date(2026, 11, 20)),)}),
    ],
    ids=["currency", "minimum", "no room", "too little", "too late", "all due now"],
)
def test_a_plan_that_does_not_fit_is_not_offered(minor, currency, values):
    assert cut(terms(**values), minor, currency) == ()


PARTS = (
    Instalment(2000, NOW),
    Instalment(4000, NOW + timedelta(days=30)),
    Instalment(4000, NOW + timedelta(days=60)),
)


@pytest.mark.parametrize(
    ("paid", "days", "due"),
    [
        (0, 0, 2000),
        (500, 0, 1500),
        (2000, 0, 4000),
        (2000, 31, 4000),
        (0, 31, 6000),
        (2000, 61, 8000),
        (6000, 0, 4000),
        (10_000, 0, 0),
    ],
)
def test_due_is_the_next_part_with_everything_that_is_overdue(paid, days, due):
    assert plan_rules.due_now(PARTS, paid_minor=paid, now=NOW + timedelta(days=days)) == due


@pytest.mark.parametrize(
    ("paid", "days"), [(0, None), (1999, None), (2000, 33), (5999, 33), (6000, 63), (10_000, None)]
)
def test_what_was_paid_keeps_places_until_the_next_part_and_its_grace(paid, days):
    until = plan_rules.plan_holds_until(PARTS, paid_minor=paid, grace=timedelta(days=3))
    assert until == (None if days is None else NOW + timedelta(days=days))
