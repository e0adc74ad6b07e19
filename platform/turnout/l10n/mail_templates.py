"""The templates of mails, rendered in a language: subject, HTML and text."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from turnout.l10n.formats import short_line
from turnout.l10n.languages import FOLDER, Language

LONGEST_SUBJECT: Final = 60
LONGEST_OWN_SUBJECT: Final = 150
SHARED_FORM: Final = "about-account"
OWN_FORM: Final = "own"
FOOT: Final = "\n-- \n"
"""Begins the foot of a text, as RFC 3676 has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block of a mail that an organization wrote itself, its texts filled in; none is HTML."""

    kind: str
    text: str = ""
    url: str = ""

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMail:
    """What an organization wrote in place of a mail of ours."""

    subject: str
    preheader: str
    heading: str
    pieces: Sequence[Piece]


def render_own_mail(name: str, language: Language, letter: Any, own: OwnMail) -> Rendered:
    """Render both forms of a mail that was written by an organization.

    Layout, logo, cover and foot (why it came, imprint, unsubscribing) are those of `name`.
    """
    default = render_mail(name, language, letter, has_own_form=True)
    values = {"letter": letter, "lang": language.tag, "direction": language.direction, "own": own}
    subject = short_line(own.subject, LONGEST_OWN_SUBJECT)
    environment = _environment(language)
    html = environment.get_template(f"{OWN_FORM}.html").render(
        values, subject=subject, form=f"{name}.html"
    )
    foot = default.text.partition(FOOT)[2]
    text = environment.get_template(f"{OWN_FORM}.txt").render(values, foot=foot)
    return Rendered(subject=subject, html=html, text=text.strip() + "\n")


def render_mail(
    name: str,
    language: Language,
    letter: Any,
    *,
    has_own_form: bool,
    longest_subject: int = LONGEST_SUBJECT,
) -> Rendered:
    """Render both forms of a mail. The first line of the text's template is the subject.

    Most mails have templates of their own; the others share one form, which a file of words fills.
    """
    environment = _environment(language)
    values = {"letter": letter, "lang": language.tag, "direction": language.direction}
    form = name if has_own_form else SHARED_FORM
    if not has_own_form:
        words = environment.get_template(f"{name}.words")
        values["words"] = words.make_module(values)
    subject, _, text = environment.get_template(f"{form}.txt").render(values).partition("\n")
    subject = short_line(subject, longest_subject)
    html = environment.get_template(f"{form}.html").render(values, subject=subject)
    return Rendered(subject=subject, html=html, text=text.strip() + "\n")


@lru_cache(maxsize=64)
def _environment(language: Language) -> Environment:
    """Compiled once per language and process."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]  # of the extension
        language.translations, newstyle=True
    )
    return environment
