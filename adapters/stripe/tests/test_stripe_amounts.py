import pytest
from hypothesis import given
from hypothesis import strategies as st
from turnout_stripe_fake.amounts import MINIMUMS, ZERO_DECIMAL

from turnout_sdk.currencies import EXPONENTS
from turnout_sdk.errors import Declined
from turnout_sdk.money import Money
from turnout_sdk.payments import OperationState, Refund
from turnout_stripe import adapter
from turnout_stripe.amounts import CURRENCIES, from_provider, step_of, to_provider

CAN = adapter.capabilities


@pytest.mark.parametrize(
    ("amount", "units"),
    [
        (Money(1230, "EUR"), 1230),
        (Money(500, "JPY"), 500),
        (Money(5120, "KWD"), 5120),
        (Money(500, "MGA"), 5),
        (Money(5, "ISK"), 500),
        (Money(5, "UGX"), 500),
    ],
)
def test_amounts_are_counted_as_stripe_counts_them(amount, units):
    assert to_provider(amount) == units
    assert from_provider(units, amount.currency.lower()) == amount


@pytest.mark.parametrize("amount", [Money(5124, "KWD"), Money(501, "MGA")])
def test_what_stripe_cannot_express_is_declined_and_never_rounded(amount):
    with pytest.raises(Declined, match="amount-not-expressible"):
        to_provider(amount)


def test_half_a_krona_is_no_amount_of_ours():
    with pytest.raises(ValueError, match="finer"):
        from_provider(550, "isk")


@given(currency=st.sampled_from(sorted(CURRENCIES)), steps=st.integers(-(10**12), 10**12))
def test_every_expressible_amount_comes_back_as_it_went(currency, steps):
    amount = Money(steps * step_of(currency), currency)
    assert from_provider(to_provider(amount), currency) == amount


def test_the_declared_currencies_are_all_known_and_limited():
    assert set(EXPONENTS) >= CURRENCIES
    assert {limit.currency for limit in CAN.limits} == CAN.currencies == CURRENCIES
    for limit in CAN.limits:
        assert to_provider(Money(limit.minimum_minor, limit.currency)) > 0
        assert to_provider(Money(limit.maximum_minor, limit.currency)) >= 99_999_900
    assert CAN.accepts(Money(50, "EUR"))
    assert not CAN.accepts(Money(49, "EUR"))
    assert not CAN.accepts(Money(100, "EUR"), "blik")
    assert CAN.accepts(Money(5120, "KWD"))
    assert not CAN.accepts(Money(5124, "KWD"))
    assert not CAN.accepts(Money(150, "MGA"))


def test_the_adapter_and_the_fake_read_the_same_tables_of_stripe():
    minimums = {limit.currency: limit.minimum_minor for limit in CAN.limits}
    for currency, units in MINIMUMS.items():
        assert to_provider(Money(minimums[currency.upper()], currency.upper())) == units
    for currency in ZERO_DECIMAL:
        assert currency.upper() in CURRENCIES
        assert to_provider(Money(100, currency.upper())) in (100, 1)


@pytest.mark.parametrize("amount", [Money(700, "JPY"), Money(5120, "KWD"), Money(9, "ISK")])
def test_a_payment_in_any_exponent_is_paid_and_refunded_in_full(stripe, make_charge, amount):
    gateway, ref = stripe.gateway(), stripe.paid(make_charge(amount=amount))
    assert gateway.fetch(ref).facts[0].amount == amount
    gateway.refund(Refund(key="r1", provider_ref=ref, amount=amount))
    assert gateway.fetch(ref).state is OperationState.REFUNDED
