"""Whether what somebody typed at a kiosk is the name on a ticket. Pure."""

import unicodedata
from collections.abc import Sequence

from turnout.modules.kiosks.types import Candidate
from turnout.search_words.texts import plain_letters


def folded(text: str) -> str:
    """Letters without marks and case, words with one space between them; kiosks do the same."""
    bare = (each for each in plain_letters(text) if unicodedata.category(each)[0] != "M")
    return " ".join("".join(each if each.isalnum() else " " for each in bare).split())


def is_named(holder: str, typed: str) -> bool:
    """Whether each typed word is one of the name: a first or a last name alone will do."""
    words = folded(typed).split()
    return bool(words) and set(words) <= set(folded(holder).split())


def choose(candidates: Sequence[Candidate], name: str) -> Candidate | None:
    """The ticket of this name: one that can still be checked in, if there is one."""
    named = [each for each in candidates if is_named(each.name, name)]
    named.sort(key=lambda each: (each.state != "valid", each.is_in, each.ticket_id))
    return next(iter(named), None)
