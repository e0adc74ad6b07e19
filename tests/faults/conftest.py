"""A private stack for the module: its own database, Redis, ports and state folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.conftest import STATE, clone, drop
from tests.faults.mini_stack import MiniStack, make_stack
from tests.prove.counts import PROVE
from turnout_dev.stack.postgres import Postgres
from turnout_dev.stack.redis import ensure_redis

LONG = (
    "test_announcement.py",
    "test_bulk_event_move.py",
    "test_bulk_refund.py",
    "test_door_apart.py",
    "test_kills.py",
    "test_on_sale.py",
)
collect_ignore = [] if PROVE else list(LONG)
"""They start and kill a whole stack; `tests/prove/test_crashes.py` kills processes in every run."""


@pytest.fixture
def database(postgres: Postgres, database_name: str, worker_number: int) -> Iterator[str]:
    """A clone of the migrated template, which `database_name` has made sure of."""
    name = f"turnout_faults_{worker_number}_{os.getpid()}"
    with FileLock(STATE / "template.lock"):
        clone(postgres, name)
    yield name
    drop(postgres, name)


@pytest.fixture
def stack(postgres: Postgres, database: str, tmp_path: Path) -> Iterator[MiniStack]:
    redis = ensure_redis(tmp_path)
    made = make_stack(tmp_path, postgres, database, redis)
    yield made
    made.stop()
    redis.stop()
