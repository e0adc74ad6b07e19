"""Words as the search compares them, and what of an event is public. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from html import unescape
from itertools import islice

WORD = re.compile(r"\w+")
NUMBER = re.compile(r"([0-9]+)")
TAG = re.compile(r"<[^>]*>")
NAME = re.compile(r"[A-Za-z0-9._-]{1,120}")
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 80
MOST_WORDS = 12
MOST_KNOWN_WORDS = 400
"""Of one event: enough for its titles and names, few enough to be looked through at once."""
LEAST_LETTERS, MOST_LETTERS, LONG_WORD = 4, 40, 8
STEMMERS = {
    "ar": "arabic", "de": "german", "en": "english", "es": "spanish", "fr": "french",
    "hi": "hindi", "it": "italian", "nl": "dutch", "pt": "portuguese",
}  # fmt: skip
"""Languages whose endings the search sees through; words of others are found as they are."""
FOREIGN = "@"
"""How a place in the search server's list begins, where ours are numbers."""
LONGEST_TEXT = 100_000
"""Per weight; PostgreSQL takes at most a megabyte of lexemes for one row."""


def fold(text: str) -> str:
    """Lower case without marks, so that “Munchen” finds “München”."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(each for each in decomposed if not unicodedata.combining(each)).casefold()


def words(text: str) -> list[str]:
    return WORD.findall(fold(text).replace("\x00", " "))


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
    """Those of the known words that may have been meant, the nearest first."""
    most = 2 if len(typed) >= LONG_WORD else 1
    steps = {word: typing_errors(typed, word) for word in known}
    return sorted((word for word in steps if steps[word] <= most), key=steps.__getitem__)


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


def midnight(day: date | None, *, days: int = 0) -> datetime | None:
    """The start of a day as UTC has it: a directory over all time zones needs no finer one."""
    if day is None:
        return None
    try:
        return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=days)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def is_foreign_place(value: str) -> bool:
    """Whether a place in a list is one of the search server's, and no number of ours."""
    return value.startswith(FOREIGN)


def stemmer_of(language: str) -> str:
    """The name of PostgreSQL's rules for the language of a text."""
    return STEMMERS.get(language.partition("-")[0].lower(), "simple")


def plain(html: str) -> str:
    """The text of sanitised HTML."""
    return " ".join(unescape(TAG.sub(" ", html)).split())


def natural(text: str) -> list[tuple[int, str]]:
    """A sort key that puts room 2 before room 10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in NUMBER.split(fold(text))]


def clean(text: str) -> str:
    """The text without what PostgreSQL cannot hold."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def are_names(*texts: str) -> bool:
    """Whether these parts of an address can be names at all; spares the question otherwise."""
    return all(NAME.fullmatch(text) for text in texts)


def name_of(text: str) -> str:
    """A part of an address made of a name, in Latin letters; empty where nothing is left."""
    kept = NOT_IN_NAMES.sub("-", fold(text)).strip("-")[:LONGEST_NAME].rstrip("-")
    return kept if any(each.isalpha() for each in kept) else ""


def local(moment: datetime, zone: tzinfo) -> datetime:
    """The moment on the clocks of a zone; at the ends of the calendar it stays as it is."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment
