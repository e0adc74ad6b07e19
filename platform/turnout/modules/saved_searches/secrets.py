"""Secrets of saved searches: derived, never stored. One opens every search of its address.

A secret names its search, so that the page of a mail needs nothing else, and ends with it.
"""

from functools import partial
from typing import Final
from uuid import UUID

from turnout.kernel.security.capability_links import derive_secret, head_of, is_derived

PURPOSE: Final = "saved-searches.search"
ID_BYTES: Final = 16
PAGE: Final = "/events/saved"


def secret_of(search_id: UUID, *, key_id: str | None = None) -> str:
    """Names the search, and proves 160 bits that only this platform can compute.

    The same in every mail of the search, however often one is tried.
    """
    return derive_secret(PURPOSE, search_id.bytes, head=search_id.bytes, key_id=key_id)


def search_in(secret: str) -> UUID | None:
    """The search that a secret is for; None for any other text."""
    head = head_of(secret, ID_BYTES)
    if head is None:
        return None
    search_id = UUID(bytes=head)
    return search_id if is_derived(secret, partial(secret_of, search_id)) else None


def page_path(search_id: UUID) -> str:
    """Where a search is confirmed, changed and ended."""
    return f"{PAGE}/{secret_of(search_id)}"


def unsubscribe_path(search_id: UUID) -> str:
    """What ends a search with a single POST (RFC 8058)."""
    return f"{page_path(search_id)}/unsubscribe"
