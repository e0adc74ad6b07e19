"""Platform health: asked of each part when an operator looks, nothing of it is stored."""

from collections.abc import Sequence
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, Final

from turnout.kernel import clock, runtime
from turnout.kernel.cache import RedisDown
from turnout.kernel.context import OperatorContext
from turnout.kernel.db import engine
from turnout.kernel.db.tx import transaction
from turnout.kernel.messaging import broker, live, outbox, tasks
from turnout.kernel.observability import heartbeat
from turnout.modules.connections import api as connections
from turnout.modules.platform_health import policies, queries, rules
from turnout.modules.platform_health.types import (
    AdapterReport,
    CacheHealth,
    DatabaseHealth,
    DatabaseLevels,
    HealthState,
    OutboxHealth,
    PlatformHealth,
    QueueHealth,
    RealtimeHealth,
    RoleHealth,
)

JOB: Final = "platform_health.get"
PURPOSE: Final = "health"
BEATING: Final = ("worker", "scheduler", "relay")


def get_health(ctx: OperatorContext) -> PlatformHealth:
    """How every part is now; one that cannot be asked says so and stops none of the others."""
    policies.require_can_read(ctx)
    with transaction(ctx.job(JOB)) as tx:
        facts = outbox.get_levels(tx)
        levels = queries.get_database_levels(tx)
        checked = connections.list_adapter_health(tx)
    now = clock.now()
    database, cache, realtime = _database(levels), _cache(), _realtime()
    queues = _queues(now)
    roles = tuple(_role(name, now) for name in BEATING)
    adapters = _adapters(checked)
    sent = OutboxHealth(
        state=rules.outbox_state(oldest_seconds=facts.oldest_seconds, dead=facts.dead),
        waiting=facts.waiting,
        oldest_seconds=facts.oldest_seconds,
        unfinished=facts.unfinished,
        dead=facts.dead,
    )
    states = [sent.state, database.state, cache.state, realtime.state]
    states += [each.state for part in (queues, roles, adapters) for each in part]
    return PlatformHealth(
        checked_at=now,
        state=rules.worst_of(states),
        queues=rules.worst_first(queues),
        outbox=sent,
        database=database,
        cache=cache,
        roles=rules.worst_first(roles),
        realtime=realtime,
        adapters=rules.worst_first(adapters),
    )


def _queues(now: datetime) -> tuple[QueueHealth, ...]:
    try:
        levels = broker.list_queue_levels(runtime.current().settings)
    except broker.BrokerAway:
        return tuple(
            QueueHealth(name=name, state=HealthState.BAD, waiting=None, oldest_seconds=None)
            for name in tasks.QUEUES
        )
    return tuple(_queue(each, now) for each in levels)


def _queue(level: broker.QueueLevel, now: datetime) -> QueueHealth:
    age = None if level.oldest_at is None else max(0.0, now.timestamp() - level.oldest_at)
    return QueueHealth(
        name=level.name,
        state=rules.queue_state(waiting=level.waiting, oldest_seconds=age),
        waiting=level.waiting,
        oldest_seconds=age,
    )


def _database(levels: DatabaseLevels) -> DatabaseHealth:
    both = engine.database()
    pools: list[Any] = [both.app.pool, both.operator.pool]
    return DatabaseHealth(
        state=rules.share_state(levels.connections, levels.most_connections),
        connections=levels.connections,
        most_connections=levels.most_connections,
        pool_size=sum(each.size() for each in pools),
        pool_used=sum(each.checkedout() for each in pools),
    )


def _cache() -> CacheHealth:
    began = perf_counter()
    try:
        asked = runtime.current().redis.ask_each(PURPOSE, lambda redis: redis.info())
    except RedisDown:
        return CacheHealth(
            state=HealthState.BAD,
            answer_milliseconds=None,
            hits=None,
            misses=None,
            hit_rate=None,
            memory_bytes=None,
            nodes=None,
            nodes_away=None,
        )
    milliseconds = round((perf_counter() - began) * 1000 / len(asked), 1)
    found: list[Any] = [each for each in asked if each is not None]
    hits, misses = _sum(found, "keyspace_hits"), _sum(found, "keyspace_misses")
    away = len(asked) - len(found)
    return CacheHealth(
        state=HealthState.WARNING if away else rules.answer_state(milliseconds),
        answer_milliseconds=milliseconds,
        hits=hits,
        misses=misses,
        hit_rate=rules.hit_rate(hits, misses),
        memory_bytes=_sum(found, "used_memory"),
        nodes=len(asked),
        nodes_away=away,
    )


def _sum(found: Sequence[Any], figure: str) -> int:
    return sum(int(each[figure]) for each in found)


def _role(name: str, now: datetime) -> RoleHealth:
    current = runtime.current()
    signs = heartbeat.signs(
        name, link=current.redis, directory=current.settings.state_dir / "heartbeats"
    )
    alive = [each for each in signs if _age(each, now) <= heartbeat.DEAD_AFTER_SECONDS]
    last = max((each.at for each in signs), default=None)
    return RoleHealth(
        name=name,
        state=HealthState.GOOD if alive else HealthState.BAD,
        instances=len(alive),
        last_beat_at=None if last is None else datetime.fromtimestamp(last, UTC),
    )


def _age(sign: heartbeat.Sign, now: datetime) -> float:
    return now.timestamp() - sign.at


def _realtime() -> RealtimeHealth:
    """Each of its processes listens to one channel that carries nothing but a pulse.

    In a cluster each listens at one node.
    """
    try:
        asked: list[Any] = runtime.current().redis.ask_each(
            PURPOSE, lambda redis: redis.pubsub_numsub(live.pulse_channel())
        )
    except RedisDown:
        return RealtimeHealth(state=HealthState.UNKNOWN, instances=None)
    instances = sum(int(listening) for each in asked if each for _, listening in each)
    return RealtimeHealth(
        state=HealthState.GOOD if instances else HealthState.BAD, instances=instances
    )


def _adapters(checked: Sequence[connections.AdapterHealth]) -> tuple[AdapterReport, ...]:
    """Those that are installed, by kind and key, and those that did not load."""
    registry = runtime.current().adapters
    known = {(each.kind, each.adapter_key): each for each in checked}
    titles = {(each.kind.value, each.key): each.title for each in registry.list()}
    problems = {(each.kind, each.key): each.reason for each in registry.broken}
    return tuple(
        _adapter(name, titles.get(name, name[1]), problems.get(name, ""), known.get(name))
        for name in sorted({*titles, *problems})
    )


def _adapter(
    name: tuple[str, str], title: str, problem: str, counted: connections.AdapterHealth | None
) -> AdapterReport:
    healthy = counted.healthy if counted else 0
    unhealthy = counted.unhealthy if counted else 0
    return AdapterReport(
        kind=name[0],
        key=name[1],
        title=title,
        state=rules.adapter_state(is_loaded=not problem, healthy=healthy, unhealthy=unhealthy),
        problem=problem,
        connections=counted.connections if counted else 0,
        healthy=healthy,
        unhealthy=unhealthy,
        last_checked_at=counted.last_checked_at if counted else None,
    )
