"""Refunds of before the link: what certainly pays for a return is tied to it, the rest is left."""

import importlib.util
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from turnout.kernel.ids import new_id
from turnout_dev.stack.postgres import Postgres

FILE = Path(__file__).parents[3] / "migrations/versions/0032_refunds_of_returns.py"
ORGANIZATION, ORDER = UUID(int=1), UUID(int=2)
T0 = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def before(postgres: Postgres, database_name: str) -> Iterator[psycopg.Connection]:
    """Tables without keys and triggers, for rows as an earlier release wrote them; rolled back."""
    with psycopg.connect(postgres.superuser_url(database_name)) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        yield connection
        connection.rollback()


def give_back(before: psycopg.Connection, minor: int, *, hours: int) -> UUID:
    return_id = new_id()
    before.execute(
        "INSERT INTO order_returns (organization_id, id, order_id, amount_minor, kept_minor,"
        " ticket_ids, returned_at) VALUES (%s, %s, %s, %s, 0, '[]', %s)",
        [ORGANIZATION, return_id, ORDER, minor, T0 + timedelta(hours=hours)],
    )
    return return_id


def ask_back(before: psycopg.Connection, minor: int, state: str, *, hours: int) -> UUID:
    row_id = new_id()
    before.execute(
        "INSERT INTO order_refunds (organization_id, id, order_id, refund_id, amount_minor, reason,"
        " state, requested_at) VALUES (%s, %s, %s, %s, %s, '', %s, %s)",
        [ORGANIZATION, row_id, ORDER, new_id(), minor, state, T0 + timedelta(hours=hours)],
    )
    return row_id


def filled(before: psycopg.Connection) -> dict[UUID, tuple[UUID | None, bool]]:
    spec = importlib.util.spec_from_file_location("fills", FILE)
    assert spec is not None
    assert spec.loader is not None
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    before.execute(migration.FILL)
    rows = before.execute(
        "SELECT id, return_id, is_owed FROM order_refunds WHERE organization_id = %s",
        [ORGANIZATION],
    )
    return {row[0]: (row[1], row[2]) for row in rows}


@pytest.mark.parametrize("state", ["requested", "succeeded"])
def test_refunds_asked_for_with_a_return_and_worth_as_much_are_its_own(before, state):
    return_id = give_back(before, 2500, hours=1)
    ours = [ask_back(before, minor, state, hours=1) for minor in (1500, 1000)]
    besides = ask_back(before, 2500, state, hours=2)
    assert filled(before) == {
        ours[0]: (return_id, True),
        ours[1]: (return_id, True),
        besides: (None, False),
    }


def test_where_one_failed_a_later_one_may_have_paid_so_nothing_is_certain(before):
    give_back(before, 2500, hours=1)
    give_back(before, 1000, hours=5)
    rows = [
        ask_back(before, 2500, "failed", hours=1),
        ask_back(before, 2500, "succeeded", hours=2),
        ask_back(before, 999, "succeeded", hours=5),
    ]
    assert filled(before) == dict.fromkeys(rows, (None, False))
