"""Whose a ticket is: the order's secret proves it, or being signed in as its buyer."""

from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.events import api as events
from turnout.modules.orders.queries import orders as queries
from turnout.modules.orders.secrets import holds_ticket, proves
from turnout.modules.tickets import api as tickets


def owns_ticket(
    tx: Transaction, event_id: UUID, ticket_id: UUID, proof: events.HolderProof
) -> bool:
    """Whether a valid ticket of the event is theirs who shows this.

    One that was passed on is no longer its buyer's; its own link proves it then.
    """
    ticket = tickets.find_ticket(tx, ticket_id)
    if ticket is None or ticket.event_id != event_id or ticket.state != "valid":
        return False
    if ticket.transfer_id is not None:
        if proof.secret:
            return holds_ticket(ticket.transfer_id, proof.secret)
        return proof.user_id is not None and ticket.holder_user_id == proof.user_id
    if proof.secret:
        return proves(ticket.reference, proof.secret)
    return proof.user_id is not None and queries.buyer_of(tx, ticket.reference) == proof.user_id
