"""How hard a proof of work is, and whether a text or a token is an answer; pure.

An answer is the challenge, `~` and a number, so that its SHA-256 begins with zero bits: each bit
doubles the tries. It is checked by one hash, however long it took to find.
"""

import hashlib
import re
from datetime import datetime, timedelta
from typing import Final

from turnout_sdk.challenge import Capabilities, Verdict

LEAST_BITS: Final = 15
"""A tenth of a second on a phone."""
MOST_BITS: Final = 21
"""Six seconds on a phone: more would keep people out rather than programs."""
BLIND_BITS: Final = 18
"""While Redis is away and nobody knows how many are asked for."""
FREE_OF_NETWORK: Final = 30
"""So many challenges one network has at the least difficulty in a window; a campus has more."""
FREE_OF_EVENT: Final = 3_000
"""And so many all networks together for an event."""
HASH_BITS: Final = 256
TOKEN_LASTS: Final = timedelta(minutes=5)
SKEW: Final = timedelta(minutes=1)
"""A service's clock may be ahead of ours."""
BINDING_BYTES: Final = 16
SIGNED: Final = re.compile(r"[A-Za-z0-9_.\-]{1,300}", re.ASCII)
ANSWER: Final = re.compile(r"[A-Za-z0-9_.\-]{1,300}~[0-9]{1,16}", re.ASCII)


def difficulty(*, of_network: int, of_event: int) -> int:
    """The bits of a challenge: one more each time that what was asked before doubles.

    Never below LEAST_BITS nor above MOST_BITS, and never less for more that was asked.
    """
    doubled = max(_doublings(of_network, FREE_OF_NETWORK), _doublings(of_event, FREE_OF_EVENT))
    return min(MOST_BITS, LEAST_BITS + doubled)


def _doublings(asked: int, free: int) -> int:
    return (max(0, asked) // free).bit_length()


def challenge_of(answer: str) -> str | None:
    """The challenge that a text claims to answer; None for a text of another shape."""
    return answer.rpartition("~")[0] if ANSWER.fullmatch(answer) else None


def is_signed(answer: str) -> bool:
    """Whether a text may be an answer that we gave for a token: it has no number behind it."""
    return SIGNED.fullmatch(answer) is not None


def binding_of(challenge: str) -> str:
    """What a widget is given to bind its token to one challenge: every service can keep it."""
    return hashlib.blake2b(challenge.encode(), digest_size=BINDING_BYTES).hexdigest()


def is_for_this(
    verdict: Verdict,
    can: Capabilities,
    *,
    hostname: str,
    action: str,
    challenge: str,
    now: datetime,
) -> bool:
    """Whether a person's token was solved on our page, for this challenge, a moment ago.

    A service that does not say where or when, or keeps neither action nor binding, is judged by
    what it does say: its own key has been checked by it.
    """
    is_here = verdict.hostname.lower() in {"", hostname.lower()}
    is_meant = not can.actions or verdict.action == action
    is_bound = not can.bindings or verdict.binding == binding_of(challenge)
    age = now - verdict.solved_at if verdict.solved_at else timedelta()
    return is_here and is_meant and is_bound and -SKEW <= age <= TOKEN_LASTS


def is_worked(answer: str, bits: int) -> bool:
    """Whether the hash of an answer begins with so many zero bits."""
    digest = int.from_bytes(hashlib.sha256(answer.encode()).digest())
    return digest >> (HASH_BITS - bits) == 0
