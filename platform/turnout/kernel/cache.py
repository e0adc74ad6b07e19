"""Redis as a helper that may be missing: a failure is a miss, counted, and never an error."""

import threading
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import UUID

import msgspec
from redis import BlockingConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.connection import Connection
from redis.exceptions import RedisError
from redis.retry import Retry

from turnout.kernel.near_cache import NearCache, Untracked
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
        self._near: NearCache | None = NearCache(self._connection, monotonic=monotonic)

    @classmethod
    def to(cls, url: str, *, connections: int = 8, timeout_seconds: float = 0.25) -> "RedisClient":
        return cls(connect(url, connections=connections, timeout_seconds=timeout_seconds))

    def ask(self, purpose: str, call: Callable[[Redis], T]) -> T:
        """What Redis answers; RedisDown, counted under the purpose, when it does not."""
        return self._spared(purpose, lambda: call(self.client))

    def remembered(self, purpose: str, names: Sequence[str]) -> list[bytes | None]:
        """What lies under names, without a trip for what this process knows and nobody changed.

        RedisDown as `ask`. Whoever writes one of them calls `forget`.
        """
        near = self._near
        if near is not None:
            try:
                return self._spared(purpose, lambda: near.read(names))
            except Untracked:
                self._near = None
        found: Any = self.ask(purpose, lambda redis: redis.mget(names))
        return list(found)

    def forget(self, *names: str) -> None:
        """Remember these no longer: this process has changed them."""
        for name in names:
            if self._near is not None:
                self._near.forget(name)

    def forget_all(self) -> None:
        """Remember nothing any longer: somebody flushed Redis, and is to see it at once."""
        if self._near is not None:
            self._near.close()

    def _spared(self, purpose: str, call: Callable[[], T]) -> T:
        if self._monotonic() < self._rests_until:
            FAILED.add(purpose=purpose)
            raise RedisDown
        try:
            return call()
        except (RedisError, OSError) as error:
            with self._lock:
                self._rests_until = self._monotonic() + REST_SECONDS
            FAILED.add(purpose=purpose)
            raise RedisDown(type(error).__name__) from error

    def _connection(self) -> Connection:
        pool = self.client.connection_pool
        made: Connection = pool.connection_class(**pool.connection_kwargs)
        return made

    def close(self) -> None:
        self.forget_all()
        self.client.close()
        self.client.connection_pool.disconnect()


def key(organization_id: UUID | None, *parts: object) -> str:
    """The one way to name something in Redis: whose it is comes first, None is the platform's.

    Parts are escaped, so no part can reach into another organization's names.
    """
    owner = str(organization_id) if organization_id else "platform"
    return ":".join(("turnout", owner, *map(_escaped, parts)))


def _escaped(part: object) -> str:
    return str(part) if isinstance(part, UUID) else quote(str(part), safe="@")


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

    One trip for what belongs to several, and none for what the process remembers of them: who
    keeps the others decodes them, and has its own writes forgotten.
    """
    try:
        found = link.remembered("cache", (name, *others))
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
    finally:
        link.forget(name)
    return True


def delete(link: RedisClient, *names: str) -> bool:
    """Forget names. False when Redis is away: then the old values live until their ttl ends."""
    try:
        link.ask("cache", lambda redis: redis.delete(*names))
    except RedisDown:
        return False
    finally:
        link.forget(*names)
    return True
