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
from turnout.modules.scim.types import Candidate, MembershipChanges, Standing, StoredUser
from turnout.modules.security_events import api as security_events
from turnout.modules.sso import api as sso

BATCH: Final = 500
FIRST: Final = UUID(int=0)


def require_own_domains(said: Sequence[dict[str, Any]], candidates: Sequence[Candidate]) -> None:
    """DomainNotProven for a userName that is an address of somebody else's domain."""
    for each, candidate in zip(said, candidates, strict=True):
        name = str(each["userName"])
        if "@" in name and candidate.address is None:
            says = f"{DomainNotProven.title}: {rules.domain_of(name)[:253]}"
            raise DomainNotProven(says)


def find_candidates(tx: Transaction, said: Sequence[dict[str, Any]]) -> list[Candidate]:
    """Whom users may be: by sign-ins before, else by an address of a proven domain."""
    provider_id = directory.find_settings(tx).identity_provider_id
    subjects = [each["externalId"] for each in said if each.get("externalId")]
    known: dict[str, UUID] = {}
    if provider_id is not None and subjects:
        known = sso.find_users_of_subjects(tx, provider_id, subjects)
    named = [rules.candidates_of(each) for each in said]
    proven = _proven_among(tx, [address for listed in named for address in listed])
    found = []
    for each, listed in zip(said, named, strict=True):
        address = next((proven[one] for one in listed if one in proven), None)
        name = rules.name_of(each) or (address or "").partition("@")[0]
        user_id = known.get(each.get("externalId") or "")
        found.append(
            Candidate(
                user_id=user_id, address=address, name=name, is_active=each.get("active", True)
            )
        )
    return found


def open_accounts(ctx: OrganizationContext, candidates: Sequence[Candidate]) -> list[UUID | None]:
    """The account of each; for who is active one is made where there is none."""
    policies.require_directory(ctx)
    asked = [each for each in candidates if each.user_id is None and each.address is not None]
    names = {each.address: each.name for each in reversed(asked) if each.address and each.is_active}
    others = {each.address for each in asked if each.address} - names.keys()
    found: dict[str, UUID] = {}
    if asked:
        with transaction(SystemContext(job=policies.JOB, request_id=ctx.request_id)) as tx:
            if names:
                found |= identity.register_all_proved(tx, names, locale="en")
            if others:
                found |= identity.find_ids(tx, others)
    return [each.user_id or found.get(each.address or "") for each in candidates]


def find_accounts(ctx: OrganizationContext, said: Sequence[dict[str, Any]]) -> list[UUID | None]:
    """The account that each of these users has, or gets where one is active."""
    policies.require_directory(ctx)
    with transaction(ctx) as tx:
        candidates = find_candidates(tx, said)
    return open_accounts(ctx, candidates)


def changes_of_new(tx: Transaction, account_ids: Sequence[UUID]) -> MembershipChanges:
    """What memberships become of people who are in no group yet."""
    return _changes_of(
        tx,
        [
            Standing(id=account_id, user_id=account_id, is_member_by_scim=False, groups=())
            for account_id in account_ids
        ],
    )


def link_new(tx: Transaction, made: Sequence[StoredUser], changes: MembershipChanges) -> list[UUID]:
    """Have memberships follow users that were just made; whose logins end after the commit."""
    ended = []
    for each in made:
        if each.user_id is not None:
            tx.publish(PersonLinked(scim_user_id=each.id, user_id=each.user_id))
            if not each.is_active and deprovision(tx, each):
                ended.append(each.user_id)
    _carry_out(tx, changes)
    return ended


def link(tx: Transaction, scim_user_id: UUID, user_id: UUID) -> None:
    """Say whose account a user of the directory has; AccountTaken where another has it."""
    users.link_account(tx, scim_user_id, user_id=user_id)
    tx.publish(PersonLinked(scim_user_id=scim_user_id, user_id=user_id))


def follow_groups(tx: Transaction, scim_user_ids: Sequence[UUID]) -> None:
    """Make active users the members that their groups say, in the caller's transaction.

    Owners stay owners. While the directory has no groups, who is a member keeps the role that
    sign-ins or people gave. A membership ends for want of a role if the directory gave it.
    """
    changes = _changes_of(tx, users.list_standings(tx, scim_user_ids))
    _carry_out(tx, changes)
    users.mark_members(tx, changes.gained, is_member_by_scim=True)


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
    is_ours = person is not None and bool(_proven_among(tx, [person.email]))
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
        found = find_accounts(ctx, [each.resource for each in waiting])
        for each, account_id in zip(waiting, found, strict=True):
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


def _changes_of(tx: Transaction, standings: Sequence[Standing]) -> MembershipChanges:
    """What memberships become, by the roles that people's groups say and those that they have."""
    gains: dict[str, list[UUID]] = {}
    changes: dict[str, list[UUID]] = {}
    ended: list[UUID] = []
    if standings:
        wanted = _roles_of(tx, standings)
        members = organizations.list_members_of(tx, [each.user_id for each in standings])
        has_groups = bool(members) and groups.has_groups(tx)
    for each in standings:
        role, member = wanted[each.id], members.get(each.user_id)
        if member is not None and member.role in (OWNER, role):
            continue
        if role is None:
            if member is not None and each.is_member_by_scim:
                ended.append(each.user_id)
        elif member is None:
            gains.setdefault(role, []).append(each.user_id)
        elif has_groups:
            changes.setdefault(role, []).append(each.user_id)
    return MembershipChanges(gains=gains, changes=changes, ended=ended)


def _carry_out(tx: Transaction, changes: MembershipChanges) -> None:
    for user_id in changes.ended:
        organizations.end_membership_of(tx, user_id)
    for role, user_ids in changes.gains.items():
        organizations.admit_all(tx, user_ids, role=role)
    for role, user_ids in changes.changes.items():
        organizations.change_roles(tx, user_ids, role=role)


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


def _proven_among(tx: Transaction, addresses: Sequence[str]) -> dict[str, str]:
    """Those of these addresses that are of a proven domain, each with its one spelling."""
    found = {}
    for each in addresses:
        with suppress(Invalid):
            found[each] = organizations.address_of(each)
    hosts = {rules.domain_of(each) for each in found.values()}
    proven = domains.list_proven(tx, list(hosts)) if hosts else set()
    return {each: one for each, one in found.items() if rules.domain_of(one) in proven}
