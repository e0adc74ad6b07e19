"""Words as the search compares them."""

import re
from unicodedata import combining, normalize

import pytest
from hypothesis import given, strategies
from tests.conftest import ROOT

from turnout.search_words import texts
from turnout_sdk.words import MOST_WORDS, fold, is_in_word, spaced


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("München", ["munchen"]),
        ("  Rust   2024 ", ["rust", "2024"]),
        ("ŁÓDŹ straße", ["łodz", "strasse"]),
        ("a' | !b <-> (c)", ["a", "b", "c"]),
        ("مؤتمر", ["موتمر"]),
        ("शिक्षा", ["शिकषा"]),
        ("   ", None),
        ("'&|!():*", None),
    ],
)
def test_what_is_typed_becomes_folded_words(typed: str, query: list[str] | None) -> None:
    assert texts.query_words(typed) == query


@given(strategies.text(max_size=300))
def test_signs_that_are_looked_up_become_what_they_are_one_by_one(text: str) -> None:
    plain = (each for each in normalize("NFKD", text) if not combining(each))
    assert fold(text) == "".join(plain).casefold()
    assert spaced(text) == "".join(each if is_in_word(each) else " " for each in text)


@given(strategies.text(max_size=300))
def test_no_text_can_write_an_operator_into_the_query(text: str) -> None:
    for word in texts.query_words(text) or []:
        assert all(map(is_in_word, word))


def test_a_long_text_asks_for_a_bounded_number_of_words() -> None:
    query = texts.query_words("word " * 1000)
    assert query is not None
    assert len(query) == MOST_WORDS


@pytest.mark.parametrize(
    ("typed", "word", "errors"),
    [
        ("fodsem", "fosdem", 1),
        ("festvial", "festival", 1),
        ("jaz", "jazz", 1),
        ("concerrt", "concert", 1),
        ("kite", "cite", 1),
        ("fosdem", "fosdem", 0),
        ("lantern", "night", 6),
        ("", "abc", 3),
    ],
)
def test_letters_left_out_added_mistaken_or_swapped_are_counted(
    typed: str, word: str, errors: int
) -> None:
    assert texts.typing_errors(typed, word) == errors
    assert texts.typing_errors(word, typed) == errors


@pytest.mark.parametrize(
    ("typed", "known", "near"),
    [
        ("fodsem", ["modem", "fosdem"], ["fosdem"]),
        ("boat", ["coats", "boot", "boat"], ["boat", "boot"]),
        ("harbour", ["labour"], []),  # too far for a word of seven letters
        ("brusselles", ["brussels"], ["brussels"]),
        ("quay", [], []),
        ("kites", ["mites", "kited"], ["kited", "mites"]),  # first letters are seldom mistyped
    ],
)
def test_the_nearest_known_words_may_have_been_meant(
    typed: str, known: list[str], near: list[str]
) -> None:
    assert texts.near_words(typed, known) == near


def test_a_vocabulary_has_words_of_some_length_once_and_no_numbers() -> None:
    found = texts.vocabulary(["Fosdem 2024 in FOSDEM", "Zoë sings", "K3"])
    assert found == ["fosdem", "sings"]


def test_room_2_stands_before_room_10() -> None:
    rooms = ["K.10", "K.2", "Janson", "K.2 annex"]
    assert sorted(rooms, key=texts.natural) == ["Janson", "K.2", "K.2 annex", "K.10"]


def test_the_text_of_a_description_has_no_markup() -> None:
    html = "<p>Tea &amp; cake</p><p>by the <em>water</em></p>"
    assert texts.plain(html) == "Tea & cake by the water"


def test_browsers_take_the_same_signs_for_others_as_the_server():
    listed = (ROOT / "platform" / "web" / "src" / "lib" / "matching.ts").read_text(encoding="utf-8")
    [table] = re.findall(r"const TYPED\b.*?\{(.*?)\};", listed, re.DOTALL)
    named = re.findall(r'^ *"?(.)"?: "(.+)",$', table, re.MULTILINE)
    assert str.maketrans(dict(named)) == {
        sign: typed if isinstance(typed, str) else chr(typed) for sign, typed in texts.TYPED.items()
    }


LETTERS = strategies.text("abcxyz", min_size=3, max_size=9)


@given(LETTERS, strategies.lists(LETTERS, max_size=30))
def test_no_near_word_is_left_out_before_its_errors_are_counted(
    typed: str, known: list[str]
) -> None:
    most = 2 if len(typed) >= texts.LONG_WORD else 1
    near = {each for each in known if texts.typing_errors(typed, each) <= most}
    assert set(texts.near_words(typed, known)) == near


@given(LETTERS)
def test_words_by_one_error_are_one_error_away(typed: str) -> None:
    assert {texts.typing_errors(typed, each) for each in texts.words_by_one_error(typed)} == {1}


@given(LETTERS, strategies.integers(0, 8), strategies.sampled_from("abcxyz"))
def test_no_word_by_one_error_is_missing(meant: str, at: int, letter: str) -> None:
    at %= len(meant)
    before, after = meant[:at], meant[at + 1 :]
    for typed in (
        before + after,
        before + letter + meant[at:],
        before + letter + after,
        before + after[:1] + meant[at] + after[1:],
    ):
        assert typed == meant or meant in texts.words_by_one_error(typed), typed
