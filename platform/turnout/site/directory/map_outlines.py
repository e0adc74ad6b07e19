"""Outlines of land and borders, read from the browser build and cut to what a map shows.

The file is TopoJSON: lines that neighbours share, once each, as whole numbers and differences.
"""

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, log, pi, radians, tan
from pathlib import Path
from typing import Any, Final

EDGE_OF_MERCATOR: Final = 85.0
HALF: Final = 0.5
"""Of the map's width: no outline steps that far at once."""
Point = tuple[float, float]


def project(latitude: float, longitude: float) -> Point:
    """Where a place lies on the square map of the world: 0 to 1 from the west and the north."""
    bounded = radians(max(-EDGE_OF_MERCATOR, min(EDGE_OF_MERCATOR, latitude)))
    upward = log(tan(bounded) + 1 / cos(bounded)) / (2 * pi)
    return (longitude / 360 + 0.5, 0.5 - upward)


@dataclass(frozen=True, slots=True)
class Line:
    """Points on the map with the box around them; x and y take turns."""

    numbers: "array[float]"
    west: float
    north: float
    east: float
    south: float

    @classmethod
    def of(cls, numbers: "array[float]") -> "Line":
        across, down = numbers[0::2], numbers[1::2]
        return cls(numbers, min(across), min(down), max(across), max(down))

    def touches(self, frame: "Frame") -> bool:
        return (
            self.west <= frame.east
            and self.east >= frame.west
            and self.north <= frame.south
            and self.south >= frame.north
        )

    def is_inside(self, frame: "Frame") -> bool:
        return (
            self.west >= frame.west
            and self.east <= frame.east
            and self.north >= frame.north
            and self.south <= frame.south
        )

    def is_wider_than(self, length: float) -> bool:
        return max(self.east - self.west, self.south - self.north) > length

    def points(self) -> list[Point]:
        return list(zip(self.numbers[0::2], self.numbers[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the map."""

    west: float
    north: float
    east: float
    south: float


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Rings of land, and the borders between countries."""

    land: tuple[Line, ...] = ()
    borders: tuple[Line, ...] = ()


@lru_cache(maxsize=1)
def read_world(path: Path | None) -> World:
    """The outlines of a build; an empty world without one."""
    if path is None or not path.is_file():
        return World()
    document: dict[str, Any] = json.loads(path.read_bytes())
    arcs = [_arc(each, document["transform"]) for each in document["arcs"]]
    shapes = document["objects"]
    rings = _rings(shapes["land"]["geometries"])
    times = Counter(
        arc if arc >= 0 else ~arc
        for ring in _rings(shapes["countries"]["geometries"])
        for arc in ring
    )
    return World(
        land=tuple(line for ring in rings for line in _closed(_joined(ring, arcs))),
        borders=tuple(
            line for arc, number in times.items() if number > 1 for line in _copies(arcs[arc])
        ),
    )


def _arc(steps: Iterable[list[int]], transform: dict[str, list[float]]) -> "array[float]":
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    numbers = array("d")
    x = y = 0
    for step in steps:
        x, y = x + step[0], y + step[1]
        numbers.extend(project(y * high + south, x * wide + west))
    return _unrolled(numbers)


def _rings(shapes: Iterable[dict[str, Any]]) -> Iterator[list[int]]:
    for shape in shapes:
        kind, arcs = shape["type"], shape.get("arcs", ())
        if kind == "GeometryCollection":
            yield from _rings(shape["geometries"])
        elif kind == "Polygon":
            yield from arcs
        elif kind == "MultiPolygon":
            for polygon in arcs:
                yield from polygon


def _joined(ring: Iterable[int], arcs: list["array[float]"]) -> "array[float]":
    """One ring of lines; a line read backwards is named by the complement of its number."""
    numbers = array("d")
    for arc in ring:
        line = arcs[arc] if arc >= 0 else _backwards(arcs[~arc])
        numbers.extend(line if not numbers else line[2:])
    return _unrolled(numbers)


def _unrolled(numbers: "array[float]") -> "array[float]":
    """The same line without jumps at the date line: it goes on beyond the edge of the map."""
    turns = 0
    before = numbers[0]
    for index in range(0, len(numbers), 2):
        x = numbers[index]
        if abs(x - before) > HALF:
            turns += 1 if x < before else -1
        before = x
        numbers[index] = x + turns
    return numbers


def _closed(ring: "array[float]") -> Iterator[Line]:
    """A ring that goes once around the world ends where it began only by way of the pole."""
    if abs(ring[-2] - ring[0]) > HALF:
        ring.extend((ring[-2], 1.0, ring[0], 1.0))
    yield from _copies(ring)


def _copies(numbers: "array[float]") -> Iterator[Line]:
    """The line, and once more at the other edge where it goes beyond one."""
    line = Line.of(numbers)
    yield line
    if line.east > 1 or line.west < 0:
        step = -1.0 if line.east > 1 else 1.0
        shifted = array(
            "d", (each + step if not at % 2 else each for at, each in enumerate(numbers))
        )
        yield Line.of(shifted)


def _backwards(line: "array[float]") -> "array[float]":
    turned = array("d")
    for index in range(len(line) - 2, -2, -2):
        turned.extend(line[index : index + 2])
    return turned


def clip_ring(points: list[Point], frame: Frame) -> list[Point]:
    """The part of a ring inside the frame, closed along its edges (Sutherland and Hodgman)."""
    for axis, bound, keeps_greater in (
        (0, frame.west, True),
        (0, frame.east, False),
        (1, frame.north, True),
        (1, frame.south, False),
    ):
        points = _clip_at(points, axis, bound=bound, keeps_greater=keeps_greater)
        if not points:
            return []
    return points


def _clip_at(points: list[Point], axis: int, *, bound: float, keeps_greater: bool) -> list[Point]:
    kept: list[Point] = []
    before = points[-1]
    was_inside = (before[axis] >= bound) == keeps_greater
    for point in points:
        is_inside = (point[axis] >= bound) == keeps_greater
        if is_inside != was_inside:
            share = (bound - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            kept.append((bound, other) if axis == 0 else (other, bound))
        if is_inside:
            kept.append(point)
        before, was_inside = point, is_inside
    return kept


def clip_line(points: list[Point], frame: Frame) -> Iterator[list[Point]]:
    """The stretches of a line that touch the frame; a step beyond the edge stays on them."""
    stretch: list[Point] = []
    for first, second in pairwise(points):
        near = (
            min(first[0], second[0]) <= frame.east
            and max(first[0], second[0]) >= frame.west
            and min(first[1], second[1]) <= frame.south
            and max(first[1], second[1]) >= frame.north
        )
        if near:
            stretch = stretch or [first]
            stretch.append(second)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch
