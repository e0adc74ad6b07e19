"""Use cases of roles: an organization's own ones, and what any role carries."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.security.permissions import ROLES, of_role
from turnout.kernel.values import from_attributes
from turnout.modules.roles import membership_cache, policies, queries, rules
from turnout.modules.roles.errors import (
    AgenciesRefused,
    AgencySignInNeeded,
    RoleKeyTaken,
    RoleNotFound,
)
from turnout.modules.roles.facts import RoleChanged
from turnout.modules.roles.types import (
    AgencySignIn,
    Grant,
    MembershipAccess,
    NewRole,
    Role,
    RoleUpdate,
)
from turnout.modules.security_events import api as security_events


def list_roles(ctx: OrganizationContext) -> list[Role]:
    """The four roles that every organization has, then its own by key."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return [*rules.built_in(), *queries.list_roles(tx)]


def get_role(ctx: OrganizationContext, role_id: UUID) -> Role:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return _there(queries.find_role(tx, role_id))


def create_role(ctx: OrganizationContext, new: NewRole) -> Role:
    """Make a role that carries at most what this person may; RoleKeyTaken."""
    policies.require_can_manage(ctx)
    _raise_if(rules.new_role_errors(new))
    policies.require_within_own_rights(ctx, new.permissions)
    with transaction(ctx) as tx:
        if len(queries.list_roles(tx)) >= rules.MOST_ROLES:
            says = f"An organization has at most {rules.MOST_ROLES} roles of its own."
            raise Invalid(FieldError("/key", says))
        made = queries.insert_role(tx, new)
        if made is None:
            raise RoleKeyTaken
        _announce(tx, made)
    return made


def update_role(
    ctx: OrganizationContext, role_id: UUID, changes: RoleUpdate, *, version: int | None = None
) -> Role:
    """Change a role; whoever has it has the new rights at their next request.

    Rights that it gains or loses are given or taken, so who changes them has to have them.
    """
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        before = _there(queries.lock_role(tx, role_id))
        require_version(version, before.version)
        said = {
            name: value
            for name in ("name", "description", "permissions")
            if (value := getattr(changes, name)) is not None
        }
        changed = replace(from_attributes(NewRole, before), **said)
        if set(changed.permissions) != set(before.permissions):
            _raise_if(rules.permission_errors(changed.permissions))
            moved = rules.rights_of(before.key, before.permissions) ^ set(changed.permissions)
            policies.require_within_own_rights(ctx, moved)
        role = queries.update_role(tx, role_id, changed=changed)
        _announce(tx, role)
    return role


def delete_role(ctx: OrganizationContext, role_id: UUID) -> None:
    """Delete a role that nobody has; RoleInUse otherwise."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        role = _there(queries.lock_role(tx, role_id))
        queries.delete_role(tx, role_id)
        _announce(tx, role)


def find_rights(tx: Transaction, role: str) -> frozenset[str] | None:
    """What a role carries in this organization; None for a role that it has not."""
    if role in ROLES:
        return of_role(role)
    found = queries.find_role_by_key(tx, role)
    return None if found is None else rules.rights_of(role, found.permissions)


def require_valid_grant(tx: Transaction, grant: Grant) -> frozenset[str]:
    """What the grant's role carries, held until the commit; Invalid names what is wrong."""
    _raise_if(rules.grant_errors(grant))
    if grant.role in ROLES:
        return of_role(grant.role)
    found = queries.share_role_by_key(tx, grant.role)
    if found is None:
        own = [each.key for each in queries.list_roles(tx)]
        raise Invalid(FieldError("/role", f"Choose one of {', '.join((*ROLES, *own))}."))
    return rules.rights_of(grant.role, found.permissions)


def require_agency_sign_in(
    access: MembershipAccess,
    organization_id: UUID,
    *,
    user_id: UUID,
    sso_organization_id: UUID | None,
    request_id: str = "",
) -> None:
    """AgencySignInNeeded or AgenciesRefused for who comes through an agency and may not so.

    Asked at each request, outside of any transaction; the client's log of security has it.
    """
    refused = rules.agency_refusal(access, sso_organization_id)
    if refused is None:
        return
    details = {"agency_id": str(access.agency_id), "asks": refused.value}
    security_events.record_in_organization(
        organization_id,
        security_events.SecurityEventKind.AGENCY_REFUSED,
        user_id=user_id,
        request_id=request_id,
        details=details,
    )
    if refused == AgencySignIn.REFUSED:
        raise AgenciesRefused(agency_id=str(access.agency_id))
    raise AgencySignInNeeded(agency_id=str(access.agency_id))


def require_own_rights(tx: Transaction, rights: Iterable[str]) -> None:
    """BeyondOwnRights unless this transaction's person has all of these."""
    policies.require_within_own_rights(tx.ctx, rights)


def _announce(tx: Transaction, role: Role) -> None:
    organization_id = tx.organization_id
    if role.id is None:
        raise TypeError("a built-in role does not change")
    tx.publish(RoleChanged(role_id=role.id))
    tx.after_commit.append(lambda: membership_cache.invalidate_all(organization_id))


def _there(role: Role | None) -> Role:
    if role is None:
        raise RoleNotFound
    return role


def _raise_if(errors: list[FieldError]) -> None:
    if errors:
        raise Invalid(*errors)
