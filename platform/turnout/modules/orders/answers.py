"""What an event asks of an order and its attendees. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.catalog import api as catalog

Given: TypeAlias = Mapping[str, Any]
"""Question key → answer, as it was sent or kept."""


def judge(
    form: catalog.Form, given: Given, *, scope: catalog.Scope, ticket_type_ids: Sequence[UUID]
) -> catalog.Evaluation:
    return catalog.evaluate(
        form, given, scope=scope, ticket_type_ids=[str(each) for each in ticket_type_ids]
    )


def are_needed(form: catalog.Form, *, lines: Sequence[UUID], seats: Mapping[UUID, int]) -> bool:
    """Whether an order that answered nothing would still lack something."""
    subjects = [(catalog.Scope.ORDER, list(lines))]
    subjects += [(catalog.Scope.ATTENDEE, [type_id]) for type_id, number in seats.items() if number]
    return any(judge(form, {}, scope=scope, ticket_type_ids=ids).missing for scope, ids in subjects)


def kept(evaluation: catalog.Evaluation, *, below: str) -> dict[str, Any]:
    """What is stored of these answers; Invalid names those that are wrong, not what is missing."""
    if evaluation.wrong:
        faults = [catalog.field_error(fault, below=below) for fault in evaluation.wrong]
        raise Invalid(*faults)
    return evaluation.cleaned


def require_nothing(given: Given, *, below: str) -> None:
    """Refuse answers where nothing is asked."""
    if given:
        raise Invalid(FieldError(below, "This event asks nothing.", "unknown-question"))
