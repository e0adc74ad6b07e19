"""Adding, changing and removing members; the last owner stays."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound, PreconditionFailed
from turnout.kernel.security.permissions import OWNER
from turnout.modules.organizations import membership_cache, policies, rules
from turnout.modules.organizations.errors import AlreadyMember, LastOwner
from turnout.modules.organizations.facts import MemberAdded, MemberChanged, MemberRemoved
from turnout.modules.organizations.queries import members as queries
from turnout.modules.organizations.queries import profile
from turnout.modules.organizations.types import Grant, Member


def add_member(ctx: OrganizationContext, user_id: UUID, *, grant: Grant) -> UUID:
    """Make a person a member at once; the membership's id, or AlreadyMember."""
    policies.require_can_grant(ctx, grant.role)
    with transaction(ctx) as tx:
        return admit(tx, user_id, grant=grant)


def admit(tx: Transaction, user_id: UUID, *, grant: Grant) -> UUID:
    """Write a membership in the caller's transaction; the caller has asked who may."""
    rules.raise_if(rules.grant_errors(grant))
    member_id = queries.insert_member(tx, user_id, grant=grant)
    if member_id is None:
        raise AlreadyMember
    _forget(tx, user_id)
    tx.publish(MemberAdded(member_id=member_id, user_id=user_id, role=grant.role))
    return member_id


def change_role(
    ctx: OrganizationContext, member_id: UUID, *, grant: Grant, version: int | None = None
) -> Member:
    """Give a member other rights; LastOwner when nobody else would own the organization.

    The organization's row is locked first: of two owners who step down at once, one stays.
    """
    policies.require_can_grant(ctx, grant.role)
    rules.raise_if(rules.grant_errors(grant))
    with transaction(ctx) as tx:
        before = _lock(tx, member_id)
        policies.require_can_grant(ctx, before.role)
        if version is not None and version != before.version:
            raise PreconditionFailed
        if grant.role != OWNER:
            _keep_an_owner(tx, before)
        queries.change_member(tx, member_id, grant=grant)
        _forget(tx, before.user_id)
        tx.publish(MemberChanged(member_id=member_id, user_id=before.user_id, role=grant.role))
        return _get(tx, member_id)


def remove_member(ctx: OrganizationContext, member_id: UUID) -> None:
    """End a membership; the person's next request in this organization finds nothing."""
    policies.require_can_manage_members(ctx)
    with transaction(ctx) as tx:
        before = _lock(tx, member_id)
        policies.require_can_grant(ctx, before.role)
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


def _lock(tx: Transaction, member_id: UUID) -> Member:
    profile.lock_organization(tx)
    found = queries.lock_member(tx, member_id)
    if found is None:
        raise NotFound
    return found


def _get(tx: Transaction, member_id: UUID) -> Member:
    found = queries.find_member(tx, member_id)
    if found is None:
        raise NotFound
    return found


def _remove(tx: Transaction, member: Member) -> None:
    _keep_an_owner(tx, member)
    queries.remove_member(tx, member.id)
    _forget(tx, member.user_id)
    tx.publish(MemberRemoved(member_id=member.id, user_id=member.user_id))


def _forget(tx: Transaction, user_id: UUID) -> None:
    organization_id = tx.organization_id
    tx.after_commit.append(lambda: membership_cache.invalidate(organization_id, user_id))


def _keep_an_owner(tx: Transaction, member: Member) -> None:
    if member.role == OWNER and queries.count_other_owners(tx, member.id) == 0:
        raise LastOwner
