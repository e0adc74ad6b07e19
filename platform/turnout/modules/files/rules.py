"""Decisions about files: their type by content, names people see, how much fits, who is served."""

import io
import struct
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import quote

from turnout.modules.files.models import ScanState

HEAD_BYTES = 4_096
DIRECTORY_BYTES = 2_000_000
"""Longest table of contents of an archive that we read."""
UNPACKED_BYTES = 1_000_000_000
UNPACKED_RATIO = 200
"""An archive that unfolds to more than either is a bomb for whoever opens it."""
_END_OF_ARCHIVE = struct.Struct("<4s4H2LH")
_PROGRAMS = ("META-INF/MANIFEST.MF", "AndroidManifest.xml", "classes.dex")
_MACROS = "vbaproject.bin"


class Treatment(StrEnum):
    IMAGE = "image"
    """Decoded and written anew."""
    AS_IS = "as_is"
    """Stored byte for byte; only ever served as a download."""


@dataclass(frozen=True, slots=True)
class FileType:
    media_type: str
    extension: str
    treatment: Treatment


PNG = FileType("image/png", "png", Treatment.IMAGE)
JPEG = FileType("image/jpeg", "jpg", Treatment.IMAGE)
GIF = FileType("image/gif", "gif", Treatment.IMAGE)
WEBP = FileType("image/webp", "webp", Treatment.IMAGE)
AVIF = FileType("image/avif", "avif", Treatment.IMAGE)
PDF = FileType("application/pdf", "pdf", Treatment.AS_IS)
ZIP = FileType("application/zip", "zip", Treatment.AS_IS)
TEXT = FileType("text/plain", "txt", Treatment.AS_IS)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
DOCX = FileType(f"{_OFFICE}wordprocessingml.document", "docx", Treatment.AS_IS)
XLSX = FileType(f"{_OFFICE}spreadsheetml.sheet", "xlsx", Treatment.AS_IS)
PPTX = FileType(f"{_OFFICE}presentationml.presentation", "pptx", Treatment.AS_IS)
ODT = FileType(f"{_OPEN}text", "odt", Treatment.AS_IS)
ODS = FileType(f"{_OPEN}spreadsheet", "ods", Treatment.AS_IS)
ODP = FileType(f"{_OPEN}presentation", "odp", Treatment.AS_IS)

ALLOWED = (PNG, JPEG, GIF, WEBP, AVIF, PDF, ZIP, TEXT, DOCX, XLSX, PPTX, ODT, ODS, ODP)
SAME = {"image/jpg": JPEG.media_type, "image/pjpeg": JPEG.media_type, "text/csv": TEXT.media_type}
"""Other words for types of ours, as browsers send them."""

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"%PDF-", PDF),
)
_MARKUP = (b"<", b"\xef\xbb\xbf<", b"#!", b"MZ")
_PARTS = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
_DECLARED = {kind.media_type.encode(): kind for kind in (ODT, ODS, ODP)}


def detect(data: bytes) -> FileType | None:
    """The type that these bytes are, or None when it is none that we take."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"):
        return AVIF
    if data.startswith(b"PK\x03\x04"):
        return _archive(data)
    return TEXT if _is_text(data) else None


def agrees(declared: str, kind: FileType) -> bool:
    """Whether what the sender said can be meant for this type; saying nothing agrees."""
    media_type = declared.partition(";")[0].strip().lower()
    if media_type in ("", "application/octet-stream"):
        return True
    return SAME.get(media_type, media_type) == kind.media_type


class UnsafeArchive(Exception):
    """An archive that would harm whoever unpacks it."""


def _archive(data: bytes) -> FileType | None:
    """Read the table of contents only: nothing is unpacked, so nothing can blow up here.

    UnsafeArchive for one that would blow up, or write outside its folder, elsewhere.
    """
    if _directory_bytes(data) > DIRECTORY_BYTES:
        raise UnsafeArchive("The archive has too many entries.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        return None
    _refuse_harm(entries, len(data))
    names = [entry.filename for entry in entries]
    if any(name in _PROGRAMS or name.lower().endswith(_MACROS) for name in names):
        return None
    if "[Content_Types].xml" in names:
        return next((k for part, k in _PARTS if any(n.startswith(part) for n in names)), None)
    if names and names[0] == "mimetype":
        start = data.find(b"mimetype", 0, HEAD_BYTES) + len(b"mimetype")
        return next((k for word, k in _DECLARED.items() if data.startswith(word, start)), None)
    return ZIP


def _directory_bytes(data: bytes) -> int:
    """How long the table of contents says it is; zipfile would read all of it."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _END_OF_ARCHIVE.size - 65_535))
    if at < 0 or len(data) - at < _END_OF_ARCHIVE.size:
        return 0
    return int(_END_OF_ARCHIVE.unpack_from(data, at)[5])


def _refuse_harm(entries: list[zipfile.ZipInfo], packed_bytes: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > min(UNPACKED_BYTES, UNPACKED_RATIO * packed_bytes):
        raise UnsafeArchive("The archive unfolds to far more than its own size.")
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
            raise UnsafeArchive("The archive has an entry that leads out of its folder.")


def _is_text(data: bytes) -> bool:
    """UTF-8 without control characters that does not begin as markup or a program."""
    if not data or data.lstrip().startswith(_MARKUP):
        return False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(ord(letter) < ord(" ") and letter not in "\t\n\r\f" for letter in text)


MAX_FILE_BYTES: Final = 20_000_000
MAX_NAME: Final = 120
MAX_NAME_BYTES: Final = 200
UPLOAD_SECONDS: Final = 900
"""How long an upload may take from its plan to its completion."""
CLAIM_SECONDS: Final = 300
"""After this long, a completion that was never heard of again may be tried anew."""
REDIRECT_SECONDS: Final = 60
MOST_ATTEMPTS: Final = 8
RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""Names that mean devices on Windows, whatever their ending."""
_AWKWARD: Final = str.maketrans(dict.fromkeys('<>:"|?*', "-"))
SHORTEST_LINK_SECONDS: Final = 30
LONGEST_LINK_SECONDS: Final = 86_400
POLICY: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"


def display_name(name: str, kind: FileType) -> str:
    """The sender's name without folders, controls or tricks of direction, ending as its type."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(
        letter if unicodedata.category(letter)[0] != "C" else " "
        for letter in unicodedata.normalize("NFC", last)
    )
    stem = " ".join(shown.translate(_AWKWARD).split())
    head, dot, tail = stem.rpartition(".")
    if dot and len(tail) <= len("extension") and tail.isalnum():
        stem = head
    stem = _cut(stem.strip(". ")) or "file"
    if stem.partition(".")[0].strip().lower() in RESERVED:
        stem = f"file {stem}"
    return f"{stem}.{kind.extension}"


def _cut(stem: str) -> str:
    """At most so many letters, and no more bytes than every file system takes."""
    short = stem[:MAX_NAME].encode("utf-8")[:MAX_NAME_BYTES].decode("utf-8", "ignore")
    return short.strip(". ")


def fits(used_bytes: int, new_bytes: int, *, quota_bytes: int) -> bool:
    return used_bytes + new_bytes <= quota_bytes


def pause(attempt: int) -> timedelta:
    """How long after a start of this number the next one comes, should it fail."""
    return timedelta(seconds=min(30 * 2**attempt, 3_600))


def is_served(scan: ScanState) -> bool:
    return scan in (ScanState.NONE, ScanState.CLEAN)


def disposition(name: str, *, inline: bool) -> str:
    """A Content-Disposition of RFC 6266: ASCII for the old, UTF-8 for everyone else."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join(letter for letter in plain if letter not in '"\\;%')
    word = "inline" if inline else "attachment"
    return f"{word}; filename=\"{plain or 'file'}\"; filename*=UTF-8''{quote(name, safe='')}"
