"""Who stands where: a person's context in an organization, and the list of theirs."""

from uuid import UUID

from turnout.kernel.context import (
    Actor,
    ActorKind,
    OrganizationContext,
    PersonContext,
)
from turnout.kernel.db.tx import transaction
from turnout.modules.organizations import rules, standing_cache
from turnout.modules.organizations.errors import OrganizationSuspended
from turnout.modules.organizations.models import State
from turnout.modules.organizations.queries import standing as queries
from turnout.modules.organizations.types import MyOrganization, Standing


def membership_of(
    organization_id: UUID,
    user_id: UUID,
    *,
    actor: Actor | None = None,
    request_id: str = "",
    known: Standing | None = None,
) -> OrganizationContext | None:
    """The context in which a person acts in an organization, or None for a stranger.

    One statement, and for half a minute afterwards none; `known` is a standing that was read from
    the cache for this very request. Members of an agency with an active
    link come in with what both their own role and the link's scope allow, and every change names
    the agency beside them. Raises OrganizationSuspended for a member of a suspended organization.
    """
    actor = actor or Actor(ActorKind.USER, str(user_id))
    best = known or standing_cache.find(organization_id, user_id)
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


def _look_up(person: PersonContext, organization_id: UUID) -> Standing | None:
    epoch = standing_cache.epoch_of(organization_id)
    with transaction(person) as tx:
        standings = queries.list_standings(tx, organization_id, user_id=person.user_id)
    best = rules.best_standing(standings)
    if best is not None and best.agency_id is None and len(standings) == 1 and epoch is not None:
        standing_cache.keep(
            organization_id, person.user_id, best, ends_at=best.ends_at, epoch=epoch
        )
    return best


def list_my_organizations(ctx: PersonContext) -> list[MyOrganization]:
    """Every organization that the person may enter, by name; clients of their agencies as well."""
    with transaction(ctx) as tx:
        return queries.list_mine(tx, ctx.user_id)
