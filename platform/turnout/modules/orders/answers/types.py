"""Files and answers to a form, as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from marshmallow import fields as schema_fields

from turnout.kernel.values import from_attributes
from turnout.modules.files import api as files


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFileLink:
    """A link to an answer file."""

    url: Annotated[str, schema_fields.Url(required=True)]
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file that answers a question of the form."""

    id: UUID
    name: str
    media_type: str
    bytes: int
    scan: str
    sent_at: datetime
    link: Annotated[
        SentFileLink | None, "Null while a scanner looks at the file, and if it is harmful."
    ]

    @classmethod
    def of(cls, shared: files.SharedFile) -> Self:
        file, link = shared.file, shared.link
        shown = from_attributes(SentFileLink, link) if link else None
        return from_attributes(cls, file, sent_at=file.created_at, link=shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedAnswers:
    """What became of an order's answers in another event; pointers name those that were dropped."""

    kept: int
    dropped: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedAnswers:
    """Answers that went: how many, to which questions, and the files that they named."""

    count: int
    questions: list[str]
    ids: list[UUID]
    """Rows and files that are gone."""
    file_count: int
