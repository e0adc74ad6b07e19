"""Reference pages and links of the documentation are true."""

import re

import pytest

from turnout.kernel.settings import ROOT
from turnout_dev.reference import env_example
from turnout_dev.reference.pages import PAGES, page, settings_docstrings

LINK = re.compile(r"\[[^\]]*\]\((?!https?://|#|mailto:)([^)#\s]+)[^)]*\)")
WORD = re.compile(r"^\| \*\*(.+?)\*\*", re.MULTILINE)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_reference_page_is_as_the_code_is(name):
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == page(name), "run: python -m turnout_dev.reference"


def test_the_example_of_an_environment_is_as_the_settings_are():
    written = env_example.FILE.read_text(encoding="utf-8")
    made = env_example.env_example(settings_docstrings())
    assert written == made, "run: python -m turnout_dev.reference"
    open_lines = re.findall(r"^(TURNOUT_\w+)=", made, re.MULTILINE)
    assert open_lines == ["TURNOUT_DATABASE_URL", "TURNOUT_DATABASE_OPERATOR_URL"]


def test_a_fact_is_listed_once():
    named = re.findall(r"^\| `([\w.-]+)`", page("facts.md"), re.MULTILINE)
    assert len(named) > 70
    assert [name for name in named if named.count(name) > 1] == []


def test_words_of_the_glossary_stand_in_alphabetical_order():
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = [re.sub(r"[^a-z0-9 ]", "", found.lower()) for found in WORD.findall(text)]
    assert len(words) > 150
    assert words == sorted(words)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path):
    links = LINK.findall(path.read_text(encoding="utf-8"))
    broken = [link for link in links if not (path.parent / link).exists()]
    assert broken == []
