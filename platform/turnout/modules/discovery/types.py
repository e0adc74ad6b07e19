"""Published events, organizations and series: frozen values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from turnout.modules.files import api as files
from turnout.modules.orders import api as orders
from turnout.modules.price_rules.api import DemandTerms, PriceTerms
from turnout.modules.session_files.api import PublishedSessionFile
from turnout.modules.ticket_prices.api import CurrencyPrice


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedOrganization:
    id: UUID
    slug: str
    name: str
    description: str = ""
    """Plain text, as its people wrote it."""
    website: str = ""
    contact_email: str = ""
    brand_color: str = ""
    font: str = "sans"
    logo: files.Picture | None = None
    """Its narrow drawings only; None without a logo, and while its file is not public."""
    legal: dict[str, int] = field(default_factory=dict)
    """The legal texts that are in force: `terms`, `privacy`, `imprint` → number of the version."""
    is_crawled: bool = True
    """Whether search engines may visit its pages."""
    host: str = ""
    """Where its pages stand, as `Settings.origin_of` takes it."""
    country: str = ""
    """ISO 3166-1 alpha-2 of its legal seat, or empty."""
    social_links: dict[str, str] = field(default_factory=dict)
    """Network → address."""
    verified_by: list[str] = field(default_factory=list)
    """What its badge rests on: `domain`, `documents`, `payment_account`; empty without one."""
    version: int = 0
    upcoming: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSummary:
    """One event in a list."""

    id: UUID
    organization: PublishedOrganization
    slug: str
    title: str
    summary: str
    kind: str
    state: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    category: str
    tags: list[str]
    language: str
    price_minor: int | None
    """The lowest price on sale; None without any ticket type."""
    currency: str | None
    cover_file_id: UUID | None
    version: int
    changed_at: datetime
    cover: files.Picture | None = None
    """None without a cover, and while its file is not public."""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    offers: list["OfferEntry"] = field(default_factory=list)
    """What is sold, as lists say from what to what price; empty for a private event."""

    @property
    def version_tag(self) -> str:
        """Another whenever the event or its organization changes."""
        return f"{self.version}.{self.organization.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmittedEntry:
    """An event that a pass admits to."""

    title: str
    slug: str
    """Empty where the event has no page for everybody."""
    starts_at: datetime | None
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferEntry:
    """A ticket type as the web sells it; what is left is asked elsewhere, at most 1 s old."""

    id: UUID
    pool_id: UUID
    name: str
    description: str
    price_minor: int
    currency: str
    minimum: int
    maximum: int
    sales_start_at: datetime | None
    sales_end_at: datetime | None
    is_paused: bool
    kind: str = "paid"
    sold_as: str = "ticket"
    minimum_price_minor: int = 0
    maximum_per_ticket: int | None = None
    hosts: list[UUID] = field(default_factory=list)
    draws: dict[UUID, int] = field(default_factory=dict)
    """What one unit takes: pool → number; one of `pool_id` when it is empty."""
    seats: dict[UUID, int] | None = None
    """Whose names one unit asks for: ticket type → number; one of its own when it is None."""
    benefits: list[str] = field(default_factory=list)
    admits_to: list[AdmittedEntry] = field(default_factory=list)
    asks_approval: bool = False
    price_rules: list[PriceTerms] = field(default_factory=list)
    """What may lower its price, now or later; how many are sold is asked elsewhere."""
    demand: DemandTerms | None = None
    """How demand has moved its price; each move is written down here anew."""
    has_waitlist: bool = False
    tax_rate_bp: int = 0
    excludes_tax: bool = False
    prices: dict[str, CurrencyPrice] = field(default_factory=dict)
    stated_prices: dict[str, int] = field(default_factory=dict)
    """Its own prices by currency, where the web has others; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsEntry:
    """An event's texts in another language; an empty text falls back."""

    title: str = ""
    summary: str = ""
    description_html: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesEntry:
    """The public series that an event belongs to."""

    id: UUID
    slug: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A file for everybody; `id` is the attachment's, under which the page gives it out."""

    id: UUID
    title: str
    media_type: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorEntry:
    name: str
    url: str = ""
    level: str = ""
    logo: files.Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEntry:
    """One of the organization's own fields that everybody may see."""

    label: str
    value: str | float | bool
    type: str
    """As `events.FieldType` names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryEntry:
    """A picture for everybody; `alt` is what the organizer called it, empty without a name."""

    picture: files.Picture
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """What only the event's own page shows."""

    description_html: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    contact_email: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    fields: list[FieldEntry] = field(default_factory=list)
    offers: list[OfferEntry] = field(default_factory=list)
    language: str = ""
    translations: dict[str, TextsEntry] = field(default_factory=dict)
    """By language tag, besides `language`."""
    cover: files.Picture | None = None
    downloads: list[FileEntry] = field(default_factory=list)
    """Files for everybody, but for the pictures."""
    gallery: list[GalleryEntry] = field(default_factory=list)
    sponsors: list[SponsorEntry] = field(default_factory=list)
    series: SeriesEntry | None = None
    is_listed: bool = True
    state_reason: str = ""
    """What the organizer said when the event was cancelled or postponed."""
    orders_fate: str = ""
    """What becomes of orders then: `keep`, `refund`, `ask`; empty where nothing happened."""
    buyer_terms: orders.BuyerTerms | None = None
    """What buyers get back and until when; None in a copy that was made before it was kept."""
    has_waiting_room: bool = False
    """Whether one waits for one's turn before the checkout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEntry:
    """One programme item; track, room and speakers are positions in the programme's lists."""

    id: UUID
    key: str
    """Its part of the address: its slug, or its id."""
    title: str
    day: date
    """The day of the programme; the small hours belong to the day before."""
    starts_at: datetime
    ends_at: datetime
    track: int | None = None
    room: int | None = None
    speakers: list[int] = field(default_factory=list)
    language: str = ""
    needs_registration: bool = False
    """Whoever wants to come registers for one of `capacity` places."""
    capacity: int | None = None
    files: int = 0
    """How many files and links it has for visitors or ticket holders, now or later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerEntry:
    id: UUID
    name: str
    title: str = ""
    company: str = ""
    photo: files.Picture | None = None
    key: str = ""
    """Its part of the address: a name made of the speaker's, or the id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerText:
    """What only the speaker's own page shows; the HTML was sanitised by its owner."""

    biography_html: str = ""
    links: list["LinkEntry"] = field(default_factory=list)
    photo: files.Picture | None = None
    """In every width, where lists have the small ones only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeEntry:
    tracks: list[str] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)
    """Of the tracks, in their order; empty for one without, and in copies older than this."""
    rooms: list[str] = field(default_factory=list)
    speakers: list[SpeakerEntry] = field(default_factory=list)
    sessions: list[SessionEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEntry:
    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionText:
    """What only the item's own page shows; the HTML was sanitised by its owner."""

    subtitle: str = ""
    abstract_html: str = ""
    description_html: str = ""
    links: list[LinkEntry] = field(default_factory=list)
    kind: str = ""
    tags: list[str] = field(default_factory=list)
    files: list[PublishedSessionFile] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEvent:
    summary: EventSummary
    page: PageEntry
    programme: ProgrammeEntry
    texts: dict[str, SessionText] = field(default_factory=dict)
    """Of a private event only: what its programme items' pages show; others are asked for each."""
    speaker_texts: dict[str, SpeakerText] = field(default_factory=dict)
    """Likewise, for its speakers' pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a page lives now; `event_slug` None for an organization's own page."""

    organization_slug: str
    event_slug: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDate:
    """One occurrence of a series, as the pages of the others name it."""

    id: UUID
    slug: str
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSeries:
    """A series with its listed events, in order of time."""

    organization: PublishedOrganization
    slug: str
    title: str
    summary: str
    description_html: str
    cover: files.Picture | None
    events: list[EventSummary]
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapRow:
    organization_slug: str
    event_slug: str | None
    """None for the organization's own page; `series/…` for a series'."""
    changed_at: datetime
