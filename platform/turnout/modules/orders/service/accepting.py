"""Accepting a ticket that somebody offered: another name, other answers, a new code."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.modules.catalog import api as catalog
from turnout.modules.forms import api as forms
from turnout.modules.orders.answers import queries as stored
from turnout.modules.orders.errors import TransferOver
from turnout.modules.orders.facts import OrderTicketAccepted
from turnout.modules.orders.models import Order, TicketTransfer, TransferState
from turnout.modules.orders.queries import orders
from turnout.modules.orders.queries import transfers as queries
from turnout.modules.orders.service import attendee_updates, transferring
from turnout.modules.orders.service.attendee_updates import NewAttendee
from turnout.modules.tickets import api as tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An offer as whoever has its link sees it."""

    id: UUID
    event_id: UUID
    ticket_type_id: UUID
    ticket_type: str
    from_name: str
    recipient_email: str
    state: str
    expires_at: datetime
    form_version_id: UUID | None
    """What the new holder is asked; None: nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The ticket is theirs: `transfer_id` and the secret that goes with it open it."""

    transfer_id: UUID
    ticket_id: UUID
    event_id: UUID
    holder_name: str
    holder_email: str


def show_offer(ctx: PublicContext, transfer_id: UUID) -> Offered:
    """What is offered, by whom and until when; `state` says whether it still is."""
    with transaction(ctx) as tx:
        transfer = queries.get(tx, transfer_id)
        ticket = tickets.find_ticket(tx, transfer.ticket_id)
        if ticket is None:
            raise tickets.TicketNotFound
        names = {
            each.ticket_type_id: each.name for each in catalog.list_offers(tx, ticket.event_id)
        }
        return Offered(
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


def accept_offer(ctx: PublicContext, transfer_id: UUID, new: NewAttendee) -> Accepted:
    """Take the ticket over: a new code, the giver's is dead at once.

    Name, answers and code change together or not at all. The money stays the buyer's. TransferOver
    when somebody was faster, or the offer was withdrawn or has lapsed.
    """
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        transfer = _lock_open(tx, transfer_id)
        order = orders.find_order(tx, transfer.order_id)
        ticket = transferring.lock_valid(tx, order, transfer.ticket_id)
        email = new.email or transfer.recipient_email
        transferring.end(tx, transfer, TransferState.ACCEPTED)
        tickets.transfer(
            tx,
            ticket.id,
            tickets.NewHolder(
                name=new.name, email=email, transfer_id=transfer.id, user_id=ctx.user_id
            ),
        )
        _change_person(tx, order, ticket, new=new, email=email)
        tx.publish(
            OrderTicketAccepted(
                transfer_id=transfer.id,
                order_id=order.id,
                ticket_id=ticket.id,
                event_id=ticket.event_id,
            )
        )
        done = Accepted(
            transfer_id=transfer.id,
            ticket_id=ticket.id,
            event_id=ticket.event_id,
            holder_name=new.name,
            holder_email=email,
        )
        idempotency.complete(tx, done)
        return done


def _change_person(
    tx: Transaction, order: Order, ticket: tickets.Ticket, *, new: NewAttendee, email: str
) -> None:
    """The attendee is somebody else now; of a pass, whoever it was sold for stays its person."""
    if attendee_updates.attendee_has_other_tickets(tx, ticket):
        return
    attendee = orders.get_attendee(tx, order.id, ticket.attendee_id)
    attendee.name, attendee.email = new.name, email
    stored.delete_answers(tx, attendee.id)
    attendee_updates.save_answers(tx, order, attendee, given=new.answers or {}, is_new=True)


def decline_offer(ctx: PublicContext, transfer_id: UUID) -> None:
    """Say no; the ticket stays with who offered it."""
    with transaction(ctx) as tx:
        transferring.end(tx, _lock_open(tx, transfer_id), TransferState.DECLINED)


def _lock_open(tx: Transaction, transfer_id: UUID) -> TicketTransfer:
    orders.lock_order(tx, queries.get(tx, transfer_id).order_id)
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
