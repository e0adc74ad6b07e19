"""Accounts and memberships of a directory's users: linked, made, followed, ended.

A user has an account only by an address of a domain that the organization has proven; whoever has
an address elsewhere is never touched. Their groups give the role, by the mapping of enterprise
sign-in. Whoever is deactivated is out with the same commit.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Invalid
from turnout.kernel.security.permissions import OWNER
from turnout.modules.api_tokens import api as api_tokens
from turnout.modules.domains import api as domains
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.quotas import api as quotas
from turnout.modules.roles import api as roles
from turnout.modules.scim import policies, rules
from turnout.modules.scim.errors import DomainNotProven, OwnerProtected
from turnout.modules.scim.facts import PersonDeprovisioned, PersonLinked
from turnout.modules.scim.queries import directory, groups, users
from turnout.modules.scim.types import Standing, StoredUser
from turnout.modules.security_events import api as security_events
from turnout.modules.sso import api as sso

BATCH: Final = 500
FIRST: Final = UUID(int=0)


def require_own_domain(ctx: OrganizationContext, user_name: str) -> None:
    """DomainNotProven for a userName that is an address of somebody else's domain."""
    policies.require_directory(ctx)
    if "@" in user_name:
        with transaction(ctx) as tx:
            if _proven_address(tx, [user_name]) is None:
                raise DomainNotProven(
                    f"{DomainNotProven.title}: {rules.domain_of(user_name)[:253]}"
                )


def find_account(ctx: OrganizationContext, resource: dict[str, Any]) -> UUID | None:
    """The account that a user has: by sign-ins before, else by an address of a proven domain.

    For who is active an account is made where there is none.
    """
    policies.require_directory(ctx)
    with transaction(ctx) as tx:
        provider_id, subject = directory.find_settings(tx).identity_provider_id, None
        if provider_id is not None and resource.get("externalId"):
            subject = sso.find_user_of_subject(tx, provider_id, resource["externalId"])
        address = _proven_address(tx, rules.candidates_of(resource))
    if subject is not None or address is None:
        return subject
    if resource.get("active", True):
        name = rules.name_of(resource) or address.partition("@")[0]
        with transaction(SystemContext(job=policies.JOB, request_id=ctx.request_id)) as tx:
            made = identity.register_proved(tx, address, display_name=name, locale="en")
        if made is not None:
            return made
    found = identity.find_user(address)
    return found.id if found else None


def link(tx: Transaction, scim_user_id: UUID, user_id: UUID) -> None:
    """Say whose account a user of the directory has; AccountTaken where another has it."""
    users.link_account(tx, scim_user_id, user_id=user_id)
    tx.publish(PersonLinked(scim_user_id=scim_user_id, user_id=user_id))


def follow_groups(tx: Transaction, scim_user_ids: Sequence[UUID]) -> None:
    """Make active users the members that their groups say, in the caller's transaction.

    Owners stay owners. While the directory has no groups, who is a member keeps the role that
    sign-ins or people gave. A membership ends for want of a role if the directory gave it.
    """
    standings = users.list_standings(tx, scim_user_ids)
    if not standings:
        return
    wanted = _roles_of(tx, standings)
    members = organizations.list_members_of(tx, [each.user_id for each in standings])
    gains: dict[str, list[UUID]] = {}
    changes: dict[str, list[UUID]] = {}
    has_groups = groups.has_groups(tx)
    for each in standings:
        role, member = wanted[each.id], members.get(each.user_id)
        if member is not None and member.role in (OWNER, role):
            continue
        if role is None:
            if member is not None and each.is_member_by_scim:
                organizations.end_membership_of(tx, each.user_id)
        elif member is None:
            gains.setdefault(role, []).append(each.user_id)
        elif has_groups:
            changes.setdefault(role, []).append(each.user_id)
    for role, user_ids in gains.items():
        _admit(tx, user_ids, role)
    for role, user_ids in changes.items():
        organizations.change_roles(tx, user_ids, role=role)


def deprovision(tx: Transaction, user: StoredUser) -> bool:
    """End what somebody has in the organization with the caller's commit: membership and tokens.

    OwnerProtected for the last owner and the one named for emergencies. True: the account is of
    a proven domain, so the caller ends its logins (`end_logins`) after the commit.
    """
    if user.user_id is None:
        return False
    if sso.is_break_glass(tx, user.user_id):
        raise OwnerProtected
    try:
        organizations.end_membership_of(tx, user.user_id)
    except organizations.LastOwner:
        raise OwnerProtected from None
    api_tokens.end_tokens_of_person(tx, user.user_id)
    users.mark_members(tx, [user.user_id], is_member_by_scim=False)
    person = identity.get_people(tx, [user.user_id]).get(user.user_id)
    is_ours = person is not None and _proven_address(tx, [person.email]) is not None
    fact = PersonDeprovisioned(scim_user_id=user.id, user_id=user.user_id, ends_logins=is_ours)
    tx.publish(fact)
    security_events.record_security_event(
        tx, security_events.SecurityEventKind.SCIM_DEPROVISIONED, user_id=user.user_id
    )
    return is_ours


def end_logins(user_id: UUID, *, request_id: str = "") -> None:
    """End every login of a person, and with them their refresh tokens, at once."""
    ctx = SystemContext(job="scim.deprovision", request_id=request_id)
    with transaction(ctx) as tx:
        identity.end_all_logins(tx, user_id, reason="deactivated by the organization's directory")


def follow_everybody(ctx: OrganizationContext) -> None:
    """Have all roles follow, as after another mapping was chosen; in batches."""
    policies.require_directory(ctx)
    after = FIRST
    while True:
        with transaction(ctx) as tx:
            ids = users.list_active_ids(tx, after=after, limit=BATCH)
            with suppress(quotas.QuotaReached):
                follow_groups(tx, ids)
        if len(ids) < BATCH:
            return
        after = ids[-1]


def link_waiting(ctx: OrganizationContext, host: str) -> None:
    """Link users that have an address of a domain which has just been proven."""
    policies.require_directory(ctx)
    after = FIRST
    while True:
        with transaction(ctx) as tx:
            waiting = users.list_unlinked(tx, host, after=after, limit=BATCH)
        for each in waiting:
            account_id = find_account(ctx, each.resource)
            if account_id is None:
                continue
            with transaction(ctx) as tx:
                locked = users.lock_user(tx, each.id)
                if locked and locked.is_active and locked.user_id is None:
                    with suppress(quotas.QuotaReached):
                        link(tx, each.id, account_id)
                        follow_groups(tx, [each.id])
        if len(waiting) < BATCH:
            return
        after = waiting[-1].id


def standing_of(tx: Transaction, user_id: UUID) -> sso.DirectoryStanding | None:
    """How the directory has a person, for enterprise sign-in; None for who is not in it."""
    found = users.find_of_account(tx, user_id)
    if found is None:
        return None
    has_groups = groups.has_groups(tx)
    listed = users.list_standings(tx, [found.id]) if has_groups else []
    return sso.DirectoryStanding(
        is_active=found.is_active,
        groups=(listed[0].groups if listed else ()) if has_groups else None,
        default_role=directory.find_settings(tx).default_role,
    )


def _roles_of(tx: Transaction, standings: Sequence[Standing]) -> dict[UUID, str | None]:
    """The role that each should have; one that the organization has no more counts for nothing."""
    settings = directory.find_settings(tx)
    provider_id = settings.identity_provider_id
    mapping = sso.find_role_rules(tx, provider_id) if provider_id else None
    mapping = mapping or sso.RoleRules()
    wanted = {
        each.id: sso.role_of(mapping, each.groups) or settings.default_role for each in standings
    }
    known = {role for role in set(wanted.values()) if role and roles.find_rights(tx, role)}
    return {user_id: role if role in known else None for user_id, role in wanted.items()}


def _admit(tx: Transaction, user_ids: Sequence[UUID], role: str) -> None:
    organizations.admit_all(tx, user_ids, role=role)
    users.mark_members(tx, user_ids, is_member_by_scim=True)


def _proven_address(tx: Transaction, addresses: Sequence[str]) -> str | None:
    """The first of these addresses that is of a domain which the organization has proven."""
    found = []
    for each in addresses:
        with suppress(Invalid):
            found.append(organizations.address_of(each))
    proven = set(domains.list_proven(tx, [rules.domain_of(each) for each in found]))
    return next((each for each in found if rules.domain_of(each) in proven), None)
