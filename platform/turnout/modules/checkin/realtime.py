"""Tells the dashboards that the numbers at the door moved; best effort, PostgreSQL is the truth."""

from typing import Any
from uuid import UUID

import msgspec

from turnout.kernel import runtime
from turnout.kernel.cache import RedisDown


def channel(organization_id: UUID, event_id: UUID) -> str:
    """For the team only: the event's public channel has no `door`."""
    return f"live:{organization_id}:{event_id}:door"


def announce(organization_id: UUID, event_id: UUID, message: dict[str, Any]) -> None:
    """Publish a change after its commit. Without Redis dashboards ask again by themselves."""
    name, raw = channel(organization_id, event_id), msgspec.json.encode(message)
    try:
        runtime.current().redis.ask("live", lambda redis: redis.publish(name, raw))
    except RedisDown:
        return
