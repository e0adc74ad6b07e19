"""Attacks run against the whole application, so it is started for every one of them."""

import pytest

from turnout.kernel.runtime import Runtime


@pytest.fixture(autouse=True)
def _started(running: Runtime) -> None:
    """Factories call services, which need the engines and every module's declarations."""
