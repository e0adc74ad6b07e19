"""`python -m turnout_sandbox.provider --bind 127.0.0.1:8090 --state DIR` serves the sandbox."""

import argparse
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx

from turnout_sandbox.provider.app import Provider
from turnout_sandbox.provider.sender import Sender
from turnout_sandbox.provider.store import Store
from turnout_sdk.testing import serving


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; what was promised is on disk and goes on at the next start."""
    parser = argparse.ArgumentParser(prog="turnout_sandbox.provider", add_help=False)
    parser.add_argument("--public-url", help="address of the payment page, if not that of --bind")
    options, rest = parser.parse_known_args(arguments)
    senders: list[Sender] = []

    def build(folder: Path, address: str) -> serving.Handle:
        store = Store(folder)
        # No proxies from the environment: webhooks go to this machine.
        sender = Sender(store, httpx.Client(trust_env=False), now=_now)
        provider = Provider(
            store=store,
            now=_now,
            public_url=(options.public_url or address).rstrip("/"),
            wake=sender.wake,
        )
        sender.start()
        senders.append(sender)
        return provider.handle

    code = serving.main(build, rest)
    for sender in senders:
        sender.stop()
    return code


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), tz=UTC)


if __name__ == "__main__":
    sys.exit(main())
