"""Evidence of disputes as Stripe takes it.

Source: docs.stripe.com/api/disputes/evidence_object (fields, 150,000 characters together),
docs.stripe.com/disputes/responding (files: PDF, JPEG, PNG, 4.5 MB together).
"""

import io
from collections.abc import Callable, Mapping
from typing import Any

from turnout_sdk.disputes import (
    DisputeAnswer,
    DisputeStanding,
    Evidence,
    EvidenceFile,
    EvidenceFileKind,
    EvidenceLimits,
)
from turnout_sdk.errors import Declined

PURPOSE = "dispute_evidence"
LIMITS = EvidenceLimits(
    text_length=150_000,
    file_bytes=4_500_000,
    file_types=frozenset({"application/pdf", "image/jpeg", "image/png"}),
    drafts=True,
)
_FILES: Mapping[EvidenceFileKind, str] = {
    EvidenceFileKind.RECEIPT: "receipt",
    EvidenceFileKind.COMMUNICATION: "customer_communication",
    EvidenceFileKind.REFUND_TERMS: "refund_policy",
    EvidenceFileKind.SERVICE: "service_documentation",
    EvidenceFileKind.OTHER: "uncategorized_file",
}
_STANDINGS: Mapping[str, DisputeStanding] = {
    "needs_response": DisputeStanding.OPEN,
    "warning_needs_response": DisputeStanding.OPEN,
    "under_review": DisputeStanding.UNDER_REVIEW,
    "warning_under_review": DisputeStanding.UNDER_REVIEW,
    "won": DisputeStanding.WON,
    "warning_closed": DisputeStanding.WON,
    "prevented": DisputeStanding.WON,
    "lost": DisputeStanding.LOST,
}


def require_within_limits(evidence: Evidence) -> None:
    """Refuse before anything is sent what Stripe would refuse half-way."""
    if sum(len(each) for each in texts_of(evidence).values()) > LIMITS.text_length:
        raise Declined("evidence-too-long", "The texts are longer than the provider takes.")
    if sum(len(each.content) for each in evidence.files) > LIMITS.file_bytes:
        raise Declined("evidence-too-large", "The files are larger than the provider takes.")
    if {each.media_type for each in evidence.files} - LIMITS.file_types:
        raise Declined("evidence-file-type", "The provider takes PDF, JPEG and PNG only.")
    if len({each.kind for each in evidence.files}) < len(evidence.files):
        raise Declined("evidence-file-kind", "The provider takes one file of each kind.")


def texts_of(evidence: Evidence) -> dict[str, str]:
    """Every field of Stripe's, the empty ones too: a draft replaces what was there."""
    date = evidence.service_date
    parts = (
        evidence.text,
        evidence.terms and f"Terms: {evidence.terms}",
        evidence.communication and f"Written to the customer: {evidence.communication}",
    )
    return {
        "customer_name": evidence.customer_name,
        "customer_email_address": evidence.customer_email,
        "product_description": evidence.product,
        "service_date": date.isoformat() if date else "",
        "access_activity_log": evidence.access_log,
        "refund_policy_disclosure": evidence.refund_terms,
        "uncategorized_text": "\n\n".join(each for each in parts if each),
    }


def fields_of(evidence: Evidence, upload: Callable[[EvidenceFile], str]) -> dict[str, str]:
    """The `evidence` of a dispute; `upload` sends a file and names it."""
    files = {_FILES[each.kind]: upload(each) for each in evidence.files}
    return {**texts_of(evidence), **dict.fromkeys(_FILES.values(), ""), **files}


def file_params(file: EvidenceFile) -> dict[str, Any]:
    content = io.BytesIO(file.content)
    content.name = file.name
    return {"purpose": PURPOSE, "file": content}


def answer_of(dispute: Mapping[str, Any]) -> DisputeAnswer:
    return DisputeAnswer(dispute_ref=dispute["id"], standing=_STANDINGS[dispute["status"]])
