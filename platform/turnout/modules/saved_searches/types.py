"""Saved searches as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from turnout.kernel.http.answers import INTERNAL, one_of
from turnout.modules.public_search.api import SearchCriteria


class MailCadence(StrEnum):
    """How often its mail may come."""

    DAILY = "daily"
    WEEKLY = "weekly"


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
