"""Redis as a helper that may be missing: a failure is a miss, counted, and never an error."""

from collections.abc import Callable, Iterable, Sequence
from time import monotonic
from typing import Any, Protocol, TypeVar
from urllib.parse import quote
from uuid import UUID

import msgspec
from redis import Redis

from turnout.kernel import codec
from turnout.kernel.near_cache import REDIRECTIONS
from turnout.kernel.observability.metrics import counter
from turnout.kernel.redis_cluster import RedisCluster, slot_of
from turnout.kernel.redis_server import REST_SECONDS, RedisDown, RedisServer, Script, connect
from turnout.kernel.settings import Settings

__all__ = ["REST_SECONDS", "RedisClient", "RedisDown", "Script", "connect"]

T = TypeVar("T")

ASKED = counter(
    "turnout_cache_requests", "Reads of the cache", outcome=("hit", "miss", "unavailable")
)
FAILED = counter("turnout_redis_failures", "Calls to Redis that failed or were spared", purpose=20)


class _Servers(Protocol):
    """One Redis, or the nodes of a cluster."""

    def ask(self, call: Callable[[Redis], T], at: str) -> T: ...

    def ask_each(self, call: Callable[[Redis], T]) -> list[T | None]: ...

    def remembered(self, names: Sequence[str]) -> list[bytes | None]: ...

    def forget(self, names: Sequence[str]) -> None: ...

    def forget_all(self) -> None: ...

    def ping(self) -> None: ...

    def close(self) -> None: ...


class RedisClient:
    """One process's line to Redis.

    After a failure it rests a second, so that a dead Redis costs one time-out a second and not
    one per request; of a cluster the node rests that failed.
    """

    def __init__(self, servers: _Servers) -> None:
        self.servers = servers

    @classmethod
    def to(
        cls,
        url: str,
        *,
        connections: int = 8,
        timeout_seconds: float = 0.25,
        monotonic: Callable[[], float] = monotonic,
    ) -> "RedisClient":
        """A line to one Redis."""
        client = connect(url, connections=connections, timeout_seconds=timeout_seconds)
        return cls(RedisServer(client, monotonic=monotonic))

    @classmethod
    def of(
        cls,
        settings: Settings,
        *,
        connections: int = 8,
        notice: Callable[[str], None] | None = None,
    ) -> "RedisClient":
        """A line to the Redis of the settings, or to its cluster.

        From then on names are tagged as that asks for. `notice` hears of each node of a cluster
        before anything connects there.
        """
        tag_names(settings.redis_cluster)
        if not settings.redis_cluster:
            return cls.to(settings.redis_address, connections=connections)
        addresses = settings.redis_addresses
        return cls(RedisCluster(addresses, connections=connections, notice=notice))

    def ask(self, purpose: str, call: Callable[[Redis], T], *, at: str) -> T:
        """What Redis answers; RedisDown, counted under the purpose, when it does not.

        `at` is a name that the call is about: in a cluster its node is asked, so all other names of
        the call are tagged as it is (see `key`).
        """
        try:
            return self.servers.ask(call, at)
        except RedisDown:
            FAILED.add(purpose=purpose)
            raise
        except REDIRECTIONS as refused:
            FAILED.add(purpose=purpose)
            raise RedisDown(type(refused).__name__) from refused

    def ask_each(self, purpose: str, call: Callable[[Redis], T]) -> list[T | None]:
        """What Redis answers, or each node of a cluster, None for one that is away."""
        try:
            return self.servers.ask_each(call)
        except RedisDown:
            FAILED.add(purpose=purpose)
            raise

    def remembered(self, purpose: str, names: Sequence[str]) -> list[bytes | None]:
        """What lies under names, without a trip for what this process knows and nobody changed.

        RedisDown as `ask`; of a cluster, what lies at a node that is away is None. Whoever writes
        one of them calls `forget`.
        """
        try:
            return self.servers.remembered(names)
        except (RedisDown, *REDIRECTIONS) as refused:
            FAILED.add(purpose=purpose)
            raise RedisDown from refused

    def forget(self, *names: str) -> None:
        """Remember these no longer: this process has changed them."""
        self.servers.forget(names)

    def forget_all(self) -> None:
        """Remember nothing any longer: somebody flushed Redis, and is to see it at once."""
        self.servers.forget_all()

    def ping(self) -> None:
        """An error of the client library when Redis gives no sign of life; past any rest."""
        self.servers.ping()

    def close(self) -> None:
        self.servers.close()


class _Tags:
    """Whether names say in braces which lie together: one process has one kind of Redis."""

    is_on = False


def tag_names(is_cluster: bool) -> None:  # noqa: FBT001  a fact, not a switch
    """Have the names of one owner lie on one node from now on. One Redis needs no tags."""
    _Tags.is_on = is_cluster


def key(organization_id: UUID | None, *parts: object) -> str:
    """The one way to name something in Redis: whose it is comes first, None is the platform's.

    Parts are escaped, so no part can reach into another organization's names. In a cluster all
    names of an organization lie on one node; those of the platform are spread, but for `key_of`.
    """
    if organization_id is None:
        return _joined("platform", parts)
    return _joined(f"{{{organization_id}}}" if _Tags.is_on else str(organization_id), parts)


def key_of(family: str, *parts: object) -> str:
    """A name of the platform that lies with the others of its family, on one node of a cluster."""
    tagged = f"{{{_escaped(family)}}}" if _Tags.is_on else _escaped(family)
    return _joined(f"platform:{tagged}", parts)


def _joined(owner: str, parts: Iterable[object]) -> str:
    return ":".join(("turnout", owner, *map(_escaped, parts)))


def _escaped(part: object) -> str:
    return str(part) if isinstance(part, UUID) else quote(str(part), safe="@")


def by_node(names: Iterable[str]) -> list[list[str]]:
    """Names by what one call may be about: all at once, or in a cluster those of one slot."""
    if not _Tags.is_on:
        return [found] if (found := list(names)) else []
    groups: dict[int, list[str]] = {}
    for name in names:
        groups.setdefault(slot_of(name), []).append(name)
    return list(groups.values())


def get(link: RedisClient, name: str) -> Any | None:
    """The value set under a name, or None: never set, lapsed, unreadable or Redis is away."""
    try:
        raw: Any = link.ask("cache", lambda redis: redis.get(name), at=name)
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
        value = None if raw is None else codec.decode(raw)
    except msgspec.DecodeError:
        value = None
    ASKED.add(outcome="miss" if value is None else "hit")
    return value


def put(link: RedisClient, name: str, value: Any, *, ttl_seconds: float) -> bool:
    """Keep anything that JSON can say, for a while; False when Redis is away."""
    raw, lifetime = msgspec.json.encode(value), max(1, round(ttl_seconds * 1000))
    try:
        link.ask("cache", lambda redis: redis.set(name, raw, px=lifetime), at=name)
    except RedisDown:
        return False
    finally:
        link.forget(name)
    return True


def delete(link: RedisClient, *names: str) -> bool:
    """Forget names. False when Redis is away: then the old values live until their ttl ends."""
    deleted = [_delete(link, group) for group in by_node(names)]
    link.forget(*names)
    return all(deleted)


def _delete(link: RedisClient, names: Sequence[str]) -> bool:
    try:
        link.ask("cache", lambda redis: redis.delete(*names), at=names[0])
    except RedisDown:
        return False
    return True
