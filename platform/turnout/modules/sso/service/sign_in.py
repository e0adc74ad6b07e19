"""Signing in whom a provider names, whatever its protocol: the account, the member, the login.

Somebody is known by provider and subject. An address is believed only where the organization has
proved its domain. Every refusal stands in the provider's sign-in log and among security events.
"""

from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Invalid
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.sso import queries, rules
from turnout.modules.sso.errors import IdentityProviderNotFound, SsoRefused
from turnout.modules.sso.service import sessions, sign_in_log
from turnout.modules.sso.service.attempts import JOB
from turnout.modules.sso.service.enforcement import METHOD, find_provider_for
from turnout.modules.sso.service.members import follow_groups
from turnout.modules.sso.types import (
    FinishedSso,
    KnownPerson,
    ProviderState,
    SsoPerson,
    StoredProvider,
)


def get_provider_to_sign_in(
    organization_id: UUID, provider_id: UUID, *, is_test: bool = False
) -> StoredProvider:
    """The provider; IdentityProviderNotFound for one that is not switched on.

    A test sign-in may use a provider in any state.
    """
    with transaction(system_in(organization_id, JOB)) as tx:
        found = queries.find_provider(tx, provider_id)
    if found is None or not (is_test or found.state == ProviderState.ACTIVE):
        raise IdentityProviderNotFound
    return found


def sign_in_person(
    provider: StoredProvider,
    person: SsoPerson,
    *,
    back_to: str,
    client: identity.Client,
    locale: str = "en",
    request_id: str = "",
) -> FinishedSso:
    """Sign in whoever the provider names, as the member that their groups make them.

    SsoRefused is written to the log before it is raised.
    """
    ctx = system_in(provider.organization_id, JOB, request_id=request_id)
    try:
        known = _known(provider, person, locale=locale, request_id=request_id)
        role = follow_groups(ctx, provider, known, person)
        finished = _signed_in(
            provider, known.user_id, back_to, client=client, request_id=request_id
        )
    except SsoRefused as refused:
        sign_in_log.refuse_sign_in(
            provider, refused.reason, refused.detail, request_id=request_id, client=client
        )
    login_id = finished.signed_in.login_id if finished.signed_in else None
    sessions.keep_session(provider, person, user_id=known.user_id, login_id=login_id)
    sign_in_log.record_sign_in(
        provider, known.user_id, role=role, client=client, request_id=request_id
    )
    return finished


def _known(
    provider: StoredProvider, person: SsoPerson, *, locale: str, request_id: str
) -> KnownPerson:
    """Whom the provider means: as linked before, else by an address of a proven domain."""
    ctx = system_in(provider.organization_id, JOB, request_id=request_id)
    with transaction(ctx) as tx:
        known = queries.find_person(tx, provider.id, person.subject)
    if known is not None:
        return known
    email = _believed_address(provider, person)
    user_id = _user_with(email, person, locale=locale, request_id=request_id)
    with transaction(ctx) as tx:
        queries.insert_person(tx, provider.id, subject=person.subject, user_id=user_id)
        linked = queries.find_person(tx, provider.id, person.subject)
    if linked is None:  # the account is somebody else's at this provider
        raise SsoRefused("address-taken")
    return linked


def said_address(person: SsoPerson) -> str:
    """The address that a provider says, if it is one and is not denied by the provider itself."""
    if not person.email:
        raise SsoRefused("no-email")
    if person.is_email_denied:
        raise SsoRefused("email-not-verified")
    try:
        return organizations.address_of(person.email)
    except Invalid:
        raise SsoRefused("no-email", "it is no address that we can use") from None


def _believed_address(provider: StoredProvider, person: SsoPerson) -> str:
    email = said_address(person)
    signs_in = find_provider_for(email)
    if signs_in is None or signs_in.id != provider.id:
        raise SsoRefused("domain-not-proven", rules.domain_of(email))
    return email


def _user_with(email: str, person: SsoPerson, *, locale: str, request_id: str) -> UUID:
    """The account of the address, or a new one."""
    name = person.name or email.partition("@")[0]
    with transaction(SystemContext(job=JOB, request_id=request_id)) as tx:
        made = identity.register_proved(tx, email, display_name=name, locale=locale)
    if made is not None:
        return made
    found = identity.find_user(email)
    if found is None or found.is_disabled:
        raise SsoRefused("account-disabled")
    return found.id


def _signed_in(
    provider: StoredProvider,
    user_id: UUID,
    back_to: str,
    *,
    client: identity.Client,
    request_id: str,
) -> FinishedSso:
    ctx = SystemContext(job=JOB, request_id=request_id)
    begun = FinishedSso(back_to=back_to)
    try:
        signed_in = identity.sign_in_proved(
            ctx,
            user_id,
            client=client,
            method=METHOD,
            sso_organization_id=provider.organization_id,
        )
    except identity.SecondFactorNeeded as needed:
        return replace(begun, second_step=needed)
    except identity.LoginEnded:
        raise SsoRefused("account-disabled") from None
    return replace(begun, signed_in=signed_in)
