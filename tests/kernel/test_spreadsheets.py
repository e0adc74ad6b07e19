"""What spreadsheets make of our tables: whatever separator they split by, no formula."""

import csv
import io
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.kernel.spreadsheets import FORMULA_STARTS, csv_rows, guard, unguard

TEXTS = st.text(st.sampled_from("ab'\"=+-@＝﹦,;|\t\r\n \ufeff"), max_size=20) | st.text()


class Word(StrEnum):
    """A text that is more than a text."""

    PLAIN = "plain"
    QUOTED = 'a,"b'
    FORMULA = "=1"


CELLS = (
    TEXTS
    | st.text(st.sampled_from('ab1 \x1f="'), max_size=4)
    | st.text(st.sampled_from("ab1"))
    | st.sampled_from(Word)
    | st.integers()
    | st.booleans()
    | st.decimals(allow_nan=False, allow_infinity=False, places=4)
)


@pytest.mark.parametrize("start", FORMULA_STARTS)
@pytest.mark.parametrize(
    "before", ["", " ", "\u00a0", "\u3000", "\ufeff", "'", "a;", "a; ", "a|", "a,"]
)
def test_no_place_where_a_cell_may_begin_begins_a_formula(before, start):
    told = guard(f"{before}{start}1+1")
    assert told != f"{before}{start}1+1"
    for separator in ";,|":
        cells = told.split(separator)
        assert not any(each.strip("\ufeff \u00a0\u3000").startswith(start) for each in cells)
    assert unguard(told) == f"{before}{start}1+1"


@pytest.mark.parametrize("cell", ["Zoë", "a-b", "mail@example.org", "1 + 1", "it's", "", "x=1; y"])
def test_what_begins_no_formula_stays_as_it_is(cell):
    assert guard(cell) == cell == unguard(cell)


@given(TEXTS)
def test_every_cell_comes_back(text):
    assert unguard(guard(text)) == text


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_a_table_split_by_semicolons_has_no_formula(cells):
    out = io.StringIO(newline="")
    csv.writer(out).writerow([guard(each) for each in ["x", *cells]])
    starts = tuple(FORMULA_STARTS)
    for row in csv.reader(out.getvalue().splitlines(), delimiter=";"):
        assert not any(each.lstrip(" \ufeff").startswith(starts) for each in row)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width).map(tuple), max_size=5
        )
    )
)
def test_lines_are_what_the_library_writes_of_guarded_cells(rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[_said(cell) for cell in row] for row in rows])
    assert csv_rows(rows) == out.getvalue().encode()


def _said(cell):
    if isinstance(cell, str):
        return guard(cell)
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def test_a_long_cell_costs_no_more_than_its_length():
    cell = "\n" * 200_000 + " " * 200_000 + ";" * 200_000
    assert unguard(guard(cell)) == cell
