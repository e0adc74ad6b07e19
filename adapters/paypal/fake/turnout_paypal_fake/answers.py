"""What a seller answers to a dispute: evidence, or that the claim is accepted; by forms."""

import base64
import json
import re
from io import BytesIO
from typing import Any

from werkzeug.formparser import parse_form_data

from turnout_paypal_fake import disputes
from turnout_paypal_fake.accounts import Caller
from turnout_paypal_fake.errors import allow, malformed, refused
from turnout_paypal_fake.webhooks import timestamp
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Request

Files = list[tuple[str, bytes]]
LARGEST_FORM = 50_000_000
_LARGEST_FILE = 10_000_000
_LONGEST_NOTES, _MOST_PIECES = 2_000, 100
_NAME = re.compile(r"[A-Za-z0-9\-_,\s]+\.[A-Za-z]+")
_STARTS = (b"%PDF", b"GIF8", bytes.fromhex("89504e47"), bytes.fromhex("ffd8ff"))
_WAYS = ("REFUND", "REFUND_WITH_RETURN", "PARTIAL_REFUND", "REFUND_WITH_RETURN_SHIPMENT_LABEL")
_TYPES = ("OTHER", "PROOF_OF_FULFILLMENT", "PROOF_OF_REFUND", "PROOF_OF_RECEIPT_COPY")


def provide(tx: Tx, caller: Caller, name: str, request: Request) -> Json:
    """`POST /v1/customer/disputes/{id}/provide-evidence`: while PayPal waits for the seller."""
    said, files = _form_of(request, "evidence-file")
    dispute = _answerable(tx, caller, name)
    allow(said, {"evidences", "return_address"})
    pieces = said.get("evidences")
    if not isinstance(pieces, list) or not 0 < len(pieces) <= _MOST_PIECES:
        raise malformed("MISSING_REQUIRED_PARAMETER", "/evidences")
    for each in pieces:
        _require_piece(each, {file for file, _ in files})
    known = {"source": "SUBMITTED_BY_SELLER", "date": timestamp(tx)}
    dispute["evidences"] += [each | known for each in pieces]
    dispute["_files"] += [base64.b64encode(content).decode() for _, content in files]
    dispute["_submissions"] += 1
    dispute |= {"status": "UNDER_REVIEW", "update_time": timestamp(tx)}
    disputes.tell(tx, caller.account, "UPDATED", dispute)
    return _detail(name)


def accept(tx: Tx, caller: Caller, name: str, request: Request) -> Json:
    """`POST /v1/customer/disputes/{id}/accept-claim`: it ends in the buyer's favour."""
    said, _ = _form_of(request, "accept-claim-document")
    dispute = _answerable(tx, caller, name)
    allow(said, {"note", "accept_claim_reason", "accept_claim_type", "invoice_id", "refund_amount"})
    if len(said.get("note", "")) > _LONGEST_NOTES:
        raise malformed("INVALID_STRING_LENGTH", "/note")
    if said.get("accept_claim_type", "REFUND") not in _WAYS:
        raise malformed("INVALID_PARAMETER_VALUE", "/accept_claim_type")
    if said.get("accept_claim_type", "REFUND") != "REFUND":
        raise refused("ACCEPT_CLAIM_TYPE_NOT_ALLOWED")
    disputes.resolve(tx, caller.account, dispute, outcome="RESOLVED_BUYER_FAVOUR")
    return _detail(name)


def heard(tx: Tx, caller: Caller, name: str) -> Json:
    """What PayPal has: how often evidence came, and the content of its files."""
    dispute = tx.get(caller.account, "dispute", name)
    return {"submissions": dispute["_submissions"], "contents": dispute["_files"]}


def _answerable(tx: Tx, caller: Caller, name: str) -> Json:
    dispute = tx.get(caller.account, "dispute", name)
    if not disputes.is_answerable(tx, dispute):
        raise refused("ACTION_NOT_ALLOWED_IN_CURRENT_DISPUTE_STATE")
    return dispute


def _require_piece(piece: Any, files: set[str]) -> None:
    allow(piece, {"evidence_type", "evidence_info", "documents", "notes", "item_id"}, "/evidences")
    if piece.get("evidence_type") not in _TYPES:
        raise malformed("INVALID_PARAMETER_VALUE", "/evidences/evidence_type")
    notes = piece.get("notes")
    if notes is not None and not 0 < len(notes) <= _LONGEST_NOTES:
        raise malformed("INVALID_STRING_LENGTH", "/evidences/notes")
    for each in piece.get("documents") or ():
        if not _NAME.fullmatch(each["name"]):
            raise malformed("INVALID_PARAMETER_SYNTAX", "/evidences/documents/name")
        if each["name"] not in files:
            raise malformed("MISSING_REQUIRED_PARAMETER", "/evidence-file")


def _form_of(request: Request, file_part: str) -> tuple[Json, Files]:
    """Read `input`, which is JSON, and the files beside it."""
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        raise malformed("INVALID_PARAMETER_SYNTAX", "Content-Type")
    _, values, parts = parse_form_data(
        {
            "wsgi.input": BytesIO(request.body),
            "CONTENT_LENGTH": str(len(request.body)),
            "CONTENT_TYPE": kind,
            "REQUEST_METHOD": request.method,
        },
        stream_factory=lambda *_, **__: BytesIO(),
    )
    allow({**values, **parts}, {"input", file_part})
    files = [(str(each.filename), each.read()) for each in parts.getlist(file_part)]
    for _, content in files:
        if not content.startswith(_STARTS):
            raise malformed("INVALID_FILE_TYPE", f"/{file_part}")
        if len(content) >= _LARGEST_FILE:
            raise malformed("INVALID_FILE_SIZE", f"/{file_part}")
    said = json.loads(values.get("input", ""))
    return said, files


def _detail(name: str) -> Json:
    """A link to the dispute, which says the rest."""
    return {"links": [{"href": disputes.href(name), "rel": "self", "method": "GET"}]}
