"""Decisions about files: names people see, how much fits, what a browser may do with one."""

import unicodedata
from typing import Final
from urllib.parse import quote

from turnout.modules.files.content import FileType

MAX_FILE_BYTES: Final = 20_000_000
QUOTA_BYTES: Final = 5_000_000_000
MAX_NAME: Final = 120
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
    stem = " ".join(shown.split())
    head, dot, tail = stem.rpartition(".")
    if dot and len(tail) <= len("extension") and tail.isalnum():
        stem = head
    return f"{stem.strip('. ')[:MAX_NAME] or 'file'}.{kind.extension}"


def fits(used_bytes: int, new_bytes: int) -> bool:
    return used_bytes + new_bytes <= QUOTA_BYTES


def disposition(name: str, *, inline: bool) -> str:
    """A Content-Disposition of RFC 6266: ASCII for the old, UTF-8 for everyone else."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join(letter for letter in plain if letter not in '"\\;%')
    word = "inline" if inline else "attachment"
    return f"{word}; filename=\"{plain or 'file'}\"; filename*=UTF-8''{quote(name, safe='')}"
