"""Use cases of ticket transfers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urljoin
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext, TenantContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.kernel.observability.metrics import counter
from turnout.kernel.security import permissions
from turnout.kernel.values import from_attributes
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.forms import api as forms
from turnout.modules.orders import api as orders
from turnout.modules.participation import api as participation
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import policies, queries, types
from turnout.modules.transfers.errors import (
    NotOffered,
    TooManyOffers,
    TransferNotFound,
    TransferOver,
    TransfersClosed,
)
from turnout.modules.transfers.facts import (
    TicketTransferAccepted,
    TicketTransferEnded,
    TicketTransferOffered,
)
from turnout.modules.transfers.models import TicketTransferRow, TransferState

TRANSFERS: Final = counter(
    "turnout_ticket_transfers",
    "Tickets offered to somebody else, by what became of it",
    outcome=("offered", "accepted", "declined", "withdrawn", "expired"),
)
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
    ctx: TenantContext, order_id: UUID, *, ticket_id: UUID, recipient: types.Recipient
) -> types.Transfer:
    """Offer one of the order's tickets to somebody; it stays the giver's until it is accepted.

    Members need no deadline, and may offer a ticket whoever holds it. RateLimited where others
    have offered the address too much within a day: each offer is a mail to a stranger.
    """
    policies.require_can_change(ctx)
    is_team = not isinstance(ctx, PublicContext)
    if not is_team:
        _count_offer(ctx, recipient)
    with transaction(ctx) as tx:
        order = orders.lock_summary(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        ticket = lock_valid_ticket(tx, order.id, ticket_id)
        if ticket.is_transferred and not is_team:
            raise orders.TicketPassedOn
        sender = _Sender(
            name=ticket.holder_name if ticket.is_transferred else order.buyer_name,
            email=ticket.holder_email if ticket.is_transferred else order.buyer_email,
            transfer_id=ticket.transfer_id,
            is_team=is_team,
        )
        return _offer(tx, order, ticket, sender=sender, recipient=recipient)


def offer_transferred(
    ctx: PublicContext, transfer_id: UUID, recipient: types.Recipient
) -> types.Transfer:
    """Offer a transferred ticket on, by its holder; RateLimited as `offer_ticket` says."""
    _count_offer(ctx, recipient)
    with transaction(ctx) as tx:
        order, ticket = lock_transferred_ticket(tx, transfer_id)
        sender = _Sender(
            name=ticket.holder_name, email=ticket.holder_email, transfer_id=ticket.transfer_id
        )
        return _offer(tx, order, ticket, sender=sender, recipient=recipient)


def _count_offer(ctx: TenantContext, recipient: types.Recipient) -> None:
    address = f"{ctx.organization_id}:{recipient.email.strip().lower()}"
    runtime.current().limiter.require("offer", address)


def withdraw_offer(ctx: TenantContext, order_id: UUID, *, ticket_id: UUID) -> None:
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
    """Take back the open offer of a transferred ticket, by its holder."""
    with transaction(ctx) as tx:
        _, ticket = lock_transferred_ticket(tx, transfer_id)
        found = queries.find_open(tx, ticket.id)
        if found is None:
            raise NotOffered
        end(tx, found, TransferState.WITHDRAWN)


def list_transfers(ctx: TenantContext, order_id: UUID) -> list[types.Transfer]:
    """Offers of the order's tickets, the newest first; a buyer sees only their own."""
    policies.require_can_open(ctx)
    is_buyer = isinstance(ctx, PublicContext)
    with transaction(ctx) as tx:
        policies.require_can_open(ctx, orders.get_summary(tx, order_id).event_id)
        return offers_of(tx, order_id, is_buyer=is_buyer)


def offers_of(tx: Transaction, order_id: UUID, *, is_buyer: bool) -> list[types.Transfer]:
    """List the offers of an order; the caller has checked who sees them."""
    every = queries.list_of_order(tx, order_id)
    return [
        types.Transfer.of(each) for each in every if not is_buyer or each.from_transfer_id is None
    ]


def list_due(ctx: SystemContext, *, limit: int = 500) -> list[tuple[UUID, UUID]]:
    """(organization, transfer) of offers whose time ran out."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, now=tx.now, limit=limit)


def expire_transfer(ctx: OrganizationContext, transfer_id: UUID) -> bool:
    """End an offer that nobody accepted; False when it ended in the meantime."""
    with transaction(ctx) as tx:
        orders.lock_summary(tx, queries.get_transfer(tx, transfer_id).order_id)
        found = queries.get_transfer(tx, transfer_id, lock=True)
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
    transfer = queries.get_transfer(tx, transfer_id)
    order = orders.lock_summary(tx, transfer.order_id)
    ticket = lock_valid_ticket(tx, order.id, transfer.ticket_id)
    if ticket.transfer_id != transfer_id:
        raise orders.TicketPassedOn
    return order, ticket


def end(tx: Transaction, transfer: TicketTransferRow, state: TransferState) -> None:
    """Close an open offer, and say so. Its order is locked by the caller."""
    transfer.state = state.value
    transfer.ended_at = tx.now
    tx.flush()
    tx.after_commit.append(lambda: TRANSFERS.add(outcome=state.value))
    tx.publish(
        from_attributes(TicketTransferEnded, transfer, transfer_id=transfer.id, outcome=state.value)
    )


def end_offers_of(
    tx: Transaction, order_id: UUID, ticket_ids: Sequence[UUID] | None = None
) -> None:
    """Withdraw the open offers of tickets that are void from now on; None: of the whole order."""
    queries.end_open(tx, order_id, ticket_ids)


def _open_until(
    tx: Transaction, order: orders.OrderSummary, ticket: tickets.Ticket, *, is_team: bool
) -> datetime:
    """Return when an offer ends at the latest; TransfersClosed where none can be made any more.

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
    recipient: types.Recipient,
) -> types.Transfer:
    until = _open_until(tx, order, ticket, is_team=sender.is_team)
    if queries.count_recent(tx, order.id, span=timedelta(days=1)) >= MOST_A_DAY:
        raise TooManyOffers
    row = TicketTransferRow(
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
    queries.add_transfer(tx, row)
    tx.after_commit.append(lambda: TRANSFERS.add(outcome=TransferState.OFFERED.value))
    tx.publish(from_attributes(TicketTransferOffered, row, transfer_id=row.id))
    return types.Transfer.of(row)


def get_offer(ctx: PublicContext, transfer_id: UUID) -> types.TransferOffer:
    """Return an offer for whom it was made to; `state` says whether it is still open."""
    with transaction(ctx) as tx:
        transfer = queries.get_transfer(tx, transfer_id)
        ticket = tickets.find_ticket(tx, transfer.ticket_id)
        if ticket is None:
            raise tickets.TicketNotFound
        return from_attributes(
            types.TransferOffer,
            transfer,
            ticket_type_id=ticket.ticket_type_id,
            ticket_type=_name_of_type(tx, ticket),
            state=_state(transfer, ticket, now=tx.now),
            form_version_id=forms.find_version_id(tx, ticket.event_id),
        )


def _name_of_type(tx: Transaction, ticket: tickets.Ticket) -> str:
    offers = catalog.list_offers(tx, ticket.event_id)
    return next((each.name for each in offers if each.ticket_type_id == ticket.ticket_type_id), "")


def accept_offer(
    ctx: PublicContext, transfer_id: UUID, new: orders.NewAttendee
) -> types.TransferAccepted:
    """Take the ticket over: a new code, the giver's is dead at once.

    Name, answers and code change together or not at all; of a pass, its attendee stays the person
    whom it was sold for. The money stays the buyer's. TransferOver
    when somebody was faster, or the offer was withdrawn or has lapsed.
    """
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        transfer = _lock_open(tx, transfer_id)
        ticket = lock_valid_ticket(tx, transfer.order_id, transfer.ticket_id)
        email = new.email or transfer.recipient_email
        end(tx, transfer, TransferState.ACCEPTED)
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
        tx.publish(from_attributes(TicketTransferAccepted, transfer, transfer_id=transfer.id))
        done = from_attributes(
            types.TransferAccepted,
            transfer,
            transfer_id=transfer.id,
            holder_name=new.name,
            holder_email=email,
        )
        idempotency.complete(tx, done)
        return done


def decline_offer(ctx: PublicContext, transfer_id: UUID) -> None:
    """Say no; the ticket stays with who offered it."""
    with transaction(ctx) as tx:
        end(tx, _lock_open(tx, transfer_id), TransferState.DECLINED)


def _lock_open(tx: Transaction, transfer_id: UUID) -> TicketTransferRow:
    orders.lock_summary(tx, queries.get_transfer(tx, transfer_id).order_id)
    found = queries.get_transfer(tx, transfer_id, lock=True)
    if found.state != TransferState.OFFERED:
        raise TransferOver(state=found.state)
    if found.expires_at <= tx.now:
        raise TransferOver(state=TransferState.EXPIRED.value)
    return found


def _state(transfer: TicketTransferRow, ticket: tickets.Ticket, *, now: datetime) -> str:
    if transfer.state != TransferState.OFFERED:
        return transfer.state
    if not ticket.is_valid:
        return TransferState.WITHDRAWN.value
    return TransferState.EXPIRED.value if transfer.expires_at <= now else transfer.state


def transfer_mail_data(
    ctx: OrganizationContext, transfer_id: UUID
) -> types.TransferMailData | None:
    """Return the contents of a mail about a transfer; None when there is no such transfer."""
    permissions.require_platform(ctx)
    organization_id = ctx.organization_id
    with transaction(ctx) as tx:
        try:
            transfer = queries.get_transfer(tx, transfer_id)
        except TransferNotFound:
            return None
        ticket = tickets.find_ticket(tx, transfer.ticket_id)
        order = orders.get_whole_order(tx, transfer.order_id)
        if ticket is None:
            return None
        is_theirs = ticket.transfer_id == transfer_id
        before = transfer.from_transfer_id
        return from_attributes(
            types.TransferMailData,
            transfer,
            # Of the buyer, the address that the order has now: it may have been corrected since.
            from_email=transfer.from_email if before else order.buyer_email,
            transfer_id=transfer.id,
            order_number=order.number,
            ticket_type=_name_of_type(tx, ticket),
            state=transfer.state if ticket.is_valid else TransferState.WITHDRAWN.value,
            holder_name=ticket.holder_name if is_theirs else "",
            holder_email=ticket.holder_email if is_theirs else "",
            from_path=orders.ticket_path(organization_id, before)
            if before
            else orders.path_of(tx, order.id),
            accept_path=orders.transfer_path(organization_id, transfer.id),
            ticket_path=orders.ticket_path(organization_id, transfer.id),
        )


def get_transferred_ticket(ctx: PublicContext, transfer_id: UUID) -> types.TransferredTicket:
    """The ticket that a transfer gave away; TicketPassedOn once somebody else has it."""
    with transaction(ctx) as tx:
        return read_transferred_ticket(tx, transfer_id)


def read_transferred_ticket(tx: Transaction, transfer_id: UUID) -> types.HolderTicket:
    """Return a transferred ticket; the caller has checked its secret."""
    transfer = queries.get_transfer(tx, transfer_id)
    ticket = tickets.find_ticket(tx, transfer.ticket_id)
    if ticket is None:
        raise tickets.TicketNotFound
    if ticket.transfer_id != transfer_id:
        raise orders.TicketPassedOn
    is_shared = orders.attendee_has_other_tickets(tx, ticket)
    return from_attributes(
        types.HolderTicket,
        ticket,
        transfer_id=transfer_id,
        order_id=ticket.reference,
        ticket_id=ticket.id,
        code=tickets.code_of(tx, ticket) if ticket.is_valid else "",
        short_code=ticket.short_code if ticket.is_valid else "",
        answers={}
        if is_shared
        else orders.answers_of_attendee(tx, ticket.reference, ticket.attendee_id),
    )


def render_transferred_pdf(ctx: PublicContext, transfer_id: UUID) -> orders.TicketFile:
    """Draw a transferred ticket for its holder; NoTickets once it is void."""
    with transaction(ctx) as tx:
        held = read_transferred_ticket(tx, transfer_id)
        order = orders.get_whole_order(tx, held.order_id)
    options = tickets.PdfOptions(order_number=order.number, lines={}, language=order.locale)
    pdf = tickets.render_pdf(ctx, order.id, options, transfer_id=transfer_id)
    return orders.TicketFile(name=order.number, content=pdf)


def render_transferred_calendar(ctx: PublicContext, transfer_id: UUID) -> orders.TicketFile:
    """Write the .ics of what a transferred ticket admits to; it leads to the ticket's page."""
    with transaction(ctx) as tx:
        held = read_transferred_ticket(tx, transfer_id)
        number = orders.get_summary(tx, held.order_id).number
    path = orders.ticket_path(ctx.organization_id, transfer_id)
    url = urljoin(runtime.current().settings.public_url, path)
    holding = tickets.Holding(
        reference=held.order_id, transfer_id=transfer_id, ticket_id=held.ticket_id
    )
    entry = tickets.render_calendar_of(ctx, holding, url=url)
    return orders.TicketFile(name=number, content=entry)


def update_transferred_ticket(
    ctx: PublicContext, transfer_id: UUID, changes: orders.AttendeeUpdate
) -> orders.OrderAttendee:
    """Correct name and answers, by whoever the ticket was passed on to."""
    with transaction(ctx) as tx:
        _, ticket = lock_transferred_ticket(tx, transfer_id)
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
        return orders.opens(tx, ticket.reference, proof.secret)
    return proof.user_id is not None and orders.buyer_of(tx, ticket.reference) == proof.user_id
