"""The words of our mails: English in the templates, other languages from message catalogues."""

from dataclasses import dataclass, field
from functools import lru_cache
from gettext import NullTranslations
from importlib.resources import files
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError

from turnout.kernel.gettext_catalogs import read

ENGLISH: Final = "en"
FOLDER: Final = Path(str(files("turnout") / "assets" / "mails"))
CATALOGUES: Final = FOLDER / "locale"


@dataclass(frozen=True, slots=True)
class Language:
    """What a mail is written in: its words, and how it writes days and amounts."""

    tag: str
    locale: Locale
    translations: NullTranslations = field(repr=False)

    @property
    def direction(self) -> str:
        return self.locale.text_direction


@lru_cache(maxsize=256)
def language_of(tag: str, *, catalogues: Path = CATALOGUES) -> Language:
    """The nearest language that has a catalogue; English, as the reader's region writes it, else.

    `de-CH` takes `de_CH`, then `de`. Days and amounts follow the words: an English mail does
    not name its weekdays in Portuguese.
    """
    wanted = _parse(tag)
    for name in dict.fromkeys((str(wanted), wanted.language)):
        catalogue = catalogues / f"{name}.po"
        if catalogue.is_file():
            return Language(_tag(wanted), wanted, read(catalogue))
    if wanted.language != ENGLISH:
        wanted = Locale(ENGLISH)
    return Language(_tag(wanted), wanted, NullTranslations())


def _tag(locale: Locale) -> str:
    return str(locale).replace("_", "-")


def _parse(tag: str) -> Locale:
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale(ENGLISH)
