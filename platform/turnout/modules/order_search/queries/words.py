"""What the statements that find orders and attendees ask about words."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from turnout.kernel.db.tx import Transaction
from turnout.modules.order_search import rules

HAS_WORD: Final = "{subject} IN ({having})"
HAVING_WORD: Final = """
    SELECT w.{column} FROM order_words w WHERE w.organization_id = %(organization_id)s
        AND w.word >= %({word})s AND w.word < %({word}_end)s
"""
"""A range, not LIKE: before a row policy has spoken PostgreSQL asks an index for leakproof
comparisons only, and those of patterns are none."""
HAS_ALL_WORDS: Final = "{subject} = ANY(ARRAY({having}))"
"""The bearers of all words, found first: to walk the list and ask each row for words that few of
them have together takes longer the longer the list is."""
COUNT_WORD: Final = "SELECT count(*) FROM ({having} LIMIT %(limit)s) AS found"
HAS_NUMBER: Final = """
    SELECT true FROM order_index WHERE organization_id = %(organization_id)s AND number = %(number)s
"""


def word_conditions(
    tx: Transaction, text: str | None, *, subject: str, column: str, number: str
) -> tuple[list[str], dict[str, Any]]:
    """Whole numbers of orders first: such a text names that order and nothing else."""
    if not text or not text.strip():
        return [], {}
    asked_number = text.replace("\x00", "").strip().upper()
    if tx.query(HAS_NUMBER, tx.here(number=asked_number)):
        return [f"{number} = %(number)s"], {"number": asked_number}
    words = rules.asked_words(text)
    if not words:
        return ["false"], {}
    values: dict[str, Any] = {}
    having: list[str] = []
    for place, word in enumerate(words):
        name = f"word{place}"
        values |= {name: word, f"{name}_end": word + rules.ABOVE_ALL}
        having.append(HAVING_WORD.format(column=column, word=name))
    rare = _rare(tx, having, values) if len(words) > 1 else []
    conditions = [
        HAS_WORD.format(subject=subject, having=each) for each in having if each not in rare
    ]
    if rare:
        together = " INTERSECT ".join(rare)
        conditions.append(HAS_ALL_WORDS.format(subject=subject, having=together))
    return conditions, values


def _rare(tx: Transaction, having: Sequence[str], values: Mapping[str, Any]) -> list[str]:
    """Two or more words whose bearers are few enough to be read whole; else none."""
    counts = ", ".join(f"({COUNT_WORD.format(having=each)})" for each in having)
    where = tx.here(**values, limit=rules.MOST_READ_OF_A_WORD + 1)
    [found] = tx.query(f"SELECT {counts}", where)
    rare = [
        each
        for each, count in zip(having, found, strict=True)
        if count <= rules.MOST_READ_OF_A_WORD
    ]
    return rare if len(rare) > 1 else []
