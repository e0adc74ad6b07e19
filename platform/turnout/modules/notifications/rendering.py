"""Turns a letter into subject, HTML and text: our own templates, everything escaped."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from turnout.l10n.languages import FOLDER, Language
from turnout.modules.notifications.rules import one_line
from turnout.modules.notifications.types import WITH_OWN_FORM, Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    subject: str
    html: str
    text: str


def render(template: Template, language: Language, letter: Any) -> Rendered:
    """Render both forms of a mail. The first line of the text's template is the subject.

    Most mails have templates of their own; those about accounts share one form, which a file of
    words fills.
    """
    environment = _environment(language)
    values = {"letter": letter, "lang": language.tag, "direction": language.direction}
    form = template.value
    if template not in WITH_OWN_FORM:
        form = "about-account"
        words = environment.get_template(f"{template}.words")
        values["words"] = words.make_module(values)
    subject, _, text = environment.get_template(f"{form}.txt").render(values).partition("\n")
    subject = one_line(subject)
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
