"""Questions that a module asks of those above it: the one way to ask upwards.

A module that must not import those above declares a `Hook` in its `hooks.py`; a module above
registers its answer in its `handlers.py`, as it registers reactions to facts.
"""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

Answer = TypeVar("Answer", bound=Callable[..., Any])


class Hook(Generic[Answer]):
    """The registered answers to one question, in the order in which they were registered."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}

    def register(self, answer: Answer) -> Answer:
        """Add an answer, as a decorator; registering the same function again changes nothing."""
        self._answers[f"{answer.__module__}.{answer.__qualname__}"] = answer
        return answer

    def __iter__(self) -> Iterator[Answer]:
        return iter(tuple(self._answers.values()))
