"""`python -m turnout_turnstile_fake --bind 127.0.0.1:8128 --state DIR` plays Turnstile."""

import sys
from pathlib import Path

from turnout_sdk.testing.serving import Handle, main
from turnout_turnstile_fake.service import Service


def build(folder: Path, address: str) -> Handle:
    sys.stdout.write(f"Turnstile is played at {address}\n")
    return Service(folder).handle


if __name__ == "__main__":
    sys.exit(main(build))
