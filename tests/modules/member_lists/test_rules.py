"""Reading tables of member numbers."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.kernel.errors import Invalid
from turnout.modules.member_lists.rules import key_of, read_table

UTC = ZoneInfo("UTC")


@given(st.text(max_size=70))
def test_a_key_is_letters_and_digits_or_there_is_none(text):
    key = key_of(text)
    assert key is None or (key.isascii() and key.isalnum() and 4 <= len(key) <= 40)
    assert key is None or key_of(key.lower()) == key


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_by_a_field(text):
    try:
        assert read_table(text, UTC)
    except Invalid as refused:
        assert all(each.pointer.startswith(("/table", "/rows/")) for each in refused.errors)


@given(st.lists(st.from_regex(r"[0-9A-Z]{4,40}", fullmatch=True), min_size=1, unique=True))
def test_every_number_of_a_right_table_is_read(numbers):
    found = read_table("number\n" + "\n".join(numbers), UTC)
    assert [each.key for each in found] == numbers


def test_a_table_has_so_many_numbers_at_most():
    with pytest.raises(Invalid):
        read_table("number\n" + "\n".join(str(10_000 + n) for n in range(10_001)), UTC)
