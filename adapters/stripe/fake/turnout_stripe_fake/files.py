"""Files that were uploaded: `POST /v1/files`, as a form of several parts."""

import base64

from turnout_sdk.testing.provider.store import Json, Tx
from turnout_stripe_fake.accounts import Caller, new_id
from turnout_stripe_fake.messages import allow, invalid

_TYPES = {b"%PDF": "pdf", bytes.fromhex("89504e47"): "png", bytes.fromhex("ffd8ff"): "jpg"}
_LARGEST = 5_000_000
LARGEST_FORM = _LARGEST + 100_000


def create(tx: Tx, caller: Caller, form: Json) -> Json:
    allow(form, "purpose", "file")
    if form.get("purpose") != "dispute_evidence":
        raise invalid("purpose", "Invalid purpose.")
    file = form.get("file")
    if not isinstance(file, dict):
        raise invalid("file", "Missing required param: file.", "parameter_missing")
    content = base64.b64decode(file["content"])
    kind = next((kind for start, kind in _TYPES.items() if content.startswith(start)), None)
    if kind is None:
        raise invalid("file", "Files of this type are not supported for this purpose.")
    if len(content) > _LARGEST:
        raise invalid("file", "The file is larger than 5 MB.")
    made: Json = {
        "id": new_id("file"),
        "object": "file",
        "created": tx.now,
        "filename": file["filename"],
        "purpose": form["purpose"],
        "size": len(content),
        "type": kind,
        "_content": file["content"],
    }
    return tx.put(caller.account, "file", made)
