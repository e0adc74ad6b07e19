"""Statements in one network write: what they see, when they commit, and what an error leaves."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any, ClassVar
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError

from turnout.kernel.context import PublicContext, SystemContext
from turnout.kernel.db import engine, pipeline
from turnout.kernel.db.node_texts import constraint_of
from turnout.kernel.db.pipeline import PlanAge
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.messaging.facts import Fact
from turnout.modules.inventory.models import PoolRow

pytestmark = pytest.mark.usefixtures("running")
KEEP = """
    INSERT INTO idempotency_keys (organization_id, scope, key, fingerprint, started_at)
    VALUES (%(organization_id)s, 'pipeline', %(key)s, '\\x00', now()) RETURNING key
"""
KEYS = "SELECT key FROM idempotency_keys WHERE scope = %(scope)s ORDER BY key"
SETTINGS = "SELECT current_setting('turnout.organization'), current_setting('turnout.actor')"
FACTS = "SELECT count(*) FROM outbox"
PREPARED = """
    SELECT pg_backend_pid(), array_agg(name) FROM pg_prepared_statements WHERE name LIKE 'turnout%%'
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingKept(Fact):
    name: ClassVar[str] = "kernel-test.kept.v1"
    thing_id: UUID


def context() -> PublicContext:
    return PublicContext(organization_id=uuid4())


def keep(tx: Transaction, key: str, *, is_last: bool = False) -> list[tuple[Any, ...]]:
    return tx.ask(KEEP, tx.here(key=key), is_last=is_last)


def kept(ctx: PublicContext) -> list[str]:
    with transaction(ctx) as tx:
        return [key for (key,) in tx.ask(KEYS, {"scope": "pipeline"})]


def test_the_first_statement_sees_the_context_and_no_other():
    here, there = context(), context()
    for ctx in (here, there, here):
        with transaction(ctx) as tx:
            assert tx.ask(SETTINGS, {}) == [(str(ctx.organization_id), str(ctx.actor))]
            assert tx.query(SETTINGS) == [(str(ctx.organization_id), str(ctx.actor))]


def test_an_actor_with_quotes_and_percents_stays_text():
    ctx = SystemContext(job="o'hara'); DROP TABLE outbox; -- %(organization)s %s")
    for plainly in (False, True):
        with transaction(ctx) as tx:
            asked = tx.query(SETTINGS) if plainly else tx.ask(SETTINGS, {})
        assert asked == [("", str(ctx.actor))]


def test_what_is_asked_mixes_with_what_is_queried_and_commits_at_the_end():
    ctx = context()
    with transaction(ctx) as tx:
        assert keep(tx, "a") == [("a",)]
        tx.query(KEEP, tx.here(key="b"))
        assert keep(tx, "c") == [("c",)]
    assert kept(ctx) == ["a", "b", "c"]


def test_an_error_takes_back_what_was_asked_before_it():
    ctx = context()

    def twice() -> None:
        with transaction(ctx) as tx:
            keep(tx, "a")
            keep(tx, "a")

    with pytest.raises(psycopg.errors.UniqueViolation) as refused:
        twice()
    assert constraint_of(refused.value) == "idempotency_keys_pkey"
    assert kept(ctx) == []


def test_the_last_is_committed_with_what_came_before_and_was_announced():
    ctx = context()

    def fail_afterwards() -> None:
        with transaction(ctx) as tx:
            tx.publish(ThingKept(thing_id=uuid4()))
            keep(tx, "a")
            keep(tx, "b", is_last=True)
            keep(tx, "c")
            raise LookupError

    with pytest.raises(LookupError):
        fail_afterwards()
    assert kept(ctx) == ["a", "b"]
    with transaction(ctx) as tx:
        assert tx.ask(FACTS, {}) == [(1,)]


def test_a_last_statement_that_fails_commits_nothing():
    ctx = context()

    def twice() -> None:
        with transaction(ctx) as tx:
            keep(tx, "a")
            keep(tx, "a", is_last=True)

    with pytest.raises(psycopg.errors.UniqueViolation):
        twice()
    assert kept(ctx) == []


@pytest.fixture
def directly(settings):
    """A pipeline of the owner, who may make a table of their own."""
    url = settings.database_owner_url.get_secret_value()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "CREATE TEMP TABLE once (word text UNIQUE DEFERRABLE INITIALLY DEFERRED)"
        )
        yield pipeline.Pipeline(connection)


@pytest.mark.parametrize("is_whole", [True, False], ids=["one-pipeline", "begun-before"])
def test_what_is_refused_at_the_commit_is_told_and_leaves_nothing(directly, is_whole):
    """A constraint that is checked with the commit: nobody is told that they were written."""
    put = "INSERT INTO once VALUES (%(word)s), (%(word)s) RETURNING word"
    opening = dict.fromkeys(("organization", "user", "actor", "on_behalf_of", "request_id"), "")
    for _ in range(2):  # prepared, and prepared before
        if not is_whole:
            directly.ask("SELECT 1", {}, opening=opening)
        with pytest.raises(psycopg.errors.UniqueViolation):
            directly.ask(put, {"word": "a"}, opening=opening if is_whole else None, commit=True)
        directly.roll_back()
        assert not directly.is_in_transaction
        assert directly.ask("SELECT count(*) FROM once", {}) == [(0,)]
    alone = "INSERT INTO once VALUES (%(word)s) RETURNING word"
    assert directly.ask(alone, {"word": "a"}, opening=opening, commit=True) == [("a",)]
    assert directly.ask("SELECT current_setting('turnout.actor', true)", {}) == [("",)]


def test_what_follows_the_last_is_a_transaction_of_the_same_context():
    ctx = context()
    with transaction(ctx) as tx:
        keep(tx, "a", is_last=True)
        assert tx.query(SETTINGS) == [(str(ctx.organization_id), str(ctx.actor))]
        keep(tx, "b")
    assert kept(ctx) == ["a", "b"]


def test_a_missing_parameter_is_told_before_anything_is_sent():
    ctx = context()

    def forget_one() -> None:
        with transaction(ctx) as tx:
            keep(tx, "a")
            tx.ask(KEEP, {"key": "b"})

    with pytest.raises(KeyError, match="organization_id"):
        forget_one()
    assert kept(ctx) == []


def test_statements_stay_prepared_over_a_roll_back():
    """By connection: what was rolled back goes to the pool, which may hand out another next."""
    ctx = context()
    seen: dict[int, set[str]] = {}

    def fail() -> None:
        with transaction(ctx) as tx:
            tx.ask(SETTINGS, {})
            [(connection, names)] = tx.ask(PREPARED, {})
            assert names
            assert seen.get(connection, set()) <= set(names)
            seen[connection] = set(names)
            raise LookupError

    tries = 30
    for _ in range(tries):
        with pytest.raises(LookupError):
            fail()
    assert len(seen) < tries


@pytest.mark.parametrize("is_last", [False, True])
def test_what_was_dropped_by_somebody_is_prepared_again(is_last):
    ctx = context()
    for _ in range(3):
        with transaction(ctx) as tx:
            keep(tx, uuid4().hex, is_last=is_last)
            tx.query("DEALLOCATE ALL")
    assert len(kept(ctx)) == 3


@pytest.mark.parametrize("is_last", [False, True])
def test_after_a_row_that_was_refused_the_next_transaction_is_as_any(is_last):
    """The library rolls back by itself then, and the driver drops what was prepared."""
    ctx = context()

    def write_what_is_refused() -> None:
        with transaction(ctx) as tx:
            for _ in range(8):
                tx.query(SETTINGS)
            keep(tx, "a")
            tx.add(PoolRow(event_id=uuid4(), name="Of no event"))
            tx.flush()

    for number in range(3):
        with pytest.raises(IntegrityError):
            write_what_is_refused()
        with transaction(ctx) as tx:
            keep(tx, f"{number}", is_last=is_last)
    assert kept(ctx) == ["0", "1", "2"]


def test_after_a_savepoint_that_was_taken_back_the_transaction_goes_on():
    ctx = context()
    with transaction(ctx) as tx:
        for _ in range(8):  # the driver has prepared something by then, and drops it
            tx.query(SETTINGS)
        keep(tx, "a")
        with pytest.raises(psycopg.errors.UniqueViolation), tx.savepoint():
            keep(tx, "a")
        keep(tx, "c")
    assert kept(ctx) == ["a", "c"]


@pytest.mark.parametrize("way", ["queried", "asked", "asked as the last"])
def test_a_connection_that_went_stale_is_replaced_before_anything_is_written(settings, way):
    ctx = context()
    with transaction(ctx) as tx:
        [(process,)] = tx.ask("SELECT pg_backend_pid()", {})
    with psycopg.connect(settings.database_url.get_secret_value()) as other:
        ended = other.execute("SELECT pg_terminate_backend(%s::int, 5000)", [process])
        assert ended.fetchone() == (True,)
    with transaction(ctx) as tx:
        if way == "queried":
            tx.query(KEEP, tx.here(key=way))
        else:
            keep(tx, way, is_last=way == "asked as the last")
    assert kept(ctx) == [way]


@pytest.mark.parametrize("way", ["queried", "asked", "asked as the last"])
def test_after_a_restart_of_the_database_no_request_meets_a_lost_connection(settings, way):
    """All connections of the process are stale then: those that lie idle, and the pool's."""
    ctx, together = context(), Barrier(4)

    def hold(number: int) -> int:
        with transaction(ctx) as tx:
            [(process,)] = tx.ask("SELECT pg_backend_pid()", {})
            if number % 2:
                tx.session.connection()  # has begun by the library, so the pool has it next
            together.wait(timeout=10)
            return int(process)

    with ThreadPoolExecutor(4) as threads:
        processes = list(threads.map(hold, range(4)))
    with psycopg.connect(settings.database_url.get_secret_value()) as other:
        for process in processes:
            ended = other.execute("SELECT pg_terminate_backend(%s::int, 5000)", [process])
            assert ended.fetchone() == (True,)
    with transaction(ctx) as tx:
        if way == "queried":
            tx.query(KEEP, tx.here(key=way))
        else:
            keep(tx, way, is_last=way == "asked as the last")
    assert kept(ctx) == [way]


def test_a_first_statement_that_waited_in_vain_is_not_sent_again(monkeypatch):
    sent: list[str] = []
    ask = pipeline.Pipeline.ask

    def noted(self: pipeline.Pipeline, text: str, *args: Any, **options: Any) -> Any:
        sent.append(text)
        return ask(self, text, *args, **options)

    monkeypatch.setattr(pipeline.Pipeline, "ask", noted)
    too_long = "DO $$ BEGIN RAISE EXCEPTION 'too long' USING ERRCODE = 'lock_not_available'; END $$"
    with pytest.raises(psycopg.errors.LockNotAvailable), transaction(context()) as tx:
        tx.ask(too_long, {})
    assert sent == [too_long]


def test_more_statements_than_are_kept_are_answered_all_the_same():
    ctx = context()
    with transaction(ctx) as tx:
        for number in range(pipeline.MOST_STATEMENTS + 5):
            assert tx.ask(f"SELECT {number} + %(one)s", {"one": 1}) == [(number + 1,)]


def test_answers_larger_than_what_the_socket_holds_come_whole():
    sent = "ä" * 3_000_000
    with transaction(context()) as tx:
        assert tx.ask("SELECT %(sent)s::text", {"sent": sent}) == [(sent,)]


def test_whole_numbers_of_any_size_share_one_plan():
    with transaction(context()) as tx:
        tx.ask("SELECT 1", {})
        tx._link.forget_statements()  # another test may have left as many as are kept
        for number in (1, 70_000, 1 << 40):
            assert tx.ask("SELECT %(number)s - 1 AS one_less", {"number": number}) == [
                (number - 1,)
            ]
        text = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %(like)s"
        assert tx.ask(text, {"like": "SELECT $1 - 1 AS one_less"}) == [(1,)]


def test_two_threads_have_a_connection_each():
    ctx = context()

    def write(number: int) -> None:
        with transaction(ctx) as tx:
            keep(tx, f"{number:02}", is_last=bool(number % 2))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(40)))
    assert kept(ctx) == [f"{number:02}" for number in range(40)]


def test_behind_a_pooler_nothing_is_prepared(settings, running):
    usual = engine.database()
    if usual.is_distributed:
        pytest.skip("no pooler stands before nodes yet")
    urls = (settings.database_url, settings.database_operator_url)
    engine._database = None
    engine.configure(*(each.get_secret_value() for each in urls), pool_size=1, pooler=True)
    try:
        ctx = context()
        with transaction(ctx) as tx:
            keep(tx, "a", is_last=True)
            assert tx.ask("SELECT count(*) FROM pg_prepared_statements", {}) == [(0,)]
        assert kept(ctx) == ["a"]
    finally:
        engine.database().dispose()
        engine._database = usual


@pytest.mark.parametrize("way", ["ask", "ask_last", "query"])
def test_plans_are_made_anew_when_tables_may_have_grown(tmp_path, way):
    ctx, clock = context(), Clock()

    def sent_at(seconds):
        """What the next transaction sends at this second, as the driver's library traces it."""
        clock.seconds = seconds
        with transaction(ctx) as tx, (tmp_path / "trace").open("w+b") as trace:
            link = tx._link._pipeline()
            link.plan_age = clock.age or PlanAge(clock)
            clock.age = link.plan_age
            link._pgconn.trace(trace.fileno())
            if way == "query":
                tx.query(SETTINGS)
            else:
                tx.ask(SETTINGS, {}, is_last=way == "ask_last")
            link._pgconn.untrace()
            trace.seek(0)
            return trace.read().decode()

    seconds = (0, 0.9, 1, 1.5, 2.9, 3, 6, 8, 100, 115, 116, 147, 148, 179, 180)
    renewed = [at for at in seconds if "DISCARD PLANS" in sent_at(at)]
    assert renewed == [1, 3, 8, 100, 116, 148, 180]


class Clock:
    def __init__(self):
        self.seconds, self.age = 0.0, None

    def __call__(self):
        return self.seconds
