"""A ticket as whoever it was passed on to has it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.orders.answers import queries as stored
from turnout.modules.orders.errors import TicketPassedOn
from turnout.modules.orders.queries import transfers as queries
from turnout.modules.orders.service import attendee_updates
from turnout.modules.tickets import api as tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTicket:
    """`code` is empty once the ticket is void."""

    transfer_id: UUID
    order_id: UUID
    ticket_id: UUID
    event_id: UUID
    ticket_type_id: UUID
    attendee_id: UUID
    holder_name: str
    holder_email: str
    state: str
    code: str = field(repr=False)
    short_code: str = field(repr=False)
    answers: dict[str, Any] = field(default_factory=dict, repr=False)


def show_held(ctx: PublicContext, transfer_id: UUID) -> HeldTicket:
    """The ticket that a transfer gave away; TicketPassedOn once somebody else has it."""
    with transaction(ctx) as tx:
        return held_in(tx, transfer_id)


def held_in(tx: Transaction, transfer_id: UUID) -> HeldTicket:
    """The same inside somebody's transaction, who has asked for the ticket's secret."""
    transfer = queries.get(tx, transfer_id)
    ticket = tickets.find_ticket(tx, transfer.ticket_id)
    if ticket is None:
        raise tickets.TicketNotFound
    if ticket.transfer_id != transfer_id:
        raise TicketPassedOn
    given = None
    if not attendee_updates.attendee_has_other_tickets(tx, ticket):
        given = stored.list_answers(tx, ticket.reference).get(ticket.attendee_id)
    return HeldTicket(
        transfer_id=transfer_id,
        order_id=ticket.reference,
        ticket_id=ticket.id,
        event_id=ticket.event_id,
        ticket_type_id=ticket.ticket_type_id,
        attendee_id=ticket.attendee_id,
        holder_name=ticket.holder_name,
        holder_email=ticket.holder_email,
        state=ticket.state,
        code=tickets.code_of(tx, ticket) if ticket.is_valid else "",
        short_code=ticket.short_code if ticket.is_valid else "",
        answers=given[1] if given else {},
    )
