"""Motifs with a subject: records, hills, water, kites, a stage, leaves, fruit, talk, people."""

import math
from random import Random

from turnout.covers.canvas import HEIGHT, WIDTH, Canvas, arc
from turnout.covers.palette import Inks
from turnout.covers.patterns import arch


def records(art: Canvas, inks: Inks, rng: Random) -> None:
    """A record that leaves its sleeve, with its grooves and the arm over it."""
    x = rng.choice((58, 66, 74))
    art.box(0, 0, x, HEIGHT, inks.first)
    art.half(x, HEIGHT / 2, 60, inks.second, start=-90)
    dark, light = sorted((inks.ground, inks.paper))
    arm = inks.paper if inks.paper == light else inks.third
    art.disc(x, HEIGHT / 2, 41, dark)
    for radius in (37, 33, 29, 25, 21):
        art.ring(x, HEIGHT / 2, radius, inks.first if radius % 8 else inks.third, width=0.7)
    art.disc(x, HEIGHT / 2, 15, inks.third)
    art.half(x, HEIGHT / 2, 15, inks.second, start=rng.choice((0, 45, 90)))
    art.disc(x, HEIGHT / 2, 2.4, dark)
    art.disc(x + 74, 16, 8, arm)
    art.disc(x + 74, 16, 3.6, inks.second)
    art.line(arm, 3, (x + 74, 16), (x + 66, 58), (x + 34, 66))
    art.line(arm, 5.4, (x + 40, 64.6), (x + 33, 66.2))


def hills(art: Canvas, inks: Inks, rng: Random) -> None:
    """Ridges behind ridges under a low sun."""
    x = rng.uniform(30, 130)
    art.disc(x, 27, 18, inks.second)
    for haze in range(3):
        art.box(x - 22, 26 + haze * 5, 44, 1.4 + haze * 0.5, inks.ground)
    layers = ((44, 15, inks.third), (56, 13, inks.first), (70, 10, inks.near), (81, 7, inks.paper))
    for base, height, ink in layers:
        points: list[tuple[float, ...]] = [(-4, HEIGHT + 2), (-4, base)]
        left = -4.0
        while left < WIDTH + 4:
            wide = rng.uniform(20, 38)
            peak = base - rng.uniform(0.35, 1) * height
            points += [(left + wide * rng.uniform(0.4, 0.6), peak), (left + wide, base)]
            left += wide
        art.shape(ink, *points, (left, HEIGHT + 2))


def water(art: Canvas, inks: Inks, rng: Random) -> None:
    """A sun over the sea, wave behind wave."""
    x = rng.choice((36, 52, 108, 124))
    art.disc(x, 34, 22, inks.second)
    art.disc(WIDTH - x, 17, 5, inks.paper)
    palette = (inks.third, inks.first, inks.near, inks.first, inks.paper)
    for number, ink in enumerate(palette):
        top, long = 36 + number * 11.5, rng.choice((20, 26.7, 32))
        start = -long * rng.uniform(0, 1) - long
        steps: list[tuple[float, ...]] = [(start, HEIGHT + 2), (start, top)]
        left = start
        while left < WIDTH + long:
            half = long / 2
            steps.append((left + half * 0.5, top - 6, left + half * 0.5, top - 6, left + half, top))
            steps.append((left + half * 1.5, top + 6, left + half * 1.5, top + 6, left + long, top))
            left += long
        art.shape(ink, *steps, (left, HEIGHT + 2))


def kites(art: Canvas, inks: Inks, rng: Random) -> None:
    """Kites with their tails over clouds."""
    for left in (rng.uniform(0, 30), rng.uniform(90, 130)):
        for shift, radius in ((0, 12), (14, 17), (31, 13)):
            art.disc(left + shift - 6, HEIGHT - 2, radius, inks.near)
    spots = [(34, 32, 25), (86, 25, 18), (128, 39, 27)]
    if rng.random() < 0.5:
        spots = [(WIDTH - x, y, size) for x, y, size in spots]
    pairs = [(inks.second, inks.paper), (inks.first, inks.third), (inks.third, inks.second)]
    rng.shuffle(pairs)
    for (x, y, size), (one, other) in zip(spots, pairs, strict=True):
        lean = rng.uniform(-0.35, 0.35)
        _kite(art, (x, y), size, lean, (one, other, inks.paper))


def _kite(
    art: Canvas, at: tuple[float, float], size: float, lean: float, colours: tuple[str, str, str]
) -> None:
    one, other, tail = colours

    def turned(x: float, y: float) -> tuple[float, float]:
        cos, sin = math.cos(lean), math.sin(lean)
        return at[0] + (x * cos - y * sin) * size, at[1] + (x * sin + y * cos) * size

    trail = [turned(0.14 * math.sin(step * 0.8), 1 + step * 0.09) for step in range(16)]
    art.line(tail, 0.9, *trail)
    for step in (4, 8, 12):
        (x, y), wide = trail[step], size * 0.13
        art.shape(one, (x, y), (x - wide, y - wide), (x - wide, y + wide))
        art.shape(other, (x, y), (x + wide, y - wide), (x + wide, y + wide))
    art.shape(one, turned(0, -1), turned(0.72, -0.2), turned(0, 1))
    art.shape(other, turned(0, -1), turned(-0.72, -0.2), turned(0, 1))
    art.shape(tail, turned(0, -0.2), turned(0.72, -0.2), turned(0, 1))


def stage(art: Canvas, inks: Inks, rng: Random) -> None:
    """Beams from above meet on a stage between curtains."""
    middle = rng.choice((64, 80, 96))
    lamps = ((26, inks.near), (134, inks.near))
    for x, ink in lamps:
        art.shape(ink, (x - 3, -2), (x + 3, -2), (middle + 34, 80), (middle - 34, 80))
    art.shape(inks.third, (77, -2), (83, -2), (middle + 22, 78), (middle - 22, 78))
    art.shape(inks.second, *_oval(middle, 78, 36, 8))
    art.shape(inks.paper, *_oval(middle, 78, 22, 5))
    folds = (inks.second, inks.first)
    for number in range(4):
        wide = 9
        for x in (number * wide, WIDTH - (number + 1) * wide):
            low = HEIGHT - number * 11
            ink = folds[number % 2]
            art.box(x, -2, wide, low - 2, ink)
            art.disc(x + wide / 2, low - 4, wide / 2, ink)
    for number in range(9):
        art.half(number * 20, 0, 10, inks.paper if number % 2 else inks.second, start=0)


def _oval(x: float, y: float, wide: float, high: float) -> list[tuple[float, ...]]:
    return [
        tuple(
            (x + (value - x) * wide if place % 2 == 0 else y + (value - y) * high)
            for place, value in enumerate(step)
        )
        for step in arc(x, y, 1, start=0, sweep=360)
    ]


def cutouts(art: Canvas, inks: Inks, rng: Random) -> None:
    """Leaves cut from painted paper, laid on blocks of colour."""
    blocks = [inks.first, inks.near, inks.third, inks.second]
    rng.shuffle(blocks)
    edges = (0, 46, 84, 122, WIDTH)
    for number, ink in enumerate(blocks):
        art.box(edges[number], 0, edges[number + 1] - edges[number], HEIGHT, ink)
        split = rng.choice((30, 45, 60))
        upper = rng.random() < 0.5
        other = inks.ground if ink != inks.near else inks.paper
        art.box(edges[number], 0 if upper else split, edges[number + 1] - edges[number],
                split if upper else HEIGHT - split, other)  # fmt: skip
        middle = (edges[number] + edges[number + 1]) / 2
        under = (other, ink)
        leaf = next(each for each in (inks.paper, inks.second, inks.third, inks.ground)
                    if each not in under)  # fmt: skip
        if rng.random() < 0.6:
            _frond(art, middle, leaf, rng)
        else:
            _flower(art, middle, (leaf, ink if leaf != ink else other), rng)


def _frond(art: Canvas, x: float, ink: str, rng: Random) -> None:
    lean = rng.uniform(-5, 5)
    art.line(ink, 3, (x - lean, 82), (x, 45), (x + lean, 10))
    for step in range(7):
        y, along = 14 + step * 10.5, (step - 3) / 3.4
        reach = 16 - 8 * abs(along)
        middle = x + lean * -along
        for side in (-1, 1):
            tip = (middle + side * reach, y - 5)
            art.shape(
                ink,
                (middle, y + 5),
                (middle + side * reach * 0.5, y + 7, tip[0], tip[1] + 7, *tip),
                (middle + side * reach * 0.7, y - 7, middle + side * 3, y - 4, middle, y - 1),
            )


def _flower(art: Canvas, x: float, colours: tuple[str, str], rng: Random) -> None:
    petal, heart = colours
    y, turn, count = rng.uniform(26, 34), rng.uniform(0, 1), rng.choice((5, 6, 8))
    art.line(petal, 3, (x, y), (x + 3, 60), (x - 1, 94))
    for number in range(count):
        angle = turn + number * math.tau / count
        art.disc(x + 11 * math.cos(angle), y + 11 * math.sin(angle), 26 / count + 2.2, petal)
    art.disc(x, y, 5.5, heart)
    for side, top in ((1, 66), (-1, 76)):
        upper = (x + side * 4, top - 8, x + side * 14, top - 8, x + side * 17, top - 9)
        lower = (x + side * 16, top + 2, x + side * 10, top + 8, x, top + 6)
        art.shape(petal, (x, top + 6), upper, lower)


def citrus(art: Canvas, inks: Inks, rng: Random) -> None:
    """Slices of fruit and their leaves on a cloth."""
    for number in range(4):
        art.box(number * 40, 0, 20, HEIGHT, inks.near)
    spots = [(30, 30, 24), (84, 58, 29), (134, 24, 22), (142, 80, 15), (20, 82, 14), (86, 8, 12)]
    if rng.random() < 0.5:
        spots = [(WIDTH - x, y, radius) for x, y, radius in spots]
    for number, (x, y, radius) in enumerate(spots):
        peel = (inks.second, inks.first, inks.third)[number % 3]
        turn = rng.uniform(0, 90)
        art.shape(inks.first if peel != inks.first else inks.third,
                  (x + radius * 0.5, y - radius * 0.8),
                  (x + radius * 1.1, y - radius * 1.5, x + radius * 1.6, y - radius,
                   x + radius * 1.5, y - radius * 0.5),
                  (x + radius * 1.1, y - radius * 0.3, x + radius * 0.8, y - radius * 0.4,
                   x + radius * 0.5, y - radius * 0.8))  # fmt: skip
        art.disc(x, y, radius, peel)
        art.disc(x, y, radius * 0.84, inks.paper)
        for piece in range(8):
            middle = math.radians(turn + piece * 45 + 22.5)
            art.wedge(x + radius * 0.07 * math.cos(middle), y + radius * 0.07 * math.sin(middle),
                      radius * 0.7, peel, start=turn + piece * 45 + 4, sweep=37)  # fmt: skip


def talk(art: Canvas, inks: Inks, rng: Random) -> None:
    """Speech balloons that answer each other."""
    x = rng.choice((0, 6))
    _balloon(art, (14 + x, 12, 74, 44), inks.first, tail=30)
    _balloon(art, (70 + x, 34, 76, 40), inks.second, tail=130)
    _balloon(art, (28 + x, 52, 48, 26), inks.paper, tail=38)
    for number in range(3):
        art.disc(96 + x + number * 13, 54, 4, inks.ground)
    for row, long in enumerate((46, 34)):
        art.line(inks.paper, 4, (26 + x, 26 + row * 11), (26 + x + long, 26 + row * 11))
    art.line(inks.third, 4, (40 + x, 65), (62 + x, 65))
    art.disc(122 + x, 17, 10, inks.third)
    art.ring(148, 84, 14, inks.near, width=5)


def _balloon(art: Canvas, box: tuple[float, float, float, float], ink: str, *, tail: float) -> None:
    x, y, wide, high = box
    round_by = min(wide, high) * 0.42
    inner = ((x + round_by, y + round_by), (x + wide - round_by, y + high - round_by))
    (left, top), (right, bottom) = inner
    art.shape(
        ink,
        *arc(left, top, round_by, start=180, sweep=90),
        *arc(right, top, round_by, start=270, sweep=90),
        *arc(right, bottom, round_by, start=0, sweep=90),
        *arc(left, bottom, round_by, start=90, sweep=90),
    )
    away = -1 if tail < x + wide / 2 else 1
    art.shape(
        ink, (tail - 7, y + high - 2), (tail + 7, y + high - 2), (tail + away * 6, y + high + 12)
    )


def people(art: Canvas, inks: Inks, rng: Random) -> None:
    """A crowd in two rows, everybody in other clothes."""
    for x in range(-1, 8):
        _person(art, x * 24 + 12, 33 + rng.uniform(-4, 4), 13, (inks.near, inks.near))
    clothes = [inks.first, inks.second, inks.third, inks.paper]
    rng.shuffle(clothes)
    for number in range(6):
        own, head = clothes[number % 4], clothes[(number + 2) % 4]
        x, y = number * 31 + 3, (58 if number % 2 else 50) + rng.uniform(-3, 3)
        _person(art, x, y, 17, (own, head))
        if number % 3 == 1:
            art.line(head, 2.2, (x - 9, y + 24), (x + 9, y + 24))
            art.line(head, 2.2, (x - 10, y + 31), (x + 10, y + 31))
        elif number % 3 == 2:
            for dot in (-5, 0, 5):
                art.disc(x + dot, y + 27 + abs(dot), 1.7, head)


def _person(art: Canvas, x: float, y: float, size: float, colours: tuple[str, str]) -> None:
    body, head = colours
    half = size * 0.92
    art.shape(body, (x - half, HEIGHT + 2), *arch(x, y + size * 1.1, half), (x + half, HEIGHT + 2))
    art.disc(x, y - size * 0.5, size * 0.58, head)


def moons(art: Canvas, inks: Inks, rng: Random) -> None:
    """The phases of the moon over a dark roofline."""
    ground = inks.ground
    for _ in range(26):
        art.disc(rng.uniform(3, 157), rng.uniform(3, 66), rng.choice((0.6, 0.8, 1.2)), inks.third)
    for number in range(5):
        x, radius = 18 + number * 31, (8, 11, 14, 11, 8)[number]
        art.disc(x, 32, radius, inks.paper if number == 2 else inks.third)
        if number != 2:
            shift = (0.8, 0.45, 0, -0.45, -0.8)[number] * -radius
            art.disc(x + shift, 32, radius * 0.96, ground)
    art.ring(80, 32, 18, inks.second, width=1.2)
    left = -2.0
    while left < WIDTH:
        wide, top = rng.uniform(11, 22), rng.uniform(62, 76)
        art.box(left - 0.3, top, wide + 0.6, HEIGHT, inks.first)
        if rng.random() < 0.4:
            art.shape(
                inks.first, (left, top), (left + wide / 2, top - wide * 0.5), (left + wide, top)
            )
        for window in range(2):
            if rng.random() < 0.7:
                art.box(left + 2.5 + window * 5, top + 5, 2.4, 3.4, inks.second)
        left += wide
