"""Who came in: the module at the door registers the question, tickets passes it on.

As with `events.holders`, tickets stands below check-in and has to know before a ticket changes
hands or is given back.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from turnout.kernel.db.tx import Transaction

Question = Callable[[Transaction, Sequence[UUID]], set[UUID]]
"""Which of these tickets somebody came in with. One statement."""

_questions: dict[str, Question] = {}


def admitted_by(question: Question) -> Question:
    """Register a question; a decorator."""
    _questions[f"{question.__module__}.{question.__qualname__}"] = question
    return question


def admitted_among(tx: Transaction, ticket_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the tickets with which somebody is inside; locked first, the answer holds."""
    found: set[UUID] = set()
    for question in _questions.values() if ticket_ids else ():
        found |= question(tx, ticket_ids)
    return found
