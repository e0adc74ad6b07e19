"""Lines of funnel reports out of figures. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from turnout.kernel.spreadsheet_files import Cell
from turnout.kernel.values import from_attributes
from turnout.modules.funnel_reports.types import (
    FunnelFigures,
    FunnelGrouping,
    FunnelLine,
    FunnelReport,
    SessionInterestReport,
)

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
STEPS: Final = ("seen", "started", "held", "paid", "elsewhere")
SHARES: Final = ("started_percent", "held_percent", "paid_percent", "all_percent")
FUNNEL_COLUMNS: Final = ("part", "key", "name", *STEPS, *SHARES)
INTEREST: Final = ("seen", "favourites", "sign_ups", "waiting")
SESSION_COLUMNS: Final = ("session_id", "title", "starts_at", "capacity", *INTEREST)


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


def funnel_rows(report: FunnelReport) -> Iterator[Sequence[Cell]]:
    """A row for each group, and one for all together."""
    for line in report.lines:
        yield ("group", line.key, line.name or "", *_cells(line))
    yield ("total", "", "", *_cells(report.totals))


def _cells(line: FunnelLine) -> Iterator[Cell]:
    """Counts, then percents with one decimal; what there is no share of is empty."""
    yield from (getattr(line, name) for name in STEPS)
    for name in SHARES:
        share = getattr(line, name)
        yield "" if share is None else Decimal(str(share))


def session_rows(report: SessionInterestReport) -> Iterator[Sequence[Cell]]:
    """A row for each session; times are local to the event, with their offset."""
    zone = ZoneInfo(report.time_zone)
    for each in report.items:
        yield (
            str(each.session_id),
            each.title,
            each.starts_at.astimezone(zone).isoformat(timespec="minutes"),
            "" if each.capacity is None else each.capacity,
            *(getattr(each, name) for name in INTEREST),
        )
