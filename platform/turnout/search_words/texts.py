"""Folded words of texts, and mistyped ones put right. Pure."""

import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import Final

MOST_WORDS: Final = 12
MOST_KNOWN_WORDS: Final = 400
"""Of one event: enough for its titles and names, few enough to be looked through at once."""
LEAST_LETTERS, MOST_LETTERS, LONG_WORD = 4, 40, 8
LONGEST_TEXT: Final = 100_000
"""Per weight; PostgreSQL takes at most a megabyte of lexemes for one row."""
STEMMERS: Final = {
    "ar": "arabic", "de": "german", "en": "english", "es": "spanish", "fr": "french",
    "hi": "hindi", "it": "italian", "nl": "dutch", "pt": "portuguese",
}  # fmt: skip
"""Languages whose endings the search sees through; words of others are found as they are."""


def fold(text: str) -> str:
    """Lower case without marks, so that “Munchen” finds “München”."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(each for each in decomposed if not unicodedata.combining(each)).casefold()


def words(text: str) -> list[str]:
    """Letters, digits and the signs of vowels that some scripts write beside letters."""
    return "".join(each if is_in_word(each) else " " for each in fold(text)).split()


def is_in_word(sign: str) -> bool:
    return sign == "_" or unicodedata.category(sign)[0] in "LNM"


def document(parts: Iterable[str]) -> str:
    """Folded words of all the parts, for `to_tsvector('simple', …)`."""
    return " ".join(word for part in parts for word in words(part))[:LONGEST_TEXT]


def query_words(text: str) -> list[str] | None:
    """What a visitor typed, word by word; None without any."""
    return words(text)[:MOST_WORDS] or None


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
    steps = {word: (typing_errors(typed, word), word[:1] != typed[:1]) for word in known}
    return sorted((word for word in steps if steps[word][0] <= most), key=steps.__getitem__)


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


def stemmer_of(language: str) -> str:
    """The name of PostgreSQL's rules for the language of a text."""
    return STEMMERS.get(language.partition("-")[0].lower(), "simple")
