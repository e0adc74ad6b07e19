"""Bellpay's side for tests and demos: how it is run, connected to and played. No money moves."""

from typing import Any

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.local_http import local_client


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return the adapter's settings for an account, which exists from its first request."""
    return {"api_base": base_url, "api_key": f"bell_test_{account}"}


class ControlClient:
    """What buyers, banks and the organizer at Bellpay's dashboard do with one account."""

    def __init__(self, base_url: str, account: str) -> None:
        self._base_url = base_url
        self._headers = {"Authorization": f"Bearer bell_test_{account}"}

    def pay(self, provider_ref: str) -> None:
        self._act(provider_ref, "paid")

    def decline(self, provider_ref: str) -> None:
        self._act(provider_ref, "failed")

    def dispute(self, provider_ref: str) -> None:
        self._act(provider_ref, "dispute")

    def close_dispute(self, provider_ref: str, *, won: bool) -> None:
        self._act(provider_ref, "dispute_won" if won else "dispute_lost")

    def refund_outside(self, provider_ref: str, minor: int) -> None:
        self._act(provider_ref, "refund", minor=minor)

    def charged(self, provider_ref: str) -> str:
        """Read what the buyer's page shows, as decimal text."""
        return str(self._call("GET", f"/payments/{provider_ref}")["amount"])

    def _act(self, provider_ref: str, kind: str, **more: object) -> None:
        self._call("POST", f"/_fake/payments/{provider_ref}", json={"kind": kind, **more})

    def _call(self, method: str, path: str, **content: Any) -> Any:
        # No proxies from the environment: a fake is on this machine.
        with local_client(timeout=10) as http:
            address = f"{self._base_url}{path}"
            answer = http.request(method, address, headers=self._headers, **content)
        answer.raise_for_status()
        return answer.json()


fake = Fake(
    key="bellpay",
    title="Fake of Bellpay",
    module="turnout_bellpay_fake",
    port=8097,
    settings=settings,
    controls=ControlClient,
)
