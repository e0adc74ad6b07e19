"""`python -m turnout_stripe_fake --bind 127.0.0.1:8092 --state DIR` serves the fake."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from turnout_sdk.testing.serving import Handle, Reply, main
from turnout_sdk.testing.serving import Request as Arrived
from turnout_stripe_fake.app import Provider
from turnout_stripe_fake.messages import Request
from turnout_stripe_fake.store import Store
from turnout_stripe_fake.webhooks import Sender

LARGEST_BODY = 65_536


def build(folder: Path, address: str) -> Handle:
    """What was promised is on disk and goes on at the next start."""
    store = Store(folder)
    # No proxies from the environment: webhooks go to this machine.
    sender = Sender(store, httpx.Client(trust_env=False), now=_now)
    provider = Provider(store=store, now=_now, public_url=address, wake=sender.wake)
    sender.start()
    return lambda request: answer(provider, request)


def answer(provider: Provider, arrived: Arrived) -> Reply:
    """Carry a request to the provider; an answer that hangs keeps its own thread only."""
    if len(arrived.body) > LARGEST_BODY:
        return Reply(status=413)
    response = provider.handle(
        Request(
            method=arrived.method,
            path=arrived.path,
            query=urlsplit(arrived.target).query,
            headers=arrived.headers,
            body=arrived.body,
        )
    )
    if response.pause_seconds:
        time.sleep(response.pause_seconds)
    return Reply(
        status=response.status,
        body=response.body,
        headers=response.headers,
        is_silent=response.is_silent,
    )


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), tz=UTC)


if __name__ == "__main__":
    sys.exit(main(build))
