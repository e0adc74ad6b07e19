"""Members' access, remembered in Redis for half a minute so that most requests ask nobody.

Only memberships of one's own are kept; who comes in through an agency is looked up each time.
A change leaves a mark for five seconds: a reader that had looked before the change cannot put
the old access back. An organization's state is part of the name (its epoch), so suspending it
ends all access at once. Without Redis everything is looked up.
"""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel import cache, clock, runtime
from turnout.kernel.cache import RedisDown
from turnout.modules.organizations.types import MembershipAccess

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
    try:
        found: Any = runtime.current().redis.ask("standing", lambda redis: redis.mget(names))
    except RedisDown:
        return None
    return read(*found)


def names_of(organization_id: UUID, user_id: UUID) -> tuple[str, str]:
    """The names under which Redis has what `read` takes, for who asks for more on the same trip."""
    return (_name(organization_id, user_id), _epoch_name(organization_id))


def read(raw: bytes | None, epoch: bytes | None) -> MembershipAccess | None:
    """The access that these say, or None: ask PostgreSQL."""
    if raw is None or raw == CHANGED:
        return None
    try:
        kept = msgspec.json.decode(raw, type=_Kept)
    except msgspec.MsgspecError:
        return None
    if kept.epoch != int(epoch or 0) or kept.until <= clock.now():
        return None
    return kept.access


def put(
    organization_id: UUID,
    user_id: UUID,
    access: MembershipAccess,
    *,
    ends_at: datetime | None,
    epoch: int,
) -> None:
    """Remember what PostgreSQL said, unless something changed in the meantime."""
    until = clock.now() + timedelta(seconds=KEPT_SECONDS)
    until = min(until, ends_at) if ends_at else until
    raw = msgspec.json.encode(_Kept(epoch, until, access))
    try:
        runtime.current().redis.ask(
            "standing",
            lambda redis: redis.set(_name(organization_id, user_id), raw, ex=KEPT_SECONDS, nx=True),
        )
    except RedisDown:
        return


def epoch_of(organization_id: UUID) -> int | None:
    """The organization's epoch, read before the database is; None without Redis."""
    try:
        found: Any = runtime.current().redis.ask(
            "standing", lambda redis: redis.get(_epoch_name(organization_id))
        )
    except RedisDown:
        return None
    return int(found or 0)


def invalidate(organization_id: UUID, user_id: UUID) -> None:
    """After the commit that changed a membership: the next request looks it up."""
    try:
        runtime.current().redis.ask(
            "standing",
            lambda redis: redis.set(_name(organization_id, user_id), CHANGED, ex=MARK_SECONDS),
        )
    except RedisDown:
        return


def invalidate_all(organization_id: UUID) -> None:
    """After the commit that changed the organization's state."""
    try:
        runtime.current().redis.ask(
            "standing", lambda redis: redis.incr(_epoch_name(organization_id))
        )
    except RedisDown:
        return


def _name(organization_id: UUID, user_id: UUID) -> str:
    return cache.key(organization_id, "standing", user_id)


def _epoch_name(organization_id: UUID) -> str:
    return cache.key(organization_id, "standing-epoch")
