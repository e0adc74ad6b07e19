"""Message catalogues: the words of a language, read from the file that translators edit."""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


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
