"""Every statement of saved reports, of their shares and of their schedules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.errors import UniqueViolation

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.saved_reports.errors import (
    ReportNameTaken,
    ReportScheduleNotFound,
    ReportShareNotFound,
    SavedReportNotFound,
)
from turnout.modules.saved_reports.types import (
    NewReportSchedule,
    NewReportShare,
    NewSavedReport,
    ReportSchedule,
    SavedReport,
)

COLUMNS: Final = """
    id, name, event_id, series_id, period, first_day, last_day, group_by, version, created_at,
    created_by
"""
HERE: Final = "organization_id = %(organization_id)s"
REPORTS: Final = f"SELECT {COLUMNS} FROM saved_reports WHERE {HERE}"
LIST: Final = f"{REPORTS} ORDER BY lower(name), id"
ONE: Final = f"{REPORTS} AND id = %(id)s"
LOCK: Final = f"{ONE} FOR UPDATE"
LOCK_LIST: Final = """
    SELECT pg_advisory_xact_lock(
        hashtextextended(%(organization_id)s::text || 'saved-reports', 0))
"""
INSERT: Final = f"""
    INSERT INTO saved_reports (organization_id, id, name, event_id, series_id, period, first_day,
        last_day, group_by, version, created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(name)s, %(event_id)s, %(series_id)s, %(period)s,
        %(first_day)s, %(last_day)s, %(group_by)s, 1, %(now)s, %(created_by)s)
    RETURNING {COLUMNS}
"""
DELETE: Final = f"DELETE FROM saved_reports WHERE {HERE} AND id = %(id)s"
SHARE_COLUMNS: Final = "id, saved_report_id, member_id, expires_at, shared_at, shared_by"
SHARES: Final = f"""
    SELECT {SHARE_COLUMNS} FROM report_shares
    WHERE {HERE} AND saved_report_id = %(id)s AND expires_at > %(now)s
    ORDER BY shared_at DESC, id DESC
"""
SHARED_WITH: Final = f"""
    SELECT {SHARE_COLUMNS} FROM report_shares
    WHERE {HERE} AND id = %(id)s AND member_id = %(member_id)s AND expires_at > %(now)s
"""
PUT_SHARE: Final = f"""
    INSERT INTO report_shares (organization_id, id, saved_report_id, member_id, expires_at,
        shared_at, shared_by)
    VALUES (%(organization_id)s, %(id)s, %(saved_report_id)s, %(member_id)s, %(expires_at)s,
        %(now)s, %(by)s)
    ON CONFLICT (organization_id, saved_report_id, member_id) DO UPDATE
        SET expires_at = excluded.expires_at, shared_at = excluded.shared_at,
            shared_by = excluded.shared_by
    RETURNING {SHARE_COLUMNS}
"""
DELETE_SHARE: Final = f"""
    DELETE FROM report_shares
    WHERE {HERE} AND saved_report_id = %(saved_report_id)s AND id = %(id)s RETURNING id
"""
SCHEDULE_COLUMNS: Final = """
    id, saved_report_id, member_id, cadence, weekday, month_day, hour, time_zone, format, next_at,
    last_sent_at, created_at
"""
SCHEDULES: Final = f"SELECT {SCHEDULE_COLUMNS} FROM report_schedules WHERE {HERE}"
SCHEDULES_OF: Final = f"{SCHEDULES} AND saved_report_id = %(id)s ORDER BY created_at, id"
LOCK_SCHEDULE: Final = f"{SCHEDULES} AND id = %(id)s FOR UPDATE SKIP LOCKED"
ONE_SCHEDULE: Final = f"{SCHEDULES} AND id = %(id)s"
INSERT_SCHEDULE: Final = f"""
    INSERT INTO report_schedules (organization_id, id, saved_report_id, member_id, cadence,
        weekday, month_day, hour, time_zone, format, next_at, created_at)
    VALUES (%(organization_id)s, %(id)s, %(saved_report_id)s, %(member_id)s, %(cadence)s,
        %(weekday)s, %(month_day)s, %(hour)s, %(time_zone)s, %(format)s, %(next_at)s, %(now)s)
    RETURNING {SCHEDULE_COLUMNS}
"""
PUT_OFF: Final = f"""
    UPDATE report_schedules SET next_at = %(next_at)s, last_sent_at = %(now)s,
        time_zone = %(time_zone)s
    WHERE {HERE} AND id = %(id)s
"""
DELETE_SCHEDULE: Final = f"DELETE FROM report_schedules WHERE {HERE} AND id = %(id)s RETURNING id"
DUE: Final = """
    SELECT organization_id, id FROM report_schedules WHERE next_at <= %(now)s
    ORDER BY next_at LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """A share without its address, which hangs on what the organization is called now."""

    id: UUID
    saved_report_id: UUID
    member_id: UUID
    expires_at: datetime
    shared_at: datetime
    shared_by: UUID


def lock_list(tx: Transaction) -> None:
    """Let one at a time add to what an organization saves."""
    tx.query(LOCK_LIST, tx.here())


def list_reports(tx: Transaction) -> list[SavedReport]:
    """All of them, by name."""
    return tx.query(LIST, tx.here(), into=SavedReport)


def get_report(tx: Transaction, report_id: UUID) -> SavedReport:
    """The saved report, or SavedReportNotFound."""
    return _one(tx, ONE, report_id)


def lock_report(tx: Transaction, report_id: UUID) -> SavedReport:
    """The same FOR UPDATE."""
    return _one(tx, LOCK, report_id)


def _one(tx: Transaction, statement: str, report_id: UUID) -> SavedReport:
    for found in tx.query(statement, tx.here(id=report_id), into=SavedReport):
        return found
    raise SavedReportNotFound


def insert_report(tx: Transaction, new: NewSavedReport) -> SavedReport:
    """Write a report; ReportNameTaken where another has its name."""
    said = tx.here(id=new_id(), created_by=str(tx.ctx.actor), **attributes_of(new))
    try:
        [made] = tx.query(INSERT, said, into=SavedReport)
    except UniqueViolation as error:
        raise ReportNameTaken from error
    return made


def delete_report(tx: Transaction, report_id: UUID) -> None:
    tx.query(DELETE, tx.here(id=report_id))


def list_shares(tx: Transaction, report_id: UUID) -> list[ShareRow]:
    """Those that have not ended, the latest first."""
    return tx.query(SHARES, tx.here(id=report_id), into=ShareRow)


def find_share(tx: Transaction, share_id: UUID, *, member_id: UUID) -> ShareRow:
    """A share with this member, or ReportShareNotFound."""
    for found in tx.query(SHARED_WITH, tx.here(id=share_id, member_id=member_id), into=ShareRow):
        return found
    raise ReportShareNotFound


def put_share(tx: Transaction, report_id: UUID, new: NewReportShare, *, by: UUID) -> ShareRow:
    """Share with a member, instead of as before."""
    said = tx.here(id=new_id(), saved_report_id=report_id, by=by, **attributes_of(new))
    [made] = tx.query(PUT_SHARE, said, into=ShareRow)
    return made


def delete_share(tx: Transaction, report_id: UUID, share_id: UUID) -> None:
    if not tx.query(DELETE_SHARE, tx.here(saved_report_id=report_id, id=share_id)):
        raise ReportShareNotFound


def list_schedules(tx: Transaction, report_id: UUID) -> list[ReportSchedule]:
    return tx.query(SCHEDULES_OF, tx.here(id=report_id), into=ReportSchedule)


def get_schedule(tx: Transaction, schedule_id: UUID) -> ReportSchedule:
    """The schedule, or ReportScheduleNotFound."""
    for found in tx.query(ONE_SCHEDULE, tx.here(id=schedule_id), into=ReportSchedule):
        return found
    raise ReportScheduleNotFound


def lock_schedule(tx: Transaction, schedule_id: UUID) -> ReportSchedule | None:
    """FOR UPDATE; None where it is gone, or another worker has it."""
    return next(iter(tx.query(LOCK_SCHEDULE, tx.here(id=schedule_id), into=ReportSchedule)), None)


def insert_schedule(
    tx: Transaction, report_id: UUID, new: NewReportSchedule, **stated: Any
) -> ReportSchedule:
    said = tx.here(id=new_id(), saved_report_id=report_id, **attributes_of(new) | stated)
    [made] = tx.query(INSERT_SCHEDULE, said, into=ReportSchedule)
    return made


def put_off(tx: Transaction, schedule_id: UUID, next_at: datetime, *, time_zone: str) -> None:
    """It was sent; until the next time."""
    tx.query(PUT_OFF, tx.here(id=schedule_id, next_at=next_at, time_zone=time_zone))


def delete_schedule(tx: Transaction, schedule_id: UUID) -> None:
    if not tx.query(DELETE_SCHEDULE, tx.here(id=schedule_id)):
        raise ReportScheduleNotFound


def list_due(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, schedule) whose time has come; asked by the job."""
    return tx.query(DUE, {"now": tx.now, "limit": limit})
