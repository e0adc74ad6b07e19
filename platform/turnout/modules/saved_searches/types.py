"""Saved searches as they cross the module's border."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

import msgspec

from turnout.kernel.http.answers import INTERNAL, one_of


class MailCadence(StrEnum):
    """How often its mail may come."""

    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchCriteria:
    """What is looked for in the directory; empty fields take everything."""

    component: ClassVar = "SavedSearchCriteria"
    text: str = ""
    place: Annotated[str, "With `within_km` the name of a city, else words to look for"] = ""
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

    @classmethod
    def of(cls, stored: Any) -> Self:
        """From what `as_stored` made of it."""
        return msgspec.convert(stored, cls)

    def as_stored(self) -> dict[str, Any]:
        """As JSON, without what takes everything: the same for the same search."""
        told: dict[str, Any] = msgspec.to_builtins(self)
        return {name: value for name, value in told.items() if value not in ("", None, [], False)}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSavedSearch:
    """What a visitor leaves; nothing is sent about events before the address confirmed it."""

    email: str
    search: SearchCriteria
    cadence: str
    time_zone: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSavedSearch:
    """The same whatever is known of the address."""

    component: ClassVar = "AskedSavedSearch"
    email: Annotated[str, "Where the mail with the link goes"]
    confirm_within_days: Annotated[int, "After so many days the search is forgotten"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A saved search as whoever has its secret sees it."""

    component: ClassVar = "SavedSearch"
    id: UUID
    email: str
    search: SearchCriteria
    cadence: Annotated[str, one_of(MailCadence)]
    time_zone: Annotated[str, "By whose clock its mail comes in the morning"]
    locale: str
    is_paused: bool
    next_at: Annotated[datetime | None, "When it looks for new events next; null while it does not"]
    asked_at: datetime
    confirmed_at: Annotated[datetime | None, "Null until its address confirmed it"]
    told_until: Annotated[datetime | None, INTERNAL] = None

    @classmethod
    def of(cls, *, criteria: Any, paused_at: datetime | None, **columns: Any) -> Self:
        search = SearchCriteria.of(criteria)
        return cls(search=search, is_paused=paused_at is not None, **columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedSearch:
    """A search that its address confirmed, and what opens it from now on."""

    component: ClassVar = "ConfirmedSavedSearch"
    secret: str
    saved_search: SavedSearch


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearchUpdate:
    """What to change; None leaves it as it is."""

    cadence: str | None = None
    time_zone: str | None = None
    is_paused: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSearch:
    """A search whose time came, locked for the transaction that tells it."""

    id: UUID
    email: str
    criteria: dict[str, Any]
    cadence: str
    time_zone: str
    locale: str
    next_at: datetime
    told_until: datetime
    mail_count: int
    refusals: int
    was_refused: bool | None
    """Whether a mail server refused the latest mail for good; None without one."""
