"""How a member stands, remembered in Redis for half a minute so that most requests ask nobody.

Only memberships of one's own are kept; who comes in through an agency is looked up each time.
A change leaves a mark for five seconds: a reader that had looked before the change cannot put
the old standing back. An organization's state is part of the name (its epoch), so suspending it
ends every standing at once. Without Redis everything is looked up.
"""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel import cache, clock, runtime
from turnout.kernel.cache import RedisDown
from turnout.modules.organizations.types import Standing

KEPT_SECONDS: Final = 30
MARK_SECONDS: Final = 5
CHANGED: Final = b'"changed"'


class _Kept(msgspec.Struct, array_like=True):
    epoch: int
    until: datetime
    standing: Standing


def find(organization_id: UUID, user_id: UUID) -> Standing | None:
    """The remembered standing, or None: ask PostgreSQL."""
    names = names_of(organization_id, user_id)
    try:
        found: Any = runtime.current().redis.ask("standing", lambda redis: redis.mget(names))
    except RedisDown:
        return None
    return read(*found)


def names_of(organization_id: UUID, user_id: UUID) -> tuple[str, str]:
    """The names under which Redis has what `read` takes, for who asks for more on the same trip."""
    return (_name(organization_id, user_id), _epoch_name(organization_id))


def read(raw: bytes | None, epoch: bytes | None) -> Standing | None:
    """The standing that these say, or None: ask PostgreSQL."""
    if raw is None or raw == CHANGED:
        return None
    try:
        kept = msgspec.json.decode(raw, type=_Kept)
    except msgspec.MsgspecError:
        return None
    if kept.epoch != int(epoch or 0) or kept.until <= clock.now():
        return None
    return kept.standing


def keep(
    organization_id: UUID,
    user_id: UUID,
    standing: Standing,
    *,
    ends_at: datetime | None,
    epoch: int,
) -> None:
    """Remember what PostgreSQL said, unless something changed in the meantime."""
    until = clock.now() + timedelta(seconds=KEPT_SECONDS)
    until = min(until, ends_at) if ends_at else until
    raw = msgspec.json.encode(_Kept(epoch, until, standing))
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


def forget(organization_id: UUID, user_id: UUID) -> None:
    """After the commit that changed a membership: the next request looks it up."""
    try:
        runtime.current().redis.ask(
            "standing",
            lambda redis: redis.set(_name(organization_id, user_id), CHANGED, ex=MARK_SECONDS),
        )
    except RedisDown:
        return


def forget_all(organization_id: UUID) -> None:
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
