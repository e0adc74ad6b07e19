"""Reference pages and links of the documentation are true."""

import re

import pytest

from turnout.kernel.settings import ROOT
from turnout_dev.reference.pages import PAGES, page

LINK = re.compile(r"\[[^\]]*\]\((?!https?://|#|mailto:)([^)#\s]+)[^)]*\)")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_reference_page_is_as_the_code_is(name):
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == page(name), "run: python -m turnout_dev.reference"


def test_a_fact_is_listed_once():
    named = re.findall(r"^\| `([\w.-]+)`", page("facts.md"), re.MULTILINE)
    assert len(named) > 70
    assert [name for name in named if named.count(name) > 1] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path):
    links = LINK.findall(path.read_text(encoding="utf-8"))
    broken = [link for link in links if not (path.parent / link).exists()]
    assert broken == []
