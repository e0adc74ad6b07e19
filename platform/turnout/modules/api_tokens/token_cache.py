"""What is remembered of API tokens in Redis: what a secret stands for, and when it was used.

As with memberships (decision 0009): what PostgreSQL said is believed for half a minute, a change
leaves a mark that no earlier reader overwrites, and without Redis PostgreSQL is asked each time.
Uses are gathered in Redis, at most one a minute and process of each token, and written to the
database by a timed task: no request writes one.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel import cache, clock, codec, runtime
from turnout.kernel.cache import RedisDown
from turnout.modules.api_tokens.types import KnownSecret

KEPT_SECONDS: Final = 30
MARK_SECONDS: Final = 10
CHANGED: Final = b'"changed"'
USE_SECONDS: Final = 60
MOST_REMEMBERED: Final = 10_000
_subjects: dict[bytes, UUID] = {}
"""Whose rights a secret has, by its hash: that never changes, so the process may remember it."""
_noted: dict[UUID, float] = {}
"""When this process last noted a use of each token."""


def read(
    secret_hash: bytes, *, entering: UUID | None, names_of: Any
) -> tuple[KnownSecret | None, list[bytes | None]]:
    """What is known of a secret, and on the same trip of its owner's access where it goes.

    The second is what lies under `names_of(organization, owner)`: nothing for a secret that this
    process sees for the first time.
    """
    subject_id = _subjects.get(secret_hash)
    others = names_of(entering, subject_id) if entering and subject_id else ()
    names = [_name(secret_hash), *others]
    with suppress(RedisDown):
        found = runtime.current().redis.remembered("tokens", names)
        return _decoded(found[0]), found[1:]
    return None, [None] * len(others)


def put(secret_hash: bytes, known: KnownSecret) -> None:
    """Remember what PostgreSQL said, unless something changed in the meantime."""
    if len(_subjects) >= MOST_REMEMBERED:
        _subjects.clear()
    _subjects[secret_hash] = known.subject_id
    raw, name = msgspec.json.encode(known), _name(secret_hash)
    _tell(name, lambda redis: redis.set(name, raw, ex=KEPT_SECONDS, nx=True))
    runtime.current().redis.forget(name)


def invalidate(hashes: Sequence[bytes]) -> None:
    """After the commit that changed the tokens of these secrets: the next request looks them up."""
    for name in map(_name, hashes):
        _tell(name, partial(_mark, name))
        runtime.current().redis.forget(name)


def _mark(name: str, redis: Any) -> None:
    redis.set(name, CHANGED, ex=MARK_SECONDS)


def _tell(name: str, command: Callable[[Any], Any]) -> None:
    with suppress(RedisDown):
        runtime.current().redis.ask("tokens", command, at=name)


def note_use(known: KnownSecret) -> None:
    """Note that a token was used, at most once a minute in this process."""
    now = monotonic()
    if now - _noted.get(known.token_id, -USE_SECONDS) < USE_SECONDS:
        return
    if len(_noted) >= MOST_REMEMBERED:
        _noted.clear()
    _noted[known.token_id] = now
    field, at = f"{known.organization_id}/{known.token_id}", clock.now().isoformat()
    _tell(_uses_name(), lambda redis: redis.hset(_uses_name(), field, at))


def take_uses() -> dict[tuple[UUID, UUID], datetime]:
    """The uses that were noted since the last time, by organization and token."""
    with suppress(RedisDown):
        found: Any = runtime.current().redis.ask("tokens", _take, at=_uses_name())
        return {_place(field): datetime.fromisoformat(at.decode()) for field, at in found.items()}
    return {}


def _take(redis: Any) -> Any:
    pipeline = redis.pipeline(transaction=True)
    pipeline.hgetall(_uses_name())
    pipeline.delete(_uses_name())
    return pipeline.execute()[0]


def _place(field: bytes) -> tuple[UUID, UUID]:
    organization_id, _, token_id = field.decode().partition("/")
    return UUID(organization_id), UUID(token_id)


def _decoded(raw: bytes | None) -> KnownSecret | None:
    if raw is None or raw == CHANGED:
        return None
    with suppress(msgspec.MsgspecError):
        return codec.decode(raw, KnownSecret)
    return None


def _name(secret_hash: bytes) -> str:
    return cache.key(None, "api-token", secret_hash.hex())


def _uses_name() -> str:
    return cache.key(None, "api-token-uses")
