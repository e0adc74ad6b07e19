"""Suspensions: the platform stops an organization at once, and opens it again."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.closures import policies, queries
from turnout.modules.closures.errors import AlreadySuspended, NotSuspended, OrganizationNotFound
from turnout.modules.closures.facts import OrganizationSuspended, SuspensionLifted
from turnout.modules.closures.metrics import CLOSURES
from turnout.modules.closures.service import notices
from turnout.modules.closures.types import Suspension
from turnout.modules.notifications.api import Template
from turnout.modules.organizations import api as organizations

LONGEST_REASON = 1_000


def suspend_organization(ctx: SystemContext, organization_id: UUID, *, reason: str) -> Suspension:
    """Let nobody act in an organization from the next request on, and sell nothing.

    Members, API tokens, agencies and the door are refused with `organizations.suspended`, its
    pages say so, and its owners hear the reason by mail. Tickets stay good. The caller has asked
    who may; `ctx.on_behalf_of` names the operator in the audit log. AlreadySuspended.
    """
    policies.require_platform(ctx)
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise Invalid(FieldError("/reason", f"Give a reason of 1 to {LONGEST_REASON} characters."))
    with transaction(inside(ctx, organization_id)) as tx:
        before = organizations.lock_state(tx)
        if before in (None, "closed"):
            raise OrganizationNotFound
        by = ctx.on_behalf_of or str(ctx.actor)
        made = queries.insert_suspension(tx, reason=reason.strip(), by=by)
        if made is None:
            raise AlreadySuspended
        organizations.change_state(tx, "suspended")
        notices.queue(tx, Template.ORGANIZATION_SUSPENDED, made.id, reason=made.reason)
        tx.publish(OrganizationSuspended(suspension_id=made.id))
        tx.after_commit.append(lambda: CLOSURES.add(step="suspended"))
    return made


def lift_suspension(ctx: SystemContext, organization_id: UUID) -> Suspension:
    """Open a suspended organization again; NotSuspended for any other."""
    policies.require_platform(ctx)
    with transaction(inside(ctx, organization_id)) as tx:
        if organizations.lock_state(tx) is None:
            raise OrganizationNotFound
        lifted = queries.lift_suspension(tx, by=ctx.on_behalf_of or str(ctx.actor))
        if lifted is None:
            raise NotSuspended
        is_closing = queries.find_open_closure(tx) is not None
        organizations.change_state(tx, "closing" if is_closing else "active")
        notices.queue(tx, Template.ORGANIZATION_REOPENED, lifted.id)
        tx.publish(SuspensionLifted(suspension_id=lifted.id))
        tx.after_commit.append(lambda: CLOSURES.add(step="lifted"))
    return lifted


def list_suspensions(ctx: SystemContext, organization_id: UUID) -> list[Suspension]:
    """Every suspension of an organization, the newest first: for the operator."""
    policies.require_platform(ctx)
    with transaction(inside(ctx, organization_id)) as tx:
        return queries.list_suspensions(tx)


def inside(ctx: SystemContext, organization_id: UUID) -> OrganizationContext:
    """The same job inside one organization; the audit log names who stands behind it."""
    return OrganizationContext(
        organization_id=organization_id,
        actor=ctx.actor,
        on_behalf_of=ctx.on_behalf_of,
        request_id=ctx.request_id,
    )
