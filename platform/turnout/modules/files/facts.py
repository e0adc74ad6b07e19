"""What files announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStored(Fact):
    name: ClassVar[str] = "files.stored.v1"
    file_id: UUID
    media_type: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDeleted(Fact):
    name: ClassVar[str] = "files.deleted.v1"
    file_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantsGenerated(Fact):
    """Every variant of an image is there: each width in each format."""

    name: ClassVar[str] = "files.variants-generated.v1"
    file_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInfected(Fact):
    """A scanner found something; the content is removed, the row stays to say so."""

    name: ClassVar[str] = "files.infected.v1"
    file_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilesChanged(Fact):
    """An event got or lost a file, or one of its files is for other people or named anew."""

    name: ClassVar[str] = "files.event-files-changed.v1"
    event_id: UUID
