"""Facts of embeds."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedOriginAdded(Fact):
    """Pages of a site may show the organization's checkout and events from now on."""

    name: ClassVar[str] = "embeds.origin-added.v1"
    embed_origin_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedOriginDeleted(Fact):
    """Pages of a site show the checkout and events no more; orders that came by it stay."""

    name: ClassVar[str] = "embeds.origin-deleted.v1"
    embed_origin_id: UUID
