"""Which passwords are taken, and how they are kept."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.prove.counts import examples

from turnout.modules.identity import passwords


@pytest.mark.parametrize(
    "password",
    ["harbour-lantern-violet-sixty", "vT9#kq2pLw", "ein Apfel fällt weit", "パスワードは長い方が良い",
     "x7" * 64 + "abcd", "correct horse battery staple"],
)  # fmt: skip
def test_a_password_of_ones_own_is_taken(password):
    assert passwords.password_errors(password, email="ada@people.example") == []


@pytest.mark.parametrize(
    "password",
    ["password", "Password1", "P@ssw0rd!", "p4ssw0rd123", "12345678", "qwertyuiop", "Summer2024!",
     "aaaaaaaa", "abababab", "abcdefghij", "87654321", "letmein123", "!!iloveyou!!", "Turnout2026"],
)  # fmt: skip
def test_a_password_tried_first_by_everybody_is_refused(password):
    assert [each.code for each in passwords.password_errors(password)] == ["too-common"]


@pytest.mark.parametrize(
    "password", ["1qaz2wsx3edc", "barcelona1", "Maverick99", "midnight!", "sunshine2", "1q2w3e4r5t"]
)
def test_a_password_of_known_breaches_is_refused_however_it_is_dressed_up(password):
    assert [each.code for each in passwords.password_errors(password)] == ["too-common"]


def test_the_list_of_breaches_ships_and_is_long():
    assert len(passwords._breached()) == 30_000


@pytest.mark.parametrize(
    "password", ["ada.example@people.example", "Ada.Example1", "ada.example99!"]
)
def test_ones_own_address_is_no_password(password):
    found = passwords.password_errors(password, email="ada.example@people.example")
    assert [each.code for each in found] == ["too-common"]


@pytest.mark.parametrize("password", ["", "short7!", "x9" * 129])
def test_a_password_that_is_too_short_or_too_long_is_refused(password):
    assert [each.code for each in passwords.password_errors(password)] == ["length"]


def test_a_hash_costs_a_guesser_what_owasp_asks_for():
    assert passwords.MEMORY_KIB >= 19 * 1024
    assert passwords.ROUNDS >= 2
    assert passwords.hash_password("harbour-lantern-violet-sixty").startswith("$argon2id$")


def test_nothing_is_cut_off():
    long = "v" + "Kq3!" * 30
    stored = passwords.hash_password(long)
    assert passwords.is_right(long, stored)
    assert not passwords.is_right(long[:-1], stored)
    assert not passwords.is_right(long[:72] + "anything else", stored)


def test_two_spellings_of_one_letter_are_one_password():
    stored = passwords.hash_password("caf\u00e9 am Hafen")
    assert passwords.is_right("cafe\u0301 am Hafen", stored)


def test_the_same_password_is_stored_differently_each_time_as_argon2id():
    first, second = (passwords.hash_password("harbour-lantern") for _ in range(2))
    assert first != second
    assert first.startswith("$argon2id$v=19$")


def test_an_empty_hash_fits_no_password():
    assert not passwords.is_right("nobody has this password", "")
    assert not passwords.is_right("", "")


def test_a_damaged_hash_fits_no_password():
    assert not passwords.is_right("harbour-lantern", "not a hash")


@hypothesis_settings(max_examples=examples(200), deadline=None)
@given(st.text(max_size=40))
def test_any_text_gets_a_verdict(text):
    assert len(passwords.password_errors(text, email="a@b.example")) <= 1
