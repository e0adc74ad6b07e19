"""The store that the tests talk to."""

from collections.abc import Iterator

import pytest
from turnout_aws_fake.server import start_provider

from turnout_sdk.testing import ProviderServer


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProviderServer]:
    with start_provider(tmp_path_factory.mktemp("s3")) as running:
        yield running
