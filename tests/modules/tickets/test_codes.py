"""A ticket code: what a gate may believe without asking anybody."""

import base64
import hashlib
import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from turnout.modules.tickets import codes
from turnout.modules.tickets.codes import barcode_number, nonces_of, short_code

KEY = codes.SigningKey.from_bytes(bytes(range(32)))
OTHER_KEY = codes.SigningKey.from_bytes(bytes(range(1, 33)))
EVENT = UUID("0190a7c0-0000-7000-8000-000000000001")
OTHER_EVENT = UUID("0190a7c0-0000-7000-8000-000000000002")
CLAIMS = codes.Claims(
    event_id=EVENT, ticket_id=UUID("0190a7c0-0000-7000-8000-00000000000a"), nonce=b"\x00\xff" * 4
)
KEYS = {KEY.id: codes.load_public_key(KEY.public_bytes)}
CODE = codes.sign(KEY, CLAIMS)
VECTOR = ROOT / "platform" / "web" / "src" / "features" / "door" / "code-vector.json"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

claims = st.builds(
    codes.Claims, event_id=st.uuids(), ticket_id=st.uuids(), nonce=st.binary(min_size=8, max_size=8)
)


@given(claims)
def test_a_signed_code_gives_back_what_was_signed(said: codes.Claims) -> None:
    assert codes.verify(KEYS, codes.sign(KEY, said), event_id=said.event_id) == said


def test_a_code_is_short_enough_for_a_small_qr() -> None:
    assert len(CODE) == codes.CODE_LENGTH
    assert len(CODE) <= 152  # bytes that a version 8 QR holds at level M


def test_the_same_ticket_has_the_same_code_until_its_nonce_changes() -> None:
    rotated = codes.Claims(event_id=EVENT, ticket_id=CLAIMS.ticket_id, nonce=b"\x01" * 8)

    assert codes.sign(KEY, CLAIMS) == CODE
    assert codes.sign(KEY, rotated) != CODE


def test_a_genuine_code_for_another_event_is_told_apart_and_says_which() -> None:
    with pytest.raises(codes.WrongEvent) as refused:
        codes.verify(KEYS, CODE, event_id=OTHER_EVENT)

    assert refused.value.claims == CLAIMS
    assert refused.value.reason == "wrong_event"


def test_the_event_can_be_left_to_the_caller() -> None:
    assert codes.verify(KEYS, CODE, event_id=None) == CLAIMS


def test_a_key_that_the_gate_does_not_hold_is_unknown_rather_than_forged() -> None:
    with pytest.raises(codes.UnknownKey) as refused:
        codes.verify(KEYS, codes.sign(OTHER_KEY, CLAIMS), event_id=EVENT)

    assert refused.value.key_id == OTHER_KEY.id


def test_a_stranger_who_borrows_our_key_id_has_forged() -> None:
    stranger = codes.SigningKey(KEY.id, OTHER_KEY.private)

    with pytest.raises(codes.Forged):
        codes.verify(KEYS, codes.sign(stranger, CLAIMS), event_id=EVENT)


def test_a_signature_moved_to_other_claims_is_forged() -> None:
    other = codes.sign(KEY, codes.Claims(event_id=EVENT, ticket_id=EVENT, nonce=bytes(8)))
    spliced = ".".join([*other.split(".")[:3], CODE.split(".")[3]])

    with pytest.raises(codes.Forged):
        codes.verify(KEYS, spliced, event_id=EVENT)


def test_a_forged_code_never_reveals_that_its_event_is_wrong() -> None:
    stranger = codes.SigningKey(KEY.id, OTHER_KEY.private)

    with pytest.raises(codes.Forged):
        codes.verify(KEYS, codes.sign(stranger, CLAIMS), event_id=OTHER_EVENT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "v1",
        "v1...",
        CODE + "=",
        CODE + "\n",
        "\n" + CODE,
        " " + CODE,
        CODE[:-1],
        CODE[:-1] + "\n",
        CODE.upper(),
        CODE.replace("v1.", "v2.", 1),
        CODE.replace("v1.", "V1.", 1),
        CODE.replace(".", ":", 1),
        CODE.replace("-", "+").replace("_", "/") + "A",
        CODE[:-1] + "é",
        CODE[:-1] + "\x00",
        CODE[:-1] + "\ud800",
        CODE[:-1] + "٣",
        "v1." + "A" * 10_000_000,
        "https://tickets.example/" + CODE,
    ],
    ids=repr,
)
def test_what_is_not_a_code_is_malformed(text: str) -> None:
    with pytest.raises(codes.Malformed):
        codes.verify(KEYS, text, event_id=EVENT)


def test_no_second_spelling_of_a_valid_code_passes() -> None:
    """The last character of each part has spare bits; only zeros there are ours."""
    for part in (1, 2, 3):
        pieces = CODE.split(".")
        genuine = pieces[part]
        for letter in set(ALPHABET) - {genuine[-1]}:
            pieces[part] = genuine[:-1] + letter
            same_bytes = _raw(pieces[part]) == _raw(genuine)
            with pytest.raises(codes.Malformed if same_bytes else codes.CodeRefused):
                codes.verify(KEYS, ".".join(pieces), event_id=EVENT)


def test_padded_and_standard_base64_are_second_spellings() -> None:
    pieces = CODE.split(".")
    padded = ".".join([pieces[0], *(piece + "=" * (-len(piece) % 4) for piece in pieces[1:])])

    with pytest.raises(codes.Malformed):
        codes.verify(KEYS, padded, event_id=EVENT)


@given(st.integers(0, len(CODE) * 8 - 1))
def test_a_flipped_bit_anywhere_is_refused(bit: int) -> None:
    flipped = bytearray(CODE.encode())
    flipped[bit // 8] ^= 1 << bit % 8

    with pytest.raises(codes.CodeRefused):
        codes.verify(KEYS, flipped.decode("latin-1"), event_id=EVENT)


@given(st.integers(0, len(CODE) - 1), st.sampled_from(ALPHABET))
def test_another_letter_anywhere_is_refused(position: int, letter: str) -> None:
    changed = CODE[:position] + letter + CODE[position + 1 :]

    if changed != CODE:
        with pytest.raises(codes.CodeRefused):
            codes.verify(KEYS, changed, event_id=EVENT)


@given(st.text(max_size=200) | st.text(ALPHABET + ".", min_size=151, max_size=151))
def test_arbitrary_text_is_refused_and_never_crashes(text: str) -> None:
    with pytest.raises(codes.CodeRefused):
        codes.verify(KEYS, text, event_id=EVENT)


def test_a_signature_with_its_scalar_raised_by_the_group_order_is_forged() -> None:
    """Ed25519 without the range check would take this second signature for the same claims."""
    order = 2**252 + 27742317777372353535851937790883648493
    signed, genuine = CODE.rsplit(".", 1)
    raw = _raw(genuine)
    raised = raw[:32] + (int.from_bytes(raw[32:], "little") + order).to_bytes(32, "little")
    text = base64.urlsafe_b64encode(raised).rstrip(b"=").decode()

    with pytest.raises(codes.Forged):
        codes.verify(KEYS, f"{signed}.{text}", event_id=EVENT)


def test_a_key_survives_storage() -> None:
    key = codes.SigningKey.generate()

    stored = codes.SigningKey.from_bytes(key.private_bytes)

    assert (stored.id, stored.public_bytes) == (key.id, key.public_bytes)
    assert codes.key_id(key.public_bytes) == key.id
    assert len({codes.SigningKey.generate().id for _ in range(20)}) == 20


def test_a_nonce_of_another_length_cannot_be_signed() -> None:
    with pytest.raises(ValueError, match="8 bytes"):
        codes.sign(KEY, codes.Claims(event_id=EVENT, ticket_id=EVENT, nonce=b"short"))


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


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
    assert nonces_of("０１１０–١١١١") == nonces_of("0110-1111")


@given(nonces)
def test_a_barcode_number_stands_for_one_nonce_in_twenty_digits(nonce: bytes) -> None:
    number = barcode_number(nonce)

    assert len(number) == 20
    assert nonces_of(number) == (nonce, nonce)
    assert nonces_of(f" {number}") is None, "it has one spelling"


@pytest.mark.parametrize(
    "text",
    [
        "", "4F7K-9Q2", "4F7K-9Q2MM", "4F7K-9Q2U", "4F7K-9Q2É", "v1.x.y.z",
        "18446744073709551616", "0000000000000000000", "000000000000000000000", "٠" * 20,
    ],
)  # fmt: skip
def test_anything_else_is_neither_short_code_nor_barcode_number(text: str) -> None:
    assert nonces_of(text) is None


@given(st.text(max_size=40))
def test_arbitrary_text_never_crashes(text: str) -> None:
    found = nonces_of(text)
    assert found is None or len(found[0]) == len(found[1]) == 8


def test_the_scanner_in_the_browser_checks_its_own_code_against_the_same_vector() -> None:
    vector = json.loads(VECTOR.read_text(encoding="utf-8"))

    assert vector == {
        "event_id": str(EVENT),
        "ticket_id": str(CLAIMS.ticket_id),
        "nonce": CLAIMS.nonce.hex(),
        "key_id": KEY.id,
        "public_key": base64.b64encode(KEY.public_bytes).decode(),
        "code": CODE,
        "code_hash": hashlib.sha256(CLAIMS.nonce).hexdigest()[:32],
        "short_code": short_code(CLAIMS.nonce),
        "barcode_number": barcode_number(CLAIMS.nonce),
    }
