"""Test sign-ins: everything a sign-in would come to, without signing anybody in.

They work with a provider in any state, so that it can be tried before it is switched on.
"""

from typing import Final
from uuid import UUID

import msgspec

from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.identity import api as identity
from turnout.modules.roles import api as roles
from turnout.modules.sso import policies, queries, rules
from turnout.modules.sso.errors import IdentityProviderNotFound, SsoRefused
from turnout.modules.sso.service.openid_sign_in import person_of
from turnout.modules.sso.service.providers import client_of
from turnout.modules.sso.service.sign_in import said_address
from turnout.modules.sso.types import (
    BegunTest,
    ProviderKind,
    SsoPerson,
    StoredProvider,
    TestedSignIn,
)
from turnout.openid import code_flow, metadata
from turnout.openid.errors import OpenIdRefused
from turnout.openid.types import Attempt

JOB: Final = "sso.test"


def begin_test(ctx: OrganizationContext, provider_id: UUID) -> BegunTest:
    """Where a test sign-in begins; SsoRefused where the provider's documents cannot be used."""
    policies.require_can_manage(ctx)
    provider = _provider(ctx, provider_id)
    if provider.kind != ProviderKind.OIDC:
        raise Invalid(FieldError("/kind", "Try SAML by its own test sign-in."))
    if not (provider.issuer and provider.client_id):
        raise Invalid(FieldError("/issuer", "Save what the provider gave you first."))
    attempt = code_flow.new_attempt()
    try:
        client = client_of(provider)
        metadata.metadata_of(client, fresh=True)
        url = code_flow.authorization_url(client, attempt)
    except OpenIdRefused as refused:
        raise SsoRefused(refused.reason, refused.detail) from None
    return BegunTest(url=url, state=attempt.state, attempt=msgspec.json.encode(attempt))


def finish_test(
    organization_id: UUID,
    provider_id: UUID,
    attempt: bytes,
    answer: dict[str, str],
    *,
    request_id: str = "",
) -> TestedSignIn:
    """What the provider's answer would have come to, judged in the order of a real sign-in."""
    ctx = system_in(organization_id, JOB, request_id=request_id)
    provider = _provider(ctx, provider_id)
    begun = msgspec.json.decode(attempt, type=Attempt)
    try:
        found = code_flow.finish(client_of(provider), begun, answer)
    except OpenIdRefused as refused:
        return TestedSignIn(reason=refused.reason, detail=refused.detail)
    return judge_person(ctx, provider, person_of(provider, found))


def judge_person(
    ctx: OrganizationContext, provider: StoredProvider, person: SsoPerson
) -> TestedSignIn:
    """What a sign-in of whom a provider names would come to; nobody is made a member."""
    policies.require_platform(ctx)
    account = identity.find_user(person.email) if person.email else None
    role, refusal = "", None
    with transaction(ctx) as tx:
        known = queries.find_person(tx, provider.id, person.subject)
        try:
            if known is None:
                _require_believed(tx, provider, person, account)
            role = _role(tx, provider, person)
        except SsoRefused as refused:
            refusal = refused
    return TestedSignIn(
        reason=refusal.reason if refusal else "",
        detail=refusal.detail if refusal else "",
        claims=dict(person.said),
        email=person.email,
        name=person.name,
        groups=person.groups,
        role=role,
        is_known=known is not None,
    )


def _provider(ctx: OrganizationContext, provider_id: UUID) -> StoredProvider:
    with transaction(ctx) as tx:
        found = queries.find_provider(tx, provider_id)
    if found is None:
        raise IdentityProviderNotFound
    return found


def _require_believed(
    tx: Transaction, provider: StoredProvider, person: SsoPerson, account: identity.Person | None
) -> None:
    """As at a first sign-in, also for the domains of a provider that is not switched on yet."""
    domain = rules.domain_of(said_address(person))
    proven = {each.domain for each in queries.list_domains(tx, provider.id) if each.is_proven}
    if domain not in proven:
        raise SsoRefused("domain-not-proven", domain)
    if account is None:
        return
    if account.is_disabled:
        raise SsoRefused("account-disabled")
    if queries.find_person_of_user(tx, provider.id, account.id) is not None:
        raise SsoRefused("address-taken")


def _role(tx: Transaction, provider: StoredProvider, person: SsoPerson) -> str:
    role = rules.role_of(provider.rules, person.groups)
    if role is None:
        raise SsoRefused("no-role", ", ".join(person.groups)[:200])
    if roles.find_rights(tx, role) is None:
        raise SsoRefused("role-gone", role)
    return role
