"""Bulk edits decided: prices by amount or percent, rounded; what is wrong by field. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from math import lcm
from typing import Final

from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed
from turnout.modules.bulk_edits.types import (
    EditedType,
    EditedValues,
    EditProblem,
    NewBulkEdit,
    PriceChange,
    Rounding,
)
from turnout.modules.catalog import api as catalog
from turnout_sdk.currencies import exponent_of

WHOLE_BP: Final = 10_000
MOST_MINOR: Final = 1_000_000_000_000
COARSE_EXPONENT, COARSE_STEP = 3, 10
"""Providers take amounts of currencies with three decimals in whole hundredths only."""
VERSION: Final = "version"


def changed_price(change: PriceChange, price_minor: int, currency: str) -> int:
    """A price after the change; below zero where more is taken off than it is."""
    if change.set_minor is not None:
        number, parts = change.set_minor, 1
    elif change.add_minor is not None:
        number, parts = price_minor + change.add_minor, 1
    else:
        number, parts = price_minor * (WHOLE_BP + (change.percent_bp or 0)), WHOLE_BP
    coarse = COARSE_STEP if exponent_of(currency) == COARSE_EXPONENT else 1
    return rounded(number, parts, step=lcm(change.round_to_minor, coarse), how=change.rounding)


def rounded(number: int, parts: int, *, step: int, how: str) -> int:
    """The multiple of `step` that `number / parts` goes to; halves go up."""
    whole = parts * step
    if how == Rounding.UP:
        return -(-number // whole) * step
    if how == Rounding.DOWN:
        return number // whole * step
    return (2 * number + whole) // (2 * whole) * step


def edited(offer: catalog.Offer, wanted: NewBulkEdit) -> EditedType:
    """A ticket type as it would be, with the problems that its version and price alone have."""
    before = EditedValues.of(offer)
    after = replace(before, **wanted.fields)
    problems = []
    if wanted.price is not None:
        price = changed_price(wanted.price, before.price_minor, offer.price.currency)
        after = replace(after, price_minor=price)
        if not 0 <= price <= MOST_MINOR:
            says = "The price would be below zero." if price < 0 else "The price would be too high."
            problems.append(EditProblem(field="price_minor", detail=says, code="range"))
    if wanted.versions[offer.ticket_type_id] != offer.version:
        says = "Somebody else has changed this ticket type. Look at it again."
        problems.insert(0, EditProblem(field=VERSION, detail=says, code="changed"))
    return EditedType(
        ticket_type_id=offer.ticket_type_id,
        name=offer.name,
        currency=offer.price.currency,
        version=offer.version,
        before=before,
        after=after,
        problems=problems,
    )


def is_possible(items: Sequence[EditedType]) -> bool:
    return not any(each.problems for each in items) and any(
        each.before != each.after for each in items
    )


def require_possible(items: Sequence[EditedType]) -> None:
    """PreconditionFailed for versions of before, else Invalid by ticket type and field."""
    every = [problem for each in items for problem in each.problems]
    if any(problem.field == VERSION for problem in every):
        raise PreconditionFailed
    faults = [
        FieldError(f"/items/{index}/{problem.field}", problem.detail, problem.code)
        for index, each in enumerate(items)
        for problem in each.problems
    ]
    if not faults and not is_possible(items):
        faults = [FieldError("/changes", "Everything is like this already.", "unchanged")]
    if faults:
        raise Invalid(*faults)
