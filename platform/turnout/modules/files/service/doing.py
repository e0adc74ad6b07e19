"""Carrying out planned work: scanning, drawing, removing; and finding what nobody works on."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.observability.metrics import Counter
from turnout.kernel.outbound.clamav import ScannerUnavailable
from turnout.modules.files import policies, rules, stores
from turnout.modules.files.images import UnreadableImage
from turnout.modules.files.metrics import DRAWN, REMOVED, SCANNED, UPLOADS
from turnout.modules.files.models import WorkKind
from turnout.modules.files.queries import uploads
from turnout.modules.files.queries import work as queries
from turnout.modules.files.service.pictures import draw_file
from turnout.modules.files.service.scanning import scan_file
from turnout.modules.files.service.storing import final_key
from turnout.modules.files.service.working import plan_work
from turnout.modules.files.types import Work

LIMIT = 200
_GRACE = timedelta(seconds=rules.CLAIM_SECONDS)


def do_work(ctx: OrganizationContext, work_id: UUID) -> None:
    """Do one piece of work if it is due; a failure is tried again later, a few times."""
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        work = queries.claim_work(tx, work_id, pause=timedelta(seconds=rules.CLAIM_SECONDS))
    if work is None:
        return
    try:
        _WAYS[work.kind](ctx, work)
    except (TurnoutError, ScannerUnavailable, UnreadableImage, OSError) as failure:
        _put_off(ctx, work, f"{type(failure).__name__}: {failure}"[:300])
        return
    with transaction(ctx) as tx:
        queries.finish_work(tx, work.id)


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, work) that a worker should be told of."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, limit=LIMIT)


def count_due(ctx: SystemContext) -> int:
    with transaction(ctx) as tx:
        return queries.count_due(tx)


def list_lapsed(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, upload) whose time is over, and that of a completion that began late."""
    with transaction(ctx) as tx:
        before = tx.now - _GRACE
        return uploads.list_lapsed(tx, before=before, limit=LIMIT)


def forget_upload(ctx: OrganizationContext, upload_id: UUID) -> None:
    """End an upload whose time is over; what lies in the store of it goes."""
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        row = uploads.lock_upload(tx, upload_id)
        if row is None or row.expires_at > tx.now - _GRACE:
            return
        plan_work(tx, WorkKind.REMOVE, store=row.store, storage_key=row.storage_key)
        if not uploads.is_finished(row):
            key = final_key(tx.organization_id, row.id)
            plan_work(tx, WorkKind.REMOVE, store=row.store, storage_key=key)
            UPLOADS.add(way="direct", outcome="lapsed")
        uploads.delete_upload(tx, upload_id)


def _put_off(ctx: OrganizationContext, work: Work, problem: str) -> None:
    with transaction(ctx) as tx:
        if work.attempts >= rules.MOST_ATTEMPTS:
            queries.give_up_work(tx, work.id, problem=problem)
        else:
            pause = rules.pause(work.attempts)
            queries.postpone_work(tx, work.id, pause=pause, problem=problem)
    _COUNTERS[work.kind].add(outcome="failed")


def _remove(_: OrganizationContext, work: Work) -> None:
    stores.named(work.store or stores.FOLDER).delete(work.storage_key or "")
    REMOVED.add(outcome="removed")


def _draw(ctx: OrganizationContext, work: Work) -> None:
    if work.file_id is not None:
        draw_file(ctx, work.file_id)


def _scan(ctx: OrganizationContext, work: Work) -> None:
    if work.file_id is not None:
        scan_file(ctx, work.file_id)


_WAYS: dict[str, Callable[[OrganizationContext, Work], None]] = {
    WorkKind.REMOVE: _remove,
    WorkKind.VARIANTS: _draw,
    WorkKind.SCAN: _scan,
}
_COUNTERS: dict[str, Counter] = {
    WorkKind.REMOVE: REMOVED,
    WorkKind.VARIANTS: DRAWN,
    WorkKind.SCAN: SCANNED,
}
