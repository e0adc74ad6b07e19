"""Prices after a bulk edit, beside decimal arithmetic."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.bulk_edits import rules
from turnout.modules.bulk_edits.types import PriceChange, Rounding

HOW = {
    Rounding.UP.value: ROUND_CEILING,
    Rounding.DOWN.value: ROUND_FLOOR,
    Rounding.NEAREST.value: ROUND_HALF_UP,
}
PRICES = st.integers(0, 10**9)
STEPS = st.sampled_from([1, 5, 10, 50, 100, 500, 1000])


def exactly(value: Decimal, *, step: int, how: str) -> int:
    return int((value / step).quantize(Decimal(1), rounding=HOW[how])) * step


@given(PRICES, st.integers(-10_000, 100_000), STEPS, st.sampled_from(sorted(HOW)))
def test_a_share_is_what_decimals_say(price, percent_bp, step, how):
    change = PriceChange(percent_bp=percent_bp, round_to_minor=step, rounding=how)
    share = Decimal(price) * (10_000 + percent_bp) / 10_000
    assert rules.changed_price(change, price, "EUR") == exactly(share, step=step, how=how)


@given(PRICES, st.integers(0, 10**6), STEPS, st.sampled_from(sorted(HOW)))
def test_an_amount_goes_to_a_multiple_of_the_step(price, amount, step, how):
    change = PriceChange(add_minor=amount, round_to_minor=step, rounding=how)
    found = rules.changed_price(change, price, "EUR")
    assert found % step == 0
    assert abs(found - (price + amount)) < step


@given(PRICES, st.integers(-10_000, 100_000))
def test_dinars_stay_payable(price, percent_bp):
    assert rules.changed_price(PriceChange(percent_bp=percent_bp), price, "KWD") % 10 == 0


def test_a_set_price_is_the_same_for_all_and_may_be_rounded():
    assert rules.changed_price(PriceChange(set_minor=1999), 5, "EUR") == 1999
    change = PriceChange(set_minor=1999, round_to_minor=100)
    assert rules.changed_price(change, 5, "EUR") == 2000
