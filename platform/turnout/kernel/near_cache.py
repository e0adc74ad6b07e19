"""What Redis says, remembered by the process for as long as Redis does not take it back.

One connection asks, and Redis tells it of every key it asked for that changes ("tracking"). What
was told is read before anything remembered is believed, so a hot route asks nobody, and a change
counts with the next request as it did before.
"""

import select
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic
from typing import Any, Final

from redis.exceptions import (
    AskError,
    ClusterDownError,
    RedisError,
    ResponseError,
    TryAgainError,
)

BELIEVED_SECONDS: Final = 1.0
"""At the longest, so that a connection that died in silence misleads nobody for longer."""
MOST_NAMES: Final = 10_000
REDIRECTIONS: Final = (AskError, TryAgainError, ClusterDownError)
"""Answers of a cluster's node that has not, or not yet, what it was asked for. It is well."""


class Untracked(Exception):
    """This Redis does not tell of changes: whoever asks, asks it each time."""


class NearCache:
    """Values by name as Redis has them, over a connection of its own; safe among threads.

    `connect` makes one of the client library's, for its third protocol. `groups_of` says which
    names one command may read together: all, but for a node of a cluster.
    """

    def __init__(
        self,
        connect: Callable[[], Any],
        *,
        monotonic: Callable[[], float] = monotonic,
        groups_of: Callable[[Sequence[str]], Sequence[Sequence[str]]] = lambda names: (names,),
    ) -> None:
        self._connect = connect
        self._monotonic = monotonic
        self._groups_of = groups_of
        self._kept: dict[str, tuple[float, bytes | None]] = {}
        self._connection: Any = None
        self._told_something = select.poll()
        self._lock = threading.Lock()

    def read(self, names: Sequence[str]) -> list[bytes | None]:
        """What lies under each name, None under no value.

        RedisError or OSError when Redis does not answer, Untracked when it tells of no changes.
        A redirection costs nothing that is remembered.
        """
        with self._lock:
            try:
                self._hear()
                now = self._monotonic()
                kept = self._kept
                found = [kept.get(name) for name in names]
                if any(each is None or each[0] <= now for each in found):
                    return self._ask(names, believed_until=now + BELIEVED_SECONDS)
            except REDIRECTIONS:
                raise
            except (RedisError, OSError):
                self._drop()
                raise
        return [each[1] for each in found if each is not None]

    def forget(self, name: str) -> None:
        """Ask Redis again: this process has just written it."""
        with self._lock:
            self._kept.pop(name, None)

    def close(self) -> None:
        """Forget everything; the next read connects anew."""
        with self._lock:
            self._drop()

    def _hear(self) -> None:
        """Read what Redis has told since the last time."""
        if self._connection is not None and self._told_something.poll(0):
            self._take_in(self._connection)

    def _ask(self, names: Sequence[str], *, believed_until: float) -> list[bytes | None]:
        connection = self._connection or self._connected()
        groups = self._groups_of(names)
        for group in groups:
            connection.send_command("MGET", *group)
        found = _answers(connection, len(groups))
        if len(self._kept) + len(names) > MOST_NAMES:
            self._kept.clear()
        for name, value in zip(names, found, strict=True):
            self._kept[name] = (believed_until, value)
        self._take_in(connection)  # what was read along with the answer
        return found

    def _take_in(self, connection: Any) -> None:
        while connection.can_read(timeout=0):
            connection.read_response(push_request=True)

    def _connected(self) -> Any:
        made = self._connect()
        made.connect()
        try:
            made.send_command("CLIENT", "TRACKING", "ON")
            made.read_response()
        except ResponseError as refused:
            made.disconnect()
            raise Untracked from refused
        made._parser.set_invalidation_push_handler(self._told)  # noqa: SLF001  as its own cache does
        self._connection = made
        self._told_something = select.poll()
        self._told_something.register(made._sock, select.POLLIN)  # noqa: SLF001  it has no other name
        return made

    def _told(self, message: list[Any]) -> None:
        """Forget the keys that changed; all of them when everything was flushed."""
        changed = message[1]
        if changed is None:
            self._kept.clear()
            return
        for key in changed:
            self._kept.pop(key.decode(), None)

    def _drop(self) -> None:
        self._kept.clear()
        if self._connection is not None:
            with suppress(RedisError, OSError):
                self._connection.disconnect()
        self._connection = None


def _answers(connection: Any, number: int) -> list[bytes | None]:
    """The values of so many answers, all of them read before one that refuses is raised."""
    found: list[bytes | None] = []
    refused: ResponseError | None = None
    for _ in range(number):
        try:
            found += connection.read_response()
        except ResponseError as error:
            refused = refused or error
    if refused is not None:
        raise refused
    return found
