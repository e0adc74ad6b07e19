"""Questions that modules above events answer: places sold, and who holds a ticket.

Events stands below stock, tickets and orders and cannot import them.
"""

from collections.abc import Callable, Collection, Mapping
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


HOLDER_HEADER: Final = "Turnout-Order-Secret"

PLACES_SOLD: Final = Hook[Callable[[Transaction, Collection[UUID]], Mapping[UUID, int]]]()
"""Counts the places sold or held of each event, in one statement; events without may be absent."""
TICKET_HOLDER: Final = Hook[Callable[[Transaction, UUID, UUID, HolderProof], bool]]()
"""Says whether a ticket (third) of an event (second) is valid and theirs, in one statement."""


def places_sold(tx: Transaction, event_ids: Collection[UUID]) -> dict[UUID, int]:
    """Count the places that people have, or hold at this moment, of each event that has any."""
    found: dict[UUID, int] = {}
    for count in PLACES_SOLD:
        for event_id, places in count(tx, event_ids).items():
            if places:
                found[event_id] = max(places, found.get(event_id, 0))
    return found


def verify_ticket_holder(
    tx: Transaction, event_id: UUID, ticket_id: UUID, *, proof: HolderProof
) -> bool:
    """Say whether the ticket is a valid one of the event, and belongs to who shows the proof."""
    return any(verify(tx, event_id, ticket_id, proof) for verify in TICKET_HOLDER)
