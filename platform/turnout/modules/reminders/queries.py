"""Statements of reminders."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from msgspec import to_builtins
from sqlalchemy import delete, func, select

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.reminders.errors import ReminderNotFound
from turnout.modules.reminders.models import ReminderRow, ReminderState
from turnout.modules.reminders.types import NewReminder

DUE: Final = """
    SELECT organization_id, id FROM reminders
    WHERE state = 'waiting' AND is_on AND due_at <= %(now)s ORDER BY due_at LIMIT %(limit)s
"""


def list_due(tx: Transaction, *, limit: int = 1_000) -> list[tuple[UUID, UUID]]:
    """As operator: organization and reminder of all whose moment has come, the oldest first."""
    return tx.query(DUE, {"now": tx.now, "limit": limit})


def insert_reminder(tx: Transaction, event_id: UUID, new: NewReminder) -> ReminderRow:
    values = {"texts": to_builtins(new.texts), "segment": to_builtins(new.segment)}
    values["channels"] = new.channels
    row = ReminderRow(
        id=new_id(), event_id=event_id, session_id=new.session_id, anchor=new.anchor,
        days=new.days, minutes=new.minutes, at_time=new.at_time, is_important=new.is_important,
        is_on=new.is_on, state=ReminderState.WAITING.value, created_at=tx.now, version=1, **values,
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    return row


def get_reminder(tx: Transaction, event_id: UUID, reminder_id: UUID) -> ReminderRow:
    """ReminderNotFound also for one of another event."""
    row = tx.session.get(ReminderRow, (tx.organization_id, reminder_id))
    if row is None or row.event_id != event_id:
        raise ReminderNotFound
    return row


def lock_reminder(tx: Transaction, event_id: UUID, reminder_id: UUID) -> ReminderRow:
    """The same for update."""
    found = select(ReminderRow).where(
        ReminderRow.organization_id == tx.organization_id, ReminderRow.id == reminder_id
    )
    row = tx.session.scalars(found.with_for_update()).one_or_none()
    if row is None or row.event_id != event_id:
        raise ReminderNotFound
    return row


def claim_reminder(tx: Transaction, reminder_id: UUID) -> ReminderRow | None:
    """One that waits, for update; None while another transaction has it, or when it is settled."""
    found = select(ReminderRow).where(
        ReminderRow.organization_id == tx.organization_id,
        ReminderRow.id == reminder_id,
        ReminderRow.state == ReminderState.WAITING.value,
        ReminderRow.is_on,
    )
    return tx.session.scalars(found.with_for_update(skip_locked=True)).one_or_none()


def lock_unsent(tx: Transaction, event_id: UUID) -> list[ReminderRow]:
    """The reminders of an event that nobody got, for update."""
    found = select(ReminderRow).where(
        ReminderRow.organization_id == tx.organization_id,
        ReminderRow.event_id == event_id,
        ReminderRow.state != ReminderState.SENT.value,
    )
    return list(tx.session.scalars(found.order_by(ReminderRow.id).with_for_update()))


def list_reminders(tx: Transaction, event_id: UUID, request: PageRequest) -> list[ReminderRow]:
    """In the order of their making; one row more than asked for says that a next page exists."""
    found = select(ReminderRow).where(
        ReminderRow.organization_id == tx.organization_id, ReminderRow.event_id == event_id
    )
    if request.after is not None:
        found = found.where(ReminderRow.id > request.after[1])
    return list(tx.session.scalars(found.order_by(ReminderRow.id).limit(request.limit + 1)))


def count_reminders(tx: Transaction, event_id: UUID) -> int:
    found = select(func.count()).where(
        ReminderRow.organization_id == tx.organization_id, ReminderRow.event_id == event_id
    )
    return int(tx.execute(found).scalar_one())


def update_reminder(tx: Transaction, row: ReminderRow, values: Mapping[str, Any]) -> None:
    """Set values and count the version up."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    tx.flush()


def delete_reminder(tx: Transaction, row: ReminderRow) -> None:
    tx.execute(
        delete(ReminderRow).where(
            ReminderRow.organization_id == tx.organization_id, ReminderRow.id == row.id
        )
    )
