"""One Redis server as a process reaches it: bounded waits, and a rest after each failure."""

import hashlib
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any, Final, TypeVar

from redis import BlockingConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.connection import Connection
from redis.exceptions import NoScriptError, RedisError
from redis.retry import Retry

from turnout.kernel.near_cache import REDIRECTIONS, NearCache, Untracked

T = TypeVar("T")
REST_SECONDS: Final = 1.0


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


def reading(names: Sequence[str]) -> Callable[[Redis], Any]:
    """A call that reads names with one command."""
    return lambda redis: redis.mget(names)


class Script:
    """A script that a server is sent once, and is asked for by its digest from then on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._digest = hashlib.sha1(text.encode()).hexdigest()  # noqa: S324  as Redis names it

    def __call__(self, redis: Redis, *, keys: Sequence[str], args: Sequence[Any]) -> Any:
        try:
            return redis.evalsha(self._digest, len(keys), *keys, *args)
        except NoScriptError:
            redis.script_load(self._text)
            return redis.evalsha(self._digest, len(keys), *keys, *args)


class RedisServer:
    """One process's line to a server, for its threads.

    After a failure it rests a second, so that a dead server costs one time-out a second and not
    one per request. `groups_of` says which names one command may read together: all, but for a
    node of a cluster.
    """

    def __init__(
        self,
        client: Redis,
        *,
        monotonic: Callable[[], float] = monotonic,
        groups_of: Callable[[Sequence[str]], Sequence[Sequence[str]]] = lambda names: (names,),
    ) -> None:
        self.client = client
        self.works = True
        """Whether it answered when it was asked last."""
        self._monotonic = monotonic
        self._groups_of = groups_of
        self._rests_until = 0.0
        self._near: NearCache | None = NearCache(
            self.connection, monotonic=monotonic, groups_of=groups_of
        )

    def ask(self, call: Callable[[Redis], T], at: str = "") -> T:
        """What it answers; RedisDown when it does not, or has not a moment ago.

        A redirection is raised as it came. `at` says nothing: all names are here.
        """
        del at
        return self._spared(lambda: call(self.client))

    def ask_each(self, call: Callable[[Redis], T]) -> list[T | None]:
        """The answer of the one server that there is."""
        return [self.ask(call)]

    def remembered(self, names: Sequence[str]) -> list[bytes | None]:
        """What lies under names, without a trip for what is remembered and nobody changed."""
        near = self._near
        if near is not None:
            try:
                return self._spared(lambda: near.read(names))
            except Untracked:
                self._near = None
        groups = self._groups_of(names)
        return [value for group in groups for value in self.ask(reading(group))]

    def forget(self, names: Sequence[str]) -> None:
        """Remember these no longer."""
        for name in names:
            if self._near is not None:
                self._near.forget(name)

    def forget_all(self) -> None:
        """Remember nothing any longer."""
        if self._near is not None:
            self._near.close()

    def ping(self) -> None:
        """RedisError or OSError when it gives no sign of life; asked past the rest of a failure."""
        self.client.ping()

    def is_spared(self) -> bool:
        """Whether it rests after a failure."""
        return self._monotonic() < self._rests_until

    def connection(self) -> Connection:
        """A connection of its own, outside the pool."""
        pool = self.client.connection_pool
        made: Connection = pool.connection_class(**pool.connection_kwargs)
        return made

    def close(self) -> None:
        self.forget_all()
        self.client.close()
        self.client.connection_pool.disconnect()

    def _spared(self, call: Callable[[], T]) -> T:
        if self._monotonic() < self._rests_until:
            raise RedisDown
        try:
            answer = call()
        except REDIRECTIONS:
            raise
        except (RedisError, OSError) as error:
            self._rests_until = self._monotonic() + REST_SECONDS
            self.works = False
            raise RedisDown(type(error).__name__) from error
        self.works = True
        return answer
