"""The words of our mails: English in the templates, other languages from message catalogues."""

from dataclasses import dataclass, field
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

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
    wanted = locale_of(tag)
    for name in dict.fromkeys((str(wanted), wanted.language)):
        catalogue = catalogues / f"{name}.po"
        if catalogue.is_file():
            return Language(_tag(wanted), wanted, read(catalogue))
    if wanted.language != ENGLISH:
        wanted = Locale(ENGLISH)
    return Language(_tag(wanted), wanted, NullTranslations())


def _tag(locale: Locale) -> str:
    return str(locale).replace("_", "-")


def locale_of(tag: str) -> Locale:
    """The locale of a BCP 47 tag; English for one that is not known."""
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale(ENGLISH)


@lru_cache(maxsize=64)
def read(path: Path) -> NullTranslations:
    """What a `.po` file says, read once by a process; English where there is no such file.

    A text that it leaves empty or marks as fuzzy is said in English.
    """
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem)
    packed = BytesIO()
    write_mo(packed, catalogue)
    packed.seek(0)
    return GNUTranslations(packed)
