"""Deletion: when the grace is over everything of an organization goes but what the law keeps."""

from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, PersonContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.closures import policies, queries, rules
from turnout.modules.closures.errors import ClosureNotFound
from turnout.modules.closures.facts import OrganizationDeleted
from turnout.modules.closures.metrics import CLOSURES
from turnout.modules.closures.service import notices
from turnout.modules.closures.types import DeletionReport
from turnout.modules.files import api as files
from turnout.modules.notifications.api import Template
from turnout.modules.organizations import api as organizations


def list_due(ctx: SystemContext) -> list[UUID]:
    """Organizations whose time for reopening is over."""
    with transaction(ctx) as tx:
        return queries.list_due(tx)


def delete_organization(ctx: OrganizationContext) -> DeletionReport | None:
    """Delete a closed organization whose grace is over; None when there is nothing to do.

    Everything goes in one commit, with a report of what went and what was kept, until when. A
    suspended organization stays as it is until the platform has lifted the suspension. Contents of
    files are removed by a worker after that. The owners there were hear of it by mail.
    """
    policies.require_platform(ctx)
    years = runtime.current().settings.closure_kept_years
    with transaction(ctx) as tx:
        if organizations.lock_state(tx) != "closing":
            return None
        closure = queries.lock_due_closure(tx)
        if closure is None:
            return None
        owners = notices.owners_of(tx)
        organizations.change_state(tx, "closed")
        rows = queries.delete_everything(tx)
        removed = queries.list_loose_files(tx)
        for file_id in removed:
            files.discard(tx, file_id)
        until = rules.kept_until(tx.now.date(), years=years)
        report = rules.report_of(rows, files=len(removed), deleted_at=tx.now, until=until)
        queries.finish(tx, closure.id, report)
        day = until.isoformat()
        notices.queue(tx, Template.ORGANIZATION_DELETED, closure.id, owners=owners, day=day)
        tx.publish(OrganizationDeleted(closure_id=closure.id))
        tx.after_commit.append(lambda: CLOSURES.add(step="deleted"))
    return report


def get_deletion_report(ctx: SystemContext, organization_id: UUID) -> DeletionReport:
    """What went with an organization and what was kept, for the operator; ClosureNotFound."""
    policies.require_platform(ctx)
    with transaction(system_in(organization_id, ctx.job)) as tx:
        found = queries.find_report(tx)
    if found is None:
        raise ClosureNotFound
    return found


def get_own_deletion_report(ctx: PersonContext, organization_id: UUID) -> DeletionReport:
    """The same for the owner who closed the organization; to anybody else there is none."""
    with transaction(system_in(organization_id, "closures.own-report")) as tx:
        found = queries.find_report(tx, closed_by=ctx.user_id)
    if found is None:
        raise ClosureNotFound
    return found
