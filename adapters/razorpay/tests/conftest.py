"""The fake in this process, and an adapter that talks to it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from turnout_razorpay_fake import fake
from turnout_razorpay_fake.accounts import key_id_of, key_secret_of
from turnout_razorpay_fake.app import Provider

from turnout_razorpay import adapter
from turnout_sdk.money import Money
from turnout_sdk.payments import Charge
from turnout_sdk.testing.provider import in_process
from turnout_sdk.testing.provider.in_process import HOOK, InProcess


class Razorpay(InProcess[Provider]):
    """Everything a test handles."""

    adapter, fake = adapter, fake

    def call(
        self, method: str, path: str, body: Any = None, account: str = "demo", **more: Any
    ) -> httpx.Response:
        key_id = key_id_of(account)
        return self.http.request(
            method, f"{self.address}{path}", json=body, auth=(key_id, key_secret_of(key_id)), **more
        )

    def control(self, path: str, /, **body: object) -> dict[str, Any]:
        answer = self.call("POST", f"/_fake/{path}", body)
        assert answer.is_success, answer.text
        return answer.json()

    def listen(self) -> None:
        self.control("webhooks", url=HOOK)

    def act(self, payment: str, *outcomes: str, **more: object) -> None:
        for outcome in outcomes:
            self.control(f"payments/{payment}", outcome=outcome, **more)

    def script(self, behaviour: str, **more: object) -> None:
        self.control("scripts", behaviour=behaviour, **more)

    def paid(self, charge: Charge, *outcomes: str) -> str:
        """Start a payment and let the buyer, and whoever comes after, act."""
        ref = self.gateway().start(charge).provider_ref
        self.act(ref, *(outcomes or ("pay",)))
        return ref


@pytest.fixture
def make_charge() -> Callable[..., Charge]:
    def charge(key: str = "key-1", **changes: Any) -> Charge:
        return in_process.charge(key, **{"amount": Money(42_000, "INR")} | changes)

    return charge


@pytest.fixture
def razorpay(tmp_path: Path) -> Iterator[Razorpay]:
    opened = Razorpay(Provider, tmp_path)
    yield opened
    opened.close()
