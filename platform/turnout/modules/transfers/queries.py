"""Ticket transfers: adding, finding, locking and ending them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from turnout.kernel.db.tx import Transaction
from turnout.kernel.values import attributes_of
from turnout.modules.transfers.errors import OfferedAlready, TransferNotFound
from turnout.modules.transfers.models import TicketTransferRow, TransferState

ADD = """
    INSERT INTO ticket_transfers (organization_id, id, order_id, ticket_id, event_id, state,
        recipient_email, locale, from_name, from_email, from_transfer_id, offered_at, expires_at)
    VALUES (%(organization_id)s, %(id)s, %(order_id)s, %(ticket_id)s, %(event_id)s, 'offered',
        %(recipient_email)s, %(locale)s, %(from_name)s, %(from_email)s, %(from_transfer_id)s,
        %(offered_at)s, %(expires_at)s)
    ON CONFLICT (organization_id, ticket_id) WHERE state = 'offered' DO NOTHING RETURNING true
"""
DUE = """
    SELECT organization_id, id FROM ticket_transfers
    WHERE state = 'offered' AND expires_at <= %(now)s ORDER BY expires_at LIMIT %(limit)s
"""
RECENT = """
    SELECT count(*) FROM ticket_transfers
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
        AND offered_at > %(since)s
"""
END_OPEN = """
    UPDATE ticket_transfers SET state = 'withdrawn', ended_at = %(now)s
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s AND state = 'offered'
        AND (%(ticket_ids)s::uuid[] IS NULL OR ticket_id = ANY(%(ticket_ids)s))
"""


def add_transfer(tx: Transaction, transfer: TicketTransferRow) -> None:
    """Write an offer; OfferedAlready while another one of the ticket is open."""
    names = (
        "id", "order_id", "ticket_id", "event_id", "recipient_email", "locale", "from_name",
        "from_email", "from_transfer_id", "offered_at", "expires_at",
    )  # fmt: skip
    values = attributes_of(transfer, names)
    if not tx.query(ADD, {**values, "organization_id": tx.organization_id}):
        raise OfferedAlready


def get_transfer(tx: Transaction, transfer_id: UUID, *, lock: bool = False) -> TicketTransferRow:
    """The transfer, locked on request, or TransferNotFound."""
    statement = select(TicketTransferRow).where(
        TicketTransferRow.organization_id == tx.organization_id, TicketTransferRow.id == transfer_id
    )
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = tx.session.scalars(statement).one_or_none()
    if found is None:
        raise TransferNotFound
    return found


def find_open(tx: Transaction, ticket_id: UUID) -> TicketTransferRow | None:
    """The open offer of a ticket FOR UPDATE; its order is locked by the caller."""
    return tx.session.scalars(
        select(TicketTransferRow)
        .where(
            TicketTransferRow.organization_id == tx.organization_id,
            TicketTransferRow.ticket_id == ticket_id,
            TicketTransferRow.state == TransferState.OFFERED,
        )
        .with_for_update()
    ).one_or_none()


def list_of_order(tx: Transaction, order_id: UUID) -> Sequence[TicketTransferRow]:
    """List the offers of an order's tickets, the newest first."""
    return tx.session.scalars(
        select(TicketTransferRow)
        .where(
            TicketTransferRow.organization_id == tx.organization_id,
            TicketTransferRow.order_id == order_id,
        )
        .order_by(TicketTransferRow.offered_at.desc(), TicketTransferRow.id.desc())
    ).all()


def count_recent(tx: Transaction, order_id: UUID, *, span: timedelta) -> int:
    """Count the offers of an order's tickets within a span until now."""
    where = {"organization_id": tx.organization_id, "order_id": order_id}
    [(count,)] = tx.query(RECENT, {**where, "since": tx.now - span})
    return int(count)


def end_open(tx: Transaction, order_id: UUID, ticket_ids: Sequence[UUID] | None = None) -> None:
    """Take back open offers of tickets that are void from now on; None: of the whole order."""
    where = {"organization_id": tx.organization_id, "order_id": order_id, "now": tx.now}
    tx.query(END_OPEN, {**where, "ticket_ids": None if ticket_ids is None else list(ticket_ids)})


def list_due(tx: Transaction, *, now: datetime, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, transfer) whose time ran out; asked by the expiring job."""
    return tx.query(DUE, {"now": now, "limit": limit})
