"""How the platform is doing, as its operators see it: true numbers and a plain state."""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from tests.factories.operators import MadeOperator, make_operator
from tests.factories.sales import make_shop

from turnout.kernel import clock, runtime
from turnout.kernel.adapters import BrokenAdapter, Registry
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.messaging import broker, outbox
from turnout.kernel.observability.heartbeat import Heartbeat
from turnout.modules.connections import api as connections
from turnout.modules.platform_health import rules

BASE = "/api/v1/platform/health"
TRANSFER = {"account_holder": "Congress e. V.", "iban": "DE02120300000000202051"}
NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def operator(app: Any) -> MadeOperator:
    return make_operator()


@pytest.fixture
def current(app: Any) -> Iterator[runtime.Runtime]:
    """The process, whose parts a test may exchange."""
    found = runtime.current()
    before = (found.settings, found.adapters)
    yield found
    found.settings, found.adapters = before


def health(client: Any, operator: MadeOperator) -> Any:
    answer = client.get(BASE, headers=operator.headers)
    assert answer.status_code == 200, answer.json
    return answer.json


def one(found: list[dict[str, Any]], **named: str) -> dict[str, Any]:
    [match] = [each for each in found if named.items() <= each.items()]
    return match


def test_a_queue_says_how_much_waits_and_how_old_the_oldest_is(client, operator, current) -> None:
    celery = broker.make(current.settings)
    with clock.frozen(clock.now() - timedelta(minutes=6)):
        broker.sender(celery)("health.nothing", (), "exports")
    broker.sender(celery)("health.nothing", (), "exports")
    try:
        found = one(health(client, operator)["queues"], name="exports")
    finally:
        with celery.connection_for_read() as connection:
            connection.default_channel.queue_purge("exports")
    assert (found["state"], found["waiting"]) == ("bad", 2)
    assert 360 <= found["oldest_seconds"] < 420
    emptied = one(health(client, operator)["queues"], name="exports")
    assert (emptied["waiting"], emptied["oldest_seconds"]) == (0, None)


def test_a_broker_that_is_away_is_said_and_hides_nothing_else(client, operator, current) -> None:
    current.settings = current.settings.model_copy(update={"broker_url": SecretStr(NOWHERE)})
    found = health(client, operator)
    assert {each["state"] for each in found["queues"]} == {"bad"}
    assert found["state"] == "bad"
    assert found["database"]["connections"] > 0


def test_database_and_cache_say_how_much_is_used(client, operator) -> None:
    found = health(client, operator)
    database, cache = found["database"], found["cache"]
    assert 0 < database["connections"] <= database["most_connections"]
    assert 0 <= database["pool_used"] <= database["pool_size"]
    assert cache["memory_bytes"] > 0
    assert (cache["nodes"] >= 1, cache["nodes_away"]) == (True, 0)
    assert cache["hit_rate"] is None or 0 <= cache["hit_rate"] <= 1


def test_a_role_is_well_while_it_beats(client, operator, current) -> None:
    before = one(health(client, operator)["roles"], name="relay")["instances"]
    directory = current.settings.state_dir / "heartbeats"
    heart = Heartbeat("relay", link=current.redis, directory=directory, instance="here-7")
    heart.beat()
    try:
        found = one(health(client, operator)["roles"], name="relay")
    finally:
        heart.stop()
    assert (found["state"], found["instances"]) == ("good", before + 1)
    assert found["last_beat_at"] is not None


def test_an_adapter_that_did_not_load_says_why(client, operator, current) -> None:
    broken = BrokenAdapter(kind="email", key="torn", reason="ImportError")
    current.adapters = Registry(current.adapters.list(), [broken])
    found = one(health(client, operator)["adapters"], kind="email", key="torn")
    assert (found["state"], found["problem"]) == ("bad", "ImportError")


def test_what_is_worst_stands_first(client, operator, current) -> None:
    broken = BrokenAdapter(kind="video", key="torn", reason="ImportError")
    current.adapters = Registry(current.adapters.list(), [broken])
    celery = broker.make(current.settings)
    with clock.frozen(clock.now() - timedelta(minutes=6)):
        broker.sender(celery)("health.nothing", (), "exports")
    try:
        found = health(client, operator)
    finally:
        with celery.connection_for_read() as connection:
            connection.default_channel.queue_purge("exports")
    assert found["queues"][0]["name"] == "exports"
    for part in ("queues", "roles", "adapters"):
        ranks = [rules.WORST_FIRST.index(each["state"]) for each in found[part]]
        assert ranks == sorted(ranks), part
    assert found["adapters"][0]["state"] == "bad"


def test_connections_are_counted_over_all_organizations(client, operator) -> None:
    def counted() -> int:
        found = one(health(client, operator)["adapters"], kind="payments", key="banktransfer")
        return int(found["connections"])

    before = counted()
    for _ in range(2):
        new = connections.NewConnection(
            kind="payments", adapter_key="banktransfer", name="Bank", values=TRANSFER
        )
        connections.create_connection(make_shop().organizer, new)
    assert counted() == before + 2


def test_a_moderator_is_not_asked_to_run_the_machines(client) -> None:
    answer = client.get(BASE, headers=make_operator("moderator").headers)
    assert answer.status_code == 403


def test_the_counts_of_the_outbox_are_read_from_indexes(app: Any) -> None:
    with transaction(SystemContext(job="test.health")) as tx:
        tx.query("SET LOCAL enable_seqscan = off")
        plan = "\n".join(row[0] for row in tx.query(f"EXPLAIN {outbox.LEVELS}", {"now": tx.now}))
    assert "Seq Scan on outbox" not in plan


@pytest.mark.parametrize(
    ("waiting", "oldest", "state"),
    [(0, None, "good"), (1_000, 1.0, "warning"), (1, 30.0, "warning"), (1, 300.0, "bad")],
)
def test_a_queue_is_judged_by_length_and_age(waiting, oldest, state) -> None:
    assert rules.queue_state(waiting=waiting, oldest_seconds=oldest) == state


@pytest.mark.parametrize(
    ("is_loaded", "healthy", "unhealthy", "state"),
    [
        (True, 0, 0, "unknown"),
        (True, 3, 1, "warning"),
        (True, 0, 1, "bad"),
        (False, 3, 0, "bad"),
    ],
)
def test_an_adapter_is_judged_by_its_connections(is_loaded, healthy, unhealthy, state) -> None:
    judged = rules.adapter_state(is_loaded=is_loaded, healthy=healthy, unhealthy=unhealthy)
    assert judged == state


def test_what_nobody_uses_does_not_make_the_whole_worse() -> None:
    assert rules.worst_of(["unknown", "good"]) == "good"
    assert rules.worst_of(["good", "warning", "bad"]) == "bad"
    assert rules.share_state(95, 100) == "bad"
    assert rules.outbox_state(oldest_seconds=None, dead=1) == "warning"
    assert rules.hit_rate(3, 1) == 0.75


@pytest.mark.skipif(os.environ.get("TURNOUT_TEST_REDIS") != "cluster", reason="one Redis")
def test_a_node_that_is_away_is_said_and_the_rest_is_counted(
    client, operator, current, redis_nodes
) -> None:
    with redis_nodes.without(redis_nodes.nodes[1]):
        cache = health(client, operator)["cache"]
    current.redis.forget_all()
    assert (cache["state"], cache["nodes"], cache["nodes_away"]) == ("warning", 3, 1)
    assert cache["memory_bytes"] > 0
