"""Statements about rounds of news."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.notifications.models import NotificationBatchRow
from turnout.modules.notifications.types import NotificationBatch, Template

WAITING: Final = """
    SELECT organization_id, id FROM news_rounds
    WHERE due_at <= %(before)s ORDER BY due_at LIMIT %(limit)s
"""
TOLD_BY_ORDER: Final = """
    SELECT lower(recipient) FROM mails
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND template = %(template)s AND queued_at >= %(since)s
"""


def open_round(
    tx: Transaction, template: Template, event_id: UUID | None, *, content: dict[str, Any]
) -> UUID:
    row = NotificationBatchRow(
        id=new_id(),
        template=template.value,
        event_id=event_id,
        content=content,
        last_seen="",
        told=0,
        due_at=tx.now,
        created_at=tx.now,
    )
    tx.add(row)
    return row.id


def was_opened(tx: Transaction, template: Template, *, within: timedelta) -> bool:
    """Whether the organization had such a round lately."""
    found = select(NotificationBatchRow.id).where(
        NotificationBatchRow.organization_id == tx.organization_id,
        NotificationBatchRow.template == template.value,
        NotificationBatchRow.created_at > tx.now - within,
    )
    return tx.session.scalars(found.limit(1)).first() is not None


def list_waiting(tx: Transaction, *, longer_than: timedelta, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, round) that nobody has worked on for so long, of every organization."""
    rows = tx.query(WAITING, {"before": tx.now - longer_than, "limit": limit})
    return [(row[0], row[1]) for row in rows]


def claim_round(tx: Transaction, round_id: UUID) -> NotificationBatch | None:
    """Locked; None when it is through, or another transaction tells of it."""
    found = select(NotificationBatchRow).where(
        NotificationBatchRow.organization_id == tx.organization_id,
        NotificationBatchRow.id == round_id,
        NotificationBatchRow.due_at.is_not(None),
    )
    row = tx.session.scalars(found.with_for_update(skip_locked=True)).one_or_none()
    return None if row is None else _round(row)


def find_round(tx: Transaction, round_id: UUID) -> NotificationBatch | None:
    row = tx.session.get(NotificationBatchRow, (tx.organization_id, round_id))
    return None if row is None else _round(row)


def report(tx: Transaction, round_id: UUID, *, last_seen: str | None, told: int) -> None:
    """Count a portion; without `last_seen` it was the last one."""
    row = tx.session.get_one(NotificationBatchRow, (tx.organization_id, round_id))
    row.told += told
    if last_seen is None:
        row.due_at, row.done_at, row.last_seen = None, tx.now, ""
    else:
        row.due_at, row.last_seen = tx.now, last_seen


def list_told_by_order(tx: Transaction, event_id: UUID, *, within: timedelta) -> set[str]:
    """Addresses that a mail about their order told of the event's change, in small letters."""
    values = {
        "organization_id": tx.organization_id,
        "event_id": event_id,
        "template": Template.ORDER_EVENT_CHANGED.value,
        "since": tx.now - within,
    }
    return {row[0] for row in tx.query(TOLD_BY_ORDER, values)}


def _round(row: NotificationBatchRow) -> NotificationBatch:
    return NotificationBatch(
        id=row.id,
        template=Template(row.template),
        event_id=row.event_id,
        content=row.content,
        last_seen=row.last_seen,
        created_at=row.created_at,
    )
