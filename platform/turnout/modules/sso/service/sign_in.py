"""Signing in by an organization's provider: begin, finish, the log, and logout from there.

Somebody is known by provider and subject. An address is believed only where the organization has
proved its domain. Every refusal stands in the provider's sign-in log and among security events.
"""

from datetime import timedelta
from typing import Any, Final, NoReturn
from uuid import UUID

import msgspec

from turnout.kernel import runtime
from turnout.kernel.context import Actor, ActorKind, PersonContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.security.crypto import hash_token
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events import api as security_events
from turnout.modules.sso import queries, rules
from turnout.modules.sso.errors import IdentityProviderNotFound, SsoOver, SsoRefused
from turnout.modules.sso.service.enforcement import METHOD, find_provider_for
from turnout.modules.sso.service.members import follow_groups
from turnout.modules.sso.service.providers import client_of
from turnout.modules.sso.types import (
    FinishedSso,
    KnownPerson,
    ProviderState,
    SsoAttempt,
    SsoPerson,
    StoredProvider,
)
from turnout.openid import code_flow
from turnout.openid.errors import OpenIdRefused
from turnout.openid.id_tokens import read_logout_token
from turnout.openid.metadata import metadata_of
from turnout.openid.types import Attempt, Identity

Kind = security_events.SecurityEventKind
JOB: Final = "sso.sign-in"
ATTEMPT_LIFETIME: Final = timedelta(minutes=10)
NOTICE_LIFETIME: Final = timedelta(hours=2)
SEALED: Final = "sso_attempts.sealed"


def begin_sso(
    organization_id: UUID, provider_id: UUID, *, browser: str, back_to: str, request_id: str = ""
) -> str:
    """Where to send the browser; the attempt is bound to `browser`, the secret of its cookie."""
    provider = _active(organization_id, provider_id)
    attempt = code_flow.new_attempt()
    try:
        url = code_flow.authorization_url(client_of(provider), attempt)
    except OpenIdRefused as refused:
        _refuse(provider, refused.reason, refused.detail, request_id=request_id)
    kept = _sealed(organization_id, attempt, back_to)
    with transaction(system_in(organization_id, JOB, request_id=request_id)) as tx:
        queries.insert_attempt(
            tx,
            provider_id,
            kept,
            state_hash=hash_token(attempt.state),
            browser_hash=hash_token(browser),
            expires_at=tx.now + ATTEMPT_LIFETIME,
        )
    return url


def finish_sso(
    organization_id: UUID,
    provider_id: UUID,
    answer: dict[str, str],
    *,
    browser: str,
    client: identity.Client,
    locale: str = "en",
    request_id: str = "",
) -> FinishedSso:
    """Sign in whoever the provider names, as the member that their groups make them."""
    provider = _active(organization_id, provider_id)
    ctx = system_in(organization_id, JOB, request_id=request_id)
    with transaction(ctx) as tx:
        kept = queries.take_attempt(
            tx,
            provider_id,
            state_hash=hash_token(answer.get("state", "")),
            browser_hash=hash_token(browser),
        )
    if kept is None:
        raise SsoOver
    try:
        found = code_flow.finish(client_of(provider), _opened(organization_id, kept), answer)
        person = person_of(provider, found)
        known = _known(provider, person, locale=locale, request_id=request_id)
        role = follow_groups(ctx, provider, known, person)
        finished = _signed_in(known.user_id, kept.back_to, client=client, request_id=request_id)
    except (OpenIdRefused, SsoRefused) as refused:
        _refuse(provider, refused.reason, refused.detail, request_id=request_id, client=client)
    with transaction(ctx) as tx:
        said = {"outcome": "signed-in", "reason": "", "detail": "", "role": role}
        queries.insert_record(tx, provider_id, user_id=known.user_id, **said)
        security_events.record_security_event(
            tx,
            Kind.SSO_SIGNED_IN,
            user_id=known.user_id,
            address=client.address,
            details={"provider_id": str(provider_id), "role": role},
        )
    return finished


def end_logins_of_notice(
    organization_id: UUID, provider_id: UUID, token: str, *, request_id: str = ""
) -> None:
    """Back-channel logout: end every login of whom the provider's token names, at once.

    SsoRefused for a token that is not genuine or came before; one that names nobody is no fault.
    """
    provider = _active(organization_id, provider_id)
    ctx = system_in(organization_id, JOB, request_id=request_id)
    client = client_of(provider)
    try:
        notice = read_logout_token(client, metadata_of(client), token)
    except OpenIdRefused as refused:
        _refuse(provider, refused.reason, refused.detail, request_id=request_id)
    with transaction(ctx) as tx:
        until = tx.now + NOTICE_LIFETIME
        is_first = queries.note_token(tx, provider_id, token_id=notice.token_id, expires_at=until)
        if notice.subject:
            known = queries.find_person(tx, provider_id, notice.subject)
        else:
            known = queries.find_person_of_session(tx, provider_id, notice.session_id)
    if not is_first:
        _refuse(provider, "logout-token-repeated", request_id=request_id)
    if known is not None:
        actor = Actor(ActorKind.SYSTEM, "sso.logout")
        identity.sign_out_everywhere(
            PersonContext(user_id=known.user_id, actor=actor, request_id=request_id)
        )


def forget_old(ctx: SystemContext) -> None:
    with transaction(ctx) as tx:
        queries.forget_old(tx)


def _active(organization_id: UUID, provider_id: UUID) -> StoredProvider:
    """The provider; IdentityProviderNotFound, too, for one that is not switched on."""
    with transaction(system_in(organization_id, JOB)) as tx:
        found = queries.find_provider(tx, provider_id)
    if found is None or found.state != ProviderState.ACTIVE:
        raise IdentityProviderNotFound
    return found


def person_of(provider: StoredProvider, found: Identity) -> SsoPerson:
    """Whom a provider's answer names, in the words of all protocols."""
    return SsoPerson(
        subject=found.subject,
        email=found.email,
        is_email_denied=found.claims.get("email_verified", True) is not True,
        name=" ".join(found.name.split())[:120],
        groups=rules.groups_in(found.claims, provider.group_claim),
        session_id=found.session_id,
    )


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
    user_id: UUID, back_to: str, *, client: identity.Client, request_id: str
) -> FinishedSso:
    ctx = SystemContext(job=JOB, request_id=request_id)
    try:
        signed_in = identity.sign_in_proved(ctx, user_id, client=client, method=METHOD)
    except identity.SecondFactorNeeded as needed:
        return FinishedSso(back_to=back_to, second_step=needed)
    except identity.LoginEnded:
        raise SsoRefused("account-disabled") from None
    return FinishedSso(back_to=back_to, signed_in=signed_in)


def _refuse(
    provider: StoredProvider,
    reason: str,
    detail: str = "",
    *,
    request_id: str = "",
    client: identity.Client | None = None,
) -> NoReturn:
    """Write the refusal to the provider's log and to the security events, then raise it."""
    ctx = system_in(provider.organization_id, JOB, request_id=request_id)
    if runtime.current().limiter.take("security-event", f"sso {provider.id}").allowed:
        with transaction(ctx) as tx:
            said = {"outcome": "refused", "reason": reason, "detail": detail, "role": ""}
            queries.insert_record(tx, provider.id, user_id=None, **said)
    security_events.record_in_organization(
        provider.organization_id,
        Kind.SSO_REFUSED,
        address=client.address if client else "",
        request_id=request_id,
        details={"provider_id": str(provider.id), "reason": reason},
    )
    raise SsoRefused(reason, detail)


def _sealed(organization_id: UUID, attempt: Attempt, back_to: str) -> SsoAttempt:
    row_id = new_id()
    raw = msgspec.json.encode(attempt)
    keys = runtime.current().keys
    sealed = keys.seal(raw, organization_id=organization_id, field=f"{SEALED}/{row_id}")
    return SsoAttempt(id=row_id, sealed=sealed, back_to=back_to)


def _opened(organization_id: UUID, kept: SsoAttempt) -> Attempt:
    keys = runtime.current().keys
    raw = keys.open(kept.sealed, organization_id=organization_id, field=f"{SEALED}/{kept.id}")
    said: dict[str, Any] = msgspec.json.decode(raw)
    return Attempt(**said)
