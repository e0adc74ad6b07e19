"""A transferred ticket, for whoever it was transferred to; whose a ticket is."""

from uuid import UUID

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.orders import api as orders
from turnout.modules.participation import api as participation
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import queries
from turnout.modules.transfers.service import offers
from turnout.modules.transfers.types import TransferredTicket


def get_transferred_ticket(ctx: PublicContext, transfer_id: UUID) -> TransferredTicket:
    """The ticket that a transfer gave away; TicketPassedOn once somebody else has it."""
    with transaction(ctx) as tx:
        return read_transferred_ticket(tx, transfer_id)


def read_transferred_ticket(tx: Transaction, transfer_id: UUID) -> TransferredTicket:
    """The same inside somebody's transaction, who has asked for the ticket's secret."""
    transfer = queries.get(tx, transfer_id)
    ticket = tickets.find_ticket(tx, transfer.ticket_id)
    if ticket is None:
        raise tickets.TicketNotFound
    if ticket.transfer_id != transfer_id:
        raise orders.TicketPassedOn
    is_shared = orders.attendee_has_other_tickets(tx, ticket)
    return TransferredTicket(
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
        answers={}
        if is_shared
        else orders.answers_of_attendee(tx, ticket.reference, ticket.attendee_id),
    )


def update_transferred_ticket(
    ctx: PublicContext, transfer_id: UUID, changes: orders.AttendeeUpdate
) -> orders.AttendeeView:
    """Correct name and answers, by whoever the ticket was passed on to."""
    with transaction(ctx) as tx:
        _, ticket = offers.lock_transferred_ticket(tx, transfer_id)
        return orders.update_attendee_of_ticket(tx, ticket, changes)


def owns_ticket(
    tx: Transaction, event_id: UUID, ticket_id: UUID, proof: participation.HolderProof
) -> bool:
    """Whether a valid ticket of the event is theirs who shows this.

    One that was passed on is no longer its buyer's; its own link proves it then.
    """
    ticket = tickets.find_ticket(tx, ticket_id)
    if ticket is None or ticket.event_id != event_id or ticket.state != "valid":
        return False
    if ticket.transfer_id is not None:
        if proof.secret:
            return orders.holds_ticket(ticket.transfer_id, proof.secret)
        return proof.user_id is not None and ticket.holder_user_id == proof.user_id
    if proof.secret:
        return orders.proves(ticket.reference, proof.secret)
    return proof.user_id is not None and orders.buyer_of(tx, ticket.reference) == proof.user_id
