"""What is dear on purpose, or drawn anew for each event, made cheaply in the tests' own process.

What it costs in truth has tests of its own; the suite would pay for it some thousand times.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.prove.counts import PROVE
from turnout.covers.covers import Cover, cover_of
from turnout.modules.events.service import covers
from turnout.modules.identity import passwords

ONE_EVENT = UUID(int=1)


@contextmanager
def made_cheaply() -> Iterator[None]:
    """Make keys, hashes of passwords and drawn covers cheaply until it ends."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rsa, "generate_private_key", _key_pairs_of_few_primes())
        if not PROVE:  # there the time of a sign-in is compared
            patched.setattr(passwords, "_hasher", PasswordHasher(1, 8, 1))
        patched.setattr(covers, "cover_of", _same_cover)
        yield


def _key_pairs_of_few_primes() -> Any:
    """No RSA key comes twice, yet a thousand take the primes of two dozen: any two make a key."""
    pairs: dict[tuple[int, int], Iterator[tuple[int, int]]] = {}
    make = rsa.generate_private_key

    def pairs_of(kind: tuple[int, int]) -> Iterator[tuple[int, int]]:
        known: list[int] = []
        while True:
            drawn = make(*kind).private_numbers()
            for prime in (drawn.p, drawn.q):
                for each in known:
                    yield max(prime, each), min(prime, each)
                known.append(prime)

    def take(public_exponent: int, key_size: int) -> Any:
        kind = public_exponent, key_size
        p, q = next(pairs.setdefault(kind, pairs_of(kind)))
        d = pow(public_exponent, -1, (p - 1) * (q - 1))
        numbers = rsa.RSAPrivateNumbers(
            p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q),
            rsa.RSAPublicNumbers(public_exponent, p * q),
        )  # fmt: skip
        return numbers.private_key(unsafe_skip_rsa_key_validation=True)

    return take


def _same_cover(_event_id: UUID, **how: str) -> Cover:
    """All events of a category and colour have one cover in mails and on tickets: drawn once."""
    return cover_of(ONE_EVENT, **how)
