"""Use cases of support access: granted by an owner, used by support, ended by an owner or time."""

from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import (
    Actor,
    ActorKind,
    OrganizationContext,
    SystemContext,
    system_in,
)
from turnout.kernel.db.tx import transaction
from turnout.kernel.security import permissions
from turnout.modules.organizations import api as organizations
from turnout.modules.support_access import facts, policies, queries, rules
from turnout.modules.support_access.errors import SupportAccessGranted, SupportAccessNotFound
from turnout.modules.support_access.metrics import STEPS
from turnout.modules.support_access.types import (
    ActiveSupportAccess,
    SupportAccess,
    SupportVisit,
)

ENTER = "support-access.enter"
OPEN = ("active", "closing")


def list_access(ctx: OrganizationContext) -> list[SupportAccess]:
    """Every consent there was, the latest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.list_access(tx)


def list_visits(ctx: OrganizationContext) -> list[SupportVisit]:
    """Who of the support came in, the latest first: once a day for each person."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.list_visits(tx)


def find_access(ctx: OrganizationContext) -> SupportAccess | None:
    """The consent that counts now; every member may know."""
    policies.require_can_know(ctx)
    with transaction(ctx) as tx:
        return queries.find_active(tx)


def grant_access(
    ctx: OrganizationContext, *, level: str, hours: int = 24, reason: str = ""
) -> SupportAccess:
    """Let the platform's support in for some hours; SupportAccessGranted while it is in already."""
    owner_id = policies.require_can_grant(ctx)
    with transaction(ctx) as tx:
        made = queries.insert_access(
            tx,
            level=level,
            reason=reason.strip(),
            by=owner_id,
            expires_at=rules.ends_at(tx.now, hours),
        )
        if made is None:
            raise SupportAccessGranted
        tx.publish(facts.SupportAccessGranted(support_access_id=made.id, level=level))
        tx.after_commit.append(lambda: STEPS.add(step="granted"))
    return made


def end_access(ctx: OrganizationContext) -> None:
    """Show support out at its next request; SupportAccessNotFound where it is not in."""
    owner_id = policies.require_can_grant(ctx)
    with transaction(ctx) as tx:
        ended = queries.end_access(tx, by=owner_id)
        if ended is None:
            raise SupportAccessNotFound
        tx.publish(facts.SupportAccessEnded(support_access_id=ended.id))
        tx.after_commit.append(lambda: STEPS.add(step="ended"))


def enter(ctx: SystemContext, organization_id: UUID, user_id: UUID) -> OrganizationContext | None:
    """How somebody of the support acts in an organization now; None where it has not let them in.

    The caller has asked whether they are of the support. Nothing is remembered between requests.
    Every change names them, and the owner who consented beside them.
    """
    permissions.require_platform(ctx)
    with transaction(system_in(organization_id, ENTER, request_id=ctx.request_id)) as tx:
        access = queries.find_active(tx)
        found = organizations.find_organization(tx) if access else None
        if access is None or found is None or found.state not in OPEN:
            return None
        if queries.insert_visit(tx, access.id, user_id):
            tx.publish(facts.SupportEntered(support_access_id=access.id, user_id=user_id))
            tx.after_commit.append(lambda: STEPS.add(step="entered"))
    return OrganizationContext(
        organization_id=organization_id,
        actor=Actor(ActorKind.USER, str(user_id)),
        user_id=user_id,
        permissions=rules.permissions_of(access.level),
        is_closing=found.state == "closing",
        on_behalf_of=f"support:{access.granted_by}",
        request_id=ctx.request_id,
    )


def list_all_active(ctx: SystemContext) -> list[ActiveSupportAccess]:
    """Organizations that have let support in: for operators, whose service has asked who may."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        found = queries.list_all_active(tx)
        names = organizations.list_tenant_names(tx, (each.organization_id for each in found))
    return [replace(each, organization_name=names[each.organization_id]) for each in found]
