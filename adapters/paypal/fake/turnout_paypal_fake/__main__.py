"""`python -m turnout_paypal_fake --bind 127.0.0.1:8093 --state DIR` serves the fake."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx

from turnout_paypal_fake.app import Provider
from turnout_paypal_fake.certificates import Signer
from turnout_paypal_fake.store import Store
from turnout_paypal_fake.webhooks import Sender
from turnout_sdk.testing.serving import Handle, main


def build(folder: Path, address: str) -> Handle:
    store, signer = Store(folder), Signer(folder, address)
    # No proxies from the environment: webhooks go to this machine.
    sender = Sender(store, httpx.Client(trust_env=False), signer, now=_now)
    sender.start()
    provider = Provider(store=store, signer=signer, now=_now, address=address, wake=sender.wake)
    return provider.handle


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), tz=UTC)


if __name__ == "__main__":
    sys.exit(main(build))
