"""Signing in by SAML: the request, the response at its address, and the browser that comes back.

A response comes from another site by a form, so the browser sends no cookie of ours with it. What
it proves is kept sealed; the browser is led to an address of ours, and there its cookie must be
the one of the browser that began.
"""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel import clock, codec
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.security.crypto import hash_token
from turnout.modules.identity import api as identity
from turnout.modules.saml import rules
from turnout.modules.saml.metrics import RESPONSES
from turnout.modules.saml.service.parties import Parties, parties_of
from turnout.modules.saml.types import Consumed
from turnout.modules.sso import api as sso
from turnout.saml import messages
from turnout.saml.errors import SamlRefused
from turnout.saml.responses import read_response
from turnout.saml.types import Assertion
from turnout.saml.xml import written

JOB: Final = "saml.sign-in"
PROVED: Final = "proved:"
LONGEST_STATE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Came:
    """A response that came, and which of our requests it says to answer."""

    parties: Parties
    root: Any
    attempt: sso.OpenAttempt | None


def begin_sign_in(
    organization_id: UUID,
    provider_id: UUID,
    *,
    browser: str,
    back_to: str,
    test_id: UUID | None = None,
    request_id: str = "",
) -> str:
    """Where to send the browser; the attempt is bound to `browser`, the secret of its cookie."""
    parties = find_parties(organization_id, provider_id, is_test=test_id is not None)
    if not parties.connection.sso_url:
        reason = "metadata-no-sign-in-address"
        sso.refuse(parties.stored, reason, test_id=test_id, request_id=request_id)
    asked = messages.new_id()
    new = sso.NewAttempt(
        state=asked,
        browser_hash=hash_token(browser),
        secret=b"",
        back_to=back_to,
        test_id=test_id,
    )
    sso.keep_attempt(parties.stored, new, request_id=request_id)
    return messages.authn_request(
        parties.provider, parties.service, request_id=asked, now=clock.now()
    )


def consume_response(
    organization_id: UUID,
    provider_id: UUID,
    form: Mapping[str, list[str]],
    *,
    unasked_back_to: str,
    client: identity.Client,
    request_id: str = "",
) -> Consumed:
    """Check a response and keep what it proves for the browser that asked for it.

    Where the provider began, and may, any browser that brings it is as good. SsoRefused is written
    to the log with its reason, or to the test sign-in that it belongs to.
    """
    started = perf_counter()
    came = _read(organization_id, provider_id, form, client=client, request_id=request_id)
    attempt, stored = came.attempt, came.parties.stored
    try:
        assertion = read_response(
            came.root,
            came.parties.provider,
            came.parties.service,
            now=clock.now(),
            is_encryption_needed=came.parties.connection.is_encryption_needed,
        )
        person = rules.person_of(
            assertion,
            came.parties.connection,
            group_claim=stored.group_claim,
            hint=_hint(assertion),
        )
        _use_up(came, assertion, request_id=request_id)
    except (SamlRefused, sso.SsoRefused) as refused:
        sso.refuse(
            stored,
            refused.reason,
            refused.detail,
            test_id=attempt.test_id if attempt else None,
            document=written(came.root).decode()[: rules.LONGEST_SHOWN] if attempt else "",
            request_id=request_id,
            client=client,
        )
    kept = _keep_proved(came, person, unasked_back_to=unasked_back_to, request_id=request_id)
    RESPONSES.observe(perf_counter() - started)
    return kept


def finish_sign_in(
    organization_id: UUID,
    provider_id: UUID,
    state: str,
    *,
    browser: str,
    client: identity.Client,
    locale: str = "en",
    request_id: str = "",
) -> sso.FinishedSso:
    """Sign in whom the response named, in the browser that began; SsoOver in any other.

    Of a test only its result is written; nobody signs in.
    """
    stored = find_parties(organization_id, provider_id, is_test=True).stored
    taken = sso.take_attempt(
        stored,
        PROVED + state[:LONGEST_STATE],
        browser_hash=hash_token(browser),
        request_id=request_id,
    )
    if taken is None:
        raise sso.SsoOver
    person = codec.decode(taken.secret, sso.SsoPerson)
    if taken.test_id is not None:
        sso.finish_test(stored, person, taken.test_id)
        return sso.FinishedSso(back_to="", test_id=taken.test_id)
    sso.get_provider_to_sign_in(organization_id, provider_id)
    return sso.sign_in_person(
        stored,
        person,
        back_to=taken.back_to,
        client=client,
        locale=locale,
        request_id=request_id,
    )


def find_parties(organization_id: UUID, provider_id: UUID, *, is_test: bool = False) -> Parties:
    """Both sides, or not found where the provider is off, or speaks another protocol."""
    stored = sso.get_provider_to_sign_in(organization_id, provider_id, is_test=is_test)
    if stored.kind != sso.ProviderKind.SAML:
        raise sso.IdentityProviderNotFound
    with transaction(system_in(organization_id, JOB)) as tx:
        return parties_of(tx, stored)


def _read(
    organization_id: UUID,
    provider_id: UUID,
    form: Mapping[str, list[str]],
    *,
    client: identity.Client,
    request_id: str,
) -> _Came:
    """The response, not believed yet. A draft takes those of test sign-ins only."""
    parties = find_parties(organization_id, provider_id, is_test=True)
    try:
        root = messages.read_post(messages.form_value(form, "SAMLResponse"))
    except SamlRefused as refused:
        sso.get_provider_to_sign_in(organization_id, provider_id)
        sso.refuse_sign_in(
            parties.stored,
            refused.reason,
            refused.detail,
            request_id=request_id,
            client=client,
        )
    answers = str(root.get("InResponseTo") or "")[:LONGEST_STATE]
    attempt = sso.find_attempt(parties.stored, answers) if answers else None
    if attempt is None or attempt.test_id is None:
        sso.get_provider_to_sign_in(organization_id, provider_id)
    return _Came(parties=parties, root=root, attempt=attempt)


def _use_up(came: _Came, assertion: Assertion, *, request_id: str) -> None:
    """An assertion counts once, and a request is answered once."""
    stored = came.parties.stored
    if not sso.is_first(
        stored, f"assertion:{assertion.id}", until=assertion.lapses_at, request_id=request_id
    ):
        raise SamlRefused("saml-replayed", "this assertion came before")
    if not assertion.in_response_to:
        if not came.parties.connection.is_idp_initiated_allowed:
            raise SamlRefused("saml-unasked", "nobody asked for it here")
        return
    taken = came.attempt and sso.take_attempt(
        stored,
        assertion.in_response_to,
        browser_hash=came.attempt.browser_hash,
        request_id=request_id,
    )
    if not taken:
        raise SamlRefused("saml-in-response-to", "no request of ours waits for it")


def _keep_proved(
    came: _Came, person: sso.SsoPerson, *, unasked_back_to: str, request_id: str
) -> Consumed:
    """Seal whom the response named for the browser that asked; where none did, for a new one."""
    attempt = came.attempt
    browser = "" if attempt else secrets.token_urlsafe(32)
    state = secrets.token_urlsafe(32)
    new = sso.NewAttempt(
        state=PROVED + state,
        browser_hash=attempt.browser_hash if attempt else hash_token(browser),
        secret=msgspec.json.encode(asdict(person)),
        back_to=attempt.back_to if attempt else unasked_back_to,
        test_id=attempt.test_id if attempt else None,
    )
    sso.keep_attempt(came.parties.stored, new, request_id=request_id)
    return Consumed(state=state, browser=browser)


def _hint(assertion: Assertion) -> bytes:
    """What the provider is told when the person signs out here."""
    said = {"name_id": asdict(assertion.name_id), "session_index": assertion.session_index}
    return msgspec.json.encode(said)
