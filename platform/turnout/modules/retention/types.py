"""Retention policies as they cross the module's border: plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from turnout.kernel.http.answers import INTERNAL, one_of

LONGEST_MONTHS: Final = 120
FIELD: Final = "Key of a question, type of answers or name of records; empty of whole kinds"
VALUES: Final = "Answers or rows of the single field; null of whole kinds"
GRACE_DAYS: Final = 7
"""Between setting a time, or a shorter one, and the first row that goes."""


class RetentionKind(StrEnum):
    """What is kept for so long and no longer."""

    PEOPLE = "people"
    """Everything that names somebody: buyers, attendees, their answers, messages, waitlists."""
    ANSWERS = "answers"
    """What people answered on registration forms, with the files that they sent."""
    QUESTION = "question"
    """The answers to one question, in every event that asks it: `field` is its key."""
    ANSWER_TYPE = "answer-type"
    """The answers to all questions of a type, such as telephone numbers: `field` is the type."""
    RECORDS = "records"
    """Rows of one sort, such as notes at the door or a waitlist: `field` is its name.

    They hang on orders, or on the event itself."""


WHOLE_KINDS: Final = (RetentionKind.PEOPLE, RetentionKind.ANSWERS)
FIELD_KINDS: Final = tuple(each for each in RetentionKind if each not in WHOLE_KINDS)


@dataclass(frozen=True, slots=True)
class RetentionTarget:
    """What a policy is about: a kind, and of some kinds one field."""

    kind: RetentionKind
    field: str = ""

    @property
    def key(self) -> str:
        """Both as one text, as they are stored."""
        return f"{self.kind.value}:{self.field}" if self.field else self.kind.value

    @classmethod
    def of(cls, key: str) -> "RetentionTarget":
        kind, _, field_name = key.partition(":")
        return cls(RetentionKind(kind), field_name)


class _OfTarget:
    """What says its target by kind and field."""

    __slots__ = ()
    kind: str
    field: str

    @property
    def target(self) -> RetentionTarget:
        return RetentionTarget(RetentionKind(self.kind), self.field)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionField(_OfTarget):
    """A single field that can have a time of its own."""

    component: ClassVar = "RetentionField"
    kind: Annotated[str, one_of(FIELD_KINDS)]
    field: Annotated[str, "Key of a question, type of answers, or name of the records"]
    label: Annotated[str, "What a question asks, in its form's language; empty of others"]
    event_count: Annotated[int, "How many events ever asked it; 0 of records"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPolicy(_OfTarget):
    """For how long after an event one kind of personal data is kept."""

    component: ClassVar = "RetentionPolicy"
    kind: Annotated[str, one_of(RetentionKind)]
    field: Annotated[str, FIELD]
    months: Annotated[int | None, "After the end of an event; null: kept until somebody is erased"]
    begins_at: Annotated[datetime | None, "Before this nothing goes; the time to think again"]
    version: Annotated[int, "0 where nothing was ever set"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEvent:
    """An event whose time is over, with what it still tells of people."""

    component: ClassVar = "RetentionPreviewEvent"
    event_id: UUID
    title: str
    ends_at: datetime
    order_count: int
    attendee_count: int
    value_count: Annotated[int | None, VALUES]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPreview:
    """What a policy would take if it counted now; nothing is changed by asking."""

    component: ClassVar = "RetentionPreview"
    kind: Annotated[str, one_of(RetentionKind)]
    field: Annotated[str, FIELD]
    months: int
    until: Annotated[datetime, "Events that ended before this are concerned"]
    event_count: Annotated[int, "How many events are concerned"]
    order_count: int
    attendee_count: int
    value_count: Annotated[int | None, VALUES]
    owed_count: Annotated[
        int, "Orders that stay for now: not fully paid, or their payment is disputed"
    ]
    items: Annotated[list[PastEvent], "The first hundred events, the oldest first"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRun(_OfTarget):
    """What went of one event, and when; it names nobody."""

    component: ClassVar = "RetentionRun"
    id: UUID
    event_id: UUID
    event_title: str
    kind: Annotated[str, one_of(RetentionKind)]
    field: Annotated[str, FIELD]
    begun_at: datetime
    last_at: datetime
    order_count: Annotated[int, "Orders that people were taken out of; 0 of what hangs on events"]
    deleted: Annotated[dict[str, int], "Rows that went, by table"]
    anonymised: Annotated[dict[str, int], "Rows that stay without the person, by table"]
    file_count: int
    log_entry_count: Annotated[int, "Entries of the log that lost their contents, not their place"]
    pending: Annotated[list[str] | None, INTERNAL] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePortion:
    """What one transaction takes: some orders of an event, or what belongs to the event itself."""

    event_id: UUID
    order_ids: list[UUID]

    @classmethod
    def of(cls, rows: list[tuple[Any, ...]]) -> "DuePortion":
        """Of (event, order) in the order of events: those of the first one."""
        event_id = rows[0][0]
        return cls(
            event_id=event_id, order_ids=[order for event, order in rows if event == event_id]
        )
