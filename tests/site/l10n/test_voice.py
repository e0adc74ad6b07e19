"""One word for one thing in what people read: the rules of `docs/voice.md` that a machine can hold."""

import json
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import turnout
from turnout.site.l10n import i18n
from turnout.site.l10n.formats import CATEGORIES, category_name

ROOT = Path(turnout.__file__).parent
WEB = ROOT.parent / "web" / "src"
CATALOGUES = (ROOT / "site/locale/de.po", ROOT / "assets/mails/locale/de.po")
AVOIDED = {
    "e-mail": r"\be-mails?\b",
    "mail": r"(?<!e)(?<!\w)mails?\b(?!to:)",
    "comes back": r"\bmoney comes back\b|\bcome[s]? back\b.*\bpaid\b",
    "money back": r"\bmoney back\b",
    "way to pay": r"\bways? to pay\b(?! for)",
    "called off": r"\bcalled off\b|\bput off\b",
    "choose a new password": r"\bchoose a new password\b",
    "no network": r"\bno network\b",
    "being looked at": r"\bbeing looked at\b",
    "worked on": r"\bworked on\b",
    "does not fit together": r"\bfit together\b",
    "write to the organizer": r"\bwrite to them\b",
}
"""What `docs/voice.md` has another word for."""


def english() -> list[str]:
    """All that pages, mails and scripts say, in English."""
    found: list[str] = []
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file):
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                found.extend(each for each in ids if each)
    for path in (WEB / "ui/texts/en.json", WEB / "features/checkout/texts/en.json"):
        found.extend(json.loads(path.read_text(encoding="utf-8")).values())
    return found


@pytest.mark.parametrize("word", AVOIDED)
def test_one_thing_has_one_word(word: str) -> None:
    pattern = re.compile(AVOIDED[word], re.IGNORECASE)
    assert [each for each in english() if pattern.search(each)] == []


def test_common_categories_are_named_and_others_stand_as_written() -> None:
    i18n.load()
    with i18n.speaking("de"):
        assert category_name("music") == "Musik"
        assert category_name("Kitesurfing") == "Kitesurfing"
        assert category_name("kite flying") == "Kite flying"
        assert len({category_name(each) for each in CATEGORIES}) > len(CATEGORIES) // 2


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar", "hi", "so"])
def test_the_console_names_categories_as_the_site_does(language: str) -> None:
    i18n.load()
    texts = WEB / f"features/console/categories/texts/{language}.json"
    with i18n.speaking(language):
        named = {each: category_name(each) for each in CATEGORIES}
    assert json.loads(texts.read_text(encoding="utf-8")) == named
