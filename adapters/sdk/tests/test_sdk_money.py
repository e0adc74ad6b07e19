from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout_sdk.currencies import EXPONENTS, exponent_of
from turnout_sdk.money import CurrencyMismatch, Money

CURRENCIES = st.sampled_from(sorted(EXPONENTS))
AMOUNTS = st.integers(-(10**15), 10**15)
MONEY = st.builds(Money, AMOUNTS, CURRENCIES)
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any)


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(1230, "EUR"), "12.30"),
        (Money(5, "EUR"), "0.05"),
        (Money(-5, "EUR"), "-0.05"),
        (Money(500, "JPY"), "500"),
        (Money(1234, "KWD"), "1.234"),
        (Money(1, "CLF"), "0.0001"),
        (Money(0, "USD"), "0.00"),
    ],
)
def test_text_has_the_places_of_the_currency(money, text):
    assert money.decimal() == text


@given(MONEY)
def test_text_reads_back_as_the_same_amount(money):
    assert Money.of(money.decimal(), money.currency) == money


@pytest.mark.parametrize("currency", ["", "EU", "eur", "EURO", "XXX", "XAU", "XTS", "ABC", "€"])
def test_an_unknown_currency_is_refused(currency):
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(1, currency)


@pytest.mark.parametrize("minor", [1.0, "1", True, None, Decimal(1)])
def test_only_whole_numbers_are_minor_units(minor):
    with pytest.raises(TypeError):
        Money(minor, "EUR")


@pytest.mark.parametrize("amount", [12.3, 12, None])
def test_a_float_is_never_read_as_an_amount(amount):
    with pytest.raises(TypeError):
        Money.of(amount, "EUR")


@pytest.mark.parametrize(
    "text", ["", "x", "1.001", "NaN", "Infinity", "1e99", "1e999999999", "0.1234567890123456789"]
)
def test_text_that_is_no_whole_number_of_units_is_refused(text):
    with pytest.raises(ValueError, match=r"amount|finer"):
        Money.of(text, "EUR")


@given(AMOUNTS, AMOUNTS, CURRENCIES)
def test_sums_and_differences_are_those_of_the_units(left, right, currency):
    total = Money(left, currency) + Money(right, currency)
    assert total == Money(left + right, currency)
    assert total - Money(right, currency) == Money(left, currency)
    assert (Money(left, currency) < Money(right, currency)) == (left < right)


@pytest.mark.parametrize(
    "calculate",
    [
        lambda left, right: left + right,
        lambda left, right: left - right,
        lambda left, right: left < right,
        lambda left, right: left >= right,
        lambda left, right: Money.sum([left, right], "EUR"),
    ],
)
def test_two_currencies_never_meet(calculate):
    with pytest.raises(CurrencyMismatch):
        calculate(Money(1, "EUR"), Money(1, "USD"))


@pytest.mark.parametrize("factor", [1.5, Decimal("1.5"), "2"])
def test_money_is_multiplied_by_whole_numbers_only(factor):
    with pytest.raises(TypeError):
        Money(1, "EUR") * factor


def test_money_and_numbers_do_not_mix():
    with pytest.raises(TypeError):
        Money(1, "EUR") + 1
    with pytest.raises(TypeError):
        sum([Money(1, "EUR")])


@given(MONEY, WEIGHTS)
def test_an_allocation_loses_nothing_and_is_fair_to_a_unit(money, weights):
    parts = money.allocate(weights)
    assert Money.sum(parts, money.currency) == money
    total = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor * total - money.minor * weight) < total


@pytest.mark.parametrize(
    ("minor", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (5, [3, 7], [2, 3]),
        (10, [0, 1], [0, 10]),
        (0, [1, 2], [0, 0]),
    ],
)
def test_the_largest_remainder_gets_the_odd_unit(minor, weights, parts):
    assert [part.minor for part in Money(minor, "EUR").allocate(weights)] == parts


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [2, -1]])
def test_weights_that_share_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        Money(1, "EUR").allocate(weights)


@pytest.mark.parametrize(
    ("minor", "rate", "share"),
    [(150, "0.19", 29), (50, "0.01", 1), (49, "0.01", 0), (-50, "0.01", -1), (10, "1", 10)],
)
def test_a_portion_is_rounded_half_away_from_zero(minor, rate, share):
    assert Money(minor, "EUR").portion(Decimal(rate)) == Money(share, "EUR")


def test_a_portion_takes_no_float():
    with pytest.raises(TypeError):
        Money(1, "EUR").portion(0.19)


def test_the_table_knows_currencies_of_every_size():
    assert [exponent_of(code) for code in ("JPY", "EUR", "BHD", "CLF")] == [0, 2, 3, 4]
    assert len(EXPONENTS) >= 165
    assert all(len(code) == 3 and code.isupper() for code in EXPONENTS)


def test_zero_is_neither_positive_nor_negative():
    zero = Money.zero("EUR")
    assert (zero.is_zero, zero.is_positive, zero.is_negative) == (True, False, False)
    assert abs(Money(-3, "EUR")) == -Money(-3, "EUR") == 3 * Money(1, "EUR")
