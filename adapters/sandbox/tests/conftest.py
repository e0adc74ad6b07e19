"""A provider in this process, an adapter that talks to it, and an inbox for its webhooks."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from turnout_sandbox import adapter
from turnout_sandbox.fake import fake
from turnout_sandbox.provider.app import Provider
from turnout_sdk.payments import Charge
from turnout_sdk.testing.provider import in_process
from turnout_sdk.testing.provider.in_process import InProcess


class Sandbox(InProcess[Provider]):
    """Everything a test handles."""

    adapter, fake = adapter, fake

    def call(
        self, method: str, path: str, body: object = None, account: str = "demo", **headers: str
    ) -> httpx.Response:
        return self.http.request(
            method,
            f"{self.address}{path}",
            json=body,
            headers={"Authorization": f"Bearer sk_test_{account}"} | headers,
        )

    def complete(self, payment: str, outcome: str, **more: object) -> httpx.Response:
        return self.call("POST", f"/v1/payments/{payment}/complete", {"outcome": outcome} | more)

    def script(self, behaviour: str, **more: object) -> None:
        answer = self.call("POST", "/v1/scripts", {"behaviour": behaviour} | more)
        assert answer.status_code == 201, answer.text

    def press(self, payment: str, action: str) -> httpx.Response:
        return super().press(f"{self.address}/pay/{payment}", action)


def charge(key: str = "key-1", **changes: Any) -> Charge:
    return in_process.charge(key, **{"reference": "order-7"} | changes)


@pytest.fixture
def make_charge() -> Callable[..., Charge]:
    return charge


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    opened = Sandbox(Provider, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def make_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Sandbox]]:
    """Open a fresh sandbox for each example of a property."""
    opened: list[Sandbox] = []

    def make() -> Sandbox:
        opened.append(Sandbox(Provider, tmp_path_factory.mktemp("sandbox")))
        return opened[-1]

    yield make
    for each in opened:
        each.close()
