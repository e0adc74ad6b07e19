"""Reports as PDF: figures as a table on paper, below whose they are and when they were counted.

No clock, no database: what stands above the table comes with it. Widths are in points.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias

from babel.dates import format_date, format_time, get_day_names

from turnout.assets.paper import tables
from turnout.kernel.spreadsheet_files import Cell
from turnout.l10n.languages import Language

PaperCell: TypeAlias = tuple[str, bool]
"""What it says, and whether it is a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Whose figures they are, counted when, and in which language (BCP 47) they are read."""

    name: str
    language: str
    time_zone: str
    counted_at: datetime
    days: Sequence[date | None] = ()
    """The first and the last of the report, where it is of some."""


def draw_report(
    title: str,
    heading: Heading,
    *,
    language: Language,
    heads: Iterable[tuple[str, float]],
    rows: Iterable[Sequence[PaperCell]],
) -> Iterator[bytes]:
    """The whole file, piece by piece; a column has its width at least, and room for its head.

    `language` is the nearest to the heading's that the report has words in.
    """
    days = [format_date(each, "medium", locale=language.locale) for each in heading.days if each]
    counted = tables.moment(heading.counted_at, heading.time_zone)
    table = tables.Table(
        title=f"{title} · {heading.name}",
        subtitle=" · ".join(each for each in (" – ".join(days), counted) if each),
        columns=[(head, tables.room(head, least)) for head, least in heads],
        language=language.tag,
        is_mirrored=language.direction == "rtl",
        made_at=heading.counted_at,
    )
    return tables.report_of(table, rows)


def cell_of(figure: Cell | None) -> PaperCell:
    """A text, or a number as a CSV has it; nothing where it is not known."""
    if isinstance(figure, str):
        return figure, False
    if isinstance(figure, int):
        return str(figure), True
    return "" if figure is None else f"{figure:f}", True


def day_name(key: str, language: Language) -> str:
    """A day that is written as `2026-12-14`."""
    return str(format_date(date.fromisoformat(key), "medium", locale=language.locale))


def weekday_name(key: str, language: Language) -> str:
    """A weekday by its number: 1 is Monday."""
    return str(get_day_names("wide", "stand-alone", locale=language.locale)[int(key) - 1])


def hour_name(key: str, language: Language) -> str:
    """An hour of the day, `00` to `23`, as the time at which it begins."""
    return str(format_time(time(int(key)), "short", locale=language.locale))
