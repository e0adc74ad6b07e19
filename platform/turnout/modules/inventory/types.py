"""A capacity pool with its numbers, as it crosses the border."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """A capacity that ticket types draw on: `remaining = capacity - taken - reserved`.

    Of `taken`, `held` are kept for buyers who have not finished; the others are sold.
    """

    id: UUID
    name: str
    capacity: int
    taken: int
    reserved: int
    remaining: int
    held: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolCounts:
    """A pool's numbers under its lock: of what is not taken, `reserved` is for the waitlist."""

    capacity: int
    taken: int
    reserved: int
    awaited: int
    """Places that people wait for who come before the open sale."""

    @property
    def untaken(self) -> int:
        return self.capacity - self.taken
