"""Decisions about proofs, badges and documents: pure, without clock or database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from turnout.kernel.errors import FieldError
from turnout.modules.verifications.types import NewDocument, VerificationProof

LONGEST_NOTE: Final = 2_000
LONGEST_REASON: Final = 1_000
LONGEST_NAME: Final = 200
MOST_DOCUMENTS: Final = 3
MAX_DOCUMENT_BYTES: Final = 5_000_000
BEGINNINGS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
"""How the files begin that moderators are shown, by which their type is told."""


def proofs_of(
    *, has_domain: bool, has_account: bool, documents_until: datetime | None, now: datetime
) -> tuple[VerificationProof, ...]:
    """What holds now, in the order in which it is shown."""
    has_documents = documents_until is not None and now < documents_until
    held = {
        VerificationProof.DOMAIN: has_domain,
        VerificationProof.DOCUMENTS: has_documents,
        VerificationProof.PAYMENT_ACCOUNT: has_account,
    }
    return tuple(proof for proof in VerificationProof if held[proof])


def is_verified(proofs: Sequence[VerificationProof], *, needed: int, is_withdrawn: bool) -> bool:
    return not is_withdrawn and len(proofs) >= needed


def media_type_of(data: bytes) -> str | None:
    """The type by how the file begins; None for what moderators are not shown."""
    return next((kind for start, kind in BEGINNINGS if data.startswith(start)), None)


def application_errors(
    documents: Sequence[NewDocument], *, note: str, is_withdrawn: bool
) -> list[FieldError]:
    """What is wrong with an application; without documents it is for a withdrawn badge only."""
    errors = []
    if len(note) > LONGEST_NOTE:
        errors.append(FieldError("/note", f"Use at most {LONGEST_NOTE} characters."))
    if not documents and not is_withdrawn:
        errors.append(FieldError("/documents", "Add a document.", "missing"))
    if is_withdrawn and not documents and not note.strip():
        errors.append(FieldError("/note", "Say what has changed."))
    if len(documents) > MOST_DOCUMENTS:
        errors.append(FieldError("/documents", f"Add at most {MOST_DOCUMENTS} documents."))
    if any(media_type_of(each.data) is None for each in documents):
        errors.append(FieldError("/documents", "Use PDF, PNG or JPEG files.", "media-type"))
    return errors


def name_of(text: str) -> str:
    """A document's name without folders and signs that cannot be seen."""
    last = text.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:LONGEST_NAME] or "document"
