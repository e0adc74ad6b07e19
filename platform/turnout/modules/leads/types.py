"""Lead retrieval as it crosses the module's border: settings, stands, consents and leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.answers import INTERNAL, one_of


class Rating(StrEnum):
    """How likely it is that something comes of a lead."""

    HOT = "hot"
    WARM = "warm"
    COLD = "cold"


class LeadState(StrEnum):
    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    """The attendee took the consent back, or the ticket is somebody else's by now: no data."""


class LeadVerdict(StrEnum):
    COLLECTED = "collected"
    ALREADY = "already"
    """The sponsor has this lead: from this member, or from another one."""
    REFUSED = "refused"


class LeadReason(StrEnum):
    """Why a scan gave no lead; empty for one that did."""

    NONE = ""
    NO_CONSENT = "no_consent"
    """Nothing is stored of it."""
    WITHDRAWN = "withdrawn"
    """The attendee took back what this sponsor had."""
    NO_TICKET = "no_ticket"
    WRONG_EVENT = "wrong_event"
    NOT_VALID = "not_valid"


class MemberState(StrEnum):
    ACTIVE = "active"
    OVER = "over"
    REVOKED = "revoked"
    OFF = "off"
    """The organizer has switched lead retrieval off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLeadSettings:
    """What an organizer chooses for the leads of an event."""

    is_enabled: bool
    shares_email: bool
    company_question: str | None
    question_keys: list[str]
    statement: str
    days_after_event: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLeadSettings:
    """The same as it is stored; version 0: nobody has chosen yet."""

    event_id: UUID
    is_enabled: bool = False
    shares_email: bool = True
    company_question: str | None = None
    question_keys: tuple[str, ...] = ()
    statement: str = ""
    days_after_event: int = 14
    statement_version: int = 0
    version: int = 0

    @classmethod
    def of(cls, *, question_keys: list[str], **columns: Any) -> "StoredLeadSettings":
        return cls(question_keys=tuple(question_keys), **columns)

    @property
    def questions(self) -> tuple[str, ...]:
        """The keys of every question whose answer sponsors may have, the company's first."""
        first = (self.company_question,) if self.company_question else ()
        return (*first, *(each for each in self.question_keys if each not in first))


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadQuestion:
    """A question of the event's form that each attendee answers for themselves."""

    component: ClassVar[str] = "LeadQuestion"
    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSettings:
    """What sponsors may have, and what the form offers for it."""

    component: ClassVar[str] = "LeadSettings"
    event_id: UUID
    is_enabled: bool
    shares_email: bool
    company_question: Annotated[str | None, "The question whose answer stands below the name."]
    question_keys: Annotated[list[str], "Further questions whose answers sponsors may have."]
    statement: Annotated[str, "Empty: Turnout's own sentence, in the reader's language."]
    days_after_event: Annotated[int, "So long after its end the links of stands work."]
    statement_version: Annotated[int, "Another one when attendees would agree to another thing."]
    questions: Annotated[list[LeadQuestion], "Those that can be chosen."]
    consents: Annotated[int, "Of how many valid tickets the holder agrees."]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSponsorUpdate:
    seats: int
    ends_at: datetime | None
    tags: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLeadSponsor:
    """A sponsor's stand with what it has so far; one that nobody set up has no seats."""

    sponsor_id: UUID
    seats: int = 0
    ends_at: datetime | None = None
    tags: tuple[str, ...] = ()
    version: int = 0
    members: int = 0
    leads: int = 0
    withdrawn: int = 0

    @classmethod
    def of(cls, *, tags: list[str], **columns: Any) -> "StoredLeadSponsor":
        return cls(tags=tuple(tags), **columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSponsor:
    """A sponsor as the organizer sees their leads: how many, never whose."""

    component: ClassVar[str] = "LeadSponsor"
    sponsor_id: UUID
    name: str
    seats: Annotated[int, "How many stand members may have a link at once."]
    ends_at: Annotated[datetime | None, "Null: the days after the event that the settings say."]
    tags: Annotated[list[str], "What stand members can mark a lead with."]
    members: Annotated[int, "Links that were handed out and not revoked."]
    leads: int
    withdrawn: Annotated[int, "Leads that attendees took back."]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadMember:
    """Somebody at a sponsor's stand with a link of their own."""

    component: ClassVar[str] = "LeadMember"
    id: UUID
    sponsor_id: UUID
    name: str
    created_at: datetime
    last_scan_at: Annotated[datetime | None, "When they last scanned a lead."]
    revoked_at: datetime | None
    leads: Annotated[int, "How many leads they scanned first."]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedLeadMember:
    """A stand member with their link, which nobody is shown again."""

    component: ClassVar[str] = "IssuedLeadMember"
    member: LeadMember
    token: Annotated[str, "What the link proves itself by; it is shown this once."]
    url: Annotated[str, "The link: `…/leads#<organization>.<token>`"]
    qr_svg: Annotated[str, "The link as a QR code, drawn as SVG"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMember:
    """Whose link it is, and what ends it."""

    id: UUID
    event_id: UUID
    sponsor_id: UUID
    name: str
    seats: int
    ends_at: datetime | None
    tags: tuple[str, ...]
    is_enabled: bool
    days_after_event: int
    revoked_at: datetime | None
    organization_state: str

    @classmethod
    def of(cls, *, tags: list[str], **columns: Any) -> "KnownMember":
        return cls(tags=tuple(tags), **columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadMemberContext(OrganizationContext):
    """Somebody at a stand, whose link was proved."""

    member: KnownMember


@dataclass(frozen=True, slots=True, kw_only=True)
class StandSetup:
    """What the page of a stand member works with."""

    component: ClassVar[str] = "LeadStand"
    member_name: str
    sponsor_name: str
    event_title: str
    time_zone: str
    ends_at: Annotated[datetime | None, "Until when the link works; null: the event has no end."]
    tags: list[str]
    shares_email: bool
    company_label: Annotated[str, "The question that stands below names; empty: none."]
    question_labels: list[str]
    leads: int
    server_time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadFilter:
    """Which of a sponsor's leads are looked for; text finds only what the sponsor may see."""

    text: str = ""
    rating: str | None = None
    shares_email: bool = False
    company_question: str | None = None
    company_share: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadScan:
    """A ticket's code that a stand member scanned or typed, and what they marked at once."""

    code: str
    scan_id: str
    rating: str | None = None
    tags: tuple[str, ...] = ()
    note: str = ""
    scanned_at: datetime | None = None
    """When a phone without a connection scanned it; None: now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A ticket's holder who agreed, as a digest that another holder's differs from."""

    ticket_id: UUID
    holder_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadAnswer:
    component: ClassVar[str] = "LeadAnswer"
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLead:
    """A lead beside its ticket as it is now; without `shares` the consent is over."""

    id: UUID
    ticket_id: UUID
    scanned_at: datetime
    scanned_by: str
    rating: str | None
    tags: list[str]
    note: str
    withdrawn_at: datetime | None
    is_blocked: bool
    version: int
    shares: list[str] | None
    holder_name: str
    holder_email: str
    answers: Mapping[str, Any]

    @property
    def is_active(self) -> bool:
        return self.withdrawn_at is None and self.shares is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Whom a sponsor met, with what the attendee agreed to; of a withdrawn one no data."""

    component: ClassVar[str] = "Lead"
    id: UUID
    state: Annotated[LeadState, one_of(LeadState)]
    name: str
    email: Annotated[str | None, "Null: sponsors do not get it."]
    company: str
    answers: list[LeadAnswer]
    rating: Annotated[Rating | None, one_of(Rating, allow_none=True)]
    tags: list[str]
    note: str
    scanned_at: datetime
    scanned_by: Annotated[str, "The stand member who scanned it first."]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedLead:
    """What came of a scan; without consent it says so, and nothing was stored."""

    component: ClassVar[str] = "LeadScanVerdict"
    scan_id: str
    verdict: Annotated[LeadVerdict, one_of(LeadVerdict)]
    reason: Annotated[LeadReason, one_of(LeadReason)]
    lead: Lead | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredConsent:
    """What the holder of a ticket said last; another holder has said nothing."""

    is_given: bool
    shares: list[str]
    statement_version: int
    wording: str
    given_at: datetime
    withdrawn_at: datetime | None
    is_of_holder: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWith:
    """A sponsor who has, or had, a ticket holder's details."""

    component: ClassVar[str] = "LeadSharedWith"
    sponsor_id: UUID
    sponsor_name: str
    scanned_at: datetime
    withdrawn_at: datetime | None
    is_blocked: Annotated[bool, "Their stand's scans get nothing, whatever else is agreed."]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadConsent:
    """Whether a ticket's holder lets sponsors have their details, and who has them."""

    component: ClassVar[str] = "LeadConsent"
    is_offered: Annotated[bool, "Sponsors of the event collect leads."]
    is_given: bool
    statement: Annotated[str, "What they would agree to, in the language asked for."]
    shares: Annotated[list[str], "What sponsors would have, in words."]
    statement_version: int
    is_changed: Annotated[bool, "They agreed to another statement: what is new is not shared."]
    given_at: datetime | None
    withdrawn_at: datetime | None
    shared_with: list[SharedWith]
    event_id: Annotated[UUID, INTERNAL]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentChoice:
    """What a holder says: yes or no to the statement they were shown, in its language."""

    is_given: bool
    statement_version: int
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadUpdate:
    """What a stand member marks a lead with, all of it."""

    rating: str | None
    tags: list[str]
    note: str
