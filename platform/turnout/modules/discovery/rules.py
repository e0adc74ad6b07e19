"""Words as the search compares them, and what of an event is public. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, tzinfo
from html import unescape

WORD = re.compile(r"\w+")
NUMBER = re.compile(r"([0-9]+)")
TAG = re.compile(r"<[^>]*>")
NAME = re.compile(r"[A-Za-z0-9._-]{1,120}")
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 80
MOST_WORDS = 12
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


def query(text: str) -> str | None:
    """What a visitor typed, as a tsquery: each word begins a word; None without any."""
    found = words(text)[:MOST_WORDS]
    return " & ".join(f"{word}:*" for word in found) if found else None


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
