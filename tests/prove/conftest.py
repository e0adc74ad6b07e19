"""Databases, stacks and a provider of the proofs' own."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from filelock import FileLock

from tests.conftest import STATE, clone, drop
from tests.factories.payments import Provider, running_provider
from tests.faults.mini_stack import MiniStack, make_stack
from tests.prove import outside
from tests.prove.counts import ONLY_AT_LENGTH, PROVE
from turnout.app import create_app
from turnout.kernel.settings import Settings
from turnout_dev.stack.postgres import Postgres
from turnout_dev.stack.redis import ensure_redis

collect_ignore = [] if PROVE else list(ONLY_AT_LENGTH)
StackOf = Callable[[str], AbstractContextManager[MiniStack]]


@pytest.fixture(scope="session")
def stack_of(
    postgres: Postgres,
    database_name: str,
    worker_number: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> StackOf:
    """Make a stack, not started: ports, a Redis and a clone of the migrated database."""
    assert database_name, "the template has been made sure of"

    @contextmanager
    def made(name: str) -> Iterator[MiniStack]:
        state = tmp_path_factory.mktemp(name)
        database = f"turnout_{name}_{worker_number}_{os.getpid()}"
        with FileLock(STATE / "template.lock"):
            clone(postgres, database)
        redis = ensure_redis(state)
        stack = make_stack(state, postgres, database, redis)
        yield stack
        stack.stop()
        redis.stop()
        drop(postgres, database)

    return made


@pytest.fixture(scope="module")
def client(settings: Settings) -> Any:
    """The platform in this process: no stack is needed."""
    caller = create_app(settings).test_client()
    caller.environ_base["HTTP_HOST"] = "turnout.test"
    return caller


@pytest.fixture
def stack(stack_of: StackOf) -> Iterator[MiniStack]:
    with stack_of("prove") as made:
        yield made


@pytest.fixture(scope="session")
def running_stack(stack_of: StackOf) -> Iterator[MiniStack]:
    """A stack whose roles serve, for everybody who looks at it from outside."""
    with stack_of("outside") as made:
        made.start()
        yield made


@pytest.fixture(scope="session")
def page(running_stack: MiniStack) -> ModuleType:
    """The script of the sandbox's page, with the settings of the running stack."""
    return outside.sequences(running_stack)


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    with running_provider(tmp_path / "provider") as started:
        yield started
