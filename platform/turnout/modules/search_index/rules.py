"""Decisions of the search index: pauses, who is asked again, and what counts as drift. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from turnout.modules.search_index.types import KnownVersion
from turnout_sdk.search import Document, KeptDocument

BATCH = 200
LEASE = timedelta(seconds=60)
"""A worker that was killed leaves its documents to others after so long."""
LONGEST_PAUSE = timedelta(seconds=30)
REFUSED_PAUSE = timedelta(hours=1)
"""A document that the server cannot keep is tried seldom, and at once when it changes."""
KEPT_AFTER_SWITCH = timedelta(seconds=60)
"""Searches that began on the former index may end on it."""
CHECK_EVERY = timedelta(hours=1)
CHECK_AGAIN = timedelta(minutes=5)
"""After one that could not be finished."""
PAGE = 1000


def pause_after(tries: int) -> timedelta:
    """Longer with each try, up to `LONGEST_PAUSE`."""
    seconds: float = 2.0 ** min(tries - 1, 10)
    return min(timedelta(seconds=seconds), LONGEST_PAUSE)


def compare(
    documents: Mapping[UUID, Document],
    kept: Mapping[UUID, KeptDocument],
    *,
    still: Mapping[UUID, KnownVersion],
) -> tuple[set[UUID], set[UUID], set[UUID]]:
    """Say which documents the index lacks, has too many, and has otherwise.

    `still` are the versions that were the same, and sent, before and after both were read: what
    changes meanwhile is on its way and is no drift. Nobody has a version of what is kept without
    an original.
    """
    missing = {each for each in documents if each in still and each not in kept}
    different = {
        each
        for each, document in documents.items()
        if each in still and each in kept and kept[each].digest != document.digest
    }
    extra = {each for each in kept if each not in documents}
    return missing, extra, different


class Digest:
    """One text for many documents: the same for the same ids with the same contents, in order."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256()

    def add(self, pairs: Iterable[tuple[str, str]]) -> None:
        for key, digest in sorted(pairs):
            self._sum.update(f"{key} {digest}\n".encode())

    def __str__(self) -> str:
        return self._sum.hexdigest()
