import base64
import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.kernel.security import crypto
from turnout.kernel.security.crypto import KeyRing, Lapsed, NotGenuine

ONE, TWO = UUID(int=1), UUID(int=2)
OLD, NEW = crypto.new_master_key("old"), crypto.new_master_key("new")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ring = KeyRing.from_text(OLD)
rotated = KeyRing.from_text(f"{NEW},{OLD}")


@given(st.binary(max_size=300), st.sampled_from([ONE, TWO, None]), st.text(max_size=20))
def test_what_was_sealed_opens_again_in_its_place(plaintext, organization_id, field):
    sealed = ring.seal(plaintext, organization_id=organization_id, field=field)
    assert ring.open(sealed, organization_id=organization_id, field=field) == plaintext


@pytest.mark.parametrize(
    ("organization_id", "field"), [(TWO, "secret"), (None, "secret"), (ONE, "other")]
)
def test_a_sealed_value_does_not_open_in_another_place(organization_id, field):
    sealed = ring.seal(b"value", organization_id=ONE, field="secret")
    with pytest.raises(NotGenuine):
        ring.open(sealed, organization_id=organization_id, field=field)
    with pytest.raises(NotGenuine):
        ring.rotate(sealed, organization_id=organization_id, field=field)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_sealed_value_with_one_changed_byte_does_not_open(position, change):
    sealed = bytearray(ring.seal(b"value", organization_id=ONE, field="secret"))
    sealed[position % len(sealed)] ^= change
    with pytest.raises(NotGenuine):
        ring.open(bytes(sealed), organization_id=ONE, field="secret")


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_refused_and_crash_nothing(junk):
    with pytest.raises(NotGenuine):
        ring.open(junk, organization_id=None, field="secret")
    with pytest.raises(NotGenuine):
        ring.open(b"\x01" + junk, organization_id=None, field="secret")


def test_the_same_value_is_sealed_differently_each_time():
    sealed = {ring.seal(b"value", organization_id=ONE, field="secret") for _ in range(3)}
    assert len(sealed) == 3
    assert not any(b"value" in each for each in sealed)


def test_after_a_new_master_key_old_values_open_and_ask_for_rotation():
    sealed = ring.seal(b"value", organization_id=ONE, field="secret")
    assert rotated.open(sealed, organization_id=ONE, field="secret") == b"value"
    assert rotated.needs_rotation(sealed)
    assert not ring.needs_rotation(sealed)


def test_a_rotated_value_needs_the_old_key_no_more():
    sealed = ring.seal(b"value", organization_id=ONE, field="secret")
    fresh = rotated.rotate(sealed, organization_id=ONE, field="secret")
    assert not rotated.needs_rotation(fresh)
    only_new = KeyRing.from_text(NEW)
    assert only_new.open(fresh, organization_id=ONE, field="secret") == b"value"
    with pytest.raises(NotGenuine, match="no master key"):
        only_new.open(sealed, organization_id=ONE, field="secret")


SHORT = "a:" + base64.b64encode(b"x" * 31).decode()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no master key"),
        ("a:not base64!", "'a' is not 32 bytes"),
        (SHORT, "'a' is not 32 bytes"),
        (NEW.partition(":")[2], "malformed"),
        (f"{NEW},{NEW}", "twice"),
        (NEW.replace("new", "n e w", 1), "malformed"),
    ],
    ids=["none", "no base64", "too short", "no id", "twice", "odd id"],
)
def test_a_wrong_master_key_is_named_and_never_shown(text, says):
    with pytest.raises(ValueError, match=says) as caught:
        KeyRing.from_text(text)
    assert NEW.partition(":")[2] not in str(caught.value)


def test_a_key_ring_never_shows_its_keys():
    assert OLD.partition(":")[2] not in repr(ring)
    assert "_keys" not in repr(ring)


def test_derived_keys_differ_by_purpose_and_by_master_key():
    assert len(ring.derive("one")) == 32
    keys = {ring.derive("one"), ring.derive("two"), rotated.derive("one")}
    assert len(keys) == 3
    assert rotated.derive("one", key_id="old") == ring.derive("one")


@given(st.binary(max_size=100))
def test_a_signed_text_gives_its_payload_until_it_lapses(payload):
    text = ring.sign("reset", payload, expires_at=NOON)
    assert re.fullmatch(r"[\w.-]+", text)
    assert ring.unsign("reset", text, now=NOON - timedelta(seconds=1)) == payload
    with pytest.raises(Lapsed):
        ring.unsign("reset", text, now=NOON)


def test_a_signed_text_serves_its_own_purpose_only():
    text = ring.sign("reset", b"1", expires_at=NOON)
    with pytest.raises(NotGenuine, match="does not match"):
        ring.unsign("verify", text, now=NOON - timedelta(hours=1))


@given(st.integers(min_value=0), st.characters())
def test_a_signed_text_with_one_changed_letter_is_refused(position, letter):
    text = ring.sign("reset", b"payload", expires_at=NOON)
    at = position % len(text)
    changed = text[:at] + letter + text[at + 1 :]
    if changed != text:
        with pytest.raises(NotGenuine):
            ring.unsign("reset", changed, now=NOON - timedelta(hours=1))


def test_a_signed_text_with_half_a_letter_in_it_is_refused():
    text = ring.sign("reset", b"payload", expires_at=NOON)
    with pytest.raises(NotGenuine):
        ring.unsign("reset", f"{text[:4]}\ud800{text[5:]}", now=NOON - timedelta(hours=1))


@given(st.text(max_size=60))
def test_texts_of_any_kind_are_refused_as_signed_ones(junk):
    with pytest.raises(NotGenuine):
        ring.unsign("reset", junk, now=NOON)


def test_a_signed_text_outlives_the_rotation_of_the_master_key():
    text = ring.sign("reset", b"1", expires_at=NOON)
    assert rotated.unsign("reset", text, now=NOON - timedelta(hours=1)) == b"1"


def test_tokens_are_long_different_and_known_by_their_checksum():
    made = {crypto.token("trn_api") for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"trn_api_[0-9A-Za-z]{33}", each) for each in made)
    assert all(crypto.is_token(each, "trn_api") for each in made)


@given(st.integers(min_value=0), st.characters())
def test_a_mistyped_token_is_known_without_a_look_up(position, letter):
    text = crypto.token("trn_api")
    at = position % len(text)
    changed = text[:at] + letter + text[at + 1 :]
    assert crypto.is_token(changed, "trn_api") == (changed == text)


def test_a_token_of_another_kind_is_not_taken():
    assert not crypto.is_token(crypto.token("trn_scim"), "trn_api")


def test_the_stored_hash_of_a_token_does_not_contain_it():
    text = crypto.token("trn_api")
    assert len(crypto.hash_token(text)) == 32
    assert crypto.hash_token(text) == crypto.hash_token(text) != crypto.hash_token(text + "x")


@given(st.text(), st.text())
def test_constant_time_comparison_agrees_with_equality_in_any_script(left, right):
    assert crypto.constant_time_equal(left, right) == (left == right)
    assert crypto.constant_time_equal(left, left)
