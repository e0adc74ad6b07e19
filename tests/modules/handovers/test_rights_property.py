"""Whatever people do with invitations, roles, links, hand-overs and suspensions, rights are explained.

After every step: each organization has an owner; nobody acts but by a grant that is in force; and
the audit log alone, read from its beginning, says the very rights that each person has.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.factories.people import MadeOrganization, MadeUser, make_organization, make_user
from tests.prove.counts import examples

from turnout.kernel.context import (
    Actor,
    ActorKind,
    OrganizationContext,
    PersonContext,
    SystemContext,
    system_in,
)
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.security.permissions import OWNER, of_role
from turnout.kernel.settings import Settings
from turnout.modules.agencies import service as agencies
from turnout.modules.agencies.types import AgencyLinkOffer, ClientScope
from turnout.modules.closures import api as closures
from turnout.modules.handovers import api as handovers
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles
from turnout.modules.roles.api import Grant

PEOPLE = 4
LOG = """
    SELECT table_name, action, before, after FROM audit_entries
    WHERE organization_id = %s
        AND table_name IN ('memberships', 'agency_links', 'agency_client_lists',
            'organization_suspensions', 'custom_roles')
    ORDER BY seq
"""
HELPER = "helper"
HELPERS = {
    "owner": frozenset({"orders.read", "events.read", "events.write"}),
    "admin": frozenset({"orders.read", "events.read"}),
    "staff": frozenset({"orders.read"}),
    HELPER: frozenset({"events.read"}),
}
"""What the organization's own role carries, as it is written and changed."""
PLATFORM = SystemContext(job="tests.suspend", on_behalf_of="operator:ada")
WORDS = (
    "add", "invite", "accept invitation", "change", "remove", "leave", "offer link", "accept link",
    "end link", "limit", "unlimit", "offer handover", "accept handover", "revoke invitation",
    "suspend", "lift", "write role",
)  # fmt: skip


@dataclass
class World:
    """An agency, its client, and four people who do things in them."""

    people: list[MadeUser]
    agency: MadeOrganization
    client: MadeOrganization
    invitations: list[tuple[MadeOrganization, UUID]] = field(default_factory=list)
    handovers: list[UUID] = field(default_factory=list)

    @property
    def both(self) -> tuple[MadeOrganization, MadeOrganization]:
        return self.agency, self.client


def make_world() -> World:
    people = [make_user() for _ in range(PEOPLE)]
    agency = make_organization(owner=people[0], kind="agency")
    return World(people, agency, make_organization(owner=people[1]))


def entered(made: MadeOrganization, user: MadeUser) -> OrganizationContext:
    """The person as a request would have them there; a stranger can do nothing."""
    ctx = organizations.membership_of(made.id, user.id)
    if ctx is None:
        raise TurnoutError
    return ctx


def person(user: MadeUser) -> PersonContext:
    return PersonContext(user_id=user.id, actor=Actor(ActorKind.USER, str(user.id)))


def member_of(made: MadeOrganization, user: MadeUser) -> UUID:
    with transaction(system_in(made.id, "tests")) as tx:
        found = organizations.find_member_of(tx, user.id)
    if found is None:
        raise TurnoutError
    return found.id


def link_of(world: World) -> UUID:
    from turnout.kernel.db.pagination import page_request

    page = agencies.list_agency_links(system_in(world.client.id, "tests"), page_request(None, None))
    if not page.items:
        raise TurnoutError
    return page.items[-1].id


def act(
    world: World,
    word: str,
    *,
    by: MadeUser,
    whom: MadeUser,
    where: MadeOrganization,
    role: str,
) -> None:
    """What a person tries; they may be refused, which is as good."""
    acts: dict[str, Callable[[], Any]] = {
        "add": lambda: organizations.add_member(
            entered(where, by), whom.id, grant=Grant(role=role)
        ),
        "invite": lambda: world.invitations.append(
            (
                where,
                organizations.invite_member(
                    entered(where, by),
                    organizations.NewInvitation(email=whom.email, grant=Grant(role=role)),
                ).id,
            )
        ),
        "accept invitation": lambda: _accept_invitation(world, whom),
        "change": lambda: organizations.update_member(
            entered(where, by), member_of(where, whom), grant=Grant(role=role)
        ),
        "remove": lambda: organizations.remove_member(entered(where, by), member_of(where, whom)),
        "leave": lambda: organizations.leave_organization(entered(where, by)),
        "offer link": lambda: agencies.offer_link(
            entered(world.agency, by),
            AgencyLinkOffer(client_slug=world.client.slug, role="admin" if role == OWNER else role),
        ),
        "accept link": lambda: agencies.accept_link(entered(world.client, by), link_of(world)),
        "end link": lambda: agencies.end_link(entered(world.client, by), link_of(world)),
        "limit": lambda: agencies.update_client_list(
            entered(world.agency, by),
            member_of(world.agency, whom),
            []
            if role == "staff"
            else [ClientScope(organization_id=world.client.id, event_ids=None)],
        ),
        "unlimit": lambda: agencies.update_client_list(
            entered(world.agency, by), member_of(world.agency, whom), None
        ),
        "offer handover": lambda: world.handovers.append(
            handovers.offer_handover(
                entered(where, by),
                handovers.NewHandover(
                    email=whom.email, former_owners="admin" if role == "admin" else "leave"
                ),
            ).id
        ),
        "accept handover": lambda: handovers.accept_handover(person(whom), world.handovers[-1]),
        "revoke invitation": lambda: organizations.revoke_invitation(
            entered(where, by), world.invitations[-1][1]
        ),
        "suspend": lambda: closures.suspend_organization(PLATFORM, where.id, reason="No hall."),
        "lift": lambda: closures.lift_suspension(PLATFORM, where.id),
        "write role": lambda: _write_role(entered(where, by), HELPERS[role]),
    }
    with suppress(TurnoutError, IndexError):
        acts[word]()


def _write_role(ctx: OrganizationContext, rights: frozenset[str]) -> None:
    """Make the organization's own role, or give the one that is there other rights."""
    known = next((each for each in roles.list_roles(ctx) if each.key == HELPER), None)
    if known is None or known.id is None:
        roles.create_role(ctx, roles.NewRole(key=HELPER, name="Helper", permissions=rights))
    else:
        roles.update_role(ctx, known.id, roles.RoleUpdate(permissions=rights))


def _accept_invitation(world: World, user: MadeUser) -> None:
    """As identity does: the sender is asked first, then the invitation is taken."""
    made, invitation_id = world.invitations[-1]
    mail = organizations.find_invitation_mail(system_in(made.id, "tests"), invitation_id)
    if mail is None or mail.email != user.email:
        return
    inside = OrganizationContext(
        organization_id=made.id, actor=Actor(ActorKind.USER, str(user.id)), user_id=user.id
    )
    with transaction(inside) as tx:
        invitation = organizations.lock_invitation(tx, mail.secret)
    organizations.require_sender(made.id, invitation)
    with transaction(inside) as tx:
        invitation = organizations.lock_invitation(tx, mail.secret)
        organizations.accept_invitation(tx, invitation, user_id=user.id)


def told(owner: psycopg.Connection[Any], made: MadeOrganization) -> dict[str, dict[str, Any]]:
    """The rows that the audit log, read from its beginning, leaves of each table."""
    owner.execute("SELECT set_config('turnout.organization', %s, false)", [str(made.id)])
    rows: dict[str, dict[str, Any]] = {
        "memberships": {}, "agency_links": {}, "agency_client_lists": {},
        "organization_suspensions": {}, "custom_roles": {},
    }  # fmt: skip
    for table, action, before, after in owner.execute(LOG, [made.id]).fetchall():
        if action == "delete":
            assert rows[table].pop(before["id"], None) is not None, "ended, and never begun"
        else:
            rows[table][after["id"]] = after
    return rows


def explained(
    world: World, owner: psycopg.Connection[Any]
) -> dict[UUID, dict[UUID, frozenset[str]]]:
    """What the two logs say that each person may in each organization."""
    log = {made.id: told(owner, made) for made in world.both}
    members = {
        made: {row["user_id"]: row for row in tables["memberships"].values()}
        for made, tables in log.items()
    }
    suspended = {
        made
        for made, tables in log.items()
        if any(row["lifted_at"] is None for row in tables["organization_suspensions"].values())
    }
    lists = {
        row["member_id"]: row["clients"]
        for row in log[world.agency.id]["agency_client_lists"].values()
    }
    links = [
        row
        for row in log[world.client.id]["agency_links"].values()
        if row["state"] == "active" and row["agency_id"] == str(world.agency.id)
    ]
    found: dict[UUID, dict[UUID, frozenset[str]]] = {made.id: {} for made in world.both}
    for user in world.people:
        for made in world.both:
            own = members[made.id].get(str(user.id))
            if own is not None:
                found[made.id][user.id] = carried(log[made.id], own["role"])
        through = members[world.agency.id].get(str(user.id))
        may_pass = user.id not in found[world.client.id] and world.agency.id not in suspended
        if may_pass and through is not None and links:
            listed = lists.get(through["id"])
            if listed is None or str(world.client.id) in listed:
                scope = carried(log[world.client.id], links[0]["role"])
                own_rights = carried(log[world.agency.id], through["role"])
                found[world.client.id][user.id] = scope & own_rights
    return {made: {} if made in suspended else rights for made, rights in found.items()}


def carried(log: dict[str, dict[str, Any]], role: str) -> frozenset[str]:
    """The rights of a role, of the organization's own one as its log says."""
    written = [each for each in log["custom_roles"].values() if each["key"] == role]
    return frozenset(written[0]["permissions"]) if written else of_role(role)


def actual(world: World) -> dict[UUID, dict[UUID, frozenset[str]]]:
    """What each person may in each organization, as their next request would find it."""
    found: dict[UUID, dict[UUID, frozenset[str]]] = {made.id: {} for made in world.both}
    for made in world.both:
        for user in world.people:
            with suppress(organizations.OrganizationSuspended):
                ctx = organizations.membership_of(made.id, user.id)
                if ctx is not None:
                    found[made.id][user.id] = ctx.permissions
    return found


def owners_of(made: MadeOrganization) -> list[UUID]:
    with transaction(system_in(made.id, "tests")) as tx:
        return list(organizations.list_owner_ids(tx))


STEPS = st.tuples(
    st.sampled_from(WORDS),
    st.integers(0, PEOPLE - 1),
    st.integers(0, PEOPLE - 1),
    st.booleans(),
    st.sampled_from(("owner", "admin", "staff", HELPER)),
)


@pytest.mark.usefixtures("running")
@hypothesis_settings(
    max_examples=examples(24),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=6, max_size=18))
def test_there_is_always_an_owner_and_the_log_explains_every_right(
    settings: Settings, steps: list[tuple[str, int, int, bool, str]]
) -> None:
    world = make_world()
    assert settings.database_owner_url is not None
    url = settings.database_owner_url.get_secret_value()
    with psycopg.connect(url, autocommit=True) as owner:
        for word, by, whom, in_agency, role in steps:
            act(
                world,
                word,
                by=world.people[by],
                whom=world.people[whom],
                where=world.agency if in_agency else world.client,
                role=role,
            )
            rights = actual(world)
            for made in world.both:
                assert owners_of(made), f"{word}: nobody owns the organization"
            assert rights == explained(world, owner), word
