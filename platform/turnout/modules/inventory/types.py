"""A capacity pool with its numbers, as it crosses the border."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Final
from uuid import UUID

NOTHING: Final[Mapping[UUID, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """A capacity that ticket types draw on: `capacity - taken - reserved - kept` are remaining.

    Of `taken`, `held` are kept for buyers who have not finished; the others are sold.
    """

    id: UUID
    name: str
    capacity: int
    taken: int
    reserved: int
    kept: Annotated[int, "For sales channels and partners, and not sold by them yet."]
    remaining: int
    held: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolCounts:
    """A pool's numbers under its lock: of what is not taken, `reserved` is for the waitlist."""

    capacity: int
    taken: int
    reserved: int
    kept: int
    awaited: int
    """Places that people wait for who come before the open sale."""

    @property
    def untaken(self) -> int:
        """What is not taken, and not kept for a channel."""
        return self.capacity - self.taken - self.kept


@dataclass(frozen=True, slots=True)
class HeldPlaces:
    """What a hold keeps: places of pools, and of these those that allotments sold."""

    pools: dict[UUID, int]
    allotted: dict[UUID, int]

    @classmethod
    def of(cls, items: Iterable[Mapping[str, Any]]) -> "HeldPlaces":
        found = cls({}, {})
        for each in items:
            is_pool = "pool_id" in each
            kind, key = (found.pools, "pool_id") if is_pool else (found.allotted, "allotment_id")
            kind[UUID(each[key])] = kind.get(UUID(each[key]), 0) + int(each["quantity"])
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """Places of a pool that are kept for some buyers, as its lock shows them."""

    id: UUID
    pool_id: UUID
    places: int
    most: int | None
    """No more are sold through it; None: whatever is free."""
    sold: int
    free: int
    """Places of the pool that are neither taken nor kept nor reserved."""

    @property
    def kept(self) -> int:
        return max(self.places - self.sold, 0)
