"""Private keys are read at once, and none whose numbers do not fit is ever taken."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from turnout_sdk import private_keys
from turnout_sdk.private_keys import load_private_key

KEY = rsa.generate_private_key(65537, 2048)


def pem_of(key, encryption=NoEncryption()):  # noqa: B008 - says nothing of its own
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


@pytest.fixture(autouse=True)
def nothing_known():
    private_keys._known.clear()


@pytest.fixture
def skipped(monkeypatch):
    """Whether each reading left out to look at the numbers."""
    seen = []

    def load(pem, password, *, unsafe_skip_rsa_key_validation):
        seen.append(unsafe_skip_rsa_key_validation)
        return serialization.load_pem_private_key(
            pem, password, unsafe_skip_rsa_key_validation=unsafe_skip_rsa_key_validation
        )

    monkeypatch.setattr(private_keys, "load_pem_private_key", load)
    return seen


def test_a_key_is_looked_at_once_and_is_the_same_ever_after(skipped):
    first, again = load_private_key(pem_of(KEY)), load_private_key(pem_of(KEY))
    assert first.private_numbers() == again.private_numbers() == KEY.private_numbers()
    assert skipped == [False, True]


def test_numbers_that_do_not_fit_are_refused_each_time(skipped):
    right = KEY.private_numbers()
    wrong = right.d - 2  # below the modulus, where another key's may be above it
    broken = rsa.RSAPrivateNumbers(
        right.p, right.q, wrong, right.dmp1, right.dmq1, right.iqmp, right.public_numbers
    ).private_key(unsafe_skip_rsa_key_validation=True)
    for _ in range(3):
        with pytest.raises(ValueError, match=r"\w"):
            load_private_key(pem_of(broken))
    assert skipped == [False] * 3


def test_what_is_no_key_and_a_wrong_password_are_refused_also_where_the_key_is_known(skipped):
    sealed = pem_of(KEY, BestAvailableEncryption(b"lantern"))
    assert load_private_key(sealed, b"lantern").private_numbers() == KEY.private_numbers()
    with pytest.raises(ValueError, match=r"\w"):
        load_private_key(sealed, b"harbour")
    with pytest.raises(TypeError):
        load_private_key(sealed)
    with pytest.raises(ValueError, match=r"\w"):
        load_private_key(b"no key")
    assert skipped[0] is False


def test_a_process_knows_so_many_keys_and_then_looks_again(skipped, monkeypatch):
    monkeypatch.setattr(private_keys, "MOST_KNOWN", 1)
    for key in (KEY, rsa.generate_private_key(65537, 2048), KEY):
        load_private_key(pem_of(key))
    assert skipped == [False] * 3
