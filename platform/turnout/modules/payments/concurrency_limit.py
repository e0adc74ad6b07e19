"""A limit on concurrent calls that lets a burst wait a little instead of refusing it."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from time import monotonic
from typing import Final

WAIT_SECONDS: Final = 2.0
SLOW_SECONDS: Final = 0.5


class NoSlot(Exception):
    """No slot came free within the time."""


class Slots:
    """Slots for calls: `per_subject` at once for one subject, `in_all` together; others wait.

    Nobody waits behind a call that is slow already: the threads that wait are the web's, and a
    provider's adapter that hangs gets its share of them and no more.
    """

    def __init__(
        self,
        *,
        per_subject: int,
        in_all: int,
        wait_seconds: float = WAIT_SECONDS,
        slow_seconds: float = SLOW_SECONDS,
    ) -> None:
        self._per_subject = per_subject
        self._in_all = in_all
        self._wait_seconds = wait_seconds
        self._slow_seconds = slow_seconds
        self._since: dict[str, list[float]] = {}
        self._freed = threading.Condition()

    @contextmanager
    def take(self, subject: str) -> Generator[None]:
        """Hold a slot; NoSlot when none came free within the time."""
        with self._freed:
            self._wait(subject)
            entered = monotonic()
            self._since.setdefault(subject, []).append(entered)
        try:
            yield
        finally:
            with self._freed:
                self._since[subject].remove(entered)
                if not self._since[subject]:
                    del self._since[subject]
                self._freed.notify_all()

    def _wait(self, subject: str) -> None:
        limit = monotonic() + self._wait_seconds
        while not self._is_free(subject):
            left = limit - monotonic()
            if left <= 0 or self._is_slow(subject):
                raise NoSlot
            self._freed.wait(min(left, self._slow_seconds))

    def _is_free(self, subject: str) -> bool:
        mine = len(self._since.get(subject, ()))
        return mine < self._per_subject and sum(map(len, self._since.values())) < self._in_all

    def _is_slow(self, subject: str) -> bool:
        """Whether everybody who stands in the way has been inside for long."""
        mine = self._since.get(subject, [])
        others = [each for every in self._since.values() for each in every]
        ahead = mine if len(mine) >= self._per_subject else others
        return bool(ahead) and max(ahead) < monotonic() - self._slow_seconds
