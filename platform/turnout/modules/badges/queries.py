"""Every statement of badge layouts and prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from psycopg.errors import CheckViolation, ForeignKeyViolation, UniqueViolation

from turnout.kernel.db.node_texts import constraint_of
from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.references import Reference, list_references
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed
from turnout.kernel.ids import new_id
from turnout.modules.badges.errors import (
    BadgeLayoutNameTaken,
    BadgeLayoutNotFound,
    BadgePrintRunNotFound,
    PrintedBefore,
)
from turnout.modules.badges.rules import IN_A_FILE
from turnout.modules.badges.types import (
    BadgeDesign,
    BadgeLayout,
    BadgePrint,
    BadgePrintRun,
    NameForm,
)
from turnout.modules.orders.sql_fragments import ATTENDEES, ORDERS
from turnout.modules.tickets.sql_fragments import TICKETS

KEPT: Final = timedelta(hours=24)
"""For so long badges that were printed can be drawn again."""
LAYOUTS: Final = """
    SELECT l.id, l.event_id, l.name, l.is_default, l.design, l.version, l.created_at, l.updated_at,
        (SELECT jsonb_agg(t.ticket_type_id ORDER BY t.id) FROM badge_layout_ticket_types t
            WHERE t.organization_id = l.organization_id AND t.layout_id = l.id) AS ticket_type_ids
    FROM badge_layouts l
    WHERE l.organization_id = %(organization_id)s AND l.event_id = %(event_id)s
"""
LIST: Final = f"{LAYOUTS} ORDER BY l.is_default DESC, lower(l.name), l.id"
ONE: Final = f"{LAYOUTS} AND l.id = %(id)s"
LOCK: Final = """
    SELECT id FROM badge_layouts WHERE organization_id = %(organization_id)s
        AND event_id = %(event_id)s AND id = %(id)s FOR UPDATE
"""
INSERT: Final = """
    INSERT INTO badge_layouts (organization_id, id, event_id, name, is_default, design, version,
        created_at, updated_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(name)s, %(is_default)s,
        %(design)s::jsonb, 1, %(now)s, %(now)s, %(created_by)s)
"""
UPDATE: Final = """
    UPDATE badge_layouts SET name = %(name)s, is_default = %(is_default)s,
        design = %(design)s::jsonb, version = version + 1, updated_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
NO_OTHER_DEFAULT: Final = """
    UPDATE badge_layouts SET is_default = false, version = version + 1, updated_at = %(now)s
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND is_default
        AND id <> %(id)s
"""
DELETE: Final = """
    DELETE FROM badge_layouts WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
CLEAR_TYPES: Final = """
    DELETE FROM badge_layout_ticket_types WHERE organization_id = %(organization_id)s
        AND (layout_id = %(id)s OR ticket_type_id = ANY(%(ticket_type_ids)s))
"""
INSERT_TYPES: Final = """
    INSERT INTO badge_layout_ticket_types (organization_id, id, layout_id, ticket_type_id)
    SELECT %(organization_id)s, w.id, %(id)s, w.ticket_type_id
    FROM unnest(%(ids)s::uuid[], %(ticket_type_ids)s::uuid[]) AS w(id, ticket_type_id)
"""
FILES: Final = """
    SELECT DISTINCT (e.value ->> 'file_id')::uuid, l.event_id FROM badge_layouts l
    CROSS JOIN LATERAL jsonb_array_elements(l.design -> 'elements') AS e(value)
    WHERE l.organization_id = %(organization_id)s AND e.value ->> 'file_id' IS NOT NULL
"""
ON_BADGES: Final = f"""
    SELECT t.ticket_id, coalesce(o.number, '') AS order_number,
        coalesce(o.answers, '{{}}') || coalesce(a.answers, '{{}}') AS answers
    FROM {TICKETS} t
    LEFT JOIN {ORDERS} o ON o.organization_id = %(organization_id)s AND o.order_id = t.order_id
    LEFT JOIN {ATTENDEES} a
        ON a.organization_id = %(organization_id)s AND a.attendee_id = t.attendee_id
    WHERE t.organization_id = %(organization_id)s AND t.event_id = %(event_id)s
        AND t.ticket_id = ANY(%(ticket_ids)s)
"""
INSERT_RUN: Final = """
    INSERT INTO badge_print_runs (organization_id, id, event_id, layout_id, format, dpi, device,
        reason, job_id, started_at, started_by)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(layout_id)s, %(format)s, %(dpi)s,
        %(device)s, %(reason)s, NULL, %(now)s, %(started_by)s)
"""
SET_JOB: Final = """
    UPDATE badge_print_runs SET job_id = %(job_id)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
RUNS: Final = """
    SELECT r.id, r.event_id, r.format, r.dpi, r.device, r.layout_id, r.job_id, r.started_at,
        r.started_by, r.reason, r.started_at + %(kept)s AS expires_at, n.prints,
        (n.prints + %(in_a_file)s - 1) / %(in_a_file)s AS parts
    FROM badge_print_runs r CROSS JOIN LATERAL (
        SELECT count(*) AS prints FROM badge_prints p
        WHERE p.organization_id = r.organization_id AND p.run_id = r.id) AS n
    WHERE r.organization_id = %(organization_id)s AND r.event_id = %(event_id)s
"""
LIST_RUNS: Final = f"""
    {RUNS}
        AND (%(after_at)s::timestamptz IS NULL
            OR (r.started_at, r.id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY r.started_at DESC, r.id DESC LIMIT %(limit)s
"""
ONE_RUN: Final = f"{RUNS} AND r.id = %(id)s"
LOCK_PRINTS: Final = """
    SELECT pg_advisory_xact_lock(hashtextextended('badge prints/' || ticket_id, 0))
    FROM unnest(%(ticket_ids)s::uuid[]) AS ticket_id
"""
INSERT_PRINT: Final = """
    INSERT INTO badge_prints (organization_id, id, event_id, run_id, ticket_id, layout_id, number,
        reason, device, printed_at, printed_by, name_form)
    SELECT %(organization_id)s, %(id)s, %(event_id)s, %(run_id)s, %(ticket_id)s, %(layout_id)s,
        before.number + 1, CASE WHEN before.number > 0 THEN %(reason)s ELSE '' END, %(device)s,
        %(now)s, %(printed_by)s, %(name_form)s
    FROM (SELECT coalesce(max(number), 0) AS number FROM badge_prints
        WHERE organization_id = %(organization_id)s AND ticket_id = %(ticket_id)s) AS before
    RETURNING number
"""
COUNT_PRINTS: Final = """
    SELECT ticket_id, count(*) FROM badge_prints
    WHERE organization_id = %(organization_id)s AND ticket_id = ANY(%(ticket_ids)s)
    GROUP BY ticket_id
"""
LIST_PRINTS: Final = f"""
    SELECT p.id, p.run_id, p.ticket_id, t.holder_name AS attendee_name, t.ticket_type_id, p.number,
        p.reason, p.device, p.layout_id, p.printed_at, p.printed_by
    FROM badge_prints p JOIN {TICKETS} t
        ON t.organization_id = %(organization_id)s AND t.ticket_id = p.ticket_id
    WHERE p.organization_id = %(organization_id)s AND p.event_id = %(event_id)s
        AND (%(ticket_id)s::uuid IS NULL OR p.ticket_id = %(ticket_id)s)
        AND (%(after_at)s::timestamptz IS NULL
            OR (p.printed_at, p.id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY p.printed_at DESC, p.id DESC LIMIT %(limit)s
"""
PART: Final = """
    SELECT ticket_id, layout_id, name_form FROM badge_prints
    WHERE organization_id = %(organization_id)s AND run_id = %(run_id)s
    ORDER BY id OFFSET %(offset)s LIMIT %(limit)s
"""
IDS_OF_TICKETS: Final = """
    SELECT id FROM badge_prints
    WHERE organization_id = %(organization_id)s AND ticket_id = ANY(%(ticket_ids)s)
"""
ONE_DEFAULT: Final = "ux_badge_layouts_default"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnBadge:
    """What orders and forms know of a ticket's badge."""

    ticket_id: UUID
    order_number: str
    answers: dict[str, Any]


def list_layouts(tx: Transaction, event_id: UUID) -> list[BadgeLayout]:
    """The default one first."""
    return tx.query(LIST, tx.here(event_id=event_id), into=BadgeLayout.of)


def get_layout(tx: Transaction, event_id: UUID, layout_id: UUID) -> BadgeLayout:
    """The layout, or BadgeLayoutNotFound."""
    for found in tx.query(ONE, tx.here(event_id=event_id, id=layout_id), into=BadgeLayout.of):
        return found
    raise BadgeLayoutNotFound


def lock_layout(tx: Transaction, event_id: UUID, layout_id: UUID) -> BadgeLayout:
    """The same FOR UPDATE."""
    tx.query(LOCK, tx.here(event_id=event_id, id=layout_id))
    return get_layout(tx, event_id, layout_id)


def insert_layout(
    tx: Transaction, event_id: UUID, *, name: str, design: BadgeDesign, is_default: bool
) -> UUID:
    """Write a layout; BadgeLayoutNameTaken beside one of the same name."""
    layout_id = new_id()
    _make_only_default(tx, event_id, layout_id, is_default=is_default)
    values = {"id": layout_id, "event_id": event_id, "created_by": str(tx.ctx.actor)}
    _write(tx, INSERT, name=name, design=design, is_default=is_default, **values)
    return layout_id


def update_layout(tx: Transaction, layout: BadgeLayout) -> None:
    """Write what a layout says now; its ticket types are set apart."""
    _make_only_default(tx, layout.event_id, layout.id, is_default=layout.is_default)
    _write(
        tx,
        UPDATE,
        id=layout.id,
        name=layout.name,
        design=layout.design,
        is_default=layout.is_default,
    )


def _make_only_default(
    tx: Transaction, event_id: UUID, layout_id: UUID, *, is_default: bool
) -> None:
    if is_default:
        tx.query(NO_OTHER_DEFAULT, tx.here(event_id=event_id, id=layout_id))


def _write(tx: Transaction, statement: str, *, design: BadgeDesign, **values: Any) -> None:
    stated = as_json(msgspec.to_builtins(design))
    try:
        tx.query(statement, tx.here(design=stated, **values))
    except UniqueViolation as error:
        if constraint_of(error) == ONE_DEFAULT:
            raise PreconditionFailed from error
        raise BadgeLayoutNameTaken from error


def delete_layout(tx: Transaction, layout_id: UUID) -> None:
    tx.query(DELETE, tx.here(id=layout_id))


def replace_ticket_types(tx: Transaction, layout_id: UUID, type_ids: Sequence[UUID]) -> None:
    """Set which ticket types a layout is for; others lose those."""
    wanted = tx.here(id=layout_id, ticket_type_ids=list(type_ids))
    tx.query(CLEAR_TYPES, wanted)
    if type_ids:
        tx.query(INSERT_TYPES, wanted | {"ids": [new_id() for _ in type_ids]})


def list_file_uses(tx: Transaction) -> list[Reference]:
    """Pictures on badges."""
    return list_references(tx, FILES)


def list_on_badges(
    tx: Transaction, event_id: UUID, ticket_ids: Sequence[UUID]
) -> dict[UUID, OnBadge]:
    """Order numbers and answers of tickets of an event, those of the order below the attendee's.

    A ticket that no order stands behind, such as one that was issued by hand, has neither.
    """
    where = tx.here(event_id=event_id, ticket_ids=list(ticket_ids))
    return {each.ticket_id: each for each in tx.query(ON_BADGES, where, into=OnBadge)}


def insert_run(tx: Transaction, event_id: UUID, **values: Any) -> UUID:
    run_id = new_id()
    stated = tx.here(id=run_id, event_id=event_id, started_by=str(tx.ctx.actor), **values)
    try:
        tx.query(INSERT_RUN, stated)
    except ForeignKeyViolation as error:
        raise Invalid(FieldError("/layout_id", "The event has no such badge layout.")) from error
    return run_id


def set_job(tx: Transaction, run_id: UUID, job_id: UUID) -> None:
    tx.query(SET_JOB, tx.here(id=run_id, job_id=job_id))


def list_runs(tx: Transaction, event_id: UUID, request: PageRequest) -> list[BadgePrintRun]:
    """The latest first; one more than asked for says that more follow."""
    where = tx.here(
        event_id=event_id,
        kept=KEPT,
        in_a_file=IN_A_FILE,
        limit=request.limit + 1,
        **_after(request),
    )
    return tx.query(LIST_RUNS, where, into=BadgePrintRun)


def get_run(tx: Transaction, event_id: UUID, run_id: UUID) -> BadgePrintRun:
    """The run with its count, or BadgePrintRunNotFound."""
    where = tx.here(event_id=event_id, id=run_id, kept=KEPT, in_a_file=IN_A_FILE)
    for found in tx.query(ONE_RUN, where, into=BadgePrintRun):
        return found
    raise BadgePrintRunNotFound


def lock_prints(tx: Transaction, ticket_ids: Sequence[UUID]) -> None:
    """Let one at a time print these tickets; everybody locks them in the same order."""
    tx.query(LOCK_PRINTS, tx.here(ticket_ids=sorted(ticket_ids)))


def insert_print(
    tx: Transaction,
    run: BadgePrintRun,
    ticket_id: UUID,
    *,
    print_id: UUID,
    layout_id: UUID,
    printed_by: str,
    name_form: str = NameForm.FULL.value,
) -> int:
    """Write a print; which of the ticket's prints it is, counted without a gap.

    `lock_prints` comes first: no other print of the ticket is written meanwhile.
    PrintedBefore for one that is not the first and has no reason.
    """
    values = tx.here(
        id=print_id,
        event_id=run.event_id,
        run_id=run.id,
        ticket_id=ticket_id,
        layout_id=layout_id,
        reason=run.reason,
        device=run.device,
        printed_by=printed_by,
        name_form=name_form,
    )
    try:
        [(number,)] = tx.query(INSERT_PRINT, values)
    except CheckViolation as error:
        raise PrintedBefore from error
    return int(number)


def count_prints(tx: Transaction, ticket_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How often each was printed; those that never were are left out."""
    return dict(tx.query(COUNT_PRINTS, tx.here(ticket_ids=list(ticket_ids))))


def list_prints(
    tx: Transaction, event_id: UUID, request: PageRequest, *, ticket_id: UUID | None
) -> list[BadgePrint]:
    """The latest first; one more than asked for says that more follow."""
    where = tx.here(
        event_id=event_id, ticket_id=ticket_id, limit=request.limit + 1, **_after(request)
    )
    return tx.query(LIST_PRINTS, where, into=BadgePrint)


def list_part(tx: Transaction, run_id: UUID, part: int) -> list[tuple[UUID, UUID | None, str]]:
    """(ticket, layout, form of the name) of the badges in a file of a run, as they were printed."""
    where = tx.here(run_id=run_id, offset=(part - 1) * IN_A_FILE, limit=IN_A_FILE)
    return [(ticket_id, layout_id, form) for ticket_id, layout_id, form in tx.query(PART, where)]


def list_ids_of_tickets(tx: Transaction, ticket_ids: Sequence[UUID]) -> list[UUID]:
    """The ids of all prints of these tickets."""
    where = tx.here(ticket_ids=list(ticket_ids))
    return [print_id for (print_id,) in tx.query(IDS_OF_TICKETS, where)]


def _after(request: PageRequest) -> dict[str, Any]:
    after = place_in_time(request)
    return {"after_at": after and after[0], "after_id": after and after[1]}
