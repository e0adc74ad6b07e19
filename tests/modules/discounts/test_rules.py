"""What codes take off, in which order, and how they are read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.discounts.errors import DiscountCodeRefused
from turnout.modules.discounts.rules import (
    LETTERS,
    LONGEST_PREFIX,
    apply,
    drawn_code,
    key_of,
    off_each,
    require_usable,
    written,
)
from turnout.modules.discounts.types import Discount, DiscountableLine, RedeemableCode

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TYPE = UUID(int=7)


def a_discount(number=1, **values):
    return Discount(
        **{
            "id": UUID(int=number),
            "event_id": None,
            "name": "Autumn",
            "percent_bp": None,
            "amount_minor": None,
            "currency": "EUR" if values.get("amount_minor") else None,
            "ticket_type_ids": (),
            "opens_hidden": False,
            "is_stackable": True,
            "starts_at": None,
            "ends_at": None,
            "uses_per_code": None,
            "uses_per_person": None,
            "minimum_quantity": 1,
            "minimum_minor": 0,
            "amounts": {},
            "state": "active",
            "version": 1,
            "created_at": NOW,
            "code_count": 1,
            "code": None,
            "uses": 0,
            **values,
        }
    )


def a_code(number=1, *, uses=0, person_use=None, **values):
    discount = a_discount(number, **values)
    return RedeemableCode(
        code_id=UUID(int=100 + number),
        code=f"CODE{number}",
        key=f"C0DE{number}",
        discount=discount,
        uses=uses,
        person_use=person_use,
    )


def a_line(unit_minor=1000, quantity=1, **values):
    return DiscountableLine(
        **{
            "ticket_type_id": TYPE,
            "quantity": quantity,
            "unit_minor": unit_minor,
            "currency": "EUR",
            "own_currency": "EUR",
            "is_fixed": True,
            "is_hidden": False,
            **values,
        }
    )


def reason_of(call, *arguments, **named):
    with pytest.raises(DiscountCodeRefused) as refused:
        call(*arguments, **named)
    return refused.value.errors[0].pointer, refused.value.errors[0].code


@pytest.mark.parametrize(
    ("typed", "code", "key"),
    [
        ("harbour-20", "HARBOUR20", "HARB0UR20"),
        (" Lion 10 ", "LION10", "110N10"),
        ("Harbour–20", "HARBOUR20", "HARB0UR20"),
        ("ｈａｒｂｏｕｒ٢٠", "HARBOUR20", "HARB0UR20"),
        ("LİON\u200b10", "LION10", "110N10"),
        ("ABC", None, None),
        ("X" * 21, None, None),
        ("ÄRGER1", None, None),
        ("ABCD\x00", None, None),
    ],
)
def test_codes_are_read_without_case_blanks_and_look_alikes(typed, code, key):
    assert (written(typed), key_of(typed)) == (code, key)


def test_a_drawn_code_has_no_look_alikes_and_stays_a_code():
    drawn = drawn_code("SPRING26"[:LONGEST_PREFIX])
    assert written(drawn) == drawn
    assert set(drawn[LONGEST_PREFIX:]) <= set(LETTERS)
    assert not {"O", "I", "L", "U"} & set(LETTERS)


@pytest.mark.parametrize(
    ("discount", "unit", "off"),
    [
        ({"percent_bp": 2000}, 2500, 500),
        ({"percent_bp": 3333}, 1000, 333),
        ({"percent_bp": 5000}, 1001, 501),
        ({"percent_bp": 10000}, 1, 1),
        ({"amount_minor": 300}, 1000, 300),
        ({"amount_minor": 3000}, 1000, 1000),
        ({"amount_minor": 300, "currency": "KES"}, 1000, 0),
    ],
)
def test_a_unit_is_lowered_half_up_and_never_below_nothing(discount, unit, off):
    assert off_each([a_code(**discount)], a_line(unit)) == off


def test_currencies_with_three_decimals_are_lowered_in_steps_that_can_be_paid():
    assert off_each([a_code(percent_bp=333)], a_line(10_000, currency="KWD")) == 330


def test_shares_come_before_amounts_whichever_was_typed_first():
    codes = [a_code(1, amount_minor=200), a_code(2, percent_bp=5000)]
    applied = apply(codes, [a_line(1000, 3)])
    assert applied.units_off == [700]
    assert [(each.code, each.amount_minor) for each in applied.redemptions] == [
        ("CODE1", 600),
        ("CODE2", 1500),
    ]


def test_a_gift_is_never_lowered():
    assert reason_of(apply, [a_code(percent_bp=5000)], [a_line(is_fixed=False)]) == (
        "/codes/0",
        "code-not-for-these",
    )


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"minimum_quantity": 3}, "code-too-few"),
        ({"minimum_minor": 2001}, "code-too-little"),
        ({"ticket_type_ids": (UUID(int=8),)}, "code-not-for-these"),
    ],
)
def test_a_code_says_what_it_asks_of_the_basket(asked, reason):
    found = a_code(percent_bp=1000, **asked)
    assert reason_of(apply, [found], [a_line(1000, 2)]) == ("/codes/0", reason)


def test_a_code_that_opens_is_used_only_where_what_it_opened_is_bought():
    opener = a_code(opens_hidden=True)
    assert not apply([opener], [a_line()]).redemptions
    [used] = apply([opener], [a_line(is_hidden=True)]).redemptions
    assert used.amount_minor == 0


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (a_code(percent_bp=1, state="paused"), "code-unknown"),
        (a_code(percent_bp=1, starts_at=NOW + timedelta(seconds=1)), "code-unknown"),
        (a_code(percent_bp=1, ends_at=NOW), "code-ended"),
        (a_code(opens_hidden=True, ends_at=NOW), "code-unknown"),
        (a_code(percent_bp=1, uses_per_code=2, uses=2), "code-used-up"),
        (a_code(opens_hidden=True, uses_per_code=2, uses=2), "code-unknown"),
        (a_code(percent_bp=1, uses_per_person=1), "code-used-by-you"),
    ],
)
def test_a_code_that_does_not_count_says_no_more_than_a_buyer_may_know(found, reason):
    says = reason_of(require_usable, [found.key], [found], now=NOW, has_buyer=True)
    assert says == ("/codes/0", reason)


def test_codes_combine_when_each_of_them_may_and_never_twice_of_one_discount():
    one, other = a_code(1, percent_bp=1000), a_code(2, percent_bp=1000)
    keys = [one.key, other.key]
    assert require_usable(keys, [other, one], now=NOW, has_buyer=False) == [one, other]
    alone = replace(other, discount=replace(other.discount, is_stackable=False))
    twin = replace(other, discount=one.discount)
    for second in (alone, twin):
        says = reason_of(require_usable, keys, [one, second], now=NOW, has_buyer=False)
        assert says == ("/codes/1", "code-not-combinable")


VALUES = st.one_of(
    st.builds(lambda bp: {"percent_bp": bp}, st.integers(1, 10_000)),
    st.builds(lambda off: {"amount_minor": off}, st.integers(1, 5000)),
)


@given(
    st.lists(VALUES, min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(1, 4000), st.integers(1, 9)), min_size=1, max_size=4),
)
def test_whatever_is_combined_no_price_falls_below_nothing_and_the_parts_add_up(values, lines):
    codes = [a_code(number, **value) for number, value in enumerate(values, start=1)]
    basket = [a_line(unit, quantity) for unit, quantity in lines]
    try:
        applied = apply(codes, basket)
    except DiscountCodeRefused:
        return  # one of them finds nothing left
    sold = list(zip(basket, applied.units_off, strict=True))
    assert all(0 <= off <= line.unit_minor for line, off in sold)
    taken = sum(off * line.quantity for line, off in sold)
    assert taken == sum(each.amount_minor for each in applied.redemptions)
    turned = apply(codes[::-1], basket)
    assert list(turned.units_off) == list(applied.units_off)
