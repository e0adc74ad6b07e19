"""Membership: a person's context in an organization, and the organizations that they may enter."""

from uuid import UUID

from turnout.kernel.context import (
    Actor,
    ActorKind,
    OrganizationContext,
    PersonContext,
)
from turnout.kernel.db.tx import transaction
from turnout.modules.organizations import membership_cache, rules
from turnout.modules.organizations.enums import State
from turnout.modules.organizations.errors import OrganizationSuspended
from turnout.modules.organizations.queries import membership as queries
from turnout.modules.organizations.types import MembershipAccess, MyOrganization


def membership_of(
    organization_id: UUID,
    user_id: UUID,
    *,
    actor: Actor | None = None,
    request_id: str = "",
    known: MembershipAccess | None = None,
) -> OrganizationContext | None:
    """The context in which a person acts in an organization, or None for a stranger.

    One statement, and for half a minute afterwards none; `known` is what was read from the
    cache for this very request. Members of an agency with an active
    link come in with what both their own role and the link's scope allow, and every change names
    the agency beside them. Raises OrganizationSuspended for a member of a suspended organization.
    """
    actor = actor or Actor(ActorKind.USER, str(user_id))
    best = known or membership_cache.find(organization_id, user_id)
    if best is None:
        person = PersonContext(user_id=user_id, actor=actor, request_id=request_id)
        best = _look_up(person, organization_id)
    if best is None:
        return None
    if best.state == State.SUSPENDED:
        raise OrganizationSuspended
    return OrganizationContext(
        organization_id=organization_id,
        actor=actor,
        user_id=user_id,
        permissions=rules.permissions_of(best),
        event_ids=None if best.event_ids is None else frozenset(best.event_ids),
        on_behalf_of=f"agency:{best.agency_id}" if best.agency_id else "",
        request_id=request_id,
    )


def _look_up(person: PersonContext, organization_id: UUID) -> MembershipAccess | None:
    epoch = membership_cache.epoch_of(organization_id)
    with transaction(person) as tx:
        found = queries.list_access(tx, organization_id, user_id=person.user_id)
    best = rules.best_access(found)
    if best is not None and best.agency_id is None and len(found) == 1 and epoch is not None:
        membership_cache.put(
            organization_id, person.user_id, best, ends_at=best.ends_at, epoch=epoch
        )
    return best


def list_my_organizations(ctx: PersonContext) -> list[MyOrganization]:
    """Every organization that the person may enter, by name; clients of their agencies as well."""
    with transaction(ctx) as tx:
        return queries.list_mine(tx, ctx.user_id)
