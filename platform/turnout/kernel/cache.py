"""Redis as a helper that may be missing: a failure is a miss, counted, and never an error."""

import threading
from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import UUID

import msgspec
from redis import BlockingConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from turnout.kernel.observability.metrics import counter

T = TypeVar("T")
REST_SECONDS = 1.0

ASKED = counter(
    "turnout_cache_requests", "Reads of the cache", outcome=("hit", "miss", "unavailable")
)
FAILED = counter("turnout_redis_failures", "Calls to Redis that failed or were spared", purpose=20)


class RedisDown(Exception):
    """Redis did not answer, or did not a moment ago."""


def connect(url: str, *, connections: int = 8, timeout_seconds: float = 0.25) -> Redis:
    """A client over a bounded pool.

    No call waits longer than the time-out for a connection, for the connect or for an answer,
    and none is repeated.
    """
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=connections,
        timeout=timeout_seconds,
        socket_timeout=timeout_seconds,
        socket_connect_timeout=timeout_seconds,
        socket_keepalive=True,
        health_check_interval=30,
        retry=Retry(NoBackoff(), 0),
    )
    return Redis(connection_pool=pool)


class RedisClient:
    """One process's line to Redis.

    After a failure it rests a second, so that a dead Redis costs one time-out a second and not
    one per request.
    """

    def __init__(self, client: Redis, *, monotonic: Callable[[], float] = monotonic) -> None:
        self.client = client
        self._monotonic = monotonic
        self._rests_until = 0.0
        self._lock = threading.Lock()

    @classmethod
    def to(cls, url: str, *, connections: int = 8, timeout_seconds: float = 0.25) -> "RedisClient":
        return cls(connect(url, connections=connections, timeout_seconds=timeout_seconds))

    def ask(self, purpose: str, call: Callable[[Redis], T]) -> T:
        """What Redis answers; RedisDown, counted under the purpose, when it does not."""
        if self._monotonic() < self._rests_until:
            FAILED.add(purpose=purpose)
            raise RedisDown
        try:
            return call(self.client)
        except (RedisError, OSError) as error:
            with self._lock:
                self._rests_until = self._monotonic() + REST_SECONDS
            FAILED.add(purpose=purpose)
            raise RedisDown(type(error).__name__) from error

    def close(self) -> None:
        self.client.close()
        self.client.connection_pool.disconnect()


def key(organization_id: UUID | None, *parts: object) -> str:
    """The one way to name something in Redis: whose it is comes first, None is the platform's.

    Parts are escaped, so no part can reach into another organization's names.
    """
    owner = str(organization_id) if organization_id else "platform"
    return ":".join(("turnout", owner, *(quote(str(part), safe="@") for part in parts)))


def get(link: RedisClient, name: str) -> Any | None:
    """The value set under a name, or None: never set, lapsed, unreadable or Redis is away."""
    try:
        raw: Any = link.ask("cache", lambda redis: redis.get(name))
    except RedisDown:
        ASKED.add(outcome="unavailable")
        return None
    return _decoded(raw)


def get_with(link: RedisClient, name: str, *others: str) -> tuple[Any | None, list[bytes | None]]:
    """The value under a name as `get` says it, and what lies under others as it was written.

    One trip for what belongs to several: who keeps the others decodes them.
    """
    try:
        found: Any = link.ask("cache", lambda redis: redis.mget((name, *others)))
    except RedisDown:
        ASKED.add(outcome="unavailable")
        return None, [None] * len(others)
    return _decoded(found[0]), found[1:]


def _decoded(raw: Any) -> Any | None:
    try:
        value = None if raw is None else msgspec.json.decode(raw)
    except msgspec.DecodeError:
        value = None
    ASKED.add(outcome="miss" if value is None else "hit")
    return value


def put(link: RedisClient, name: str, value: Any, *, ttl_seconds: float) -> bool:
    """Keep anything that JSON can say, for a while; False when Redis is away."""
    raw, lifetime = msgspec.json.encode(value), max(1, round(ttl_seconds * 1000))
    try:
        link.ask("cache", lambda redis: redis.set(name, raw, px=lifetime))
    except RedisDown:
        return False
    return True


def delete(link: RedisClient, *names: str) -> bool:
    """Forget names. False when Redis is away: then the old values live until their ttl ends."""
    try:
        link.ask("cache", lambda redis: redis.delete(*names))
    except RedisDown:
        return False
    return True
