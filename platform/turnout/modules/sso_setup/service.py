"""Set-up links: whoever has one sets up one identity provider; and test sign-ins.

A link can write what a provider gives (issuer, client id, secret) and try a sign-in. It gives no
roles, proves no domains, and switches nothing on: that stays with the organization. It ends with
the rights of whoever made it.
"""

import secrets
from dataclasses import fields, replace
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
    TestSignInNotFound,
)
from turnout.modules.sso_setup.types import (
    FoundTest,
    MadeSetupLink,
    OpenedSetup,
    SetupLink,
    StoredAttempt,
    StoredLink,
    TestSignIn,
)

JOB: Final = "sso_setup"
SECRET_BYTES: Final = 32
TEST_LIFETIME: Final = timedelta(minutes=10)
SEALED: Final = "sso_test_sign_ins"
RESULT: Final = tuple(each.name for each in fields(sso.TestedSignIn))
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
        maker = organizations.membership_of(organization_id, link.created_by, request_id=request_id)
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


def begin_test_sign_in(
    ctx: OrganizationContext,
    provider_id: UUID,
    *,
    browser: str,
    back_to: str,
    link_id: UUID | None = None,
) -> str:
    """Where to send the browser that tries the provider; SsoRefused where it cannot be asked.

    `back_to` is the page that shows the result.
    """
    policies.require_can_manage(ctx)
    begun = sso.begin_test(ctx, provider_id)
    test_id = new_id()
    attempt = StoredAttempt(
        id=test_id,
        link_id=link_id,
        by_user_id=ctx.user_id,
        sealed=_seal(ctx.organization_id, test_id, "attempt", begun.attempt),
        back_to=_seal(ctx.organization_id, test_id, "back_to", back_to.encode()),
    )
    with transaction(ctx) as tx:
        queries.insert_attempt(
            tx,
            provider_id,
            attempt,
            state_hash=hash_token(begun.state),
            browser_hash=hash_token(browser),
            expires_at=tx.now + TEST_LIFETIME,
        )
    return begun.url


def finish_test_sign_in(
    organization_id: UUID,
    provider_id: UUID,
    answer: dict[str, str],
    *,
    browser: str,
    request_id: str = "",
) -> FoundTest | None:
    """Judge the answer to a test; None where the answer belongs to none, but to a sign-in."""
    job = system_in(organization_id, JOB, request_id=request_id)
    with transaction(job) as tx:
        kept = queries.take_attempt(
            tx,
            provider_id,
            state_hash=hash_token(answer.get("state", "")),
            browser_hash=hash_token(browser),
        )
    if kept is None:
        return None
    attempt = _open(organization_id, kept.id, "attempt", kept.sealed)
    tested = sso.finish_test(organization_id, provider_id, attempt, answer, request_id=request_id)
    result: dict[str, Any] = {name: getattr(tested, name) for name in RESULT}
    with transaction(job) as tx:
        queries.write_result(tx, kept.id, result)
    back_to = _open(organization_id, kept.id, "back_to", kept.back_to).decode()
    return FoundTest(id=kept.id, back_to=back_to)


def get_test_sign_in(
    ctx: OrganizationContext, provider_id: UUID, test_id: UUID, *, link_id: UUID | None = None
) -> TestSignIn:
    """A test sign-in; by a link only one that was made by it."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        found = queries.find_test(tx, provider_id, test_id, link_id=link_id)
    if found is None:
        raise TestSignInNotFound
    return found


def list_test_sign_ins(
    ctx: OrganizationContext, provider_id: UUID, *, link_id: UUID | None = None
) -> list[TestSignIn]:
    """The test sign-ins of the last day, the newest first."""
    policies.require_can_manage(ctx)
    sso.get_identity_provider(ctx, provider_id)
    with transaction(ctx) as tx:
        return queries.list_last_tests(tx, provider_id, link_id=link_id)


def forget_old(ctx: SystemContext) -> None:
    with transaction(ctx) as tx:
        queries.forget_old(tx)


def _seal(organization_id: UUID, test_id: UUID, what: str, raw: bytes) -> bytes:
    keys = runtime.current().keys
    return keys.seal(raw, organization_id=organization_id, field=f"{SEALED}.{what}/{test_id}")


def _open(organization_id: UUID, test_id: UUID, what: str, sealed: bytes) -> bytes:
    keys = runtime.current().keys
    return keys.open(sealed, organization_id=organization_id, field=f"{SEALED}.{what}/{test_id}")
