"""Maps without a tile server: outlines and points as an SVG that needs no script. Pure.

The drawing is always 1000 units wide and 600 high, so that styles can size what stands on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import floor
from typing import Final

from turnout.site.directory.map_outlines import Frame, Line, Point, World, clip_line, clip_ring

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
