"""Values of the search index: what it is made of, its builds, and how it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout_sdk.search import Document

Key = tuple[UUID, UUID]
"""An organization and one of its documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSource:
    """A collection and where its documents come from, as the module that owns them says."""

    collection: str
    layout: int
    """Another number whenever documents are made otherwise: the index is then built anew."""
    list_keys: Callable[[Transaction, UUID | None, int], Sequence[Key]]
    """Every document that is to be found, by id, after an id and so many at most."""
    read: Callable[[Transaction, Mapping[UUID, int]], Mapping[UUID, Document]]
    """Of these ids, with their versions, the documents that are to be found now."""

    @property
    def alias(self) -> str:
        """What the server knows it by: whoever makes documents otherwise asks for another name.

        Until an index of theirs serves they have no answer, instead of one that finds too little.
        """
        return f"{self.collection}-{self.layout}"


class BuildState(StrEnum):
    FILLING = "filling"
    SERVING = "serving"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """One index on the server. `copied` documents up to `cursor` are in it while it is filled."""

    id: UUID
    collection: str
    name: str
    layout: str
    state: BuildState
    cursor: UUID | None
    copied: int
    created_at: datetime
    served_at: datetime | None
    retired_at: datetime | None

    @classmethod
    def of(cls, *, state: str, **columns: Any) -> "Build":
        return cls(state=BuildState(state), **columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedDocument:
    """A document whose present version the server has not taken yet."""

    organization_id: UUID
    id: UUID
    version: int
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownVersion:
    """The version of a document, and which of them the server took last."""

    id: UUID
    version: int
    sent_version: int

    @property
    def is_sent(self) -> bool:
        return self.version == self.sent_version


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexCheck:
    """How the index compared with the database: what was not right was put right."""

    documents: int
    kept: int
    missing: int
    extra: int
    different: int
    digest: str
    """Of all documents as the database has them, in order of their ids."""
    kept_digest: str
    """Of all that the server keeps; the same where nothing had to be put right."""

    @property
    def drift(self) -> int:
        return self.missing + self.extra + self.different


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStatus:
    """How a collection stands: its indexes, what waits, and the last comparison."""

    collection: str
    builds: list[Build]
    waiting: int
    lag_seconds: float
    checked_at: datetime | None
    check: IndexCheck | None
