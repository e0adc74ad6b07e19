"""Set-up links: whoever has one sets up one identity provider.

A link can write what a provider gives (issuer, client id, secret) and try a sign-in. It gives no
roles, proves no domains, and switches nothing on: that stays with the organization. It ends with
the rights of whoever made it.
"""

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import Actor, ActorKind, OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.ids import new_id
from turnout.kernel.security.crypto import hash_token
from turnout.kernel.values import from_attributes
from turnout.modules.organizations import api as organizations
from turnout.modules.sso import api as sso
from turnout.modules.sso_setup import policies, queries
from turnout.modules.sso_setup.errors import (
    SetupDone,
    SetupLinkNotFound,
    SetupLinkOver,
)
from turnout.modules.sso_setup.types import (
    MadeSetupLink,
    OpenedSetup,
    SetupLink,
    StoredLink,
)

JOB: Final = "sso_setup"
SECRET_BYTES: Final = 32
FIELDS: Final = frozenset({"issuer", "client_id", "client_secret"})
"""What a link may write of a provider, and nothing else."""


def create_setup_link(ctx: OrganizationContext, provider_id: UUID, *, days: int) -> MadeSetupLink:
    """A link to one provider's set-up; its address is told once and kept as a hash."""
    policies.require_can_manage(ctx)
    provider = sso.get_identity_provider(ctx, provider_id)
    if provider.state == sso.ProviderState.ACTIVE:
        raise SetupDone
    if ctx.user_id is None:
        raise SetupLinkNotFound
    secret, link_id = secrets.token_urlsafe(SECRET_BYTES), new_id()
    with transaction(ctx) as tx:
        queries.insert_link(
            tx,
            link_id,
            provider_id,
            secret_hash=hash_token(secret),
            created_by=ctx.user_id,
            expires_at=tx.now + timedelta(days=days),
        )
        made = _there(queries.list_links(tx, provider_id), link_id)
    base = runtime.current().settings.public_url.rstrip("/")
    url = f"{base}/sso/setup/{ctx.organization_id}/{secret}"
    return from_attributes(MadeSetupLink, made, url=url)


def list_setup_links(ctx: OrganizationContext, provider_id: UUID) -> list[SetupLink]:
    """The links to a provider's set-up, the newest first, with those that are over."""
    policies.require_can_manage(ctx)
    sso.get_identity_provider(ctx, provider_id)
    with transaction(ctx) as tx:
        found = queries.list_links(tx, provider_id)
    return [from_attributes(SetupLink, each) for each in found]


def revoke_setup_link(ctx: OrganizationContext, provider_id: UUID, link_id: UUID) -> None:
    """From now on the link opens nothing; doing so again changes nothing."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        if not queries.revoke_link(tx, provider_id, link_id):
            raise SetupLinkNotFound


def open_setup(organization_id: UUID, secret: str, *, request_id: str = "") -> OpenedSetup:
    """What a link opens; SetupLinkNotFound for a wrong secret, SetupLinkOver for one that ended."""
    job = system_in(organization_id, JOB, request_id=request_id)
    with transaction(job) as tx:
        link = queries.find_link(tx, hash_token(secret))
        if link is None:
            raise SetupLinkNotFound
        if link.revoked_at is not None or link.expires_at <= tx.now:
            raise SetupLinkOver
        queries.use_link(tx, link.id)
        name = _organization_name(tx)
    ctx = _holder(organization_id, link, request_id=request_id)
    provider = sso.get_identity_provider(ctx, link.provider_id)
    if provider.state == sso.ProviderState.ACTIVE:
        raise SetupLinkOver
    return OpenedSetup(
        ctx=ctx,
        link_id=link.id,
        provider=provider,
        organization_name=name,
        expires_at=link.expires_at,
    )


def save_by_link(
    organization_id: UUID, secret: str, changes: dict[str, Any], *, request_id: str = ""
) -> sso.IdentityProvider:
    """Write what the provider gave; nothing else of it, and nothing once it is switched on."""
    opened = open_setup(organization_id, secret, request_id=request_id)
    said = {name: value for name, value in changes.items() if name in FIELDS}
    # The version holds off a provider that was switched on since it was looked at.
    version = opened.provider.version
    return sso.update_identity_provider(opened.ctx, opened.provider.id, said, version=version)


def _holder(organization_id: UUID, link: StoredLink, *, request_id: str) -> OrganizationContext:
    """Who holds a link, with one permission, for as long as its maker has it; named in the log."""
    try:
        maker = organizations.membership_of(
            organization_id, link.created_by, request_id=request_id, has_factor=True
        )
    except TurnoutError:  # the organization is suspended
        raise SetupLinkOver from None
    if maker is None or not policies.may_manage(maker) or maker.is_closing:
        raise SetupLinkOver
    return replace(
        maker,
        actor=Actor(ActorKind.GUEST, f"sso-setup-link:{link.id}"),
        user_id=None,
        permissions=frozenset({sso.MANAGE}),
    )


def _organization_name(tx: Transaction) -> str:
    return organizations.get_organization(tx).name


def _there(links: list[StoredLink], link_id: UUID) -> StoredLink:
    return next(each for each in links if each.id == link_id)


def forget_old(ctx: SystemContext) -> None:
    with transaction(ctx) as tx:
        queries.forget_old(tx)
