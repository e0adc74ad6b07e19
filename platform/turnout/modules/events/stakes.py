"""What modules above have at stake in an event: they say how to ask, events asks before it moves.

Events stand below stock and orders and cannot import them. A module that gives out places
registers one question here, in its `handlers.py`, as it registers reactions to facts.
"""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from turnout.kernel.db.tx import Transaction

Question = Callable[[Transaction, Collection[UUID]], Mapping[UUID, int]]
"""Places sold or held of each event; events without any may be left out. One statement."""

_questions: dict[str, Question] = {}


def stakes(question: Question) -> Question:
    """Register a question; a decorator."""
    _questions[f"{question.__module__}.{question.__qualname__}"] = question
    return question


def places_sold(tx: Transaction, event_ids: Collection[UUID]) -> dict[UUID, int]:
    """Places that people have, or hold at this moment, of each event that has any."""
    found: dict[UUID, int] = {}
    for question in _questions.values():
        for event_id, places in question(tx, event_ids).items():
            if places:
                found[event_id] = max(places, found.get(event_id, 0))
    return found
