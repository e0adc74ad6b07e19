"""Google's REST API for passes, with a token of the service account that is kept while it lasts."""

from typing import Any, Final

from turnout_google.settings import Settings
from turnout_sdk.adapter import Services
from turnout_sdk.errors import AdapterError, Declined
from turnout_sdk.google import AccessTokens
from turnout_sdk.http import Answer, Limits, ProviderApi, readable

SCOPE: Final = "https://www.googleapis.com/auth/wallet_object.issuer"
MISSING: Final = "http-404"
CONFLICT: Final = "http-409"
CALL_LIMITS: Final = Limits(total_seconds=3.0, attempts=2)
"""Several calls of one verb share its time."""


class Client:
    """Writes a record whether it is there or not; a lost answer is asked for again."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings, self._services = settings, services
        self._tokens = AccessTokens(settings.account, services, scope=SCOPE, url=settings.token_url)

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
        return ProviderApi(
            self._services.http,
            self._settings.api_base,
            headers={"Authorization": f"Bearer {self._tokens.current()}"},
            refusal=_refused,
            limits=CALL_LIMITS,
            sleep=self._services.sleep,
        )


def _refused(answer: Answer) -> AdapterError:
    return Declined(f"http-{answer.status}", "Google Wallet refused the pass.")
