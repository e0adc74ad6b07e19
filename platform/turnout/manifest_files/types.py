"""Manifests as values, checked and complete."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias, TypeVar

PartType = TypeVar("PartType")
Moment: TypeAlias = str | Mapping[str, Any]
"""A local time, or days from today and a time of day."""
LegalTexts: TypeAlias = Mapping[str, Mapping[str, Mapping[str, str]]]
"""`terms`, `privacy` or `imprint` → language tag → `html` or `url`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The organization's own settings; its address name is the manifest's key."""

    slug: str
    name: str
    kind: str = "organization"
    description: str = ""
    website: str = ""
    contact_email: str = ""
    currency: str = "EUR"
    time_zone: str = "UTC"
    locale: str = "en"
    brand_color: str = ""
    font: str = "sans"
    is_crawled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """The agency that acts for the organization, at most with the rights of `role`."""

    slug: str
    role: str = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role of the organization's own."""

    key: str
    name: str
    permissions: tuple[str, ...]
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    email: str
    role: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A configured adapter; `secrets` says where each secret is read, never what it is."""

    name: str
    kind: str
    adapter: str
    mode: str = "test"
    settings: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    """What the platform does with it: collects, countries, currencies, position."""
    test_account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    host: str
    leads_here: bool | None = None
    """None: as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityProvider:
    """A provider of sign-in; `said` is what the file says of it, by the names of its fields."""

    name: str
    kind: str = "oidc"
    said: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "IdentityProvider":
        said = {key: value for key, value in document.items() if key not in ("name", "kind")}
        return cls(name=document["name"], kind=document.get("kind", "oidc"), said=said)

    def document(self) -> dict[str, Any]:
        return {"name": self.name, "kind": self.kind, **self.said}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """The plan and the limits that differ from it."""

    plan: str = ""
    limits: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketType:
    """What an event sells, from a stock of its own or another's. Free without a price."""

    name: str
    capacity: int | None = None
    shares_stock_with: str | None = None
    """Name of a ticket type above this one."""
    description: str = ""
    kind: str = ""
    sold_as: str = "ticket"
    price_minor: int = 0
    prices: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Further currency → price, and the least of a donation."""
    minimum_price_minor: int = 0
    tax_rate_bp: int = 0
    places: int | None = None
    minimum_per_order: int = 1
    maximum_per_order: int = 10
    maximum_per_person: int | None = None
    maximum_per_ticket: int | None = None
    needs_approval: bool = False
    sales_start: Moment | None = None
    sales_end: Moment | None = None
    hidden: bool = False
    benefits: tuple[str, ...] = ()
    translations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    add_on_to: tuple[str, ...] = ()
    """Names of ticket types above this one."""
    parts: Mapping[str, int] = field(default_factory=dict)
    """Name of a ticket type above this one → how many of it."""
    price_rules: tuple[Mapping[str, Any], ...] = ()
    """As documents say them; each has its name once."""

    @property
    def named(self) -> tuple[str, ...]:
        """The other ticket types that this one names."""
        shared = (self.shares_stock_with,) if self.shares_stock_with else ()
        return (*shared, *self.add_on_to, *self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event to begin with. `starts` is a local time, or days from today and a time of day."""

    slug: str
    title: str
    starts: Moment
    hours: float
    summary: str = ""
    description: str = ""
    kind: str = "in_person"
    category: str = ""
    tags: tuple[str, ...] = ()
    online_url: str = ""
    location: Mapping[str, Any] = field(default_factory=dict)
    published: bool = False
    template: bool = False
    ticket_types: tuple[TicketType, ...] = ()
    form: Mapping[str, Any] = field(default_factory=dict)
    """The questions; `ticket_types` of one are names."""
    language: str = ""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cover: Mapping[str, Any] = field(default_factory=dict)
    speakers: tuple[Mapping[str, str], ...] = ()
    programme: Mapping[str, Any] = field(default_factory=dict)
    """Tracks and sessions as documents say them."""
    sponsors: tuple[Mapping[str, str], ...] = ()
    buyer_terms: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Event":
        types = tuple(TicketType(**each) for each in document.get("ticket_types", ()))
        tags = tuple(document.get("tags", ()))
        people = {name: tuple(document.get(name, ())) for name in ("speakers", "sponsors")}
        return cls(**{**document, **people, "ticket_types": types, "tags": tags})

    @property
    def files(self) -> list[str]:
        """The pictures that it names, below the folder of the manifest."""
        named = (self.cover.get("file"), *(each.get("photo") for each in self.speakers))
        return [each for each in (*named, *(one.get("logo") for one in self.sponsors)) if each]

    def starts_at(self, today: date) -> datetime:
        """Return the local time at which it starts, without an offset."""
        return local(self.starts, today)

    def ends_at(self, today: date) -> datetime:
        return self.starts_at(today) + timedelta(hours=self.hours)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A ticket type of one event of a series that admits to others too."""

    name: str
    sold_by: str
    """Slug of the event whose checkout sells it."""
    tickets: Mapping[str, str]
    """Slug of an event of the series → name of its ticket type."""
    capacity: int | None = None
    description: str = ""
    price_minor: int = 0
    prices: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    tax_rate_bp: int = 0
    places: int = 1
    maximum_per_order: int = 10
    hidden: bool = False
    benefits: tuple[str, ...] = ()
    translations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Events that belong together, by their slugs, and the passes to them."""

    slug: str
    title: str
    events: tuple[str, ...]
    summary: str = ""
    description: str = ""
    public: bool = False
    passes: tuple[Pass, ...] = ()

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Series":
        passes = tuple(Pass(**each) for each in document.get("passes", ()))
        return cls(**{**document, "events": tuple(document["events"]), "passes": passes})


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateShare:
    """A template of an agency's, by its slug, and the clients that may make events of it."""

    template: str
    clients: tuple[str, ...] | None = None
    """None: all of them."""

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "TemplateShare":
        listed = document.get("clients")
        return cls(
            template=document["template"], clients=None if listed is None else tuple(sorted(listed))
        )

    def document(self) -> dict[str, Any]:
        listed = {} if self.clients is None else {"clients": list(self.clients)}
        return {"template": self.template, **listed}


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessProfile:
    """What an organization says of itself beside its name; None: as it is."""

    country: str | None = None
    social_links: Mapping[str, str] | None = None

    def document(self) -> dict[str, Any]:
        said = {"country": self.country, "social_links": self.social_links}
        return {
            name: dict(value) if isinstance(value, Mapping) else value
            for name, value in said.items()
            if value
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorPolicy:
    """Which roles ask for a second factor."""

    roles: tuple[str, ...] = ()
    grace_days: int = 7
    counts_sso: bool = False

    def document(self) -> dict[str, Any]:
        return {**asdict(self), "roles": list(self.roles)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template or an event, and the file that holds all that is in it."""

    slug: str
    contents: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    profile: Profile
    named: frozenset[str]
    """The settings that the file names; the others are left as they are."""
    agency: Agency | None = None
    roles: tuple[Role, ...] = ()
    members: tuple[Member, ...] = ()
    connections: tuple[Connection, ...] = ()
    domains: tuple[Domain, ...] = ()
    identity_providers: tuple[IdentityProvider, ...] = ()
    quotas: Quotas | None = None
    events: tuple[Event, ...] = ()
    series: tuple[Series, ...] = ()
    templates: tuple[Template, ...] = ()
    event_copies: tuple[Template, ...] = ()
    template_shares: tuple[TemplateShare, ...] = ()
    business_profile: BusinessProfile | None = None
    second_factor_policy: SecondFactorPolicy | None = None
    legal: LegalTexts = field(default_factory=dict)
    logo: str = ""
    """A picture below the folder of the file."""
    place: str = ""
    """The file, for messages."""

    @property
    def files(self) -> list[str]:
        """The files that it and its parts name."""
        named = [each for event in self.events for each in event.files]
        named += [each.contents for each in (*self.templates, *self.event_copies)]
        return [self.logo, *named] if self.logo else named

    @classmethod
    def of(cls, document: Mapping[str, Any], place: str = "") -> "Manifest":
        """Build from a document that fits the schema."""
        agency = document.get("agency")
        return cls(
            profile=Profile(**document["organization"]),
            named=frozenset(document["organization"]),
            agency=Agency(**agency) if agency else None,
            roles=tuple(
                Role(**{**each, "permissions": tuple(sorted(each["permissions"]))})
                for each in document.get("roles", ())
            ),
            members=tuple(Member(**each) for each in document.get("members", ())),
            connections=tuple(Connection(**each) for each in document.get("connections", ())),
            domains=tuple(
                Domain(**{**each, "host": each["host"].lower()})
                for each in document.get("domains", ())
            ),
            identity_providers=tuple(
                IdentityProvider.of(each) for each in document.get("identity_providers", ())
            ),
            quotas=Quotas(**document["quotas"]) if "quotas" in document else None,
            events=tuple(Event.of(each) for each in document.get("events", ())),
            series=tuple(Series.of(each) for each in document.get("series", ())),
            template_shares=tuple(
                TemplateShare.of(each) for each in document.get("template_shares", ())
            ),
            templates=tuple(Template(**each) for each in document.get("templates", ())),
            event_copies=tuple(Template(**each) for each in document.get("event_copies", ())),
            business_profile=_part(BusinessProfile, document.get("business_profile")),
            second_factor_policy=_part(
                SecondFactorPolicy, _sorted_roles(document.get("second_factor_policy"))
            ),
            legal=document.get("legal", {}),
            logo=document.get("logo", ""),
            place=place,
        )

    def document(self) -> dict[str, Any]:
        """Return what a file would say of an organization; its events are no longer the file's."""
        profile = {key: value for key, value in asdict(self.profile).items() if key in self.named}
        document: dict[str, Any] = {"organization": profile}
        if self.agency is not None:
            document["agency"] = asdict(self.agency)
        if self.roles:
            document["roles"] = [
                _said(asdict(each)) | {"permissions": list(each.permissions)} for each in self.roles
            ]
        if self.members:
            document["members"] = [_said(asdict(each)) for each in self.members]
        if self.connections:
            document["connections"] = [_said(asdict(each)) for each in self.connections]
        if self.domains:
            document["domains"] = [
                {name: value for name, value in asdict(each).items() if value is not None}
                for each in self.domains
            ]
        if self.identity_providers:
            document["identity_providers"] = [each.document() for each in self.identity_providers]
        if self.quotas is not None:
            document["quotas"] = _said(asdict(self.quotas))
        return document | self._shown_document()

    def _shown_document(self) -> dict[str, Any]:
        """What the organization shows and asks, and the templates that it shares."""
        profile, policy = self.business_profile, self.second_factor_policy
        legal = {
            kind: {tag: _said(dict(wording)) for tag, wording in texts.items()}
            for kind, texts in self.legal.items()
        }
        said = {
            "business_profile": profile.document() if profile else {},
            "second_factor_policy": policy.document() if policy else {},
            "logo": self.logo,
            "templates": [asdict(each) for each in self.templates],
            "event_copies": [asdict(each) for each in self.event_copies],
            "template_shares": [each.document() for each in self.template_shares],
            "legal": legal,
        }
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A person of a demo with a known password; refused in production."""

    email: str
    password: str
    name: str
    authenticator: str = ""
    """The secret of an authenticator app in base 32; empty for nobody's second factor."""


def local(moment: Moment, today: date) -> datetime:
    """Return the local time that is meant, without an offset; ValueError for no such day."""
    if isinstance(moment, str):
        return datetime.fromisoformat(moment)
    day = today + timedelta(days=int(moment["in_days"]))
    return datetime.combine(day, time.fromisoformat(moment["at"]))


def _part(kind: type[PartType], said: Mapping[str, Any] | None) -> PartType | None:
    return None if said is None else kind(**said)


def _sorted_roles(said: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return said and {**said, "roles": tuple(sorted(said["roles"]))}


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", {}, ())}
