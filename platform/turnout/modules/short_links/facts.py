"""Facts of short links."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortLinkCreated(Fact):
    """A short address leads to an event, its tickets or the organization from now on."""

    name: ClassVar[str] = "short_links.created.v1"
    short_link_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortLinkChanged(Fact):
    """A short link was named anew, or switched on or off."""

    name: ClassVar[str] = "short_links.changed.v1"
    short_link_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortLinkDeleted(Fact):
    """A short link leads nowhere any more, and its counts are gone."""

    name: ClassVar[str] = "short_links.deleted.v1"
    short_link_id: UUID
