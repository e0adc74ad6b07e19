"""What comes back of a price: by days before the start, by the better of two terms, less a fee."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.orders.models import RefundKind
from turnout.modules.orders.terms import rules as terms_rules
from turnout.modules.orders.terms.rules import ApplicableTerms, BuyerTerms, Price, Tier

BRUSSELS = ZoneInfo("Europe/Brussels")
START = datetime(2027, 5, 31, 18, tzinfo=UTC)
NONE = BuyerTerms()
FULL = BuyerTerms(refund=RefundKind.FULL)
STEPS = BuyerTerms(refund=RefundKind.TIERS, tiers=(Tier(30, 10_000), Tier(7, 5_000), Tier(1, 1)))

shares = st.integers(0, 10_000)
tiers = st.lists(st.builds(Tier, st.integers(0, 90), shares), max_size=5).map(tuple)
some_terms = st.builds(
    BuyerTerms,
    refund=st.sampled_from(RefundKind),
    tiers=tiers,
    fee_minor=st.integers(0, 500),
    fee_currency=st.just("EUR"),
)


@pytest.mark.parametrize(
    ("days", "back"), [(90, 999), (30, 999), (29, 500), (7, 500), (6, 1), (1, 1), (0, 0), (-1, 0)]
)
def test_a_tier_holds_through_the_day_that_lies_so_many_days_before(days, back):
    assert STEPS.refund_of(Price(999, 1), "EUR", days_left=days) == back


@given(unit=st.integers(0, 10**9), units=st.integers(1, 50), days=st.integers(-5, 400))
def test_everything_or_nothing_comes_back_without_tiers(unit, units, days):
    assert FULL.refund_of(Price(unit, units), "EUR", days_left=days) == unit * units
    assert NONE.refund_of(Price(unit, units), "EUR", days_left=days) == 0


@given(said=some_terms, unit=st.integers(0, 10**7), days=st.integers(-5, 400), cut=st.data())
def test_giving_back_one_after_the_other_brings_what_giving_back_all_does(said, unit, days, cut):
    units = cut.draw(st.integers(1, 20))
    first = cut.draw(st.integers(0, units))

    def back(number):
        return said.refund_of(Price(unit, number), "EUR", days_left=days)

    assert back(first) + back(units - first) == back(units)
    assert 0 <= back(units) <= unit * units


@given(then=some_terms, now=some_terms, unit=st.integers(0, 10**7), days=st.integers(-5, 400))
def test_the_buyer_has_the_better_of_the_terms_of_then_and_now(then, now, unit, days):
    prices = [Price(unit, 2), Price(unit // 3, 1)]
    _, back = ApplicableTerms(then, now).best_for_buyer(prices, "EUR", days_left=days)
    assert back == max(
        sum(each.refund_of(price, "EUR", days_left=days) for price in prices)
        for each in (then, now)
    )


@given(unit=st.integers(0, 10**6).map(lambda units: units * 10), bp=shares)
def test_shares_of_dinars_end_in_nought_as_their_prices_do(unit, bp):
    said = BuyerTerms(refund=RefundKind.TIERS, tiers=(Tier(0, bp),))
    back = said.refund_of(Price(unit, 1), "KWD", days_left=1)
    assert back % 10 == 0
    assert back <= unit


def test_a_fee_is_kept_of_each_unit_in_its_own_currency_and_never_more_than_its_share():
    said = BuyerTerms(refund=RefundKind.FULL, fee_minor=300, fee_currency="EUR")
    assert said.refund_of(Price(1000, 3), "EUR", days_left=9) == 2100
    assert said.refund_of(Price(1000, 3), "USD", days_left=9) == 3000
    assert said.refund_of(Price(200, 3), "EUR", days_left=9) == 0
    assert said.refund_of(Price(1000, 3, bears_fee=False), "EUR", days_left=9) == 3000


def test_days_are_counted_by_the_calendar_of_the_event():
    just_before_midnight = datetime(2027, 5, 24, 21, 59, tzinfo=UTC)
    assert terms_rules.days_left(just_before_midnight, START, BRUSSELS) == 7
    assert terms_rules.days_left(just_before_midnight + timedelta(minutes=1), START, BRUSSELS) == 6
    assert terms_rules.days_left(START - timedelta(seconds=1), START, BRUSSELS) == 0
    assert terms_rules.days_left(START, START, BRUSSELS) < 0


def test_the_later_of_two_deadlines_counts_and_none_is_never():
    strict = BuyerTerms(changes_close_hours=48, transfers_close_hours=None)
    mild = BuyerTerms(changes_close_hours=2, transfers_close_hours=24)
    both = ApplicableTerms(then=strict, now=mild)
    assert both.changes_close_at(START) == START - timedelta(hours=2)
    assert both.transfers_close_at(START) == START - timedelta(hours=24)
    assert ApplicableTerms(strict, strict).transfers_close_at(START) is None
    assert not terms_rules.is_open(ApplicableTerms(strict, strict).transfers_close_at(None), START)
    assert terms_rules.is_open(both.transfers_close_at(None), START)
