"""What stands on a report's pages besides its figures: whose they are, of which days, as of when."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pypdfium2
import pytest

from turnout.l10n.languages import language_of
from turnout.l10n.report_pages import Heading, cell_of, draw_report

COUNTED_AT = datetime(2026, 11, 27, 8, 5, tzinfo=UTC)


def drawn(language: str, *days: date | None) -> tuple[str, dict[str, str]]:
    heading = Heading(
        name="Harbour",
        language=language,
        time_zone="Africa/Nairobi",
        counted_at=COUNTED_AT,
        days=days,
    )
    rows = [[cell_of("Admission"), cell_of(3), cell_of(Decimal("4.50")), cell_of(None)]]
    heads = [("Name", 90.0), ("Tickets", 10.0), ("Paid", 10.0), ("Rate", 10.0)]
    pieces = draw_report("Sales", heading, language=language_of(language), heads=heads, rows=rows)
    pdf = pypdfium2.PdfDocument(b"".join(pieces))
    return pdf[0].get_textpage().get_text_range(), pdf.get_metadata_dict()


def test_a_page_says_whose_figures_they_are_and_when_they_were_counted() -> None:
    words, about = drawn("en")
    assert about["Title"] == "Sales · Harbour"
    assert "2026-11-27 11:05 +03:00 (Africa/Nairobi)" in words
    assert "Admission 3 4.50" in " ".join(words.split())


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((date(2026, 3, 1), date(2026, 3, 31)), "01.03.2026 – 31.03.2026 · 2026-11-27"),
        ((date(2026, 3, 1), None), "01.03.2026 · 2026-11-27"),
    ],
)
def test_days_of_a_report_are_written_as_its_language_does(
    days: tuple[date | None, date | None], said: str
) -> None:
    assert said in drawn("de", *days)[0]
