"""The lines that people fill in on several pages, each said and named the same everywhere."""

from dataclasses import replace
from typing import Final

from turnout.kernel.errors import Invalid
from turnout.site.account_views import Field
from turnout.site.texts import _

LONGEST_PASSWORD: Final = 1024
"""Wide on purpose: the password's own rules answer, and nothing is cut off."""
LONGEST_NAME: Final = 120
PLAIN_WORDS: Final = {"/email": "Please enter a valid email address"}


def email(value: str = "") -> Field:
    return Field(
        name="email", label=_("E-mail"), kind="email", autocomplete="username", value=value
    )


def password() -> Field:
    return Field(
        name="password",
        label=_("Password"),
        kind="password",
        autocomplete="current-password",
        longest=LONGEST_PASSWORD,
    )


def new_password(*, error: str = "") -> Field:
    return Field(
        name="password",
        label=_("New password"),
        kind="password",
        autocomplete="new-password",
        longest=LONGEST_PASSWORD,
        hint=_("At least eight characters; a few words are easy to keep in mind."),
        error=error,
        is_first=bool(error),
    )


def display_name(value: str = "") -> Field:
    return Field(
        name="display_name",
        label=_("Your name"),
        autocomplete="name",
        value=value,
        longest=LONGEST_NAME,
    )


def with_errors(given: tuple[Field, ...], refused: Invalid) -> tuple[Field, ...]:
    """The same lines with what was wrong with each; the first of those takes the focus."""
    says = {each.pointer: _(PLAIN_WORDS.get(each.pointer, each.detail)) for each in refused.errors}
    marked = [replace(each, error=says.get(f"/{each.name}", ""), is_first=False) for each in given]
    first = next((index for index, each in enumerate(marked) if each.error), None)
    if first is not None:
        marked[first] = replace(marked[first], is_first=True)
    return tuple(marked)


def focused(given: tuple[Field, ...]) -> tuple[Field, ...]:
    """The same lines, with the focus on the first that is empty."""
    first = next((index for index, each in enumerate(given) if not each.value), len(given))
    return tuple(replace(each, is_first=index == first) for index, each in enumerate(given))
