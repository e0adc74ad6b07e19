"""The payment provider's side: what a buyer presses there, and what its own API says."""

from importlib.metadata import entry_points
from typing import Any, Self

import httpx

from turnout_dev.demo.callers import Caller
from turnout_dev.demo.reporter import DemoFailed, wait_for
from turnout_sdk.fakes import GROUP, Fake

DELIVERY_SECONDS = 30.0


class ProviderAccount:
    """One test account at the provider that an organization's connection points to."""

    def __init__(self, base_url: str, api_key: str, *, patience_seconds: float = 15.0) -> None:
        bearer = {"Authorization": f"Bearer {api_key}"}
        self._api = Caller(base_url, headers=bearer, patience_seconds=patience_seconds)
        self._page = Caller(base_url, patience_seconds=patience_seconds)

    @classmethod
    def of_account(cls, adapter_key: str, account: str, *, base_url: str | None = None) -> Self:
        """The provider's test account whose settings the manifest gave to the connection."""
        found = [each for each in entry_points(group=GROUP) if each.name == adapter_key]
        if not found:
            raise DemoFailed(f"no package offers a provider for tests named {adapter_key}")
        fake: Fake = found[0].load()
        settings = fake.settings_for(account, base_url=base_url)
        return cls(str(settings["api_base"]), str(settings["api_key"]))

    @property
    def base_url(self) -> str:
        return self._api.base_url

    def press(self, redirect_url: str, action: str) -> str:
        """Press a button of the payment page as the buyer; where the browser is sent next."""
        path = "/" + redirect_url.split("/", 3)[3]
        answer = self._page.request("POST", path, expect=303, data={"action": action})
        return str(answer.headers["Location"])

    def complete(self, payment: str, outcome: str, **webhooks: object) -> dict[str, Any]:
        """Let the bank answer; `webhooks` says how the news of it is delivered."""
        body: dict[str, object] = {"outcome": outcome}
        if webhooks:
            body["webhooks"] = webhooks
        shown: dict[str, Any] = self._api.post(f"/v1/payments/{payment}/complete", body)
        return shown

    def payment(self, payment: str) -> dict[str, Any]:
        shown: dict[str, Any] = self._api.get(f"/v1/payments/{payment}")
        return shown

    def deliveries(self, payment: str) -> list[dict[str, Any]]:
        """Every delivery of news about a payment, with the kind it told."""
        listed = self._api.get("/v1/events", payment=payment)
        return [
            {"kind": item["event"]["type"], "event": item["event"]["id"], **delivery}
            for item in listed["items"]
            for delivery in item["deliveries"]
        ]

    def wait_delivered(self, payment: str, *, seconds: float = DELIVERY_SECONDS) -> list[str]:
        """The kinds that were told, once every delivery was taken."""

        def look() -> list[str] | None:
            sent = self.deliveries(payment)
            done = [each["kind"] for each in sent if each["state"] == "done"]
            return done if sent and len(done) == len(sent) else None

        return wait_for(
            "the platform takes every webhook",
            look,
            seconds=seconds,
            last_seen=lambda: self.deliveries(payment),
        )


def payment_of(redirect_url: str) -> str:
    """The provider's name for a payment: the end of the address of its page."""
    return httpx.URL(redirect_url).path.rsplit("/", 1)[-1]
