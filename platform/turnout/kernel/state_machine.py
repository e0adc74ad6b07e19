"""State tables: what may follow what, said once and tested as data."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from turnout.kernel.errors import Conflict

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


class TransitionNotAllowed(Conflict):
    code = "state.not-allowed"
    title = "That is not possible in the present state"


class StateMachine(Generic[S, A]):
    """The allowed transitions of one kind of thing: (state, action) → next state."""

    def __init__(self, name: str, transitions: Mapping[tuple[S, A], S]) -> None:
        self.name = name
        self.transitions = dict(transitions)

    def next(self, state: S, action: A) -> S:
        """The state after an action, or TransitionNotAllowed with the actions that are."""
        following = self.transitions.get((state, action))
        if following is None:
            raise TransitionNotAllowed(
                f"{self.name}: cannot {action.value} while {state.value}",
                state=state.value,
                action=action.value,
                allowed=sorted(self.actions(state)),
            )
        return following

    def can(self, state: S, action: A) -> bool:
        return (state, action) in self.transitions

    def actions(self, state: S) -> list[str]:
        return [action.value for (from_state, action) in self.transitions if from_state == state]
