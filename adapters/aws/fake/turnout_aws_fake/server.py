"""The store that the tests talk to: moto's server, or a real one that the environment names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from turnout_aws_fake import fake
from turnout_sdk.testing import ProviderServer
from turnout_sdk.testing.kit import run_fake

REAL = os.environ.get("TURNOUT_S3_ADDRESS", "")


def real_settings(address: str, account: str) -> dict[str, object]:
    return fake.settings_for(account, base_url=address) | {
        "access_key_id": os.environ["TURNOUT_S3_KEY"],
        "secret_access_key": os.environ["TURNOUT_S3_SECRET"],
    }


@contextmanager
def start_provider(folder: Path) -> Iterator[ProviderServer]:
    if REAL:
        yield ProviderServer(settings=real_settings, base_url=REAL)
        return
    with run_fake(fake, folder) as running:
        yield running
