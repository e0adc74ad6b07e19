"""Short codes: what a person reads out when the QR cannot be scanned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.tickets.codes import nonces_of, short_code
from turnout.modules.tickets.rules import state_for

nonces = st.binary(min_size=8, max_size=8)


@given(nonces)
def test_a_short_code_leads_back_to_its_nonce(nonce: bytes) -> None:
    found = nonces_of(short_code(nonce))

    assert found is not None
    first, last = found
    assert first <= nonce <= last
    assert first[:5] == last[:5]


@given(nonces, st.sampled_from([str.lower, str.upper, lambda code: code.replace("-", " ")]))
def test_it_may_be_typed_as_people_type(nonce: bytes, typed) -> None:
    assert nonces_of(typed(short_code(nonce))) == nonces_of(short_code(nonce))


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert nonces_of("OIL0-1111") == nonces_of("0110-1111")


@pytest.mark.parametrize(
    "text", ["", "4F7K-9Q2", "4F7K-9Q2MM", "4F7K-9Q2U", "4F7K-9Q2É", "v1.x.y.z"]
)
def test_anything_else_is_no_short_code(text: str) -> None:
    assert nonces_of(text) is None


@given(st.text(max_size=40))
def test_arbitrary_text_never_crashes(text: str) -> None:
    found = nonces_of(text)
    assert found is None or len(found[0]) == len(found[1]) == 8


@pytest.mark.parametrize(
    ("reason", "state"), [("refunded", "refunded"), ("cancelled", "void"), ("disputed", "void")]
)
def test_only_a_refund_shows_as_refunded(reason: str, state: str) -> None:
    assert state_for(reason) == state
