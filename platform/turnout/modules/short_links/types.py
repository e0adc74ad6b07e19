"""Short links as they cross the module's border."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class LinkTarget(StrEnum):
    """What a short link leads to."""

    ORGANIZATION = "organization"
    EVENT = "event"
    TICKETS = "tickets"


class CodeFormat(StrEnum):
    SVG = "svg"
    PNG = "png"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShortLink:
    """What an organizer says about a short link."""

    name: str
    target: str
    event_id: UUID | None = None
    ticket_type_id: UUID | None = None
    access_code: str = ""
    partner: str = ""
    campaign: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortLink:
    """A short address, where it leads, and how often it was asked for."""

    component: ClassVar = "ShortLink"
    id: UUID
    code: Annotated[str, "What the address ends with; it never changes."]
    url: Annotated[str, "The whole address, which its QR code holds."]
    name: str
    target: Annotated[str, one_of(LinkTarget)]
    event_id: UUID | None
    ticket_type_id: Annotated[UUID | None, "Chosen for the buyer, also where it is hidden."]
    access_code: Annotated[str, "A discount or access code that the buyer need not type."]
    partner: Annotated[str, "The code of the sales partner by whom its orders come."]
    campaign: Annotated[str, "Goes along as `utm_campaign`."]
    source: Annotated[str, "Goes along as `utm_source`."]
    is_on: Annotated[bool, "A link that is off leads nowhere."]
    visits: Annotated[int, "How often it was asked for; nothing is kept of who asked."]
    last_visited_on: Annotated[date | None, "In UTC."]
    version: int
    created_at: datetime
    created_by: Annotated[str, "The actor, as the audit log names them."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """What of a link says where it leads."""

    id: UUID
    code: str
    target: str
    event_id: UUID | None
    ticket_type_id: UUID | None
    access_code: str
    partner: str
    campaign: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsOfDay:
    component: ClassVar = "ShortLinkVisits"
    day: Annotated[date, "In UTC."]
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QrFile:
    name: str
    media_type: str
    content: bytes


Changes = Mapping[str, Any]
