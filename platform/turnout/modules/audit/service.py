"""Use cases of audit. Writing is no use case: triggers write (migration 0001)."""

from collections.abc import Callable, Iterator
from typing import Final
from uuid import UUID

import msgspec

from turnout.kernel.context import OperatorContext, OrganizationContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import as_json, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.spreadsheet_files import Cell, long_sheet
from turnout.kernel.values import attributes_of
from turnout.modules.audit import policies, queries
from turnout.modules.audit.types import AuditEntry, AuditSearch, ExportFormat, Verification
from turnout.modules.security_events import api as security_events

PLATFORM: Final = UUID(int=0)
BATCH: Final = 1_000
COLUMNS: Final = (
    "seq", "at", "table", "row_id", "action", "actor", "on_behalf_of", "request_id", "is_sealed",
    "before", "after",
)  # fmt: skip
"""Of an exported file; the two sides of a change are JSON."""


def search(ctx: OrganizationContext, wanted: AuditSearch, request: PageRequest) -> Page[AuditEntry]:
    """Return a page of this organization's log, the newest first."""
    policies.require_can_read(ctx)
    _require_sensible(wanted)
    with transaction(ctx) as tx:
        entries = queries.list_entries(
            tx, wanted, before_seq=_last_seen(request), limit=request.limit + 1
        )
    return page(entries, request, key=lambda entry: (entry.seq, ctx.organization_id))


def search_platform(
    ctx: OperatorContext, wanted: AuditSearch, request: PageRequest
) -> Page[AuditEntry]:
    """Return a page of what changed in rows of no organization, the newest first."""
    policies.require_can_read_platform(ctx)
    _require_sensible(wanted)
    with transaction(ctx.job("audit.search-platform")) as tx:
        entries = queries.list_platform_entries(
            tx, wanted, before_seq=_last_seen(request), limit=request.limit + 1
        )
    return page(entries, request, key=lambda entry: (entry.seq, PLATFORM))


def export(ctx: OrganizationContext, wanted: AuditSearch, *, form: ExportFormat) -> Iterator[bytes]:
    """This organization's log as a file, the newest first; that it was taken out is recorded.

    It is written as it is read, so a log of any length takes no room here.
    """
    policies.require_can_read(ctx)
    _require_sensible(wanted)
    with transaction(ctx) as tx:
        security_events.record_export(tx, "audit", user_id=ctx.user_id, format=form.value)

    def entries(before_seq: int | None) -> list[AuditEntry]:
        with transaction(ctx) as tx:
            return queries.list_entries(tx, wanted, before_seq=before_seq, limit=BATCH)

    return _written(entries, form)


def export_platform(
    ctx: OperatorContext, wanted: AuditSearch, *, form: ExportFormat, reason: str
) -> Iterator[bytes]:
    """The same of what changed in rows of no organization; an operator's act, with its reason."""
    policies.require_can_read_platform(ctx)
    _require_sensible(wanted)
    told = {"format": form.value}
    security_events.record_operator_act(ctx, "export-audit", reason=reason, details=told)
    job = ctx.job("audit.export-platform")

    def entries(before_seq: int | None) -> list[AuditEntry]:
        with transaction(job) as tx:
            return queries.list_platform_entries(tx, wanted, before_seq=before_seq, limit=BATCH)

    return _written(entries, form)


def _written(
    entries: Callable[[int | None], list[AuditEntry]], form: ExportFormat
) -> Iterator[bytes]:
    """The bytes of a file, a batch of entries at a time."""
    batches = _batches(entries)
    if form is ExportFormat.JSON_LINES:
        return (b"".join(msgspec.json.encode(each) + b"\n" for each in found) for found in batches)
    return long_sheet(form, COLUMNS, (map(_cells, found) for found in batches))


def _batches(entries: Callable[[int | None], list[AuditEntry]]) -> Iterator[list[AuditEntry]]:
    before_seq: int | None = None
    while found := entries(before_seq):
        before_seq = found[-1].seq
        yield found


def _cells(entry: AuditEntry) -> list[Cell]:
    values = attributes_of(entry, COLUMNS)
    for name in ("before", "after"):
        values[name] = "" if values[name] is None else as_json(values[name])
    values |= {"at": entry.at.isoformat(), "is_sealed": str(entry.is_sealed)}
    said = ("" if each is None else each for each in values.values())
    return [each if isinstance(each, int) else str(each) for each in said]


def verify(ctx: SystemContext) -> Verification:
    """Prove that no sealed entry of any organization was altered, removed or put in between."""
    with transaction(ctx) as tx:
        return queries.verify(tx)


def _require_sensible(wanted: AuditSearch) -> None:
    """Raise Invalid for a period that ends before it begins."""
    if wanted.since and wanted.until and wanted.until <= wanted.since:
        raise Invalid(FieldError("?until", "The end must be later than the start."))


def _last_seen(request: PageRequest) -> int | None:
    """Read the cursor's entry number; None on the first page."""
    if request.after is None:
        return None
    if not (request.after[0].isascii() and request.after[0].isdigit()):
        raise Invalid(FieldError("?cursor", "This cursor is not one of ours; start without it."))
    return int(request.after[0])
