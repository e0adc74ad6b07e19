"""Signing in by an organization's OpenID provider, and logout in both directions."""

from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec

from turnout.kernel import codec
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.security.crypto import hash_token
from turnout.modules.identity import api as identity
from turnout.modules.sso import queries, rules
from turnout.modules.sso.errors import IdentityProviderNotFound, SsoOver
from turnout.modules.sso.service import sessions, sign_in_log, test_sign_ins
from turnout.modules.sso.service.attempts import JOB, NewAttempt, keep_attempt, take_attempt
from turnout.modules.sso.service.providers import client_of, signed_out_uri
from turnout.modules.sso.service.sign_in import (
    get_provider_to_sign_in,
    sign_in_person,
)
from turnout.modules.sso.types import (
    FinishedSso,
    ProviderKind,
    SsoPerson,
    SsoSession,
    StoredProvider,
)
from turnout.openid import code_flow
from turnout.openid.errors import OpenIdRefused
from turnout.openid.id_tokens import read_logout_token
from turnout.openid.metadata import metadata_of
from turnout.openid.types import Attempt, Identity

NOTICE_LIFETIME: Final = timedelta(hours=2)
LONGEST_HINT: Final = 8_000
"""An ID token that is longer makes an address that servers refuse."""


def begin_sso(
    organization_id: UUID,
    provider_id: UUID,
    *,
    browser: str,
    back_to: str,
    test_id: UUID | None = None,
    request_id: str = "",
) -> str:
    """Where to send the browser; the attempt is bound to `browser`, the secret of its cookie."""
    provider = _openid(organization_id, provider_id, is_test=test_id is not None)
    client, attempt = client_of(provider), code_flow.new_attempt()
    try:
        if test_id is not None:  # an administrator has just changed something there
            metadata_of(client, fresh=True)
        url = code_flow.authorization_url(client, attempt)
    except OpenIdRefused as refused:
        test_sign_ins.refuse(
            provider, refused.reason, refused.detail, test_id=test_id, request_id=request_id
        )
    new = NewAttempt(
        state=attempt.state,
        browser_hash=hash_token(browser),
        secret=msgspec.json.encode(attempt),
        back_to=back_to,
        test_id=test_id,
    )
    keep_attempt(provider, new, request_id=request_id)
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
    """Sign in whoever the provider names, as the member that their groups make them.

    Of a test only its result is written; nobody signs in.
    """
    provider = _openid(organization_id, provider_id, is_test=True)
    kept = take_attempt(
        provider,
        answer.get("state", ""),
        browser_hash=hash_token(browser),
        request_id=request_id,
    )
    if kept is None or kept.test_id is None:
        get_provider_to_sign_in(organization_id, provider_id)
    if kept is None:
        raise SsoOver
    attempt = codec.decode(kept.secret, Attempt)
    try:
        found = code_flow.finish(client_of(provider), attempt, answer)
    except OpenIdRefused as refused:
        test_sign_ins.refuse(
            provider,
            refused.reason,
            refused.detail,
            test_id=kept.test_id,
            request_id=request_id,
            client=client,
        )
    person = _person_of(provider, found)
    if kept.test_id is not None:
        test_sign_ins.finish_test(provider, person, kept.test_id)
        return FinishedSso(back_to="", test_id=kept.test_id)
    return sign_in_person(
        provider,
        person,
        back_to=kept.back_to,
        client=client,
        locale=locale,
        request_id=request_id,
    )


def logout_address(ended: SsoSession) -> str:
    """Where a browser signs out at the provider too (RP-Initiated Logout); empty where nowhere."""
    provider = ended.provider
    try:
        return code_flow.logout_url(
            client_of(provider),
            id_token=ended.hint.decode(),
            back_to=signed_out_uri(provider),
            state="",
        )
    except OpenIdRefused:
        return ""


def end_logins_of_notice(
    organization_id: UUID, provider_id: UUID, token: str, *, request_id: str = ""
) -> None:
    """Back-channel logout: end every login of whom the provider's token names, at once.

    SsoRefused for a token that is not genuine or came before; one that names nobody is no fault.
    """
    provider = _openid(organization_id, provider_id)
    ctx = system_in(organization_id, JOB, request_id=request_id)
    client = client_of(provider)
    try:
        notice = read_logout_token(client, metadata_of(client), token)
    except OpenIdRefused as refused:
        sign_in_log.refuse_sign_in(provider, refused.reason, refused.detail, request_id=request_id)
    with transaction(ctx) as tx:
        until = tx.now + NOTICE_LIFETIME
        is_first = queries.note_token(tx, provider_id, token_id=notice.token_id, expires_at=until)
        if notice.subject:
            known = queries.find_person(tx, provider_id, notice.subject)
        else:
            known = queries.find_person_of_session(tx, provider_id, notice.session_id)
    if not is_first:
        sign_in_log.refuse_sign_in(provider, "logout-token-repeated", request_id=request_id)
    if known is not None:
        sessions.end_logins(provider, known.user_id, request_id=request_id)


def _openid(organization_id: UUID, provider_id: UUID, *, is_test: bool = False) -> StoredProvider:
    provider = get_provider_to_sign_in(organization_id, provider_id, is_test=is_test)
    if provider.kind != ProviderKind.OIDC:
        raise IdentityProviderNotFound
    return provider


def _person_of(provider: StoredProvider, found: Identity) -> SsoPerson:
    """Whom a provider's answer names, in the words of all protocols."""
    hint = found.id_token if len(found.id_token) <= LONGEST_HINT else ""
    return SsoPerson(
        subject=found.subject,
        email=found.email,
        is_email_denied=found.claims.get("email_verified", True) is not True,
        name=" ".join(found.name.split())[:120],
        groups=rules.groups_in(found.claims, provider.group_claim),
        session_id=found.session_id,
        hint=hint.encode(),
        said=found.claims,
    )
