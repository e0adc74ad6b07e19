"""Sanitization of sent files: the type is detected, and images are written anew."""

from dataclasses import dataclass

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.files import rules
from turnout.modules.files.content import FileType, Treatment, UnsafeArchive, agrees, detect
from turnout.modules.files.errors import (
    ArchiveUnsafe,
    FileTooLarge,
    ImageUnreadable,
    TypeMismatch,
    TypeNotAllowed,
)
from turnout.modules.files.images import UnreadableImage, reencode


@dataclass(frozen=True, slots=True, kw_only=True)
class SanitizedFile:
    """A file as it will be stored; an image in its newly written form."""

    data: bytes
    kind: FileType
    width: int | None = None
    height: int | None = None
    placeholder: str | None = None


def sanitize(data: bytes, declared_type: str) -> SanitizedFile:
    """Refuse by size, type or damage, and write images anew."""
    if len(data) > rules.MAX_FILE_BYTES:
        raise FileTooLarge(limit_bytes=rules.MAX_FILE_BYTES)
    if not data:
        raise Invalid(FieldError("/file", "The file is empty."))
    kind = _typed(data)
    if not agrees(declared_type, kind):
        raise TypeMismatch(
            f"It was sent as {declared_type[:80]} and is {kind.media_type}.",
            detected=kind.media_type,
        )
    if kind.treatment is Treatment.AS_IS:
        return SanitizedFile(data=data, kind=kind)
    try:
        image = reencode(data, kind)
    except UnreadableImage as broken:
        raise ImageUnreadable(str(broken)) from broken
    return SanitizedFile(
        data=image.data,
        kind=image.kind,
        width=image.width,
        height=image.height,
        placeholder=image.placeholder,
    )


def _typed(data: bytes) -> FileType:
    try:
        kind = detect(data)
    except UnsafeArchive as harm:
        raise ArchiveUnsafe(str(harm)) from harm
    if kind is None:
        raise TypeNotAllowed("Send an image, a PDF, an office document, a ZIP or plain text.")
    return kind
