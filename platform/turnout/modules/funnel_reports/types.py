"""What crosses this module's border: steps on the way to a ticket, by groups.

What each figure is stands in `docs/how-to/funnel.md`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class FunnelGrouping(StrEnum):
    """What makes a line of a funnel report."""

    SOURCE = "source"
    MEDIUM = "medium"
    CAMPAIGN = "campaign"
    LINK = "link"
    DEVICE = "device"
    DAY = "day"
    WEEKDAY = "weekday"
    HOUR = "hour"
    WEEKDAY_HOUR = "weekday_hour"


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelWish:
    """Which days, both included, and by what; None leaves a limit out."""

    first_day: date | None = None
    last_day: date | None = None
    group_by: FunnelGrouping = FunnelGrouping.SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelFigures:
    """The steps of one key; without a key, of the whole report."""

    key: str | None
    seen: int = 0
    started: int = 0
    held: int = 0
    paid: int = 0
    elsewhere: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelLine:
    """The steps of one group, and which share of each step went on to the next."""

    component: ClassVar = "FunnelLine"
    key: Annotated[
        str,
        "The kind of source and its name (`campaign:newsletter`, `site:news.example`, `direct:`;"
        " `unknown:` of orders of which nothing is known), the medium, the campaign, the short"
        " link's code, the device, the day, the weekday (1 is Monday), the hour (00 to 23) or both"
        " (`1-09`); empty where it names none, and of days whose hours are no longer kept",
    ]
    name: Annotated[str | None, "Of the short link"]
    seen: Annotated[int, "Visits to the event's page, or directly to its checkout"]
    started: Annotated[int, "Visits to the checkout"]
    held: Annotated[int, "Orders that were placed by the checkout and held tickets"]
    paid: Annotated[int, "Orders of the checkout that were confirmed: paid, or free"]
    elsewhere: Annotated[int, "Orders that were confirmed otherwise: box office, imports, programs"]
    started_percent: Annotated[float | None, "Of those who saw it; null without any"]
    held_percent: Annotated[float | None, "Of those who started"]
    paid_percent: Annotated[float | None, "Of those who held tickets"]
    all_percent: Annotated[float | None, "Paid, of those who saw it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelReport:
    """How many saw an event, opened its checkout, held tickets and had them confirmed."""

    component: ClassVar = "FunnelReport"
    event_id: UUID
    first_day: date | None
    last_day: date | None
    group_by: Annotated[str, one_of(FunnelGrouping)]
    time_zone: Annotated[str, "In which days and hours are counted: the event's"]
    counted_at: datetime
    is_counting: Annotated[bool, "Whether visits of the organization's events are counted now"]
    hours_from: Annotated[date, "Visits before this day are kept by day, and in no hour"]
    totals: FunnelLine
    lines: Annotated[
        Sequence[FunnelLine],
        "Times in their order, others by who saw it and what was sold; three hundred at most",
    ]
    is_cut: Annotated[bool, "There are more lines than these; the totals have them all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionInterest:
    """What people looked at, picked and signed up for of one session."""

    component: ClassVar = "SessionInterest"
    session_id: UUID
    title: str
    starts_at: datetime
    capacity: Annotated[int | None, "Null: without a limit"]
    seen: Annotated[int, "Visits to the session's own page, counted as those of the event are"]
    favourites: Annotated[int, "Agendas that it was put into"]
    sign_ups: Annotated[int, "Tickets that have a place in it now"]
    waiting: Annotated[int, "Tickets that wait for a place, or have been offered one"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionInterestReport:
    """The sessions of an event with the interest in each."""

    component: ClassVar = "SessionInterestReport"
    event_id: UUID
    time_zone: str
    counted_at: datetime
    is_counting: Annotated[bool, "Whether visits of the organization's events are counted now"]
    items: Annotated[Sequence[SessionInterest], "In order of time; a thousand at most"]
