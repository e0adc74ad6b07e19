"""Speakers and tracks of an event."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.security.sanitize import sanitize
from turnout.modules.events import policies
from turnout.modules.events.facts import EventChanged
from turnout.modules.events.models import SpeakerRow, TrackRow
from turnout.modules.events.queries import events as event_queries
from turnout.modules.events.queries import programme as queries
from turnout.modules.events.service import reading
from turnout.modules.events.types import Changes, NewSpeaker, Speaker, Track
from turnout.modules.files import api as files


def list_speakers(ctx: OrganizationContext, event_id: UUID, request: PageRequest) -> Page[Speaker]:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.get_event(tx, event_id)
        rows = queries.list_speakers(tx, event_id, request)
    return page(rows, request, key=lambda row: (row.name, row.id)).map(reading.speaker_of)


def read_speaker(ctx: OrganizationContext, event_id: UUID, speaker_id: UUID) -> Speaker:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return reading.speaker_of(queries.get_speaker(tx, event_id, speaker_id))


def create_speaker(ctx: OrganizationContext, event_id: UUID, new: NewSpeaker) -> Speaker:
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.lock_open_event(tx, event_id)
        row = SpeakerRow(event_id=event_id, version=1)
        set_speaker(tx, row, {name: getattr(new, name) for name in NewSpeaker.__slots__})
        tx.add(row)
        tx.publish(EventChanged(event_id=event_id))
    return reading.speaker_of(row)


def change_speaker(
    ctx: OrganizationContext,
    event_id: UUID,
    speaker_id: UUID,
    *,
    changes: Changes,
    version: int | None,
) -> Speaker:
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.lock_open_event(tx, event_id)
        row = queries.get_speaker(tx, event_id, speaker_id)
        require_version(version, row.version)
        set_speaker(tx, row, changes)
        row.version += 1
        tx.publish(EventChanged(event_id=event_id))
    return reading.speaker_of(row)


def delete_speaker(ctx: OrganizationContext, event_id: UUID, speaker_id: UUID) -> None:
    """Remove a speaker, from every session as well."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.lock_open_event(tx, event_id)
        queries.delete_speaker(tx, queries.get_speaker(tx, event_id, speaker_id))
        tx.publish(EventChanged(event_id=event_id))


def list_tracks(ctx: OrganizationContext, event_id: UUID) -> list[Track]:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.get_event(tx, event_id)
        return [reading.track_of(row) for row in queries.list_tracks(tx, event_id)]


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
    return reading.track_of(row)


def change_track(
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
    return reading.track_of(row)


def delete_track(ctx: OrganizationContext, event_id: UUID, track_id: UUID) -> None:
    """Remove a track in which no session stands."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.lock_open_event(tx, event_id)
        queries.delete_track(tx, queries.get_track(tx, event_id, track_id))
        tx.publish(EventChanged(event_id=event_id))


def set_speaker(tx: Transaction, row: SpeakerRow, changes: dict[str, Any]) -> None:
    """Write fields into a speaker's row, checked and made harmless."""
    photo = changes.get("photo_file_id")
    if photo is not None and files.find_public_image(tx, photo) is None:
        raise Invalid(FieldError("/photo_file_id", "Choose a public image of the organization."))
    for name, value in changes.items():
        if name == "biography":
            row.biography = sanitize(value)
        elif name == "links":
            row.links = [asdict(link) for link in value]
        else:
            setattr(row, name, value.strip() if isinstance(value, str) else value)
