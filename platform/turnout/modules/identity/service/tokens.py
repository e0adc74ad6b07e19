"""Access tokens: JWT, RS256, fifteen minutes, checked against our own keys and nothing else."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import jwt

from turnout.kernel import clock, runtime
from turnout.kernel.ids import new_id
from turnout.modules.identity import rules
from turnout.modules.identity.errors import TokenNotGenuine
from turnout.modules.identity.service.signing_keys import signing_key, verifying_key

TYPE: Final = "at+jwt"
AUDIENCE: Final = "turnout-api"
LONGEST: Final = 4096
HEADER: Final = {"alg", "kid", "typ"}
"""Nothing else may stand in the header: no `jku`, `jwk`, `x5u` or `crit` is ever looked at."""
SKEW: Final = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Claims:
    user_id: UUID
    login_id: UUID


@dataclass(frozen=True, slots=True)
class _Proven:
    kid: str
    claims: Claims
    times: dict[str, Any]


MOST_PROVEN: Final = 2000
_proven: dict[str, _Proven] = {}
"""Tokens whose signature this process has checked. Time, key and login are checked each time."""


def mint(user_id: UUID, login_id: UUID) -> str:
    """A signed access token of one login."""
    kid, key = signing_key()
    now = int(clock.now().timestamp())
    claims = {
        "iss": issuer(),
        "aud": AUDIENCE,
        "sub": str(user_id),
        "sid": str(login_id),
        "jti": new_id().hex,
        "iat": now,
        "exp": now + rules.ACCESS_SECONDS,
    }
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": kid, "typ": TYPE})


def read(token: str) -> Claims:
    """What a token of ours says, or TokenNotGenuine: one refusal for every fault.

    Size, header and key id are judged before anything is decoded; the algorithm is fixed. Time
    is judged by our own clock.
    """
    if len(token) > LONGEST or not token.isascii():
        raise TokenNotGenuine
    proven = _proven.get(token)
    if proven is not None and verifying_key(proven.kid) is not None:
        _check_times(proven.times)
        return proven.claims
    try:
        kid = _kid(jwt.get_unverified_header(token))
        key = verifying_key(kid)
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
    if len(_proven) >= MOST_PROVEN:
        _proven.clear()
    times = {"iat": claims["iat"], "exp": claims["exp"]}
    _proven[token] = _Proven(kid=kid, claims=said, times=times)
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
    now, issued_at, expires_at = clock.now().timestamp(), claims["iat"], claims["exp"]
    if type(issued_at) is not int or type(expires_at) is not int:
        raise TokenNotGenuine
    if not issued_at - SKEW.total_seconds() <= now < expires_at:
        raise TokenNotGenuine
