"""`python -m turnout_microsoftcalendar_fake --bind 127.0.0.1:8142 --state DIR` plays Microsoft."""

import sys
from pathlib import Path

from turnout_microsoftcalendar_fake.service import Service
from turnout_sdk.testing.serving import Handle, main


def build(folder: Path, address: str) -> Handle:
    sys.stdout.write(f"Microsoft Graph is played at {address}\n")
    return Service(folder).handle


if __name__ == "__main__":
    sys.exit(main(build))
