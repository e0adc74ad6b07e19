"""What the search for sessions and speakers takes. Pure."""

from typing import Final

LEAST_LETTERS: Final = 2
LONGEST_TEXT: Final = 100
MOST_WORDS: Final = 8
USUAL_HITS: Final = 10
MOST_HITS: Final = 50


def words_of(typed: str) -> list[str]:
    """The words that were typed, the first few."""
    return typed.split()[:MOST_WORDS]
