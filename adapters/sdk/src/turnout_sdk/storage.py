"""The contract between Turnout and a store of files: one small protocol per capability.

Keys are chosen by the platform, are relative (`a/b/c`) and never reused for other content. What
is stored is private; only a presigned address opens it to others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Final, Protocol, runtime_checkable

CHECK_FILE: Final = "turnout-check.txt"
CHECK_TEXT: Final = b"Turnout wrote this file to see whether it may write here.\n"
"""What the health of an organization's store writes, the same each time: it needs no other right
than a delivery does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredObject:
    """What is known of a file without reading it."""

    key: str
    size_bytes: int
    media_type: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presigned:
    """A request that a browser may make by itself until it expires.

    With `fields`, it is a form (multipart/form-data): these fields in this order, and the
    content last, as `file`. Without, the content is the body.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the store can do, as data."""

    presigned_upload: bool = False
    presigned_download: bool = False
    maximum_bytes: int | None = None
    for_organizations: bool = False
    """An organization may connect it for its files: its settings hold every key that it uses, and
    nothing of the machine, such as a role, counts for it."""
    regions: frozenset[str] = frozenset()


@runtime_checkable
class Puts(Protocol):
    def put(self, key: str, content: BinaryIO, *, media_type: str) -> StoredObject:
        """Store all of `content` or nothing; putting the same key again replaces it."""


@runtime_checkable
class Gets(Protocol):
    def get(self, key: str) -> Iterator[bytes]:
        """Yield the content in pieces; Declined with code `not-found` before the first piece."""


@runtime_checkable
class Deletes(Protocol):
    def delete(self, key: str) -> None:
        """Forget the file; deleting what is not there is no failure."""


@runtime_checkable
class Presigns(Protocol):
    def presign_upload(
        self, key: str, *, media_type: str, maximum_bytes: int, expires_in_seconds: int
    ) -> Presigned:
        """Let somebody else put a file of at most this size and of this type under this key."""

    def presign_download(self, key: str, *, filename: str, expires_in_seconds: int) -> Presigned:
        """Let somebody else read one file; browsers save it under `filename` and never open it."""
