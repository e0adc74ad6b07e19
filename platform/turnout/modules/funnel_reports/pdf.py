"""Funnels and the interest in sessions as PDF: tables on paper, in the words of a language.

No clock, no database: what stands above a table comes with it. Widths are in points.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from babel.dates import format_datetime, get_timezone
from babel.numbers import format_percent

from turnout.l10n import report_pages
from turnout.l10n.languages import Language, language_of
from turnout.l10n.report_pages import (
    Heading,
    PaperCell,
    cell_of,
    day_name,
    hour_name,
    weekday_name,
)
from turnout.modules.funnel_reports.types import (
    FunnelGrouping,
    FunnelLine,
    FunnelReport,
    SessionInterest,
)

CATALOGUES: Final = Path(__file__).parent / "locale"
GROUP: Final = 170.0
TITLE: Final = 200.0
MOMENT: Final = 90.0
NUMBER: Final = 60.0
PERCENT: Final = "#,##0.#%"
"""Shares have one decimal."""


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


GROUPINGS: Final = {
    FunnelGrouping.SOURCE: _("Source"),
    FunnelGrouping.MEDIUM: _("Medium"),
    FunnelGrouping.CAMPAIGN: _("Campaign"),
    FunnelGrouping.LINK: _("Short link"),
    FunnelGrouping.DEVICE: _("Device"),
    FunnelGrouping.DAY: _("Day"),
    FunnelGrouping.WEEKDAY: _("Weekday"),
    FunnelGrouping.HOUR: _("Hour of the day"),
    FunnelGrouping.WEEKDAY_HOUR: _("Weekday and hour"),
}
STEPS: Final = {
    "seen": _("Saw the event"),
    "started": _("Opened the checkout"),
    "held": _("Held tickets"),
    "paid": _("Bought"),
}
KINDS: Final = {
    "campaign": _("campaign"),
    "link": _("short link"),
    "embed": _("page that embeds the checkout"),
    "site": _("link on another site"),
    "own": _("our own pages"),
    "direct": _("direct"),
    "other": _("other sources"),
    "unknown": _("not known"),
}
DEVICES: Final = {"phone": _("Phone"), "tablet": _("Tablet"), "desktop": _("Computer")}
INTEREST: Final = {
    "seen": _("Saw its page"),
    "favourites": _("In agendas"),
    "sign_ups": _("Signed up"),
    "waiting": _("Waiting"),
    "capacity": _("Places"),
}


def draw_funnel(report: FunnelReport, heading: Heading) -> Iterator[bytes]:
    """The whole file, piece by piece: the groups, then all together; the name is the event's."""
    language = language_of(heading.language, catalogues=CATALOGUES)
    words = language.translations.gettext
    group_by = FunnelGrouping(report.group_by)
    heads = [
        (words(GROUPINGS[group_by]), GROUP),
        *((words(each), NUMBER) for each in STEPS.values()),
        (words(_("Of those who saw it")), NUMBER),
        (words(_("Sold elsewhere")), NUMBER),
    ]
    rows = [_steps(group_name(each, group_by, language), each, language) for each in report.lines]
    rows.append(_steps(words(_("Total")), report.totals, language))
    return report_pages.draw_report(
        words(_("Funnel")), heading, language=language, heads=heads, rows=rows
    )


def draw_session_interest(items: Sequence[SessionInterest], heading: Heading) -> Iterator[bytes]:
    """The whole file, piece by piece; the heading's name is the event's."""
    language = language_of(heading.language, catalogues=CATALOGUES)
    words = language.translations.gettext
    heads = [
        (words(_("Session")), TITLE),
        (words(_("Time")), MOMENT),
        *((words(each), NUMBER) for each in INTEREST.values()),
    ]
    rows = [_session(each, heading.time_zone, language) for each in items]
    return report_pages.draw_report(
        words(_("Interest in sessions")), heading, language=language, heads=heads, rows=rows
    )


def group_name(line: FunnelLine, group_by: FunnelGrouping, language: Language) -> str:
    """What a group is called: sources and devices in words, links by name, times by calendar."""
    words, key = language.translations.gettext, line.key
    if group_by is FunnelGrouping.SOURCE:
        kind, _colon, source = key.partition(":")
        kind = words(KINDS.get(kind, KINDS["unknown"]))
        return f"{source} ({kind})" if source else kind
    if key == "":
        is_hour = group_by in (FunnelGrouping.HOUR, FunnelGrouping.WEEKDAY_HOUR)
        return words(_("Before hours were kept")) if is_hour else words(_("Not named"))
    if group_by is FunnelGrouping.LINK:
        return line.name or key
    if group_by is FunnelGrouping.DEVICE:
        return words(DEVICES[key]) if key in DEVICES else key
    return TIMES[group_by](key, language) if group_by in TIMES else key


def _steps(name: str, line: FunnelLine, language: Language) -> list[PaperCell]:
    share = line.all_percent
    percent = "" if share is None else format_percent(share / 100, PERCENT, locale=language.locale)
    return [
        cell_of(name),
        *(cell_of(getattr(line, each)) for each in STEPS),
        (str(percent), True),
        cell_of(line.elsewhere),
    ]


def _session(each: SessionInterest, time_zone: str, language: Language) -> list[PaperCell]:
    zone = get_timezone(time_zone)
    at = format_datetime(each.starts_at, "short", tzinfo=zone, locale=language.locale)
    figures = (cell_of(getattr(each, name)) for name in INTEREST)
    return [cell_of(each.title), cell_of(str(at)), *figures]


def _weekday_hour(key: str, language: Language) -> str:
    weekday, _dash, hour = key.partition("-")
    return f"{weekday_name(weekday, language)}, {hour_name(hour, language)}"


TIMES: Final[Mapping[FunnelGrouping, Callable[[str, Language], str]]] = {
    FunnelGrouping.DAY: day_name,
    FunnelGrouping.WEEKDAY: weekday_name,
    FunnelGrouping.HOUR: hour_name,
    FunnelGrouping.WEEKDAY_HOUR: _weekday_hour,
}
