"""Street maps: where their tiles come from, and the places that pages put on them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from turnout.kernel.settings import Settings
from turnout.modules.public_search import api as public_search
from turnout.site.events.views import EventPage
from turnout.site.l10n import formats


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """One place on a map, as the browser draws it; the address is empty on the event's own page."""

    latitude: float
    longitude: float
    title: str
    when: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSource:
    """Where the tiles of this installation's maps come from."""

    tiles_url: str
    credit: str
    host: str
    """Of the tiles, where it is not ours: visitors are asked before their browsers go there."""

    @property
    def origin(self) -> str:
        """What pages with a map may load from besides ours; empty where it is ours."""
        found = urlsplit(self.tiles_url)
        return f"{found.scheme}://{found.netloc}" if self.host else ""


def source_of(settings: Settings) -> MapSource | None:
    """The installation's source of tiles; None where it has none, and pages have no maps."""
    if not settings.tiles_url:
        return None
    host = urlsplit(settings.tiles_url).netloc
    own = urlsplit(settings.public_url).netloc
    return MapSource(
        tiles_url=settings.tiles_url,
        credit=settings.tiles_credit,
        host="" if host == own else host,
    )


def point_of_event(view: EventPage) -> MapPoint | None:
    if view.latitude is None or view.longitude is None:
        return None
    return MapPoint(latitude=view.latitude, longitude=view.longitude, title=view.place)


def point_of(spot: public_search.MapPoint) -> MapPoint:
    return MapPoint(
        latitude=spot.latitude,
        longitude=spot.longitude,
        title=spot.title,
        when=formats.short_moment(spot.starts_at),
        url=spot.path,
    )
