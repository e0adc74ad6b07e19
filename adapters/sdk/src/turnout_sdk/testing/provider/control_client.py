"""The other customers of a fake, for the conformance kit and for demos: buyers, banks, owners.

The verbs are those of `turnout_sdk.fakes`; what differs is written by each fake.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from turnout_sdk.testing.local_http import local_client

_TIMEOUT_SECONDS = 10


class ControlClient(ABC):
    """Acts on one account over HTTP."""

    def __init__(self, base_url: str, account: str) -> None:
        self.base_url, self.account = base_url, account

    @abstractmethod
    def act(self, provider_ref: str, outcome: str) -> None:
        """Let something happen to a payment: `pay`, `later`, `challenge`, `dispute` and more."""

    settings_of: Callable[[str, str], Mapping[str, object]]
    """The adapter's settings by the fake's address and an account."""

    def settings(self) -> Mapping[str, object]:
        """Return the adapter's settings for this account."""
        return type(self).settings_of(self.base_url, self.account)

    @property
    @abstractmethod
    def credentials(self) -> Mapping[str, Any]:
        """Say who asks: `headers` or `auth` of each request."""

    def pay(self, provider_ref: str) -> None:
        self.act(provider_ref, "pay")

    def delay(self, provider_ref: str) -> None:
        self.act(provider_ref, "later")

    def challenge(self, provider_ref: str) -> None:
        self.act(provider_ref, "challenge")

    def dispute(self, provider_ref: str) -> None:
        self.act(provider_ref, "dispute")

    def close_dispute(self, provider_ref: str, *, won: bool) -> None:
        self.act(provider_ref, "dispute_won" if won else "dispute_lost")

    def rotated(self, secret: str) -> tuple[Mapping[str, object], str]:
        """Return settings that accept a new webhook secret beside the present, and the new one."""
        values = self.settings()
        previous = [values["webhook_secret"]]
        return {**values, "webhook_secret": secret, "previous_webhook_secrets": previous}, secret

    def control(self, path: str, **fields: object) -> Any:
        """Ask for what the provider has no API for."""
        return self.call("POST", f"/_fake/{path}", json=fields)

    def call(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **content: Any
    ) -> Any:
        """Ask the fake as this account; the JSON of its answer, None when it is empty."""
        asked: dict[str, Any] = dict(self.credentials)
        asked["headers"] = {**asked.get("headers", {}), **(headers or {})}
        # No proxies from the environment: a fake is on this machine.
        with local_client(timeout=_TIMEOUT_SECONDS) as http:
            answer = http.request(method, f"{self.base_url}{path}", **asked, **content)
        answer.raise_for_status()
        return answer.json() if answer.content else None
