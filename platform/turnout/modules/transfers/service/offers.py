"""Tickets that change hands: offered by who holds them, accepted by who was mailed the link.

Buyer, holder, acceptance and cancellation lock the order first, the door shares the ticket's row:
of two that meet, the database lets one go first and the other sees what it left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.ids import new_id
from turnout.modules.events import api as events
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import metrics, policies, queries
from turnout.modules.transfers.errors import NotOffered, TooManyOffers, TransfersClosed
from turnout.modules.transfers.facts import TicketTransferEnded, TicketTransferOffered
from turnout.modules.transfers.models import TicketTransfer, TransferState
from turnout.modules.transfers.types import Recipient, TransferView

OPEN_FOR: Final = timedelta(days=7)
MOST_A_DAY: Final = 20
"""Offers of an order's tickets; each is a mail to an address that somebody typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sender:
    name: str
    email: str
    transfer_id: UUID | None
    is_team: bool = False


def offer_ticket(
    ctx: PublicContext | OrganizationContext,
    order_id: UUID,
    *,
    ticket_id: UUID,
    recipient: Recipient,
) -> TransferView:
    """Offer one of the order's tickets to somebody; it stays the giver's until it is accepted.

    Members need no deadline, and may offer a ticket whoever holds it.
    """
    policies.require_can_change(ctx)
    is_team = not isinstance(ctx, PublicContext)
    with transaction(ctx) as tx:
        order = orders.lock_summary(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        ticket = lock_valid_ticket(tx, order.id, ticket_id)
        if ticket.is_transferred and not is_team:
            raise orders.TicketPassedOn
        sender = _Sender(
            name=order.buyer_name,
            email=order.buyer_email,
            transfer_id=ticket.transfer_id,
            is_team=is_team,
        )
        return _offer(tx, order, ticket, sender=sender, recipient=recipient)


def offer_transferred(ctx: PublicContext, transfer_id: UUID, recipient: Recipient) -> TransferView:
    """The same by somebody to whom the ticket was passed on before."""
    with transaction(ctx) as tx:
        order, ticket = lock_transferred_ticket(tx, transfer_id)
        sender = _Sender(
            name=ticket.holder_name, email=ticket.holder_email, transfer_id=ticket.transfer_id
        )
        return _offer(tx, order, ticket, sender=sender, recipient=recipient)


def withdraw_offer(
    ctx: PublicContext | OrganizationContext, order_id: UUID, *, ticket_id: UUID
) -> None:
    """Take an open offer back; NotOffered when there is none (any more)."""
    policies.require_can_change(ctx)
    is_buyer = isinstance(ctx, PublicContext)
    with transaction(ctx) as tx:
        order = orders.lock_summary(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        found = queries.find_open(tx, ticket_id)
        if found is None or found.order_id != order.id:
            raise NotOffered
        if is_buyer and found.from_transfer_id is not None:
            raise orders.TicketPassedOn
        end(tx, found, TransferState.WITHDRAWN)


def withdraw_transferred(ctx: PublicContext, transfer_id: UUID) -> None:
    """The same by somebody to whom the ticket was passed on before."""
    with transaction(ctx) as tx:
        _, ticket = lock_transferred_ticket(tx, transfer_id)
        found = queries.find_open(tx, ticket.id)
        if found is None:
            raise NotOffered
        end(tx, found, TransferState.WITHDRAWN)


def list_transfers(ctx: PublicContext | OrganizationContext, order_id: UUID) -> list[TransferView]:
    """Offers of the order's tickets, the newest first; a buyer sees only their own."""
    policies.require_can_open(ctx)
    is_buyer = isinstance(ctx, PublicContext)
    with transaction(ctx) as tx:
        policies.require_can_open(ctx, orders.get_summary(tx, order_id).event_id)
        return offers_of(tx, order_id, is_buyer=is_buyer)


def offers_of(tx: Transaction, order_id: UUID, *, is_buyer: bool) -> list[TransferView]:
    """The same inside somebody's transaction, who has asked whether it may be seen."""
    every = queries.list_of_order(tx, order_id)
    return [view_of(each) for each in every if not is_buyer or each.from_transfer_id is None]


def list_due(ctx: SystemContext, *, limit: int = 500) -> list[tuple[UUID, UUID]]:
    """(organization, transfer) of offers whose time ran out."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, now=tx.now, limit=limit)


def expire_transfer(ctx: OrganizationContext, transfer_id: UUID) -> bool:
    """End an offer that nobody accepted; False when it ended in the meantime."""
    with transaction(ctx) as tx:
        orders.lock_summary(tx, queries.get(tx, transfer_id).order_id)
        found = queries.get(tx, transfer_id, lock=True)
        if found.state != TransferState.OFFERED or found.expires_at > tx.now:
            return False
        end(tx, found, TransferState.EXPIRED)
        return True


def lock_valid_ticket(tx: Transaction, order_id: UUID, ticket_id: UUID) -> tickets.Ticket:
    """A valid ticket of the order that nobody came in with, FOR UPDATE; the order is locked."""
    locked = tickets.lock_tickets(tx, [ticket_id])
    if not locked or locked[0].reference != order_id:
        raise tickets.TicketNotFound
    if not locked[0].is_valid:
        raise orders.TicketGone
    if tickets.admitted_among(tx, [ticket_id]):
        raise orders.AlreadyInside
    return locked[0]


def lock_transferred_ticket(
    tx: Transaction, transfer_id: UUID
) -> tuple[orders.OrderSummary, tickets.Ticket]:
    """The order and the ticket that a transfer gave away, while nobody else got it since."""
    transfer = queries.get(tx, transfer_id)
    order = orders.lock_summary(tx, transfer.order_id)
    ticket = lock_valid_ticket(tx, order.id, transfer.ticket_id)
    if ticket.transfer_id != transfer_id:
        raise orders.TicketPassedOn
    return order, ticket


def end(tx: Transaction, transfer: TicketTransfer, state: TransferState) -> None:
    """Close an open offer, and say so. Its order is locked by the caller."""
    transfer.state = state.value
    transfer.ended_at = tx.now
    tx.flush()
    tx.after_commit.append(lambda: metrics.TRANSFERS.add(outcome=state.value))
    tx.publish(
        TicketTransferEnded(
            transfer_id=transfer.id,
            order_id=transfer.order_id,
            ticket_id=transfer.ticket_id,
            event_id=transfer.event_id,
            outcome=state.value,
        )
    )


def end_offers_of(
    tx: Transaction, order_id: UUID, ticket_ids: Sequence[UUID] | None = None
) -> None:
    """Withdraw the open offers of tickets that are void from now on; None: of the whole order."""
    queries.end_open(tx, order_id, ticket_ids)


def view_of(row: TicketTransfer) -> TransferView:
    return TransferView(
        id=row.id,
        order_id=row.order_id,
        ticket_id=row.ticket_id,
        event_id=row.event_id,
        state=row.state,
        recipient_email=row.recipient_email,
        offered_at=row.offered_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
    )


def _open_until(
    tx: Transaction, order: orders.OrderSummary, ticket: tickets.Ticket, *, is_team: bool
) -> datetime:
    """When an offer ends at the latest; TransfersClosed where none can be made any more.

    Buyers are bound by the terms, members by the end of the event.
    """
    event = events.get_event(tx, ticket.event_id)
    closes_at = event.ends_at
    if not is_team:
        closes_at = orders.applicable_terms_of(tx, order.id).transfers_close_at(event.starts_at)
        if closes_at is None:
            raise TransfersClosed
    if closes_at is not None and tx.now >= closes_at:
        raise TransfersClosed
    return closes_at or tx.now + OPEN_FOR


def _offer(
    tx: Transaction,
    order: orders.OrderSummary,
    ticket: tickets.Ticket,
    *,
    sender: _Sender,
    recipient: Recipient,
) -> TransferView:
    until = _open_until(tx, order, ticket, is_team=sender.is_team)
    if queries.count_recent(tx, order.id, span=timedelta(days=1)) >= MOST_A_DAY:
        raise TooManyOffers
    row = TicketTransfer(
        id=new_id(),
        order_id=order.id,
        ticket_id=ticket.id,
        event_id=ticket.event_id,
        state=TransferState.OFFERED.value,
        recipient_email=recipient.email,
        locale=recipient.locale,
        from_name=sender.name,
        from_email=sender.email,
        from_transfer_id=sender.transfer_id,
        offered_at=tx.now,
        expires_at=min(tx.now + OPEN_FOR, until),
    )
    queries.add(tx, row)
    tx.after_commit.append(lambda: metrics.TRANSFERS.add(outcome=TransferState.OFFERED.value))
    tx.publish(
        TicketTransferOffered(
            transfer_id=row.id, order_id=order.id, ticket_id=ticket.id, event_id=ticket.event_id
        )
    )
    return view_of(row)
