"""`python -m turnout_googlecalendar_fake --bind 127.0.0.1:8141 --state DIR` plays Google."""

import sys
from pathlib import Path

from turnout_googlecalendar_fake.service import Service
from turnout_sdk.testing.serving import Handle, main


def build(folder: Path, address: str) -> Handle:
    sys.stdout.write(f"Google Calendar is played at {address}\n")
    return Service(folder).handle


if __name__ == "__main__":
    sys.exit(main(build))
