import pytest
from hypothesis import given
from hypothesis import strategies as st
from turnout_razorpay_fake.fields import PLACES

from turnout_razorpay import adapter
from turnout_razorpay.amounts import CURRENCIES, from_provider, step_of, to_provider
from turnout_sdk.currencies import EXPONENTS
from turnout_sdk.errors import Declined
from turnout_sdk.money import Money
from turnout_sdk.payments import OperationState, Refund

CAN = adapter.capabilities


@given(currency=st.sampled_from(sorted(CURRENCIES)), steps=st.integers(-(10**12), 10**12))
def test_every_expressible_amount_comes_back_as_it_went(currency, steps):
    amount = Money(steps * step_of(currency), currency)
    units = to_provider(amount)
    assert type(units) is int
    assert from_provider(units, currency) == amount


@given(currency=st.sampled_from(["KWD", "BHD", "OMR"]), minor=st.integers(1, 10**9))
def test_a_third_place_is_declined_and_never_rounded(currency, minor):
    amount = Money(minor, currency)
    assert CAN.accepts(amount) is (minor % 10 == 0)
    if minor % 10:
        with pytest.raises(Declined, match="amount-not-expressible"):
            to_provider(amount)


@given(units=st.floats(allow_nan=True) | st.text() | st.none() | st.booleans())
def test_what_is_no_whole_number_is_no_amount(units):
    with pytest.raises((TypeError, ValueError)):
        from_provider(units, "INR")


@given(minor=st.integers(1, 200))
def test_a_rupee_is_the_least(minor):
    assert CAN.accepts(Money(minor, "INR")) is (minor >= 100)


def test_the_adapter_and_the_fake_know_the_same_currencies_and_places():
    assert set(PLACES) == CURRENCIES
    assert {code: EXPONENTS[code] for code in CURRENCIES} == PLACES
    assert {limit.currency for limit in CAN.limits} == CAN.currencies == CURRENCIES


@pytest.mark.parametrize(
    "amount", [Money(100, "INR"), Money(295, "JPY"), Money(295_990, "KWD"), Money(99, "EUR")]
)
@pytest.mark.parametrize("method", ["razorpay", "checkout"])
def test_a_payment_in_any_places_is_paid_and_refunded_in_full(
    razorpay, make_charge, amount, method
):
    gateway, ref = razorpay.gateway(), razorpay.paid(make_charge(amount=amount, method=method))
    assert {fact.amount for fact in gateway.fetch(ref).facts} == {amount}
    gateway.refund(Refund(key="refund-1", provider_ref=ref, amount=amount))
    assert gateway.fetch(ref).state is OperationState.REFUNDED
