"""Data requests as they cross the module's border: plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import INTERNAL, one_of
from turnout.modules.orders.api import AnswerPlace
from turnout.modules.privacy.api import ProcessingPurpose
from turnout.modules.processing_records.api import LegalBasis


class DataRequestKind(StrEnum):
    """What is asked: an article of the GDPR each."""

    RECTIFICATION = "rectification"
    """Article 16: what is wrong is put right."""
    OBJECTION = "objection"
    """Article 21: data is processed for a purpose no longer."""


class DataRequestState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RectifiedField(StrEnum):
    """What is wrong."""

    NAME = "name"
    """On every order, place and ticket of the person; put right by granting."""
    ANSWER = "answer"
    """One written answer on a registration form; put right by granting."""
    OTHER = "other"
    """Anything else: the organizer puts it right and says what was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDataRequest:
    """What a person asks; the fields of the other kind are empty."""

    kind: DataRequestKind
    field: RectifiedField | None = None
    place: AnswerPlace | None = None
    wanted: str = ""
    """What it should be."""
    purpose: ProcessingPurpose | None = None
    said: str = ""
    """The person's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequest:
    """A request with what became of it."""

    id: UUID
    organization_id: UUID
    user_id: Annotated[UUID, INTERNAL]
    kind: Annotated[str, one_of(DataRequestKind)]
    state: Annotated[str, one_of(DataRequestState)]
    field: Annotated[str, one_of(["", *RectifiedField])]
    order_id: Annotated[UUID | None, "The order of an answer"]
    attendee_id: Annotated[UUID | None, "Whose answer; null: of the whole order"]
    question: Annotated[str, "The key of the question"]
    question_label: str
    former: Annotated[str, "What stood there when it was asked"]
    wanted: Annotated[str, "What it should be"]
    purpose: Annotated[str, one_of(["", *ProcessingPurpose])]
    said: Annotated[str, "The person's own words"]
    asked_at: datetime
    due_at: Annotated[datetime, "Until when the organizer has to answer"]
    extended_at: datetime | None
    extension_reason: str
    answered_at: datetime | None
    answer: Annotated[str, "What the organizer said of it"]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDataRequest:
    """A request as the person sees it."""

    component: ClassVar = "OwnDataRequest"
    organization_name: str
    request: DataRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedDataRequest:
    """A request as the organizer sees it."""

    component: ClassVar = "ReceivedDataRequest"
    person_name: str
    person_email: str
    is_overdue: bool
    basis: Annotated[str, one_of(["", *LegalBasis])]
    """Why the processing that is objected to is lawful."""
    can_grant: bool
    can_refuse: bool
    can_extend: bool
    needs_note: Annotated[bool, "Whether granting has to say what was done by hand"]
    request: DataRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOrganization:
    """An organization that has something of the person."""

    component: ClassVar = "AskedOrganization"
    organization_id: UUID
    name: str
