"""A person's own profile, and the people of an organization by name."""

from turnout.kernel.context import OrganizationContext, PersonContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import NotFound, PreconditionFailed
from turnout.modules.identity import policies, rules
from turnout.modules.identity.queries import people as queries
from turnout.modules.identity.types import NamedMember, Person, PersonChanges
from turnout.modules.organizations import api as organizations


def show_me(ctx: PersonContext) -> Person:
    with transaction(ctx) as tx:
        found = queries.find_person(tx, ctx.user_id)
    if found is None:
        raise NotFound
    return found


def change_me(ctx: PersonContext, changes: PersonChanges, *, version: int | None = None) -> Person:
    """Change one's own profile; PreconditionFailed when `version` is no longer the current one."""
    rules.raise_if(
        rules.profile_errors(
            display_name=changes.display_name,
            locale=changes.locale,
            time_zone=changes.time_zone,
        )
    )
    writer = SystemContext(
        job="identity.change-profile", request_id=ctx.request_id, on_behalf_of=str(ctx.actor)
    )
    with transaction(writer) as tx:
        if not queries.change_person(tx, ctx.user_id, changes=changes, version=version):
            raise PreconditionFailed
    return show_me(ctx)


def list_members(ctx: OrganizationContext, request: PageRequest) -> Page[NamedMember]:
    """The members of the organization with their names, oldest first."""
    policies.require_can_see_members(ctx)
    with transaction(ctx) as tx:
        rows = organizations.list_members(tx, request)
        names = queries.list_people(tx, [each.user_id for each in rows])
    found = page(rows, request, key=lambda each: ("", each.id))
    return found.map(lambda each: _named(each, names[each.user_id]))


def _named(member: organizations.Member, person: Person) -> NamedMember:
    return NamedMember(
        id=member.id,
        user_id=member.user_id,
        display_name=person.display_name,
        email=person.email,
        role=member.role,
        event_ids=member.event_ids,
        expires_at=member.expires_at,
        created_at=member.created_at,
        version=member.version,
    )
