"""Tracks of an event's programme."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.modules.events import policies
from turnout.modules.events.facts import EventChanged
from turnout.modules.events.models import TrackRow
from turnout.modules.events.queries import events as event_queries
from turnout.modules.events.queries import programme as queries
from turnout.modules.events.service import event_reader
from turnout.modules.events.types import Changes, Track


def list_tracks(ctx: OrganizationContext, event_id: UUID) -> list[Track]:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.get_event(tx, event_id)
        return [event_reader.track_of(row) for row in queries.list_tracks(tx, event_id)]


def create_track(
    ctx: OrganizationContext, event_id: UUID, name: str, *, colour: str | None = None
) -> Track:
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.lock_open_event(tx, event_id)
        last = max((row.position for row in queries.list_tracks(tx, event_id)), default=-1)
        row = TrackRow(event_id=event_id, name=name.strip(), colour=colour, position=last + 1)
        tx.add(row)
        queries.write_track(tx)
        tx.publish(EventChanged(event_id=event_id))
    return event_reader.track_of(row)


def update_track(
    ctx: OrganizationContext, event_id: UUID, track_id: UUID, *, changes: Changes
) -> Track:
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.lock_open_event(tx, event_id)
        row = queries.get_track(tx, event_id, track_id)
        for name, value in changes.items():
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        queries.write_track(tx)
        tx.publish(EventChanged(event_id=event_id))
    return event_reader.track_of(row)


def delete_track(ctx: OrganizationContext, event_id: UUID, track_id: UUID) -> None:
    """Remove a track in which no session stands."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.lock_open_event(tx, event_id)
        queries.delete_track(tx, queries.get_track(tx, event_id, track_id))
        tx.publish(EventChanged(event_id=event_id))
