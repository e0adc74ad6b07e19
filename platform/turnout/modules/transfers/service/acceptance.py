"""Acceptance of a ticket transfer: new name, new answers, new code."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.modules.catalog import api as catalog
from turnout.modules.forms import api as forms
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import queries
from turnout.modules.transfers.errors import TransferOver
from turnout.modules.transfers.facts import TicketTransferAccepted
from turnout.modules.transfers.models import TicketTransfer, TransferState
from turnout.modules.transfers.service import offers
from turnout.modules.transfers.types import TransferAccepted, TransferOffer


def get_offer(ctx: PublicContext, transfer_id: UUID) -> TransferOffer:
    """What is offered, by whom and until when; `state` says whether it still is."""
    with transaction(ctx) as tx:
        transfer = queries.get(tx, transfer_id)
        ticket = tickets.find_ticket(tx, transfer.ticket_id)
        if ticket is None:
            raise tickets.TicketNotFound
        names = {
            each.ticket_type_id: each.name for each in catalog.list_offers(tx, ticket.event_id)
        }
        return TransferOffer(
            id=transfer.id,
            event_id=transfer.event_id,
            ticket_type_id=ticket.ticket_type_id,
            ticket_type=names.get(ticket.ticket_type_id, ""),
            from_name=transfer.from_name,
            recipient_email=transfer.recipient_email,
            state=_state(transfer, ticket, now=tx.now),
            expires_at=transfer.expires_at,
            form_version_id=forms.find_version_id(tx, ticket.event_id),
        )


def accept_offer(
    ctx: PublicContext, transfer_id: UUID, new: orders.NewAttendee
) -> TransferAccepted:
    """Take the ticket over: a new code, the giver's is dead at once.

    Name, answers and code change together or not at all; of a pass, its attendee stays the person
    whom it was sold for. The money stays the buyer's. TransferOver
    when somebody was faster, or the offer was withdrawn or has lapsed.
    """
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        transfer = _lock_open(tx, transfer_id)
        ticket = offers.lock_valid_ticket(tx, transfer.order_id, transfer.ticket_id)
        email = new.email or transfer.recipient_email
        offers.end(tx, transfer, TransferState.ACCEPTED)
        tickets.transfer(
            tx,
            ticket.id,
            tickets.NewHolder(
                name=new.name, email=email, transfer_id=transfer.id, user_id=ctx.user_id
            ),
        )
        if not orders.attendee_has_other_tickets(tx, ticket):
            new = replace(new, email=email)
            orders.replace_attendee(tx, transfer.order_id, ticket.attendee_id, new=new)
        tx.publish(
            TicketTransferAccepted(
                transfer_id=transfer.id,
                order_id=transfer.order_id,
                ticket_id=ticket.id,
                event_id=ticket.event_id,
            )
        )
        done = TransferAccepted(
            transfer_id=transfer.id,
            ticket_id=ticket.id,
            event_id=ticket.event_id,
            holder_name=new.name,
            holder_email=email,
        )
        idempotency.complete(tx, done)
        return done


def decline_offer(ctx: PublicContext, transfer_id: UUID) -> None:
    """Say no; the ticket stays with who offered it."""
    with transaction(ctx) as tx:
        offers.end(tx, _lock_open(tx, transfer_id), TransferState.DECLINED)


def _lock_open(tx: Transaction, transfer_id: UUID) -> TicketTransfer:
    orders.lock_summary(tx, queries.get(tx, transfer_id).order_id)
    found = queries.get(tx, transfer_id, lock=True)
    if found.state != TransferState.OFFERED:
        raise TransferOver(state=found.state)
    if found.expires_at <= tx.now:
        raise TransferOver(state=TransferState.EXPIRED.value)
    return found


def _state(transfer: TicketTransfer, ticket: tickets.Ticket, *, now: datetime) -> str:
    if transfer.state != TransferState.OFFERED:
        return transfer.state
    if not ticket.is_valid:
        return TransferState.WITHDRAWN.value
    return TransferState.EXPIRED.value if transfer.expires_at <= now else transfer.state
