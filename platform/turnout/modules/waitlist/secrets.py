"""Secrets of places on waitlists: derived, never stored. One opens the place and uses its offer."""

from functools import partial
from uuid import UUID

from turnout.kernel.context import PublicContext
from turnout.kernel.http.headers import WAITLIST_SECRET
from turnout.kernel.security.capability_links import derive_secret, is_derived

HEADER = WAITLIST_SECRET


def entry_secret(entry_id: UUID, *, key_id: str | None = None) -> str:
    """160 bits that only this platform can compute for the place."""
    return derive_secret("waitlist.entry", entry_id.bytes, key_id=key_id)


def opens(entry_id: UUID, secret: str) -> bool:
    return is_derived(secret, partial(entry_secret, entry_id))


def proves(_ctx: PublicContext, entry_id: UUID, secret: str) -> bool:
    """As `opens`, for routes that members use as well."""
    return opens(entry_id, secret)


def place_path(organization_id: UUID, entry_id: UUID) -> str:
    """Where the page of a place stands."""
    return f"/waitlist/{organization_id}/{entry_id}/{entry_secret(entry_id)}"


def offer_token(entry_id: UUID) -> str:
    """By what a basket names the offer whose places it takes."""
    return f"{entry_id}.{entry_secret(entry_id)}"


def read_token(token: str) -> UUID | None:
    """The place that a token was made for; None for any other text."""
    named, _, secret = token.partition(".")
    try:
        entry_id = UUID(named)
    except ValueError:
        return None
    return entry_id if opens(entry_id, secret) else None
