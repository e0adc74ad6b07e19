"""Lines to a real Redis, and a real open transaction, for the tests of the kernel."""

from contextlib import contextmanager

import pytest

from turnout.kernel import cache
from turnout.kernel.context import SystemContext
from turnout.kernel.db import engine, tx

CLOSED_PORT = "redis://127.0.0.1:9/0"


@pytest.fixture
def link(redis_url):
    made = cache.RedisClient.to(redis_url, timeout_seconds=2)
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
