"""Cells and files of exports: whatever somebody typed, the file opens and computes nothing."""

import csv
import io
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo, available_timezones

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.prove.counts import examples

from turnout.kernel import spreadsheet_files
from turnout.kernel.spreadsheets import unguard
from turnout.modules.order_exports.columns import moment

CELLS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=40),
    st.integers(-(10**12), 10**12),
    st.integers(-(10**12), 10**12).map(lambda minor: spreadsheet_files.amount(minor, "EUR")),
)


def workbook_of(titles, *parts):
    pieces = spreadsheet_files.assemble("xlsx", titles, iter(parts), is_right_to_left=False)
    return openpyxl.load_workbook(io.BytesIO(b"".join(pieces))).active


@settings(max_examples=examples(60))
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=6))
def test_any_cells_come_back_from_a_workbook_as_values_and_never_as_formulas(rows):
    sheet = workbook_of(["a", "b"], *[spreadsheet_files.encode("xlsx", [row]) for row in rows])
    found = list(sheet.iter_rows(min_row=2, max_col=2))[: len(rows)]
    assert all(cell.data_type != "f" for line in found for cell in line)
    numbers = [
        [cell.value for cell in line if isinstance(cell.value, int | float)] for line in found
    ]
    said = [[float(cell) for cell in row if not isinstance(cell, str)] for row in rows]
    assert [[float(each) for each in line] for line in numbers] == said


@settings(max_examples=examples(60))
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=6))
def test_any_cells_come_back_from_csv(rows):
    parts = iter([spreadsheet_files.encode("csv", [row]) for row in rows])
    data = b"".join(spreadsheet_files.assemble("csv", ["a", "b"], parts, is_right_to_left=False))
    assert data.startswith(b"\xef\xbb\xbf")
    found = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]
    assert [
        [unguard(cell) if isinstance(was, str) else cell for cell, was in zip(*both, strict=True)]
        for both in zip(found, rows, strict=True)
    ] == [[str(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_a_long_sheet_is_sent_part_by_part_as_it_is_read(format_):
    read = []

    def parts():
        for number in range(3):
            read.append(number)
            yield [[str(number)]]

    pieces = spreadsheet_files.long_sheet(format_, ["a"], parts())
    assert read == []
    known = [len(read) for _ in pieces]
    assert sorted(set(known)) == [0, 1, 2, 3]


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_signs_that_no_workbook_can_hold_are_left_out(sign):
    sheet = workbook_of([f"a{sign}"], spreadsheet_files.encode("xlsx", [[f"b{sign}c"]]))
    assert (sheet["A1"].value, sheet["A2"].value) == ("a", "bc")


def test_a_cell_is_no_longer_than_a_workbook_takes():
    sheet = workbook_of(["a"], spreadsheet_files.encode("xlsx", [["x" * 40_000]]))
    assert len(sheet["A2"].value) == spreadsheet_files.LONGEST_CELL


@pytest.mark.parametrize(
    ("minor", "currency", "said", "shown_as"),
    [
        (1250, "EUR", "12.50", "0.00"),
        (1250, "JPY", "1250", "0"),
        (1250, "KWD", "1.250", "0.000"),
        (-5, "USD", "-0.05", "0.00"),
        (0, "EUR", "0.00", "0.00"),
    ],
)
def test_amounts_have_the_decimals_of_their_currency(minor, currency, said, shown_as):
    amount = spreadsheet_files.amount(minor, currency)
    assert str(amount) == said
    cell = workbook_of(["a"], spreadsheet_files.encode("xlsx", [[amount]]))["A2"]
    assert (Decimal(str(cell.value)), cell.number_format) == (Decimal(said), shown_as)


@given(
    st.integers(-(2**31), 2**32).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.sampled_from(sorted(available_timezones())),
    st.sampled_from([UTC, ZoneInfo("UTC"), timezone(timedelta(hours=2)), ZoneInfo("Asia/Tokyo")]),
)
@example(datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), "Europe/Brussels", UTC)
@example(datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "Europe/Brussels", UTC)
@example(datetime(2026, 10, 3, 15, 29, 59, tzinfo=UTC), "Australia/Lord_Howe", UTC)
@example(datetime(2026, 10, 3, 15, 30, tzinfo=UTC), "Australia/Lord_Howe", UTC)
@example(datetime(2026, 11, 28, 21, 40, 7, 999_999, tzinfo=UTC), "Asia/Kathmandu", UTC)
@example(datetime(1972, 1, 7, 0, 44, 29, tzinfo=UTC), "Africa/Monrovia", UTC)
def test_a_moment_is_written_as_the_library_writes_it(at, zone, told_in):
    at = at.astimezone(told_in)
    assert moment(at, zone) == at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
