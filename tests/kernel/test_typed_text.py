"""What people type by any keyboard is what they meant, on the server as in a browser."""

import json
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.kernel.ids import typed_number
from turnout.kernel.typed_text import (
    plain_code,
    plain_digits,
    plain_number,
    plain_phone,
    plain_signs,
    visible,
)

CASES: Final = json.loads(
    Path(__file__).parents[2].joinpath("platform/web/src/lib/typed-text.json").read_text()
)


@pytest.mark.parametrize(("typed", "meant"), CASES["codes"])
def test_a_code_is_read_whatever_the_keyboard(typed: str, meant: str) -> None:
    assert plain_code(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), CASES["numbers"])
def test_a_number_is_read_as_its_language_writes_it(typed: str, meant: str) -> None:
    assert plain_number(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), CASES["order_numbers"])
def test_an_orders_number_is_read_however_it_was_written_down(typed: str, meant: str) -> None:
    assert typed_number(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), CASES["phones"])
def test_a_phone_number_is_read_as_it_is_written_anywhere(typed: str, meant: str) -> None:
    assert plain_phone(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), CASES["addresses"])
def test_an_address_has_signs_of_one_width(typed: str, meant: str) -> None:
    assert plain_signs(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), CASES["shown"])
def test_what_nobody_sees_is_left_out(typed: str, meant: str) -> None:
    assert visible(typed) == meant


@given(st.text())
def test_what_was_read_is_read_again_as_the_same(text: str) -> None:
    for read in (visible, plain_signs, plain_digits, plain_number):
        assert read(read(text)) == read(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_is_read_alike_by_the_short_way_and_the_long(text: str) -> None:
    assert plain_code(text + "\u200b") == plain_code(text)
