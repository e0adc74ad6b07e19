"""What a server of Lucene's JSON language found: ids, counts, and where a list goes on. Pure.

A list by relevance with a heading has parts (`query_dsl.Part`), each a list of its own for the
server: its places say in which part they are.
"""

import base64
import binascii
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Self

from turnout_sdk.errors import Declined
from turnout_sdk.query_dsl import MARKED, Part, is_counted_apart
from turnout_sdk.search import Found, Query

WRONG_CURSOR: Final = "wrong-cursor"
PART: Final = 1_000_000
"""What the places of a part are above those of the next: more than any score, which has six digits
or so and is the same again without it."""


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a list goes on: after a value in its order, and after an id among equals."""

    value: float | int
    id: str

    @classmethod
    def at(cls, cursor: str) -> Self:
        try:
            place = json.loads(base64.b64decode(cursor, altchars=b"-_", validate=True))
        except (binascii.Error, ValueError, RecursionError):
            raise Declined(WRONG_CURSOR, "This is no place in this list.") from None
        match place:
            case [int() | float() as value, str() as last] if abs(value) < math.inf:
                return cls(value, last)
            case _:
                raise Declined(WRONG_CURSOR, "This is no place in this list.")

    @property
    def cursor(self) -> str:
        raw = json.dumps([self.value, self.id])
        return base64.urlsafe_b64encode(raw.encode()).decode()

    @property
    def part(self) -> Part:
        """In which part of a list it is that has parts."""
        return Part(min(max(int(self.value // PART), min(Part)), max(Part)))

    def within(self, part: Part | None) -> list[Any]:
        """As a server takes it, of a part or of a list that has none."""
        return [self.value - part * PART if part else self.value, self.id]


class Hit(NamedTuple):
    """A document that was found: where it stands in the whole list, and its id.

    `words` are those of its texts that it was found by, where the server was asked for them.
    """

    value: float | int
    id: str
    words: tuple[str, ...]

    @property
    def place(self) -> ListPlace:
        return ListPlace(self.value, self.id)


def parts_from(after: ListPlace | None) -> tuple[Part, ...]:
    """The parts of a list from a place on, the first one first."""
    parts = sorted(Part, reverse=True)
    return tuple(each for each in parts if after is None or each <= after.part)


def hits_of(answer: Any, part: Part | None = None) -> list[Hit]:
    """The documents of an answer in their order, as they stand in the part."""
    more = part * PART if part else 0
    return [
        Hit(_number(hit["sort"][0]) + more, str(hit["sort"][-1]), _words(hit))
        for hit in answer["hits"]["hits"]
    ]


def total_of(answers: Sequence[Any], query: Query) -> int:
    """How many the whole list has, of the answers to its first request.

    Each part of an index ends its counting by itself: together they are no more than was asked for.
    """
    counted = answers[-1 if is_counted_apart(query) else 0]
    total = int(counted["hits"]["total"]["value"])
    return min(total, query.count_to) if _ended_early(counted, query) else total


def found_among(hits: Sequence[Hit], answers: Sequence[Any], query: Query) -> Found:
    """A page of the hits, and the counts of the answers to its first request."""
    faceted = answers[-1]
    shown, more = hits[: query.limit], len(hits) > query.limit
    return Found(
        ids=tuple(each.id for each in shown),
        total=total_of(answers, query),
        facets={name: counts_of(faceted["aggregations"][name]) for name in query.facets},
        is_least=any(_ended_early(each, query) for each in answers),
        cursor=shown[-1].place.cursor if more and shown else None,
        words=shown[0].words if query.typos and shown else (),
    )


def _ended_early(answer: Any, query: Query) -> bool:
    """Whether counting ended where it was to; servers say so of what they need not count, too."""
    return query.count_to > 0 and answer.get("terminated_early") is True


def nothing_for(query: Query) -> Found:
    return Found(ids=(), total=0, facets={each: {} for each in query.facets})


def counts_of(counted: Any) -> dict[str, int]:
    return {str(each["key"]): int(each["doc_count"]) for each in counted["buckets"]}


def _number(said: Any) -> float | int:
    return said if isinstance(said, int) else float(said)


def _words(hit: Any) -> tuple[str, ...]:
    if "highlight" not in hit:
        return ()
    marked = (text for texts in hit["highlight"].values() for text in texts)
    return tuple(dict.fromkeys(word for text in marked for word in MARKED.findall(text)))
