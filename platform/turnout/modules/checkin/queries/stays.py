"""Statements of lists that count who is inside: stays, exits, limits and occupancy."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin.scan_context import EntryLimits, ScanContext, Stay, Stays, StoredExit
from turnout.modules.checkin.types import Scan

_LIMITS: Final = """
    SELECT entry_rule, max_reentries, reentry_minutes, capacity FROM checkin_lists
    WHERE organization_id = %(organization_id)s AND id = %(list_id)s
"""
LOCK_LIMITS: Final = f"{_LIMITS} FOR NO KEY UPDATE"
"""One at a time by such a list; rows that refer to the list are written beside it all the same."""
INSIDE: Final = """
    SELECT count(*) FROM admissions a
    WHERE a.organization_id = %(organization_id)s AND a.list_id = %(list_id)s
        AND a.undone_at IS NULL AND split_part(a.period, '#', 1) = %(day)s
        AND NOT EXISTS (SELECT FROM checkin_exits x
            WHERE x.organization_id = a.organization_id AND x.admission_id = a.id
                AND x.undone_at IS NULL)
"""
STAYS: Final = """
    SELECT a.id, a.period, a.admitted_at, a.gate, a.scan_id, x.exited_at,
        x.scan_id AS exit_scan_id
    FROM admissions a LEFT JOIN checkin_exits x
        ON x.organization_id = a.organization_id AND x.admission_id = a.id
            AND x.undone_at IS NULL
    WHERE a.organization_id = %(organization_id)s AND a.list_id = %(list_id)s
        AND a.ticket_id = %(ticket_id)s AND a.undone_at IS NULL
    ORDER BY a.admitted_at, a.id
"""
OCCUPANCY: Final = """
    SELECT l.id, count(*)::int FROM checkin_lists l
    JOIN admissions a ON a.organization_id = l.organization_id AND a.list_id = l.id
    WHERE l.organization_id = %(organization_id)s AND l.event_id = %(event_id)s
        AND (l.entry_rule = 're_entry' OR l.capacity IS NOT NULL) AND a.undone_at IS NULL
        AND split_part(a.period, '#', 1) = CASE l.once_per WHEN 'day'
            THEN to_char(%(now)s::timestamptz AT TIME ZONE l.time_zone, 'YYYY-MM-DD')
            ELSE '' END
        AND NOT EXISTS (SELECT FROM checkin_exits x
            WHERE x.organization_id = a.organization_id AND x.admission_id = a.id
                AND x.undone_at IS NULL)
    GROUP BY l.id
"""
WAS_REENTERED: Final = """
    SELECT true FROM admissions
    WHERE organization_id = %(organization_id)s AND list_id = %(list_id)s
        AND undone_at IS NULL AND period LIKE %(again)s LIMIT 1
"""
INSERT_ADMISSION: Final = """
    INSERT INTO admissions (organization_id, id, event_id, list_id, ticket_id, ticket_type_id,
        period, admitted_at, gate, device, method, actor, scan_id)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(list_id)s, %(ticket_id)s,
        %(ticket_type_id)s, %(period)s, %(at)s, %(gate)s, %(device)s, %(method)s, %(actor)s,
        %(scan_id)s)
    ON CONFLICT (organization_id, list_id, ticket_id, period) WHERE undone_at IS NULL DO NOTHING
    RETURNING id
"""
INSERT_EXIT: Final = """
    INSERT INTO checkin_exits (organization_id, id, event_id, admission_id, exited_at, gate,
        device, method, actor, scan_id)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(admission_id)s, %(at)s, %(gate)s,
        %(device)s, %(method)s, %(actor)s, %(scan_id)s)
"""
FIND_EXIT: Final = """
    SELECT a.list_id, a.ticket_id, x.admission_id,
        x.undone_at IS NOT NULL OR a.undone_at IS NOT NULL AS is_undone
    FROM checkin_exits x JOIN admissions a
        ON a.organization_id = x.organization_id AND a.id = x.admission_id
    WHERE x.organization_id = %(organization_id)s AND x.event_id = %(event_id)s AND x.id = %(id)s
"""
UNDO_EXIT: Final = """
    UPDATE checkin_exits x
    SET undone_at = %(now)s, undone_by = %(actor)s, undo_reason = %(reason)s
    FROM admissions a
    WHERE x.organization_id = %(organization_id)s AND x.id = %(id)s AND x.undone_at IS NULL
        AND a.organization_id = x.organization_id AND a.id = x.admission_id
        AND a.undone_at IS NULL
        AND NOT EXISTS (SELECT FROM admissions later
            WHERE later.organization_id = a.organization_id AND later.list_id = a.list_id
                AND later.ticket_id = a.ticket_id AND later.undone_at IS NULL
                AND split_part(later.period, '#', 1) = split_part(a.period, '#', 1)
                AND later.id <> a.id
                AND ((later.admitted_at, later.id) > (a.admitted_at, a.id)
                    OR NOT EXISTS (SELECT FROM checkin_exits e
                        WHERE e.organization_id = later.organization_id
                            AND e.admission_id = later.id AND e.undone_at IS NULL)))
    RETURNING x.id
"""


def lock_limits(tx: Transaction, list_id: UUID) -> None:
    """Let in and out one at a time by this list, so that who is inside can be counted."""
    tx.query(LOCK_LIMITS, tx.here(list_id=list_id))


def read_stays(tx: Transaction, list_id: UUID, ticket_id: UUID, *, day: str) -> Stays:
    """The list's limits, how many are inside on a day, and the live stays of a ticket by it."""
    here = tx.here(list_id=list_id, ticket_id=ticket_id, day=day)
    [limits] = tx.query(_LIMITS, here, into=EntryLimits.of)
    [(inside,)] = tx.query(INSIDE, here)
    return Stays(limits=limits, inside=inside, own=tuple(tx.query(STAYS, here, into=Stay)))


def count_occupancy(tx: Transaction, event_id: UUID) -> dict[UUID, int]:
    """Who is inside now by each list of the event that counts it; of an empty one nothing."""
    return dict(tx.query(OCCUPANCY, tx.here(event_id=event_id)))


def was_reentered(tx: Transaction, list_id: UUID) -> bool:
    """Whether somebody came in again by this list."""
    return bool(tx.query(WAS_REENTERED, tx.here(list_id=list_id, again="%#%")))


def insert_admission(
    tx: Transaction, event_id: UUID, scan: Scan, *, seen: ScanContext, period: str, method: str
) -> UUID | None:
    """Admit a ticket; None when it came in by the list in this period meanwhile."""
    assert seen.ticket is not None  # noqa: S101  nobody comes in without a ticket
    values = {
        "list_id": seen.list_id,
        "ticket_id": seen.ticket.id,
        "ticket_type_id": seen.ticket.ticket_type_id,
        "period": period,
        **_made_by(tx, event_id, scan, method),
    }
    return next((row_id for (row_id,) in tx.query(INSERT_ADMISSION, tx.here(**values))), None)


def insert_exit(
    tx: Transaction, event_id: UUID, scan: Scan, *, admission_id: UUID, method: str
) -> None:
    """End a stay that is open."""
    values = {"admission_id": admission_id, **_made_by(tx, event_id, scan, method)}
    tx.query(INSERT_EXIT, tx.here(**values))


def find_exit(tx: Transaction, event_id: UUID, exit_id: UUID) -> StoredExit | None:
    where = tx.here(event_id=event_id, id=exit_id)
    return next(iter(tx.query(FIND_EXIT, where, into=StoredExit)), None)


def undo_exit(tx: Transaction, exit_id: UUID, *, reason: str) -> bool:
    """Take an exit back; False where it, or its stay, was before, or another stay follows."""
    values = tx.here(id=exit_id, actor=str(tx.ctx.actor), reason=reason)
    return bool(tx.query(UNDO_EXIT, values))


def _made_by(tx: Transaction, event_id: UUID, scan: Scan, method: str) -> dict[str, object]:
    return {
        "id": new_id(),
        "event_id": event_id,
        "at": scan.at or tx.now,
        "gate": scan.gate,
        "device": scan.device,
        "method": method,
        "actor": str(tx.ctx.actor),
        "scan_id": scan.scan_id,
    }
