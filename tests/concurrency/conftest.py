"""Threads against the whole application, and a provider to pay with."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg
import pytest

from turnout.kernel.settings import Settings


@pytest.fixture
def at_once() -> Callable[..., list[Any]]:
    """Call every function at the same moment, each in a thread of its own; the answers."""

    def run(*calls: Callable[[], Any]) -> list[Any]:
        start = Barrier(len(calls))

        def one(call: Callable[[], Any]) -> Any:
            start.wait()
            return call()

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(one, calls))

    return run


@pytest.fixture
def ask(settings: Settings, postgres: Any, database_name: str) -> Iterator[Callable[..., Any]]:
    """Plain SQL over everything that was committed, above row security."""
    with psycopg.connect(postgres.superuser_url(database_name), autocommit=True) as connection:
        yield lambda text, **values: connection.execute(text, values).fetchall()
