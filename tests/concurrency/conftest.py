"""Threads against the whole application, and a provider to pay with."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier
from typing import Any

import psycopg
import pytest

from turnout.kernel.settings import Settings


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
