"""The page that events of a series share."""

from dataclasses import dataclass

from turnout.kernel import clock
from turnout.modules.discovery import api as discovery
from turnout.modules.files.api import Picture
from turnout.site import texts
from turnout.site.cards import event_card, organization_card, series_path
from turnout.site.series_passes import PassView, passes_of
from turnout.site.views import EventCard, OrganizationCard


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


def series_view(series: discovery.PublishedSeries, base_url: str) -> SeriesPage:
    """What is to come first; what is over below, the latest first."""
    now = clock.now()
    over = [each for each in series.events if each.ends_at < now or each.state == "ended"]
    coming = [each for each in series.events if each not in over]
    return SeriesPage(
        title=series.title,
        summary=series.summary,
        description_html=series.description_html,
        organization=organization_card(series.organization),
        upcoming=tuple(event_card(each) for each in coming),
        past=tuple(event_card(each) for each in reversed(over)),
        url=base_url + series_path(series.organization.slug, series.slug),
        cover=series.cover,
        passes=passes_of(series, texts.language()),
    )
