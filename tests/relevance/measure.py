"""nDCG: how well an order of results agrees with their grades."""

from collections.abc import Mapping, Sequence
from math import log2

FIRST = 10


def ndcg(found: Sequence[str], grades: Mapping[str, int], *, first: int = FIRST) -> float:
    """From 0 to 1: the gain of the first results, by the gain of the best order there can be.

    A result of grade g at place p gains (2^g - 1) / log2(p + 1).
    """
    best = gain(sorted(grades.values(), reverse=True)[:first])
    return gain([grades.get(each, 0) for each in found[:first]]) / best if best else 0.0


def gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(grades, start=1))


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
