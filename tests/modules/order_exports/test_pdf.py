"""Exports as PDF: every line on paper, in its script, under the same heads on each page."""

import re
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest

from turnout.assets.paper import tables
from turnout.kernel import clock
from turnout.modules.order_exports import pdf, rules
from turnout.modules.order_exports.api import COLUMNS, ExportColumn

ALL = [{"id": each} for each in COLUMNS["orders"]]
NAMES = ("محمد", "अनिता देवी", "山田太郎", "Zoë Brontë")
CONTENTS = re.compile(rb"startxref\n(\d+)\n%%EOF")


def texts_of(file):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]


def sizes_of(file):
    return [tuple(map(round, page.get_size())) for page in pypdfium2.PdfDocument(file)]


def misplaced(file):
    """Objects that do not begin where the file's table of contents says."""
    start = int(CONTENTS.search(file)[1])
    lines = iter(file[start : file.index(b"trailer", start)].decode().splitlines()[1:])
    missing = []
    for line in lines:
        first, count = map(int, line.split())
        for number in range(first, first + count):
            offset, _, kind = next(lines).split()
            if kind == "n" and not file[int(offset) :].startswith(f"{number} 0 obj\n".encode()):
                missing.append(number)
    return missing


def test_every_line_is_on_paper_under_the_same_heads(desk, monkeypatch):
    monkeypatch.setattr(rules, "ROWS_OF_A_PART", 3)
    bought = [desk.buy("Ada", name) for name in NAMES]
    columns = [
        {"id": "name", "title": "Teilnehmer"},
        {"id": "order_total", "title": "Summe"},
        {"id": "placed_at"},
        {"id": "order_number"},
    ]
    of_event = {"event_id": str(desk.shop.event_id)}
    started = desk.start("attendees", format="pdf", columns=columns, filter=of_event, title="Gäste")
    export = desk.made(started)
    assert (export["state"], export["format"], export["title"]) == ("ready", "pdf", "Gäste")
    answer = desk.ask(f"/{export['id']}/file")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="attendees.pdf"'
    first, second = texts_of(answer.data)
    rows = desk.rows(desk.start("attendees", "placed_at", filter=of_event))
    began = datetime.fromisoformat(export["created_at"]).astimezone(
        datetime.fromisoformat(rows[0]["placed_at"]).tzinfo
    )
    for number, text in enumerate((first, second), 1):
        assert "Gäste · =Spring" in text
        assert f"{began:%Y-%m-%d %H:%M} +0" in text
        assert "(Europe/" in text
        assert "Teilnehmer Summe placed_at order_number" in text
        assert f"{number} / 2" in text
    for name, order, row in zip(NAMES, bought, rows, strict=True):
        on = second if name == NAMES[-1] else first
        assert name in on
        assert order["number"] in on
        assert row["placed_at"] in on
    assert "0.00" in first
    assert misplaced(answer.data) == []
    assert desk.ask(f"/{export['id']}/file").data == answer.data
    with clock.frozen(clock.now() + rules.KEPT + timedelta(minutes=1)):
        assert desk.ask(f"/{export['id']}/file").json["code"] == "order-exports.expired"


def test_more_columns_lie_on_larger_paper_and_too_many_are_refused(desk):
    desk.buy("Ada")
    for columns, size in ((ALL[:6], (842, 595)), (ALL[:15], (1191, 842)), (ALL, (1684, 1191))):
        export = desk.made(desk.start("orders", format="pdf", columns=columns))
        file = desk.ask(f"/{export['id']}/file").data
        assert sizes_of(file) == [size]
        assert f"orders · {desk.shop.organization.name}" in texts_of(file)[0]
    many = [*ALL, *({"id": f"answer:{number}"} for number in range(8))]
    refused = desk.start("orders", format="pdf", columns=many)
    assert [each["pointer"] for each in refused.json["errors"]] == ["/columns"]
    assert desk.start("orders", format="xlsx", columns=many).status_code == 202


def test_a_pdf_of_more_lines_than_anybody_reads_is_refused(desk, monkeypatch):
    for name in ("Ada", "Bea"):
        desk.buy(name)
    monkeypatch.setattr(rules, "MOST_PDF_LINES", 1)
    refused = desk.start("orders", "number", format="pdf")
    assert refused.status_code == 422
    [error] = refused.json["errors"]
    assert error["pointer"] == "/format"
    assert error["detail"] == "A PDF has at most 1 lines; take CSV or XLSX, or narrow it down."
    assert desk.start("orders", "number", format="csv").status_code == 202


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_long_cells_are_cut_in_sight_and_rows_stay_whole(is_mirrored):
    table = tables.Table(
        title="Orders",
        subtitle="Berlin",
        columns=[("Name", 300.0), ("Notes", 300.0), ("Total", 60.0)],
        language="ar" if is_mirrored else "en",
        is_mirrored=is_mirrored,
        made_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    rows = [
        [(f"Guest-{number}", False), ("long " * 400 + "END", False), ("12.50", True)]
        for number in range(30)
    ]
    parts = [tables.draw_part(table, rows, position=0), tables.draw_part(table, [], position=1)]
    file = b"".join(tables.file_of(table, parts))
    assert misplaced(file) == []
    texts = texts_of(file)
    found = [re.findall(r"Guest-\d+", text) for text in texts]
    assert [each for page in found for each in page] == [f"Guest-{number}" for number in range(30)]
    assert [text.count("…") for text in texts] == [len(each) for each in found]
    assert "END" not in "".join(texts)
    document = pypdfium2.PdfDocument(file)
    left = min(
        each.get_bounds()[0]
        for each in document[0].get_objects()
        if each.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT
    )
    assert left >= tables.MARGIN - 1


def test_an_export_that_lost_all_of_its_lines_is_a_page_with_heads():
    table = tables.Table(
        title="قائمة", subtitle="", columns=[("Name", 100.0)], language="ar", is_mirrored=True,
        made_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    [text] = texts_of(b"".join(tables.file_of(table, [tables.draw_part(table, [], position=0)])))
    assert "Name" in text
    assert "1 / 1" in text


def test_every_column_has_room_for_its_longest_word():
    """A moment stands in one line; no column is so wide that it fits no paper."""
    moments = [ExportColumn(id=each, title=each) for each in ("at", "placed_at", "recorded_at")]
    assert {pdf.width_of(each.id) for each in moments} == {pdf.MOMENT}
    for kind in COLUMNS.values():
        assert pdf.fits([ExportColumn(id=each, title=each) for each in kind])
