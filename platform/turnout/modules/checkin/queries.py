"""Every statement of check-in: scans, admissions and lists."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, UniqueViolation

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.errors import NotFound
from turnout.kernel.ids import new_id
from turnout.kernel.observability import telemetry
from turnout.kernel.values import attributes_of
from turnout.modules.checkin.errors import ListNameTaken, ListNotFound
from turnout.modules.checkin.facts import TicketAdmitted
from turnout.modules.checkin.types import (
    CheckinList,
    Entry,
    GateCount,
    Override,
    PresentedCode,
    Scan,
    ScanContext,
    ScanRow,
    StoredOverride,
    TicketCheckin,
)
from turnout.modules.participation.sql_fragments import HAS_PLACE_IN_SESSION
from turnout.modules.programme.sql_fragments import LOCK_SESSION, STATE_OF_SESSION
from turnout.modules.tickets.sql_fragments import STATE_OF_SHORT_CODE, STATE_OF_TICKET

_LIST_COLUMNS: Final = """
    id, name, is_default, ticket_type_ids, once_per, time_zone, opens_at, closes_at, scope,
    session_id, version
"""
LISTS: Final = f"""
    SELECT {_LIST_COLUMNS} FROM checkin_lists
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
    ORDER BY NOT is_default, name
"""
INSERT_LIST: Final = """
    INSERT INTO checkin_lists (organization_id, id, event_id, name, is_default, ticket_type_ids,
        once_per, time_zone, opens_at, closes_at, scope, session_id, created_at, version)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(name)s, %(is_default)s,
        %(ticket_type_ids)s, %(once_per)s, %(time_zone)s, %(opens_at)s, %(closes_at)s,
        %(scope)s, %(session_id)s, %(now)s, 1)
"""
INSERT_DEFAULT_LIST: Final = INSERT_LIST + " ON CONFLICT DO NOTHING"
UPDATE_LIST: Final = f"""
    UPDATE checkin_lists SET name = %(name)s, ticket_type_ids = %(ticket_type_ids)s,
        opens_at = %(opens_at)s, closes_at = %(closes_at)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND id = %(id)s
    RETURNING {_LIST_COLUMNS}
"""
LOCK_LIST: Final = f"""
    SELECT {_LIST_COLUMNS} FROM checkin_lists
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND id = %(id)s
    FOR UPDATE
"""
ADMISSIONS: Final = """
    SELECT id, list_id, ticket_id, ticket_type_id, admitted_at, gate, device, method, undone_at,
        undo_reason
    FROM admissions
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND (%(list_id)s::uuid IS NULL OR list_id = %(list_id)s)
        AND (%(after_at)s::timestamptz IS NULL
            OR (admitted_at, id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY admitted_at DESC, id DESC LIMIT %(limit)s
"""
UPDATE_TIME_ZONE: Final = """
    UPDATE checkin_lists SET time_zone = %(time_zone)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND time_zone <> %(time_zone)s
"""


def list_lists(tx: Transaction, event_id: UUID) -> list[CheckinList]:
    """The event's lists, the default one first."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    return tx.query(LISTS, where, into=CheckinList.of)


def insert_list(tx: Transaction, event_id: UUID, new: CheckinList) -> None:
    """Write a list; ListNameTaken beside one of the same name, NotFound without the event."""
    try:
        tx.query(INSERT_LIST, _list_values(tx, event_id, new))
    except UniqueViolation as error:
        raise ListNameTaken from error
    except ForeignKeyViolation as error:
        raise NotFound from error


def lock_list(tx: Transaction, event_id: UUID, list_id: UUID) -> CheckinList:
    """The list, FOR UPDATE; ListNotFound when the event has no such list."""
    where = {"organization_id": tx.organization_id, "event_id": event_id, "id": list_id}
    for found in tx.query(LOCK_LIST, where, into=CheckinList.of):
        return found
    raise ListNotFound


def update_list(tx: Transaction, event_id: UUID, changed: CheckinList) -> CheckinList:
    """Write name, ticket types and window; ListNameTaken beside one of the same name."""
    try:
        [written] = tx.query(UPDATE_LIST, _list_values(tx, event_id, changed), into=CheckinList.of)
    except UniqueViolation as error:
        raise ListNameTaken from error
    return written


def list_admissions(
    tx: Transaction, event_id: UUID, request: PageRequest, *, list_id: UUID | None
) -> list[dict[str, Any]]:
    """Who came in, the latest first, undone entries included; one more says that more follow."""
    after = place_in_time(request)
    parameters = {
        "organization_id": tx.organization_id,
        "event_id": event_id,
        "list_id": list_id,
        "after_at": after[0] if after else None,
        "after_id": after[1] if after else None,
        "limit": request.limit + 1,
    }
    return tx.query(ADMISSIONS, parameters, into=dict[str, Any])


def insert_default_list(tx: Transaction, event_id: UUID, new: CheckinList) -> None:
    """Write the default list unless the event has one by now."""
    tx.query(INSERT_DEFAULT_LIST, _list_values(tx, event_id, new))


def update_time_zone(tx: Transaction, event_id: UUID, time_zone: str) -> None:
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    tx.query(UPDATE_TIME_ZONE, {**where, "time_zone": time_zone})


def _list_values(tx: Transaction, event_id: UUID, new: CheckinList) -> dict[str, Any]:
    types = None if new.ticket_type_ids is None else [str(each) for each in new.ticket_type_ids]
    return attributes_of(new) | {
        "organization_id": tx.organization_id,
        "event_id": event_id,
        "ticket_type_ids": None if types is None else as_json(types),
        "now": tx.now,
    }


_LIST_OF_SCAN: Final = """
    SELECT id, ticket_type_ids, opens_at, closes_at, scope, session_id,
        CASE once_per WHEN 'day'
            THEN to_char(%(at)s::timestamptz AT TIME ZONE time_zone, 'YYYY-MM-DD')
            ELSE '' END AS period
    FROM checkin_lists
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND CASE WHEN %(list_id)s::uuid IS NULL THEN is_default ELSE id = %(list_id)s END
"""
_ADMIT: Final = """
    WITH list AS ({list}), ticket AS ({ticket}), place AS ({place}), admitted AS (
        INSERT INTO admissions (organization_id, id, event_id, list_id, ticket_id, ticket_type_id,
            period, admitted_at, gate, device, method, actor, scan_id)
        SELECT %(organization_id)s, %(id)s, %(event_id)s, list.id, ticket.id,
            ticket.ticket_type_id, list.period, %(at)s, %(gate)s, %(device)s, %(method)s,
            %(actor)s, %(scan_id)s
        FROM list CROSS JOIN ticket LEFT JOIN place ON true
        WHERE ticket.event_id = %(event_id)s AND ticket.state = 'valid'
            AND ticket.nonce BETWEEN %(first_nonce)s AND %(last_nonce)s
            AND (list.ticket_type_ids IS NULL
                OR list.ticket_type_ids ? ticket.ticket_type_id::text)
            AND (list.opens_at IS NULL OR list.opens_at <= %(at)s)
            AND (list.closes_at IS NULL OR %(at)s < list.closes_at)
            AND (list.scope = 'event' OR (%(is_locked)s AND place.takes_place
                AND place.is_registered AND place.inside < place.capacity))
        ON CONFLICT (organization_id, list_id, ticket_id, period) WHERE undone_at IS NULL
            DO NOTHING
        RETURNING id, ticket_id, list_id
    ), told AS (
        INSERT INTO outbox (organization_id, id, name, payload, actor, request_id, recorded_at,
            traceparent)
        SELECT %(organization_id)s, %(fact_id)s, %(fact_name)s,
            jsonb_build_object('ticket_id', ticket_id, 'event_id', %(event_id)s::uuid,
                'list_id', list_id),
            %(actor)s, %(request_id)s, %(now)s, %(traceparent)s
        FROM admitted
    )
    SELECT list.id, list.period, list.opens_at, list.closes_at,
        coalesce(list.ticket_type_ids ? ticket.ticket_type_id::text, true),
        ticket.id, ticket.event_id, ticket.ticket_type_id, ticket.holder_name, ticket.state,
        ticket.nonce BETWEEN %(first_nonce)s AND %(last_nonce)s,
        admitted.id, earlier.id, earlier.admitted_at, earlier.gate, earlier.scan_id,
        list.session_id, list.scope = 'session', place.takes_place, place.is_registered,
        place.inside < place.capacity
    FROM list LEFT JOIN ticket ON true LEFT JOIN place ON true LEFT JOIN admitted ON true
        LEFT JOIN LATERAL (
            SELECT id, admitted_at, gate, scan_id FROM admissions
            WHERE organization_id = %(organization_id)s AND list_id = list.id
                AND ticket_id = ticket.id AND period = list.period AND undone_at IS NULL
            LIMIT 1) AS earlier ON true
"""
"""The last LIMIT keeps that a look-up by all four columns: flattened into the join, a plan made
while the table was empty read every admission of the list for each scan."""
_PLACE: Final = f"""
    SELECT s.takes_place, {HAS_PLACE_IN_SESSION} AS is_registered, s.capacity,
        (SELECT count(DISTINCT a.ticket_id) FROM checkin_lists l
            JOIN admissions a ON a.organization_id = l.organization_id AND a.list_id = l.id
            WHERE l.organization_id = %(organization_id)s AND l.session_id = list.session_id
                AND a.undone_at IS NULL AND a.ticket_id <> ticket.id) AS inside
    FROM list CROSS JOIN ticket CROSS JOIN LATERAL ({STATE_OF_SESSION}) AS s
    WHERE list.scope = 'session'
"""
ADMIT: Final = _ADMIT.format(list=_LIST_OF_SCAN, ticket=STATE_OF_TICKET, place=_PLACE)
ADMIT_BY_SHORT_CODE: Final = _ADMIT.format(
    list=_LIST_OF_SCAN, ticket=STATE_OF_SHORT_CODE, place=_PLACE
)
ADMITTED_AMONG: Final = """
    SELECT DISTINCT ticket_id FROM admissions
    WHERE organization_id = %(organization_id)s AND ticket_id = ANY(%(ticket_ids)s)
        AND undone_at IS NULL
"""
OF_TICKETS: Final = """
    SELECT a.id, a.ticket_id, a.list_id, l.name AS list_name, a.admitted_at, a.gate, a.undone_at
    FROM admissions a
    JOIN checkin_lists l ON l.organization_id = a.organization_id AND l.id = a.list_id
    WHERE a.organization_id = %(organization_id)s AND a.ticket_id = ANY(%(ticket_ids)s)
    ORDER BY a.admitted_at, a.id
"""
EARLIER: Final = """
    SELECT id, admitted_at, gate, scan_id FROM admissions
    WHERE organization_id = %(organization_id)s AND list_id = %(list_id)s
        AND ticket_id = %(ticket_id)s AND period = %(period)s AND undone_at IS NULL
"""
UNDO: Final = """
    UPDATE admissions SET undone_at = %(now)s, undone_by = %(actor)s, undo_reason = %(reason)s
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND id = %(id)s
        AND undone_at IS NULL
    RETURNING ticket_id, list_id
"""
EXISTS: Final = """
    SELECT true FROM admissions
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND id = %(id)s
"""
COUNT: Final = """
    SELECT list_id, ticket_type_id, gate, count(*) AS entries,
        count(DISTINCT ticket_id) AS people
    FROM admissions
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND undone_at IS NULL
    GROUP BY list_id, ticket_type_id, gate
"""
COUNT_OVERRIDES: Final = """
    SELECT list_id, count(*) FROM checkin_overrides
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
    GROUP BY list_id
"""
_OVERRIDE: Final = """
    id, list_id, ticket_id, ticket_type_id, reason, overridden_at, gate, admission_id
"""
INSERT_OVERRIDE: Final = """
    INSERT INTO checkin_overrides (organization_id, id, event_id, list_id, ticket_id,
        ticket_type_id, reason, override_reason, overridden_at, gate, device, method, actor,
        scan_id)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(list_id)s, %(ticket_id)s,
        %(ticket_type_id)s, %(reason)s, %(override_reason)s, %(at)s, %(gate)s, %(device)s,
        %(method)s, %(actor)s, %(scan_id)s)
    ON CONFLICT (organization_id, event_id, actor, scan_id) DO NOTHING RETURNING id
"""
SETTLE_OVERRIDE: Final = """
    UPDATE checkin_overrides SET admission_id = %(admission_id)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
FIND_OVERRIDE: Final = f"""
    SELECT {_OVERRIDE} FROM checkin_overrides
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND actor = %(actor)s AND scan_id = %(scan_id)s
"""
ADMIT_BY_OVERRIDE: Final = """
    INSERT INTO admissions (organization_id, id, event_id, list_id, ticket_id, ticket_type_id,
        period, admitted_at, gate, device, method, actor, scan_id)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(list_id)s, %(ticket_id)s,
        %(ticket_type_id)s, %(period)s, %(at)s, %(gate)s, %(device)s, %(method)s, %(actor)s,
        %(scan_id)s)
    ON CONFLICT (organization_id, list_id, ticket_id, period) WHERE undone_at IS NULL DO NOTHING
    RETURNING id
"""
PEOPLE_INSIDE: Final = """
    SELECT a.event_id, a.ticket_type_id, count(DISTINCT a.ticket_id)::int
    FROM admissions a JOIN checkin_lists l
        ON l.organization_id = a.organization_id AND l.id = a.list_id AND l.is_default
    WHERE a.organization_id = %(organization_id)s AND a.event_id = ANY(%(event_ids)s)
        AND a.undone_at IS NULL
    GROUP BY a.event_id, a.ticket_type_id
"""


def lock_session(tx: Transaction, session_id: UUID) -> None:
    """Let in one at a time at the doors of a session, so that its places can be counted."""
    tx.query(LOCK_SESSION, {"organization_id": tx.organization_id, "session_id": session_id})


def admit(
    tx: Transaction,
    event_id: UUID,
    scan: Scan,
    *,
    shown: PresentedCode,
    is_locked: bool = False,
    is_last: bool = False,
) -> ScanContext | None:
    """Admit the ticket if nothing speaks against it, and say what was found: one statement.

    With `is_last` it is committed in the same write, whatever was found. A list of a session
    admits only while its session is locked. None without the list. Of two scans at once one is
    admitted; the other waits for it, and its `earlier` is still empty since its statement began
    before.
    """
    at = scan.at or tx.now
    parameters = {
        "organization_id": tx.organization_id,
        "event_id": event_id,
        "list_id": scan.list_id,
        "at": at,
        "ticket_id": shown.ticket_id,
        "first_nonce": shown.first_nonce,
        "last_nonce": shown.last_nonce,
        "now": tx.now,
        "id": new_id(),
        "gate": scan.gate,
        "device": scan.device,
        "method": shown.method,
        "actor": str(tx.ctx.actor),
        "scan_id": scan.scan_id,
        "fact_id": new_id(),
        "fact_name": TicketAdmitted.name,
        "request_id": tx.ctx.request_id,
        "traceparent": telemetry.traceparent(),
        "is_locked": is_locked,
    }
    text = ADMIT if shown.ticket_id else ADMIT_BY_SHORT_CODE
    rows = tx.ask(text, parameters, is_last=is_last)
    return ScanContext.of(ScanRow._make(rows[0]), scan, now=at) if rows else None


def list_admitted(tx: Transaction, ticket_ids: Sequence[UUID]) -> set[UUID]:
    """Find the tickets, of these, that have an admission which was not undone."""
    values = {"organization_id": tx.organization_id, "ticket_ids": list(ticket_ids)}
    return {ticket_id for (ticket_id,) in tx.query(ADMITTED_AMONG, values)}


def list_of_tickets(tx: Transaction, ticket_ids: Sequence[UUID]) -> list[TicketCheckin]:
    """When somebody came in by these tickets, the first time first, undone ones included."""
    values = {"organization_id": tx.organization_id, "ticket_ids": list(ticket_ids)}
    return tx.query(OF_TICKETS, values, into=TicketCheckin)


def find_earlier(tx: Transaction, *, list_id: UUID, ticket_id: UUID, period: str) -> Entry | None:
    """The live admission of a ticket on a list in a period."""
    where = {
        "organization_id": tx.organization_id,
        "list_id": list_id,
        "ticket_id": ticket_id,
        "period": period,
    }
    return next(iter(tx.query(EARLIER, where, into=Entry)), None)


def undo(
    tx: Transaction, event_id: UUID, admission_id: UUID, *, reason: str
) -> tuple[UUID, UUID] | None:
    """Take an admission back; its ticket and list, or None if there is no live one."""
    parameters = {
        "organization_id": tx.organization_id,
        "event_id": event_id,
        "id": admission_id,
        "now": tx.now,
        "actor": str(tx.ctx.actor),
        "reason": reason,
    }
    return next(((ticket, list_id) for ticket, list_id in tx.query(UNDO, parameters)), None)


def is_known(tx: Transaction, event_id: UUID, admission_id: UUID) -> bool:
    where = {"organization_id": tx.organization_id, "event_id": event_id, "id": admission_id}
    return bool(tx.query(EXISTS, where))


def people_inside(tx: Transaction, event_ids: Collection[UUID]) -> dict[UUID, dict[UUID, int]]:
    """How many people are in by the default list of each event that has some, by ticket type."""
    found: dict[UUID, dict[UUID, int]] = {}
    rows = tx.query(PEOPLE_INSIDE, tx.here(event_ids=list(event_ids)))
    for event_id, ticket_type_id, people in rows:
        found.setdefault(event_id, {})[ticket_type_id] = people
    return found


def count_inside(tx: Transaction, event_id: UUID) -> dict[UUID, list[GateCount]]:
    """Count the live admissions of an event by list, each by ticket type and gate."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    found: dict[UUID, list[GateCount]] = {}
    for list_id, count in tx.query(COUNT, where, into=_count):
        found.setdefault(list_id, []).append(count)
    return found


def count_overrides(tx: Transaction, event_id: UUID) -> dict[UUID, int]:
    """How often somebody was let in against a rule, by list."""
    return dict(tx.query(COUNT_OVERRIDES, tx.here(event_id=event_id)))


def insert_override(
    tx: Transaction, event_id: UUID, scan: Scan, *, seen: ScanContext, why: Override
) -> UUID | None:
    """Write an override; None when this scan was overridden before."""
    return _inserted(tx, INSERT_OVERRIDE, event_id, scan, seen=seen, why=why)


def admit_by_override(
    tx: Transaction, event_id: UUID, scan: Scan, *, seen: ScanContext, why: Override
) -> UUID | None:
    """Admit a ticket that a rule refuses; None when it came in by the list meanwhile."""
    return _inserted(tx, ADMIT_BY_OVERRIDE, event_id, scan, seen=seen, why=why)


def _inserted(
    tx: Transaction, statement: str, event_id: UUID, scan: Scan, *, seen: ScanContext, why: Override
) -> UUID | None:
    assert seen.ticket is not None  # noqa: S101  what no ticket was read from is never overridden
    values = {
        "id": new_id(),
        "event_id": event_id,
        "list_id": seen.list_id,
        "ticket_id": seen.ticket.id,
        "ticket_type_id": seen.ticket.ticket_type_id,
        "period": seen.period,
        "reason": why.overridden.value,
        "override_reason": why.reason,
        "at": scan.at or tx.now,
        "gate": scan.gate,
        "device": scan.device,
        "method": why.method,
        "actor": str(tx.ctx.actor),
        "scan_id": scan.scan_id,
    }
    return next((row_id for (row_id,) in tx.query(statement, tx.here(**values))), None)


def settle_override(tx: Transaction, override_id: UUID, admission_id: UUID | None) -> None:
    """Write which check-in counts for an override."""
    tx.query(SETTLE_OVERRIDE, tx.here(id=override_id, admission_id=admission_id))


def find_override(tx: Transaction, event_id: UUID, scan_id: str | None) -> StoredOverride | None:
    """What this scan of the present actor did before, if it was an override."""
    where = tx.here(event_id=event_id, actor=str(tx.ctx.actor), scan_id=scan_id)
    return next(iter(tx.query(FIND_OVERRIDE, where, into=StoredOverride)), None)


def _count(list_id: UUID, **columns: Any) -> tuple[UUID, GateCount]:
    return list_id, GateCount(**columns)
