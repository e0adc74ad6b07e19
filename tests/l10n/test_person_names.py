"""Names in mails: in them nothing becomes a link."""

import re

import pytest

from turnout.l10n.formats import person_name

LINKED = re.compile(r"\w[.\u3002\uff0e\uff61]\w{2}|://|@|www\.\w")
"""What mail programs make links of by themselves."""


@pytest.mark.parametrize(
    "name",
    [
        "Win at www.evil.example now",
        "https://evil.example/win?a=1",
        "evil.example",
        "Anna e\u3002v\uff0eexample\uff0fwin",
        "mailto:eve@evil.example",
        "evil\u200b.example",
    ],
)
def test_a_web_address_in_a_name_is_no_link(name):
    assert not LINKED.search(person_name(name))


@pytest.mark.parametrize(
    "name",
    [
        "J. R. R. Tolkien",
        "Ada / Ben",
        "J.R.R. Tolkien",
        "Dr. Ada O'Neil-Smith",
        "李小龍",
        "Nía Ñu",
        "",
    ],
)
def test_a_name_stays_as_it_is(name):
    assert person_name(name) == name
