"""The words of an invoice: English in the sources, other languages from message catalogues."""

from dataclasses import dataclass, field
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Final

from turnout.l10n import languages

ENGLISH: Final = "en"
LANGUAGES: Final = (ENGLISH, "de", "fr", "es", "ar", "hi", "so")
"""The languages that invoices are written in; the first needs no catalogue."""
RIGHT_TO_LEFT: Final = frozenset({"ar"})
CATALOGUES: Final = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str
    """One of LANGUAGES."""
    _translations: NullTranslations = field(repr=False)

    def gettext(self, message: str, **values: object) -> str:
        """The message in this language, with its values in place."""
        text = self._translations.gettext(message)
        return text % values if values else text

    @property
    def reverse_charge(self) -> str:
        """The remark that the law asks for where the buyer owes the tax."""
        return self.gettext("Reverse charge: the recipient of the service owes the tax.")


def language_of(tag: str) -> str:
    """The language that a BCP 47 tag is written in here: one of LANGUAGES."""
    primary = tag.replace("_", "-").partition("-")[0].lower()
    return primary if primary in LANGUAGES else ENGLISH


@lru_cache(maxsize=64)
def words_of(tag: str) -> Words:
    """The words of the language that a BCP 47 tag names; English where it is not written here."""
    language = language_of(tag)
    return Words(language, languages.read(CATALOGUES / f"{language}.po"))
