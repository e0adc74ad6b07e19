"""What the templates show of one event: tickets, programme, speakers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final, Literal

from turnout.modules.files.api import Picture
from turnout.modules.ticket_prices.api import OfferPrice
from turnout.site.layout.views import (
    CurrencyView,
    EventCard,
    EventKind,
    EventStatus,
    Language,
    Link,
    OrganizationCard,
    PriceRange,
)
from turnout_sdk.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """One programme item; `track` and `room` are positions in the programme's own lists."""

    id: str
    title: str
    url: str | None
    starts_at: datetime
    ends_at: datetime
    track: int | None
    room: int | None
    speakers: str
    language: str = ""
    sign_up_url: str = ""
    """Where holders of tickets take a place; empty where nobody needs one."""
    files: int = 0
    """How many files and links it has, now or later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDay:
    day: date
    sessions: tuple[SessionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFilters:
    day: str = ""
    """A day as the calendar writes it, or `all`; empty leaves it to the page."""
    track: str = ""
    room: str = ""
    text: str = ""
    view: Literal["list", "grid"] = "list"

    @property
    def narrows(self) -> bool:
        return bool(self.track or self.room or self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLink:
    """A way to one day of the programme; `day` is None for all of them."""

    day: date | None
    url: str
    count: int
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    days: tuple[ProgrammeDay, ...] = ()
    tracks: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    """Of the tracks, as the organizer chose them; empty without one."""
    rooms: tuple[str, ...] = ()
    filters: ProgrammeFilters = ProgrammeFilters()
    day_links: tuple[DayLink, ...] = ()
    """Empty where the programme has one day only."""
    list_url: str = ""
    grid_url: str = ""
    clear_url: str = ""
    """Without what narrows it, the way of looking kept."""
    whole_url: str = ""
    """All that matches, of every day; where scripts find what a visitor picked."""
    rest: int = 0
    """Items of the day that are a link away."""
    rest_url: str = ""
    total: int = 0
    """All programme items of the event, however many the filters leave."""

    @property
    def shown(self) -> int:
        return sum(len(day.sessions) for day in self.days)


SaleState = Literal["on_sale", "sold_out", "not_yet", "ended", "paused"]
Availability = Literal["available", "few", "sold_out", "not_yet", "ended", "paused"]
BUYABLE: Final = frozenset(("available", "few"))
ADD_ON: Final = "add_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmittedView:
    """An event that a pass admits to; its time where it is."""

    title: str
    url: str
    """Empty where the event has no page for everybody, and for the page that one reads."""
    starts_at: datetime | None
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketView:
    id: str
    name: str
    description: str
    price: Money
    state: Availability
    remaining: int | None
    """None when the number is not to be shown."""
    sale_starts_at: datetime | None = None
    sale_ends_at: datetime | None = None
    min_per_order: int = 1
    max_per_order: int = 10
    kind: str = "paid"
    benefits: tuple[str, ...] = ()
    admits_to: tuple[AdmittedView, ...] = ()
    """Of a pass: its events, in order of time."""
    least_minor: int = 0
    """The least it can be had for: of a donation less than its price."""
    sold_as: str = "ticket"
    asks_approval: bool = False
    """Buyers apply, and the organizer approves or denies."""
    pricing: OfferPrice | None = None
    """How price rules make its price; None without rules."""
    price_ends_at: datetime | None = None
    """When the price is over, where the event is."""
    has_waitlist: bool = False
    """One can wait for it once it is sold out."""
    tax_on_top: tuple[int, Money] | None = None  # the rate, and the price with the tax

    @property
    def is_free(self) -> bool:
        return self.price.minor == 0

    @property
    def list_price(self) -> Money | None:
        """What it costs without the price that is in force; None where that is no less."""
        if self.pricing is None or self.pricing.list_minor <= self.price.minor:
            return None
        return Money(self.pricing.list_minor, self.price.currency)

    @property
    def demand_ceiling(self) -> Money | None:
        """What demand moves the price to at most; None where it does not depend on demand."""
        found = self.pricing.demand if self.pricing else None
        return Money(found.ceiling_minor, self.price.currency) if found else None

    @property
    def member_prices(self) -> tuple[tuple[Money, str], ...]:
        """(price, name) of who is entitled to a lower one."""
        found = self.pricing.members if self.pricing else ()
        return tuple((Money(each.unit_minor, self.price.currency), each.name) for each in found)

    @property
    def bands(self) -> tuple[tuple[int, Money, str], ...]:
        """(quantity, price of each, name) from which on it costs something else; no multibuys."""
        found = self.pricing.by_quantity if self.pricing else ()
        return tuple(
            (each.from_quantity, Money(each.unit_minor, self.price.currency), each.name)
            for before, each in pairwise(each for each in found if not each.is_multibuy)
            if (before.unit_minor, before.name) != (each.unit_minor, each.name)
        )


def sale_state_of(tickets: Iterable[TicketView]) -> SaleState:
    """Whether any is on sale, else the strongest reason why none is; add-ons do not count."""
    states = {each.state for each in tickets if each.sold_as != ADD_ON}
    if states & BUYABLE:
        return "on_sale"
    found: tuple[SaleState, ...] = ("not_yet", "sold_out", "ended")
    return next((state for state in found if state in states), "paused")


def prices_of(tickets: Iterable[TicketView]) -> PriceRange | None:
    """From what to what a ticket costs: those on sale, else those to come, else all of them.

    Add-ons are no tickets, and a pass for several events is no ticket for one.
    """
    every = [each for each in tickets if each.sold_as != ADD_ON]
    single = [each for each in every if len(each.admits_to) <= 1] or every
    on_sale = [each for each in single if each.state in BUYABLE]
    coming = [each for each in single if each.state == "not_yet"]
    shown = on_sale or coming or single
    if not shown:
        return None
    currency = shown[0].price.currency
    alike = [each for each in shown if each.price.currency == currency]
    return PriceRange(
        lowest=Money(min(each.least_minor for each in alike), currency),
        highest=Money(max(each.price.minor for each in alike), currency),
        is_open=all(each.kind == "donation" for each in alike),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerView:
    name: str
    title: str = ""
    company: str = ""
    photo: Picture | None = None
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorView:
    name: str
    url: str | None
    logo: Picture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorsView:
    """One level; its name is empty where organizers made none."""

    level: str
    sponsors: tuple[SponsorView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    title: str
    about: str
    """Kind and size in words: “PDF, 1.2 MB”."""
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFileView:
    """A file or link of a session: with its address, or with who gets it from when."""

    title: str
    about: str
    """“Slides, PDF, 1.2 MB”; of a link where it leads: “Recording, video.example”."""
    url: str
    """Empty while it is not for who reads this."""
    locked: str = ""
    """For whom it is, and from when; empty once it is open."""
    is_link: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DateView:
    """Another date of the series."""

    title: str
    url: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    title: str
    url: str
    dates: tuple[DateView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    id: str
    organization_id: str
    title: str
    summary: str
    description_html: str
    organization: OrganizationCard
    starts_at: datetime
    ends_at: datetime
    zone: str
    kind: EventKind
    status: EventStatus
    place: str
    address: str
    latitude: float | None
    longitude: float | None
    category: str
    tags: tuple[str, ...]
    tickets: tuple[TicketView, ...]
    programme: Programme
    speakers: tuple[SpeakerView, ...]
    url: str
    canonical_url: str
    checkout_url: str
    availability_url: str
    live_url: str = ""
    """Where the same comes by itself, on public pages where a realtime role runs."""
    cover: Picture | None = None
    drawing: Picture | None = None
    """The drawn cover, for an event without a picture."""
    indexable: bool = True
    locales: tuple[Link, ...] = ()
    """The same page in other languages: label is the language tag."""
    language: str = "en"
    direction: str = "ltr"
    languages: tuple[Language, ...] = ()
    files: tuple[FileView, ...] = ()
    sponsors: tuple[SponsorsView, ...] = ()
    series: SeriesView | None = None
    state_reason: str = ""
    orders_fate: str = ""
    """What becomes of orders of a cancelled or postponed event: keep, refund or ask."""
    image_url: str = ""
    """The drawn picture that goes along when the page is shared."""
    calendar_url: str = ""
    speakers_url: str = ""
    contact_email: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    fields: tuple["FieldView", ...] = ()
    gallery: tuple["GalleryView", ...] = ()
    returns: tuple[str, ...] = ()  # what comes back when a buyer cancels, by sentences
    others: tuple[DateView, ...] = ()  # where it is sold out: what the organizer still sells
    currencies: tuple[CurrencyView, ...] = ()

    @property
    def on_sale(self) -> bool:
        return self.sale_state == "on_sale"

    @property
    def is_applied_for(self) -> bool:
        """Whether everything that can be had now needs the organizer's approval."""
        had = [each for each in self.tickets if each.state in BUYABLE and each.sold_as != ADD_ON]
        return bool(had) and all(each.asks_approval for each in had)

    @property
    def sale_state(self) -> SaleState:
        """Whether tickets are on sale, else the strongest reason why not."""
        if self.status not in {"published", "live"}:
            return "paused"
        return sale_state_of(self.tickets)

    @property
    def on_sale_from(self) -> datetime | None:
        """When the first ticket type that is not on sale yet will be."""
        begins = [
            each.sale_starts_at
            for each in self.tickets
            if each.state == "not_yet" and each.sale_starts_at
        ]
        return min(begins, default=None)

    @property
    def prices(self) -> PriceRange | None:
        return prices_of(self.tickets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """What comes before and after in the same order; None at the ends."""

    previous: Link | None = None
    following: Link | None = None


PlacesState = Literal["open", "few", "full", "waitlist", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One of the organization's own fields in words; `url` where it is a web address."""

    label: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryView:
    picture: Picture
    alt: str
    anchor: str
    """Names the large picture in the address: the page shows it without a script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpView:
    """How it stands with the places of a session, for whoever reads its page."""

    state: PlacesState
    left: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPage:
    event: EventPage
    title: str
    subtitle: str
    starts_at: datetime
    ends_at: datetime
    room: str
    track: str
    language: str
    abstract_html: str
    speakers: tuple[SpeakerView, ...]
    links: tuple[Link, ...]
    url: str
    id: str = ""
    description: str = ""
    """The abstract as plain text."""
    image_url: str = ""
    calendar_url: str = ""
    kind: str = ""
    tags: tuple[str, ...] = ()
    colour: str = ""
    """The track's, where the organizer chose one."""
    track_number: int | None = None
    """Its place among several tracks; None without one, or where there is no other."""
    sign_up: SignUpView | None = None
    """None where nobody needs a place."""
    files: tuple[SessionFileView, ...] = ()
    held_files_url: str = ""
    """Where ticket holders open what is theirs; empty where everything is for everybody."""
    around: Neighbours = Neighbours()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """The speakers whose names begin with one letter."""

    letter: str
    anchor: str
    speakers: tuple[SpeakerView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersPage:
    """Everybody who takes part; by letter where they are many."""

    event: EventPage
    url: str
    letters: tuple[LetterView, ...] = ()
    has_faces: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPage:
    event: EventPage
    speaker: SpeakerView
    photo: Picture | None
    biography_html: str
    """Sanitised when it was written."""
    description: str
    """The same as plain text."""
    links: tuple[Link, ...]
    talks: tuple[SessionView, ...]
    url: str
    image_url: str = ""
    around: Neighbours = Neighbours()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowPage:
    """What a signed-in person may save and follow; `saved` is None on an organizer's page."""

    title: str
    organization: str
    url: str
    saved: bool | None
    follows: bool
    form_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassView(TicketView):
    checkout_url: str
    """Of the event that sells it."""

    @property
    def is_available(self) -> bool:
        return self.state in ("available", "few")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPage:
    title: str
    summary: str
    description_html: str
    """Sanitised when it was written."""
    organization: OrganizationCard
    upcoming: tuple[EventCard, ...]
    past: tuple[EventCard, ...]
    url: str
    cover: Picture | None = None
    passes: tuple[PassView, ...] = ()
