"""Speakers of an event; one person who is listed more than once is merged."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.security.sanitize import sanitize
from turnout.kernel.values import attributes_of
from turnout.modules.events import api as events
from turnout.modules.events.api import Changes
from turnout.modules.events.facts import EventChanged
from turnout.modules.files import api as files
from turnout.modules.programme.models import SpeakerRow, TrackRow
from turnout.modules.programme.queries import speakers as queries
from turnout.modules.programme.types import NewSpeaker, Speaker, Track


def list_speakers(ctx: OrganizationContext, event_id: UUID, request: PageRequest) -> Page[Speaker]:
    events.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        rows = queries.list_speakers(tx, event_id, request)
    return page(rows, request, key=lambda row: (row.name, row.id)).map(Speaker.of)


def read_speaker(ctx: OrganizationContext, event_id: UUID, speaker_id: UUID) -> Speaker:
    events.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return Speaker.of(queries.get_speaker(tx, event_id, speaker_id))


def create_speaker(ctx: OrganizationContext, event_id: UUID, new: NewSpeaker) -> Speaker:
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        row = SpeakerRow(event_id=event_id, version=1)
        set_speaker(tx, row, attributes_of(new))
        tx.add(row)
        tx.publish(EventChanged(event_id=event_id))
    return Speaker.of(row)


def change_speaker(
    ctx: OrganizationContext,
    event_id: UUID,
    speaker_id: UUID,
    *,
    changes: Changes,
    version: int | None,
) -> Speaker:
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        row = queries.get_speaker(tx, event_id, speaker_id)
        require_version(version, row.version)
        set_speaker(tx, row, changes)
        row.version += 1
        tx.publish(EventChanged(event_id=event_id))
    return Speaker.of(row)


def delete_speaker(ctx: OrganizationContext, event_id: UUID, speaker_id: UUID) -> None:
    """Remove a speaker, from every session as well."""
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        queries.delete_speaker(tx, queries.get_speaker(tx, event_id, speaker_id))
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


FILLED: Final = ("biography", "professional_title", "company", "email", "photo_file_id", "links")


def merge_speakers(
    ctx: OrganizationContext,
    event_id: UUID,
    speaker_id: UUID,
    *,
    duplicates: Collection[UUID],
    version: int | None,
) -> Speaker:
    """Give one speaker the sessions of the others, and what it lacks; the others go.

    Later imports that still name a duplicate mean the one that was kept.
    """
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        kept = queries.get_speaker(tx, event_id, speaker_id)
        require_version(version, kept.version)
        if speaker_id in duplicates:
            raise Invalid(FieldError("/duplicate_ids", "A speaker is no duplicate of itself."))
        for duplicate_id in dict.fromkeys(duplicates):
            duplicate = queries.get_speaker(tx, event_id, duplicate_id)
            _fill(kept, duplicate)
            queries.take_over(tx, kept, duplicate)
        kept.version += 1
        tx.publish(EventChanged(event_id=event_id))
    return Speaker.of(kept)


def _fill(kept: SpeakerRow, duplicate: SpeakerRow) -> None:
    for name in FILLED:
        if not getattr(kept, name):
            setattr(kept, name, getattr(duplicate, name))
    known = [duplicate.source_key or str(duplicate.id), *duplicate.merged_keys]
    kept.merged_keys = [*kept.merged_keys, *known]


def list_tracks(ctx: OrganizationContext, event_id: UUID) -> list[Track]:
    events.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return [Track.of(row) for row in queries.list_tracks(tx, event_id)]


def create_track(
    ctx: OrganizationContext, event_id: UUID, name: str, *, colour: str | None = None
) -> Track:
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        last = max((row.position for row in queries.list_tracks(tx, event_id)), default=-1)
        row = TrackRow(event_id=event_id, name=name.strip(), colour=colour, position=last + 1)
        tx.add(row)
        queries.write_track(tx)
        tx.publish(EventChanged(event_id=event_id))
    return Track.of(row)


def update_track(
    ctx: OrganizationContext, event_id: UUID, track_id: UUID, *, changes: Changes
) -> Track:
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        row = queries.get_track(tx, event_id, track_id)
        for name, value in changes.items():
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        queries.write_track(tx)
        tx.publish(EventChanged(event_id=event_id))
    return Track.of(row)


def delete_track(ctx: OrganizationContext, event_id: UUID, track_id: UUID) -> None:
    """Remove a track in which no session stands."""
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        queries.delete_track(tx, queries.get_track(tx, event_id, track_id))
        tx.publish(EventChanged(event_id=event_id))
