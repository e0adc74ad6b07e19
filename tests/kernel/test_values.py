"""Values are built from others by the names of their fields; what is stated wins."""

from dataclasses import dataclass

import pytest

from turnout.kernel.values import attributes_of, from_attributes


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    row: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldSeat:
    row: str
    number: int
    price_minor: int


def test_fields_of_the_same_name_are_copied() -> None:
    assert from_attributes(Seat, SoldSeat(row="A", number=3, price_minor=1200)) == Seat(
        row="A", number=3
    )


def test_what_is_stated_wins_and_may_be_missing_in_the_source() -> None:
    sold = from_attributes(SoldSeat, Seat(row="A", number=3), number=4, price_minor=1200)
    assert sold == SoldSeat(row="A", number=4, price_minor=1200)


def test_a_field_that_neither_has_is_named() -> None:
    with pytest.raises(AttributeError, match="price_minor"):
        from_attributes(SoldSeat, Seat(row="A", number=3))


def test_a_stated_name_that_is_no_field_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        from_attributes(Seat, Seat(row="A", number=3), colour="red")


def test_attributes_are_all_fields_or_the_named_ones() -> None:
    seat = Seat(row="A", number=3)
    assert attributes_of(seat) == {"row": "A", "number": 3}
    assert list(attributes_of(seat, ("number", "row"))) == ["number", "row"]
