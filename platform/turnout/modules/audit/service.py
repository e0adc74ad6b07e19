"""Use cases of audit. Writing is no use case: triggers write (migration 0001)."""

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import transaction
from turnout.modules.audit import policies, queries, rules
from turnout.modules.audit.types import AuditEntry, AuditSearch, Verification


def search(ctx: OrganizationContext, wanted: AuditSearch, request: PageRequest) -> Page[AuditEntry]:
    """Return a page of this organization's log, the newest first."""
    policies.require_can_read(ctx)
    rules.require_sensible(wanted)
    with transaction(ctx) as tx:
        entries = queries.list_entries(
            tx, wanted, before_seq=rules.last_seen(request), limit=request.limit + 1
        )
    return page(entries, request, key=lambda entry: (entry.seq, ctx.organization_id))


def verify(ctx: SystemContext) -> Verification:
    """Prove that no sealed entry of any organization was altered, removed or put in between."""
    with transaction(ctx) as tx:
        return queries.verify(tx)
