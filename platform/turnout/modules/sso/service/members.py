"""Members by a provider's word: made at their first sign-in, and their role with their groups."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Invalid
from turnout.kernel.security import permissions
from turnout.kernel.security.permissions import OWNER
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles
from turnout.modules.sso import hooks, queries, rules
from turnout.modules.sso.errors import SsoRefused
from turnout.modules.sso.types import (
    DirectoryStanding,
    KnownPerson,
    RoleRules,
    SsoPerson,
    StoredProvider,
)


def list_groups_of_address(tx: Transaction, address: str) -> frozenset[str]:
    """The groups of whose address this is, as active providers said at their last sign-in."""
    person = identity.find_person_by_email(tx, address)
    if person is None or not person.is_verified:
        return frozenset()
    return queries.list_groups_of_user(tx, person.id)


def follow_groups(
    ctx: OrganizationContext, provider: StoredProvider, known: KnownPerson, person: SsoPerson
) -> str:
    """Make the person the member that their groups say, and their role.

    Owners stay owners. SsoRefused where no role fits; a membership that a provider gave ends then.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        member = organizations.find_member_of(tx, known.user_id)
        role = due_role(tx, provider, person, known.user_id)
    if role is None:
        if member is not None and known.is_member_by_sso:
            organizations.remove_member(ctx, member.id)
        _note(ctx, known, person, is_member_by_sso=False)
        raise SsoRefused("no-role")
    if member is None:
        _admit(ctx, known, role)
    elif member.role != role:
        _change(ctx, member, role)
    _note(ctx, known, person, is_member_by_sso=member is None or known.is_member_by_sso)
    return role


def due_role(
    tx: Transaction, provider: StoredProvider, person: SsoPerson, user_id: UUID | None
) -> str | None:
    """The role of who signs in, or tries to; `user_id` is None before there is an account.

    Owners stay owners; the directory's groups come before the sign-in's; None where no role fits.
    SsoRefused for who was deactivated in the directory, whatever the provider says now, and where
    the role that the mapping names is there no more.
    """
    member = organizations.find_member_of(tx, user_id) if user_id else None
    standing = hooks.standing_in_directory(tx, user_id) if user_id else None
    if standing is not None and not standing.is_active:
        raise SsoRefused("deprovisioned")
    if member is not None and member.role == OWNER:
        return OWNER
    role = _mapped_role(provider, person, standing)
    if role is not None and roles.find_rights(tx, role) is None:
        raise SsoRefused("role-gone", role)
    return role


def _mapped_role(
    provider: StoredProvider, person: SsoPerson, standing: DirectoryStanding | None
) -> str | None:
    if standing is None:
        return rules.role_of(provider.rules, person.groups)
    groups = person.groups if standing.groups is None else standing.groups
    return rules.role_of(provider.rules, groups) or standing.default_role


def _admit(ctx: OrganizationContext, known: KnownPerson, role: str) -> None:
    try:
        with transaction(ctx) as tx:
            organizations.admit(tx, known.user_id, grant=roles.Grant(role=role))
    except organizations.AlreadyMember:  # two sign-ins at once
        return
    except Invalid:
        raise SsoRefused("role-gone", role) from None


def _change(ctx: OrganizationContext, member: organizations.Member, role: str) -> None:
    grant = roles.Grant(role=role, event_ids=member.event_ids, expires_at=member.expires_at)
    try:
        organizations.update_member(ctx, member.id, grant=grant)
    except Invalid:
        raise SsoRefused("role-gone", role) from None


def _note(
    ctx: OrganizationContext, known: KnownPerson, person: SsoPerson, *, is_member_by_sso: bool
) -> None:
    with transaction(ctx) as tx:
        _keep(tx, known, person, is_member_by_sso=is_member_by_sso)


def _keep(
    tx: Transaction, known: KnownPerson, person: SsoPerson, *, is_member_by_sso: bool
) -> None:
    queries.use_person(
        tx,
        known.id,
        groups=person.groups,
        session_id=person.session_id,
        is_member_by_sso=is_member_by_sso,
    )


def find_role_rules(tx: Transaction, provider_id: UUID) -> RoleRules | None:
    """How a provider's groups become roles, for the directory that goes with it."""
    found = queries.find_provider(tx, provider_id)
    return None if found is None else found.rules


def is_break_glass(tx: Transaction, user_id: UUID) -> bool:
    """Whether a provider names this person as who comes in should it fail."""
    return any(each.break_glass_user_id == user_id for each in queries.list_providers(tx))
