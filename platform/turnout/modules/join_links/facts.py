"""Facts of personal join links."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineEventJoined(Fact):
    """Somebody joined an event online by the link of a ticket, for the first time with it."""

    name: ClassVar[str] = "join_links.joined.v1"
    event_id: UUID
    ticket_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinLinkRenewed(Fact):
    """A ticket has another link, and the one before leads nowhere."""

    name: ClassVar[str] = "join_links.renewed.v1"
    event_id: UUID
    ticket_id: UUID
