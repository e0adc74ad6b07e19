"""The fake in this process, and an adapter that talks to it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from turnout_stripe_fake import fake
from turnout_stripe_fake.app import Provider

from turnout_sdk.payments import Charge
from turnout_sdk.testing.provider.in_process import HOOK, InProcess, charge
from turnout_stripe import adapter


class Stripe(InProcess[Provider]):
    """Everything a test handles."""

    adapter, fake = adapter, fake

    def call(
        self, method: str, path: str, form: Any = None, account: str = "demo", **headers: str
    ) -> httpx.Response:
        content = json.dumps(form) if path.startswith("/_fake/") else urlencode(form or {})
        return self.http.request(
            method,
            f"{self.address}{path}",
            content=content if form is not None else None,
            headers={"Authorization": f"Bearer sk_test_{account}"} | headers,
        )

    def listen(self, **more: str) -> None:
        form = {"url": HOOK, "enabled_events[0]": "*"} | more
        assert self.call("POST", "/v1/webhook_endpoints", form).status_code == 200

    def complete(self, payment: str, outcome: str, **headers: str) -> None:
        answer = self.call("POST", f"/_fake/payments/{payment}", {"outcome": outcome}, **headers)
        assert answer.status_code == 200, answer.text

    def script(self, behaviour: str, **more: object) -> None:
        assert self.call("POST", "/_fake/scripts", {"behaviour": behaviour} | more).is_success

    def paid(self, charge: Charge, *outcomes: str) -> str:
        """Start a payment and let the buyer, and whoever comes after, act."""
        ref = self.gateway().start(charge).provider_ref
        for outcome in outcomes or ("pay",):
            self.complete(ref, outcome)
        return ref


@pytest.fixture
def make_charge() -> Callable[..., Charge]:
    return charge


@pytest.fixture
def stripe(tmp_path: Path) -> Iterator[Stripe]:
    opened = Stripe(Provider, tmp_path)
    yield opened
    opened.close()
