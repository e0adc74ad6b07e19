"""Every statement of the log of scans: refusals are written and forgotten, all scans are listed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, like, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import first_id, new_id
from turnout.modules.checkin.api import Refusal
from turnout.modules.checkin.sql_fragments import ADMISSIONS, CHECKIN_LISTS, EXITS, OVERRIDES
from turnout.modules.checkin_scans.types import CheckinScan, ScanFilter
from turnout.modules.events.sql_fragments import ON_SALE
from turnout.modules.tickets.sql_fragments import TICKETS

MOST_IN_A_MINUTE: Final = 120
"""So many refusals of one device or person are written down; more are counted and left out."""
MINUTE: Final = timedelta(minutes=1)
INSERT_REFUSAL: Final = f"""
    INSERT INTO checkin_refusals (organization_id, id, event_id, list_id, ticket_id,
        ticket_type_id, reason, refused_at, recorded_at, gate, device, method, actor, scan_id,
        code_hash)
    SELECT %(organization_id)s, %(id)s, e.id, l.id, t.ticket_id, t.ticket_type_id, %(reason)s,
        %(at)s, %(now)s, %(gate)s, %(device)s, %(method)s, %(actor)s, %(scan_id)s,
        CASE WHEN t.ticket_id IS NULL THEN %(code_hash)s END
    FROM ({ON_SALE}) e
    LEFT JOIN {CHECKIN_LISTS} l
        ON l.organization_id = %(organization_id)s AND l.event_id = e.id
            AND CASE WHEN %(list_id)s::uuid IS NULL THEN l.is_default ELSE l.id = %(list_id)s END
    LEFT JOIN {TICKETS} t
        ON t.organization_id = %(organization_id)s AND t.ticket_id = %(ticket_id)s
            AND t.event_id = e.id
    WHERE %(is_uploaded)s OR (SELECT count(*) FROM (
            SELECT FROM checkin_refusals
            WHERE organization_id = %(organization_id)s AND actor = %(actor)s
                AND recorded_at > %(since)s LIMIT %(most)s) AS recent) < %(most)s
    ON CONFLICT (organization_id, event_id, actor, scan_id) DO NOTHING RETURNING id
"""
FORGET_REFUSALS: Final = "DELETE FROM checkin_refusals WHERE refused_at < %(before)s"
_HERE: Final = """
    WHERE {row}.organization_id = %(organization_id)s AND {row}.event_id = %(event_id)s
"""
_WANTED: Final = f"""{_HERE}
        AND (%(outcome)s::text IS NULL OR %(outcome)s = '{{outcome}}')
        AND (%(reason)s::text IS NULL OR {{reason}} = %(reason)s)
        AND (%(list_id)s::uuid IS NULL OR {{row}}.list_id = %(list_id)s)
        AND (%(device)s::text IS NULL OR {{row}}.device ILIKE %(device)s)
        AND (%(scanned_from)s::timestamptz IS NULL OR {{row}}.{{at}} >= %(scanned_from)s)
        AND (%(scanned_before)s::timestamptz IS NULL OR {{row}}.{{at}} < %(scanned_before)s)
        AND (%(first_id)s::uuid IS NULL OR {{row}}.id >= %(first_id)s)
        AND (%(end_id)s::uuid IS NULL OR {{row}}.id < %(end_id)s)
"""
_LATEST: Final = f"""{_WANTED}
        AND (%(after_at)s::timestamptz IS NULL
            OR ({{row}}.{{at}}, {{row}}.id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
        {{also}}
    ORDER BY {{row}}.{{at}} DESC, {{row}}.id DESC LIMIT %(limit)s
"""
_ALL: Final = f"{_WANTED}{{also}}"
_CHOSEN: Final = f"{_HERE} AND {{row}}.id = ANY(%(ids)s){{also}}"
_MADE_BY_OVERRIDE: Final = f"""
    SELECT FROM {OVERRIDES} made
    WHERE made.organization_id = a.organization_id AND made.admission_id = a.id
        AND made.reason <> 'already_admitted'
"""
_WENT: Final = f"""
    (SELECT x.organization_id, x.id, x.event_id, a.list_id, a.ticket_id, a.ticket_type_id,
        x.exited_at, x.gate, x.device, x.method, x.actor,
        coalesce(x.undone_at, a.undone_at) AS undone_at,
        coalesce(x.undo_reason, a.undo_reason) AS undo_reason
    FROM {EXITS} x JOIN {ADMISSIONS} a
        ON a.organization_id = x.organization_id AND a.id = x.admission_id)
"""


def _lines(wanted: str) -> str:
    """The four kinds of scans as one table, each narrowed by the same condition."""
    admitted = wanted.format(
        row="a",
        at="admitted_at",
        outcome="admitted",
        reason="'admitted'",
        also=f" AND NOT EXISTS ({_MADE_BY_OVERRIDE})",
    )
    exited = wanted.format(row="x", at="exited_at", outcome="exited", reason="'exited'", also="")
    refused = wanted.format(row="r", at="refused_at", outcome="refused", reason="r.reason", also="")
    overridden = wanted.format(
        row="o", at="overridden_at", outcome="overridden", reason="o.reason", also=""
    )
    return f"""(
        (SELECT a.id, a.id AS admission_id, NULL::uuid AS exit_id, 'admitted' AS outcome,
            'admitted' AS reason, a.admitted_at AS at, a.list_id, a.ticket_id, a.ticket_type_id,
            NULL::text AS code_hash, a.gate, a.device, a.method, a.actor,
            NULL::text AS override_reason, a.undone_at, a.undo_reason
        FROM {ADMISSIONS} a {admitted})
        UNION ALL
        (SELECT x.id, NULL, x.id, 'exited', 'exited', x.exited_at, x.list_id, x.ticket_id,
            x.ticket_type_id, NULL, x.gate, x.device, x.method, x.actor, NULL, x.undone_at,
            x.undo_reason
        FROM {_WENT} x {exited})
        UNION ALL
        (SELECT r.id, NULL, NULL, 'refused', r.reason, r.refused_at, r.list_id, r.ticket_id,
            r.ticket_type_id, r.code_hash, r.gate, r.device, r.method, r.actor, NULL, NULL, NULL
        FROM checkin_refusals r {refused})
        UNION ALL
        (SELECT o.id, made.id, NULL, 'overridden', o.reason, o.overridden_at, o.list_id,
            o.ticket_id, o.ticket_type_id, NULL, o.gate, o.device, o.method, o.actor,
            o.override_reason, made.undone_at, made.undo_reason
        FROM {OVERRIDES} o LEFT JOIN {ADMISSIONS} made
            ON made.organization_id = o.organization_id AND made.id = o.admission_id
                AND o.reason <> 'already_admitted' {overridden}))"""


def _named(wanted: str) -> str:
    return f"""
        SELECT s.*, coalesce(t.holder_name, '') AS attendee_name FROM {_lines(wanted)} s
        LEFT JOIN {TICKETS} t
            ON t.organization_id = %(organization_id)s AND t.ticket_id = s.ticket_id
    """


SCANS: Final = f"{_named(_LATEST)} ORDER BY s.at DESC, s.id DESC LIMIT %(limit)s"
SCAN_IDS: Final = f"SELECT s.id FROM {_lines(_ALL)} s ORDER BY s.at, s.id LIMIT %(limit)s"
CHOSEN: Final = f"{_named(_CHOSEN)} ORDER BY s.at, s.id"


def insert_refusal(
    tx: Transaction, event_id: UUID, refusal: Refusal, *, code_hash: str | None
) -> bool:
    """Write a refusal; False for a repeat, a flood, or an event that is not there.

    Of scans without a connection each is uploaded once, so they are no flood.
    A ticket of another event is not named: of it stays the hash of its code.
    """
    scan = refusal.scan
    values = {
        "id": new_id(),
        "event_id": event_id,
        "list_id": scan.list_id,
        "ticket_id": refusal.ticket_id,
        "reason": refusal.reason.value,
        "at": scan.at or tx.now,
        "gate": scan.gate,
        "device": scan.device,
        "method": refusal.method,
        "actor": str(tx.ctx.actor),
        "scan_id": scan.scan_id,
        "code_hash": code_hash,
        "since": tx.now - MINUTE,
        "most": MOST_IN_A_MINUTE,
        "is_uploaded": scan.at is not None,
    }
    return bool(tx.query(INSERT_REFUSAL, tx.here(**values)))


def forget_refusals(tx: Transaction, before: datetime) -> None:
    """Delete old refusals, over all organizations: asked as the operator."""
    tx.query(FORGET_REFUSALS, {"before": before})


def list_scans(
    tx: Transaction, event_id: UUID, request: PageRequest, wanted: ScanFilter
) -> list[CheckinScan]:
    """The latest first, of all kinds; one more than asked for says that more follow."""
    after = place_in_time(request)
    place = {
        "after_at": after[0] if after else None,
        "after_id": after[1] if after else None,
        "limit": request.limit + 1,
    }
    return tx.query(SCANS, tx.here(**_asked(event_id, wanted), **place), into=CheckinScan)


def list_scan_ids(tx: Transaction, event_id: UUID, wanted: ScanFilter, *, limit: int) -> list[UUID]:
    """The scans that a filter finds, by their ids, the oldest first."""
    where = tx.here(**_asked(event_id, wanted), limit=limit)
    return [scan_id for (scan_id,) in tx.query(SCAN_IDS, where)]


def list_chosen_scans(
    tx: Transaction, event_id: UUID, scan_ids: Sequence[UUID]
) -> list[CheckinScan]:
    """Scans of an event by their ids, the oldest first; those that are forgotten are left out."""
    return tx.query(CHOSEN, tx.here(event_id=event_id, ids=list(scan_ids)), into=CheckinScan)


def _asked(event_id: UUID, wanted: ScanFilter) -> dict[str, Any]:
    """A filter's values; a row's id says when it was written, wherever the scan was made."""
    since, until = wanted.recorded_from, wanted.recorded_before
    return {
        "event_id": event_id,
        "outcome": wanted.outcome,
        "reason": wanted.reason,
        "list_id": wanted.list_id,
        "device": None if wanted.device is None else like(wanted.device),
        "scanned_from": wanted.scanned_from,
        "scanned_before": wanted.scanned_before,
        "first_id": None if since is None else first_id(since),
        "end_id": None if until is None else first_id(until),
    }
