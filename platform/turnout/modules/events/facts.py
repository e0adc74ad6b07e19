"""What events announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCreated(Fact):
    name: ClassVar[str] = "events.created.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChanged(Fact):
    """The event itself, its sessions, speakers or tracks; or it began, ended, was archived."""

    name: ClassVar[str] = "events.changed.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPublished(Fact):
    name: ClassVar[str] = "events.published.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EventUnpublished(Fact):
    name: ClassVar[str] = "events.unpublished.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCancelled(Fact):
    name: ClassVar[str] = "events.cancelled.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPostponed(Fact):
    name: ClassVar[str] = "events.postponed.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeImported(Fact):
    """An import changed something; one that changed nothing announces nothing."""

    name: ClassVar[str] = "events.programme-imported.v1"
    event_id: UUID
    import_id: UUID
