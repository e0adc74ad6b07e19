"""Questions answered from above: who holds a ticket, and for whom places are kept."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketHolder:
    """Who comes by a ticket, and as which attendee of its order."""

    ticket_id: UUID
    ticket_type_id: UUID
    attendee_id: UUID
    name: str


HOLDER_NAMES: Final = Hook[
    Callable[[Transaction, UUID, Collection[UUID]], Sequence[TicketHolder]]
]()
"""Names who holds tickets of an event (second), to whom names may be told; else nobody."""


def name_holders(
    tx: Transaction, event_id: UUID, ticket_ids: Collection[UUID]
) -> dict[UUID, TicketHolder]:
    """Say who holds these tickets, by ticket; none of whom the asker may not know."""
    answers = (answer(tx, event_id, ticket_ids) for answer in HOLDER_NAMES)
    return {each.ticket_id: each for answer in answers for each in answer}


PLACES_KEPT: Final = Hook[Callable[[Transaction, UUID, UUID | None], Mapping[UUID, int]]]()
"""Counts, by session of an event (second), the places kept for others than a ticket (third)."""

PLACE_TAKEN: Final = Hook[Callable[[Transaction, UUID, UUID], None]]()
"""Hears in the same transaction that a ticket (third) took a place in a session (second)."""


def kept_places(
    tx: Transaction, event_id: UUID, *, besides: UUID | None = None
) -> Mapping[UUID, int]:
    """Count the places of each session that are kept for others than the ticket `besides`."""
    kept: Counter[UUID] = Counter()
    for count in PLACES_KEPT:
        kept.update(count(tx, event_id, besides))
    return kept
