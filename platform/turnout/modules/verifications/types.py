"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class VerificationProof(StrEnum):
    DOMAIN = "domain"
    """A domain is proven by its DNS record."""
    DOCUMENTS = "documents"
    """A moderator has approved documents, such as an extract of a register."""
    PAYMENT_ACCOUNT = "payment_account"
    """A live connection names an account at a payment provider, which knows its owner."""


class ApplicationState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ApplicationDecision(StrEnum):
    APPROVE = "approve"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """How it stands with an application, for the organization."""

    component: ClassVar[str] = "VerificationApplication"
    id: UUID
    state: Annotated[str, one_of(ApplicationState)]
    note: str
    reason: Annotated[str, "Of the moderator; empty while it waits"]
    documents: Annotated[int, "How many are kept now; they go some days after the decision"]
    requested_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationStatus:
    """What proves who the organization is, and whether its pages show the badge."""

    component: ClassVar[str] = "Verification"
    is_verified: Annotated[bool, "Whether public pages show the badge"]
    proofs: Annotated[
        tuple[str, ...],
        "What holds now: `domain`, `documents`, `payment_account`; each counts by itself",
    ]
    proofs_needed: Annotated[int, "How many of them the badge takes at this installation"]
    verified_at: datetime | None
    documents_until: Annotated[datetime | None, "Until when approved documents count"]
    withdrawn_at: Annotated[datetime | None, "When a moderator took the badge back"]
    withdrawn_reason: str
    application: Annotated[Application | None, "The last one"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVerification:
    """The organization's row, held until the commit."""

    id: UUID
    proofs: tuple[VerificationProof, ...]
    verified_at: datetime | None
    documents_until: datetime | None
    withdrawn_at: datetime | None
    withdrawn_reason: str

    @classmethod
    def of(cls, **row: Any) -> "StoredVerification":
        return cls(**row | {"proofs": tuple(VerificationProof(each) for each in row["proofs"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredApplication:
    """An application held until the commit."""

    id: UUID
    state: str
    requested_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationRequest:
    """A line of the moderators' queue."""

    component: ClassVar[str] = "VerificationApplicationRequest"
    id: UUID
    tenant_id: Annotated[UUID, "The organization that asks"]
    tenant_name: Annotated[str, "What it is called now"]
    state: Annotated[str, one_of(ApplicationState)]
    note: str
    reason: str
    requested_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that an application brought; its content is opened by itself."""

    component: ClassVar[str] = "VerificationDocument"
    id: UUID
    name: str
    media_type: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDetail:
    """An application with who asks, what they brought, and what is proven already."""

    component: ClassVar[str] = "VerificationApplicationDetail"
    request: ApplicationRequest
    documents: tuple[Document, ...]
    organization_name: str
    organization_slug: str
    country: Annotated[str, "ISO 3166-1 alpha-2 of the legal seat, or empty"]
    website: str
    verification: VerificationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDocument:
    """A document unsealed, for the moderator who asked."""

    document: Document
    data: bytes = field(repr=False)
