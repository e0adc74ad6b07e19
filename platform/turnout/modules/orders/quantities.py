"""Numbers of a purchase: sums over its lines, and what one person may have in all. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from turnout.kernel.errors import FieldError, Invalid


@dataclass(frozen=True, slots=True)
class Limit:
    """How many units one person may have in all, and how many this basket brings."""

    most: int
    wanted: int
    pointer: str


def merged(parts: Iterable[Mapping[UUID, int]]) -> dict[UUID, int]:
    """The sum of each key over all parts."""
    total: dict[UUID, int] = {}
    for part in parts:
        for key, number in part.items():
            total[key] = total.get(key, 0) + number
    return total


def require_within(limited: Mapping[UUID, Limit], bought: Mapping[UUID, int]) -> None:
    """Refuse more than one person may have, counting what they `bought` before."""
    faults = []
    for type_id, limit in limited.items():
        before = bought.get(type_id, 0)
        if before + limit.wanted > limit.most:
            left = max(limit.most - before, 0)
            says = f"One person can have {limit.most} of these in all; {left} are left for you."
            faults.append(FieldError(f"{limit.pointer}/quantity", says, "per-person"))
    if faults:
        raise Invalid(*faults)
