"""Access tokens: JWT, RS256, fifteen minutes."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import jwt

from turnout.kernel import clock, runtime
from turnout.kernel.ids import new_id
from turnout.modules.identity.errors import TokenNotGenuine
from turnout.modules.signing_keys import api as signing_keys

TYPE: Final = "at+jwt"
AUDIENCE: Final = "turnout-api"
LONGEST_TOKEN: Final = 4096
HEADER: Final = {"alg", "kid", "typ"}
"""Nothing else may stand in the header: no `jku`, `jwk`, `x5u` or `crit` is ever looked at."""
SKEW: Final = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Claims:
    user_id: UUID
    login_id: UUID


@dataclass(frozen=True, slots=True)
class _Verified:
    kid: str
    claims: Claims
    times: dict[str, Any]


TIMES: Final = ("iat", "exp", "nbf")
MOST_VERIFIED: Final = 2000
_verified: dict[str, _Verified] = {}
"""Tokens whose signature this process has checked. Time, key and login are checked each time."""


def mint(user_id: UUID, login_id: UUID) -> str:
    """A signed access token of one login."""
    kid, key = signing_keys.signing_key()
    now = int(clock.now().timestamp())
    claims = {
        "iss": issuer(),
        "aud": AUDIENCE,
        "sub": str(user_id),
        "sid": str(login_id),
        "jti": new_id().hex,
        "iat": now,
        "exp": now + runtime.current().settings.access_token_seconds,
    }
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": kid, "typ": TYPE})


def verify(token: str) -> Claims:
    """What a token of ours says, or TokenNotGenuine: one refusal for every fault.

    Size, header and key id are judged before anything is decoded; the algorithm is fixed. Time
    is judged by our own clock.
    """
    if len(token) > LONGEST_TOKEN or not token.isascii():
        raise TokenNotGenuine
    proven = _verified.get(token)
    if proven is not None and signing_keys.verifying_key(proven.kid) is not None:
        _check_times(proven.times)
        return proven.claims
    try:
        kid = _kid(jwt.get_unverified_header(token))
        key = signing_keys.verifying_key(kid)
        if key is None:
            raise TokenNotGenuine
        claims = jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            audience=AUDIENCE,
            issuer=issuer(),
            options={
                "require": ["iss", "aud", "sub", "sid", "iat", "exp"],
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
        _check_times(claims)
        said = Claims(UUID(claims["sub"]), UUID(claims["sid"]))
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError):
        raise TokenNotGenuine from None
    if len(_verified) >= MOST_VERIFIED:
        _verified.clear()
    times = {name: said_at for name, said_at in claims.items() if name in TIMES}
    _verified[token] = _Verified(kid=kid, claims=said, times=times)
    return said


def issuer() -> str:
    return runtime.current().settings.public_url


def _kid(header: dict[str, Any]) -> str:
    if set(header) != HEADER or header["typ"] != TYPE or header["alg"] != "RS256":
        raise TokenNotGenuine
    kid = header["kid"]
    if not isinstance(kid, str):
        raise TokenNotGenuine
    return kid


def _check_times(claims: dict[str, Any]) -> None:
    """Refuse what is not valid yet, not any more, or for longer than a token of ours ever is."""
    now, issued_at, expires_at = clock.now().timestamp(), claims["iat"], claims["exp"]
    starts_at = claims.get("nbf", issued_at)
    if not all(type(each) is int for each in (issued_at, expires_at, starts_at)):
        raise TokenNotGenuine
    if not max(issued_at, starts_at) - SKEW.total_seconds() <= now < expires_at:
        raise TokenNotGenuine
    if expires_at - issued_at > runtime.current().settings.access_token_seconds:
        raise TokenNotGenuine
