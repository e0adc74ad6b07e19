"""How hard a proof of work is, and what its answer looks like."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.challenges import rules

COUNTS = st.integers(0, 10_000_000)


@given(of_network=COUNTS, of_event=COUNTS)
def test_a_challenge_is_never_easier_nor_harder_than_its_bounds(of_network, of_event):
    bits = rules.difficulty(of_network=of_network, of_event=of_event)
    assert rules.LEAST_BITS <= bits <= rules.MOST_BITS


@given(of_network=COUNTS, of_event=COUNTS, more=COUNTS)
def test_who_asks_for_more_has_nothing_easier(of_network, of_event, more):
    bits = rules.difficulty(of_network=of_network, of_event=of_event)
    assert rules.difficulty(of_network=of_network + more, of_event=of_event) >= bits
    assert rules.difficulty(of_network=of_network, of_event=of_event + more) >= bits


def test_each_doubling_of_what_was_asked_costs_twice_as_much():
    free = rules.FREE_OF_NETWORK
    steps = [rules.difficulty(of_network=free * many, of_event=0) for many in (0, 1, 2, 4, 8)]
    assert [each - rules.LEAST_BITS for each in steps] == [0, 1, 2, 3, 4]
    assert rules.difficulty(of_network=free - 1, of_event=0) == rules.LEAST_BITS
    crowded = rules.difficulty(of_network=0, of_event=rules.FREE_OF_EVENT)
    assert crowded == rules.LEAST_BITS + 1


@given(text=st.text(max_size=40), bits=st.integers(0, 24))
def test_an_answer_is_worked_when_its_hash_begins_with_the_zeros(text, bits):
    written = "".join(f"{each:08b}" for each in hashlib.sha256(text.encode()).digest())
    assert rules.is_worked(text, bits) == written.startswith("0" * bits)


def test_what_does_not_look_like_an_answer_is_not_hashed():
    assert rules.challenge_of("a.b~17") == "a.b"
    for wrong in (
        "",
        "~1",
        "a~",
        "a~1~",
        "a~-1",
        "a~1.0",
        "a~١",
        "a b~1",
        "a~1\n",
        "a" * 301 + "~1",
    ):
        assert rules.challenge_of(wrong) is None
