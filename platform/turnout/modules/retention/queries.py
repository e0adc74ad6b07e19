"""Statements of retention."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.events.sql_fragments import PAST_EVENTS
from turnout.modules.forms.sql_fragments import FORM_QUESTIONS
from turnout.modules.orders.sql_fragments import EVENTS_OF_PASSES, NAMED_ORDERS, STORED_ANSWERS
from turnout.modules.payments.sql_fragments import DISPUTED_REFERENCES
from turnout.modules.retention.types import (
    DuePortion,
    PastEvent,
    RetentionKind,
    RetentionPolicy,
    RetentionRun,
    RetentionTarget,
)

MOST_EVENTS: Final = 100
HERE: Final = "organization_id = %(organization_id)s"
TARGET: Final = "split_part(kind, ':', 1) AS kind, split_part(kind, ':', 2) AS field"
"""A policy for a single field is kept as `kind:field`."""
POLICIES: Final = f"""
    SELECT {TARGET}, months, begins_at, version FROM retention_policies WHERE {HERE}
"""
POLICY: Final = f"{POLICIES} AND kind = %(kind)s FOR UPDATE"
BEGUN: Final = f"""
    SELECT months FROM retention_policies
    WHERE {HERE} AND kind = %(kind)s AND begins_at <= %(now)s FOR UPDATE SKIP LOCKED
"""
LOCK: Final = """
    SELECT pg_advisory_xact_lock(
        hashtextextended(%(organization_id)s::text || 'retention' || %(kind)s, 0))
"""
PUT: Final = f"""
    INSERT INTO retention_policies (organization_id, id, kind, months, begins_at, version)
    VALUES (%(organization_id)s, %(id)s, %(kind)s, %(months)s, %(begins_at)s, 1)
    ON CONFLICT (organization_id, kind) DO UPDATE SET months = excluded.months,
        begins_at = excluded.begins_at, version = retention_policies.version + 1
    RETURNING {TARGET}, months, begins_at, version
"""
DELETE: Final = f"DELETE FROM retention_policies WHERE {HERE} AND kind = %(kind)s"
DUE_POLICIES: Final = """
    SELECT organization_id, kind FROM retention_policies WHERE begins_at <= %(now)s
    ORDER BY organization_id, kind
"""
OVER: Final = f"""
    FROM {PAST_EVENTS} e JOIN {NAMED_ORDERS} o
        ON o.organization_id = e.organization_id AND o.event_id = e.event_id
    {{joined}}
    CROSS JOIN LATERAL (SELECT o.is_owed OR EXISTS (
        SELECT FROM {DISPUTED_REFERENCES} d
        WHERE d.organization_id = %(organization_id)s AND d.reference = o.order_id) AS is_held) h
    WHERE e.organization_id = %(organization_id)s AND o.organization_id = %(organization_id)s
        AND e.ends_at <= %(until)s AND NOT EXISTS (
            SELECT FROM {EVENTS_OF_PASSES} p WHERE p.organization_id = %(organization_id)s
                AND p.order_id = o.order_id AND p.event_id <> e.event_id AND NOT EXISTS (
                    SELECT FROM {PAST_EVENTS} f WHERE f.organization_id = %(organization_id)s
                        AND f.event_id = p.event_id AND f.ends_at <= %(until)s))
        AND {{left}}
"""
"""Orders of events that ended long enough ago; of a pass, all of its events.

An order is held back as long as it is not fully paid, or a dispute of its payment is open."""
DUE_ORDERS: Final = """
    SELECT e.event_id, o.order_id {over} AND NOT h.is_held
    ORDER BY e.ends_at, e.event_id, o.order_id LIMIT %(limit)s
"""
PREVIEW: Final = """
    SELECT e.event_id, e.title, e.ends_at, count(*) FILTER (WHERE NOT h.is_held) AS order_count,
        coalesce(sum(o.attendee_count) FILTER (WHERE NOT h.is_held), 0)::bigint AS attendee_count,
        (sum({values}) FILTER (WHERE NOT h.is_held))::bigint AS value_count,
        count(*) FILTER (WHERE h.is_held) AS owed_count
    {over} GROUP BY e.event_id, e.title, e.ends_at ORDER BY e.ends_at, e.event_id
"""
OVER_EVENTS: Final = f"""
    FROM {PAST_EVENTS} e JOIN ({{records}}) v ON v.event_id = e.event_id
    WHERE e.organization_id = %(organization_id)s AND e.ends_at <= %(until)s
"""
"""Events that ended long enough ago, with rows that hang on them and on no order."""
PREVIEW_EVENTS: Final = f"""
    SELECT e.event_id, e.title, e.ends_at, 0 AS order_count, 0 AS attendee_count, v.value_count
    {OVER_EVENTS} ORDER BY e.ends_at, e.event_id
"""
DUE_RECORDS: Final = f"""
    SELECT e.event_id {OVER_EVENTS} ORDER BY e.ends_at, e.event_id LIMIT 1
"""
ANSWERED: Final = f"""
    SELECT a.order_id, count(*) AS value_count FROM {STORED_ANSWERS} a JOIN {FORM_QUESTIONS} q
        ON q.organization_id = a.organization_id AND q.version_id = a.form_version_id
        AND a.answers ? q.key
    WHERE a.organization_id = %(organization_id)s AND q.organization_id = %(organization_id)s
        AND q.{{by}} = %(field)s
    GROUP BY a.order_id
"""
LEFT: Final = {
    RetentionKind.PEOPLE: "o.names_somebody",
    RetentionKind.ANSWERS: "o.has_answers",
}
"""What an order still has to lose, of whole kinds."""
DUE_EVENT: Final = f"""
    SELECT e.event_id FROM {PAST_EVENTS} e
    WHERE e.organization_id = %(organization_id)s AND e.ends_at <= %(until)s AND NOT EXISTS (
        SELECT FROM retention_runs r WHERE r.organization_id = %(organization_id)s
            AND r.event_id = e.event_id AND r.kind = %(kind)s AND r.event_rows_at IS NOT NULL)
    ORDER BY e.ends_at, e.event_id LIMIT 1
"""
RUN_COLUMNS: Final = """
    r.id, r.event_id, coalesce(e.title, '') AS event_title,
    split_part(r.kind, ':', 1) AS kind, split_part(r.kind, ':', 2) AS field, r.begun_at, r.last_at,
    r.order_count, r.deleted, r.anonymised, r.file_count, r.log_entry_count, r.pending
"""
RUNS: Final = f"""
    SELECT {RUN_COLUMNS} FROM retention_runs r LEFT JOIN {PAST_EVENTS} e
        ON e.organization_id = r.organization_id AND e.event_id = r.event_id
    WHERE r.organization_id = %(organization_id)s
"""
RUN_OF_EVENT: Final = f"{RUNS} AND r.event_id = %(event_id)s AND r.kind = %(kind)s"
PENDING: Final = f"{RUNS} AND r.pending IS NOT NULL AND r.kind = %(kind)s ORDER BY r.id LIMIT 1"
LIST_RUNS: Final = f"""
    {RUNS} AND (r.order_count > 0 OR r.deleted <> '{{}}' OR r.anonymised <> '{{}}')
        AND (%(after_at)s::timestamptz IS NULL
            OR (r.last_at, r.id) < (%(after_at)s, %(after_id)s::uuid))
    ORDER BY r.last_at DESC, r.id DESC LIMIT %(limit)s
"""
BEGIN_RUN: Final = """
    INSERT INTO retention_runs (organization_id, id, event_id, kind, begun_at, last_at, order_count,
        deleted, anonymised, file_count, log_entry_count)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(kind)s, %(now)s, %(now)s, 0, '{}', '{}',
        0, 0)
    ON CONFLICT (organization_id, event_id, kind) DO NOTHING
"""
NOTE_RUN: Final = f"""
    UPDATE retention_runs SET last_at = %(now)s, order_count = order_count + %(order_count)s,
        deleted = %(deleted)s::jsonb, anonymised = %(anonymised)s::jsonb,
        file_count = file_count + %(file_count)s,
        pending = %(pending)s::jsonb,
        event_rows_at = CASE WHEN %(is_event)s THEN %(now)s ELSE event_rows_at END
    WHERE {HERE} AND id = %(id)s
"""
SETTLE_RUN: Final = f"""
    UPDATE retention_runs
    SET log_entry_count = log_entry_count + %(log_entry_count)s, pending = NULL
    WHERE {HERE} AND id = %(id)s
"""


def list_policies(tx: Transaction) -> dict[RetentionTarget, RetentionPolicy]:
    """What was set, by what it is about."""
    return {each.target: each for each in tx.query(POLICIES, tx.here(), into=RetentionPolicy)}


def lock_policy(tx: Transaction, target: RetentionTarget) -> RetentionPolicy:
    """The policy of a kind, which nobody else sets meanwhile; the one that keeps without an end."""
    tx.query(LOCK, tx.here(kind=target.key))
    found = tx.query(POLICY, tx.here(kind=target.key), into=RetentionPolicy)
    return found[0] if found else unset(target)


def unset(target: RetentionTarget) -> RetentionPolicy:
    return RetentionPolicy(
        kind=target.kind.value, field=target.field, months=None, begins_at=None, version=0
    )


def put_policy(
    tx: Transaction, target: RetentionTarget, *, months: int, begins_at: datetime
) -> RetentionPolicy:
    said = tx.here(id=new_id(), kind=target.key, months=months, begins_at=begins_at)
    [policy] = tx.query(PUT, said, into=RetentionPolicy)
    return policy


def delete_policy(tx: Transaction, target: RetentionTarget) -> None:
    tx.query(DELETE, tx.here(kind=target.key))


def list_due_policies(tx: Transaction) -> list[tuple[UUID, str]]:
    """(organization, kind) of policies that count; asked by the job."""
    return tx.query(DUE_POLICIES, {"now": tx.now})


def claim_months(tx: Transaction, target: RetentionTarget) -> int | None:
    """The months of a policy that counts, for this worker alone; None: another has it, or none."""
    found = tx.query(BEGUN, tx.here(kind=target.key))
    return int(found[0][0]) if found else None


def list_past_events(
    tx: Transaction, target: RetentionTarget, until: datetime, *, records: str
) -> list[tuple[PastEvent, int]]:
    """Events that ended before, the oldest first, each with how many of its orders stay for now.

    `records` is the statement that counts the rows of a target of that kind, by order.
    """
    over, values = _over(target, records)
    statement = PREVIEW.format(over=over, values=values)
    return tx.query(statement, tx.here(until=until, field=target.field), into=_past_event)


def list_events_of_records(tx: Transaction, until: datetime, *, records: str) -> list[PastEvent]:
    """Events that ended before, the oldest first, with what the rows that hang on them say.

    `records` is the statement that counts these rows, by event.
    """
    return tx.query(PREVIEW_EVENTS.format(records=records), tx.here(until=until), into=PastEvent)


def find_event_of_records(tx: Transaction, until: datetime, *, records: str) -> DuePortion | None:
    """The first event that ended before, and has such rows."""
    for (event_id,) in tx.query(DUE_RECORDS.format(records=records), tx.here(until=until)):
        return DuePortion(event_id=event_id, order_ids=[])
    return None


def _past_event(*, owed_count: int, **row: Any) -> tuple[PastEvent, int]:
    return PastEvent(**row), owed_count


def find_due_orders(
    tx: Transaction, target: RetentionTarget, until: datetime, *, records: str, limit: int
) -> DuePortion | None:
    over, _ = _over(target, records)
    values = tx.here(until=until, field=target.field, limit=limit)
    rows = tx.query(DUE_ORDERS.format(over=over), values)
    return DuePortion.of(rows) if rows else None


def _over(target: RetentionTarget, records: str) -> tuple[str, str]:
    """From where orders that are over are read, and what counts the values of a single field."""
    if target.kind in LEFT:
        return OVER.format(joined="", left=LEFT[target.kind]), "NULL::bigint"
    by = "key" if target.kind is RetentionKind.QUESTION else "type"
    counted = records or ANSWERED.format(by=by)
    return OVER.format(joined=f"JOIN ({counted}) v USING (order_id)", left="true"), "v.value_count"


def find_due_event(tx: Transaction, target: RetentionTarget, until: datetime) -> DuePortion | None:
    """An event of which only its orders were looked at so far."""
    for (event_id,) in tx.query(DUE_EVENT, tx.here(until=until, kind=target.key)):
        return DuePortion(event_id=event_id, order_ids=[])
    return None


def find_pending(tx: Transaction, target: RetentionTarget) -> RetentionRun | None:
    """A run after whose last portion the log was not emptied yet."""
    return next(iter(tx.query(PENDING, tx.here(kind=target.key), into=RetentionRun)), None)


def begin_run(tx: Transaction, target: RetentionTarget, event_id: UUID) -> RetentionRun:
    """The run of an event, made when it is the first portion."""
    where = tx.here(id=new_id(), event_id=event_id, kind=target.key)
    tx.query(BEGIN_RUN, where)
    [run] = tx.query(RUN_OF_EVENT, where, into=RetentionRun)
    return run


def note_run(
    tx: Transaction, run: RetentionRun, portion: DuePortion, *, file_count: int, pending: list[UUID]
) -> None:
    """Count a portion; `pending` are the rows whose entries in the log still have to go."""
    said = tx.here(
        id=run.id,
        order_count=len(portion.order_ids),
        deleted=as_json(run.deleted),
        anonymised=as_json(run.anonymised),
        file_count=file_count,
        pending=as_json(pending) if pending else None,
        is_event=not portion.order_ids,
    )
    tx.query(NOTE_RUN, said)


def settle_run(tx: Transaction, run_id: UUID, *, log_entry_count: int) -> None:
    tx.query(SETTLE_RUN, tx.here(id=run_id, log_entry_count=log_entry_count))


def list_runs(tx: Transaction, request: PageRequest) -> list[RetentionRun]:
    """The latest first, those that found something; one row more says that a page follows."""
    after = place_in_time(request)
    where = tx.here(
        after_at=after and after[0], after_id=after and after[1], limit=request.limit + 1
    )
    return tx.query(LIST_RUNS, where, into=RetentionRun)
