"""Disputes as the desk shows them: drafts, proposed facts, what was sent."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.http.answers import INTERNAL, one_of
from turnout.modules.payments.api import Dispute
from turnout_sdk.disputes import DisputeStanding, EvidenceFileKind


class EvidenceTopic(StrEnum):
    """What the platform knows itself and proposes as evidence."""

    BUYER = "buyer"
    PRODUCT = "product"
    CHECK_INS = "check_ins"
    MAILS = "mails"
    TERMS = "terms"
    REFUND_TERMS = "refund_terms"


class ResponseKind(StrEnum):
    EVIDENCE = "evidence"
    ACCEPTANCE = "acceptance"


class ResponseState(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """It may have arrived; the provider's own page says so."""


class Obstacle(StrEnum):
    """Why nothing can be sent."""

    DECIDED = "decided"
    DEADLINE = "deadline"
    ANSWERED = "answered"
    PROVIDER = "provider"
    """Its adapter takes no evidence: it is given at the provider's own page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenFile:
    """A file of the organization, and what it shows."""

    component: ClassVar[str] = "DisputesFile"
    file_id: UUID
    kind: Annotated[str, one_of(EvidenceFileKind)]
    name: str = ""
    media_type: str = ""
    size_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedFact:
    """Something that the platform knows, in the words that would be sent."""

    component: ClassVar[str] = "DisputesFact"
    topic: Annotated[str, one_of(EvidenceTopic)]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDraft:
    """What would be sent; nobody but the team sees it."""

    text: str = ""
    topics: list[str] = field(default_factory=list)
    files: list[ChosenFile] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much the provider takes."""

    component: ClassVar[str] = "DisputesLimits"
    text_length: Annotated[int, "Of all texts together, in characters."]
    file_bytes: Annotated[int, "Of all files together."]
    file_types: list[str]
    needs_file: Annotated[bool, "Whether nothing is taken without a file."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeResponse:
    """One answer to a dispute: what was sent, when, and what the provider said."""

    component: ClassVar[str] = "DisputesResponse"
    id: UUID
    dispute_id: UUID
    kind: Annotated[str, one_of(ResponseKind)]
    state: Annotated[str, one_of(ResponseState)]
    standing: Annotated[
        str | None, one_of(DisputeStanding, allow_none=True), "What the provider answered."
    ]
    error: Annotated[str, "Why it was refused, or not sent yet; empty otherwise."]
    text: str
    facts: list[ProposedFact]
    files: list[ChosenFile]
    asked_at: datetime
    asked_by: Annotated[str, "Who sent it; empty for somebody who is gone."]
    sent_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeCase:
    """A dispute with the draft of its evidence, what could be said, and what was."""

    component: ClassVar[str] = "DisputesCase"
    dispute: Dispute
    version: int
    text: str
    topics: list[str]
    files: list[ChosenFile]
    facts: Annotated[list[ProposedFact], "What may be chosen: it is known of the order."]
    limits: Limits | None
    can_submit: bool
    can_accept: bool
    obstacle: Annotated[str | None, one_of(Obstacle, allow_none=True), "Why nothing can be sent."]
    responses: list[DisputeResponse]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDispute:
    """What the desk keeps of a dispute."""

    id: UUID
    payment_id: UUID
    version: int
    draft: EvidenceDraft

    @classmethod
    def of(
        cls, *, text: str, topics: list[str], chosen_files: list[Any], **columns: Any
    ) -> "StoredDispute":
        chosen = codec.convert(chosen_files, list[ChosenFile])
        return cls(draft=EvidenceDraft(text=text, topics=topics, files=chosen), **columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is sent, as it was when somebody sent it."""

    text: str = ""
    facts: list[ProposedFact] = field(default_factory=list)
    files: list[ChosenFile] = field(default_factory=list)
    customer_name: str = ""
    customer_email: str = ""
    service_date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResponse:
    """An answer as it is kept, locked by whoever sends it."""

    id: UUID
    dispute_id: UUID
    kind: str
    key: str
    content: Annotated[Content, INTERNAL]
    state: str
    standing: str | None
    error: str
    attempts: int
    is_unclear: bool
    asked_at: datetime
    asked_by: str
    sent_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None

    @classmethod
    def of(cls, *, content: Any, **columns: Any) -> "StoredResponse":
        return cls(content=codec.convert(content, Content), **columns)
