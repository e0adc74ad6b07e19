"""Documents: `POST /v1/documents`, a form of two parts; what they are is read from their bytes."""

import base64
from io import BytesIO
from typing import Any

from werkzeug.formparser import parse_form_data

from turnout_razorpay_fake import fields
from turnout_razorpay_fake.accounts import new_id
from turnout_razorpay_fake.errors import refused
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Request

_TYPES = {
    b"%PDF": "application/pdf",
    bytes.fromhex("89504e47"): "image/png",
    bytes.fromhex("ffd8ff"): "image/jpeg",
}
_LARGEST = 4_000_000
"""Razorpay publishes no size; somewhere it ends there, too."""
LARGEST_FORM = _LARGEST + 100_000


def is_form(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith("multipart/")


def form_of(request: Request) -> Json:
    """Read the parts of a form; a file is its name and its content."""
    _, values, files = parse_form_data(
        {
            "wsgi.input": BytesIO(request.body),
            "CONTENT_LENGTH": str(len(request.body)),
            "CONTENT_TYPE": request.headers["content-type"],
            "REQUEST_METHOD": request.method,
        },
        stream_factory=lambda *_, **__: BytesIO(),
    )
    form: dict[str, Any] = dict(values.items())
    return form | {name: (file.filename, file.read()) for name, file in files.items()}


def create(tx: Tx, account: str, form: Json) -> Json:
    fields.allow(form, "file", "purpose")
    file = form.get("file")
    if not isinstance(file, tuple):
        raise refused("The file field is required.", "file")
    if "purpose" not in form:
        raise refused("The purpose field is required.", "purpose")
    if form["purpose"] != "dispute_evidence":
        raise refused(f"invalid document upload purpose:{form['purpose']}", "purpose")
    name, content = file
    kind = next((kind for start, kind in _TYPES.items() if content.startswith(start)), None)
    if kind is None:
        raise refused("The file must be a file of type: jpg, jpeg, png, pdf.", "file")
    if len(content) > _LARGEST:
        raise refused("The file may not be greater than 4000 kilobytes.", "file")
    document: Json = {
        "id": new_id("doc"),
        "entity": "document",
        "purpose": form["purpose"],
        "name": name,
        "mime_type": kind,
        "size": len(content),
        "created_at": tx.now,
        "_content": base64.b64encode(content).decode(),
    }
    return tx.put(account, "document", document)
