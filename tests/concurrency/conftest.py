"""Threads against the whole application, and a provider to pay with."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from threading import Barrier
from time import monotonic
from typing import Any

import psycopg
import pytest
from tests.distributed.nodes import Nodes

from turnout.kernel.settings import Settings

PATIENCE_SECONDS = 30.0
WAITING = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@pytest.fixture
def at_once() -> Callable[..., list[Any]]:
    """Call every function at the same moment, each in a thread of its own; the answers.

    More callers than connections would wait for one as long as the machine is slow: `threads` of
    them begin together then, and take the others up.
    """

    def run(*calls: Callable[[], Any], threads: int | None = None) -> list[Any]:
        together = min(threads or len(calls), len(calls))
        start = Barrier(together)
        begun = count()

        def one(call: Callable[[], Any]) -> Any:
            if next(begun) < together:
                start.wait()
            return call()

        with ThreadPoolExecutor(together) as pool:
            return list(pool.map(one, calls))

    return run


@pytest.fixture
def ask(settings: Settings, postgres: Any, database_name: str) -> Iterator[Callable[..., Any]]:
    """Plain SQL over everything that was committed, above row security."""
    with psycopg.connect(postgres.superuser_url(database_name), autocommit=True) as connection:
        yield lambda text, **values: connection.execute(text, values).fetchall()


@pytest.fixture
def processes_that_wait(postgres: Any, database_name: str) -> Iterator[Callable[[], list[int]]]:
    """Those that wait for a lock of this database, on whichever node, as soon as there are any."""
    nodes = range(len(postgres.ports)) if isinstance(postgres, Nodes) else ()
    urls = [postgres.superuser_url(database_name, node=each) for each in nodes]
    with ExitStack() as opened:
        servers = [
            opened.enter_context(psycopg.connect(url, autocommit=True))
            for url in urls or [postgres.superuser_url(database_name)]
        ]

        def wait() -> list[int]:
            until = monotonic() + PATIENCE_SECONDS
            while not (found := [each for server in servers for each in server.execute(WAITING)]):
                assert monotonic() < until, "nobody waits for a lock"
            return [process for (process,) in found]

        yield wait
