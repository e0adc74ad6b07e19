"""Decisions about files: names people see, how much fits, what a browser may do with one."""

import unicodedata
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from turnout.modules.files.content import FileType
from turnout.modules.files.models import ScanState

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
