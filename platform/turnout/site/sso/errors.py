"""What is wrong with a step of the set-up, in the words of the page."""

from flask import request

from turnout.kernel.errors import FieldError, Invalid, TurnoutError
from turnout.modules.sso import api as sso
from turnout.site.l10n.i18n import _
from turnout.site.sso.views import Problem


def problem_of(step: str, refused: TurnoutError) -> Problem:
    """A refusal beside its fields, where it names some."""
    if isinstance(refused, Invalid):
        named = {each.pointer.removeprefix("/"): _in_words(each) for each in refused.errors}
        return Problem(step=step, fields=named)
    return Problem(step=step, text=_(refused.title))


def _in_words(error: FieldError) -> str:
    """Where the error has an explanation: that, with what we saw behind it as it was said."""
    explained = sso.explanation_of(error.code)
    if not explained:
        return _(error.detail)
    seen = error.detail.removeprefix(explained).strip()
    return f"{_(explained)} {seen}".strip()


def stale() -> Problem:
    return Problem(
        step=request.form.get("step", ""),
        text=_("This page was open for a long time, or was sent already. Please try once more."),
    )
