"""Every statement of scheduled exports."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.connections.api import DeliveryFailure
from turnout.modules.export_schedules import rules
from turnout.modules.export_schedules.errors import ExportScheduleNotFound
from turnout.modules.export_schedules.types import (
    ExportSchedule,
    NewExportSchedule,
    Outcome,
)

COLUMNS: Final = """
    id, name, kind, format, columns, filter, event_id, is_right_to_left, only_new, cadence, weekday,
    month_day, hour, time_zone, next_at, covered_until, started_until, last_at, last_outcome,
    last_export_id, member_id, created_at, connection_id, last_file_name, deliver_at,
    delivery_attempts, delivery_failure
"""
HERE: Final = "organization_id = %(organization_id)s"
SCHEDULES: Final = f"SELECT {COLUMNS} FROM export_schedules WHERE {HERE}"
LIST: Final = f"{SCHEDULES} AND member_id = %(member_id)s ORDER BY created_at, id"
ONE: Final = f"{SCHEDULES} AND id = %(id)s"
LOCK: Final = f"{ONE} FOR UPDATE SKIP LOCKED"
LOCK_OF_EXPORT: Final = f"{SCHEDULES} AND last_export_id = %(export_id)s FOR UPDATE"
LOCK_MEMBER: Final = """
    SELECT pg_advisory_xact_lock(
        hashtextextended(%(member_id)s::text || 'export-schedules', 0))
"""
INSERT: Final = f"""
    INSERT INTO export_schedules (organization_id, id, member_id, name, kind, format, columns,
        filter, event_id, is_right_to_left, only_new, cadence, weekday, month_day, hour, time_zone,
        next_at, created_at, connection_id)
    VALUES (%(organization_id)s, %(id)s, %(member_id)s, %(name)s, %(kind)s, %(format)s,
        %(columns)s::jsonb, %(filter)s::jsonb, %(event_id)s, %(is_right_to_left)s, %(only_new)s,
        %(cadence)s, %(weekday)s, %(month_day)s, %(hour)s, %(time_zone)s, %(next_at)s, %(now)s,
        %(connection_id)s)
    RETURNING {COLUMNS}
"""
PUT_OFF: Final = f"""
    UPDATE export_schedules SET next_at = %(next_at)s, time_zone = %(time_zone)s,
        last_at = %(now)s, last_outcome = %(outcome)s, last_export_id = %(export_id)s,
        started_until = %(started_until)s
    WHERE {HERE} AND id = %(id)s
"""
SETTLE: Final = f"""
    UPDATE export_schedules SET last_outcome = %(outcome)s, started_until = NULL,
        deliver_at = NULL, delivery_failure = %(failure)s,
        covered_until = CASE WHEN %(outcome)s IN ('ready', 'delivered')
            THEN coalesce(started_until, covered_until) ELSE covered_until END
    WHERE {HERE} AND id = %(id)s
"""
DELIVER: Final = f"""
    UPDATE export_schedules SET last_outcome = 'delivering', last_file_name = %(file_name)s,
        deliver_at = %(now)s, delivery_attempts = 0, delivery_failure = NULL
    WHERE {HERE} AND id = %(id)s
"""
ATTEMPT: Final = f"""
    UPDATE export_schedules SET deliver_at = %(deliver_at)s,
        delivery_attempts = delivery_attempts + 1
    WHERE {HERE} AND id = %(id)s RETURNING {COLUMNS}
"""
LOCK_ATTEMPT: Final = f"""
    {ONE} AND last_outcome = 'delivering' AND delivery_attempts = %(attempts)s
        AND last_export_id IS NOT DISTINCT FROM %(export_id)s FOR UPDATE
"""
POSTPONE: Final = f"""
    UPDATE export_schedules SET deliver_at = %(deliver_at)s, delivery_failure = %(failure)s
    WHERE {HERE} AND id = %(id)s
"""
DELETE: Final = f"DELETE FROM export_schedules WHERE {HERE} AND id = %(id)s"
DUE: Final = """
    SELECT organization_id, id FROM export_schedules
    WHERE next_at <= %(now)s AND last_outcome IS DISTINCT FROM 'delivering'
    ORDER BY next_at LIMIT %(limit)s
"""
TO_DELIVER: Final = """
    SELECT organization_id, id FROM export_schedules WHERE deliver_at <= %(now)s
    ORDER BY deliver_at LIMIT %(limit)s
"""


def lock_member(tx: Transaction, member_id: UUID) -> None:
    """Let one at a time add to what is made for a member."""
    tx.query(LOCK_MEMBER, {"member_id": member_id})


def list_schedules(tx: Transaction, member_id: UUID) -> list[ExportSchedule]:
    """A member's own, the oldest first."""
    return tx.query(LIST, tx.here(member_id=member_id), into=ExportSchedule.of)


def get_schedule(tx: Transaction, schedule_id: UUID) -> ExportSchedule:
    """The schedule, or ExportScheduleNotFound."""
    for found in tx.query(ONE, tx.here(id=schedule_id), into=ExportSchedule.of):
        return found
    raise ExportScheduleNotFound


def lock_schedule(tx: Transaction, schedule_id: UUID) -> ExportSchedule | None:
    """FOR UPDATE; None where it is gone, or another worker has it."""
    return next(iter(tx.query(LOCK, tx.here(id=schedule_id), into=ExportSchedule.of)), None)


def lock_of_export(tx: Transaction, export_id: UUID) -> ExportSchedule | None:
    """The schedule whose latest export this is, FOR UPDATE."""
    where = tx.here(export_id=export_id)
    return next(iter(tx.query(LOCK_OF_EXPORT, where, into=ExportSchedule.of)), None)


def insert_schedule(
    tx: Transaction,
    new: NewExportSchedule,
    *,
    member_id: UUID,
    time_zone: str,
    next_at: datetime,
) -> ExportSchedule:
    export = new.export
    values: dict[str, Any] = {
        "name": new.name,
        "kind": export.kind.value,
        "format": export.format.value,
        "columns": as_json(export.columns),
        "filter": as_json(rules.said_of(export.wanted)),
        "event_id": export.wanted.event_id,
        "is_right_to_left": export.is_right_to_left,
        "only_new": new.only_new,
        "cadence": new.cadence,
        "weekday": new.weekday,
        "month_day": new.month_day,
        "hour": new.hour,
        "connection_id": new.connection_id,
    }
    said = tx.here(id=new_id(), member_id=member_id, time_zone=time_zone, next_at=next_at, **values)
    [made] = tx.query(INSERT, said, into=ExportSchedule.of)
    return made


def put_off(
    tx: Transaction,
    schedule_id: UUID,
    outcome: Outcome,
    *,
    next_at: datetime,
    time_zone: str,
    export_id: UUID | None = None,
    started_until: datetime | None = None,
) -> None:
    """Its time came, with this outcome; until the next."""
    said = {"next_at": next_at, "time_zone": time_zone, "outcome": outcome.value}
    began = {"export_id": export_id, "started_until": started_until}
    tx.query(PUT_OFF, tx.here(id=schedule_id, **said, **began))


def settle(
    tx: Transaction, schedule_id: UUID, outcome: Outcome, *, failure: DeliveryFailure | None = None
) -> None:
    """What became of its export; one that arrived covers what was placed until it started."""
    tx.query(SETTLE, tx.here(id=schedule_id, outcome=outcome.value, failure=failure))


def begin_delivery(tx: Transaction, schedule_id: UUID, *, file_name: str) -> None:
    """Its file is ready, and is to be delivered under this name."""
    tx.query(DELIVER, tx.here(id=schedule_id, file_name=file_name))


def begin_attempt(tx: Transaction, schedule_id: UUID, *, until: datetime) -> ExportSchedule:
    """A worker offers its file to the store; until then no other does."""
    where = tx.here(id=schedule_id, deliver_at=until)
    [begun] = tx.query(ATTEMPT, where, into=ExportSchedule.of)
    return begun


def lock_attempt(tx: Transaction, begun: ExportSchedule) -> ExportSchedule | None:
    """The schedule FOR UPDATE; None where it is gone, or its file was offered again since."""
    where = tx.here(id=begun.id, attempts=begun.delivery_attempts, export_id=begun.last_export_id)
    return next(iter(tx.query(LOCK_ATTEMPT, where, into=ExportSchedule.of)), None)


def postpone_delivery(
    tx: Transaction, schedule_id: UUID, failure: DeliveryFailure, *, deliver_at: datetime
) -> None:
    tx.query(POSTPONE, tx.here(id=schedule_id, failure=failure.value, deliver_at=deliver_at))


def delete_schedule(tx: Transaction, schedule_id: UUID) -> None:
    tx.query(DELETE, tx.here(id=schedule_id))


def list_to_deliver(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, schedule) whose file is to be offered to its store; asked by the job."""
    return tx.query(TO_DELIVER, {"now": tx.now, "limit": limit})


def list_due(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, schedule) whose time has come; asked by the job."""
    return tx.query(DUE, {"now": tx.now, "limit": limit})
