"""The page behind a report link: the figures of one saved report, for whoever has the link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from babel.numbers import format_decimal
from flask import Response, request

from turnout.kernel.file_formats import FileFormat
from turnout.kernel.http.answers import report_answer
from turnout.kernel.http.request_info import request_id
from turnout.kernel.http.secret_tries import counts_wrong_secrets
from turnout.modules.report_links import api as report_links
from turnout.modules.sales_reports import api as sales_reports
from turnout.site.l10n import formats
from turnout.site.l10n.i18n import _, language, marked
from turnout.site.layout.page_access import count_holder, page
from turnout.site.layout.views import Link, Page
from turnout.site.rendering.headers import PERSONAL, page_response
from turnout.site.rendering.renderer import Renderer

HOLDER: Final = "whoever has the secret of a report link"
LIMIT: Final = "report-link"
FILES: Final = {
    FileFormat.PDF: marked("Download PDF"),
    FileFormat.XLSX: marked("Download Excel"),
    FileFormat.CSV: marked("Download CSV"),
}
HUNDRED: Final = 100
TICKETS: Final = 4
"""The place of the tickets in a line, by which its bar is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCell:
    text: str
    is_number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A line of the table; `share` is how long its bar is, of a hundred."""

    name: str
    cells: Sequence[FigureCell]
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedReportPage:
    organization: str
    subject: str
    name: str
    days: str
    """The first and the last one; empty for all."""
    counted_at: datetime
    expires_at: datetime
    zone: str
    caption: str
    heads: Sequence[str]
    lines: Sequence[FigureLine]
    totals: Sequence[FigureLine]
    is_cut: bool
    files: Sequence[Link]


class ReportLinkPages:
    """`/public/reports/{organization}/{secret}`, and the same as a file below it."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    @page(HOLDER)
    @counts_wrong_secrets
    def shared_report(self, organization_id: UUID, secret: str) -> Response:
        """Figures alone, as they stand now; a link that is over is no different from none."""
        count_holder(LIMIT)
        found = report_links.open_report(organization_id, secret, request_id=request_id())
        about = Page(title=f"{found.name} · {found.organization_name}", indexable=False)
        body = self._renderer.page("shared_report.html", about, _view(found))
        return page_response(body, caching=PERSONAL)

    @page(HOLDER)
    @counts_wrong_secrets
    def shared_report_file(self, organization_id: UUID, secret: str) -> Response:
        """The same as a file in the page's language; of another format it is the PDF."""
        count_holder(LIMIT)
        count_holder("export")
        asked = request.args.get("format", "")
        found = report_links.open_file(
            organization_id,
            secret,
            FileFormat(asked) if asked in set(FileFormat) else FileFormat.PDF,
            language=language(),
            request_id=request_id(),
        )
        answer = report_answer(found)
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer


def _view(found: report_links.OpenedReport) -> SharedReportPage:
    report = found.report
    table = sales_reports.table_of(report, language())
    zone = formats.zone(report.time_zone)
    days = [each for each in (report.first_day, report.last_day) if each]
    most = max((_tickets(each) for each in table.lines), default=0)
    return SharedReportPage(
        organization=found.organization_name,
        subject=found.subject,
        name=found.name,
        days=" – ".join(formats.day_of_year(each) for each in days),
        counted_at=report.counted_at.astimezone(zone),
        expires_at=found.expires_at.astimezone(zone),
        zone=formats.local_time(report.time_zone),
        caption=table.title,
        heads=table.heads,
        lines=[_line(each, most) for each in table.lines],
        totals=[_line(each, 0) for each in table.totals],
        is_cut=report.is_cut,
        files=[
            Link(label=_(label), url=f"{request.path.rstrip('/')}/file?format={format_}")
            for format_, label in FILES.items()
        ],
    )


def _line(figures: Sequence[sales_reports.Figure], most: int) -> FigureLine:
    name, *others = figures
    return FigureLine(
        name=str(name),
        cells=[_cell(each) for each in others],
        share=_tickets(figures) * HUNDRED // most if most else 0,
    )


def _tickets(figures: Sequence[sales_reports.Figure]) -> int:
    found = figures[TICKETS]
    return found if isinstance(found, int) else 0


def _cell(figure: sales_reports.Figure) -> FigureCell:
    if isinstance(figure, str):
        return FigureCell(text=figure, is_number=False)
    return FigureCell(text="" if figure is None else _number(figure), is_number=True)


def _number(figure: int | Decimal) -> str:
    """With the decimals that it has, as the page's language writes it."""
    if isinstance(figure, int):
        return formats.number(figure)
    digits = -int(figure.as_tuple().exponent)
    pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
    return format_decimal(figure, pattern, locale=language())
