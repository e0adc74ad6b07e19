"""The directory as administrators set it up: settings, tokens, the last requests."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.security import crypto
from turnout.kernel.security.permissions import OWNER
from turnout.modules.roles import api as roles
from turnout.modules.scim import policies, rules
from turnout.modules.scim.errors import ScimTokenNotFound, ScimTokenOver
from turnout.modules.scim.facts import DirectoryChanged
from turnout.modules.scim.queries import directory as queries
from turnout.modules.scim.types import (
    Directory,
    IssuedScimToken,
    NewScimToken,
    ScimRequest,
    ScimToken,
)
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


def list_tokens(ctx: OrganizationContext) -> list[ScimToken]:
    """The tokens of the directory, the newest first, those that ended too."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        return queries.list_tokens(tx)


def create_token(ctx: OrganizationContext, new: NewScimToken) -> IssuedScimToken:
    """Make a token; its secret is in this answer and nowhere else."""
    person_id = policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        if new.expires_at is not None and new.expires_at <= tx.now:
            raise Invalid(FieldError("/expires_at", "Choose a time to come, or leave this out."))
        token_id = queries.insert_token(tx, new, created_by=person_id)
        secret = _issue(tx, token_id)
        return IssuedScimToken(token=_there(queries.find_token(tx, token_id)), secret=secret)


def rotate_token(
    ctx: OrganizationContext, token_id: UUID, *, overlap_seconds: int
) -> IssuedScimToken:
    """Give a token a new secret; the one before is good for the overlap."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        token = _there(queries.lock_token(tx, token_id))
        if token.is_over(tx.now):
            raise ScimTokenOver
        ends_at = tx.now + timedelta(seconds=overlap_seconds)
        queries.end_secrets(tx, token_id, ends_at=ends_at)
        secret = _issue(tx, token_id)
        return IssuedScimToken(token=_there(queries.find_token(tx, token_id)), secret=secret)


def revoke_token(ctx: OrganizationContext, token_id: UUID) -> None:
    """End a token; its next request is refused."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        _there(queries.lock_token(tx, token_id))
        queries.revoke_token(tx, token_id)


def list_requests(
    ctx: OrganizationContext, request: PageRequest, *, is_refused: bool
) -> Page[ScimRequest]:
    """The last changes and refusals, the newest first; with `is_refused` the refusals only."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_requests(tx, request, is_refused=is_refused)
    return page(rows, request, key=lambda each: ("", each.id))


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


def _issue(tx: Transaction, token_id: UUID) -> str:
    secret = crypto.token(rules.PREFIX)
    queries.insert_secret(tx, token_id, secret_hash=crypto.hash_token(secret))
    return secret


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


def _there(found: ScimToken | None) -> ScimToken:
    if found is None:
        raise ScimTokenNotFound
    return found
