"""What templates may call: functions and filters, gathered from the rooms."""

from collections.abc import Callable, Mapping
from typing import Final

from turnout.l10n.formats import clock
from turnout.site.directory.maps import MapSource, point_of_event
from turnout.site.events import programme_html
from turnout.site.l10n import formats, languages
from turnout.site.organizations.legal import legal_links
from turnout.site.rendering.assets import CARD, LOGO, SMALL, WIDE, Assets, picture, tint, track_dot
from turnout.site.rendering.renderer import Renderer

FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    each.__name__: each
    for each in (
        clock,
        formats.category_name,
        formats.countdown,
        formats.cut,
        formats.day,
        formats.day_of_year,
        formats.deadline,
        formats.full_moment,
        formats.initials,
        formats.long_day,
        formats.money,
        formats.month_year,
        formats.number,
        formats.short_moment,
        formats.zone_name,
        formats.local_time,
    )
}
FUNCTIONS: Final[Mapping[str, object]] = {
    "span_text": formats.span_text,
    "when_text": formats.when_text,
    "legal_links": legal_links,
    "said_in": languages.said_in,
    "talk_items": programme_html.talk_items,
    "grid_table": programme_html.grid_table,
    "rooms_of": programme_html.rooms_of,
    "people_items": programme_html.people_items,
    "picture": picture,
    "tint": tint,
    "track_dot": track_dot,
    "SIZES_CARD": CARD,
    "SIZES_WIDE": WIDE,
    "SIZES_SMALL": SMALL,
    "SIZES_LOGO": LOGO,
}


def renderer_of(assets: Assets, maps: MapSource | None) -> Renderer:
    """The renderer with all that the templates of the rooms call."""
    functions = {**FUNCTIONS, "map_source": maps, "map_point": point_of_event}
    return Renderer(assets, functions=functions, filters=FILTERS)
