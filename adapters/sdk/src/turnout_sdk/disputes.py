"""Answering a dispute through the provider: evidence, once or in drafts, or letting it go.

Both are optional. A payments adapter declares them in its `Capabilities` (`dispute_evidence`,
`dispute_acceptance`) and implements the protocol of each; without them the organizer answers in
the provider's own dashboard. How a dispute ends is told as every other fact (`FactKind`).
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol, runtime_checkable


class EvidenceFileKind(StrEnum):
    """What a file shows. Evidence has one file of each kind at most."""

    RECEIPT = "receipt"
    COMMUNICATION = "communication"
    REFUND_TERMS = "refund_terms"
    SERVICE = "service"
    """That the buyer got what was sold: a signed list, a scan."""
    OTHER = "other"


class DisputeStanding(StrEnum):
    """Where a dispute stands at the provider, as of the answer that carried it."""

    OPEN = "open"
    """It waits for the shop, which may still send evidence."""
    UNDER_REVIEW = "under_review"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLimits:
    """What the provider takes as evidence of one dispute.

    `text_length` is for all texts together, in characters; `file_bytes` for all files together.
    `drafts` says that evidence may be left with the provider unsent (`Evidence.is_draft`);
    `needs_file` that it is sent with one file at least.
    """

    text_length: int
    file_bytes: int = 0
    file_types: frozenset[str] = frozenset()
    drafts: bool = False
    needs_file: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    kind: EvidenceFileKind
    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why the buyer's bank should leave the money with the shop.

    `dispute_ref` is the `object_id` of the dispute's facts. Texts are plain and may be empty;
    what a provider has no field for goes into its free text, so that nothing is left out.
    `is_draft` leaves it with the provider without sending it to the bank; a later one replaces it.
    """

    key: str
    dispute_ref: str
    text: str = field(default="", repr=False)
    customer_name: str = field(default="", repr=False)
    customer_email: str = field(default="", repr=False)
    product: str = ""
    service_date: date | None = None
    access_log: str = field(default="", repr=False)
    """When the tickets were used."""
    communication: str = field(default="", repr=False)
    """What was written to the buyer, and when."""
    terms: str = ""
    """What the buyer agreed to, and when."""
    refund_terms: str = ""
    files: tuple[EvidenceFile, ...] = ()
    is_draft: bool = False


def labelled_texts(evidence: Evidence) -> str:
    """All texts, a line each, for a provider that has one field for them; the key comes last."""
    address = evidence.customer_email and f"<{evidence.customer_email}>"
    parts = {
        "Customer": " ".join(each for each in (evidence.customer_name, address) if each),
        "Product": evidence.product,
        "Date": evidence.service_date.isoformat() if evidence.service_date else "",
        "Used": evidence.access_log,
        "Written": evidence.communication,
        "Terms": evidence.terms,
        "Refunds": evidence.refund_terms,
        "Reference": evidence.key,
    }
    said = [f"{label}: {text}" for label, text in parts.items() if text]
    return "\n".join([evidence.text, *said] if evidence.text else said)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeAcceptance:
    """The money stays with the buyer; it cannot be taken back."""

    key: str
    dispute_ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeAnswer:
    """What the provider says of the dispute after an operation."""

    dispute_ref: str
    standing: DisputeStanding


@runtime_checkable
class SubmitsEvidence(Protocol):
    """Declared by `Capabilities.dispute_evidence`."""

    def submit_evidence(self, evidence: Evidence) -> DisputeAnswer:
        """Send evidence. The same `evidence.key` sends it at most once, however often.

        Declined when the dispute is not open any more, evidence was sent before, or the provider
        does not take a text or a file.
        """


@runtime_checkable
class AcceptsDisputes(Protocol):
    """Declared by `Capabilities.dispute_acceptance`."""

    def accept_dispute(self, acceptance: DisputeAcceptance) -> DisputeAnswer:
        """Let the dispute go; Declined when it is not open any more."""
