"""Motifs without a subject: tiles, bars, dots, scales, ribbons, arches, lines, rays, lanes."""

import math
from random import Random
from typing import Final

from turnout.covers.canvas import HEIGHT, WIDTH, Canvas
from turnout.covers.palette import Inks

CELL: Final = 20


def tiles(art: Canvas, inks: Inks, rng: Random) -> None:
    """Squares with a quarter, a half, a leaf, a ring or a dot in each, as the Bauhaus laid them."""
    grounds = (inks.ground, inks.ground, inks.near, inks.first, inks.second, inks.third, inks.paper)
    for row in range(5):
        for column in range(WIDTH // CELL):
            x, y = column * CELL, row * CELL - 5
            ground = rng.choice(grounds)
            if ground != inks.ground:
                art.box(x, y, CELL, CELL, ground)
            inked = rng.choice([each for each in inks.shapes if each != ground])
            _tile(art, x, y, inked, rng)


def _tile(art: Canvas, x: float, y: float, ink: str, rng: Random) -> None:
    turn, kind = 90 * rng.randrange(4), rng.randrange(7)
    corners = ((0, 0), (CELL, 0), (CELL, CELL), (0, CELL))
    left, top = corners[turn // 90]
    if kind <= 1:
        art.wedge(x + left, y + top, CELL, ink, start=turn, sweep=90)
    elif kind == 2:
        art.disc(x + CELL / 2, y + CELL / 2, CELL / 2, ink)
    elif kind == 3:
        half = CELL / 2
        art.half(x + half, y + half, half, ink, start=turn)
    elif kind == 4:
        leaf = _leaf(x, y, is_rising=turn % 180 == 0)
        art.shape(ink, *leaf)
    elif kind == 5:
        art.ring(x + CELL / 2, y + CELL / 2, CELL * 0.3, ink, width=3.4)
    else:
        art.wedge(x + left, y + top, CELL, ink, start=turn, sweep=90)
        art.wedge(x + CELL - left, y + CELL - top, CELL * 0.42, ink, start=turn + 180, sweep=90)


def _leaf(x: float, y: float, *, is_rising: bool) -> list[tuple[float, ...]]:
    bend = CELL * 0.5523
    if is_rising:
        return [
            (x, y + CELL),
            (x, y + CELL - bend, x + CELL - bend, y, x + CELL, y),
            (x + CELL, y + bend, x + bend, y + CELL, x, y + CELL),
        ]
    return [
        (x, y),
        (x + bend, y, x + CELL, y + CELL - bend, x + CELL, y + CELL),
        (x + CELL - bend, y + CELL, x, y + bend, x, y),
    ]


def equalizer(art: Canvas, inks: Inks, rng: Random) -> None:
    """Bars around the middle, as high as a sound."""
    count = rng.choice((15, 19, 23))
    step = WIDTH / count
    first, second = rng.uniform(0, 6.3), rng.uniform(0, 6.3)
    beats = rng.uniform(1.6, 2.6)
    lit = rng.randrange(count)
    for number in range(count):
        place = number / count * math.tau
        swing = math.sin(place * beats + first) * 0.55 + math.sin(place * 3.7 + second) * 0.45
        half = 7 + 31 * abs(swing)
        ink = (inks.first, inks.third, inks.paper)[number * 7 % 3]
        if abs(number - lit) <= 1:
            ink = inks.second
        x = step * (number + 0.5)
        art.bar(x, HEIGHT / 2 - half, HEIGHT / 2 + half, step * 0.58, ink)


def halftone(art: Canvas, inks: Inks, rng: Random) -> None:
    """Dots of a coarse print that grow towards a light, with a disc behind them."""
    x, y = rng.choice((38, 58, 104, 124)), rng.choice((26, 45, 60))
    art.disc(WIDTH - x, HEIGHT - y, 34, inks.second)
    step = 8
    for row in range(HEIGHT // step + 2):
        for column in range(WIDTH // step + 2):
            left = column * step + (step / 2 if row % 2 else 0) - 2
            top = row * step - 1
            size = 4.3 - math.hypot(left - x, (top - y) * 1.1) / 27
            if size > 0.45:
                art.disc(left, top, size, inks.first if size < 2.6 else inks.paper)


def scales(art: Canvas, inks: Inks, rng: Random) -> None:
    """Rows of overlapping waves, as on Japanese cloth; some are lit."""
    radius = rng.choice((17.8, 20))
    rows = math.ceil(HEIGHT / (radius / 2)) + 2
    columns = math.ceil(WIDTH / (2 * radius)) + 2
    for row in range(rows):
        for column in range(columns):
            x = column * 2 * radius - (radius if row % 2 else 0)
            y = row * radius / 2
            lot = rng.random()
            outer = inks.second if lot < 0.09 else inks.third if lot < 0.2 else inks.first
            inner = inks.ground if lot >= 0.09 else inks.paper
            art.disc(x, y, radius, inks.ground)
            art.disc(x, y, radius * 0.93, outer)
            art.disc(x, y, radius * 0.68, inner)
            art.disc(x, y, radius * 0.46, outer)
            art.disc(x, y, radius * 0.22, inner)


def weave(art: Canvas, inks: Inks, rng: Random) -> None:
    """Ribbons that go over and under each other."""
    step, wide = 18, 12.5
    across = [rng.choice((inks.third, inks.paper)) for _ in range(7)]
    down = [rng.choice((inks.first, inks.first, inks.second)) for _ in range(10)]
    for row, ink in enumerate(across):
        art.box(0, row * step - 7, WIDTH, wide, ink)
    for column, ink in enumerate(down):
        x = column * step - 6
        for row in range(7):
            if (row + column) % 2:
                continue
            art.box(x, row * step - 7 - 5.5, wide, wide + 11, inks.ground)
            art.box(x, row * step - 7 - 5.5, wide, wide + 11, ink)
        for row in range(7):
            if (row + column) % 2:
                art.box(x, row * step - 7 + wide, wide, 5.5, ink)


def arches(art: Canvas, inks: Inks, rng: Random) -> None:
    """A row of gates within gates, as of an arcade or a rainbow."""
    wide = rng.choice((32, 40))
    art.box(0, HEIGHT - 9, WIDTH, 9, inks.near)
    orders = [
        [inks.first, inks.paper, inks.second, inks.ground],
        [inks.second, inks.ground, inks.third, inks.first],
        [inks.third, inks.first, inks.ground, inks.paper],
        [inks.paper, inks.third, inks.first, inks.second],
    ]
    rng.shuffle(orders)
    sun = rng.randrange(WIDTH // wide)
    for number in range(WIDTH // wide):
        x, top = (number + 0.5) * wide, rng.choice((34, 42, 54))
        if number == sun:
            art.disc(x, 15, 8, inks.second if orders[number % 4][0] != inks.second else inks.paper)
            top = 54
        for ring, ink in enumerate(orders[number % 4]):
            radius = wide * 0.47 * (1 - ring * 0.23)
            art.shape(ink, (x - radius, HEIGHT), *arch(x, top, radius), (x + radius, HEIGHT))


def arch(x: float, y: float, radius: float) -> list[tuple[float, ...]]:
    bend = radius * 0.5523
    return [
        (x - radius, y),
        (x - radius, y - bend, x - bend, y - radius, x, y - radius),
        (x + bend, y - radius, x + radius, y - bend, x + radius, y),
    ]


def lines(art: Canvas, inks: Inks, rng: Random) -> None:
    """A plan of lines with their stops, which bend by half a right angle."""
    palette = [inks.first, inks.second, inks.third, inks.paper]
    rng.shuffle(palette)
    rows = [14.0, 30.0, 47.0, 64.0, 79.0]
    ends = (
        rows[1:] + rows[:1] if rng.random() < 0.5 else [rows[2], rows[0], rows[4], rows[1], rows[3]]
    )
    for number in (4, 3, 2, 1, 0):
        start, end = rows[number], ends[number]
        bend = rng.choice((34.0, 52.0, 70.0, 88.0))
        there = bend + abs(end - start)
        ink = palette[number % 4]
        art.line(ink, 5.2, (-6, start), (bend, start), (there, end), (WIDTH + 6, end))
        for x in range(12, WIDTH, 23):
            if bend < x < there:
                continue
            y = start if x <= bend else end
            art.disc(x, y, 4.3, inks.ground)
            art.disc(x, y, 2.5, inks.paper if ink != inks.paper else inks.second)


def rays(art: Canvas, inks: Inks, rng: Random) -> None:
    """A rising sun with beams to every side, and paper that falls."""
    x, y = rng.choice((40, 80, 120)), HEIGHT + 2
    count = 28
    for number in range(count):
        if number % 2:
            continue
        start = 180 + number * 180 / count
        ink = inks.near if number % 4 else inks.first
        art.wedge(x, y, 190, ink, start=start, sweep=180 / count)
    for radius, ink in ((44, inks.second), (33, inks.paper), (22, inks.third)):
        art.disc(x, y, radius, ink)
    for _ in range(20):
        left, top = rng.uniform(4, WIDTH - 4), rng.uniform(4, 40)
        ink = rng.choice((inks.second, inks.paper, inks.third))
        turn, length = rng.uniform(0, math.tau), rng.uniform(2, 4)
        art.line(ink, 1.9, (left, top),
                 (left + math.cos(turn) * length, top + math.sin(turn) * length))  # fmt: skip


def lanes(art: Canvas, inks: Inks, rng: Random) -> None:
    """The bend of a running track, seen from above."""
    x, y = rng.choice(((18, 96), (142, 96), (20, -6), (140, -6)))
    for number, ink in enumerate(
        (inks.near, inks.first, inks.first, inks.first, inks.first, inks.first, inks.near)
    ):
        art.disc(x, y, 124 - number * 14, ink)
        art.ring(x, y, 124 - number * 14, inks.paper, width=0.9)
    art.disc(x, y, 26, inks.third)
    for lane, turn in ((1, 0.18), (2, 0.36), (4, 0.27)):
        radius, centre = 117 - lane * 14, math.atan2(HEIGHT / 2 - y, WIDTH / 2 - x)
        angle = centre - 0.25 + turn + rng.uniform(-0.1, 0.1)
        trail = [angle - step * 0.06 for step in range(7)]
        art.line(inks.second, 4, *[
            (x + radius * math.cos(each), y + radius * math.sin(each)) for each in trail
        ])  # fmt: skip
        art.disc(x + radius * math.cos(angle), y + radius * math.sin(angle), 4.4, inks.paper)
