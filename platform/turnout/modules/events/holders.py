"""Who holds a ticket: modules above say how it is proven, events asks before it gives a place.

As with `stakes`, events stands below tickets and orders. The module that knows both registers one
question here, in its `handlers.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from turnout.kernel.db.tx import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What somebody shows: who they are signed in as, and a secret that came with the request."""

    user_id: UUID | None = None
    secret: str = ""


Question = Callable[[Transaction, UUID, UUID, Proof], bool]
"""Whether a ticket (third) of an event (second) is valid and theirs. One statement."""

HEADER = "Turnout-Order-Secret"

_questions: dict[str, Question] = {}


def holders(question: Question) -> Question:
    """Register a question; a decorator."""
    _questions[f"{question.__module__}.{question.__qualname__}"] = question
    return question


def holds(tx: Transaction, event_id: UUID, ticket_id: UUID, *, proof: Proof) -> bool:
    return any(question(tx, event_id, ticket_id, proof) for question in _questions.values())
