"""The words on the pages: English in the sources, other languages from message catalogues.

The English sentence is the key. Which language a page is in belongs to the request and stands in a
context variable; whatever is shown must be put into words while the request lasts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from typing import Final, Literal

from jinja2 import Environment

from turnout.l10n import languages

ENGLISH: Final = "en"
LANGUAGES: Final = (ENGLISH, "es", "fr", "de", "ar", "hi", "so")
"""The languages that pages are in; the first needs no catalogue."""
NAMES: Final = {
    ENGLISH: "English",
    "es": "Español",
    "fr": "Français",
    "de": "Deutsch",
    "ar": "العربية",
    "hi": "हिन्दी",
    "so": "Soomaali",
}
"""Each in itself: who looks for a language reads its own name."""
FROM_RIGHT: Final = ("ar",)
LANGUAGE: Final = "lang"
"""The part of the address that asks for one."""
CATALOGUES: Final = Path(__file__).parents[1] / "locale"

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Speech:
    """How one page speaks."""

    language: str = ENGLISH
    """Of the page itself: one of LANGUAGES."""
    asked: str = ""
    """The language tag that the address names, whether there is such a page or not."""
    wanted: tuple[str, ...] = ()
    """What the reader reads, best first: for texts that exist in other languages than pages do."""

    @property
    def named(self) -> str:
        """The language of the page, where the address names it: then it is so for everybody."""
        return self.language if stem_of(self.asked) == self.language else ""

    @property
    def direction(self) -> Direction:
        return "rtl" if self.language in FROM_RIGHT else "ltr"


NOBODY: Final = Speech()
_SPEECH: Final[ContextVar[Speech]] = ContextVar("turnout_speech", default=NOBODY)


def speech() -> Speech:
    """How the page that is being made speaks; English outside of any."""
    return _SPEECH.get()


def language() -> str:
    return _SPEECH.get().language


def speak(chosen: Speech) -> None:
    """From here on; NOBODY's is the end of it."""
    _SPEECH.set(chosen)


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """For a while, whatever is put into words is in this language."""
    token = _SPEECH.set(Speech(language=tag, wanted=(tag,)))
    try:
        yield
    finally:
        _SPEECH.reset(token)


def stem_of(tag: str) -> str:
    """The language of a tag without its region or script: `de-CH` is `de`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def load() -> None:
    """Read every catalogue; done once, before the first page."""
    for tag in LANGUAGES:
        catalogue(tag)


def catalogue(tag: str) -> NullTranslations:
    """The words of one language; what it does not say is said in English."""
    return languages.read(CATALOGUES / f"{tag}.po")


def install(environment: Environment) -> None:
    """Gives templates `_()` and `ngettext()`; values are escaped like everything else."""
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        _translated, _numbered, newstyle=True
    )


def marked(message: str) -> str:
    """A text that stands in a constant, for the catalogues to know; `_()` says it when shown."""
    return message


def _(message: str, **values: object) -> str:
    """The message in the language of the page, with its values in place."""
    text = _translated(message)
    return text % values if values else text


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """The form of the message that goes with the number, which stands in it as `%(num)s`."""
    return _numbered(one, many, number) % {"num": number, **values}


def _translated(message: str) -> str:
    return catalogue(language()).gettext(message) if message else ""


def _numbered(one: str, many: str, number: int) -> str:
    return catalogue(language()).ngettext(one, many, number)


def alternates(url: str, others: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """A page's address for each tag of our languages and of those others, for search engines."""
    for tag in sorted({*LANGUAGES, *(each for each in others if each)}):
        yield tag, f"{url}?{LANGUAGE}={tag}"
    yield "x-default", url
