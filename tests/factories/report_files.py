"""Reports as files, read by programs of others: CSV, workbooks and paper."""

import csv
import io
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

import openpyxl
import pypdfium2

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction

WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_of(answer: Any) -> list[dict[str, Any]]:
    """The lines of a CSV or a workbook by their heads; empty cells are "", numbers text."""
    assert answer.status_code == 200, answer.json
    if answer.mimetype == "text/csv":
        rows: list[Any] = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        rows = [["" if each is None else each for each in row] for row in sheet.values]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def texts_of(workbook: Any, *, stem: str) -> list[dict[str, str]]:
    """The lines of a list's workbook as its CSV has them: every cell as text."""
    assert workbook.status_code == 200, workbook.json
    assert workbook.mimetype == WORKBOOK
    assert workbook.headers["Content-Disposition"] == f'attachment; filename="{stem}.xlsx"'
    assert workbook.headers["Cache-Control"] == "private, no-store"
    return [{head: str(cell) for head, cell in row.items()} for row in table_of(workbook)]


def require_no_other_format(ask: Callable[[str], Any]) -> None:
    """A list leaves as CSV and as a workbook; any other format is refused by its name."""
    for format_ in ("pdf", "docx", ""):
        refused = ask(f"format={format_}")
        assert refused.status_code == 422
        assert [each["pointer"] for each in refused.json["errors"]] == ["?format"]


def exports_of(organization_id: UUID) -> list[str]:
    """What was taken out of an organization, as its security events say, in order."""
    with transaction(system_in(organization_id, "tests.exports")) as tx:
        found = tx.query(
            "SELECT details ->> 'what' FROM security_events WHERE kind = 'export.downloaded'"
            " AND organization_id = %(organization_id)s ORDER BY id",
            tx.here(),
        )
    return [what for (what,) in found]


def words_of(answer: Any) -> str:
    """What stands on the pages of a PDF."""
    assert answer.status_code == 200, answer.json
    assert answer.mimetype == "application/pdf"
    pages = pypdfium2.PdfDocument(answer.data)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)
