"""Use cases of audit. Writing is no use case: triggers write (migration 0001)."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OperatorContext, OrganizationContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.audit import policies, queries
from turnout.modules.audit.types import AuditEntry, AuditSearch, Verification

PLATFORM: Final = UUID(int=0)


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
