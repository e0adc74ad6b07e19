"""The contract between Turnout and a person's calendar at a provider.

A person grants access once; Turnout keeps the grant sealed and lends it with every call. Entries
are known by our `uid`, so that writing the same entry twice leaves one.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a person allowed. Tokens stay out of every text."""

    access_token: str = field(repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event or session. Times are aware; `time_zone` is the IANA name in which it is shown.

    `sequence` grows with every change; an entry with a lower one never replaces a higher one.
    """

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    description: str = ""
    location: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The provider's own name for the entry, and for people where to look at it."""

    provider_ref: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the calendar can do, as data."""

    scopes: tuple[str, ...] = ()
    reminders: bool = False
    revocation: bool = False
    """Whether access can be given back (`revoke`)."""
    maximum_description_characters: int = 8000


@runtime_checkable
class Authorizes(Protocol):
    """OAuth 2 with PKCE, as every calendar of today wants it."""

    def authorize_url(self, *, state: str, challenge: str, return_url: str) -> str:
        """Say where the person agrees. Asks nobody."""

    def exchange(self, code: str, *, verifier: str, return_url: str) -> Grant:
        """Turn the code that came back into a grant; Declined when it is used or too old."""

    def refresh(self, grant: Grant) -> Grant:
        """Renew an expired grant; Declined with code `revoked` when the person took it back."""


@runtime_checkable
class Writes(Protocol):
    def write(self, grant: Grant, entry: Entry) -> Written:
        """Make or change the entry with this `uid`, or bring back one that was deleted.

        Misconfigured when the access token is over: the platform renews it and asks again.
        """


@runtime_checkable
class Removes(Protocol):
    def remove(self, grant: Grant, uid: str) -> None:
        """Take the entry away; removing what is not there is no failure."""


@runtime_checkable
class Revokes(Protocol):
    def revoke(self, grant: Grant) -> None:
        """Give the access back; one that is over already is no failure."""
