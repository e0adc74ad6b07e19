"""The statements of a purchase and of a scan are short enough for the driver to parse them once."""

from itertools import product

import pytest
from psycopg import _queries

from turnout.modules.checkin.queries.admissions import ADMIT, ADMIT_BY_SHORT_CODE
from turnout.modules.orders.checkout.queries import MORE, SALE, statement

SHAPES = ("keyed", "attendees", "confirmed")
PURCHASES = [
    statement(pools=pools, more=frozenset(more), **dict(zip(SHAPES, shape, strict=True)))
    for pools in (1, 2)
    for shape in product((True, False), repeat=len(SHAPES))
    # passes with a code or a price rule: the longest, and rare enough
    for more in ((), *((each,) for each in MORE))
]


@pytest.mark.parametrize("text", [ADMIT, ADMIT_BY_SHORT_CODE, SALE, *PURCHASES])
def test_a_hot_statement_is_parsed_once(text: str) -> None:
    assert len(text) <= _queries.MAX_CACHED_STATEMENT_LENGTH
