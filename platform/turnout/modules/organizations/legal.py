"""What makes a legal text, and in which language somebody reads it: pure."""

from collections.abc import Mapping, Sequence
from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.security.sanitize import sanitize
from turnout.modules.organizations.rules import LOCALE, is_web_address
from turnout.modules.organizations.types import LegalWording

MOST_LANGUAGES: Final = 20
LONGEST: Final = 200_000
"""Signs of a text in one language; the whole request takes a megabyte."""


def cleaned(texts: Mapping[str, LegalWording]) -> dict[str, LegalWording]:
    """The texts as they are kept: harmless HTML or an address of the web, one of both for each.

    Invalid names the language and the field that is wrong.
    """
    if not 1 <= len(texts) <= MOST_LANGUAGES:
        says = f"Write the text in at least one language and at most {MOST_LANGUAGES}."
        raise Invalid(FieldError("/texts", says))
    too_long = [tag for tag, wording in texts.items() if len(wording.html) > LONGEST]
    if too_long:
        says = f"Use at most {LONGEST} signs."
        raise Invalid(*(FieldError(f"{_below(tag)}/html", says, "too-long") for tag in too_long))
    kept = {tag: _cleaned(wording) for tag, wording in texts.items()}
    errors = [error for tag, wording in kept.items() for error in _errors(tag, wording)]
    if errors:
        raise Invalid(*errors)
    return kept


def in_language(
    texts: Mapping[str, LegalWording], wanted: Sequence[str], *, otherwise: str
) -> tuple[str, LegalWording]:
    """The text in the first wanted language that it has, else in the organization's, else any.

    `de` finds `de-CH` and the other way round: the same language of another place is better
    than another language.
    """
    for tag in (*wanted, otherwise):
        found = tag if tag in texts else _of_same_language(texts, tag)
        if found is not None:
            return found, texts[found]
    first = min(texts)
    return first, texts[first]


def _of_same_language(texts: Mapping[str, LegalWording], tag: str) -> str | None:
    language = tag.partition("-")[0]
    return next((each for each in sorted(texts) if each.partition("-")[0] == language), None)


def _cleaned(wording: LegalWording) -> LegalWording:
    return LegalWording(html=sanitize(wording.html), url=wording.url.strip())


def _errors(tag: str, wording: LegalWording) -> list[FieldError]:
    below = _below(tag)
    if not LOCALE.fullmatch(tag):
        return [FieldError(below, "Use a language tag, such as en or de-CH.")]
    if bool(wording.html) == bool(wording.url):
        says = "Write the text, or give the address where it stands: one of both."
        return [FieldError(f"{below}/html", says)]
    if wording.url and not is_web_address(wording.url):
        says = "Use an address that begins with https:// or http://."
        return [FieldError(f"{below}/url", says)]
    return []


def _below(tag: str) -> str:
    return f"/texts/{tag[:40].replace('~', '~0').replace('/', '~1')}"
