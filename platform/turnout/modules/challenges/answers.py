"""Which answers were used: an answer is good once.

Redis knows it for all processes. Each process knows its own as well, so that while Redis is away,
or after it was flushed, an answer is good once in each process and only until it expires.
"""

import hashlib
import threading
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel import cache, clock, runtime
from turnout.kernel.cache import RedisDown
from turnout.modules.challenges.metrics import BLIND

PURPOSE: Final = "challenges"
MOST_REMEMBERED: Final = 20_000
MARK_BYTES: Final = 16


class UsedAnswers:
    """The answers that this process has seen, until they expire."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._until: dict[bytes, datetime] = {}
        self._lock = threading.Lock()

    def add(self, mark: bytes, *, until: datetime, now: datetime) -> bool:
        """Remember one; False when it was there, or there is no room for more."""
        with self._lock:
            if mark in self._until and self._until[mark] > now:
                return False
            if len(self._until) >= self._most:
                self._until = {each: ends for each, ends in self._until.items() if ends > now}
            if len(self._until) >= self._most:
                return False
            self._until[mark] = until
            return True


_used: Final = UsedAnswers()


def use(organization_id: UUID, challenge: str, *, until: datetime) -> bool:
    """Use up a challenge; False when an answer to it was used before."""
    now = clock.now()
    mark = hashlib.blake2b(challenge.encode(), digest_size=MARK_BYTES).digest()
    if not _used.add(mark, until=until, now=now):
        return False
    redis = runtime.current().redis
    name = cache.key(organization_id, "challenge-used", mark.hex())
    lifetime = max(1, int((until - now).total_seconds() * 1000) + 1000)
    try:
        is_first = redis.ask(
            PURPOSE, lambda link: link.set(name, b"1", nx=True, px=lifetime), at=name
        )
    except RedisDown:
        BLIND.add()
        return True
    return bool(is_first)


def count_asked(organization_id: UUID, *subjects: str, seconds: int) -> list[int] | None:
    """Count one more challenge for each subject in this window; None while Redis is away."""
    window = int(clock.now().timestamp()) // seconds
    names = [cache.key(organization_id, "challenges-asked", window, each) for each in subjects]
    try:
        return runtime.current().redis.ask(
            PURPOSE, lambda link: _incremented(link, names, seconds), at=names[0]
        )
    except RedisDown:
        BLIND.add()
        return None


def _incremented(link: Any, names: list[str], seconds: int) -> list[int]:
    with link.pipeline(transaction=False) as pipe:
        for name in names:
            pipe.incr(name)
            pipe.expire(name, seconds * 2)
        return [int(each) for each in pipe.execute()[::2]]
