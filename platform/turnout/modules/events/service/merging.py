"""One person who stands in the list of speakers more than once."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.modules.events import policies
from turnout.modules.events.facts import EventChanged
from turnout.modules.events.models import SpeakerRow
from turnout.modules.events.queries import events as event_queries
from turnout.modules.events.queries import programme as programme_queries
from turnout.modules.events.queries import self_service as queries
from turnout.modules.events.service import reading
from turnout.modules.events.types import Speaker

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
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.lock_open_event(tx, event_id)
        kept = programme_queries.get_speaker(tx, event_id, speaker_id)
        require_version(version, kept.version)
        if speaker_id in duplicates:
            says = "A speaker is no duplicate of itself."
            raise Invalid(FieldError("/duplicate_ids", says))
        for duplicate_id in dict.fromkeys(duplicates):
            duplicate = programme_queries.get_speaker(tx, event_id, duplicate_id)
            _fill(kept, duplicate)
            queries.take_over(tx, kept, duplicate)
        kept.version += 1
        tx.publish(EventChanged(event_id=event_id))
    return reading.speaker_of(kept)


def _fill(kept: SpeakerRow, duplicate: SpeakerRow) -> None:
    for name in FILLED:
        if not getattr(kept, name):
            setattr(kept, name, getattr(duplicate, name))
    known = [duplicate.source_key or str(duplicate.id), *duplicate.merged_keys]
    kept.merged_keys = [*kept.merged_keys, *known]
