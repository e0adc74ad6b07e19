"""Histories of sales to forecast: organizations whose events sell alike, but never the same."""

import random
from collections import Counter
from math import exp

from turnout.modules.sales_forecasts.rules import Course

ORDER_SIZES = (1, 1, 2, 2, 2, 3, 4)


def source(name: str, number: int) -> random.Random:
    return random.Random(f"sales forecasts {name} {number}")  # noqa: S311  histories, no secrets


def generated(number: int) -> list[Course]:
    """Past events of one organization: a rush at the beginning, one at the end, and even sales.

    Sizes are log-normal, and each event's shape is its own around that of its organization.
    """
    chance = source("generated", number)
    size, spread = exp(chance.uniform(4, 6.2)), chance.uniform(0.2, 0.7)
    first, last = chance.uniform(0.1, 0.4), chance.uniform(0.2, 0.5)
    length = chance.randint(50, 120)
    return [
        _course(
            chance,
            orders=max(8, round(size * chance.lognormvariate(0, spread) / 2)),
            first=first * chance.lognormvariate(0, 0.3),
            last=last * chance.lognormvariate(0, 0.3),
            length=length,
        )
        for _ in range(chance.randint(6, 24))
    ]


def _course(
    chance: random.Random, *, orders: int, first: float, last: float, length: int
) -> Course:
    days: Counter[int] = Counter()
    for _ in range(orders):
        kind = chance.random() * max(1.0, first + last)
        if kind < first:
            day = length - chance.expovariate(1 / 4)
        elif kind < first + last:
            day = chance.expovariate(1 / 6)
        else:
            day = chance.uniform(0, length)
        days[max(0, min(length, int(day)))] += chance.choice(ORDER_SIZES)
    return Course(days)


def real_shaped(number: int) -> list[Course]:
    """Past events as organizers have them.

    Weekends sell less, prices rise on a day that all have in common, a mail to all sells on a day
    of its own, groups buy by the dozen, halls sell out, sales begin early or late, people buy at
    the door during the event, each edition is larger than the one before, and some disappoint.
    """
    chance = source("real-shaped", number)
    size, growth = exp(chance.uniform(4.3, 6)), chance.uniform(0.97, 1.08)
    price_rise = chance.randint(25, 60)
    hall = round(size * chance.uniform(1.1, 2.2))
    courses = []
    for edition in range(chance.randint(6, 20)):
        wanted = size * growth**edition * chance.lognormvariate(0, 0.3)
        if chance.random() < 0.08:
            wanted *= 0.5
        courses.append(_edition(chance, round(wanted), price_rise=price_rise, hall=hall))
    return courses


def _edition(chance: random.Random, wanted: int, *, price_rise: int, hall: int) -> Course:
    length, weekday = chance.randint(60, 140), chance.randrange(7)
    mailed = chance.randint(10, length - 10)
    shares = (0.12, 0.25, 0.37 + chance.uniform(-0.08, 0.08), 0.6, 0.97)
    days: list[int] = []
    while len(days) < wanted // 2 + 4:
        kind = chance.random()
        if kind < shares[0]:
            day = length - int(chance.expovariate(1 / 3))
        elif kind < shares[1]:
            day = price_rise + int(chance.expovariate(1 / 2))
        elif kind < shares[2]:
            day = mailed - int(chance.expovariate(1))
        elif kind < shares[3]:
            day = int(chance.expovariate(1 / 7))
        else:
            day = chance.randint(0, length) if kind < shares[4] else -chance.randint(0, 1)
        is_weekend = (weekday + day) % 7 in {0, 1}
        if day <= length and not (is_weekend and chance.random() < 0.4):
            days.append(day)
    sold: Counter[int] = Counter()
    left = hall
    for day in sorted(days, reverse=True):
        wants = chance.randint(8, 16) if chance.random() < 0.02 else chance.choice(ORDER_SIZES)
        sold[day] += min(wants, left)
        left -= min(wants, left)
    return Course(+sold, ceiling=hall)
