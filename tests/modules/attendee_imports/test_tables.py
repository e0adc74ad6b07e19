"""Tables of any make are read as the texts that they hold; what is no table says so."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.kernel.spreadsheets import csv_rows
from turnout.modules.attendee_imports import tables
from turnout.modules.attendee_imports.errors import TableTooLarge, TableUnreadable
from turnout.modules.attendee_imports.tables import read_table

GUESTS = [["Name", "Ort"], ["Zoë Müller", "Köln"], ["Ada", ""]]


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def text(delimiter=","):
    return "\r\n".join(delimiter.join(row) for row in GUESTS)


@pytest.mark.parametrize(
    "data",
    [
        text().encode(),
        text(";").encode("utf-8-sig"),
        text("\t").encode("utf-16"),
        text(";").encode("utf-16-le"),
        text(";").encode("latin-1"),
        workbook(GUESTS),
    ],
)
def test_every_make_of_table_reads_alike(data):
    table = read_table(data)
    assert table.columns == ("Name", "Ort")
    assert table.rows == ((2, ("Zoë Müller", "Köln")), (3, ("Ada", "")))


def test_cells_of_a_workbook_are_what_one_would_type():
    rows = [["a", "b", "c", "d", "e"], [7.0, True, date(2031, 5, 5), "=A1&B1", 1.5]]
    [(_, cells)] = read_table(workbook(rows)).rows
    assert cells == ("7", "yes", "2031-05-05", "=A1&B1", "1.5")


def test_blank_lines_are_left_out_and_lines_keep_their_numbers():
    table = read_table(b"\nname,mail\n\nAda,a@b.example,beyond\n,\nBea\n")
    assert table.rows == ((4, ("Ada", "a@b.example")), (6, ("Bea", "")))


def packed(**parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return data.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"name,mail\n",
        b'name\n"open',
        b"\xff\xfe\x00",
        b"\x81\x8d\x8f",
        b"PK\x03\x04 torn",
        packed(word__document_xml="x"),
        packed(xl__workbook_xml="<workbook"),
        packed(xl__workbook_xml="<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        workbook(GUESTS)[:-40],
    ],
)
def test_what_is_no_table_says_so(data):
    with pytest.raises(TableUnreadable) as refusal:
        read_table(data)
    assert refusal.value.errors[0].pointer == "/table"


@pytest.mark.parametrize(
    "data",
    [
        packed(xl__workbook_xml=b" " * (tables.MOST_UNPACKED_BYTES + 1)),
        b"name\n" + b"x\n" * (tables.MOST_ROWS + 1),
        b"name\n" + b"x" * (tables.LONGEST_CELL + 1),
        b"a," * tables.MOST_COLUMNS + b"a\nx",
        b"x" * (tables.MOST_BYTES + 1),
    ],
    ids=["bomb", "rows", "cell", "columns", "bytes"],
)
def test_what_is_too_large_is_refused(data):
    with pytest.raises(TableTooLarge):
        read_table(data)


words = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\x85\ufeff"),
        min_size=1,
    )
    .map(str.strip)
    .filter(bool)
)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=5))
def test_what_we_write_as_csv_is_read_back(rows):
    data = b"\xef\xbb\xbf" + csv_rows([("name", "mail"), *rows])
    assert [cells for _, cells in read_table(data).rows] == rows
