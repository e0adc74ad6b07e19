"""The whole main job, as `make up` and `make demo` play it, on a database over nodes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.distributed.nodes import Nodes
from turnout_dev.stack import frontend, roles
from turnout_dev.stack.ports import OFFSET
from turnout_dev.stack.state import ROOT

DATABASE = "turnout_demo"
PORTS_LATER = "21000"
"""Beside those of a stack that a developer has running."""


@pytest.fixture
def spread(postgres: Nodes, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an operator who has put an empty database over the nodes."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TURNOUT_")},
        "TURNOUT_DATABASE_URL": postgres.url("turnout_app", DATABASE),
        "TURNOUT_DATABASE_OPERATOR_URL": postgres.url("turnout_operator", DATABASE),
        "TURNOUT_DATABASE_OWNER_URL": postgres.url("turnout_owner", DATABASE),
        "TURNOUT_DATABASE_DISTRIBUTED": "true",
        "TURNOUT_STATE_DIR": str(tmp_path),
        OFFSET: PORTS_LATER,
    }
    postgres.create_database(DATABASE)
    try:
        postgres.migrate(DATABASE, ROOT / "migrations")
        postgres.distribute(DATABASE)
        yield environment
    finally:
        postgres.drop_database(DATABASE)


def test_the_main_job_is_done_over_nodes(spread: dict[str, str]) -> None:
    frontend.build()
    with standing_up(spread):
        played = run("turnout_dev.demo", environment=spread)
    assert played.returncode == 0, played.stdout
    assert "All of it works" in played.stdout


@contextmanager
def standing_up(environment: dict[str, str]) -> Iterator[None]:
    """The stack that `make up` starts, until it is stopped."""
    try:
        started = run("turnout_dev.stack", "up", environment=environment)
        assert started.returncode == 0, started.stdout
        yield
    finally:
        run("turnout_dev.stack", "down", environment=environment)


def run(
    module: str, *arguments: str, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return roles.run((sys.executable, "-m", module, *arguments), env=environment)
