"""The directory as administrators set it up: what it is set to, and what it has pushed."""

from typing import Any
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.security.permissions import OWNER
from turnout.modules.roles import api as roles
from turnout.modules.scim import policies
from turnout.modules.scim.facts import DirectoryChanged
from turnout.modules.scim.queries import directory as queries
from turnout.modules.scim.types import Directory
from turnout.modules.sso import api as sso


def base_url(organization_id: UUID) -> str:
    """The base address of an organization's directory."""
    public = runtime.current().settings.public_url.rstrip("/")
    return f"{public}/scim/v2/organizations/{organization_id}"


def get_directory(ctx: OrganizationContext) -> Directory:
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        return _shown(tx)


def update_directory(
    ctx: OrganizationContext, changes: dict[str, Any], *, version: int | None = None
) -> Directory:
    """Say whose mapping counts, and what who has no mapped group is; everybody's role follows.

    A default role is at most what this person may, and never an owner's.
    """
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        before = queries.lock_settings(tx)
        require_version(version, before.version)
        said = {
            "identity_provider_id": before.identity_provider_id,
            "default_role": before.default_role,
            **changes,
        }
        _require_provider(tx, said["identity_provider_id"])
        _require_role(tx, said["default_role"])
        queries.write_settings(tx, **said)
        tx.publish(DirectoryChanged())
        return _shown(tx)


def _shown(tx: Transaction) -> Directory:
    settings = queries.find_settings(tx)
    users, active, linked, groups = queries.count_all(tx)
    return Directory(
        base_url=base_url(tx.organization_id),
        identity_provider_id=settings.identity_provider_id,
        default_role=settings.default_role,
        users=users,
        active_users=active,
        linked_users=linked,
        groups=groups,
        version=settings.version,
    )


def _require_provider(tx: Transaction, provider_id: UUID | None) -> None:
    if provider_id is not None and sso.find_role_rules(tx, provider_id) is None:
        says = "The organization has no such identity provider."
        raise Invalid(FieldError("/identity_provider_id", says))


def _require_role(tx: Transaction, role: str | None) -> None:
    if role is None:
        return
    if role == OWNER:
        raise Invalid(FieldError("/default_role", "A directory makes nobody an owner."))
    rights = roles.find_rights(tx, role)
    if rights is None:
        raise Invalid(FieldError("/default_role", "The organization has no such role."))
    roles.require_own_rights(tx, rights)
