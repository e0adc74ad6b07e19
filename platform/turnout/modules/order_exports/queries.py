"""Statements about exports, and about what their lines say besides the lists."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel import codec
from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.discounts.sql_fragments import CODES, REDEEMED
from turnout.modules.order_exports.errors import OrderExportNotFound
from turnout.modules.order_exports.types import (
    BoughtLine,
    ExportKind,
    LedgerFilter,
    NewExport,
    OrderExport,
    OrderFigures,
    PaidEntry,
)
from turnout.modules.order_notes.sql_fragments import NOTES
from turnout.modules.orders.sql_fragments import ORDER_NUMBERS, ORDERS, SALES, SOLD_LINES
from turnout.modules.payments.api import Account
from turnout.modules.payments.sql_fragments import LEDGER_ENTRIES, LEDGER_LINES
from turnout.modules.tickets.sql_fragments import TICKETS

COLUMNS: Final = """
    id, kind, format, state, columns, row_count, created_at, created_by, job_id, event_id,
    ready_at, expires_at, downloads, is_right_to_left, title, event_ids
"""
EXPORTS: Final = f"SELECT {COLUMNS} FROM order_exports WHERE organization_id = %(organization_id)s"
LIST: Final = f"""
    {EXPORTS} AND created_by = %(created_by)s AND kind = ANY(%(kinds)s)
        AND (%(after_at)s::timestamptz IS NULL
            OR (created_at, id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""
GET: Final = f"{EXPORTS} AND id = %(id)s"
LOCK_OF_JOB: Final = f"{EXPORTS} AND job_id = %(job_id)s FOR UPDATE"
COUNT_RUNNING: Final = """
    SELECT count(*) FROM order_exports
    WHERE organization_id = %(organization_id)s AND state = 'running'
"""
INSERT: Final = """
    INSERT INTO order_exports (organization_id, id, kind, format, state, columns, filter,
        is_right_to_left, title, row_count, created_at, created_by, job_id, event_id, event_ids,
        expires_at, downloads)
    VALUES (%(organization_id)s, %(id)s, %(kind)s, %(format)s, 'running', %(columns)s::jsonb,
        %(filter)s::jsonb, %(is_right_to_left)s, %(title)s, %(row_count)s, %(now)s, %(created_by)s,
        %(job_id)s, %(event_id)s, %(event_ids)s::jsonb, %(expires_at)s, 0)
"""
INSERT_PART: Final = """
    INSERT INTO order_export_parts (organization_id, id, export_id, position, line_ids)
    VALUES (%(organization_id)s, %(id)s, %(export_id)s, %(position)s,
        to_jsonb(%(line_ids)s::uuid[]))
"""
PART: Final = """
    SELECT position, line_ids FROM order_export_parts
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND export_id = %(export_id)s
"""
FILL_PART: Final = """
    UPDATE order_export_parts SET content = %(content)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
CONTENT: Final = """
    SELECT content FROM order_export_parts
    WHERE organization_id = %(organization_id)s AND export_id = %(export_id)s
        AND position = %(position)s
"""
SETTLE: Final = """
    UPDATE order_exports SET state = %(state)s, expires_at = %(expires_at)s,
        ready_at = CASE WHEN %(state)s = 'ready' THEN %(now)s::timestamptz END
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
COUNT_DOWNLOAD: Final = """
    UPDATE order_exports SET downloads = downloads + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
EMPTY: Final = """
    DELETE FROM order_export_parts
    WHERE organization_id = %(organization_id)s AND export_id = %(export_id)s
"""
DELETE: Final = """
    DELETE FROM order_exports WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
LIST_DUE: Final = """
    SELECT organization_id, id FROM order_exports
    WHERE (state <> 'running' AND expires_at < %(now)s AND state <> 'expired')
        OR created_at < %(before)s
    ORDER BY expires_at LIMIT 500
"""
DISCOUNT_CODES: Final = f"""
    SELECT r.order_id, c.code FROM {REDEEMED} r
    JOIN {CODES} c ON c.organization_id = r.organization_id AND c.code_id = r.code_id
    WHERE r.organization_id = %(organization_id)s AND r.order_id = ANY(%(order_ids)s)
    ORDER BY r.order_id, r.redeemed_at, c.code
"""
NOTES_OF: Final = f"""
    SELECT coalesce(n.attendee_id, n.order_id), n.text FROM {NOTES} n
    WHERE n.organization_id = %(organization_id)s AND n.order_id = ANY(%(order_ids)s)
    ORDER BY n.written_at, n.note_id
"""
BOUGHT: Final = f"""
    SELECT l.order_id, l.name, l.quantity, l.returned FROM {SOLD_LINES} l
    WHERE l.organization_id = %(organization_id)s AND l.order_id = ANY(%(order_ids)s)
    ORDER BY l.order_id, l.name
"""
FIGURES: Final = f"""
    SELECT o.order_id, o.buyer_name, o.buyer_email, o.currency, o.total_minor FROM {ORDERS} o
    WHERE o.organization_id = %(organization_id)s AND o.order_id = ANY(%(order_ids)s)
"""
ENTRY_IDS: Final = f"""
    SELECT e.entry_id FROM {LEDGER_ENTRIES} e
    LEFT JOIN {SALES} o ON o.organization_id = e.organization_id AND o.order_id = e.reference
    WHERE e.organization_id = %(organization_id)s
        AND (%(event_id)s::uuid IS NULL OR o.event_id = %(event_id)s)
        AND (%(event_ids)s::uuid[] IS NULL OR o.event_id = ANY(%(event_ids)s))
        AND (%(kind)s::text[] IS NULL OR split_part(e.kind, '.', 1) = ANY(%(kind)s))
        AND (%(currency)s::text IS NULL OR e.currency = %(currency)s)
        AND (%(occurred_from)s::timestamptz IS NULL OR e.occurred_at >= %(occurred_from)s)
        AND (%(occurred_before)s::timestamptz IS NULL OR e.occurred_at < %(occurred_before)s)
        AND (%(recorded_from)s::timestamptz IS NULL OR e.recorded_at >= %(recorded_from)s)
        AND (%(recorded_before)s::timestamptz IS NULL OR e.recorded_at < %(recorded_before)s)
    ORDER BY e.occurred_at, e.entry_id LIMIT %(limit)s
"""
CHOSEN_ENTRIES: Final = f"""
    SELECT e.entry_id::text AS id, e.payment_id::text, e.kind, e.source, e.subject, e.currency,
        e.occurred_at, e.recorded_at, e.connection_id::text, e.method, e.state, e.provider_ref,
        coalesce(booked.earned, booked.banked, 0) AS amount_minor,
        coalesce(booked.fees, 0) AS fee_minor, o.event_id::text,
        coalesce(o.number, '') AS order_number
    FROM unnest(%(ids)s::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
        SELECT e.* FROM {LEDGER_ENTRIES} e
        WHERE e.organization_id = %(organization_id)s AND e.entry_id = wanted.id OFFSET 0) AS e
    LEFT JOIN {ORDERS} o ON o.organization_id = e.organization_id AND o.order_id = e.reference
    LEFT JOIN LATERAL (
        SELECT -sum(l.amount_minor) FILTER (WHERE l.account = ANY(%(earnings)s))::bigint AS earned,
            sum(l.amount_minor) FILTER (WHERE l.account = %(bank)s)::bigint AS banked,
            sum(l.amount_minor) FILTER (WHERE l.account = ANY(%(fees)s))::bigint AS fees
        FROM {LEDGER_LINES} l
        WHERE l.organization_id = %(organization_id)s AND l.entry_id = e.entry_id) AS booked ON true
    ORDER BY e.occurred_at, e.entry_id
"""
"""`OFFSET 0` has each entry looked up by its id; else whole tables are read for every part."""
FEES: Final = [Account.FEES.value, Account.PLATFORM_FEES.value]
EARNINGS: Final = [
    Account.SALES.value,
    Account.HELD_FOR_REVIEW.value,
    Account.REFUNDS.value,
    Account.DISPUTES.value,
    Account.DISPUTE_LOSSES.value,
    Account.ADJUSTMENTS.value,
]
"""Accounts that say what money was for; the others say where it lies, or what it cost."""
NUMBERS_OF_TICKETS: Final = f"""
    SELECT t.ticket_id, o.number FROM {TICKETS} t
    JOIN {ORDER_NUMBERS} o ON o.organization_id = t.organization_id AND o.order_id = t.order_id
    WHERE t.organization_id = %(organization_id)s AND t.ticket_id = ANY(%(ticket_ids)s)
"""


def list_exports(
    tx: Transaction, request: PageRequest, *, created_by: str, kinds: Sequence[ExportKind]
) -> list[OrderExport]:
    """Those of one person or machine, the newest first; one more says that more follow."""
    after = place_in_time(request)
    where = tx.here(
        created_by=created_by,
        kinds=[each.value for each in kinds],
        after_at=after and after[0],
        after_id=after and after[1],
        limit=request.limit + 1,
    )
    return tx.query(LIST, where, into=OrderExport.of)


def get_export(tx: Transaction, export_id: UUID, *, for_update: bool = False) -> OrderExport:
    """The export, or OrderExportNotFound."""
    statement = f"{GET} FOR UPDATE" if for_update else GET
    for found in tx.query(statement, tx.here(id=export_id), into=OrderExport.of):
        return found
    raise OrderExportNotFound


def lock_of_job(tx: Transaction, job_id: UUID) -> OrderExport | None:
    """The export that a job makes, FOR UPDATE."""
    return next(iter(tx.query(LOCK_OF_JOB, tx.here(job_id=job_id), into=OrderExport.of)), None)


def count_running(tx: Transaction) -> int:
    return int(tx.query(COUNT_RUNNING, tx.here())[0][0])


def insert_export(
    tx: Transaction,
    new: NewExport,
    export_id: UUID,
    *,
    job_id: UUID,
    row_count: int,
    event_ids: frozenset[UUID] | None,
    expires_at: datetime,
) -> None:
    """Write an export that runs; its filter is kept for the record."""
    said = {
        name: each for name, each in msgspec.to_builtins(new.wanted).items() if each is not None
    }
    said.pop("ids", None)
    values = {
        "kind": new.kind.value,
        "format": new.format.value,
        "columns": as_json(new.columns),
        "filter": as_json(said),
        "is_right_to_left": new.is_right_to_left,
        "title": new.title,
        "event_id": new.wanted.event_id,
        "event_ids": None if event_ids is None else as_json(sorted(event_ids)),
        "created_by": str(tx.ctx.actor),
    }
    tx.query(
        INSERT,
        tx.here(id=export_id, job_id=job_id, row_count=row_count, expires_at=expires_at, **values),
    )


def insert_parts(tx: Transaction, export_id: UUID, parts: dict[UUID, Sequence[UUID]]) -> None:
    """Which lines each part has, in the order of the parts."""
    tx.execute_many(
        INSERT_PART,
        [
            tx.here(id=part_id, export_id=export_id, position=place, line_ids=list(line_ids))
            for place, (part_id, line_ids) in enumerate(parts.items())
        ],
    )


def get_part(tx: Transaction, export_id: UUID, part_id: UUID) -> tuple[int, tuple[UUID, ...]]:
    """(position, lines) of a part, or OrderExportNotFound once it was deleted."""
    for position, line_ids in tx.query(PART, tx.here(id=part_id, export_id=export_id)):
        return position, codec.convert(line_ids, tuple[UUID, ...])
    raise OrderExportNotFound


def fill_part(tx: Transaction, part_id: UUID, content: bytes) -> None:
    tx.query(FILL_PART, tx.here(id=part_id, content=content))


def find_content(tx: Transaction, export_id: UUID, position: int) -> bytes | None:
    """What a part says; None behind the last one."""
    rows = tx.query(CONTENT, tx.here(export_id=export_id, position=position))
    return next((bytes(content) for (content,) in rows), None)


def settle(tx: Transaction, export_id: UUID, *, state: str, expires_at: datetime) -> None:
    tx.query(SETTLE, tx.here(id=export_id, state=state, expires_at=expires_at))


def count_download(tx: Transaction, export_id: UUID) -> None:
    tx.query(COUNT_DOWNLOAD, tx.here(id=export_id))


def delete_parts(tx: Transaction, export_id: UUID) -> None:
    tx.query(EMPTY, tx.here(export_id=export_id))


def delete_export(tx: Transaction, export_id: UUID) -> None:
    tx.query(DELETE, tx.here(id=export_id))


def list_due(tx: Transaction, *, before: datetime) -> list[tuple[UUID, UUID]]:
    """(organization, export) whose file has been kept long enough, or all of it."""
    return tx.query(LIST_DUE, {"now": tx.now, "before": before})


def codes_of(tx: Transaction, order_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The discount codes of each order."""
    return _grouped(tx.query(DISCOUNT_CODES, tx.here(order_ids=list(order_ids))))


def notes_of(tx: Transaction, order_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The notes on each order, or attendee, the oldest first."""
    return _grouped(tx.query(NOTES_OF, tx.here(order_ids=list(order_ids))))


def bought_of(tx: Transaction, order_ids: Sequence[UUID]) -> dict[UUID, list[BoughtLine]]:
    """What each order bought."""
    found: dict[UUID, list[BoughtLine]] = {}
    for line in tx.query(BOUGHT, tx.here(order_ids=list(order_ids)), into=BoughtLine):
        found.setdefault(line.order_id, []).append(line)
    return found


def figures_of(tx: Transaction, order_ids: Sequence[UUID]) -> dict[UUID, OrderFigures]:
    """Buyer and total of each order."""
    found = tx.query(FIGURES, tx.here(order_ids=list(order_ids)), into=OrderFigures)
    return {each.order_id: each for each in found}


def list_entry_ids(
    tx: Transaction, wanted: LedgerFilter, *, only: frozenset[UUID] | None, limit: int
) -> list[UUID]:
    """Entries of the ledger that a filter finds, the oldest first; of these events, unless None."""
    where = attributes_of(wanted) | {
        "kind": None if wanted.kind is None else list(wanted.kind),
        "event_ids": None if only is None else list(only),
    }
    return [entry_id for (entry_id,) in tx.query(ENTRY_IDS, tx.here(**where, limit=limit))]


def list_entries(tx: Transaction, entry_ids: Sequence[UUID]) -> list[PaidEntry]:
    """Entries of the ledger by their ids, the oldest first."""
    accounts = {"earnings": EARNINGS, "bank": Account.BANK.value, "fees": FEES}
    return tx.query(CHOSEN_ENTRIES, tx.here(ids=list(entry_ids), **accounts), into=PaidEntry)


def order_numbers_of(tx: Transaction, ticket_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The number of each ticket's order."""
    return dict(tx.query(NUMBERS_OF_TICKETS, tx.here(ticket_ids=list(ticket_ids))))


def new_parts(line_ids: Sequence[UUID], *, size: int) -> dict[UUID, Sequence[UUID]]:
    """Lines in parts of a size, each under a new id."""
    return {new_id(): line_ids[first : first + size] for first in range(0, len(line_ids), size)}


def _grouped(rows: list[Any]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for whose, text in rows:
        found.setdefault(whose, []).append(text)
    return found
