"""ID tokens and logout tokens: signature, then every claim; the library's checks and ours."""

import binascii
import json
import re
from base64 import urlsafe_b64decode
from typing import Any, Final

from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from turnout.kernel import clock
from turnout.kernel.security.crypto import constant_time_equal
from turnout.openid.errors import OpenIdRefused
from turnout.openid.metadata import keys_of
from turnout.openid.types import Client, Identity, LogoutNotice, Metadata

LONGEST_TOKEN: Final = 32 * 1024
LONGEST_SUBJECT: Final = 255
SKEW_SECONDS: Final = 120
OLDEST_SECONDS: Final = 3600
NEVER_IN_HEADER: Final = frozenset({"jku", "jwk", "x5u", "crit", "b64"})
"""They would say which key to trust; ours comes from the provider's own address."""
TENANT: Final = "{tenantid}"
TENANT_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
FAULTS: Final = {
    "iss": "id-token-issuer",
    "aud": "id-token-audience",
    "azp": "id-token-authorized-party",
    "exp": "id-token-time",
    "iat": "id-token-time",
    "nbf": "id-token-time",
    "nonce": "id-token-nonce",
    "sub": "id-token-subject",
    "at_hash": "id-token-access-token",
}


def read_id_token(
    client: Client, metadata: Metadata, token: str, *, nonce: str, access_token: str
) -> Identity:
    """Who the token names; OpenIdRefused for the first thing that is wrong with it."""
    header, claims = _verified(metadata, token)
    _require_parties(client, claims)
    _require_times(claims)
    said = claims.get("nonce")
    if not isinstance(said, str) or not constant_time_equal(said, nonce):
        raise OpenIdRefused("id-token-nonce", "the nonce is not the one that we sent")
    library = CodeIDToken(
        claims,
        header,
        options={"iss": {"essential": True, "value": issuer_for(client.issuer, claims)}},
        params={"nonce": nonce, "client_id": client.client_id, "access_token": access_token},
    )
    try:
        library.validate(now=int(clock.now().timestamp()), leeway=SKEW_SECONDS)
    except JoseError as error:
        claim = getattr(error, "claim", "") or ""
        raise OpenIdRefused(FAULTS.get(claim, "id-token-malformed"), claim) from None
    return _identity(claims, token)


def read_logout_token(client: Client, metadata: Metadata, token: str) -> LogoutNotice:
    """Whose session ended at the provider; a token of another kind is refused."""
    _, claims = _verified(metadata, token)
    _require_parties(client, claims, with_subject=False)
    _require_times(claims)
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        raise OpenIdRefused("logout-token-malformed", "it tells of no logout")
    if "nonce" in claims:
        raise OpenIdRefused("logout-token-malformed", "it has a nonce, as ID tokens have")
    subject, session, token_id = (claims.get(name) or "" for name in ("sub", "sid", "jti"))
    texts = (subject, session, token_id)
    if not all(isinstance(each, str) and len(each) <= LONGEST_SUBJECT for each in texts):
        raise OpenIdRefused("logout-token-malformed", "sub, sid or jti is no text")
    if not token_id or not (subject or session):
        raise OpenIdRefused("logout-token-malformed", "it names neither a subject nor a session")
    return LogoutNotice(subject=subject, session_id=session, token_id=token_id)


def issuer_for(issuer: str, claims: dict[str, Any]) -> str:
    """The issuer that these claims must name; of a provider with many tenants, that tenant's."""
    if TENANT not in issuer:
        return issuer
    tenant = claims.get("tid")
    if not isinstance(tenant, str) or not TENANT_ID.fullmatch(tenant):
        raise OpenIdRefused("id-token-issuer", "the claim tid names no tenant")
    return issuer.replace(TENANT, tenant)


def _verified(metadata: Metadata, token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims of a token that a key of the provider's signed."""
    header = _header(token)
    algorithm = header.get("alg")
    if algorithm not in metadata.algorithms:
        raise OpenIdRefused("id-token-algorithm", f"it is signed by {str(algorithm)[:20]}")
    if NEVER_IN_HEADER & set(header):
        raise OpenIdRefused("id-token-header", "its header wants to say which key to trust")
    key = _key(metadata, header)
    try:
        signed = jws.deserialize_compact(token, key, algorithms=[str(algorithm)])
        claims = json.loads(signed.payload)
    except (JoseError, TypeError):
        raise OpenIdRefused("id-token-signature", "no key of the provider signed it") from None
    except (ValueError, RecursionError):
        raise OpenIdRefused("id-token-malformed", "its claims are not JSON") from None
    if not isinstance(claims, dict):
        raise OpenIdRefused("id-token-malformed", "its claims are not a JSON object")
    return header, claims


def _header(token: str) -> dict[str, Any]:
    if len(token) > LONGEST_TOKEN or not token.isascii() or token.count(".") != 2:  # noqa: PLR2004
        raise OpenIdRefused("id-token-malformed", "it is not a signed token, or too long")
    first = token.partition(".")[0]
    try:
        read = json.loads(urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        raise OpenIdRefused("id-token-malformed", "its header cannot be read") from None
    if not isinstance(read, dict):
        raise OpenIdRefused("id-token-malformed", "its header is not a JSON object")
    return read


def _key(metadata: Metadata, header: dict[str, Any]) -> Any:
    """The key that the header names; keys are fetched once more when it is not there."""
    kid = header.get("kid")
    if kid is not None and not isinstance(kid, str):
        raise OpenIdRefused("id-token-header", "the name of its key is no text")
    found = _named(keys_of(metadata), kid) or _named(keys_of(metadata, missing=True), kid)
    if found is None:
        raise OpenIdRefused("id-token-key", "the provider has no such key")
    return found


def _named(keys: KeySet, kid: str | None) -> Any | None:
    """A token without a name of a key is taken where there is one key only."""
    if kid is None:
        return keys.keys[0] if len(keys.keys) == 1 else None
    return next((key for key in keys.keys if key.kid == kid), None)


def _require_parties(client: Client, claims: dict[str, Any], *, with_subject: bool = True) -> None:
    if claims.get("iss") != issuer_for(client.issuer, claims):
        raise OpenIdRefused("id-token-issuer", f"it says {str(claims.get('iss'))[:200]}")
    audience = claims.get("aud")
    listed = audience if isinstance(audience, list) else [audience]
    if not all(isinstance(each, str) for each in listed) or client.client_id not in listed:
        raise OpenIdRefused("id-token-audience", f"it is for {str(audience)[:200]}")
    party = claims.get("azp")
    if (len(listed) > 1 or party is not None) and party != client.client_id:
        raise OpenIdRefused("id-token-authorized-party", f"azp is {str(party)[:200]}")
    subject = claims.get("sub")
    if not with_subject:
        return
    is_text = isinstance(subject, str) and subject.isprintable() and subject == subject.strip()
    if not is_text or not 1 <= len(str(subject)) <= LONGEST_SUBJECT:
        raise OpenIdRefused("id-token-subject", "sub is empty, too long or no text")


def _require_times(claims: dict[str, Any]) -> None:
    now = clock.now().timestamp()
    expires_at, issued_at = claims.get("exp"), claims.get("iat")
    starts_at = claims.get("nbf", issued_at)
    if not all(type(each) in (int, float) for each in (expires_at, issued_at, starts_at)):
        raise OpenIdRefused("id-token-time", "exp, iat or nbf is no number")
    if not now - SKEW_SECONDS < float(expires_at):  # type: ignore[arg-type]  # told just above
        raise OpenIdRefused("id-token-time", "it has expired")
    if float(starts_at) > now + SKEW_SECONDS or float(issued_at) > now + SKEW_SECONDS:  # type: ignore[arg-type]
        raise OpenIdRefused("id-token-time", "it is not valid yet; compare the clocks")
    if float(issued_at) < now - OLDEST_SECONDS:  # type: ignore[arg-type]
        raise OpenIdRefused("id-token-time", "it was issued more than an hour ago")


def _identity(claims: dict[str, Any], token: str) -> Identity:
    email, name, session = (claims.get(each) for each in ("email", "name", "sid"))
    return Identity(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        email=email if isinstance(email, str) else "",
        is_email_verified=claims.get("email_verified") is True,
        name=name if isinstance(name, str) else "",
        claims=claims,
        id_token=token,
        session_id=session if isinstance(session, str) else "",
    )
