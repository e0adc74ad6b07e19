"""`python -m turnout_stripe_fake --bind 127.0.0.1:8092 --state DIR` serves the fake."""

import argparse
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx

from turnout_stripe_fake import PORT
from turnout_stripe_fake.app import Provider
from turnout_stripe_fake.server import Server
from turnout_stripe_fake.store import Store
from turnout_stripe_fake.webhooks import Sender


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; what was promised is on disk and goes on at the next start."""
    options = _options(arguments)
    host, _, port = options.bind.rpartition(":")
    store = Store(options.state)
    # No proxies from the environment: webhooks go to this machine.
    with httpx.Client(trust_env=False) as http:
        sender = Sender(store, http, now=_now)
        with Server((host, int(port))) as server:
            address = f"http://{host}:{server.server_port}"
            server.provider = Provider(
                store=store,
                now=_now,
                public_url=(options.public_url or address).rstrip("/"),
                wake=sender.wake,
            )
            _stop_on_signal(server)
            sender.start()
            sys.stdout.write(f"fake of Stripe serves at {address}\n")
            sys.stdout.flush()
            server.serve_forever(poll_interval=0.1)
        sender.stop()
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="turnout_stripe_fake", description=__doc__)
    parser.add_argument("--bind", default=f"127.0.0.1:{PORT}", help="host:port to listen on")
    parser.add_argument("--state", type=Path, required=True, help="folder of the database")
    parser.add_argument("--public-url", help="address of the payment page, if not that of --bind")
    return parser.parse_args(arguments)


def _stop_on_signal(server: Server) -> None:
    def stop(*_: object) -> None:
        # shutdown() waits for the loop that this signal interrupted.
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), tz=UTC)


if __name__ == "__main__":
    sys.exit(main())
