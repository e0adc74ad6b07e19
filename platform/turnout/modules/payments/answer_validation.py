"""Validation of adapters' answers: nothing is believed that breaks the SDK's contract."""

from turnout_sdk.errors import Unclear
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, NextAction, Operation, OperationState, Update


def operation(answer: object) -> Operation:
    """Return a valid answer; Unclear for any other: a request was sent, its outcome unknown."""
    if not isinstance(answer, Operation) or not _holds(answer):
        raise Unclear("The adapter answered something that is no operation.")
    return answer


def update(answer: object) -> Update | None:
    """Return the update that a delivery was read as; Unclear for anything that is no update."""
    if answer is None or (isinstance(answer, Update) and _tells(answer)):
        return answer
    raise Unclear("The adapter read something that is no update.")


def _holds(answer: Operation) -> bool:
    action = answer.next_action
    return (
        _names(answer.provider_ref)
        and isinstance(answer.state, OperationState)
        and isinstance(answer.amount, Money)
        and (action is None or isinstance(action, NextAction))
        and isinstance(answer.facts, tuple)
        and all(isinstance(each, Update) and _tells(each) for each in answer.facts)
    )


def _tells(each: Update) -> bool:
    return (
        isinstance(each.kind, FactKind)
        and isinstance(each.amount, Money)
        and _names(each.provider_ref)
        and _names(each.object_id)
        and each.occurred_at.tzinfo is not None
    )


def _names(text: object) -> bool:
    return isinstance(text, str) and bool(text)
