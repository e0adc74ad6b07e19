"""Reports read on connections of their own, and where there is a replica, from a real one."""

from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from tests.drills.databases import kill, standby_of, start

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db import engine
from turnout.kernel.db.pipeline import PlanAge
from turnout.kernel.db.tx import report_transaction, transaction
from turnout_dev.stack.postgres import ensure_postgres

IS_REPLICA = "SELECT pg_is_in_recovery()"


def context():
    return system_in(uuid4(), "tests.reports")


@contextmanager
def engines(**options):
    """Engines of this test's own, in place of the usual ones."""
    usual, engine._database = engine._database, None
    try:
        yield engine.configure(pool_size=1, **options)
    finally:
        engine.database().dispose()
        engine._database = usual


@pytest.fixture
def usual(settings):
    urls = (settings.database_url, settings.database_operator_url)
    app, operator = (each.get_secret_value() for each in urls)
    with engines(app_url=app, operator_url=operator) as made:
        yield made


def test_a_report_writes_nothing_sorts_in_memory_and_ends_in_time(usual):
    names = {"names": list(engine.REPORT_LIMITS)}
    shown = "SELECT name, setting FROM pg_settings WHERE name = ANY(%(names)s)"
    ctx = context()
    with report_transaction(ctx) as tx:
        assert dict(tx.query(shown, names)) == {
            "transaction_read_only": "on",
            "statement_timeout": "20000",
            "work_mem": "65536",
            "max_parallel_workers_per_gather": "0",
        }
        [(organization,)] = tx.query("SELECT current_setting('turnout.organization')")
        assert organization == str(ctx.organization_id)
    with transaction(ctx) as tx:
        assert dict(tx.query(shown, names))["transaction_read_only"] == "off"
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction), report_transaction(ctx) as tx:
        tx.query("CREATE TABLE reports_write (id int)")


def test_what_is_asked_as_a_hot_statement_is_read_only_too(usual):
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction), report_transaction(context()) as tx:
        tx.ask("DELETE FROM outbox WHERE id = %(id)s", {"id": uuid4()})


def test_reports_take_no_connection_that_sells(usual):
    taken = [usual.reports.take() for _ in range(engine.REPORT_POOL)]
    with transaction(context()) as tx:  # the only connection of its pool
        assert tx.query("SELECT 1") == [(1,)]
    for each in taken:
        usual.reports.give_back(each, is_clean=False)


def test_a_report_cannot_be_opened_within_a_transaction(usual):
    nested = pytest.raises(RuntimeError, match="a transaction is open")
    with transaction(context()), nested, report_transaction(context()):
        pass


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    primary = ensure_postgres(tmp_path_factory.mktemp("primary"))
    replica = standby_of(primary)
    yield primary, replica
    replica.stop()
    primary.stop()


@pytest.fixture
def replicated(servers):
    primary, replica = servers
    app, operator, read = (
        server.url(role, "postgres")
        for server, role in (
            (primary, "turnout_app"),
            (primary, "turnout_operator"),
            (replica, "turnout_app"),
        )
    )
    with engines(app_url=app, operator_url=operator, replica_url=read) as made:
        yield made


def test_a_replica_is_asked_and_says_up_to_when_it_knows(servers, replicated):
    primary, replica = servers
    with psycopg.connect(replica.superuser_url(), autocommit=True) as connection:
        connection.execute("SELECT pg_wal_replay_pause()")
        stopped = clock.now()
        with psycopg.connect(primary.superuser_url(), autocommit=True) as writer:
            writer.execute("CREATE TABLE unseen (id int)")
        with report_transaction(context()) as tx:
            assert tx.query(IS_REPLICA) == [(True,)]
            assert tx.query("SELECT to_regclass('unseen')") == [(None,)]
            assert tx.now <= stopped
        connection.execute("SELECT pg_wal_replay_resume()")
    with transaction(context()) as tx:
        assert tx.query(IS_REPLICA) == [(False,)]


def test_while_the_replica_is_away_reports_read_where_everything_is_written(servers, replicated):
    _, replica = servers
    with report_transaction(context()) as tx:
        assert tx.query(IS_REPLICA) == [(True,)]
    kill(replica)
    for _ in range(3):
        with report_transaction(context()) as tx:
            assert tx.query(IS_REPLICA) == [(False,)]
    start(replica)
    with report_transaction(context()) as tx:
        assert tx.query(IS_REPLICA) == [(False,)]  # it is left alone for a while
    replicated.reports._away_until = 0
    with report_transaction(context()) as tx:
        assert tx.query(IS_REPLICA) == [(True,)]


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("is_due", [False, True])
def test_a_transaction_has_the_settings_it_asks_for_and_the_next_one_as_ever(
    monkeypatch: pytest.MonkeyPatch, *, is_due: bool
) -> None:
    """The isolation can only be said with BEGIN, also where plans are to be made anew."""
    monkeypatch.setattr(PlanAge, "take_due", lambda age: is_due)
    shown = "SELECT current_setting('work_mem'), current_setting('transaction_isolation')"
    asked = {"work_mem": "17MB", "transaction_isolation": "REPEATABLE READ"}
    ctx = SystemContext(job="tests.limits")
    with transaction(ctx, limits=asked) as tx:
        assert tx.query(shown) == [("17MB", "repeatable read")]
    with transaction(ctx) as tx:
        [(memory, isolation)] = tx.query(shown)
    assert (memory != "17MB", isolation) == (True, "read committed")
