"""The store that the tests talk to."""

from collections.abc import Iterator

import pytest
from turnout_aws_fake.stage import stage

from turnout_sdk.testing import Stage


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("s3")) as running:
        yield running
