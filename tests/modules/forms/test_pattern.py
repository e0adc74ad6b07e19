"""Patterns of organizers: as regular expressions mean them, and never slow."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.forms import pattern

SIGNS = st.sampled_from(["a", "b", "-", "\\d", "[ab]", "[a-c0-2]", "[a\\-\\]]", "\\.", "[b-]", " "])
TIMES = st.sampled_from(["", "", "?", "{2}", "{0,3}", "{1,2}"])
PATTERNS = st.lists(st.tuples(SIGNS, TIMES).map("".join), max_size=6).map("".join)


@given(PATTERNS, st.text("ab-c012. ]d", max_size=10))
def test_a_pattern_means_what_it_means_in_a_regular_expression(written, text):
    expected = re.fullmatch(written.replace("\\d", "[0-9]"), text) is not None
    assert pattern.matches(written, text) == expected


@pytest.mark.parametrize(
    "written",
    ["(a|b)", "a*", "a+", "^a$", ".", "[^a]", "[", "[]", "a]", "a{", "a{0}", "a{3,2}", "a{101}",
     "\\", "\\w", "\\1", "(?=a)", "é", "[z-a]", "[\\d-z]", "a{1,2,3}", "{2}", "a\n", "a" * 61],
)  # fmt: skip
def test_anything_else_is_refused_when_it_is_written(written):
    with pytest.raises(pattern.BadPattern):
        pattern.parse(written)


def test_the_worst_pattern_and_the_longest_text_take_a_moment():
    """Regular expressions that go back take hours over this."""
    written = "[a-z]{0,100}" * 59 + "!"
    started = time.process_time()
    assert not pattern.matches(written, "a" * 1000)
    assert time.process_time() - started < 20
