"""Amounts go out as PayPal writes them and come back as they went."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from turnout_paypal_fake.amounts import CURRENCIES as THEIRS
from turnout_paypal_fake.amounts import WITHOUT_DECIMALS

from turnout_paypal import adapter
from turnout_paypal.amounts import (
    CURRENCIES,
    fee_from_provider,
    from_provider,
    step_of,
    to_provider,
)
from turnout_paypal.metadata import LONGEST, Label
from turnout_sdk.currencies import EXPONENTS
from turnout_sdk.errors import Declined
from turnout_sdk.money import Money
from turnout_sdk.payments import OperationState, Refund

CAN = adapter.capabilities


@pytest.mark.parametrize(
    ("amount", "value"),
    [
        (Money(1230, "EUR"), "12.30"),
        (Money(5, "EUR"), "0.05"),
        (Money(500, "JPY"), "500"),
        (Money(150_000, "HUF"), "1500"),
        (Money(4200, "TWD"), "42"),
    ],
)
def test_amounts_are_written_as_paypal_writes_them(amount, value):
    written = to_provider(amount)
    assert written == {"currency_code": amount.currency, "value": value}
    assert from_provider(written) == amount


@pytest.mark.parametrize("amount", [Money(150_050, "HUF"), Money(4201, "TWD")])
def test_what_paypal_cannot_express_is_declined_and_never_rounded(amount):
    with pytest.raises(Declined, match="amount-not-expressible"):
        to_provider(amount)
    assert not CAN.accepts(amount)


@given(currency=st.sampled_from(sorted(CURRENCIES)), steps=st.integers(1, 10**14))
def test_every_expressible_amount_comes_back_as_it_went(currency, steps):
    amount = Money(steps * step_of(currency), currency)
    written = to_provider(amount)
    assert type(written["value"]) is str
    assert from_provider(json.loads(json.dumps(written), parse_float=pytest.fail)) == amount
    if currency in WITHOUT_DECIMALS:
        assert "." not in written["value"]


@given(currency=st.sampled_from(sorted(WITHOUT_DECIMALS)), whole=st.integers(1, 10**9))
def test_needless_places_in_an_answer_do_no_harm(currency, whole):
    told = {"currency_code": currency, "value": f"{whole}.00"}
    assert to_provider(from_provider(told))["value"] == str(whole)


@pytest.mark.parametrize("value", [12.3, 12, None, "", "1,00", "12.345", "1e400", "NaN"])
def test_what_is_no_amount_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        from_provider({"currency_code": "EUR", "value": value})


@pytest.mark.parametrize(
    ("value", "minor"), [("1.40", 140), ("1.405", 141), ("0.004", 0), ("-1.40", -140)]
)
def test_a_fee_finer_than_the_currency_is_rounded(value, minor):
    assert fee_from_provider({"currency_code": "EUR", "value": value}) == Money(minor, "EUR")


def test_the_declared_currencies_are_known_to_iso_and_to_the_fake():
    assert set(EXPONENTS) >= CURRENCIES
    assert CURRENCIES <= THEIRS
    assert {limit.currency for limit in CAN.limits} == CAN.currencies == CURRENCIES
    for currency in WITHOUT_DECIMALS:
        assert step_of(currency) == 10 ** EXPONENTS[currency]
    assert CAN.accepts(Money(1, "EUR"))
    assert not CAN.accepts(Money(1, "HUF"))
    assert not CAN.accepts(Money(100, "RUB"))


@pytest.mark.parametrize("amount", [Money(700, "JPY"), Money(150_000, "HUF"), Money(4200, "TWD")])
def test_a_payment_without_places_is_paid_and_refunded_in_full(paypal, make_charge, amount):
    gateway, ref = paypal.gateway(), paypal.paid(make_charge(amount=amount))
    assert gateway.fetch(ref).facts[-1].amount == amount
    gateway.refund(Refund(key="r1", provider_ref=ref, amount=amount))
    assert gateway.fetch(ref).state is OperationState.REFUNDED


_text = st.text(max_size=60)
_order_id = st.from_regex(r"[0-9A-Z]{17}", fullmatch=True)


@given(reference=_text.filter(lambda text: ":" not in text), order_id=_order_id, key=_text)
def test_a_label_is_read_as_it_was_written(reference, order_id, key):
    label = Label(reference, order_id, key or None)
    written = label.write()
    assert len(written) <= LONGEST or len(reference) > LONGEST - 18
    is_whole = bool(key) and len(f"{reference}:{order_id}:{key}") <= LONGEST
    assert Label.read(written) == Label(reference, order_id, key if is_whole else None)


@given(st.one_of(st.none(), st.integers(), _text))
def test_what_is_no_label_is_not_taken_for_one(custom_id):
    found = Label.read(custom_id)
    assert found is None or found.write() == custom_id


def test_decimals_of_the_fake_never_become_floats(paypal, make_charge):
    ref = paypal.paid(make_charge(amount=Money(4_503_599_627, "EUR")))
    [capture] = paypal.order(ref)["purchase_units"][0]["payments"]["captures"]
    assert Decimal(capture["amount"]["value"]) == Decimal("45035996.27")
