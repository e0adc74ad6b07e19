"""Lines to a real Redis, and a real open transaction, for the tests of the kernel."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.factories.redis_lines import open_line
from tests.factories.redis_nodes import RedisNodes, start_cluster

from turnout.kernel import cache
from turnout.kernel.context import SystemContext
from turnout.kernel.db import engine, tx

CLOSED_PORT = "redis://127.0.0.1:9/0"


@pytest.fixture(scope="session")
def nodes(tmp_path_factory) -> Iterator[RedisNodes]:
    """A Redis Cluster of three masters, to take apart."""
    made = start_cluster(tmp_path_factory.mktemp("nodes"))
    yield made
    made.stop()


@pytest.fixture
def link(settings):
    made = open_line(settings)
    yield made
    made.close()


@pytest.fixture
def dead_link():
    """A line to a port where nobody listens."""
    made = cache.RedisClient.to(CLOSED_PORT)
    yield made
    made.close()


@pytest.fixture
def open_transaction(settings):
    """A context manager inside of which a transaction is open on a real database.

    It needs engines and no module, so it does not wait for the whole application.
    """
    try:
        engine.database()
    except RuntimeError:
        engine.configure(
            settings.database_url.get_secret_value(),
            settings.database_operator_url.get_secret_value(),
            pool_size=2,
        )

    @contextmanager
    def opened():
        with tx.transaction(SystemContext(job="test")):
            yield

    return opened
