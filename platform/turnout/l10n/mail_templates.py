"""The templates of mails, rendered in a language: subject, HTML and text."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from turnout.l10n.formats import short_line
from turnout.l10n.languages import FOLDER, Language

LONGEST_SUBJECT: Final = 60
SHARED_FORM: Final = "about-account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    subject: str
    html: str
    text: str


def render_mail(name: str, language: Language, letter: Any, *, has_own_form: bool) -> Rendered:
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
    subject = short_line(subject, LONGEST_SUBJECT)
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
