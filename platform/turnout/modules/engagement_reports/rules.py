"""Which groups are told of apart, and the lines of the file. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.values import from_attributes
from turnout.modules.engagement_reports.types import (
    SMALLEST_GROUP,
    EngagementFigures,
    EngagementOfType,
    EngagementReport,
    EngagementWeek,
    TypeFigures,
)

FIGURES: Final = tuple(each.name for each in fields(EngagementFigures))
WHAT_HAPPENS: Final = ("mails", "reads", "saves", "sign_ups", "came", "joined")
OF_WEEKS: Final = ("mails", "reads")
COLUMNS: Final = ("part", "name", *FIGURES, *OF_WEEKS)


def totals_of(found: Sequence[TypeFigures]) -> EngagementFigures | None:
    """All together; None where they are too few."""
    for each in found:
        if each.ticket_type_id is None and each.attendees >= SMALLEST_GROUP:
            return from_attributes(EngagementFigures, each)
    return None


def by_type(found: Sequence[TypeFigures], names: Mapping[UUID, str]) -> list[EngagementOfType]:
    """The ticket types, the largest first; small ones together, with the next as long as they are.

    Otherwise a single small one would be what the others leave of the sum.
    """
    types = [each for each in found if each.ticket_type_id is not None and each.attendees]
    types.sort(key=lambda each: (-each.attendees, str(each.ticket_type_id)))
    together = [each for each in types if each.attendees < SMALLEST_GROUP]
    apart = types[: len(types) - len(together)]
    while apart and together and _sum(together, "attendees") < SMALLEST_GROUP:
        together.append(apart.pop())
    lines = [
        from_attributes(EngagementOfType, each, name=names.get(each.ticket_type_id, ""))
        for each in apart
        if each.ticket_type_id is not None
    ]
    if together and _sum(together, "attendees") >= SMALLEST_GROUP:
        sums = {name: _sum(together, name) for name in FIGURES}
        lines.append(EngagementOfType(ticket_type_id=None, name="", **sums))
    return lines


def without_gaps(weeks: Sequence[EngagementWeek]) -> list[EngagementWeek]:
    """The weeks from the first to the last, those in which nothing happened too."""
    if not weeks:
        return []
    start = weeks[0]
    known = {each.week: each for each in weeks}
    return [
        known.get(week)
        or EngagementWeek(
            week=week,
            first_day=start.first_day + timedelta(weeks=week - start.week),
            **dict.fromkeys(WHAT_HAPPENS, 0),
        )
        for week in range(start.week, weeks[-1].week + 1)
    ]


def lines_of(report: EngagementReport) -> Iterator[tuple[str | int, ...]]:
    """A line for the event, each ticket type and each week; what it has no figure of is empty."""
    if report.totals is not None:
        yield ("event", "", *_cells(report.totals))
    for each in report.ticket_types:
        yield (
            "ticket_type" if each.ticket_type_id else "other_ticket_types",
            each.name,
            *_cells(each),
        )
    for week in report.weeks:
        yield ("week", week.first_day.isoformat(), *_cells(week))


def _cells(of: object) -> tuple[str | int, ...]:
    return tuple(getattr(of, name, "") for name in (*FIGURES, *OF_WEEKS))


def _sum(several: Sequence[TypeFigures], name: str) -> int:
    return sum(int(getattr(each, name)) for each in several)
