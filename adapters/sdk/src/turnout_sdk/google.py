"""Service accounts at Google: their key files, and the access tokens that they get (RFC 7523).

Needs the extra `turnout-sdk[google]`; nothing else imports this module.
"""

import json
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from turnout_sdk.adapter import Services
from turnout_sdk.errors import AdapterError, Misconfigured
from turnout_sdk.http import Answer, Limits, ProviderApi, readable
from turnout_sdk.private_keys import load_private_key

TOKENS: Final = "https://oauth2.googleapis.com/token"
"""Where tokens are exchanged: never where a key file says, but where Google does."""
GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
AN_HOUR: Final = timedelta(hours=1)
EARLY: Final = timedelta(minutes=5)
TOKEN_LIMITS: Final = Limits(total_seconds=2.0, attempts=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccount:
    """The parts of a service account's key file that are needed."""

    email: str
    key_id: str
    private_key: str = field(repr=False)
    project_id: str = ""

    def signing_key(self) -> RSAPrivateKey:
        """The key, ready to sign; ValueError for what is none, TypeError for another kind."""
        key = load_private_key(self.private_key.encode())
        if not isinstance(key, RSAPrivateKey):
            raise TypeError("the key of a service account is RSA")
        return key


def read_account(text: str) -> ServiceAccount:
    """Read a key file; ValueError without a word of it."""
    try:
        content = json.loads(text)
        found = ServiceAccount(
            email=content["client_email"],
            key_id=content["private_key_id"],
            private_key=content["private_key"],
            project_id=str(content.get("project_id", "")),
        )
        found.signing_key()
        is_right = content["type"] == "service_account"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        is_right = False
    if not is_right:
        raise ValueError("this is no key file of a service account")
    return found


class AccessTokens:
    """Access tokens of a service account for one scope, each kept until it ends, less five minutes.

    Threads share one; `forget` has the next call exchange another, for a token that was refused.
    """

    def __init__(
        self, account: ServiceAccount, services: Services, *, scope: str, url: str = TOKENS
    ) -> None:
        self._account, self._services = account, services
        self._scope, self._url = scope, url
        self._lock = threading.Lock()
        self._token = ""
        self._lapses_at = services.now()

    def __repr__(self) -> str:
        return f"AccessTokens({self._account.email})"

    def current(self) -> str:
        """The token that is good now; Misconfigured where Google knows no such account or key."""
        with self._lock:
            now = self._services.now()
            if not self._token or now >= self._lapses_at:
                self._token, self._lapses_at = self._exchange(now)
            return self._token

    def forget(self, token: str) -> None:
        """Take a token for over; one that was exchanged meanwhile stays."""
        with self._lock:
            if self._token == token:
                self._token = ""

    def _exchange(self, now: datetime) -> tuple[str, datetime]:
        claims: dict[str, Any] = {
            "iss": self._account.email,
            "scope": self._scope,
            "aud": self._url,
            "iat": int(now.timestamp()),
            "exp": int((now + AN_HOUR).timestamp()),
        }
        assertion = jwt.encode(
            claims,
            self._account.signing_key(),
            algorithm="RS256",
            headers={"kid": self._account.key_id},
        )
        base, _, path = self._url.rpartition("/")
        api = ProviderApi(
            self._services.http,
            base,
            refusal=_untrusted,
            limits=TOKEN_LIMITS,
            sleep=self._services.sleep,
        )
        answer = api.post_form(path, {"grant_type": GRANT, "assertion": assertion}, once="")
        with readable("Google's answer"):
            lasts = timedelta(seconds=int(answer["expires_in"]))
            return str(answer["access_token"]), now + max(lasts - EARLY, timedelta())


def _untrusted(_: Answer) -> AdapterError:
    return Misconfigured("Google does not know the service account, or its key.")
