"""Waiting rooms that switch themselves on when many come, and off again when nobody waits.

It is as if somebody had switched them on: from then on every order of the public needs a pass. A
room with an opening in the future opens its lobby, any other admits by arrival. It goes off once
nobody has waited for ten minutes and fewer come than it takes to go on. Whoever switches one by
hand decides: what they switched on stays on, what they switched off goes on again only when as
many come anew. Without Redis nobody is counted and nothing changes.

Each process counts arrivals for itself and adds them to Redis once a second, in buckets of two
seconds. Which events are watched it asks as seldom; of all others nothing is counted or asked.
"""

import threading
from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import Any, Final
from uuid import UUID

import structlog

from turnout.kernel import cache, clock, runtime
from turnout.kernel.cache import RedisDown
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.events import api as events
from turnout.modules.waiting_room import looks, queries, queue
from turnout.modules.waiting_room.control import AT_ONCE
from turnout.modules.waiting_room.facts import WaitingRoomChanged
from turnout.modules.waiting_room.metrics import SWITCHED, UNREACHABLE
from turnout.modules.waiting_room.types import NewWaitingRoom, WaitingRoom

QUIET: Final = timedelta(minutes=10)
"""So long nobody has waited before a room goes off by itself."""
PURPOSE: Final = "waiting-room"
BUCKET_SECONDS: Final = 2
WINDOW_SECONDS: Final = 10
"""So far back arrivals are looked at: whole buckets, and the one that runs."""
KEPT_SECONDS: Final = 60
WATCHED_SECONDS: Final = 30
"""How long events are watched that the job has not named again."""
ASKED_SECONDS: Final = 2.0
SENT_SECONDS: Final = 1.0
WATCHED: Final = cache.key(None, PURPOSE, "watched")
Event = tuple[UUID, UUID]
"""Organization and event."""
log = structlog.get_logger(__name__)


def save_room(
    tx: Transaction, before: WaitingRoom, new: NewWaitingRoom, *, is_automatic: bool
) -> WaitingRoom:
    """Write how a room works; switched on anew it has another run, and so another draw."""
    begins = new.is_on and not before.is_on
    run = before.run + 1 if begins else before.run
    key_id = runtime.current().keys.current if begins else before.key_id
    event_id = before.event_id
    queries.save_room(tx, event_id, new, run=run, key_id=key_id, is_automatic=is_automatic)
    tx.publish(WaitingRoomChanged(event_id=event_id))
    return queries.get_room(tx, event_id)


def tell_redis(organization_id: UUID, room: WaitingRoom, *, begins: bool) -> None:
    """Bring Redis to what was saved; what it does not hear now, the next who looks tells it."""
    looks.forget_room(organization_id, room.event_id)
    try:
        if begins or not room.is_on:
            queue.drop(organization_id, room.event_id)
        if room.is_on:
            queue.configure(organization_id, room, is_new=begins)
        queue.tell_changed(organization_id, room.event_id)
    except RedisDown:
        UNREACHABLE.add()


def list_automatic(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, event) of the rooms that switch themselves on or off, now watched."""
    with transaction(ctx) as tx:
        found = queries.list_automatic(tx, limit=AT_ONCE)
    with suppress(RedisDown):
        watch(found)
    return found


def run_automatic(ctx: OrganizationContext, event_id: UUID) -> None:
    """Switch a room on where more come than it takes, or off where nobody has waited for long."""
    with transaction(ctx) as tx:
        room = queries.find_room(tx, event_id)
    if room is None or room.automatic_above_per_minute is None:
        return
    try:
        arriving = per_minute((ctx.organization_id, event_id))
        is_many = arriving > room.automatic_above_per_minute
        if not room.is_on and is_many:
            _switch(ctx, room, is_on=True, arriving=arriving)
        elif room.is_on and room.is_automatic and _is_quiet(ctx, room, is_many=is_many):
            _switch(ctx, room, is_on=False, arriving=arriving)
    except RedisDown:
        UNREACHABLE.add()


def _is_quiet(ctx: OrganizationContext, room: WaitingRoom, *, is_many: bool) -> bool:
    """Whether nobody has waited for ten minutes; the first moment of that is kept in Redis."""
    state = queue.advance(ctx.organization_id, room.event_id)
    waits = state is None or state.waiting > 0 or state.opens_at > clock.now()
    name, now = cache.key(ctx.organization_id, PURPOSE, room.event_id, "quiet"), clock.now()

    def ask(redis: Any) -> Any:
        if waits or is_many:
            redis.delete(name)
            return None
        redis.set(name, now.timestamp(), nx=True, ex=int(QUIET.total_seconds()) * 2)
        return redis.get(name)

    since = runtime.current().redis.ask(PURPOSE, ask, at=name)
    return since is not None and now.timestamp() - float(since) >= QUIET.total_seconds()


def _switch(ctx: OrganizationContext, seen: WaitingRoom, *, is_on: bool, arriving: int) -> None:
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, seen.event_id)
        before = queries.get_room(tx, seen.event_id)
        if before.version != seen.version or before.opens_at is None:
            return  # somebody has changed it meanwhile
        new = NewWaitingRoom(
            is_on=is_on,
            is_paused=False,
            lobby_opens_at=before.lobby_opens_at,
            opens_at=before.opens_at,
            least_per_minute=before.least_per_minute,
            most_per_minute=before.most_per_minute,
            most_shopping=before.most_shopping,
            shopping_minutes=before.shopping_minutes,
            target_milliseconds=before.target_milliseconds,
            automatic_above_per_minute=before.automatic_above_per_minute,
        )
        saved = save_room(tx, before, new, is_automatic=is_on)
    tell_redis(ctx.organization_id, saved, begins=is_on)
    SWITCHED.add(to="on" if is_on else "off")
    log.info("waiting room switched itself", is_on=is_on, arrivals_per_minute=arriving)


class _Arrivals:
    """What this process has counted and not sent, and which events it counts."""

    def __init__(self) -> None:
        self._counted: Counter[tuple[Event, int]] = Counter()
        self._watched: frozenset[str] = frozenset()
        self._asked_at = self._sent_at = float("-inf")
        self._lock = threading.Lock()

    def count(self, event: Event) -> None:
        """Count one who comes to an event's checkout, where that is watched."""
        now = monotonic()
        if now - self._asked_at >= ASKED_SECONDS:
            self._ask(now)
        if not self._watched or _member(event) not in self._watched:
            return
        with self._lock:
            self._counted[event, _bucket()] += 1
            if now - self._sent_at < SENT_SECONDS:
                return
            self._sent_at, counted, self._counted = now, self._counted, Counter()
        _send(counted)

    def forget(self) -> None:
        """Ask again which events are watched."""
        self._asked_at = self._sent_at = float("-inf")

    def _ask(self, now: float) -> None:
        self._asked_at = now  # also when Redis is away: it is asked again as seldom
        with suppress(RedisDown):
            found: Any = runtime.current().redis.ask(
                PURPOSE, lambda redis: redis.smembers(WATCHED), at=WATCHED
            )
            self._watched = frozenset(each.decode() for each in found)


def watch(events: Collection[Event]) -> None:
    """Have the processes that serve buyers count who comes to these events, for half a minute."""

    def write(redis: Any) -> None:
        pipeline = redis.pipeline()
        pipeline.delete(WATCHED)
        if events:
            pipeline.sadd(WATCHED, *map(_member, events))
            pipeline.expire(WATCHED, WATCHED_SECONDS)
        pipeline.execute()

    runtime.current().redis.ask(PURPOSE, write, at=WATCHED)


def per_minute(event: Event) -> int:
    """How many come in a minute, by the last seconds; RedisDown without Redis."""
    last = _bucket()
    names = [_name(event, last - back) for back in range(WINDOW_SECONDS // BUCKET_SECONDS)]
    found: Any = runtime.current().redis.ask(PURPOSE, lambda redis: redis.mget(names), at=names[0])
    return sum(int(each) for each in found if each) * 60 // WINDOW_SECONDS


def _send(counted: Counter[tuple[Event, int]]) -> None:
    numbers = {_name(event, bucket): number for (event, bucket), number in counted.items()}

    def write(names: Collection[str], redis: Any) -> None:
        pipeline = redis.pipeline(transaction=False)
        for name in names:
            pipeline.incrby(name, numbers[name])
            pipeline.expire(name, KEPT_SECONDS)
        pipeline.execute()

    for names in cache.by_node(numbers):
        with suppress(RedisDown):
            runtime.current().redis.ask(PURPOSE, partial(write, names), at=names[0])


def _bucket() -> int:
    return int(clock.now().timestamp()) // BUCKET_SECONDS


def _name(event: Event, bucket: int) -> str:
    return cache.key(event[0], PURPOSE, event[1], "arrivals", bucket)


def _member(event: Event) -> str:
    return f"{event[0]} {event[1]}"


_arrivals: Final = _Arrivals()
count: Final = _arrivals.count
forget: Final = _arrivals.forget
