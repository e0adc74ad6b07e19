"""The book for integrators shows exactly the adapter that passes the kit, and the scale as it is."""

import re
from pathlib import Path

import pytest

from turnout_sdk.testing.quality import LEVELS, RULES

ACME = Path(__file__).parent / "acme"
BOOK = Path(__file__).parents[3] / "docs/how-to/write-an-adapter.md"
SHOWN = re.compile(r"^`([\w./]+\.py)`\n\n```python\n(.*?)```\n", re.MULTILINE | re.DOTALL)


def table() -> str:
    """Write the rules of the scale as the book shows them."""
    rows = ["| level | rule | of |", "| --- | --- | --- |"]
    for rule in sorted(RULES, key=lambda each: LEVELS.index(each.level)):
        name = f"`{rule.key}`{'' if rule.allows_exemption else ' *'}"
        rows.append(f"| {rule.level} | {name} | {', '.join(sorted(rule.kinds)) or 'every kind'} |")
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def book():
    return BOOK.read_text(encoding="utf-8")


def test_every_file_of_the_example_is_shown_as_it_is(book):
    shown = dict(SHOWN.findall(book))
    assert shown == {place: (ACME / place).read_text(encoding="utf-8") for place in shown}
    assert len(shown) == 6


def test_the_quality_scale_is_shown_as_it_is(book):
    assert table() in book
