"""What the statements that find orders and attendees ask about words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import typed_number
from turnout.modules.order_search import rules

HAS_WORD: Final = "({subject}) IN ({having})"
HAVING_WORD: Final = """
    SELECT {column} FROM order_words w WHERE w.organization_id = %(organization_id)s
        AND w.word >= %({word})s AND w.word < %({word}_end)s
"""
"""A range, not LIKE: before a row policy has spoken PostgreSQL asks an index for leakproof
comparisons only, and those of patterns are none."""
HAS_ALL_WORDS: Final = "{subject} = ANY(ARRAY({having}))"
"""The bearers of all words, found first: to walk the list and ask each row for words that few of
them have together takes longer the longer the list is."""
BEARS_WORD: Final = """
    EXISTS (SELECT FROM order_words w WHERE w.organization_id = %(organization_id)s
        AND {same} AND w.word >= %({word})s AND w.word < %({word}_end)s OFFSET 0)
"""
"""Asked of each row by itself: of two columns that are equal together PostgreSQL expects next to
none, and reads a whole list for a word that every fiftieth row has."""
COUNT_WORD: Final = "SELECT count(*) FROM ({having} LIMIT %(limit)s) AS found"
HAS_NUMBER: Final = """
    SELECT EXISTS (SELECT FROM order_index
        WHERE organization_id = %(organization_id)s AND number = %(number)s),
        set_config('max_parallel_workers_per_gather', '0', true)
"""
"""A page ends sooner than processes that help to read the list begin."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a row has to have; `each` asks the same row by row, of one word that many have.

    `is_by_id`: it asks for nothing of the row but its id.
    """

    conditions: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    each: str = ""
    is_by_id: bool = False


def word_conditions(
    tx: Transaction, text: str | None, *, table: str, bearer: Mapping[str, str], number: str
) -> Words:
    """Whole numbers of orders first: such a text names that order and nothing else.

    `bearer` says which columns of a row are which of its words. The last names who bears them;
    with all of them a walk along the list asks the index of an order's words.
    """
    if not text or not text.strip():
        return Words()
    asked_number = typed_number(text.replace("\x00", ""))
    [(is_number, _)] = tx.query(HAS_NUMBER, tx.here(number=asked_number))
    if is_number:
        return Words([f"{number} = %(number)s"], {"number": asked_number})
    words = rules.asked_words(text)
    if not words:
        return Words(["false"])
    names = [f"word{place}" for place in range(len(words))]
    values: dict[str, Any] = {}
    for name, word in zip(names, words, strict=True):
        values |= {name: word, f"{name}_end": word + rules.ABOVE_ALL}
    subject, column = list(bearer.items())[-1]
    rare = _rare(tx, names, column, values)
    conditions = [
        HAS_WORD.format(subject=", ".join(bearer), having=_having(name, *bearer.values()))
        for name in names
        if name not in rare
    ]
    if rare:
        together = " INTERSECT ".join(_having(name, column) for name in rare)
        conditions.append(HAS_ALL_WORDS.format(subject=subject, having=together))
    if rare or len(names) > 1:
        return Words(conditions, values)
    same = " AND ".join(f"w.{its} = {table}.{own}" for own, its in bearer.items())
    each = BEARS_WORD.format(same=same, word=names[0])
    return Words(conditions, values, each, is_by_id=list(bearer) == ["id"])


def _having(word: str, *columns: str) -> str:
    return HAVING_WORD.format(column=", ".join(f"w.{each}" for each in columns), word=word)


def _rare(
    tx: Transaction, names: Sequence[str], column: str, values: Mapping[str, Any]
) -> list[str]:
    """One word, or two and more, whose bearers are few enough to be read whole; else none."""
    most = rules.MOST_READ_OF_A_WORD if len(names) > 1 else rules.COMMON_WORD - 1
    counts = ", ".join(f"({COUNT_WORD.format(having=_having(name, column))})" for name in names)
    [found] = tx.query(f"SELECT {counts}", tx.here(**values, limit=most + 1))
    rare = [each for each, count in zip(names, found, strict=True) if count <= most]
    return rare if len(rare) > 1 or len(names) == 1 else []
