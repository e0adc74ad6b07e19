"""Rich text: what stays, what goes, and that nothing harmful is ever stored."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.kernel.security.sanitize import plain_text, sanitize


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("<p>A <strong>b</strong></p>", "<p>A <strong>b</strong></p>"),
        ("<script>alert(1)</script><p>x</p>", "<p>x</p>"),
        ('<p onclick="x()" style="color:red">x</p>', "<p>x</p>"),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="nofollow noopener noreferrer">x</a>'),
        (
            '<a href="https://a.example">x</a>',
            '<a href="https://a.example" rel="nofollow noopener noreferrer">x</a>',
        ),
        ('<img src=x onerror="alert(1)">y', "<p>y</p>"),
        ("<svg><a xlink:href=x>y</a></svg>", ""),
        ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("AT&amp;T", "<p>AT&amp;T</p>"),
        ("nul\x00byte", "<p>nulbyte</p>"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_what_is_stored(written, stored):
    assert sanitize(written) == stored


FRAGMENTS = st.lists(
    st.sampled_from(
        ["<", ">", "<script>", "</p>", "<p ", "onload=", '"', "'", "<!--", "-->", "javascript:", "<a href=", "<svg>",
         "<math>", "<style>", "&lt;", "&", "text", " ", "\n\n", "<![CDATA[", "<template>", "<br/>"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(FRAGMENTS)
def test_nothing_that_runs_is_stored_and_a_second_pass_changes_nothing(written):
    stored = sanitize(written)
    assert not re.search(r"<(script|style|svg|math|template|iframe|img)\b", stored)
    assert not re.search(r"<[^>]*\bon\w+=", re.sub(r'"[^"]*"', "", stored))
    assert sanitize(stored) == stored or not re.search(r"<[a-zA-Z/!]", stored)


def test_plain_text_of_a_description():
    assert (
        plain_text("<p>Tea &amp; cake.</p><ul><li>a</li><li>b &lt; c</li></ul>")
        == "Tea & cake. a b < c"
    )
