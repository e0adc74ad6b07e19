"""What the templates show: plain frozen data, filled by the routes and by nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Literal
from uuid import UUID

from turnout.modules.files.api import Picture
from turnout_sdk.money import Money

EventStatus = Literal["published", "live", "ended", "cancelled", "postponed"]
EventKind = Literal["in_person", "online", "hybrid"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationCard:
    name: str
    slug: str
    verified: bool = False
    events: int = 0
    brand_color: str = ""
    font: str = "sans"
    logo: Picture | None = None
    legal: Mapping[str, int] = field(default_factory=dict)
    """The legal texts that are in force: kind → number of the version."""
    origin: str = ""
    """What begins the absolute addresses of its pages: its own host's, or the platform's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRange:
    """From the cheapest to the dearest ticket, as one can be bought now."""

    lowest: Money
    highest: Money
    is_open: bool = False
    """Everybody pays what they want, from the lowest on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCard:
    """One event in a list; times are aware and stand in the event's own zone."""

    title: str
    url: str
    organization: OrganizationCard
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    kind: EventKind
    status: EventStatus
    summary: str = ""
    category: str = ""
    prices: PriceRange | None = None
    sale: Literal["", "few", "sold_out", "not_yet", "ended"] = ""
    """What is to be said of the sale; empty while there is enough, and where nothing is sold."""
    cover: Picture | None = None
    drawing: Picture | None = None
    """The drawn cover, for an event without a picture."""
    language: str = ""
    """Of the title and the summary; empty where they are in the page's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter, with the number of events behind it."""

    value: str
    label: str
    count: int | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LandingPage:
    upcoming: tuple[EventCard, ...]
    categories: tuple[Choice, ...]
    featured: tuple[EventCard, ...] = ()
    cities: tuple[Choice, ...] = ()
    organizations: tuple[OrganizationCard, ...] = ()
    has_map: bool = False
    """Whether the installation has a source of street tiles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language that a page is in, named in itself."""

    tag: str
    name: str
    url: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyView:
    """A currency that an event is sold in, to choose by its code."""

    code: str
    url: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialLink:
    """Where else an organization is found; `network` names the sign drawn beside it."""

    network: str
    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationPage:
    organization: OrganizationCard
    description_html: str
    """Sanitised when it was written; the only kind of text a template does not escape again."""
    website: Link | None
    contact_email: str | None
    social_links: tuple[SocialLink, ...]
    upcoming: tuple[EventCard, ...]
    past: tuple[EventCard, ...]
    url: str
    banner: Picture
    """The picture of the event that is next, or was last; drawn in its colour without one."""
    description: str = ""
    """As plain text."""
    country: str = ""
    """ISO 3166-1 alpha-2 of the legal seat."""
    country_name: str = ""
    verified_by: tuple[str, ...] = ()
    """What the badge rests on, as sentences."""
    indexable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """A page that says one thing: check your mail, address confirmed, link used up."""

    title: str
    text: str
    kind: Literal["mail", "good", "problem", "ticket"] = "mail"
    action: Link | None = None
    more: Link | None = None
    """Another way, beside the first."""
    hint: str = ""
    again: "FormPage | None" = None
    """What sends the mail once more: a form of one button."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPage:
    status: int
    title: str
    text: str
    request_id: str = ""
    action: Link | None = None
    code_url: str | None = None
    """Where an access code is typed, for addresses at which an event could stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    url: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the frame around every page needs."""

    title: str
    description: str = ""
    canonical_url: str = ""
    image_url: str = ""
    locale: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"
    indexable: bool = True
    kind: Literal["website", "article"] = "website"
    alternates: tuple[Link, ...] = ()
    embeddable: tuple[Link, ...] = ()
    """Media type and address of what other sites may show of it (oEmbed)."""
    json_ld: str = ""
    """Already escaped for a script element."""
    home: OrganizationCard | None = None
    """The organization whose page it is: its colours and font, and its legal texts at the foot."""
    brand_sheet: str = ""
    """The style sheet with the organization's own colours, where it has some."""
    path: str = ""
    """The page's address, where a copy of it is kept; else it is the request's."""
    is_signed_in: bool | None = None
    """None on pages that caches keep: there a script knows, by the cookie meant for scripts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    label: str
    language: str = ""
    """Of the label, where it is in its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionGroup:
    """Options that belong together; without a label they stand by themselves."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line to fill in; every one is needed, but for those that say otherwise."""

    name: str
    label: str
    kind: Literal["text", "email", "password", "url", "tel", "select", "lines", "file", "check"] = (
        "text"
    )
    """`lines` is a text of several lines, `check` a box to tick."""
    autocomplete: str
    value: str = ""
    longest: int = 320
    hint: str = ""
    error: str = ""
    is_first: bool = False
    """Takes the focus when the page opens."""
    groups: tuple[OptionGroup, ...] = ()
    """What a `select` offers; its value is the chosen one."""
    is_fixed: bool = False
    """Shown, for people and their password managers, and not to be changed."""
    is_optional: bool = False
    group: str = ""
    """Fields of one group that follow each other stand under its name."""
    accepts: str = ".csv,text/csv,text/plain"
    """Which files a field for them offers."""
    is_several: bool = False
    """Whether a field for files takes more than one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyButton:
    """A form beside the page's own: a script shows it, and fills in what a passkey signed."""

    label: str
    action: str
    hidden: tuple[tuple[str, str], ...] = ()
    is_offered_early: bool = False
    """Whether the browser may offer a passkey where the address is typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A page with one form: what it is for, its fields, one button, and where else to go."""

    title: str
    addressee: str = ""
    """Whom the form goes to, where it does not go to the platform."""
    text: str = ""
    button: str
    """Empty: there is the passkey's button only."""
    fields: tuple[Field, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    action: str = ""
    """Empty: the address of the page itself."""
    error: str = ""
    """What is wrong with the form as a whole."""
    error_link: Link | None = None
    ways: tuple[Link, ...] = ()
    """Other ways to the same end, as buttons below the form."""
    links: tuple[Link, ...] = ()
    creation: str = ""
    """What a browser makes a passkey by, as JSON, for the script that fills in `credential`."""
    passkey: PasskeyButton | None = None
    event: EventCard | None = None
    """What the form is about: it stands above, and the page wears its organizer's colours."""

    @property
    def is_wrong(self) -> bool:
        return bool(self.error or any(field.error for field in self.fields))

    @property
    def sections(self) -> list[tuple[str, list[Field]]]:
        """The fields, those of one group together."""
        return [(group, list(each)) for group, each in groupby(self.fields, lambda f: f.group)]

    @property
    def takes_files(self) -> bool:
        return any(field.kind == "file" for field in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationPage:
    """An open invitation, with the form that fits whoever looks at it."""

    title: str
    organization: OrganizationCard
    role: str
    may: str
    """What the role is for, in a sentence."""
    email: str
    expires_at: datetime
    form: FormPage
    signed_in_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipView:
    organization: OrganizationCard
    role: str
    url: str | None
    """The organization's page; None while nobody may see it."""
    note: str = ""
    settings_url: str | None = None
    """Where members look after it."""
    factor_note: str = ""
    """From when it asks for a second factor, as a sentence."""
    agency_note: str = ""
    """What keeps somebody out who comes through their agency, as a sentence."""
    agency_sign_in: str | None = None
    """Where they sign in by the agency's own provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginView:
    id: UUID
    program: str
    address: str
    last_used_at: datetime
    created_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedEventView:
    """An event that the person saved, as of now."""

    title: str
    url: str
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    language: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    name: str
    avatar_url: str = ""
    """Empty: the name's initials stand for it."""
    phone: str = ""
    interests: tuple[str, ...] = ()
    email: str
    zone: str
    memberships: tuple[MembershipView, ...]
    logins: tuple[LoginView, ...]
    saved_events: tuple[SavedEventView, ...] = ()
    followed: tuple[Link, ...] = ()
    """Organizers, by name, and their pages."""
    follow_token: str = ""
    joined: str = ""
    """The name of an organization that the person has just become a member of."""
    language: str
    """The one they set, named in itself."""
    saved: str = ""
    """What was saved just now, as a sentence."""
    form_token: str
    sign_out_token: str
