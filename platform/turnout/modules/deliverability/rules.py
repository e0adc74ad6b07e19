"""Decisions about figures of mails: how many came back, and how that is looked at. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from turnout.kernel.spreadsheet_files import Cell
from turnout.kernel.values import from_attributes
from turnout.modules.deliverability.types import (
    DeliverabilityLine,
    DeliverabilityReport,
    MailFigures,
    Standing,
)

USUAL_DAYS: Final = 30
MOST_DAYS: Final = 92
MOST_LINES: Final = 200
FEWEST_KNOWN: Final = 100
"""Mails whose fate is known, before a share of them says anything."""
WATCHED_BOUNCES, BAD_BOUNCES = 20.0, 50.0
"""In 1,000: from the second on providers look at an account."""
WATCHED_COMPLAINTS, BAD_COMPLAINTS = 1.0, 3.0
"""In 1,000: what the large mailbox providers ask of senders to stay below, and never to reach."""


COUNTS: Final = (
    "mails",
    "waiting",
    "failed",
    "sent",
    "delivered",
    "bounced",
    "gone",
    "complained",
    "unsubscribed",
)
SHARES: Final = ("bounces_per_1000", "complaints_per_1000")
COLUMNS: Final = ("part", "key", "name", *COUNTS, *SHARES, "standing")


def rows_of(report: DeliverabilityReport) -> Iterator[Sequence[Cell]]:
    """A row for each group, and one for all together."""
    for line in report.lines:
        yield ("group", line.key, line.name or "", *_cells(line))
    yield ("total", "", "", *_cells(report.total))


def _cells(line: DeliverabilityLine) -> Iterator[Cell]:
    """Counts, shares with two decimals or nothing, and how providers look at them."""
    yield from (getattr(line, name) for name in COUNTS)
    for name in SHARES:
        share = getattr(line, name)
        yield "" if share is None else Decimal(f"{share:.2f}")
    yield line.standing


def period(first: date | None, last: date | None, *, today: date) -> tuple[date, date]:
    """The days that are meant: up to today, and thirty of them, unless others are named."""
    until = last if last is not None else max(today, first or today)
    if first is None:
        first = until - min(timedelta(days=USUAL_DAYS - 1), until - date.min)
    return first, until


def report_line(figures: MailFigures, names: Mapping[str, str]) -> DeliverabilityLine:
    bounces = _per_1000(figures.bounced, of=figures.delivered + figures.bounced)
    complaints = _per_1000(figures.complained, of=figures.delivered)
    return from_attributes(
        DeliverabilityLine,
        figures,
        key=figures.key or "",
        name=names.get(figures.key or ""),
        bounces_per_1000=bounces,
        complaints_per_1000=complaints,
        standing=_standing(figures, bounces, complaints).value,
    )


def in_order(figures: Sequence[MailFigures], *, is_in_time: bool) -> list[MailFigures]:
    if is_in_time:
        return sorted(figures, key=lambda each: each.key or "")
    return sorted(figures, key=lambda each: (-each.mails, each.key or ""))


def _per_1000(count: int, *, of: int) -> float | None:
    return round(count * 1000 / of, 2) if of else None


def _standing(figures: MailFigures, bounces: float | None, complaints: float | None) -> Standing:
    if figures.delivered + figures.bounced < FEWEST_KNOWN:
        return Standing.TOO_FEW
    if (bounces or 0) >= BAD_BOUNCES or (complaints or 0) >= BAD_COMPLAINTS:
        return Standing.BAD
    if (bounces or 0) >= WATCHED_BOUNCES or (complaints or 0) >= WATCHED_COMPLAINTS:
        return Standing.WATCH
    return Standing.GOOD
