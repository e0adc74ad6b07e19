"""Deliverability as PDF: what became of mails as a table on paper, in the words of a language.

No clock, no database: what stands above the table comes with it. Widths are in points.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from turnout.l10n import report_pages
from turnout.l10n.languages import Language, language_of
from turnout.l10n.report_pages import Heading, PaperCell, cell_of
from turnout.modules.deliverability.kind_names import KINDS, OTHER
from turnout.modules.deliverability.types import (
    DeliverabilityLine,
    DeliverabilityReport,
    MailGrouping,
    Standing,
)

CATALOGUES: Final = Path(__file__).parent / "locale"
GROUP: Final = 170.0
COUNT: Final = 50.0
STANDING: Final = 80.0


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


GROUPINGS: Final = {
    MailGrouping.DAY: _("Day"),
    MailGrouping.KIND: _("Kind of email"),
    MailGrouping.SENDER: _("Sending domain"),
    MailGrouping.CONNECTION: _("Connection"),
    MailGrouping.MAILBOX: _("Recipients' mailboxes"),
}
COUNTS: Final = {
    "sent": _("Sent"),
    "delivered": _("Delivered"),
    "bounced": _("Came back"),
    "complained": _("Called unwanted"),
    "unsubscribed": _("Unsubscribed"),
    "failed": _("Not sent"),
}
STANDINGS: Final = {
    Standing.TOO_FEW: _("Too few to say"),
    Standing.GOOD: _("Good"),
    Standing.WATCH: _("Watch it"),
    Standing.BAD: _("Bad"),
}
UNNAMED: Final = {
    MailGrouping.SENDER: _("The platform's address"),
    MailGrouping.CONNECTION: _("The platform's server"),
    MailGrouping.MAILBOX: _("No address"),
}


def draw_report(report: DeliverabilityReport, heading: Heading) -> Iterator[bytes]:
    """The whole file, piece by piece: the groups, then all mails; its name is the organization."""
    language = language_of(heading.language, catalogues=CATALOGUES)
    words = language.translations.gettext
    group_by = MailGrouping(report.group_by)
    heads = [
        (words(GROUPINGS[group_by]), GROUP),
        *((words(each), COUNT) for each in COUNTS.values()),
        (words(_("Standing")), STANDING),
    ]
    rows = [_row(group_name(each, group_by, language), each, language) for each in report.lines]
    rows.append(_row(words(_("Total")), report.total, language))
    return report_pages.draw_report(
        words(_("Deliverability")), heading, language=language, heads=heads, rows=rows
    )


def group_name(line: DeliverabilityLine, group_by: MailGrouping, language: Language) -> str:
    """What a group is called, as on screen."""
    words, key = language.translations.gettext, line.key
    if group_by is MailGrouping.DAY:
        return report_pages.day_name(key, language)
    if group_by is MailGrouping.KIND:
        return words(KINDS.get(key, OTHER))
    return line.name or key or words(UNNAMED[group_by])


def _row(name: str, line: DeliverabilityLine, language: Language) -> list[PaperCell]:
    return [
        cell_of(name),
        *(cell_of(getattr(line, each)) for each in COUNTS),
        cell_of(language.translations.gettext(STANDINGS[Standing(line.standing)])),
    ]
