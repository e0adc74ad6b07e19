import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout_banktransfer import adapter
from turnout_banktransfer.references import (
    is_valid,
    printed,
    reference_for,
    references_in,
    with_check_digits,
)
from turnout_sdk.errors import Declined, Misconfigured
from turnout_sdk.money import Money
from turnout_sdk.payments import Charge, Fetches, Flow, OperationState, Refunds, Starts, Verifies

DAY = 24 * 3600


def charge(**changes):
    values = {
        "key": "key-1",
        "reference": "payment-7",
        "amount": Money(4200, "EUR"),
        "description": "2 tickets",
        "return_url": "http://shop.example/thanks",
        "cancel_url": "http://shop.example/basket",
    }
    return Charge(**values | changes)


def test_the_buyer_is_told_where_to_send_how_much_and_under_which_reference(make_gateway):
    operation = make_gateway(bic="BYLADEM1001", bank_name="Test Bank").start(charge())
    action = operation.next_action
    assert (operation.state, action.flow) == (OperationState.PENDING, Flow.INSTRUCTIONS)
    assert dict(action.instructions) == {
        "Account holder": "Congress e. V.",
        "IBAN": "DE02 1203 0000 0000 2020 51",
        "BIC": "BYLADEM1001",
        "Bank": "Test Bank",
        "Amount": "€42.00",
        "Reference": printed(operation.provider_ref),
        "Pay by": "11 March 2026",
    }
    assert is_valid(operation.provider_ref)


@pytest.mark.parametrize(
    ("locale", "amount", "written"),
    [
        ("de", Money(102550, "EUR"), ("1.025,50\xa0€", "11. März 2026")),
        ("en", Money(102550, "CHF"), ("CHF\xa01,025.50", "11 March 2026")),
        ("en", Money(5000, "JPY"), ("JP¥5,000", "11 March 2026")),
        ("so", Money(123456, "SOS"), ("S\xa01,234.56",)),
        ("fr", Money(123456, "IQD"), ("123,456\xa0IQD", "11 mars 2026")),
    ],
)
def test_amount_and_day_read_as_the_buyer_writes_them(make_gateway, locale, amount, written):
    action = make_gateway().start(charge(locale=locale, amount=amount)).next_action
    assert {*written} <= {*action.instructions.values()}


@pytest.mark.parametrize(
    ("locale", "label"), [("de-AT", "Verwendungszweck"), ("fr", "Référence"), ("xx", "Reference")]
)
def test_instructions_speak_the_buyers_language(make_gateway, locale, label):
    assert label in make_gateway().start(charge(locale=locale)).next_action.instructions


def test_the_same_key_is_the_same_payment_and_another_is_another(make_gateway):
    gateway = make_gateway()
    refs = [gateway.start(charge(key=key)).provider_ref for key in ("a", "a", "b")]
    assert refs[0] == refs[1] != refs[2]


def test_what_a_transfer_cannot_do_is_declined(make_gateway):
    with pytest.raises(Declined, match="capture-not-separate"):
        make_gateway().start(charge(capture=False))
    with pytest.raises(Declined, match="currency-not-accepted"):
        make_gateway(currencies=["CHF"]).start(charge())


def test_the_adapter_does_what_it_declares_and_no_more(make_gateway):
    can, gateway = adapter.capabilities, make_gateway()
    assert isinstance(gateway, Starts)
    assert not isinstance(gateway, Verifies | Refunds | Fetches)
    assert not can.refund
    assert can.longest_pending_seconds == 21 * DAY
    assert adapter.is_compatible()
    assert json.loads(json.dumps(adapter.describe()))["secrets"] == []
    health = gateway.health()
    assert (health.is_healthy, health.account) == (True, "DE02…2051")


@pytest.mark.parametrize(
    "wrong",
    [
        {"iban": "DE02 1203 0000 0000 2020 52"},
        {"iban": "nonsense"},
        {"bic": "short"},
        {"days_to_pay": 19},
        {"currencies": ["EURO"]},
        {"account_holder": ""},
        {"surprise": 1},
    ],
)
def test_wrong_settings_are_named(make_gateway, wrong):
    with pytest.raises(Misconfigured, match=next(iter(wrong))):
        make_gateway(**wrong)


def test_the_standards_own_example_is_valid():
    assert with_check_digits("539007547034") == "RF18539007547034"
    assert is_valid("RF18539007547034")
    assert not is_valid("RF19539007547034")
    with pytest.raises(ValueError, match="letters and digits"):
        with_check_digits("")


@given(st.text(min_size=1), st.data())
def test_one_wrong_or_two_swapped_characters_never_pass(key, data):
    reference = reference_for(key)
    assert is_valid(reference)
    place = data.draw(st.integers(4, len(reference) - 2))
    swapped = [*reference]
    swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
    other = data.draw(st.sampled_from("0123456789"))
    changed = reference[:place] + other + reference[place + 1 :]
    for wrong in ("".join(swapped), changed):
        same_kind = reference[place].isdigit()
        if wrong != reference and same_kind:
            assert not is_valid(wrong) or not reference[place + 1].isdigit()


@given(st.text(min_size=1), st.lists(st.sampled_from([" ", "-", "/", "\n", "."]), max_size=40))
def test_a_reference_is_found_however_it_was_broken(key, separators):
    reference = reference_for(key)
    parts = [
        each + (separators[place] if place < len(separators) else "")
        for place, each in enumerate(reference.lower())
    ]
    assert list(references_in(f"Tickets {''.join(parts)} danke")) == [reference]


def test_a_misread_letter_is_put_right_and_a_wrong_digit_is_not():
    reference = next(
        each for each in map(reference_for, map(str, range(99))) if "0" in each[4:] and "1" in each
    )
    misread = reference[:4] + reference[4:].replace("0", "O").replace("1", "l")
    assert list(references_in(misread)) == [reference]
    assert list(references_in("RF" + "00" + reference[4:])) == []
