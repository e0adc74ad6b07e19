"""A connection that is lost in the middle of a transaction: what is told, and what goes on."""

from collections.abc import Callable
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select, text

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, is_disconnect, transaction
from turnout.modules.inventory.models import PoolRow

pytestmark = pytest.mark.usefixtures("running")


def context() -> PublicContext:
    return PublicContext(organization_id=uuid4())


def read_rows(tx: Transaction) -> None:
    tx.session.scalars(select(PoolRow)).all()


def write_a_row(tx: Transaction) -> None:
    tx.add(PoolRow(event_id=uuid4(), name="Of no event"))
    tx.flush()


WAYS: dict[str, Callable[[Transaction], object]] = {
    "rows read": read_rows,
    "a row written": write_a_row,
    "a statement executed": lambda tx: tx.execute(text("SELECT 1")),
    "constant SQL": lambda tx: tx.query("SELECT 1"),
    "a hot statement": lambda tx: tx.ask("SELECT 1", {}),
    "the last statement": lambda tx: tx.ask("SELECT 1", {}, is_last=True),
    "the commit": lambda tx: None,
}


@pytest.mark.parametrize("begun", ["rows read", "constant SQL", "a hot statement"])
@pytest.mark.parametrize("way", WAYS)
def test_a_lost_connection_is_told_as_one_and_the_next_transaction_is_as_any(settings, begun, way):
    ctx = context()

    def lose() -> None:
        with transaction(ctx) as tx:
            WAYS[begun](tx)
            [(process,)] = tx.query("SELECT pg_backend_pid()")
            with psycopg.connect(settings.database_url.get_secret_value()) as other:
                other.execute("SELECT pg_terminate_backend(%s::int, 5000::bigint)", [process])
            WAYS[way](tx)

    with pytest.raises(Exception) as lost:  # noqa: PT011  which class it is, the next line says
        lose()
    assert is_disconnect(lost.value), repr(lost.value)
    with transaction(ctx) as tx:
        assert tx.query("SELECT 1") == [(1,)]
        assert tx.session.scalars(select(PoolRow)).all() == []


def test_a_savepoint_in_which_the_connection_is_lost_tells_so_too(settings):
    def lose() -> None:
        with transaction(context()) as tx:
            [(process,)] = tx.query("SELECT pg_backend_pid()")
            with tx.savepoint():
                with psycopg.connect(settings.database_url.get_secret_value()) as other:
                    other.execute("SELECT pg_terminate_backend(%s::int, 5000::bigint)", [process])
                read_rows(tx)

    with pytest.raises(Exception) as lost:  # noqa: PT011
        lose()
    assert is_disconnect(lost.value), repr(lost.value)
