"""Evidence of disputes as PayPal takes it: one piece of the type OTHER, with notes and documents.

Source: developer.paypal.com/api/customer-disputes/v1 (provide-evidence, accept-claim, notes of
2,000 characters, names of documents), developer.paypal.com/platforms/disputes/reference (types of
files, less than 10 MB each). What may be done now is said by the links of the dispute.

PayPal takes no request ID for this. The key stands at the end of the notes, and by it evidence
that was sent before is known again.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from turnout_paypal.client import Conversation, Part
from turnout_paypal.observations import KEPT_BY_BUYER, Json
from turnout_sdk.disputes import (
    DisputeAcceptance,
    DisputeAnswer,
    DisputeStanding,
    Evidence,
    EvidenceFile,
    EvidenceLimits,
    labelled_texts,
)
from turnout_sdk.errors import Declined

DISPUTES = "v1/customer/disputes"
NOTES_LENGTH = 2_000
LIMITS = EvidenceLimits(
    # What is left of the notes for their labels and the key.
    text_length=1_800,
    # Less than 10 MB for each file; together, so that no single one is more.
    file_bytes=9_900_000,
    file_types=frozenset({"application/pdf", "image/gif", "image/jpeg", "image/png"}),
)
_STANDINGS: Mapping[str, DisputeStanding] = {
    "OPEN": DisputeStanding.OPEN,
    "WAITING_FOR_SELLER_RESPONSE": DisputeStanding.OPEN,
    "WAITING_FOR_BUYER_RESPONSE": DisputeStanding.UNDER_REVIEW,
    "UNDER_REVIEW": DisputeStanding.UNDER_REVIEW,
    "OTHER": DisputeStanding.UNDER_REVIEW,
}
_ENDINGS = {
    "application/pdf": "pdf",
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/png": "png",
}


def submit(talk: Conversation, evidence: Evidence) -> DisputeAnswer:
    """Send evidence where PayPal offers it. What this key sent before is not sent again."""
    require_within_limits(evidence)
    path = _path(evidence.dispute_ref)
    dispute = talk.get(path)
    if _was_sent(dispute, evidence):
        return answer_of(dispute)
    _require_offered(dispute, "provide-evidence")
    try:
        talk.post_form(f"{path}/provide-evidence", parts_of(evidence))
    except Declined:
        dispute = talk.get(path)
        if not _was_sent(dispute, evidence):
            raise
        return answer_of(dispute)
    return answer_of(talk.get(path))


def accept(talk: Conversation, acceptance: DisputeAcceptance) -> DisputeAnswer:
    """Accept the claim by a refund. One that is lost already needs no letting go."""
    path = _path(acceptance.dispute_ref)
    dispute = talk.get(path)
    if answer_of(dispute).standing is DisputeStanding.LOST:
        return answer_of(dispute)
    _require_offered(dispute, "accept-claim")
    said = {"note": f"Reference: {acceptance.key}", "accept_claim_type": "REFUND"}
    try:
        talk.post_form(f"{path}/accept-claim", [_input(said)])
    except Declined:
        dispute = talk.get(path)
        if answer_of(dispute).standing is not DisputeStanding.LOST:
            raise
        return answer_of(dispute)
    return answer_of(talk.get(path))


def require_within_limits(evidence: Evidence) -> None:
    """Refuse before anything is sent what PayPal would refuse."""
    if evidence.is_draft:
        raise Declined("drafts-not-kept", "The provider keeps no drafts.")
    if len(labelled_texts(evidence)) > NOTES_LENGTH:
        raise Declined("evidence-too-long", "The texts are longer than the provider takes.")
    if sum(len(each.content) for each in evidence.files) > LIMITS.file_bytes:
        raise Declined("evidence-too-large", "The files are larger than the provider takes.")
    if {each.media_type for each in evidence.files} - LIMITS.file_types:
        raise Declined("evidence-file-type", "The provider takes PDF, JPEG, PNG and GIF only.")
    if len({each.kind for each in evidence.files}) < len(evidence.files):
        raise Declined("evidence-file-kind", "The provider takes one file of each kind.")


def parts_of(evidence: Evidence) -> list[Part]:
    """The form: what is said as JSON, then the files that it names."""
    piece: dict[str, Any] = {"evidence_type": "OTHER", "notes": labelled_texts(evidence)}
    if evidence.files:
        piece["documents"] = [{"name": _name(each)} for each in evidence.files]
    files = [
        ("evidence-file", (_name(each), each.content, each.media_type)) for each in evidence.files
    ]
    return [_input({"evidences": [piece]}), *files]


def answer_of(dispute: Json) -> DisputeAnswer:
    """Read the status; a dispute that is resolved says for whom by its outcome."""
    ref, status = dispute["dispute_id"], dispute["status"]
    if status != "RESOLVED":
        return DisputeAnswer(dispute_ref=ref, standing=_STANDINGS[status])
    outcome = (dispute.get("dispute_outcome") or {}).get("outcome_code")
    is_lost = outcome in KEPT_BY_BUYER
    return DisputeAnswer(
        dispute_ref=ref, standing=DisputeStanding.LOST if is_lost else DisputeStanding.WON
    )


def _require_offered(dispute: Json, action: str) -> None:
    """PayPal links what may be done in the present state; a claim is accepted by a refund."""
    links = [str(each.get("href", "")) for each in dispute.get("links") or ()]
    is_offered = any(each.rstrip("/").endswith(f"/{action}") for each in links)
    options = (dispute.get("allowed_response_options") or {}).get("accept_claim") or {}
    ways = options.get("accept_claim_types")
    if action == "accept-claim" and ways is not None and "REFUND" not in ways:
        is_offered = False
    if not is_offered:
        raise Declined(f"{action}-not-allowed", "PayPal does not allow that in this state.")


def _was_sent(dispute: Json, evidence: Evidence) -> bool:
    ours = labelled_texts(evidence)
    return any(
        each.get("source") == "SUBMITTED_BY_SELLER" and each.get("notes") == ours
        for each in dispute.get("evidences") or ()
    )


def _input(said: Json) -> Part:
    return "input", (None, json.dumps(said, ensure_ascii=False).encode(), "application/json")


def _name(file: EvidenceFile) -> str:
    """What the file shows: PayPal takes plain letters only, and whoever decides reads it."""
    return f"{file.kind.value}.{_ENDINGS[file.media_type]}"


def _path(dispute_ref: str) -> str:
    return f"{DISPUTES}/{quote(dispute_ref, safe='')}"
