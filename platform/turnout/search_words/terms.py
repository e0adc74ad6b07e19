"""What was typed as terms: words that belong together, each with what means the same. Pure."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from turnout.search_words.texts import words
from turnout_sdk.words import MOST_WORDS, fold

Phrase = tuple[str, ...]
LONGEST_PHRASE: Final = 4
LEAST_PART: Final = 2
MOST_OTHERS: Final = 16
"""Of one term: a concept's words in all the languages, the English ones first."""
LISTS: Final = ("en", "ar", "de", "es", "fr", "hi", "ja", "pt", "so", "zh")
STOP_WORDS: Final = "stop-words"
MOST_OWN: Final = 50_000
"""Signs of an operator's own list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing that is looked for: all of `words`, or one of `others`, each a phrase."""

    words: Phrase
    others: tuple[Phrase, ...] = ()

    @property
    def weight(self) -> float:
        """Long words say more of what is meant than short ones, which are many texts' own."""
        return 1.0 + min(sum(map(len, self.words)), 12) / 12


def terms_of(text: str, own: str = "") -> tuple[Term, ...]:
    """The terms of what a visitor typed; `own` are further synonyms, as `read_list` takes them.

    Words that every text of a language has are left out where any others remain.
    """
    known = _synonyms(own)
    typed = _typed(text, known)
    found: list[Term] = []
    at = 0
    while at < len(typed):
        length = next(
            (n for n in range(LONGEST_PHRASE, 0, -1) if _phrase(typed, at, n) in known), 1
        )
        phrase = _phrase(typed, at, length) or (typed[at],)
        found.append(Term(words=phrase, others=known.get(phrase, ())))
        at += length
    said = [each for each in found if each.others or each.words[0] not in _stop_words()] or found
    return _joined(said, text)


def _phrase(typed: list[str], at: int, length: int) -> Phrase | None:
    return tuple(typed[at : at + length]) if at + length <= len(typed) else None


def _typed(text: str, known: dict[Phrase, tuple[Phrase, ...]]) -> list[str]:
    """The words; of a run of signs without spaces those that are known, as far as they are."""
    found: list[str] = []
    for word in words(text)[:MOST_WORDS]:
        found += _known_parts(word, known) or [word]
    return found[:MOST_WORDS]


def _known_parts(word: str, known: dict[Phrase, tuple[Phrase, ...]]) -> list[str]:
    """Longest known words first, where a language writes no spaces; none if a part is unknown."""
    if word.isascii() or (word,) in known or not _is_written_together(word):
        return []
    parts: list[str] = []
    at = 0
    while at < len(word):
        ends = (end for end in range(len(word), at, -1) if (word[at:end],) in known)
        end = next(ends, None)
        if end is None:
            return []
        parts.append(word[at:end])
        at = end
    return parts


def _is_written_together(word: str) -> bool:
    return all("\u3040" <= sign <= "\u30ff" or "\u3400" <= sign <= "\u9fff" for sign in word)


def _joined(terms: list[Term], text: str) -> tuple[Term, ...]:
    """Two words that were typed as a compound are also looked for written as one."""
    compounds = {
        tuple(parts)
        for chunk in fold(text).split()
        if "-" in chunk and len(parts := words(chunk)) == LEAST_PART
    }
    found: list[Term] = []
    for each in terms:
        before = found[-1] if found else None
        pair = (*before.words, *each.words) if before else ()
        if before and pair in compounds and _is_pair(before, each):
            found[-1] = Term(words=pair, others=(("".join(pair),),))
        else:
            found.append(each)
    return tuple(found)


def _is_pair(one: Term, other: Term) -> bool:
    return not (one.others or other.others) and all(
        len(word) >= LEAST_PART and word.isalpha() for word in (*one.words, *other.words)
    )


def read_list(text: str) -> list[list[Phrase]]:
    """Concepts of a list: a line each (or up to `;`), its words set apart by `:` and commas."""
    lines = (line.partition("#")[0] for line in text.replace(";", "\n").splitlines())
    concepts = ([tuple(words(each)) for each in _parts(line)] for line in lines)
    return [
        kept
        for concept in concepts
        if len(kept := [each for each in concept if 0 < len(each) <= LONGEST_PHRASE]) > 1
    ]


def _parts(line: str) -> list[str]:
    return line.replace(":", ",").replace("=", ",").split(",")


@lru_cache(maxsize=4)
def _synonyms(own: str) -> dict[Phrase, tuple[Phrase, ...]]:
    """What means the same as a phrase, over all the lists; a concept's first word names it."""
    concepts: dict[Phrase, dict[Phrase, None]] = {}
    for text in (*(_read(tag) for tag in LISTS), own[:MOST_OWN]):
        for concept in read_list(text):
            concepts.setdefault(concept[0], {}).update(dict.fromkeys(concept))
    found: dict[Phrase, dict[Phrase, None]] = {}
    for same in concepts.values():
        for each in same:
            others = (other for other in same if other != each)
            found.setdefault(each, {}).update(dict.fromkeys(others))
    return {each: tuple(others)[:MOST_OTHERS] for each, others in found.items()}


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(words(_read(STOP_WORDS)))


def _read(name: str) -> str:
    folder = files("turnout.search_words") / "synonyms"
    return (folder / f"{name}.txt").read_text(encoding="utf-8")
