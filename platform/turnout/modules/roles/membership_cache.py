"""Access of members and service accounts, remembered in Redis for half a minute.

Most requests then ask nobody. Only memberships of one's own are kept; who comes in through an
agency is looked up each time. A change leaves a mark for five seconds: a reader that had looked
before the change cannot put the old access back. An organization's state and roles are part of the
name (its epoch): suspending it, or changing what a role carries, ends all that is remembered at
once. Without Redis everything is looked up.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel import cache, clock, codec, runtime
from turnout.kernel.cache import RedisDown
from turnout.modules.roles.types import MembershipAccess

KEPT_SECONDS: Final = 30
MARK_SECONDS: Final = 5
CHANGED: Final = b'"changed"'


class _Kept(msgspec.Struct, array_like=True):
    epoch: int
    until: datetime
    access: MembershipAccess


def find(organization_id: UUID, user_id: UUID) -> MembershipAccess | None:
    """The remembered access, or None: ask PostgreSQL."""
    names = names_of(organization_id, user_id)
    with suppress(RedisDown):
        return read(*runtime.current().redis.remembered("standing", names))
    return None


@lru_cache(maxsize=10_000)
def names_of(organization_id: UUID, user_id: UUID) -> tuple[str, str]:
    """The names under which Redis has what `read` takes, for who asks for more on the same trip."""
    return (_name(organization_id, user_id), _epoch_name(organization_id))


def read(raw: bytes | None, epoch: bytes | None) -> MembershipAccess | None:
    """The access that these say, or None: ask PostgreSQL."""
    if raw is None or raw == CHANGED:
        return None
    try:
        kept = codec.decode(raw, _Kept)
    except msgspec.MsgspecError:
        return None
    if kept.epoch != int(epoch or 0) or kept.until <= clock.now():
        return None
    return kept.access


def put(organization_id: UUID, user_id: UUID, access: MembershipAccess, *, epoch: int) -> None:
    """Remember what PostgreSQL said, unless something changed in the meantime."""
    until = clock.now() + timedelta(seconds=KEPT_SECONDS)
    until = min(until, access.ends_at) if access.ends_at else until
    raw, name = msgspec.json.encode(_Kept(epoch, until, access)), _name(organization_id, user_id)
    _tell(name, lambda redis: redis.set(name, raw, ex=KEPT_SECONDS, nx=True))


def epoch_of(organization_id: UUID) -> int | None:
    """The organization's epoch, read before the database is; None without Redis."""
    name = _epoch_name(organization_id)
    with suppress(RedisDown):
        found: Any = runtime.current().redis.ask("standing", lambda redis: redis.get(name), at=name)
        return int(found or 0)
    return None


def invalidate(organization_id: UUID, user_id: UUID) -> None:
    """After the commit that changed a membership: the next request looks it up."""
    name = _name(organization_id, user_id)
    _tell(name, lambda redis: redis.set(name, CHANGED, ex=MARK_SECONDS))


def invalidate_all(organization_id: UUID) -> None:
    """After the commit that changed the organization's state."""
    name = _epoch_name(organization_id)
    _tell(name, lambda redis: redis.incr(name))


def _tell(name: str, command: Callable[[Any], Any]) -> None:
    link = runtime.current().redis
    with suppress(RedisDown):
        link.ask("standing", command, at=name)
    link.forget(name)


def _name(organization_id: UUID, user_id: UUID) -> str:
    return cache.key(organization_id, "standing", user_id)


def _epoch_name(organization_id: UUID) -> str:
    return cache.key(organization_id, "standing-epoch")
