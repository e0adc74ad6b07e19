"""Which groups are told of apart, and the lines of the file. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.spreadsheet_files import Cell
from turnout.kernel.values import from_attributes
from turnout.modules.engagement_reports.types import (
    SMALLEST_GROUP,
    EngagementFigures,
    EngagementLine,
    EngagementOfType,
    EngagementReport,
    EngagementWeek,
    Part,
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


def lines_of(report: EngagementReport) -> list[EngagementLine]:
    """A line for the event, each ticket type and each week."""
    lines = []
    if report.totals is not None:
        lines.append(_line(Part.EVENT, "", report.totals))
    for each in report.ticket_types:
        part = Part.TICKET_TYPE if each.ticket_type_id else Part.OTHER_TICKET_TYPES
        lines.append(_line(part, each.name, each))
    lines += [_line(Part.WEEK, each.first_day.isoformat(), each) for each in report.weeks]
    return lines


def cells_of(line: EngagementLine) -> list[Cell]:
    """A line as a spreadsheet has it; what it has no figure of is empty."""
    figures = (line.figures.get(name, "") for name in (*FIGURES, *OF_WEEKS))
    return [line.part.value, line.name, *figures]


def _line(part: Part, name: str, of: object) -> EngagementLine:
    figures = {each: getattr(of, each) for each in (*FIGURES, *OF_WEEKS) if hasattr(of, each)}
    return EngagementLine(part=part, name=name, figures=figures)


def _sum(several: Sequence[TypeFigures], name: str) -> int:
    return sum(int(getattr(each, name)) for each in several)
