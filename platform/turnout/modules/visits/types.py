"""What crosses this module's border: where visitors come from, and whether they are counted.

Nothing of this is about one person: no cookie, no address, no mark of a browser is kept.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Final
from uuid import UUID


class Step(StrEnum):
    """What a visitor did that nothing else knows of; holds and sales are counted from orders."""

    SEEN = "seen"
    """The event's page was asked for, or its checkout by who came there directly."""
    STARTED = "started"
    """The checkout was asked for."""


class Device(StrEnum):
    PHONE = "phone"
    TABLET = "tablet"
    DESKTOP = "desktop"


class SourceKind(StrEnum):
    """What is known of where a visitor came from."""

    CAMPAIGN = "campaign"
    """`utm_source` of the address."""
    LINK = "link"
    """A short link that names no source."""
    EMBED = "embed"
    """Another site's page, in which the checkout stands."""
    SITE = "site"
    """A link on another site."""
    OWN = "own"
    """Our own pages: the directory, the organization's page."""
    DIRECT = "direct"
    """Typed, from a bookmark, or from an app or a site that does not say."""
    OTHER = "other"
    """One more source on a day that had as many as are told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSource:
    """Where a visitor came from and on what; cleaned and bounded, so that it can be grouped by."""

    kind: str = SourceKind.DIRECT
    name: str = ""
    """`utm_source`, the short link's code, or the other site's host."""
    medium: str = ""
    campaign: str = ""
    link: str = ""
    """The code of a short link."""
    device: str = Device.DESKTOP


SOURCE_FIELDS: Final = ("kind", "name", "medium", "campaign", "link")
"""What an order's request says of its source; the device is the request's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """So many visits alike, within a quarter of an hour."""

    organization_id: UUID
    event_id: UUID
    at: datetime
    step: str
    source: VisitSource
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCounting:
    """Whether visits of an organization's events are counted."""

    component: ClassVar = "VisitCounting"
    is_on: Annotated[bool, "Without it only orders are counted, and not where they came from"]
    version: int
