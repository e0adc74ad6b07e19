"""People, organizations and their members, made quickly and each with names of their own."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from turnout.kernel.context import (
    Actor,
    ActorKind,
    OrganizationContext,
    PersonContext,
    SystemContext,
    system_in,
)
from turnout.kernel.db.openings import set_local
from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.roles.api import Grant

PASSWORD = "harbour-lantern-violet-sixty"
PASSWORD_HASH = (
    "$argon2id$v=19$m=8,t=1,p=1$mUxgE1USrQL6hrjOX+NCBw$OamxMQKFJ3jaXCxLNmZCmbQLEUdBpqczrAnHXIGgKMo"
)
"""Of PASSWORD, at the price of `tests.factories.cheap_work`, made once."""


@dataclass(frozen=True, slots=True)
class MadeUser:
    id: UUID
    email: str
    display_name: str


@dataclass(frozen=True, slots=True)
class MadeOrganization:
    id: UUID
    slug: str
    name: str
    owner: MadeUser


def make_user(*, email: str | None = None, display_name: str = "Ada Example") -> MadeUser:
    """A verified person whose password is PASSWORD."""
    address = email or f"person-{new_id().hex}@people.example"
    user_id = identity.ensure_user(
        SystemContext(job="tests.make-user"),
        address,
        display_name=display_name,
        password_hash=PASSWORD_HASH,
    )
    return MadeUser(user_id, address, display_name)


def make_organization(
    *,
    owner: MadeUser | None = None,
    slug: str | None = None,
    name: str = "Harbour Society",
    **values: str,
) -> MadeOrganization:
    """An organization with an owner; further fields as in NewOrganization."""
    owner = owner or make_user()
    chosen = slug or f"org-{new_id().hex}"
    new = organizations.NewOrganization(slug=chosen, name=name, owner_id=owner.id, **values)
    organization_id = organizations.create_organization(
        SystemContext(job="tests.make-organization"), new
    )
    return MadeOrganization(organization_id, chosen, name, owner)


def add_member(
    organization: MadeOrganization, role: str, *, user: MadeUser | None = None, **grant
) -> MadeUser:
    """A person who is a member with this role; `event_ids` and `expires_at` as in Grant."""
    user = user or make_user()
    organizations.add_member(
        system_in(organization.id, "tests.add-member"),
        user.id,
        grant=Grant(role=role, **grant),
    )
    return user


def member_context(
    role: str = "owner", *, organization: MadeOrganization | None = None
) -> OrganizationContext:
    """The context of a member with this role, as a request would get it."""
    organization = organization or make_organization()
    user = organization.owner if role == "owner" else add_member(organization, role)
    return context_of(organization, user)


def context_of(organization: MadeOrganization, user: MadeUser) -> OrganizationContext:
    """The context of a person in an organization, as a request would get it."""
    ctx = organizations.membership_of(organization.id, user.id, request_id="test")
    assert ctx is not None, "not a member"
    return ctx


def enter(
    connection: psycopg.Connection[Any],
    organization_id: UUID | str,
    *,
    actor: str = "system:tests",
) -> None:
    """Have a connection see and write an organization's rows until its transaction ends."""
    for name, value in {"organization": str(organization_id), "actor": actor}.items():
        connection.execute(set_local(f"turnout.{name}", value).encode())


def person_context(user: MadeUser) -> PersonContext:
    return PersonContext(user_id=user.id, actor=Actor(ActorKind.USER, str(user.id)))


def bearer(user: MadeUser) -> dict[str, str]:
    """The headers of a signed-in person: `client.get(path, headers=bearer(user))`."""
    return {"Authorization": f"Bearer {identity.mint_access_token(user.id, agent='tests')}"}
