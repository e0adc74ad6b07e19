"""What the templates show of a programme."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


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
