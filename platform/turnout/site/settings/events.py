"""What partners see of an organization: its published events, and the figures shared with them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from flask import Response, request

from turnout.kernel.db.pagination import page_request
from turnout.modules.events import api as events
from turnout.modules.figure_shares import api as figure_shares
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.formats import money, number
from turnout.site.l10n.i18n import _
from turnout.site.layout.page_access import count_request, page
from turnout.site.settings.entry import GUESTS, Frame, enter, home_of
from turnout_sdk.money import Money

EVENTS: Final = "/events"
READ: Final = "events.read-published"
SHOWN_AT_ONCE: Final = 50
LONGEST_CURSOR: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEventView:
    title: str
    url: str
    """Empty for a private event: its page opens by a code."""
    language: str
    status: Any
    is_private: bool
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    figures: tuple[FigureView, ...]
    """What was shared with the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsPage:
    frame: Frame
    events: tuple[PublishedEventView, ...]
    more_url: str


class EventListPages(FormPages):
    @page(GUESTS)
    def published_events(self, organization_id: UUID) -> Response:
        count_request()
        entered = enter(organization_id, READ)
        if isinstance(entered, Response):
            return entered
        wanted = page_request(request.args.get("after", "")[:LONGEST_CURSOR] or None, SHOWN_AT_ONCE)
        found = events.list_published_events(entered.ctx, wanted)
        shared = {each.event_id: each for each in figure_shares.list_shared(entered.ctx)}
        home = home_of(organization_id) + EVENTS
        view = EventsPage(
            frame=entered.frame(EVENTS),
            events=tuple(_event_view(each, shared.get(each.id)) for each in found.items),
            more_url=f"{home}?{urlencode({'after': found.next_cursor})}"
            if found.next_cursor
            else "",
        )
        return self.shown("settings_events.html", view, _("Published events"))


def _event_view(
    event: events.PublishedEventSummary, shared: figure_shares.SharedFigures | None
) -> PublishedEventView:
    is_private = event.visibility is events.Visibility.PRIVATE
    return PublishedEventView(
        title=event.title,
        url="" if is_private else urlsplit(event.page_url).path,
        language=event.language,
        status=event.state.value,
        is_private=is_private,
        starts_at=event.starts_local,
        ends_at=event.ends_local,
        place=event.location.name if event.location else "",
        figures=_figures(shared) if shared else (),
    )


def _figures(shared: figure_shares.SharedFigures) -> tuple[FigureView, ...]:
    counts = (
        (_("Capacity"), shared.capacity),
        (_("Sold"), shared.sold),
        (_("Open orders"), shared.open_orders),
    )
    lines = [
        FigureView(label=label, value=number(count)) for label, count in counts if count is not None
    ]
    if shared.revenue is not None:
        sums = [money(Money(each.amount_minor, each.currency)) for each in shared.revenue]
        lines.append(FigureView(label=_("Revenue"), value=" · ".join(sums) or number(0)))
    return tuple(lines)
