"""Secrets of links: the same as ever, for a key, a purpose and a body."""

import base64
import hmac
from uuid import UUID

import pytest

from turnout.kernel import runtime
from turnout.kernel.security import capability_links
from turnout.kernel.security.crypto import KeyRing, hash_token

pytestmark = pytest.mark.usefixtures("running")
ROW = UUID("01920000-0000-7000-8000-000000000001")


@pytest.mark.parametrize("length", [20, 24])
@pytest.mark.parametrize("head", [b"", ROW.bytes, ROW.bytes * 2])
def test_a_secret_is_its_head_and_a_cut_hmac_in_base64(head: bytes, length: int) -> None:
    key = runtime.current().keys.derive("tests/link")
    mark = hmac.digest(key, b"body", "sha256")[:length]
    secret = capability_links.derive_secret("tests/link", b"body", head=head, length=length)
    assert secret == base64.urlsafe_b64encode(head + mark).rstrip(b"=").decode()
    assert capability_links.head_of(secret, len(head), length=length) == head


def test_another_purpose_or_body_is_another_secret() -> None:
    made = {
        capability_links.derive_secret(purpose, body)
        for purpose in ("tests/link", "tests/other")
        for body in (b"one", b"two")
    }
    assert len(made) == 4


@pytest.mark.parametrize("change", [lambda text: text[1:], lambda text: text + "A"])
@pytest.mark.parametrize("length", [20, 24])
def test_a_text_of_another_length_names_nothing(change, length: int) -> None:
    secret = capability_links.derive_secret("tests/link", b"", head=ROW.bytes, length=length)
    assert capability_links.head_of(change(secret), 16, length=length) is None


@pytest.mark.parametrize("letter", ["é", "!", " ", "="])
def test_a_text_of_other_letters_names_nothing(letter: str) -> None:
    secret = capability_links.derive_secret("tests/link", b"", head=ROW.bytes)
    assert capability_links.head_of(letter + secret[1:], 16) is None


def test_a_row_knows_its_secret_by_the_hash() -> None:
    secret = capability_links.derive_secret("tests/link", ROW.bytes, head=ROW.bytes)
    assert capability_links.is_genuine(secret, hash_token(secret))
    assert not capability_links.is_genuine(secret[:-1], hash_token(secret))


def by_id(*, key_id: str | None) -> str:
    return capability_links.derive_secret("tests/link", ROW.bytes, key_id=key_id)


def test_links_of_before_and_after_lead_on_when_the_master_key_changes(
    monkeypatch, change_master_key
) -> None:
    before = by_id(key_id=None)
    change_master_key()
    after = by_id(key_id=None)
    assert before != after
    assert capability_links.is_derived(before, by_id)
    assert capability_links.is_derived(after, by_id)
    both = runtime.current().keys
    behind = KeyRing(both.key_ids[1], {each: both._keys[each] for each in both.key_ids[::-1]})
    monkeypatch.setattr(runtime.current(), "keys", behind)
    assert capability_links.is_derived(after, by_id), "a pod that has the new key behind"


def test_a_link_ends_with_its_key(monkeypatch, change_master_key) -> None:
    before = by_id(key_id=None)
    change_master_key()
    new = runtime.current().keys
    alone = KeyRing(new.current, {new.current: new._keys[new.current]})
    monkeypatch.setattr(runtime.current(), "keys", alone)
    assert not capability_links.is_derived(before, by_id)


@pytest.mark.parametrize("change", [lambda text: text[1:], lambda text: text[::-1], lambda _: "ä"])
def test_no_key_makes_another_text(change, change_master_key) -> None:
    before = by_id(key_id=None)
    change_master_key()
    assert not capability_links.is_derived(change(before), by_id)
