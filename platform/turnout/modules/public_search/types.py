"""Searches of published events and what they find: frozen values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Final, Self
from uuid import UUID

import msgspec

from turnout.kernel import codec
from turnout.kernel.db.pagination import Page
from turnout.kernel.values import from_attributes
from turnout.modules.discovery.api import EventSummary
from turnout.places.types import Box, Circle, Meaning, SearchedCity


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchCriteria:
    """What is looked for, as page, API and saved searches say it; empty fields take everything."""

    component: ClassVar = "SavedSearchCriteria"
    text: str = ""
    place: Annotated[
        str, "With `within_km` and no point the name of a city, else words to look for"
    ] = ""
    city_id: Annotated[int | None, "Which of several cities of that name"] = None
    within_km: int | None = None
    latitude: Annotated[float | None, "With `longitude` a point that `within_km` is around"] = None
    longitude: float | None = None
    box: Annotated[list[float], "A part of the map: west, south, east, north"] = field(
        default_factory=list
    )
    starts_from: date | None = None
    starts_until: date | None = None
    kinds: Annotated[list[str], "Any of `in_person`, `online`, `hybrid`"] = field(
        default_factory=list
    )
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    free_only: bool = False
    most_minor: Annotated[int | None, "At most this price, in minor units of `currency`"] = None
    currency: str = ""
    speaker: Annotated[str, "Words of the name of somebody who speaks, the last perhaps begun"] = ""
    ticket_kinds: Annotated[
        list[str], "Any of `free`, `paid`, `donation`, `group` (several people), `pass`"
    ] = field(default_factory=list)
    ticket_name: Annotated[str, "Words of the name of a ticket type, the last perhaps begun"] = ""

    @classmethod
    def of(cls, stored: Any) -> Self:
        """From what `as_stored` made of it."""
        return codec.convert(stored, cls)

    def as_stored(self) -> dict[str, Any]:
        """As JSON, without what takes everything: the same for the same search."""
        told: dict[str, Any] = msgspec.to_builtins(self)
        return {name: value for name, value in told.items() if value not in ("", None, [], False)}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSearch:
    """What is asked of the index; empty fields take everything."""

    text: str = ""
    place: str = ""
    starts_from: date | None = None
    starts_until: date | None = None
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    free_only: bool = False
    most_minor: int | None = None
    """At most this price, in the minor units of `currency`."""
    currency: str = ""
    near: Circle | None = None
    box: Box | None = None
    order: str = "date"
    """`date`, `relevance` (with a text), `price`, `popularity`, or `distance` (with `near`)."""
    organization_id: UUID | None = None
    speaker: str = ""
    """Words of the name of one of its speakers, the last perhaps begun."""
    ticket_kinds: tuple[str, ...] = ()
    ticket_name: str = ""
    """Likewise of one of its ticket types that everybody may buy."""
    listed_after: datetime | None = None
    listed_until: datetime | None = None
    """With `listed_after` what was first listed in a span; only PostgreSQL is asked for it."""
    loosely: bool = False
    """Whether some of the words suffice; events that have more of them stand first."""


MOST_MAP_POINTS: Final = 500
"""A map of more pins is hard to press on a phone; each makes its page 270 bytes longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """One event on the map."""

    id: UUID
    latitude: float
    longitude: float
    title: str
    path: str
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something whose name begins like what a visitor typed."""

    kind: Annotated[str, "`event`, `organization`, `category`, `city`"]
    label: str
    path: Annotated[str, "Of the page of an event or an organization; else empty"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """One page of results and how the whole result divides."""

    events: Page[EventSummary]
    kinds: list[Facet]
    categories: list[Facet]
    corrected: str = ""
    """What was searched for instead, where nothing has the words as they were typed."""
    did_you_mean: str = ""
    """A text that more events have, where little has the words as they were typed."""
    counts_are_least: bool = False
    """Whether more events match than were counted."""
    speakers_like: list[str] = field(default_factory=list)
    """Whose name looks like the one asked for, where nothing is found."""
    is_loose: bool = False
    """Whether few events have all of the words, so that those with some follow."""
    is_degraded: bool = False
    """Whether PostgreSQL answers in place of the search server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetLabels:
    """By what else a result may be narrowed, the commonest first."""

    total: Annotated[int, "How many events match with everything that was asked for"]
    is_total_least: Annotated[bool, "More events match than were counted"] = False
    counts_are_least: Annotated[
        bool, "More events were there than were counted: each number is the least there is"
    ] = False
    tags: list[Facet]
    languages: list[Facet]
    currencies: list[Facet]
    ticket_kinds: list[Facet]
    ticket_names: list[Facet]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicOrganization:
    """The organizer of an event in the public search."""

    component: ClassVar = "DiscoveryPublicOrganization"
    id: UUID
    slug: str
    name: str
    verified_by: Annotated[
        list[str], "`domain`, `documents`, `payment_account`; empty without the badge"
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEvent:
    """An event in the public search. Times carry its own offset; the price is its lowest."""

    component: ClassVar = "DiscoveryPublicEvent"
    id: UUID
    organization: PublicOrganization
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
    currency: str | None

    @classmethod
    def of(cls, found: EventSummary) -> "PublicEvent":
        by = from_attributes(PublicOrganization, found.organization)
        return from_attributes(cls, found, organization=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEventPage:
    """One page of the public search with the facets of the whole result."""

    items: list[PublicEvent]
    next_cursor: str | None
    kinds: list[Facet]
    categories: list[Facet]
    corrected: Annotated[str, "What was searched for instead of mistyped words; else empty"]
    did_you_mean: Annotated[
        str, "Words like these that three events or more have, where fewer were found; else empty"
    ]
    speakers_like: Annotated[
        list[str], "Speakers whose name looks like `speaker`, where nothing was found; else empty"
    ]
    is_degraded: Annotated[
        bool, "The search server does not answer: found by a simpler search, perhaps less of it"
    ]
    counts_are_least: Annotated[
        bool, "More events match than were counted: each number is the least there is"
    ]
    near: Annotated[SearchedCity | None, "Null where the words of `place` were looked for"]

    @classmethod
    def of(
        cls, found: SearchResult, meaning: Meaning | None = None, *, within_km: int = 0
    ) -> "PublicEventPage":
        return cls(
            items=[PublicEvent.of(each) for each in found.events.items],
            next_cursor=found.events.next_cursor,
            kinds=found.kinds,
            categories=found.categories,
            corrected=found.corrected,
            did_you_mean=found.did_you_mean,
            speakers_like=found.speakers_like,
            is_degraded=found.is_degraded,
            counts_are_least=found.counts_are_least,
            near=SearchedCity.of(meaning, within_km=within_km) if meaning else None,
        )
