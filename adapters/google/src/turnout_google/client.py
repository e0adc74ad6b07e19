"""Google's REST API for passes, with a token of the service account that is kept while it lasts."""

import threading
from datetime import datetime, timedelta
from typing import Any, Final

import jwt

from turnout_google.settings import Settings
from turnout_sdk.adapter import Services
from turnout_sdk.errors import AdapterError, Declined, Misconfigured
from turnout_sdk.http import Answer, Limits, ProviderApi, readable

SCOPE: Final = "https://www.googleapis.com/auth/wallet_object.issuer"
GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
AN_HOUR: Final = timedelta(hours=1)
EARLY: Final = timedelta(minutes=5)
MISSING: Final = "http-404"
CONFLICT: Final = "http-409"
TOKEN_LIMITS: Final = Limits(total_seconds=2.0, attempts=2)
CALL_LIMITS: Final = Limits(total_seconds=3.0, attempts=2)
"""Several calls of one verb share its time."""


class Client:
    """Writes a record whether it is there or not; a lost answer is asked for again."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings, self._services = settings, services
        self._lock = threading.Lock()
        self._api: ProviderApi | None = None
        self._lapses_at = services.now()

    def __repr__(self) -> str:
        return f"Client({self._settings.issuer_id})"

    def write(self, kind: str, record: dict[str, Any]) -> None:
        """Patch a record, or insert one that is not there; either may be repeated."""
        api = self._authorized()
        path = f"walletobjects/v1/{kind}"
        try:
            answer = api.patch(f"{path}/{record['id']}", record)
        except Declined as refused:
            if refused.code != MISSING:
                raise
            answer = self._insert(api, path, record)
        with readable("Google's answer"):
            if answer["id"] != record["id"]:
                raise ValueError("another record")

    def check(self) -> None:
        """Read what the issuer is called: harmless, and refused to whom it is not shared with."""
        self._authorized().get(f"walletobjects/v1/issuer/{self._settings.issuer_id}")

    def _insert(self, api: ProviderApi, path: str, record: dict[str, Any]) -> Any:
        try:
            # The id is ours, so a repetition finds it there and makes no second one.
            return api.post(path, record, once=record["id"])
        except Declined as refused:
            if refused.code != CONFLICT:
                raise
            return api.patch(f"{path}/{record['id']}", record)

    def _authorized(self) -> ProviderApi:
        with self._lock:
            now = self._services.now()
            if self._api is None or now >= self._lapses_at:
                token, self._lapses_at = self._exchange(now)
                self._api = self._opened(token)
            return self._api

    def _opened(self, token: str) -> ProviderApi:
        return ProviderApi(
            self._services.http,
            self._settings.api_base,
            headers={"Authorization": f"Bearer {token}"},
            refusal=_refused,
            limits=CALL_LIMITS,
            sleep=self._services.sleep,
        )

    def _exchange(self, now: datetime) -> tuple[str, datetime]:
        """Prove the service account by its key, and get an access token for it (RFC 7523)."""
        account = self._settings.account
        claims = {
            "iss": account.email,
            "scope": SCOPE,
            "aud": self._settings.token_url,
            "iat": int(now.timestamp()),
            "exp": int((now + AN_HOUR).timestamp()),
        }
        assertion = jwt.encode(
            claims, account.private_key, algorithm="RS256", headers={"kid": account.key_id}
        )
        base, _, path = self._settings.token_url.rpartition("/")
        api = ProviderApi(
            self._services.http, base, refusal=_untrusted, limits=TOKEN_LIMITS,
            sleep=self._services.sleep,
        )  # fmt: skip
        answer = api.post_form(path, {"grant_type": GRANT, "assertion": assertion}, once="")
        with readable("Google's answer"):
            lasts = timedelta(seconds=int(answer["expires_in"]))
            return str(answer["access_token"]), now + max(lasts - EARLY, timedelta())


def _refused(answer: Answer) -> AdapterError:
    return Declined(f"http-{answer.status}", "Google Wallet refused the pass.")


def _untrusted(_: Answer) -> AdapterError:
    return Misconfigured("Google does not know the service account, or its key.")
