"""Use cases of the log of scans: refusals get their lines, all scans are listed and exported."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, every_page, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.spreadsheet_files import long_sheet
from turnout.modules.catalog import api as catalog
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin_scans import policies, queries
from turnout.modules.checkin_scans.metrics import REFUSALS
from turnout.modules.checkin_scans.types import CheckinScan, ScanFilter
from turnout.modules.events import api as events
from turnout.modules.security_events.api import record_export

KEPT: Final = timedelta(days=180)
HASH_LENGTH: Final = 32
COLUMNS: Final = (
    "at", "outcome", "reason", "list", "attendee", "ticket_type", "gate", "device", "method",
    "actor", "override_reason", "undone_at", "undo_reason", "code_hash",
)  # fmt: skip


def record_refusal(tx: Transaction, event_id: UUID, refusal: checkin.Refusal) -> None:
    """Write down that a scan let nobody in; who may scan, may have it written.

    What was presented is kept as a hash, and only where it was no ticket of the event: another
    event's ticket and any other text may be somebody's own. The same scan again, and more of one
    device than a hand can hold up, get no line.
    """
    code = refusal.scan.code
    written = queries.insert_refusal(
        tx, event_id, refusal, code_hash=_hash(event_id, code) if code else None
    )
    tx.after_commit.append(lambda: REFUSALS.add(line="written" if written else "left_out"))


def list_scans(
    ctx: OrganizationContext, event_id: UUID, request: PageRequest, wanted: ScanFilter
) -> Page[CheckinScan]:
    """List who was let in and who was refused, the latest first."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        found = queries.list_scans(tx, event_id, request, wanted)
    return page(found, request, key=lambda each: (each.at.isoformat(), each.id))


def export_scans(
    ctx: OrganizationContext, event_id: UUID, wanted: ScanFilter, *, format_: FileFormat
) -> ReportFile:
    """The scans that a filter finds, the latest first; that they left is recorded."""
    policies.require_can_export(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        lists = {each.id: each.name for each in checkin.lists_of_event(tx, event_id)}
        types = {each.ticket_type_id: each.name for each in catalog.list_offers(tx, event_id)}
        record_export(tx, "checkin_scans", user_id=ctx.user_id)
    parts = _parts(partial(list_scans, ctx, event_id, wanted=wanted), lists, types)
    return ReportFile.of("checkin-scans", format_, long_sheet(format_, COLUMNS, parts))


def forget_old(ctx: SystemContext) -> None:
    """Delete refusals that nobody asks about any more; who came in stays."""
    with transaction(ctx) as tx:
        queries.forget_refusals(tx, clock.now() - KEPT)


def _hash(event_id: UUID, code: str) -> str:
    """Equal codes of an event have equal hashes; those of two events tell nothing together."""
    return hashlib.sha256(event_id.bytes + code.encode()).hexdigest()[:HASH_LENGTH]


def _parts(
    read: Callable[[PageRequest], Page[CheckinScan]],
    lists: Mapping[UUID, str],
    types: Mapping[UUID, str],
) -> Iterator[list[tuple[str, ...]]]:
    for found in every_page(read):
        yield [_cells(each, lists, types) for each in found]


def _cells(
    scan: CheckinScan, lists: Mapping[UUID, str], types: Mapping[UUID, str]
) -> tuple[str, ...]:
    return (
        scan.at.isoformat(),
        scan.outcome,
        scan.reason,
        lists.get(scan.list_id, "") if scan.list_id else "",
        scan.attendee_name,
        types.get(scan.ticket_type_id, "") if scan.ticket_type_id else "",
        scan.gate,
        scan.device,
        scan.method,
        scan.actor,
        scan.override_reason or "",
        scan.undone_at.isoformat() if scan.undone_at else "",
        scan.undo_reason or "",
        scan.code_hash or "",
    )
