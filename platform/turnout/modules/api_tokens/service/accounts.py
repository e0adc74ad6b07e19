"""Service accounts: members that are no person, with a role, acting by API tokens only."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.security.permissions import OWNER
from turnout.kernel.values import from_attributes
from turnout.modules.api_tokens import policies, queries
from turnout.modules.api_tokens.errors import ServiceAccountNameTaken, ServiceAccountNotFound
from turnout.modules.api_tokens.facts import ServiceAccountChanged
from turnout.modules.api_tokens.service import tokens
from turnout.modules.api_tokens.types import NewServiceAccount, ServiceAccount
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles


def create_account(ctx: OrganizationContext, new: NewServiceAccount) -> ServiceAccount:
    """Make an account with a role that carries at most what this person may.

    It belongs to the organization and stays when the person leaves; so nobody makes one whose
    own rights end with an agency's link.
    """
    person_id = policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        _require_grantable(tx, new.role)
        policies.require_no_agency(ctx, organizations.acting_link(tx))
        made = queries.insert_account(tx, new, created_by=person_id)
        if made is None:
            raise ServiceAccountNameTaken
        tx.publish(ServiceAccountChanged(service_account_id=made.id))
    return made


def list_accounts(ctx: OrganizationContext, request: PageRequest) -> Page[ServiceAccount]:
    """Service accounts, oldest first; ended ones are left out."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_accounts(tx, request)
    return page(rows, request, key=lambda each: ("", each.id))


def get_account(ctx: OrganizationContext, account_id: UUID) -> ServiceAccount:
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        return _there(queries.find_account(tx, account_id))


def update_account(
    ctx: OrganizationContext, account_id: UUID, changes: dict[str, Any], *, version: int | None
) -> ServiceAccount:
    """Change name, role or events; the next request of its tokens has the new rights."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        before = _there(queries.lock_account(tx, account_id))
        require_version(version, before.version)
        changed = replace(from_attributes(NewServiceAccount, before), **changes)
        roles.require_own_rights(tx, roles.find_rights(tx, before.role) or ())
        _require_grantable(tx, changed.role)
        policies.require_no_agency(ctx, organizations.acting_link(tx))
        queries.update_account(tx, account_id, changed=changed)
        _announce(tx, account_id)
        return _there(queries.find_account(tx, account_id))


def end_account(ctx: OrganizationContext, account_id: UUID) -> None:
    """End an account with all its tokens, at once."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        _there(queries.lock_account(tx, account_id))
        queries.end_account(tx, account_id)
        tokens.revoke(tx, queries.REVOKE_OF_ACCOUNT, account_id)
        _announce(tx, account_id)


def _require_grantable(tx: Transaction, role: str) -> None:
    if role == OWNER:
        raise Invalid(FieldError("/role", "A service account is no owner; choose another role."))
    roles.require_own_rights(tx, roles.require_valid_grant(tx, roles.Grant(role=role)))


def _announce(tx: Transaction, account_id: UUID) -> None:
    organization_id = tx.organization_id
    tx.publish(ServiceAccountChanged(service_account_id=account_id))
    tx.after_commit.append(lambda: roles.invalidate_access(organization_id, account_id))


def _there(account: ServiceAccount | None) -> ServiceAccount:
    if account is None:
        raise ServiceAccountNotFound
    return account
