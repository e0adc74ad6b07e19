"""Single logout: we tell the provider, or the provider tells us."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from turnout.kernel import clock, codec
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.security.crypto import hash_token
from turnout.modules.saml.service.parties import Parties, parties_of
from turnout.modules.saml.service.sign_in import find_parties
from turnout.modules.saml.types import LogoutAnswer
from turnout.modules.sso import api as sso
from turnout.saml import messages
from turnout.saml.errors import SamlRefused
from turnout.saml.logout import read_logout_request, read_logout_response, verify_posted
from turnout.saml.types import NameId

JOB: Final = "saml.logout"
ASKED: Final = "logout:"
REQUEST: Final = "SAMLRequest"
RESPONSE: Final = "SAMLResponse"
LONGEST_RELAY_STATE: Final = 500


def logout_address(ended: sso.SsoSession, *, browser: str) -> str:
    """Where a browser that signed out here signs out at the provider too; empty where nowhere."""
    with transaction(system_in(ended.provider.organization_id, JOB)) as tx:
        parties = parties_of(tx, ended.provider)
    if not parties.provider.slo_url or not ended.hint:
        return ""
    said: dict[str, Any] = codec.decode(ended.hint)
    asked = messages.new_id()
    new = sso.NewAttempt(
        state=ASKED + asked, browser_hash=hash_token(browser), secret=b"", back_to="/"
    )
    sso.keep_attempt(ended.provider, new)
    return messages.logout_request(
        parties.provider,
        parties.service,
        name_id=NameId(**said["name_id"]),
        session_index=said["session_index"],
        request_id=asked,
        now=clock.now(),
    )


def receive_logout(
    organization_id: UUID,
    provider_id: UUID,
    *,
    query: str,
    form: Mapping[str, list[str]],
    request_id: str = "",
) -> LogoutAnswer:
    """A logout message that a browser brought, by redirect (`query`) or by form.

    A request ends every login of whom it names, at once, and is answered. SsoRefused for what the
    provider did not sign, did not mean for us, or said before; it is written to the log.
    """
    parties = find_parties(organization_id, provider_id)
    try:
        kind, root = _read(parties, query, form)
        if kind == RESPONSE:
            return _received_answer(parties, root)
        return _ended(parties, root, _relay_state(query, form), request_id=request_id)
    except SamlRefused as refused:
        sso.refuse_sign_in(parties.stored, refused.reason, refused.detail, request_id=request_id)


def _read(parties: Parties, query: str, form: Mapping[str, list[str]]) -> tuple[str, Any]:
    """The message, once its signature was verified."""
    now = clock.now()
    if form:
        kind = REQUEST if REQUEST in form else RESPONSE
        root = messages.read_post(messages.form_value(form, kind))
        verify_posted(root, parties.provider, now=now)
        return kind, root
    kind = REQUEST if f"{REQUEST}=" in query else RESPONSE
    return kind, messages.read_redirect(query, kind, parties.provider, now=now)


def _ended(parties: Parties, root: Any, relay_state: str, *, request_id: str) -> LogoutAnswer:
    asked = read_logout_request(root, parties.provider, parties.service, now=clock.now())
    if not sso.is_first(
        parties.stored, f"logout:{asked.id}", until=asked.lapses_at, request_id=request_id
    ):
        raise SamlRefused("saml-replayed", "this request came before")
    sso.end_logins_of_subject(parties.stored, asked.name_id.value, request_id=request_id)
    if not parties.provider.slo_url:
        return LogoutAnswer()
    url = messages.logout_response(
        parties.provider,
        parties.service,
        in_response_to=asked.id,
        is_success=True,
        now=clock.now(),
        relay_state=relay_state,
    )
    return LogoutAnswer(url=url)


def _received_answer(parties: Parties, root: Any) -> LogoutAnswer:
    said = read_logout_response(root, parties.provider, parties.service, now=clock.now())
    waiting = sso.find_attempt(parties.stored, ASKED + said.in_response_to)
    if waiting is None or not sso.take_attempt(
        parties.stored, ASKED + said.in_response_to, browser_hash=waiting.browser_hash
    ):
        raise SamlRefused("saml-in-response-to", "no request of ours waits for it")
    return LogoutAnswer(is_complete=said.is_success)


def _relay_state(query: str, form: Mapping[str, list[str]]) -> str:
    """What the provider wants back with our answer; eighty bytes are all that it may send."""
    if form:
        return next(iter(form.get("RelayState", [])), "")[:LONGEST_RELAY_STATE]
    return messages.query_value(query, "RelayState")[:LONGEST_RELAY_STATE]
