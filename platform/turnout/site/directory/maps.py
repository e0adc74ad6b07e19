"""Maps without a tile server: outlines and points as an SVG that needs no script. Pure.

The drawing is always 1000 units wide and 600 high, so that styles can size what stands on it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import floor
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from turnout.kernel.settings import Settings
from turnout.modules.discovery import api as discovery
from turnout.site.directory.map_outlines import (
    Frame,
    Line,
    Point,
    World,
    clip_line,
    clip_ring,
    project,
    read_world,
)
from turnout.site.l10n.i18n import ngettext
from turnout.site.rendering.assets import Assets

WIDTH: Final = 1000
HEIGHT: Final = 600
MOST_ZOOM: Final = 12
"""Each step shows half as much; at 12 about eight kilometres."""
STEPS: Final = 8
"""Views begin at eighths of their width, so that neighbouring wishes share one drawing."""
CELLS: Final = 14
"""Points in one of so many columns become one mark."""
MARGIN: Final = 0.12
COARSE: Final = 2
"""Points of an outline nearer than this, in units of the drawing, are one."""
SPECK: Final = 3.0
"""An island smaller than this would not be seen."""


@dataclass(frozen=True, slots=True)
class View:
    """What a map shows: its corner, in steps of its zoom."""

    zoom: int
    column: int
    row: int

    @property
    def width(self) -> float:
        return float(2.0**-self.zoom)

    @property
    def frame(self) -> Frame:
        step = self.width / STEPS
        west, north = self.column * step, self.row * step
        return Frame(west, north, west + self.width, north + self.width * HEIGHT / WIDTH)

    def place(self, point: Point) -> Point:
        """Where on the drawing a point of the world lies."""
        frame, scale = self.frame, WIDTH / self.width
        return ((point[0] - frame.west) * scale, (point[1] - frame.north) * scale)


@dataclass(frozen=True, slots=True)
class Mark:
    """One event, or several that lie together; `box` is west, south, east, north in degrees."""

    x: float
    y: float
    count: int
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Tile:
    url: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Outlines as paths of an SVG, with what stands on them."""

    land: str
    borders: str
    marks: tuple[Mark, ...]
    tiles: tuple[Tile, ...] = ()
    credit: str = ""


def fitted(points: Sequence[Point], *, most_zoom: int = MOST_ZOOM) -> View:
    """The closest view that holds all the points with some air around them."""
    if not points:
        return View(0, 0, 1)
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = min(y for _, y in points), max(y for _, y in points)
    zoom = most_zoom
    while zoom > 0:
        width = 2.0**-zoom * (1 - 2 * MARGIN)
        if east - west <= width and south - north <= width * HEIGHT / WIDTH:
            break
        zoom -= 1
    return around(((west + east) / 2, (north + south) / 2), zoom)


def around(center: Point, zoom: int) -> View:
    """The view of that zoom with the point near its middle, inside the world."""
    bounded = max(0, min(zoom, MOST_ZOOM))
    width = 2.0**-bounded
    step, height = width / STEPS, width * HEIGHT / WIDTH
    column = floor((center[0] - width / 2) / step + 0.5)
    row = floor((center[1] - height / 2) / step + 0.5)
    columns = STEPS * (2**bounded - 1)
    rows = floor((1 - height) / step)
    return View(bounded, max(0, min(column, columns)), max(0, min(row, rows)))


def clustered(places: Iterable[tuple[Point, int]], view: View) -> list[list[int]]:
    """Groups of what lies together at this zoom, by their numbers."""
    groups: dict[tuple[int, int], list[int]] = {}
    for point, number in places:
        x, y = view.place(point)
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            cell = (int(x * CELLS / WIDTH), int(y * CELLS / WIDTH))
            groups.setdefault(cell, []).append(number)
    return list(groups.values())


@lru_cache(maxsize=128)
def outlines(world: World, view: View) -> tuple[str, str]:
    """Land and borders inside a view, as the data of two paths."""
    frame = view.frame
    speck = SPECK * view.width / WIDTH
    land = "".join(
        _path(_inside(line, frame), view, closes=True)
        for line in world.land
        if line.touches(frame) and line.is_wider_than(speck)
    )
    borders = "".join(
        _path(stretch, view, closes=False)
        for line in world.borders
        if line.touches(frame)
        for stretch in clip_line(line.points(), frame)
    )
    return land, borders


def tiles_of(view: View, source: str) -> tuple[Tile, ...]:
    """The tiles below a view, at about their own size."""
    zoom = view.zoom + 2
    count = 2**zoom
    frame, scale = view.frame, WIDTH / view.width
    columns = range(max(0, floor(frame.west * count)), min(count, floor(frame.east * count) + 1))
    rows = range(max(0, floor(frame.north * count)), min(count, floor(frame.south * count) + 1))
    return tuple(
        Tile(
            url=source.replace("{z}", str(zoom)).replace("{x}", str(x)).replace("{y}", str(y)),
            x=round((x / count - frame.west) * scale, 2),
            y=round((y / count - frame.north) * scale, 2),
            size=round(scale / count, 2),
        )
        for y in rows
        for x in columns
    )


def _inside(line: Line, frame: Frame) -> list[Point]:
    return line.points() if line.is_inside(frame) else clip_ring(line.points(), frame)


def _path(points: Sequence[Point], view: View, *, closes: bool) -> str:
    """Whole numbers relative to the one before; what is too close to see is left out."""
    kept: list[tuple[int, int]] = []
    for point in points:
        x, y = view.place(point)
        here = (round(x), round(y))
        if not kept or abs(here[0] - kept[-1][0]) + abs(here[1] - kept[-1][1]) > COARSE:
            kept.append(here)
    if len(kept) < (3 if closes else 2):
        return ""
    steps = [f"{second[0] - first[0]} {second[1] - first[1]}" for first, second in pairwise(kept)]
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps)}{'z' if closes else ''}"


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
            tiles = tiles_of(view, self.tiles_url)
            return Drawing("", "", tuple(marks), tiles, self.credit)
        land, borders = outlines(read_world(self.outlines), view)
        return Drawing(land, borders, tuple(marks))

    def of_place(self, latitude: float | None, longitude: float | None) -> Drawing | None:
        """One place and what lies around it; None without a point."""
        if latitude is None or longitude is None:
            return None
        point = project(latitude, longitude)
        view = around(point, OF_ONE)
        x, y = view.place(point)
        return self.draw(view, [Mark(round(x, 1), round(y, 1), 1, "", "")])


def map_maker(assets: Assets, settings: Settings) -> MapMaker:
    """On the outlines of this build, with the installation's own tiles where it has some."""
    outlines = assets.file(OUTLINES)
    return MapMaker(
        settings.web_dist / outlines.removeprefix("/") if outlines else None,
        tiles_url=settings.tiles_url,
        credit=settings.tiles_credit,
    )


def view_of(spots: Sequence[discovery.MapPoint], box: discovery.Box | None) -> View:
    """The part of the map that was asked for, else all that was found."""
    if box is not None:
        corners = [project(box.north, box.west), project(box.south, box.east)]
        return fitted(corners)
    return fitted([_point(each) for each in spots], most_zoom=CLOSEST)


def marks_of(
    spots: Sequence[discovery.MapPoint], view: View, zoomed: Callable[[str], str]
) -> list[Mark]:
    """A mark for each event, or for several that lie together: that one leads nearer to them."""
    places = [(_point(each), number) for number, each in enumerate(spots)]
    return [_mark([spots[one] for one in group], view, zoomed) for group in clustered(places, view)]


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
