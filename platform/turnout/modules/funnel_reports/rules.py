"""Lines of funnel reports out of figures. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from turnout.kernel.values import from_attributes
from turnout.modules.funnel_reports.types import FunnelFigures, FunnelGrouping, FunnelLine

MOST_LINES: Final = 300
MOST_SESSIONS: Final = 1_000
IN_TIME: Final = frozenset(
    {
        FunnelGrouping.DAY,
        FunnelGrouping.WEEKDAY,
        FunnelGrouping.HOUR,
        FunnelGrouping.WEEKDAY_HOUR,
    }
)
HUNDRED: Final = 100


def line_of(figures: FunnelFigures) -> FunnelLine:
    """The figures with the share of each step that went on."""
    return from_attributes(
        FunnelLine,
        figures,
        key=figures.key or "",
        name=None,
        started_percent=_percent(figures.started, figures.seen),
        held_percent=_percent(figures.held, figures.started),
        paid_percent=_percent(figures.paid, figures.held),
        all_percent=_percent(figures.paid, figures.seen),
    )


def _percent(part: int, whole: int) -> float | None:
    return round(part * HUNDRED / whole, 1) if whole else None


def lines_of(found: Sequence[FunnelFigures], group_by: FunnelGrouping) -> list[FunnelLine]:
    """The lines of the groups in their order."""
    lines = [line_of(each) for each in found if each.key is not None]
    if group_by in IN_TIME:
        return sorted(lines, key=lambda each: each.key)
    return sorted(lines, key=lambda each: (-each.seen, -each.paid, -each.elsewhere, each.key))


def totals_of(found: Sequence[FunnelFigures]) -> FunnelLine:
    return line_of(next((each for each in found if each.key is None), FunnelFigures(key=None)))


def named(lines: Sequence[FunnelLine], names: Mapping[str, str]) -> list[FunnelLine]:
    """The lines with what their keys are called."""
    return [replace(each, name=names.get(each.key)) for each in lines]
