"""What the template shows of a shop at another instant."""

from dataclasses import dataclass
from datetime import datetime

from turnout.modules.files.api import Picture
from turnout.site.events.event_views import TicketView
from turnout.site.layout.views import EventKind, OrganizationCard


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """An instant at which the list of tickets becomes another, where the event is."""

    at: datetime
    text: str
    url: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """An event, perhaps a draft without dates, with its tickets as of an instant."""

    title: str
    summary: str
    description_html: str
    """Sanitised when it was written."""
    language: str
    organization: OrganizationCard
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str
    kind: EventKind
    place: str
    tickets: tuple[TicketView, ...]
    is_over: bool
    at: datetime
    """The instant that is looked at, where the event is."""
    url: str
    """Of this page without an instant: as of now."""
    error: str
    changes: tuple[ChangeView, ...]
    cover: Picture | None = None
    cover_text: str = ""
    pattern: int = 0

    @property
    def typed(self) -> str:
        """The instant as the form's control takes it."""
        return self.at.replace(tzinfo=None).isoformat(timespec="minutes")
