"""Reads and writes the catalogues: sorted, without dates or line numbers, so that they stay put."""

from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from turnout.site.l10n.i18n import ENGLISH, LANGUAGES
from turnout_dev.texts.sources import Key

PLURALS: Final = {
    "es": (2, "n != 1"),
    "fr": (2, "n > 1"),
    "de": (2, "n != 1"),
    "ar": (6, "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"),
    "hi": (2, "n > 1"),
    "so": (2, "n != 1"),
}
"""Number of forms and the rule that chooses one, as CLDR has them for whole numbers."""
TRANSLATED: Final = tuple(tag for tag in LANGUAGES if tag != ENGLISH)
WIDTH: Final = 100


def read(path: Path, tag: str) -> Catalog:
    """A language's catalogue; an empty one before there is any."""
    if not path.is_file():
        return Catalog(locale=tag)
    with path.open("rb") as file:
        return read_po(file, locale=tag)


def updated(known: Catalog, keys: dict[Key, list[str]], *, tag: str) -> str:
    """The catalogue with these texts and no others; translations that fit are kept."""
    forms = PLURALS[tag][0]
    fresh = Catalog(locale=tag)
    for key, files in keys.items():
        before = known.get(key[0] if isinstance(key, tuple) else key)
        fresh.add(
            key,
            string=_kept(before, key, forms),
            locations=[(name, 1) for name in files],
            flags=before.flags & {"fuzzy"} if before else (),
            user_comments=before.user_comments if before else (),
        )
    out = BytesIO()
    write_po(out, fresh, width=WIDTH, sort_output=True, omit_header=True, include_lineno=False)
    return _header(tag) + out.getvalue().decode()


def forms_of(message: Message) -> list[str]:
    """What a text is translated as: one form, or one for each kind of number."""
    said = message.string
    return [said] if isinstance(said, str) else list(said or ())


def _kept(before: Message | None, key: Key, forms: int) -> str | tuple[str, ...]:
    """What was translated, where the text is still of the same kind."""
    said = forms_of(before) if before else []
    if isinstance(key, str):
        return said[0] if len(said) == 1 else ""
    return tuple((*said, *[""] * forms)[:forms])


def _header(tag: str) -> str:
    count, rule = PLURALS[tag]
    lines = (
        f"Language: {tag}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: nplurals={count}; plural=({rule});",
    )
    said = "".join(f'"{line}\\n"\n' for line in lines)
    return f'msgid ""\nmsgstr ""\n{said}\n'
