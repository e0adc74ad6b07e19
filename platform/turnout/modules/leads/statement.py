"""What attendees agree to, in their language: the organizer's sentence or ours, and what is shared.

`WORDING` is the version of our own words; another one whenever they say another thing.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from turnout.l10n.languages import language_of
from turnout.modules.forms import api as forms
from turnout.modules.leads import rules
from turnout.modules.leads.types import StoredLeadSettings

CATALOGUES: Final = Path(__file__).parent / "locale"
WORDING: Final = "2026-11"


def statement_of(settings: StoredLeadSettings, language: str) -> str:
    """The sentence beside the switch."""
    if settings.statement:
        return settings.statement
    gettext = language_of(language, catalogues=CATALOGUES).translations.gettext
    return gettext(
        "Sponsors of this event whose stand scans my ticket may have the details below and "
        "contact me about what we spoke about. I can take this back on this page at any time."
    )


def words_of(
    settings: StoredLeadSettings,
    questions: Mapping[str, forms.Question],
    language: str,
    *,
    fallback: str,
) -> list[str]:
    """What sponsors would have, a line each; `fallback` is the language of the form."""
    gettext = language_of(language, catalogues=CATALOGUES).translations.gettext
    email = [gettext("Your email address")] if settings.shares_email else []
    answers = [
        gettext("Your answer to “%(question)s”")
        % {"question": rules.label_of(questions[key], language=language, fallback=fallback)}
        for key in settings.questions
        if key in questions
    ]
    return [gettext("Your name"), *email, *answers]


def kept_text(statement: str, words: list[str]) -> str:
    """The statement as its proof is kept: the sentence and each line below it."""
    return "\n".join((statement, *(f"- {each}" for each in words)))
