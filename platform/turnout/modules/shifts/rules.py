"""Decisions about shifts: pure, without clock or database."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from turnout.kernel.errors import FieldError
from turnout.modules.shifts.types import Assignment, NewShift

LONGEST_HOURS = 24


def shift_errors(new: NewShift) -> list[FieldError]:
    """What is wrong with instants of a shift: none is shorter than nothing or longer than a day."""
    length = new.ends_at - new.starts_at
    if length.total_seconds() <= 0:
        return [FieldError("/ends_at", "The end lies after the start.")]
    if length.total_seconds() > LONGEST_HOURS * 3600:
        return [FieldError("/ends_at", f"A shift takes at most {LONGEST_HOURS} hours.")]
    return []


def overlaps_of(assignment: Assignment, others: Iterable[Assignment]) -> list[UUID]:
    """The other shifts of the same person that lie partly at the same time.

    One that begins when the other ends does not.
    """
    return sorted(
        each.shift_id
        for each in others
        if each.member_id == assignment.member_id
        and each.shift_id != assignment.shift_id
        and each.starts_at < assignment.ends_at
        and assignment.starts_at < each.ends_at
    )


def may_scan_at(gate: str, gates: Sequence[str]) -> bool:
    """Whether somebody who works at these gates may scan at this one; with none, at any."""
    return not gates or gate in gates
