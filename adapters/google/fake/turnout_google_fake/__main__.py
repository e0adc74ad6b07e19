"""`python -m turnout_google_fake --bind 127.0.0.1:8127 --state DIR` plays Google's two services."""

import sys
from pathlib import Path

from turnout_google_fake.service import Service
from turnout_sdk.testing.serving import Handle, main


def build(folder: Path, address: str) -> Handle:
    sys.stdout.write(f"Google Wallet is played at {address}\n")
    return Service(folder, address).handle


if __name__ == "__main__":
    sys.exit(main(build))
