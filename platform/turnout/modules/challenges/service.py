"""Use cases of challenges: ask for one, and judge an answer. Neither asks the database."""

import secrets
import struct
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.crypto import Lapsed, NotGenuine
from turnout.modules.challenges import answers, rules
from turnout.modules.challenges.metrics import ANSWERED, ISSUED
from turnout.modules.challenges.types import Challenge, ChallengeAction

PURPOSE: Final = "challenge"
ALGORITHM: Final = "SHA-256"
LASTS: Final = timedelta(minutes=5)
WINDOW_SECONDS: Final = 600
NONCE_BYTES: Final = 12
SHAPE: Final = struct.Struct(f">16s16sBd{NONCE_BYTES}s24s")
"""Organization, event, bits, until when, nonce, action."""


def ask(ctx: PublicContext, event_id: UUID, action: ChallengeAction, *, network: str) -> Challenge:
    """A new challenge for whoever asks; anybody may."""
    if not isinstance(ctx, PublicContext):
        raise Forbidden
    return issue(ctx.organization_id, event_id, action, network=network)


def issue(
    organization_id: UUID, event_id: UUID, action: ChallengeAction, *, network: str
) -> Challenge:
    """A new challenge for doing something once at an event.

    It is kept nowhere: it says itself, signed, what it is for, how hard it is and until when. The
    more of them a network or an event asks for in ten minutes, the harder they are.
    """
    asked = answers.count_asked(
        organization_id, f"{event_id}", f"{event_id}:{network}", seconds=WINDOW_SECONDS
    )
    bits = rules.BLIND_BITS
    if asked is not None:
        bits = rules.difficulty(of_event=asked[0], of_network=asked[1])
    until = clock.now() + LASTS
    payload = SHAPE.pack(
        organization_id.bytes,
        event_id.bytes,
        bits,
        until.timestamp(),
        secrets.token_bytes(NONCE_BYTES),
        action.value.encode(),
    )
    signed = runtime.current().keys.sign(PURPOSE, payload, expires_at=until)
    ISSUED.add()
    return Challenge(challenge=signed, algorithm=ALGORITHM, difficulty_bits=bits, expires_at=until)


def is_solved(organization_id: UUID, event_id: UUID, action: ChallengeAction, answer: str) -> bool:
    """Whether a text answers a challenge of ours for this, for the first time; uses it up."""
    if not answer:
        return False
    outcome = _judge(organization_id, event_id, action, answer)
    ANSWERED.add(outcome=outcome)
    return outcome == "solved"


def _judge(organization_id: UUID, event_id: UUID, action: ChallengeAction, answer: str) -> str:
    challenge = rules.challenge_of(answer)
    if challenge is None:
        return "wrong"
    try:
        raw = runtime.current().keys.unsign(PURPOSE, challenge, now=clock.now())
    except Lapsed:
        return "lapsed"
    except NotGenuine:
        return "wrong"
    organization, event, bits, until, _, wanted = SHAPE.unpack(raw)
    is_for_this = (organization, event, wanted.rstrip(b"\0")) == (
        organization_id.bytes,
        event_id.bytes,
        action.value.encode(),
    )
    if not is_for_this or not rules.is_worked(answer, bits):
        return "wrong"
    moment = datetime.fromtimestamp(until, UTC)
    return "solved" if answers.use(organization_id, challenge, until=moment) else "used"
