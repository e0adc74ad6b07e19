"""What is dear on purpose, or drawn anew for each event, made cheaply in the tests' own process.

What it costs in truth has tests of its own; the suite would pay for it some thousand times.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Any
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.prove.counts import PROVE
from turnout.covers.covers import Cover, cover_of
from turnout.modules.events.service import covers
from turnout.modules.identity import passwords

KEY_PAIRS = 5
ONE_EVENT = UUID(int=1)


@contextmanager
def made_cheaply() -> Iterator[None]:
    """Make keys, hashes of passwords and drawn covers cheaply until it ends."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rsa, "generate_private_key", _few_key_pairs())
        if not PROVE:  # there the time of a sign-in is compared
            patched.setattr(passwords, "_hasher", PasswordHasher(1, 8, 1))
        patched.setattr(covers, "cover_of", _same_cover)
        yield


def _few_key_pairs() -> Any:
    """Each RSA key is another than the one before, yet only a few of each size are computed."""
    made: dict[tuple[int, int], Iterator[Any]] = {}
    make = rsa.generate_private_key

    def take(public_exponent: int, key_size: int) -> Any:
        kind = public_exponent, key_size
        if kind not in made:
            made[kind] = cycle(make(*kind) for _ in range(KEY_PAIRS))
        return next(made[kind])

    return take


def _same_cover(_event_id: UUID, **how: str) -> Cover:
    """All events of a category and colour have one cover in mails and on tickets: drawn once."""
    return cover_of(ONE_EVENT, **how)
