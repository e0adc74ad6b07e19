"""Challenges as signed texts: what one says, of which kind it is, how hard it is.

A challenge of a service is signed for another purpose, so that no proof of work answers it.
"""

import secrets
import struct
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.modules.challenges import answers, rules
from turnout.modules.challenges.metrics import ISSUED
from turnout.modules.challenges.types import Challenge, ChallengeAction, ChallengeAlgorithm

PURPOSE: Final = "challenge"
OF_SERVICE: Final = "challenge-of-service"
BY_TOKEN: Final = "challenge-by-token"  # noqa: S105  a purpose, no secret
LASTS: Final = timedelta(minutes=5)
WINDOW_SECONDS: Final = 600
NONCE_BYTES: Final = 12
SHAPE: Final = struct.Struct(f">16s16sBd{NONCE_BYTES}s24s")
"""Organization, event, bits, until when, nonce, action."""


def issue(
    organization_id: UUID,
    event_id: UUID,
    action: ChallengeAction,
    *,
    network: str,
    by_service: bool = False,
) -> Challenge:
    """A new challenge for doing something once at an event.

    It is kept nowhere: it says itself, signed, what it is for, how hard it is and until when. The
    more of them a network or an event asks for in ten minutes, the harder they are; `by_service`
    asks for a token instead, whose service does the judging.
    """
    ISSUED.add()
    if by_service:
        signed, until = sign(OF_SERVICE, organization_id, event_id, action)
        return Challenge(
            challenge=signed,
            algorithm=ChallengeAlgorithm.SERVICE,
            difficulty_bits=0,
            expires_at=until,
            binding=rules.binding_of(signed),
        )
    asked = answers.count_asked(
        organization_id, f"{event_id}", f"{event_id}:{network}", seconds=WINDOW_SECONDS
    )
    bits = rules.BLIND_BITS
    if asked is not None:
        bits = rules.difficulty(of_event=asked[0], of_network=asked[1])
    signed, until = sign(PURPOSE, organization_id, event_id, action, bits=bits)
    return Challenge(
        challenge=signed,
        algorithm=ChallengeAlgorithm.PROOF_OF_WORK,
        difficulty_bits=bits,
        expires_at=until,
    )


def sign(
    purpose: str, organization_id: UUID, event_id: UUID, action: ChallengeAction, *, bits: int = 0
) -> tuple[str, datetime]:
    """A text of ours that is good for this for five minutes, and until when."""
    until = clock.now() + LASTS
    payload = SHAPE.pack(
        organization_id.bytes,
        event_id.bytes,
        bits,
        until.timestamp(),
        secrets.token_bytes(NONCE_BYTES),
        action.value.encode(),
    )
    return runtime.current().keys.sign(purpose, payload, expires_at=until), until
