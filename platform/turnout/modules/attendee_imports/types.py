"""Imports, their rows and what their columns mean, as they cross the module's border."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.http.answers import INTERNAL, one_of


class ImportState(StrEnum):
    OPEN = "open"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"


class RowState(StrEnum):
    WAITING = "waiting"
    READY = "ready"
    SKIPPED = "skipped"
    REFUSED = "refused"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerColumn:
    """A column that answers a question of the event's form."""

    question_key: str
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMapping:
    """What the columns of a table mean; a column is its number, the first is 0."""

    name: Annotated[int | None, "The whole name, where it stands in one column"] = None
    first_name: int | None = None
    last_name: int | None = None
    email: int | None = None
    ticket_type: Annotated[int | None, "Names, or ids, of ticket types"] = None
    ticket_type_id: Annotated[UUID | None, "Of every row that names none"] = None
    group: Annotated[int | None, "Rows that say the same here become one order"] = None
    key: Annotated[
        int | None,
        "By which a row is known again; without it by e-mail address, name and ticket type",
    ] = None
    language: Annotated[int | None, "Language tags"] = None
    locale: Annotated[str, "The language of every row that names none"] = "en"
    tags: Annotated[int | None, "Names of tags, separated by commas or semicolons"] = None
    tag_ids: Annotated[list[UUID], "Tags of every order"] = field(default_factory=list)
    answers: list[AnswerColumn] = field(default_factory=list)
    needs_answers: Annotated[bool, "Refuse rows that lack an answer that is required"] = True
    sends_mail: Annotated[bool, "Whether the tickets are mailed to the buyers"] = False

    @classmethod
    def of(cls, stored: Any) -> Self:
        return codec.convert(stored, cls, strict=False)

    @property
    def gives_tags(self) -> bool:
        return self.tags is not None or bool(self.tag_ids)

    @property
    def columns(self) -> Iterator[tuple[str, int]]:
        """(JSON Pointer, column) of each column that means something."""
        for name in (
            *("name", "first_name", "last_name", "email", "ticket_type", "group", "key"),
            *("language", "tags"),
        ):
            column = getattr(self, name)
            if column is not None:
                yield f"/{name}", column
        for index, each in enumerate(self.answers):
            yield f"/answers/{index}/column", each.column


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReason:
    """Why a row does not come in, or did already."""

    code: str
    detail: str
    column: Annotated[int | None, "The column that is wrong, where it is one"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDraft:
    """A row as it would come in: what was read of its cells."""

    name: str
    email: str
    ticket_type_id: UUID
    locale: str
    key: str
    group: str = ""
    tag_ids: list[UUID] = field(default_factory=list)
    order_answers: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCounts:
    """How many rows of a table are in which state, and how many orders they make or made."""

    waiting: Annotated[int, "Not looked through yet"] = 0
    ready: Annotated[int, "Would come in"] = 0
    skipped: Annotated[int, "There already"] = 0
    refused: int = 0
    imported: int = 0
    orders: Annotated[int, "Of the rows that are ready or imported"] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeImport:
    """A table of attendees: what its columns mean, and what became of its rows."""

    id: UUID
    event_id: UUID
    file_name: str
    state: Annotated[str, one_of(ImportState)]
    version: int
    created_at: datetime
    created_by: Annotated[str, "`user:<id>`, or `token:<id>` for a machine"]
    checked_at: datetime | None
    job_id: Annotated[UUID | None, "The job that brought it in, while it is kept"]
    expires_at: Annotated[datetime, "When the cells of the table are deleted"]
    emptied_at: datetime | None
    columns: Annotated[list[str], "The first line of the table"]
    mapping: ImportMapping
    counts: ImportCounts

    @classmethod
    def of(cls, *, mapping: Any, counts: Any, **columns: Any) -> Self:
        return cls(
            mapping=ImportMapping.of(mapping), counts=ImportCounts(**(counts or {})), **columns
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """One row of a table, and what becomes of it."""

    id: UUID
    line: Annotated[int, "In the file; the columns' names stand in line 1"]
    state: Annotated[str, one_of(RowState)]
    cells: list[str]
    reasons: list[RowReason]
    order_id: UUID | None
    draft: Annotated[RowDraft | None, INTERNAL] = None

    @classmethod
    def of(cls, *, reasons: Any, draft: Any = None, **columns: Any) -> Self:
        return cls(
            reasons=codec.convert(reasons, list[RowReason]),
            draft=None if draft is None else codec.convert(draft, RowDraft, strict=False),
            **columns,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """What a look through the table found of one row."""

    id: UUID
    state: RowState
    reasons: list[RowReason] = field(default_factory=list)
    draft: RowDraft | None = None
    order_position: int | None = None
    """Rows of the same number become one order."""
