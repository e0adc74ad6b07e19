"""Maps for pages: which part to show, what stands on it, and where a click leads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from turnout.modules.discovery import api as discovery
from turnout.site.directory import maps
from turnout.site.directory.map_outlines import Point, project, read_world
from turnout.site.directory.maps import Drawing, Mark, View
from turnout.site.l10n.i18n import ngettext

OUTLINES: Final = "world-atlas/countries-50m.json"
"""The browser build's name for the file of outlines."""
OF_ONE: Final = 6
"""How near a map of a single place is: the country around it can be told."""
CLOSEST: Final = 10
LEAST_DEGREES: Final = 0.02


@dataclass(frozen=True, slots=True)
class MapMaker:
    """Draws on the outlines of the build, and on tiles where a source of them is set."""

    outlines: Path | None
    tiles_url: str = ""
    credit: str = ""

    @property
    def images_from(self) -> str:
        """The one host beside ours from which a page with a map may take images."""
        found = urlsplit(self.tiles_url)
        return f"{found.scheme}://{found.netloc}" if found.netloc else ""

    def draw(self, view: View, marks: Sequence[Mark]) -> Drawing:
        if self.tiles_url:
            tiles = maps.tiles_of(view, self.tiles_url)
            return Drawing("", "", tuple(marks), tiles, self.credit)
        land, borders = maps.outlines(read_world(self.outlines), view)
        return Drawing(land, borders, tuple(marks))

    def of_place(self, latitude: float | None, longitude: float | None) -> Drawing | None:
        """One place and what lies around it; None without a point."""
        if latitude is None or longitude is None:
            return None
        point = project(latitude, longitude)
        view = maps.around(point, OF_ONE)
        x, y = view.place(point)
        return self.draw(view, [Mark(round(x, 1), round(y, 1), 1, "", "")])


def view_of(spots: Sequence[discovery.MapPoint], box: discovery.Box | None) -> View:
    """The part of the map that was asked for, else all that was found."""
    if box is not None:
        corners = [project(box.north, box.west), project(box.south, box.east)]
        return maps.fitted(corners)
    return maps.fitted([_point(each) for each in spots], most_zoom=CLOSEST)


def marks_of(
    spots: Sequence[discovery.MapPoint], view: View, zoomed: Callable[[str], str]
) -> list[Mark]:
    """A mark for each event, or for several that lie together: that one leads nearer to them."""
    places = [(_point(each), number) for number, each in enumerate(spots)]
    return [
        _mark([spots[one] for one in group], view, zoomed) for group in maps.clustered(places, view)
    ]


def _mark(group: Sequence[discovery.MapPoint], view: View, zoomed: Callable[[str], str]) -> Mark:
    points = [view.place(_point(each)) for each in group]
    x = round(sum(point[0] for point in points) / len(points), 1)
    y = round(sum(point[1] for point in points) / len(points), 1)
    if len(group) == 1:
        return Mark(x, y, 1, group[0].title, group[0].path)
    label = ngettext("%(num)s event here", "%(num)s events here", len(group))
    return Mark(x, y, len(group), label, zoomed(_box_around(group)))


def _box_around(group: Sequence[discovery.MapPoint]) -> str:
    latitudes = [each.latitude for each in group]
    longitudes = [each.longitude for each in group]
    air_up = max(LEAST_DEGREES, (max(latitudes) - min(latitudes)) * 0.1)
    air_aside = max(LEAST_DEGREES, (max(longitudes) - min(longitudes)) * 0.1)
    west, east = max(-180.0, min(longitudes) - air_aside), min(180.0, max(longitudes) + air_aside)
    south, north = max(-90.0, min(latitudes) - air_up), min(90.0, max(latitudes) + air_up)
    return f"{west:.3f},{south:.3f},{east:.3f},{north:.3f}"


def _point(spot: discovery.MapPoint) -> Point:
    return project(spot.latitude, spot.longitude)
