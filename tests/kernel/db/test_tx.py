from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy.exc import InternalError

from turnout.kernel.context import (
    GUEST,
    Actor,
    ActorKind,
    OrganizationContext,
    PersonContext,
    PublicContext,
    SystemContext,
)
from turnout.kernel.db import engine
from turnout.kernel.db.tx import (
    AlreadyHandled,
    is_disconnect,
    require_no_transaction,
    transaction,
)
from turnout.kernel.errors import RowsMoved
from turnout.kernel.messaging import outbox
from turnout.kernel.messaging.facts import Fact

pytestmark = pytest.mark.usefixtures("running")


@dataclass(frozen=True, slots=True, kw_only=True)
class SomethingHappened(Fact):
    name: ClassVar[str] = "kernel-test.happened.v1"
    thing_id: UUID


def context(organization_id: UUID | None = None) -> PublicContext:
    return PublicContext(organization_id=organization_id or uuid4())


def count(tx) -> int:
    return tx.query("SELECT count(*) FROM outbox")[0][0]


def test_rows_of_another_organization_do_not_exist():
    here, there = context(), context()
    with transaction(here) as tx:
        tx.publish(SomethingHappened(thing_id=uuid4()))
    with transaction(there) as tx:
        assert count(tx) == 0
    with transaction(here) as tx:
        assert count(tx) == 1


def test_a_person_sees_no_row_of_any_organization_by_default():
    here = context()
    with transaction(here) as tx:
        tx.publish(SomethingHappened(thing_id=uuid4()))
    with transaction(PersonContext(user_id=uuid4(), actor=GUEST)) as tx:
        assert count(tx) == 0


def test_a_failure_leaves_no_fact():
    here = context()

    def fail():
        with transaction(here) as tx:
            tx.publish(SomethingHappened(thing_id=uuid4()))
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with transaction(here) as tx:
        assert count(tx) == 0


def test_nesting_and_the_network_are_refused_while_a_transaction_is_open():
    with transaction(context()):
        with pytest.raises(RuntimeError, match="pass tx"), transaction(context()):
            pass
        with pytest.raises(RuntimeError, match="network"):
            require_no_transaction()
    require_no_transaction()


def test_a_reaction_happens_once():
    cause = ("kernel-test.react", uuid4())
    ctx = OrganizationContext(
        organization_id=uuid4(), actor=Actor(ActorKind.HANDLER, cause[0]), cause=cause
    )
    with transaction(ctx) as tx:
        tx.publish(SomethingHappened(thing_id=uuid4()))
    with pytest.raises(AlreadyHandled), transaction(ctx) as tx:
        tx.publish(SomethingHappened(thing_id=uuid4()))
    with transaction(context(ctx.organization_id)) as tx:
        assert count(tx) == 1


def test_a_reaction_that_failed_may_be_tried_again():
    cause = ("kernel-test.react", uuid4())
    ctx = OrganizationContext(
        organization_id=uuid4(), actor=Actor(ActorKind.HANDLER, cause[0]), cause=cause
    )
    with pytest.raises(ZeroDivisionError), transaction(ctx):
        1 / 0  # noqa: B018
    with transaction(ctx):
        pass


def test_an_actor_with_quotes_stays_text():
    ctx = OrganizationContext(
        organization_id=uuid4(), actor=Actor(ActorKind.USER, "o'hara'); DROP TABLE outbox; --")
    )
    with transaction(ctx) as tx:
        assert tx.query("SELECT current_setting('turnout.actor')")[0][0] == str(ctx.actor)


def test_the_relay_takes_each_fact_once_and_marks_unheard_ones_done():
    here = context()
    with transaction(here) as tx:
        tx.publish(SomethingHappened(thing_id=uuid4()))
    sent = []
    while outbox.relay_once(sent.extend, limit=500):
        pass
    with transaction(here) as tx:
        assert tx.query("SELECT dispatched_at IS NOT NULL, done_at IS NOT NULL FROM outbox") == [
            (True, True)
        ]


def test_an_operator_may_not_touch_the_audit_log():
    with transaction(SystemContext(job="kernel-test")) as tx:
        assert tx.query("SELECT has_table_privilege('audit_entries', 'INSERT')") == [(False,)]


@pytest.fixture
def behind_a_pooler(settings, running):
    """Engines as behind PgBouncer in transaction mode, in place of the usual ones."""
    usual = engine.database()
    urls = (settings.database_url, settings.database_operator_url)
    engine._database = None
    yield engine.configure(*(each.get_secret_value() for each in urls), pool_size=1, pooler=True)
    engine.database().dispose()
    engine._database = usual


def test_what_is_planned_anew_is_never_prepared():
    often = 12
    with transaction(context()) as tx:
        for _ in range(often):
            tx.query("SELECT %(of)s::int AS planned_once", {"of": 1})
            tx.query("SELECT %(of)s::int AS planned_anew", {"of": 1}, is_planned_anew=True)
        prepared = [text for (text,) in tx.query("SELECT statement FROM pg_prepared_statements")]
    assert any("planned_once" in text for text in prepared)
    assert not any("planned_anew" in text for text in prepared)


def test_behind_a_pooler_sessions_carry_nothing_and_transactions_their_time_outs(behind_a_pooler):
    shown = "SELECT name, setting FROM pg_settings WHERE name = ANY(%(names)s)"
    names = {"names": list(engine.TIMEOUTS)}
    for _ in range(10):  # the driver would prepare it by now
        with transaction(context()) as tx:
            within = dict(tx.query(shown, names))
            assert tx.query("SELECT count(*) FROM pg_prepared_statements") == [(0,)]
    with behind_a_pooler.idle_of_app.take() as connection:
        outside = dict(connection.connection.driver_connection.execute(shown, names).fetchall())
    assert within == {
        "statement_timeout": "30000",
        "lock_timeout": "10000",
        "idle_in_transaction_session_timeout": "60000",
    }
    assert dict.fromkeys(within, "0") == outside


@pytest.mark.parametrize(
    "said",
    [
        psycopg.errors.InternalError_("could not find valid entry for shard 102785"),
        psycopg.errors.SerializationFailure(
            "shard for the given value does not exist\nDETAIL:  A concurrent shard split may have"
        ),
        InternalError(
            "SELECT 1", {}, psycopg.errors.InternalError_("could not find valid entry for shard 7")
        ),
    ],
)
def test_rows_that_moved_meanwhile_are_said_to_have(said):
    with pytest.raises(RowsMoved) as caught, transaction(context()):
        raise said
    assert caught.value.__cause__ is said
    assert is_disconnect(caught.value)


def test_what_else_fails_is_told_as_it_is():
    with pytest.raises(psycopg.errors.InternalError_), transaction(context()):
        raise psycopg.errors.InternalError_("could not find a place for the rest of it")
    with pytest.raises(ValueError, match="valid entry"), transaction(context()):
        raise ValueError("could not find valid entry for shard 7")
    named = "Key (slug)=(could not find valid entry for shard) exists"
    with pytest.raises(psycopg.errors.UniqueViolation), transaction(context()):
        raise psycopg.errors.UniqueViolation(named)
