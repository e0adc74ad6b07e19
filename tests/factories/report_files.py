"""Reports as files, read by programs of others: CSV, workbooks and paper."""

import csv
import io
from typing import Any

import openpyxl
import pypdfium2


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


def words_of(answer: Any) -> str:
    """What stands on the pages of a PDF."""
    assert answer.status_code == 200, answer.json
    assert answer.mimetype == "application/pdf"
    pages = pypdfium2.PdfDocument(answer.data)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)
