"""The question that orders answer: who holds a ticket, asked before a place is given away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderProof:
    """What somebody shows: who they are signed in as, and a secret that came with the request."""

    user_id: UUID | None = None
    secret: str = ""


TICKET_HOLDER: Final = Hook[Callable[[Transaction, UUID, UUID, HolderProof], bool]]()
"""Says whether a ticket (third) of an event (second) is valid and theirs, in one statement."""


def verify_ticket_holder(
    tx: Transaction, event_id: UUID, ticket_id: UUID, *, proof: HolderProof
) -> bool:
    """Say whether the ticket is a valid one of the event, and belongs to who shows the proof."""
    return any(verify(tx, event_id, ticket_id, proof) for verify in TICKET_HOLDER)
