"""The authorization code flow with PKCE: where to send a browser, and what comes back."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from authlib.oauth2.auth import ClientAuth  # type: ignore[import-untyped]
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]

from turnout.kernel import runtime
from turnout.kernel.outbound.addresses import AddressRefused
from turnout.kernel.outbound.outbound_http import HttpResponse, NoAnswer, send_request
from turnout.openid.errors import OpenIdRefused
from turnout.openid.id_tokens import read_id_token
from turnout.openid.metadata import LONGEST, SECONDS, metadata_of, read_object
from turnout.openid.types import Attempt, Client, Identity, Metadata

SECRET_BYTES: Final = 32
LONGEST_CODE: Final = 4096
LONGEST_STATE: Final = 200
PARAMETERS: Final = ("state", "code", "error", "iss")
"""What of a provider's answer is read; each may stand there once."""
AUTH_METHODS: Final = ("client_secret_basic", "client_secret_post")
FORM: Final = "application/x-www-form-urlencoded"


def new_attempt() -> Attempt:
    return Attempt(
        state=secrets.token_urlsafe(SECRET_BYTES),
        nonce=secrets.token_urlsafe(SECRET_BYTES),
        verifier=secrets.token_urlsafe(SECRET_BYTES + 16),
    )


def authorization_url(client: Client, attempt: Attempt, **options: str) -> str:
    """Where a browser signs in: the provider's own page; `options` such as `login_hint`."""
    metadata = metadata_of(client)
    url: str = prepare_grant_uri(
        metadata.authorization_endpoint,
        client.client_id,
        "code",
        client.redirect_uri,
        " ".join(client.scopes),
        attempt.state,
        nonce=attempt.nonce,
        code_challenge=create_s256_code_challenge(attempt.verifier),
        code_challenge_method="S256",
        **options,
    )
    return url


def read_answer(parameters: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The parameters of a provider's answer, each at most once; nothing is believed yet."""
    for name in PARAMETERS:
        if len(parameters.get(name, ())) > 1:
            raise OpenIdRefused("answer-malformed", f"{name} stands there twice")
    answer = {name: parameters[name][0] for name in PARAMETERS if parameters.get(name)}
    if len(answer.get("state", "")) > LONGEST_STATE:
        raise OpenIdRefused("answer-malformed", "state is too long")
    return answer


def finish(client: Client, attempt: Attempt, answer: Mapping[str, str]) -> Identity:
    """Exchange the code that came back and check the ID token; the attempt is used up by then."""
    metadata = metadata_of(client)
    _require_issuer(client, metadata, answer)
    if "error" in answer:
        raise OpenIdRefused("provider-refused", answer["error"][:100])
    code = answer.get("code", "")
    if not code or len(code) > LONGEST_CODE or not code.isascii():
        raise OpenIdRefused("answer-malformed", "there is no code")
    tokens = _exchanged(client, metadata, code=code, verifier=attempt.verifier)
    return read_id_token(
        client,
        metadata,
        tokens["id_token"],
        nonce=attempt.nonce,
        access_token=tokens.get("access_token", ""),
    )


def logout_url(client: Client, *, id_token: str, back_to: str, state: str) -> str:
    """Where a browser signs out at the provider as well; empty where it offers no such page."""
    endpoint = metadata_of(client).end_session_endpoint
    if not endpoint:
        return ""
    asked = {"post_logout_redirect_uri": back_to, "client_id": client.client_id, "state": state}
    if id_token:
        asked["id_token_hint"] = id_token
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"


def _require_issuer(client: Client, metadata: Metadata, answer: Mapping[str, str]) -> None:
    """RFC 9207: an answer that names another provider was meant for another attempt."""
    said = answer.get("iss")
    if said is None and not metadata.says_issuer:
        return
    if "{" in client.issuer and said is not None:
        head, _, tail = client.issuer.partition("{tenantid}")
        is_ours = said.startswith(head) and said.endswith(tail)
    else:
        is_ours = said == client.issuer
    if not is_ours:
        raise OpenIdRefused("answer-wrong-issuer", f"it says {str(said)[:200]}")


def _exchanged(client: Client, metadata: Metadata, *, code: str, verifier: str) -> dict[str, str]:
    method = next((each for each in AUTH_METHODS if each in metadata.auth_methods), AUTH_METHODS[0])
    asked = {"redirect_uri": client.redirect_uri, "code": code, "code_verifier": verifier}
    body = prepare_token_request("authorization_code", "", **asked)
    headers = {"Accept": "application/json", "Content-Type": FORM}
    if client.client_secret:
        auth = ClientAuth(client.client_id, client.client_secret, method)
        _, headers, body = auth.prepare("POST", metadata.token_endpoint, headers, body)
    else:
        body = f"{body}&{urlencode({'client_id': client.client_id})}"
    return _read_tokens(_sent(metadata.token_endpoint, body, headers))


def _sent(url: str, body: str, headers: Mapping[str, str]) -> HttpResponse:
    try:
        return send_request(
            "POST",
            url,
            rules=runtime.current().rules,
            purpose="openid",
            content=body.encode(),
            headers=headers,
            total_seconds=SECONDS,
            answer_bytes=LONGEST,
        )
    except (AddressRefused, NoAnswer) as error:
        raise OpenIdRefused("token-endpoint-unreachable", str(error)) from error


def _read_tokens(answer: HttpResponse) -> dict[str, str]:
    if answer.status != 200:  # noqa: PLR2004
        said = ""
        if answer.status < 500:  # noqa: PLR2004  an OAuth refusal names itself
            read: dict[str, Any] = read_object(answer.body, "token-endpoint-refused")
            said = str(read.get("error"))[:100]
        raise OpenIdRefused("token-endpoint-refused", f"HTTP {answer.status} {said}".strip())
    if answer.truncated:
        raise OpenIdRefused("token-answer-malformed", "the answer is longer than 256 kB")
    read = read_object(answer.body, "token-answer-malformed")
    if str(read.get("token_type", "")).lower() != "bearer":
        raise OpenIdRefused("token-answer-malformed", "token_type is not Bearer")
    if not isinstance(read.get("id_token"), str):
        raise OpenIdRefused("id-token-missing", "ask the provider for the scope openid")
    access = read.get("access_token")
    return {"id_token": read["id_token"], "access_token": access if isinstance(access, str) else ""}
