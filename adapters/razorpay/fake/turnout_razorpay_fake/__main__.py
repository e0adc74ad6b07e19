"""`python -m turnout_razorpay_fake --bind 127.0.0.1:8094 --state DIR` serves the fake."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx

from turnout_razorpay_fake.api import Provider
from turnout_razorpay_fake.delivery import Sender
from turnout_razorpay_fake.store import Store
from turnout_sdk.testing.serving import Handle, main


def build(folder: Path, address: str) -> Handle:
    """Open what the folder remembers; deliveries that were promised go on."""
    store = Store(folder)
    # No proxies from the environment: webhooks go to this machine.
    sender = Sender(store, httpx.Client(trust_env=False), now=_now)
    provider = Provider(store, _now, public_url=address, wake=sender.wake)
    sender.start()
    return provider.handle


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(main(build))
