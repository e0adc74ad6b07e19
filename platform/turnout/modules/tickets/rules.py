"""The state a ticket gets when it is voided, and the values of a new ticket's row. Pure."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from turnout.modules.tickets.types import NewTicket

REFUNDED: Final = "refunded"


def state_for(reason: str) -> str:
    """The state of a ticket that is voided for this reason."""
    return REFUNDED if reason == REFUNDED else "void"


def rows_of(
    seats: Sequence[NewTicket], ids: Sequence[UUID], nonces: Sequence[bytes]
) -> list[dict[str, Any]]:
    """The seats as `sql_fragments.ISSUE` reads them from JSON."""
    return [
        {
            "id": str(ticket_id),
            "attendee_id": str(seat.attendee_id),
            "event_id": None if seat.event_id is None else str(seat.event_id),
            "ticket_type_id": str(seat.ticket_type_id),
            "holder_name": seat.holder_name,
            "holder_email": seat.holder_email,
            "nonce": nonce.hex(),
            "position": position,
        }
        for position, (seat, ticket_id, nonce) in enumerate(
            zip(seats, ids, nonces, strict=True), start=1
        )
    ]
