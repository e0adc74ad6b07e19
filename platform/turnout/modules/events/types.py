"""Events, their places, links, invitations and custom fields as other modules see them: frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import SimpleNamespace
from typing import Annotated, Any, ClassVar
from uuid import UUID

from marshmallow import fields

from turnout.kernel.http.answers import INTERNAL
from turnout.kernel.values import from_attributes
from turnout.modules.events.models import (
    AccessCodeRow,
    EventChange,
    EventKind,
    EventRow,
    NewsKind,
    OrderActionRow,
    OrderHandling,
    State,
    Visibility,
)
from turnout.modules.files.api import NewEventFile


@dataclass(frozen=True, slots=True, kw_only=True)
class DueNotice:
    """News of one event, or of all that an organization published, that wait no longer."""

    organization_id: UUID
    kind: NewsKind
    event_id: UUID | None


class ChangeKind(StrEnum):
    """What became of a session or an event, compared with what people last heard."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    CHANGED = "changed"
    BACK = "back"
    """It takes place after all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionNote:
    """How a session was before it changed; of one that is gone, whom it concerned."""

    session_id: UUID
    before: dict[str, Any]
    noted_at: datetime
    """When it last changed."""
    ticket_ids: tuple[UUID, ...] = ()
    user_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventNews:
    turn: ChangeKind
    was_starts_at: datetime | None
    was_ends_at: datetime | None


class InvitationState(StrEnum):
    INVITED = "invited"
    OPENED = "opened"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    email: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventInvitation:
    """An address that a private event was sent to. Its link is told to nobody else."""

    id: UUID
    event_id: Annotated[UUID, INTERNAL]
    email: str
    name: str
    locale: str
    state: Annotated[InvitationState, fields.Enum]
    sent: Annotated[int, "How often a mail was asked for"]
    created_at: datetime
    asked_at: datetime
    mailed_at: Annotated[datetime | None, "When the last mail left; empty while it is on its way"]
    opened_at: Annotated[
        datetime | None, "When a link first opened the event, by a person or a mail scanner"
    ]
    withdrawn_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """What became of a list of addresses."""

    invited: tuple[EventInvitation, ...]
    known: Annotated[
        tuple[EventInvitation, ...], "Who was invited before; no mail was sent to them"
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventInvitationMail:
    """All that the mail needs; `url` holds the secret, which is derived and stored nowhere."""

    invitation_id: UUID
    event_id: UUID
    serial: int
    email: str
    name: str
    locale: str
    url: str
    expires_at: datetime | None


Changes = dict[str, Any]
"""Named fields of a PATCH with their new values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place as people write it; of a venue, or stated for this event alone."""

    name: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    @property
    def lines(self) -> list[str]:
        """Name and address, as on an envelope."""
        city = " ".join(filter(None, (self.postal_code, self.city)))
        address = ", ".join(filter(None, (self.street, city, self.region)))
        return [line for line in (self.name, address) if line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What of an event is said in another language; an empty text falls back on its own."""

    title: str = ""
    summary: str = ""
    description: str = ""


class FieldType(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomField:
    """A field that an organization added to its events; `is_public` shows it to visitors."""

    key: str
    label: str
    type: FieldType
    help: str = ""
    is_required: bool = False
    is_public: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSchema:
    """All of an organization's own fields; version 0 before the first were stated."""

    fields: tuple[CustomField, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """`starts_at` and `ends_at` without an offset are local times in `time_zone`."""

    title: str
    slug: str | None = None
    """None: made from the title."""
    summary: str = ""
    description: str = ""
    kind: EventKind = EventKind.IN_PERSON
    visibility: Visibility = Visibility.PUBLIC
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    time_zone: str | None = None
    """IANA name; None: the organization's."""
    venue_id: UUID | None = None
    location: Location | None = None
    online_url: str | None = None
    language: str = "en"
    cover_file_id: UUID | None = None
    cover_focus_x: int = 50
    cover_focus_y: int = 50
    """Where the eye of the cover is, in percent from the left and from the top."""
    contact_email: str | None = None
    contact_name: str = ""
    contact_phone: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    custom: dict[str, Any] = field(default_factory=dict)
    translations: dict[str, Texts] = field(default_factory=dict)
    """By language tag, besides `language`."""
    is_template: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`starts_at`, `ends_at` are instants in UTC; the local ones are what the organizer wrote."""

    organization_id: Annotated[UUID, INTERNAL]
    id: UUID
    slug: str
    title: str
    summary: str
    description: str
    kind: Annotated[EventKind, fields.Enum]
    visibility: Annotated[Visibility, fields.Enum]
    state: Annotated[State, fields.Enum]
    state_reason: str
    starts_at: datetime | None
    ends_at: datetime | None
    starts_local: datetime | None
    ends_local: datetime | None
    time_zone: str
    venue_id: UUID | None
    location: Location | None
    """The stated place, else the venue's."""
    online_url: str | None
    language: str
    cover_file_id: UUID | None
    cover_focus_x: int
    cover_focus_y: int
    contact_email: str | None
    contact_name: str = ""
    contact_phone: str = ""
    category: str
    tags: tuple[str, ...]
    custom: Annotated[
        dict[str, Any], fields.Dict(keys=fields.String(), values=fields.Raw(), required=True)
    ] = field(default_factory=dict)
    translations: dict[str, Texts] = field(default_factory=dict)
    is_template: bool = False
    series_id: UUID | None = None
    occurrence_local: datetime | None = None
    """The local time at which its series' rule has it, however it was moved."""
    is_detached: bool = False
    """Changed by itself: changes of its whole series leave it alone."""
    published_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int

    @classmethod
    def of(cls, row: EventRow | SimpleNamespace, place: "Location | None") -> "Event":
        """The event of a row; `place` is its venue's, for one that states none of its own."""
        return from_attributes(
            cls,
            row,
            kind=EventKind(row.kind),
            visibility=Visibility(row.visibility),
            state=State(row.state),
            location=Location(**row.location) if row.location else place,
            tags=tuple(row.tags),
            translations={tag: Texts(**texts) for tag, texts in row.translations.items()},
        )

    @property
    def is_shown(self) -> bool:
        """Whether its page is there for whoever has the address."""
        return self.visibility is not Visibility.PRIVATE and self.state in SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBrief:
    """What modules that hang something on an event need to know of it."""

    id: UUID
    slug: str
    title: str
    state: State
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    venue_id: UUID | None
    version: int

    @classmethod
    def of(cls, row: EventRow) -> "EventBrief":
        return from_attributes(cls, row, state=State(row.state))


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesMember:
    """An event as a change of its whole series sees it."""

    id: UUID
    state: State
    starts_at: datetime | None
    starts_local: datetime | None
    ends_local: datetime | None
    time_zone: str
    occurrence_local: datetime | None
    is_detached: bool
    version: int

    @classmethod
    def of(cls, row: EventRow) -> "SeriesMember":
        return from_attributes(cls, row, state=State(row.state))


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMove:
    """By how much clocks show more, how long it then lasts on the clock, and in which zone."""

    by: timedelta
    length: timedelta
    time_zone: str


SHOWN = frozenset({State.PUBLISHED, State.LIVE, State.ENDED, State.CANCELLED, State.POSTPONED})


@dataclass(frozen=True, slots=True)
class Missing:
    pointer: str
    detail: str
    code: str = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishChecklist:
    """What publishing would say: `missing` refuses it, `advice` does not."""

    component: ClassVar[str] = "EventsCheckList"

    missing: tuple[Missing, ...] = ()
    advice: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """One of the organization's own fields with this event's value."""

    key: str
    label: str
    value: Any
    type: Annotated[FieldType, fields.Enum]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEventSummary:
    """A published event in the list of a member who sees no drafts, such as a partner."""

    id: UUID
    slug: str
    title: str
    summary: str
    language: str
    kind: Annotated[EventKind, fields.Enum]
    visibility: Annotated[Visibility, fields.Enum]
    state: Annotated[State, fields.Enum]
    state_reason: str
    starts_at: datetime | None
    ends_at: datetime | None
    starts_local: datetime | None
    ends_local: datetime | None
    time_zone: str
    location: Location | None
    series_id: UUID | None
    page_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEvent(PublishedEventSummary):
    """What anyone who may see the event may know of it: no online link, no inner fields."""

    description: str
    languages: tuple[str, ...]
    cover_file_id: UUID | None
    cover_focus_x: int
    cover_focus_y: int
    contact_name: str
    contact_email: str | None
    contact_phone: str
    category: str
    tags: tuple[str, ...]
    fields: tuple[ShownField, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccessCode:
    """What opens a private event. `code` None draws one; `email` says who was invited."""

    label: str = ""
    code: str | None = None
    email: str | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessCode:
    """Without the code itself: only its hash is kept."""

    id: UUID
    event_id: Annotated[UUID, INTERNAL]
    label: str
    email: str | None
    expires_at: datetime | None
    revoked_at: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, row: AccessCodeRow) -> "AccessCode":
        return from_attributes(cls, row)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeAccessCode:
    """A new code, told this once, with the address of the page that it opens."""

    access: AccessCode
    code: Annotated[str, "Told this once"]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAction:
    """What becomes of an event's orders, and how far that has come."""

    id: UUID
    event_id: Annotated[UUID, INTERNAL]
    step: Annotated[EventChange, fields.Enum]
    orders: Annotated[OrderHandling, fields.Enum]
    reason: str
    total: int
    handled: int
    """Orders that were looked at, those that failed among them."""
    failed: int
    last_seen: Annotated[UUID | None, INTERNAL]
    created_at: datetime
    done_at: datetime | None

    @classmethod
    def of(cls, row: OrderActionRow) -> "OrderAction":
        return from_attributes(
            cls, row, step=EventChange(row.step), orders=OrderHandling(row.orders)
        )


class CopiedPart(StrEnum):
    """What a copy of an event may take along besides its details."""

    PROGRAMME = "programme"
    SPEAKERS = "speakers"
    TICKETS = "tickets"
    FORMS = "forms"
    FILES = "files"
    SPONSORS = "sponsors"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCopy:
    """`starts_at` moves everything with a time by as much as clocks show; None leaves the dates."""

    title: str | None = None
    slug: str | None = None
    starts_at: datetime | None = None
    parts: frozenset[CopiedPart] = frozenset(CopiedPart)
    as_template: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventExport:
    """What another organization may have of an event."""

    event_id: UUID
    title: str
    details: Mapping[str, Any]
    rows: Mapping[str, list[dict[str, Any]]]
    """What the modules above keep of it, by table."""
    files: tuple[NewEventFile, ...]
