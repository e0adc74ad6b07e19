"""Words as the search compares them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies

from turnout.modules.discovery import rules


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("München", "munchen:*"),
        ("  Rust   2024 ", "rust:* & 2024:*"),
        ("ŁÓDŹ straße", "łodz:* & strasse:*"),
        ("a' | !b <-> (c)", "a:* & b:* & c:*"),
        ("مؤتمر", "موتمر:*"),
        ("   ", None),
        ("'&|!():*", None),
    ],
)
def test_what_is_typed_becomes_words_that_each_begin_a_word(typed: str, query: str | None) -> None:
    assert rules.query(typed) == query


@given(strategies.text(max_size=300))
def test_no_text_can_write_an_operator_into_the_query(text: str) -> None:
    query = rules.query(text)
    if query is not None:
        for part in query.split(" & "):
            assert part.endswith(":*")
            assert rules.WORD.fullmatch(part.removesuffix(":*"))


def test_a_long_text_asks_for_a_bounded_number_of_words() -> None:
    query = rules.query("word " * 1000)
    assert query is not None
    assert query.count("&") == rules.MOST_WORDS - 1


def test_room_2_stands_before_room_10() -> None:
    rooms = ["K.10", "K.2", "Janson", "K.2 annex"]
    assert sorted(rooms, key=rules.natural) == ["Janson", "K.2", "K.2 annex", "K.10"]


def test_the_text_of_a_description_has_no_markup() -> None:
    html = "<p>Tea &amp; cake</p><p>by the <em>water</em></p>"
    assert rules.plain(html) == "Tea & cake by the water"


def test_the_ends_of_the_calendar_have_a_time_in_every_zone() -> None:
    last, first = datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)
    assert rules.local(last, ZoneInfo("Asia/Tokyo")) == last
    assert rules.local(first, ZoneInfo("America/New_York")) == first
    noon = datetime(2030, 6, 1, 12, tzinfo=UTC)
    assert rules.local(noon, ZoneInfo("Asia/Tokyo")).hour == 21
