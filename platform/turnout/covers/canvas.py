"""Flat shapes on a 16:9 canvas, written as SVG or painted as pixels."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from PIL import Image, ImageDraw

Point = tuple[float, float]

WIDTH: Final = 160
HEIGHT: Final = 90
SMOOTH: Final = 2
"""Pixels are painted so many times larger and then shrunk."""

STEPS: Final = 14
"""Straight pieces of a curve in pixels."""


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle, or a ring where it has a width."""

    x: float
    y: float
    radius: float
    ink: str
    width: float = 0

    def svg(self) -> str:
        at = f'cx="{_short(self.x)}" cy="{_short(self.y)}" r="{_short(self.radius)}"'
        if not self.width:
            return f'<circle {at} fill="{self.ink}"/>'
        return f'<circle {at} fill="none" stroke="{self.ink}" stroke-width="{_short(self.width)}"/>'

    def paint(self, pen: ImageDraw.ImageDraw, scale: float) -> None:
        radius = (self.radius + self.width / 2) * scale
        x, y = self.x * scale, self.y * scale
        box = (x - radius, y - radius, x + radius, y + radius)
        if self.width:
            pen.ellipse(box, outline=self.ink, width=max(1, round(self.width * scale)))
        else:
            pen.ellipse(box, fill=self.ink)


@dataclass(frozen=True, slots=True)
class Shape:
    """Filled outlines of one ink; each begins at a point and goes on by lines or curves."""

    ink: str
    outlines: tuple[tuple[tuple[float, ...], ...], ...]

    def svg(self) -> str:
        parts = []
        for outline in self.outlines:
            for number, step in enumerate(outline):
                letter = "M" if number == 0 else "C" if len(step) > 2 else "L"
                parts.append(letter + _joined(step))
            parts.append("z")
        return f'<path fill="{self.ink}" d="{"".join(parts)}"/>'

    def paint(self, pen: ImageDraw.ImageDraw, scale: float) -> None:
        for outline in self.outlines:
            points = [(x * scale, y * scale) for x, y in _flattened(outline)]
            pen.polygon(points, fill=self.ink)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, with round ends."""

    ink: str
    width: float
    points: tuple[Point, ...]

    def svg(self) -> str:
        path = "M" + "L".join(_joined(each) for each in self.points)
        return (
            f'<path fill="none" stroke="{self.ink}" stroke-width="{_short(self.width)}"'
            f' stroke-linecap="round" stroke-linejoin="round" d="{path}"/>'
        )

    def paint(self, pen: ImageDraw.ImageDraw, scale: float) -> None:
        points = [(x * scale, y * scale) for x, y in self.points]
        wide = max(1, round(self.width * scale))
        pen.line(points, fill=self.ink, width=wide, joint="curve")
        for x, y in points:
            half = wide / 2
            pen.ellipse((x - half, y - half, x + half, y + half), fill=self.ink)


@dataclass(slots=True)
class Canvas:
    """What was drawn so far, from back to front."""

    ground: str
    marks: list[Disc | Shape | Stroke] = field(default_factory=list)

    def disc(self, x: float, y: float, radius: float, ink: str) -> None:
        self.marks.append(Disc(x, y, radius, ink))

    def ring(self, x: float, y: float, radius: float, ink: str, *, width: float) -> None:
        self.marks.append(Disc(x, y, radius, ink, width))

    def shape(self, ink: str, *steps: tuple[float, ...]) -> None:
        """An outline that closes by itself; a step of six numbers is a curve."""
        self.marks.append(Shape(ink, (steps,)))

    def shapes(self, ink: str, outlines: Iterable[Sequence[tuple[float, ...]]]) -> None:
        self.marks.append(Shape(ink, tuple(tuple(each) for each in outlines)))

    def box(self, x: float, y: float, width: float, height: float, ink: str) -> None:
        self.shape(ink, (x, y), (x + width, y), (x + width, y + height), (x, y + height))

    def bar(self, x: float, top: float, bottom: float, width: float, ink: str) -> None:
        """An upright line with round ends."""
        half = width / 2
        self.line(ink, width, (x, top + half), (x, bottom - half))

    def line(self, ink: str, width: float, *points: Point) -> None:
        self.marks.append(Stroke(ink, width, points))

    def wedge(
        self, x: float, y: float, radius: float, ink: str, *, start: float, sweep: float
    ) -> None:
        """A slice of a disc; degrees, clockwise from the right."""
        self.shape(ink, (x, y), *arc(x, y, radius, start=start, sweep=sweep))

    def half(self, x: float, y: float, radius: float, ink: str, *, start: float) -> None:
        """Half a disc that begins at an angle and goes clockwise."""
        self.shape(ink, *arc(x, y, radius, start=start, sweep=180))

    def svg(self) -> str:
        marks = "".join(each.svg() for each in self.marks)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
            f' preserveAspectRatio="xMidYMid slice">'
            f'<path fill="{self.ground}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>{marks}</svg>'
        )

    def image(self, width: int) -> Image.Image:
        """The same in pixels, as wide as that."""
        scale = width * SMOOTH / WIDTH
        size = (width * SMOOTH, round(width * SMOOTH * HEIGHT / WIDTH))
        large = Image.new("RGB", size, self.ground)
        pen = ImageDraw.Draw(large)
        for each in self.marks:
            each.paint(pen, scale)
        return large.resize((width, round(width * HEIGHT / WIDTH)), Image.Resampling.BOX)


def arc(
    x: float, y: float, radius: float, *, start: float, sweep: float
) -> list[tuple[float, ...]]:
    """The steps of an arc: to its first point, then curves of a quarter circle at most."""
    pieces = max(1, math.ceil(abs(sweep) / 90))
    part = math.radians(sweep / pieces)
    reach = 4 / 3 * math.tan(part / 4)
    angle = math.radians(start)
    steps: list[tuple[float, ...]] = [(x + radius * math.cos(angle), y + radius * math.sin(angle))]
    for _ in range(pieces):
        (ax, ay), after = (math.cos(angle), math.sin(angle)), angle + part
        bx, by = math.cos(after), math.sin(after)
        curve = (ax - reach * ay, ay + reach * ax, bx + reach * by, by - reach * bx, bx, by)
        steps.append(tuple(
            (x, y)[place % 2] + radius * value for place, value in enumerate(curve)
        ))  # fmt: skip
        angle = after
    return steps


def _flattened(outline: Sequence[tuple[float, ...]]) -> list[Point]:
    points: list[Point] = []
    for step in outline:
        if len(step) == 2:
            points.append((step[0], step[1]))
            continue
        (x, y), (ax, ay, bx, by, ex, ey) = points[-1], step
        for number in range(1, STEPS + 1):
            t = number / STEPS
            u = 1 - t
            weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
            points.append((
                sum(w * v for w, v in zip(weights, (x, ax, bx, ex), strict=True)),
                sum(w * v for w, v in zip(weights, (y, ay, by, ey), strict=True)),
            ))  # fmt: skip
    return points


def _short(number: float) -> str:
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _joined(numbers: Iterable[float]) -> str:
    return " ".join(_short(each) for each in numbers)
