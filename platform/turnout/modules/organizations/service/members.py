"""Members: added, changed and removed; a person's context in an organization."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel import clock
from turnout.kernel.context import Actor, ActorKind, OrganizationContext, PersonContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound, require_version
from turnout.kernel.messaging import live
from turnout.kernel.security.permissions import OWNER
from turnout.modules.organizations import hooks, policies, rules
from turnout.modules.organizations.errors import (
    AgencyCannotGrant,
    AlreadyMember,
    LastOwner,
    OrganizationSuspended,
    SecondFactorDemanded,
    SecondFactorRequired,
)
from turnout.modules.organizations.facts import MemberAdded, MemberChanged, MemberRemoved
from turnout.modules.organizations.queries import invitations, profile
from turnout.modules.organizations.queries import members as queries
from turnout.modules.organizations.types import Member, MyAccess, MyOrganization, State
from turnout.modules.quotas import api as quotas
from turnout.modules.roles import api as roles
from turnout.modules.roles.api import Grant, MembershipAccess

MOST_FORGOTTEN: Final = 50


def add_member(ctx: OrganizationContext, user_id: UUID, *, grant: Grant) -> UUID:
    """Make a person a member at once; the membership's id, or AlreadyMember."""
    policies.require_can_grant(ctx, grant.role)
    with transaction(ctx) as tx:
        policies.require_has(tx.ctx, roles.require_valid_grant(tx, grant))
        return admit(tx, user_id, grant=grant, agency_link_id=acting_link(tx))


def admit(
    tx: Transaction, user_id: UUID, *, grant: Grant, agency_link_id: UUID | None = None
) -> UUID:
    """Write a membership in the caller's transaction; the caller has asked who may."""
    roles.require_valid_grant(tx, grant)
    quotas.require_room(tx, quotas.QuotaKind.MEMBERS, queries.count_members)
    member_id = queries.insert_member(tx, user_id, grant=grant, agency_link_id=agency_link_id)
    if member_id is None:
        raise AlreadyMember
    _forget(tx, user_id)
    tx.publish(MemberAdded(member_id=member_id, user_id=user_id, role=grant.role))
    return member_id


def update_member(
    ctx: OrganizationContext, member_id: UUID, *, grant: Grant, version: int | None = None
) -> Member:
    """Give a member other rights; LastOwner when nobody else would own the organization.

    The organization's row is locked first: of two owners who step down at once, one stays.
    """
    policies.require_can_grant(ctx, grant.role)
    with transaction(ctx) as tx:
        gets = roles.require_valid_grant(tx, grant)
        before = _lock(tx, member_id)
        policies.require_can_grant(ctx, before.role)
        had = require_rights(tx, before.role)
        policies.require_has(ctx, gets)
        require_version(version, before.version)
        link_id = acting_link(tx)
        is_wider = rules.widens(before, grant, had=had, gets=gets)
        if link_id not in (None, before.agency_link_id) and is_wider:
            raise AgencyCannotGrant
        if grant.role != OWNER:
            _keep_an_owner(tx, before)
        _change(tx, before, grant)
        changed = queries.find_member(tx, member_id)
    if changed is None:
        raise NotFound
    return changed


def keep_member(ctx: OrganizationContext, member_id: UUID, *, version: int | None = None) -> Member:
    """Make a membership that an agency granted the organization's own: it outlives the link."""
    policies.require_owner(ctx)
    with transaction(ctx) as tx:
        before = _lock(tx, member_id)
        require_version(version, before.version)
        if before.agency_link_id is None:
            return before
        queries.keep_member(tx, member_id)
        tx.publish(MemberChanged(member_id=member_id, user_id=before.user_id, role=before.role))
        return _lock(tx, member_id)


def remove_member(ctx: OrganizationContext, member_id: UUID) -> None:
    """End a membership; the person's next request in this organization finds nothing.

    Open invitations that they sent end with it.
    """
    policies.require_can_manage_members(ctx)
    with transaction(ctx) as tx:
        before = _lock(tx, member_id)
        policies.require_can_grant(ctx, before.role)
        require_rights(tx, before.role)
        _remove(tx, before)


def leave_organization(ctx: OrganizationContext) -> None:
    """End one's own membership; NotFound for who acts through an agency."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        profile.lock_organization(tx)
        mine = queries.find_member_of(tx, ctx.user_id) if ctx.user_id else None
        if mine is None:
            raise NotFound
        _remove(tx, mine)


def end_membership_of(tx: Transaction, user_id: UUID) -> None:
    """End a person's membership, if there is one, in the caller's transaction, which has asked."""
    profile.lock_organization(tx)
    theirs = queries.find_member_of(tx, user_id)
    if theirs is not None:
        _remove(tx, theirs)


def hand_membership(tx: Transaction, user_id: UUID, to_user_id: UUID) -> bool:
    """Let one account have another's membership as it is; False where there is none.

    In the caller's transaction, which has asked. AlreadyMember where both have one.
    """
    profile.lock_organization(tx)
    theirs = queries.find_member_of(tx, user_id)
    if theirs is None:
        return False
    if queries.find_member_of(tx, to_user_id) is not None:
        raise AlreadyMember
    queries.hand_member(tx, theirs.id, to_user_id)
    _forget_all(tx, [user_id, to_user_id])
    tx.publish(MemberChanged(member_id=theirs.id, user_id=to_user_id, role=theirs.role))
    return True


def replace_owners(tx: Transaction, user_id: UUID, *, former_role: str | None) -> None:
    """Make a person the one owner; those before them get `former_role`, or leave with None.

    In the caller's transaction, which has asked who may. Open invitations end: who sent them no
    longer answers for the organization.
    """
    profile.lock_organization(tx)
    invitations.revoke_open_invitations(tx)
    before = queries.find_member_of(tx, user_id)
    if before is None:
        admit(tx, user_id, grant=Grant(role=OWNER))
    else:
        _change(tx, before, Grant(role=OWNER))
    for owner_id in queries.list_owner_ids(tx):
        owner = queries.find_member_of(tx, owner_id)
        if owner is None or owner_id == user_id:
            continue
        if former_role is None:
            _remove(tx, owner)
        else:
            _change(tx, owner, Grant(role=former_role))


def admit_all(tx: Transaction, user_ids: Sequence[UUID], *, role: str) -> None:
    """Make people members with one role in the caller's transaction, which has asked who may.

    Who is one already stays as they are. QuotaReached where the plan has no room for all.
    """
    roles.require_valid_grant(tx, Grant(role=role))
    others = len(user_ids) - 1
    quotas.require_room(tx, quotas.QuotaKind.MEMBERS, lambda tx: queries.count_members(tx) + others)
    made = queries.insert_members(tx, user_ids, role=role)
    for member_id, user_id in made:
        tx.publish(MemberAdded(member_id=member_id, user_id=user_id, role=role))
    _forget_all(tx, [user_id for _, user_id in made])


def change_roles(tx: Transaction, user_ids: Sequence[UUID], *, role: str) -> None:
    """Give members another role in the caller's transaction, which has asked who may.

    Owners stay owners; events and end dates of grants stay as they are.
    """
    roles.require_valid_grant(tx, Grant(role=role))
    changed = queries.change_roles(tx, user_ids, role=role)
    for member_id, user_id in changed:
        tx.publish(MemberChanged(member_id=member_id, user_id=user_id, role=role))
    _forget_all(tx, [user_id for _, user_id in changed])


def _forget_all(tx: Transaction, user_ids: Sequence[UUID]) -> None:
    """Have the access of many looked up again; of very many, everybody's at once."""
    organization_id = tx.organization_id
    if len(user_ids) > MOST_FORGOTTEN:
        tx.after_commit.append(lambda: roles.invalidate_all_access(organization_id))
        return
    for user_id in user_ids:
        _forget(tx, user_id)


def _change(tx: Transaction, member: Member, grant: Grant) -> None:
    queries.change_member(tx, member.id, grant=grant)
    _forget(tx, member.user_id)
    tx.publish(MemberChanged(member_id=member.id, user_id=member.user_id, role=grant.role))


def require_rights(tx: Transaction, role: str) -> frozenset[str]:
    """What a role carries, if who acts in this transaction has all of it."""
    rights = roles.find_rights(tx, role) or frozenset()
    policies.require_has(tx.ctx, rights)
    return rights


def _lock(tx: Transaction, member_id: UUID) -> Member:
    profile.lock_organization(tx)
    found = queries.lock_member(tx, member_id)
    if found is None:
        raise NotFound
    return found


def _remove(tx: Transaction, member: Member) -> None:
    _keep_an_owner(tx, member)
    queries.remove_member(tx, member.id)
    invitations.revoke_invitations_of_sender(tx, member.user_id)
    _announce_removal(tx, member)


def end_grants_of_link(tx: Transaction, link_id: UUID) -> None:
    """With an agency's link: what it invited, then whom it made a member, unless they were kept.

    In this order: an invitation that is accepted in this moment is waited for.
    """
    invitations.revoke_invitations_of_link(tx, link_id)
    for member in queries.remove_members_of_link(tx, link_id):
        _announce_removal(tx, member)


def acting_link(tx: Transaction) -> UUID | None:
    """The agency link by which this transaction's person grants; None for the organization's own.

    Members of the agency act by its link, and so does whoever became a member by it. Membership
    and link stay as they are until the commit; NotFound when either has just ended.
    """
    hooks.require_may_grant(tx)
    agency_id = policies.agency_of(tx.ctx)
    if agency_id is None:
        if not isinstance(tx.ctx, OrganizationContext) or tx.ctx.user_id is None:
            return None
        member = queries.share_member_of(tx, tx.ctx.user_id)
        if member is None:
            raise NotFound
        return member.agency_link_id
    link_id = hooks.link_of_agency(tx, agency_id)
    if link_id is None:
        raise NotFound
    return link_id


def _announce_removal(tx: Transaction, member: Member) -> None:
    organization_id = tx.organization_id
    _forget(tx, member.user_id)
    tx.after_commit.append(lambda: live.end_streams(organization_id, member.user_id))
    tx.publish(MemberRemoved(member_id=member.id, user_id=member.user_id))


def _forget(tx: Transaction, user_id: UUID) -> None:
    organization_id = tx.organization_id
    tx.after_commit.append(lambda: roles.invalidate_access(organization_id, user_id))


def _keep_an_owner(tx: Transaction, member: Member) -> None:
    if member.role == OWNER and queries.count_other_owners(tx, member.id) == 0:
        raise LastOwner


def membership_of(
    organization_id: UUID,
    user_id: UUID,
    *,
    actor: Actor | None = None,
    request_id: str = "",
    known: MembershipAccess | None = None,
    second_factor_at: datetime | None = None,
    has_factor: bool | None = None,
    sso_organization_id: UUID | None = None,
) -> OrganizationContext | None:
    """The context in which a person acts in an organization, or None for a stranger.

    One statement for a member, and for half a minute afterwards none; `known` is what was read
    from the cache for this very request. Who is none is looked for among the agencies: members of
    one with an active link come in with what both their own role and the link's scope allow, and
    every change names the agency beside them. Raises OrganizationSuspended for a member of a
    suspended organization, and SecondFactorDemanded where the client asks members of its agency for
    a second factor and `second_factor_at` is longer ago. SecondFactorRequired where the role asks
    for one: the login has to have proved it, an API token's owner (`has_factor`) to have it, or the
    login to come from that organization's own provider (`sso_organization_id`) where this counts.
    AgencyShutOut where the client lets no agency in, or this login did not come by the agency's.
    """
    actor = actor or Actor(ActorKind.USER, str(user_id))
    best = known or roles.find_access(organization_id, user_id)
    if best is None:
        person = PersonContext(user_id=user_id, actor=actor, request_id=request_id)
        best = _look_up(person, organization_id)
    if best is None:
        return None
    roles.require_agency_sign_in(
        best,
        organization_id,
        user_id=user_id,
        sso_organization_id=sso_organization_id,
        request_id=request_id,
    )
    if not roles.is_proved(best, second_factor_at, now=clock.now()):
        raise SecondFactorDemanded(minutes=best.second_factor_minutes)
    has_one = second_factor_at is not None if has_factor is None else has_factor
    is_own_sso = sso_organization_id == organization_id
    if not roles.has_required_factor(
        best, has_factor=has_one, is_own_sso=is_own_sso, now=clock.now()
    ):
        raise SecondFactorRequired
    return context_by(best, organization_id, actor=actor, request_id=request_id, user_id=user_id)


def context_by(
    access: MembershipAccess,
    organization_id: UUID,
    *,
    actor: Actor,
    request_id: str,
    user_id: UUID | None = None,
) -> OrganizationContext:
    """What an access allows; OrganizationSuspended while the organization is."""
    if access.state == State.SUSPENDED:
        raise OrganizationSuspended
    return OrganizationContext(
        organization_id=organization_id,
        actor=actor,
        user_id=user_id,
        permissions=roles.permissions_of(access),
        event_ids=None if access.event_ids is None else frozenset(access.event_ids),
        is_closing=access.state == State.CLOSING,
        on_behalf_of=f"agency:{access.agency_id}" if access.agency_id else "",
        request_id=request_id,
    )


def _look_up(person: PersonContext, organization_id: UUID) -> MembershipAccess | None:
    epoch = roles.epoch_of_access(organization_id)
    with transaction(person) as tx:
        own = queries.find_access(tx, organization_id, user_id=person.user_id)
        if own is None:
            found = hooks.access_through_agencies(tx, organization_id, person.user_id)
            return roles.best_access(found)
    if epoch is not None:
        roles.remember_access(organization_id, person.user_id, own, epoch=epoch)
    return own


def list_my_organizations(ctx: PersonContext) -> list[MyOrganization]:
    """Every organization that the person may enter, by name; clients of their agencies as well."""
    with transaction(ctx) as tx:
        return [
            replace(each.organization, permissions=sorted(roles.carried_permissions(each.access)))
            for each in list_my_access(tx)
        ]


def list_my_access(tx: Transaction) -> list[MyAccess]:
    """The same with what the person may in each; two statements, however many there are."""
    if not isinstance(tx.ctx, PersonContext):
        raise TypeError("this is asked as a person")
    mine = queries.list_my_access(tx, tx.ctx.user_id)
    mine += hooks.clients_of_person(tx, tx.ctx.user_id)
    return sorted(mine, key=lambda each: (each.organization.name.casefold(), each.organization.id))
