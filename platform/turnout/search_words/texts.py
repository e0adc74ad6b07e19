"""Folded words of texts, and mistyped ones put right. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from itertools import islice
from string import ascii_lowercase
from typing import Final

from turnout.kernel.db.pagination import like
from turnout_sdk.words import MOST_WORDS, fold, spaced

MOST_KNOWN_WORDS: Final = 400
"""Of one event: enough for its titles and names, few enough to be looked through at once."""
LEAST_LETTERS, MOST_LETTERS, LONG_WORD = 4, 40, 8
TAG: Final = re.compile(r"<[^>]*>")
NUMBER: Final = re.compile(r"([0-9]+)")
NOT_IN_NAMES: Final = re.compile(r"[^a-z0-9]+")
LONGEST_NAME: Final = 80
LONGEST_TEXT: Final = 100_000
"""Per weight; PostgreSQL takes at most a megabyte of lexemes for one row."""
STEMMERS: Final = {
    "ar": "arabic", "de": "german", "en": "english", "es": "spanish", "fr": "french",
    "hi": "hindi", "it": "italian", "nl": "dutch", "pt": "portuguese",
}  # fmt: skip
"""Languages whose endings the search sees through; words of others are found as they are."""
TYPED_AS_ONE: Final = ("łøđðħıŧ’‘ʼ‐–—", "loddhit'''---")
TYPED_AS_TWO: Final = {"æ": "ae", "œ": "oe", "þ": "th", "ß": "ss"}
TYPED: Final = str.maketrans(*TYPED_AS_ONE) | str.maketrans(TYPED_AS_TWO)
"""Letters that are none with a mark to Unicode, and the signs that phones put for these."""
MARKS: Final = "[\\u0300-\\u036f\\u0591-\\u05bd\\u064b-\\u0655\\u0670]"
"""Of Latin, Greek and Cyrillic letters, of Hebrew and of Arabic ones; for PostgreSQL."""


def plain_letters(text: str) -> str:
    """A name as somebody types it who has other keys: “soren muller” of “Søren Müller”."""
    return fold(text).translate(TYPED)


def plain_letters_of(column: str) -> str:
    """The same of a column, as SQL; for names in ASCII `lower` says it in less time."""
    bare = f"regexp_replace(normalize(lower({column}), NFKD), '{MARKS}', '', 'g')"
    signs, typed_as = (each.replace("'", "''") for each in TYPED_AS_ONE)
    plain = f"translate({bare}, '{signs}', '{typed_as}')"
    for letter, typed in TYPED_AS_TWO.items():
        plain = f"replace({plain}, '{letter}', '{typed}')"
    return plain


def plain_like(text: str) -> str | None:
    """The pattern `plain` of `name_has` for a typed text; None where nothing of it is left."""
    plain = plain_letters(text).strip()
    return like(plain) if plain else None


def name_has(column: str, *, as_typed: str = "%(like)s", plain: str = "%(plain)s") -> str:
    """SQL: a column has what was typed, or has it by plain letters; both in any case.

    `as_typed` and `plain` are what follows LIKE. Names in ASCII are not taken apart.
    """
    is_ascii = f"octet_length({column}) = char_length({column})"
    return (
        f"({column} ILIKE {as_typed} OR {column} ILIKE {plain}"
        f" OR (NOT {is_ascii} AND {plain_letters_of(column)} LIKE {plain}))"
    )


def words(text: str) -> list[str]:
    """Letters, digits and the signs of vowels that some scripts write beside letters."""
    return spaced(fold(text)).split()


def document(parts: Iterable[str]) -> str:
    """Folded words of all the parts, for `to_tsvector('simple', …)`."""
    return " ".join(word for part in parts for word in words(part))[:LONGEST_TEXT]


def query_words(text: str) -> list[str] | None:
    """What a visitor typed, word by word; None without any."""
    return words(text)[:MOST_WORDS] or None


def plain_names(names: Iterable[str]) -> dict[str, str]:
    """Each name that has words, as it is written → its folded words; in their order."""
    plain = {name.strip(): " ".join(words(name)) for name in names}
    return {name: each for name, each in plain.items() if each}


def name_words(typed: str) -> list[str]:
    """The words of one name that a visitor types, whole ones with a space behind.

    They may stand in any order; the last one is perhaps only begun.
    """
    found = list(dict.fromkeys(words(typed)))[:MOST_WORDS]
    return [*(f"{each} " for each in found[:-1]), *found[-1:]]


def is_mistyped_name(typed: Iterable[str], name: str) -> bool:
    """Whether each of the words looks like one of the name's, and one of them is mistyped."""
    known = words(name)
    wrong = [word for word in typed if not any(each.startswith(word) for each in known)]
    return bool(wrong) and all(near_words(word, known) for word in wrong)


def vocabulary(parts: Iterable[str]) -> list[str]:
    """The distinct words of the parts by which a mistyped one may be put right."""
    known = dict.fromkeys(word for part in parts for word in words(part) if is_corrected(word))
    return list(islice(known, MOST_KNOWN_WORDS))


def is_corrected(word: str) -> bool:
    """Whether a word is long enough to be told from a mistyped one; numbers never are."""
    return LEAST_LETTERS <= len(word) <= MOST_LETTERS and word.isalpha()


def near_words(typed: str, known: Iterable[str]) -> list[str]:
    """Those of the known words that may have been meant, the nearest first.

    Among those equally near the ones that begin alike: first letters are seldom mistyped.
    """
    most = 2 if len(typed) >= LONG_WORD else 1
    alike = (word for word in known if _may_be_near(typed, word, most))
    steps = {word: (typing_errors(typed, word), word[:1] != typed[:1]) for word in alike}
    return sorted((word for word in steps if steps[word][0] <= most), key=steps.__getitem__)


def _may_be_near(typed: str, word: str, most: int) -> bool:
    """Whether so few mistakes may lead from one to the other: each changes two letters at most."""
    is_as_long = abs(len(typed) - len(word)) <= most
    return is_as_long and len(set(typed) ^ set(word)) <= 2 * most


def typing_errors(typed: str, word: str) -> int:
    """How many letters were left out, added, mistaken, or swapped with the next one."""
    before_last: list[int] = []
    last = list(range(len(word) + 1))
    for row, letter in enumerate(typed, start=1):
        line = [row]
        for column, wanted in enumerate(word, start=1):
            is_same = letter == wanted
            steps = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (not is_same))
            if row > 1 and column > 1 and letter == word[column - 2] and typed[row - 2] == wanted:
                steps = min(steps, before_last[column - 2] + 1)
            line.append(steps)
        before_last, last = last, line
    return last[-1]


def words_by_one_error(typed: str) -> set[str]:
    """Those that may have been meant if one letter was left out, added, mistaken, or swapped.

    Letters that were left out or mistaken are from a to z.
    """
    places = range(len(typed))
    found = {typed[:at] + typed[at + 1 :] for at in places}
    found |= {
        typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]
        for at in places
        if at + 1 in places
    }
    for letter in ascii_lowercase:
        found |= {typed[:at] + letter + typed[at + 1 :] for at in places}
        found |= {typed[:at] + letter + typed[at:] for at in (*places, len(typed))}
    return found - {typed}


def put_right(word: str, near: Sequence[str], uses: Mapping[str, int]) -> str:
    """The word if it is used, else of the used ones that are nearest the one used most."""
    used = [each for each in near if each in uses]
    if word in uses or not used:
        return word
    least = typing_errors(word, used[0])
    best = (each for each in used if typing_errors(word, each) == least)
    return max(best, key=lambda each: (each[:1] == word[:1], uses[each]))


def plain(html: str) -> str:
    """The text of sanitised HTML."""
    return " ".join(unescape(TAG.sub(" ", html)).split())


def stemmer_of(language: str) -> str:
    """The name of PostgreSQL's rules for the language of a text."""
    return STEMMERS.get(language.partition("-")[0].lower(), "simple")


def natural(text: str) -> list[tuple[int, str]]:
    """A sort key that puts room 2 before room 10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in NUMBER.split(fold(text))]


def name_of(text: str) -> str:
    """A part of an address made of a name, in Latin letters; empty where nothing is left."""
    kept = NOT_IN_NAMES.sub("-", fold(text)).strip("-")[:LONGEST_NAME].rstrip("-")
    return kept if any(each.isalpha() for each in kept) else ""
