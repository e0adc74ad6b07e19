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
