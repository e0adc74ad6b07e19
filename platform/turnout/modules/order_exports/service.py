"""Use cases of exports: started, listed, downloaded, deleted."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any, Final
from uuid import UUID

from turnout.kernel import spreadsheet_files
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.file_formats import FileFormat
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.kernel.security import permissions
from turnout.modules.events import api as events
from turnout.modules.forms import api as forms
from turnout.modules.jobs import api as jobs
from turnout.modules.order_exports import parts, pdf, policies, queries, rules
from turnout.modules.order_exports.columns import COLUMNS
from turnout.modules.order_exports.errors import (
    OrderExportExpired,
    OrderExportNotReady,
    TooManyOrderExports,
)
from turnout.modules.order_exports.facts import OrderExportCompleted, OrderExportEnded
from turnout.modules.order_exports.metrics import EXPORTS
from turnout.modules.order_exports.types import (
    ExportKind,
    ExportState,
    NewExport,
    OfferedColumn,
    OrderExport,
)
from turnout.modules.security_events.api import record_export

KINDS: Final = {each: f"{each.value}.export" for each in ExportKind}
"""Of the jobs."""


def create_export(ctx: OrganizationContext, new: NewExport) -> OrderExport:
    """Start a job that makes a table of what the filter finds now; Invalid if that is too much."""
    policies.require_can_export(ctx, new.kind)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        export = start_export(tx, new, only=ctx.event_ids)
        idempotency.complete(tx, export)
        return export


def start_export(tx: Transaction, new: NewExport, *, only: frozenset[UUID] | None) -> OrderExport:
    """The same for whoever acts, of these events; the caller has asked whether they may export.

    NothingToExport, TooMuchToExport, TooManyOrderExports.
    """
    if queries.count_running(tx) >= rules.MOST_RUNNING:
        raise TooManyOrderExports
    line_ids = parts.list_line_ids(tx, new, only=only)
    export_id = new_id()
    chosen = queries.new_parts(line_ids, size=rules.rows_of_a_part(new.format))
    told: dict[str, Any] = {"about_id": str(export_id)}
    if new.wanted.event_id is not None:
        told["event_id"] = str(new.wanted.event_id)
    job = jobs.start_job(tx, KINDS[new.kind], list(chosen), parameters=told)
    queries.insert_export(
        tx,
        new,
        export_id,
        job_id=job.id,
        row_count=len(line_ids),
        event_ids=only,
        expires_at=tx.now + rules.KEPT,
    )
    queries.insert_parts(tx, export_id, chosen)
    tx.after_commit.append(lambda: EXPORTS.add(kind=new.kind.value, outcome="started"))
    return queries.get_export(tx, export_id)


def list_exports(ctx: OrganizationContext, request: PageRequest) -> Page[OrderExport]:
    """One's own exports of kinds that one may still export, the newest first."""
    kinds = policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.list_exports(tx, request, created_by=str(ctx.actor), kinds=kinds)
    return page(found, request, key=lambda each: (each.created_at.isoformat(), each.id))


def get_export(ctx: OrganizationContext, export_id: UUID) -> OrderExport:
    """One's own export; that of somebody else is not there."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return _mine(tx, ctx, export_id)


def list_columns(
    ctx: OrganizationContext, kind: str, *, event_id: UUID | None
) -> list[OfferedColumn]:
    """What can be chosen: the columns of the list, and the questions that an event asks now."""
    policies.require_can_export(ctx, kind)
    found = [
        OfferedColumn(id=each, title=each, description=said.says, is_personal=said.is_personal)
        for each, said in COLUMNS[kind].items()
    ]
    if event_id is None or kind not in rules.ASKED:
        return found
    with transaction(ctx) as tx:
        events.require_can_read(ctx, events.get_event_brief(tx, event_id).id)
        version_id = forms.find_version_id(tx, event_id)
        form = None if version_id is None else forms.get_form(tx, version_id)
    if form is None:
        return found
    return found + [
        OfferedColumn(
            id=f"{rules.ANSWER}{each.key}",
            title=forms.text_in(each.label, form.language, language=form.language) or each.key,
            description="",
            is_personal=True,
        )
        for each in form.questions
        if kind == ExportKind.ATTENDEES or each.scope is forms.Scope.ORDER
    ]


def open_export(ctx: OrganizationContext, export_id: UUID) -> tuple[OrderExport, Iterator[bytes]]:
    """The export and its file, piece by piece; that it left is recorded first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        export = _mine(tx, ctx, export_id)
        if export.state == ExportState.EXPIRED or export.expires_at <= tx.now:
            raise OrderExportExpired
        if export.state != ExportState.READY:
            raise OrderExportNotReady
        queries.count_download(tx, export_id)
        record_export(tx, export.kind, user_id=ctx.user_id, export_id=str(export_id))
        tx.after_commit.append(lambda: EXPORTS.add(kind=export.kind, outcome="downloaded"))
        is_pdf = export.format == FileFormat.PDF
        heading = parts.heading_of(tx, export) if is_pdf else None
    if heading is not None:
        return export, pdf.file_of(export, heading, _pieces(ctx, export_id))
    file = spreadsheet_files.assemble(
        export.format,
        [each.title for each in export.columns],
        _pieces(ctx, export_id),
        is_right_to_left=export.is_right_to_left,
    )
    return export, file


def delete_export(ctx: OrganizationContext, export_id: UUID) -> None:
    """Delete one's own export with its file; one that runs is cancelled as a job."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        export = _mine(tx, ctx, export_id, for_update=True)
        if export.state == ExportState.RUNNING:
            raise OrderExportNotReady("It is still being made: cancel its job first.")
        queries.delete_export(tx, export_id)


def settle_job(ctx: OrganizationContext, job_id: UUID) -> None:
    """Say what became of the export of a job that is over: a file, or nothing."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        export = queries.lock_of_job(tx, job_id)
        if export is None or export.state != ExportState.RUNNING:
            return
        job = jobs.get_job(tx, job_id)
        state = ExportState.READY
        if job.state == jobs.JobState.CANCELLED:
            state = ExportState.CANCELLED
        elif job.done < job.total:
            state = ExportState.FAILED
        queries.settle(tx, export.id, state=state.value, expires_at=tx.now + rules.KEPT)
        tx.after_commit.append(lambda: EXPORTS.add(kind=export.kind, outcome=state.value))
        if state != ExportState.READY:
            queries.delete_parts(tx, export.id)
            tx.publish(OrderExportEnded(export_id=export.id, state=state.value))
            return
        tx.publish(
            OrderExportCompleted(export_id=export.id, kind=export.kind, rows=export.row_count)
        )


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, export) of which something has been kept long enough."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, before=tx.now - rules.ON_RECORD)


def expire_export(ctx: OrganizationContext, export_id: UUID) -> None:
    """Delete the file of an export, and after three months that there was one."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        export = queries.get_export(tx, export_id, for_update=True)
        if export.created_at < tx.now - rules.ON_RECORD:
            queries.delete_export(tx, export_id)
        elif _is_due(export, tx.now):
            queries.delete_parts(tx, export_id)
            state = ExportState.EXPIRED.value
            queries.settle(tx, export_id, state=state, expires_at=export.expires_at)


def _is_due(export: OrderExport, now: datetime) -> bool:
    return export.state != ExportState.RUNNING and export.expires_at < now


def _mine(
    tx: Transaction, ctx: OrganizationContext, export_id: UUID, *, for_update: bool = False
) -> OrderExport:
    export = queries.get_export(tx, export_id, for_update=for_update)
    policies.require_mine(ctx, export)
    return export


def _pieces(ctx: OrganizationContext, export_id: UUID) -> Iterator[bytes]:
    """Part after part, each read in its own transaction."""
    for position in count():
        with transaction(ctx) as tx:
            content = queries.find_content(tx, export_id, position)
        if content is None:
            return
        yield content
