"""These tests need nodes: what they look at is on none of them on plain PostgreSQL."""

import pytest

from tests.distributed import nodes


@pytest.fixture(scope="session", autouse=True)
def _needs_nodes() -> None:
    if not nodes.BINARIES:
        pytest.skip("TURNOUT_CITUS_BIN names no PostgreSQL with Citus")
