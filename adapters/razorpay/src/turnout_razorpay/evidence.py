"""Evidence of disputes as Razorpay takes it: a summary, and documents for each field.

Source: razorpay.com/docs/api/disputes/contest (fields, a summary of 1,000 characters, one document
at least), razorpay.com/docs/api/documents (types). Razorpay publishes no size of a document.

Razorpay takes no key for this. The key stands at the end of the summary, and by it evidence that
was sent before is known again.
"""

import re
from collections.abc import Mapping
from typing import Any

from turnout_sdk.disputes import (
    DisputeAnswer,
    DisputeStanding,
    Evidence,
    EvidenceFile,
    EvidenceFileKind,
    EvidenceLimits,
    labelled_texts,
)
from turnout_sdk.errors import Declined

Json = Mapping[str, Any]
PURPOSE = "dispute_evidence"
SUMMARY_LENGTH = 1_000
LIMITS = EvidenceLimits(
    # What is left of the summary for its labels and the key.
    text_length=800,
    file_bytes=2_000_000,
    file_types=frozenset({"application/pdf", "image/jpeg", "image/png"}),
    drafts=True,
    needs_file=True,
)
OTHERS = "others"
FIELDS = (
    "shipping_proof", "billing_proof", "cancellation_proof", "customer_communication",
    "proof_of_service", "explanation_letter", "refund_confirmation", "access_activity_log",
    "refund_cancellation_policy", "term_and_conditions", OTHERS,
)  # fmt: skip
_FILES: Mapping[EvidenceFileKind, str] = {
    EvidenceFileKind.RECEIPT: "billing_proof",
    EvidenceFileKind.COMMUNICATION: "customer_communication",
    EvidenceFileKind.REFUND_TERMS: "refund_cancellation_policy",
    EvidenceFileKind.SERVICE: "proof_of_service",
    EvidenceFileKind.OTHER: OTHERS,
}
_STANDINGS: Mapping[str, DisputeStanding] = {
    "open": DisputeStanding.OPEN,
    "under_review": DisputeStanding.UNDER_REVIEW,
    "won": DisputeStanding.WON,
    "lost": DisputeStanding.LOST,
}
_REF = re.compile(r"disp_[A-Za-z0-9]{1,40}")


def submit(api: Any, evidence: Evidence) -> DisputeAnswer:
    """Contest a dispute, or leave a draft. What this key sent before is not sent again."""
    require_within_limits(evidence)
    ref = _require_ref(evidence.dispute_ref)
    dispute = api.dispute.fetch(ref)
    if _was_sent(dispute, evidence):
        return answer_of(dispute)
    if dispute["status"] != "open":
        raise Declined("dispute-closed", "The payment provider takes no evidence any more.")
    body = contest_body(evidence, dispute, _upload(api, evidence))
    try:
        dispute = api.dispute.contest(ref, body)
    except Declined:
        dispute = api.dispute.fetch(ref)
        if not _was_sent(dispute, evidence):
            raise
    return answer_of(dispute)


def accept(api: Any, dispute_ref: str) -> DisputeAnswer:
    """Let it go. One that is lost already needs no letting go: an answer may have been lost."""
    ref = _require_ref(dispute_ref)
    try:
        dispute = api.dispute.accept(ref)
    except Declined:
        dispute = api.dispute.fetch(ref)
        if dispute["status"] != "lost":
            raise
    return answer_of(dispute)


def require_within_limits(evidence: Evidence) -> None:
    """Refuse before anything is sent what Razorpay would refuse half-way."""
    if len(labelled_texts(evidence)) > SUMMARY_LENGTH:
        raise Declined("evidence-too-long", "The texts are longer than the provider takes.")
    if sum(len(each.content) for each in evidence.files) > LIMITS.file_bytes:
        raise Declined("evidence-too-large", "The files are larger than the provider takes.")
    if {each.media_type for each in evidence.files} - LIMITS.file_types:
        raise Declined("evidence-file-type", "The provider takes PDF, JPEG and PNG only.")
    if len({each.kind for each in evidence.files}) < len(evidence.files):
        raise Declined("evidence-file-kind", "The provider takes one file of each kind.")
    if not evidence.files and not evidence.is_draft:
        raise Declined("evidence-needs-file", "The provider takes no evidence without a file.")


def contest_body(
    evidence: Evidence, dispute: Json, documents: Mapping[str, list[Any]]
) -> dict[str, Any]:
    """What is contested, whole; a field that only an earlier draft filled is emptied."""
    earlier = dispute.get("evidence") or {}
    emptied: dict[str, list[Any]] = {name: [] for name in FIELDS if earlier.get(name)}
    return {
        "amount": dispute["amount"],
        "summary": labelled_texts(evidence),
        **emptied,
        **documents,
        "action": "draft" if evidence.is_draft else "submit",
    }


def answer_of(dispute: Json) -> DisputeAnswer:
    status = dispute["status"]
    if status == "closed":
        status = "lost" if dispute["amount_deducted"] else "won"
    return DisputeAnswer(dispute_ref=dispute["id"], standing=_STANDINGS[status])


def _upload(api: Any, evidence: Evidence) -> dict[str, list[Any]]:
    documents: dict[str, list[Any]] = {}
    for each in evidence.files:
        name, made = _FILES[each.kind], [_document(api, each)]
        is_other = name == OTHERS
        documents[name] = [{"type": "other", "document_ids": made}] if is_other else made
    return documents


def _document(api: Any, file: EvidenceFile) -> str:
    part = (file.name, file.content, file.media_type)
    return str(api.document.create({"file": part, "purpose": PURPOSE})["id"])


def _was_sent(dispute: Json, evidence: Evidence) -> bool:
    said = dispute.get("evidence") or {}
    is_ours = said.get("summary") == labelled_texts(evidence)
    return is_ours and bool(said.get("submitted_at")) and dispute["status"] != "open"


def _require_ref(ref: str) -> str:
    if not _REF.fullmatch(ref):
        raise Declined("unknown-id", "The payment provider does not know this dispute.")
    return ref
