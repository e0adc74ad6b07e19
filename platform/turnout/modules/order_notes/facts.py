"""What is announced of notes and tags: never their words."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderNoteWritten(Fact):
    """A note stands on an order or one of its attendees."""

    name: ClassVar[str] = "order_notes.written.v1"
    note_id: UUID
    order_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTagged(Fact):
    """An order or one of its attendees has other tags than before."""

    name: ClassVar[str] = "order_notes.tagged.v1"
    order_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTagDeleted(Fact):
    """A tag is gone from everything that had it."""

    name: ClassVar[str] = "order_notes.tag-deleted.v1"
    tag_id: UUID
