"""Terms of a search as queries and ranks of PostgreSQL's full text. Pure.

They are made of constants and immutable functions alone: the planner knows what it looks for. The
text that is searched is the column `e.search`; ranks read it as `UNPACKED` has it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from turnout.search_words.terms import Term, terms_of
from turnout.search_words.texts import STEMMERS

NAMES: Final = sorted(set(STEMMERS.values()))
WEIGHTS: Final = "'{0.05,0.2,0.4,1}'::real[]"
"""Of the description, who speaks about what, what it is, and its titles."""
WHOLE, BEGUN, NEAR, HAD = 1_000_000, 100_000, 300_000, 4_000_000
"""What whole words count, beginnings, words close to each other, and each term that is there."""
MOST_CHOSEN: Final = 5
"""Of so many terms, the longest ones, some have to be there."""
BEGINNING: Final = " || ':*'"
UNPACKED: Final = """CROSS JOIN LATERAL (
    SELECT e.search || ''::tsvector AS words OFFSET 0) AS unpacked"""
"""A long text is stored packed, and unpacked for each function that reads it: this once for all."""


@dataclass(frozen=True, slots=True)
class TextQuery:
    """The terms of a text; `values` is the parameter `text` of whatever is made of them."""

    terms: tuple[Term, ...]
    values: list[str]

    @classmethod
    def of(cls, text: str, own: str = "") -> "TextQuery":
        """`own` are synonyms of the operator's, as `terms_of` takes them."""
        terms = terms_of(text, own)
        words = [word for each in terms for word in each.words]
        phrases = [_phrase(other) for each in terms for other in each.others]
        return cls(terms, list(dict.fromkeys((*words, *phrases, *_near(words)))))

    def all(self) -> str:
        """The query that has every term."""
        return _and([self._term(each, self._begun) for each in self.terms])

    def typed(self) -> str:
        """The same of words as they were typed or by their stems; the last one may be begun."""
        return _and([self._term(each, self._as_typed) for each in self.terms])

    def some(self) -> str:
        """The query that has at least half of the terms, of many the longest ones."""
        chosen = sorted(self.terms, key=lambda each: -each.weight)[:MOST_CHOSEN]
        wide = [self._term(each, self._begun) for each in chosen]
        return " || ".join(_and(few) for few in combinations(wide, (len(wide) + 1) // 2))

    def rank(self, *, loosely: bool = False) -> str:
        """How well an event fits, as a whole number; every term counts by what it says."""
        parts = [self._ranked(each, loosely=loosely) for each in self.terms]
        for near in _near([word for each in self.terms for word in each.words]):
            said = _lexemes("simple", self._value(near))
            parts.append(f"{NEAR} * ts_rank({WEIGHTS}, unpacked.words, {said})")
        return f"({' + '.join(parts)})::bigint"

    def _ranked(self, term: Term, *, loosely: bool) -> str:
        # Apart from stems: of two lexemes that are spelt alike the rank only sees one.
        begun = " || ".join(
            _lexemes("simple", self._value(each) + BEGINNING) for each in term.words
        )
        rank = (
            f"{WHOLE} * ts_rank({WEIGHTS}, unpacked.words, {self._term(term, self._whole)})"
            f" + {BEGUN} * ts_rank({WEIGHTS}, unpacked.words, {begun})"
        )
        is_had = f"unpacked.words @@ {self._term(term, self._begun)}"
        had = f" + CASE WHEN {is_had} THEN {HAD} ELSE 0 END" if loosely else ""
        return f"{term.weight:.3f} * ({rank}{had})"

    def _term(self, term: Term, said: Callable[[str], str]) -> str:
        """All words of a term, or one of the phrases that mean the same."""
        own = _and([said(word) for word in term.words])
        return _either(own, *(self._other(each) for each in term.others))

    def _other(self, phrase: Sequence[str]) -> str:
        value = self._value(_phrase(phrase))
        plain = _lexemes("simple", value)
        return plain if len(phrase) > 1 else f"{plain} || {_lexemes('english', value)}"

    def _begun(self, word: str) -> str:
        """A word as the beginning of one, or by its stem in any language.

        A single letter begins half of all words: it is one by itself unless more may follow.
        """
        if len(word) == 1 and word.isascii() and word != self.terms[-1].words[-1]:
            return self._whole(word)
        value = self._value(word)
        return _either(_lexemes("simple", value + BEGINNING), *_stems(value))

    def _as_typed(self, word: str) -> str:
        is_last = word == self.terms[-1].words[-1]
        return self._begun(word) if is_last else self._whole(word)

    def _whole(self, word: str) -> str:
        value = self._value(word)
        return _either(_lexemes("simple", value), *_stems(value))

    def _value(self, text: str) -> str:
        """The text as an element of the parameter."""
        return f"(%(text)s::text[])[{self.values.index(text) + 1}]"


def _phrase(words: Sequence[str]) -> str:
    return " <-> ".join(words)


def _near(words: Sequence[str]) -> list[str]:
    """All the words, by whose distance events are told apart; none of a single one."""
    return [" & ".join(words)] if len(words) > 1 else []


def _lexemes(name: str, value: str) -> str:
    return f"to_tsquery('{name}'::regconfig, {value})"


def _stems(value: str) -> list[str]:
    return [_lexemes(name, value) for name in NAMES]


def _either(*queries: str) -> str:
    """One of these, each once: languages share stems, and the planner adds up what it is told."""
    return f"search_either({' || '.join(queries)})"


def _and(parts: Sequence[str]) -> str:
    return "(" + " && ".join(parts) + ")"
