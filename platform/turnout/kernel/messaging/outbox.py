"""The relay: hands every committed fact to its handlers, at least once, in batches.

Facts are rows of the change's own commit. The relay claims fresh ones, queues one message per
handler and marks them; a handler's transaction inserts into `handled_facts` first, so a repeat
does nothing. The broker may lose messages: the sweeper hands out again what was marked but not
done, with a growing delay, and sets aside what keeps failing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from turnout.kernel.context import Actor, ActorKind, OrganizationContext, SystemContext
from turnout.kernel.db.claims import Claim
from turnout.kernel.db.tx import AlreadyHandled, Transaction, noting_claims, transaction
from turnout.kernel.messaging import facts
from turnout.kernel.messaging.facts import Subscription
from turnout.kernel.observability.metrics import counter, gauge

log = structlog.get_logger(__name__)

TAKEN = counter("turnout_relay_facts", "Facts that the relay handed out")
WAITING = gauge("turnout_outbox_waiting", "Facts that no relay has handed out yet")
OLDEST = gauge("turnout_outbox_oldest_seconds", "Age of the oldest of them")
BATCH = 200
FIRST_RETRY_SECONDS = 15
MOST_ATTEMPTS = 12
KEEP_DAYS = 7

BACKLOG = """
    SELECT count(*), coalesce(extract(epoch FROM %(now)s - min(recorded_at)), 0)
    FROM outbox WHERE dispatched_at IS NULL
"""
LEVELS = """
    SELECT fresh.waiting, fresh.oldest_seconds, unfinished.count AS unfinished, dead.count AS dead
    FROM (SELECT count(*) AS waiting,
            extract(epoch FROM %(now)s - min(recorded_at))::float8 AS oldest_seconds
        FROM outbox WHERE dispatched_at IS NULL) fresh,
        (SELECT count(*) FROM outbox
            WHERE dispatched_at IS NOT NULL AND done_at IS NULL AND dead_at IS NULL) unfinished,
        (SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL) dead
"""
DONE = """
    UPDATE outbox SET done_at = %(now)s WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DEAD = """
    UPDATE outbox SET dead_at = %(now)s WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
HANDLED = """
    SELECT handler FROM handled_facts WHERE organization_id = %(organization_id)s AND id = %(id)s
"""

OPEN = """
    SELECT o.organization_id, o.id, o.name, o.dispatched_at IS NOT NULL AS is_dispatched,
        coalesce(array_agg(h.handler) FILTER (WHERE h.handler IS NOT NULL), '{}') AS handlers
    FROM outbox o LEFT JOIN handled_facts h USING (organization_id, id)
    WHERE o.done_at IS NULL AND o.dead_at IS NULL
    GROUP BY o.organization_id, o.id, o.name, o.dispatched_at
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFact:
    """A row of the outbox as the relay takes it."""

    organization_id: UUID
    id: UUID
    name: str
    payload: dict[str, Any]
    request_id: str
    traceparent: str
    attempts: int
    """How often it was handed out, with this time."""

    def for_handler(self, subscription: Subscription) -> "Delivery":
        return Delivery(
            subscription,
            self.organization_id,
            self.id,
            self.name,
            self.payload,
            self.request_id,
            self.traceparent,
        )


FRESH = Claim(
    "outbox",
    due="dispatched_at IS NULL",
    first="id",
    taken="dispatched_at = %(now)s, attempts = attempts + 1",
    returned=tuple(each.name for each in fields(WaitingFact)),
)
UNFINISHED = replace(
    FRESH,
    due="""dispatched_at < %(now)s - make_interval(secs => %(delay)s * power(2, attempts - 1))
        AND done_at IS NULL AND dead_at IS NULL""",
    first="dispatched_at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFact:
    """A row of the outbox that is not done, with the keys of the handlers that are."""

    organization_id: UUID
    id: UUID
    name: str
    is_dispatched: bool
    handlers: list[str]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One fact for one handler, as it travels: ids only."""

    subscription: Subscription
    organization_id: UUID
    fact_id: UUID
    fact_name: str
    payload: dict[str, Any]
    request_id: str
    traceparent: str = ""
    """Where the change stands in its trace (W3C); empty while nobody traces."""


Send = Callable[[list[Delivery]], None]
_send: Send | None = None


def connect(send: Send) -> None:
    """Tell how deliveries leave this process: worker.py plugs in the broker."""
    global _send  # noqa: PLW0603  one broker for the process
    _send = send


def sending() -> Send:
    if _send is None:
        raise RuntimeError("call turnout.kernel.messaging.outbox.connect first")
    return _send


def relay_once(send: Send, *, limit: int = BATCH) -> int:
    """Hand out one batch of fresh facts; the number of facts taken.

    Sending happens after the commit: a crash in between leaves marked facts, which the
    sweeper hands out again.
    """
    ctx = SystemContext(job="kernel.relay")
    with transaction(ctx) as tx:
        found = FRESH.take(tx, {"now": tx.now}, limit=limit, into=WaitingFact)
        _mark_done(tx, [each for each in found if not facts.subscriptions(each.name)])
    deliveries = [
        each.for_handler(subscription)
        for each in sorted(found, key=lambda each: each.id)
        for subscription in facts.subscriptions(each.name)
    ]
    if deliveries:
        send(deliveries)
    return len(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxLevels:
    """Facts on their way: not handed out yet, handed out and not done, given up."""

    waiting: int
    oldest_seconds: float | None
    """Of those that wait; None where none does."""
    unfinished: int
    dead: int


def get_levels(tx: Transaction) -> OutboxLevels:
    """How far the relay and the handlers are behind; each count is by an index of its own."""
    return tx.query(LEVELS, {"now": tx.now}, into=OutboxLevels)[0]


def measure_backlog() -> None:
    """State as metrics how many facts wait to be handed out, and for how long."""
    with transaction(SystemContext(job="kernel.relay")) as tx:
        [(waiting, oldest)] = tx.query(BACKLOG, {"now": tx.now})
    WAITING.set(float(waiting))
    OLDEST.set(max(0.0, float(oldest)))


def _mark_done(tx: Transaction, done: Sequence[WaitingFact | OpenFact]) -> None:
    if done:
        tx.execute_many(
            DONE,
            [
                {"organization_id": each.organization_id, "id": each.id, "now": tx.now}
                for each in done
            ],
        )


def sweep(send: Send, *, limit: int = BATCH, delay_seconds: int = FIRST_RETRY_SECONDS) -> int:
    """Finish, repeat or set aside what was handed out a while ago; how many were looked at."""
    ctx = SystemContext(job="kernel.sweep")
    deliveries: list[Delivery] = []
    with transaction(ctx) as tx:
        values = {"now": tx.now, "delay": delay_seconds}
        found = UNFINISHED.take(tx, values, limit=limit, into=WaitingFact)
        for each in found:
            where = {"organization_id": each.organization_id, "id": each.id, "now": tx.now}
            handled = {row[0] for row in tx.query(HANDLED, where)}
            missing = [one for one in facts.subscriptions(each.name) if one.key not in handled]
            if not missing:
                tx.query(DONE, where)
            elif each.attempts > MOST_ATTEMPTS:
                tx.query(DEAD, where)
                log.error("fact set aside", fact=each.name, missing=[one.key for one in missing])
            else:
                deliveries += [each.for_handler(one) for one in missing]
    if deliveries:
        send(deliveries)
    return len(found)


def handle(
    key: str,
    fact_name: str,
    *,
    organization_id: UUID,
    fact_id: UUID,
    payload: Any,
    request_id: str,
) -> bool:
    """Run one handler for one fact; False when it had happened before."""
    subscription = facts.subscription(fact_name, key)
    if subscription is None:
        log.warning("handler is gone", handler=key, fact=fact_name)
        return False
    ctx = OrganizationContext(
        organization_id=organization_id,
        actor=Actor(ActorKind.HANDLER, key),
        cause=(key, fact_id),
        request_id=request_id,
    )
    try:
        with noting_claims() as claimed:
            subscription.handler(ctx, facts.decode(subscription.fact, payload))
        if not claimed:
            _mark_handled(ctx)
    except AlreadyHandled:
        return False
    return True


def _mark_handled(ctx: OrganizationContext) -> None:
    """A handler that found nothing to change opened no transaction: mark it all the same."""
    try:
        with transaction(ctx):
            pass
    except AlreadyHandled:
        return


def dead(ctx: SystemContext, *, limit: int = 100) -> list[dict[str, Any]]:
    """Facts that were set aside, newest first."""
    with transaction(ctx) as tx:
        rows = tx.query(
            "SELECT organization_id, id, name, recorded_at, attempts FROM outbox"
            " WHERE dead_at IS NOT NULL ORDER BY dead_at DESC LIMIT %(limit)s",
            {"limit": limit},
        )
    names = ("organization_id", "id", "name", "recorded_at", "attempts")
    return [dict(zip(names, row, strict=True)) for row in rows]


def replay(ctx: SystemContext) -> int:
    """Hand out again everything that was set aside; how many."""
    with transaction(ctx) as tx:
        return len(
            tx.query(
                "UPDATE outbox SET dead_at = NULL, dispatched_at = NULL, attempts = 0"
                " WHERE dead_at IS NOT NULL RETURNING true"
            )
        )


def settle(ctx: SystemContext) -> int:
    """Mark what every handler has done; how many facts still wait (`turnout wait-idle`)."""
    with transaction(ctx) as tx:
        found = tx.query(OPEN, into=OpenFact)
        done = [
            each
            for each in found
            if each.is_dispatched
            and {one.key for one in facts.subscriptions(each.name)} <= set(each.handlers)
        ]
        _mark_done(tx, done)
    return len(found) - len(done)


def forget_old(ctx: SystemContext) -> int:
    """Drop facts that were done a week ago, with their marks; how many."""
    with transaction(ctx) as tx:
        before = tx.now - timedelta(days=KEEP_DAYS)
        gone = tx.query(
            "DELETE FROM outbox WHERE done_at < %(before)s RETURNING true", {"before": before}
        )
        tx.query("DELETE FROM handled_facts WHERE handled_at < %(before)s", {"before": before})
    return len(gone)
