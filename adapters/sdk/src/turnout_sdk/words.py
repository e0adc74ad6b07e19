"""Words of texts, read alike in what is searched and in what somebody types. Pure."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

MOST_WORDS: Final = 12
LONGEST_WORD: Final = 80
MOST_KEPT: Final = 10_000
"""Signs that are known without asking again: whoever types all that there are fills no memory."""
CJK: Final = re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힯豈-﫿]")
"""Signs that stand one after the other without spaces between words."""


class _Signs(dict[int, int | str | None]):
    """What becomes of each sign of a text, found out once: for `str.translate`."""

    def __init__(self, become: Callable[[str], str | None]) -> None:
        super().__init__()
        self._become = become

    def __missing__(self, sign: int) -> int | str | None:
        found = self._become(chr(sign))
        if len(self) < MOST_KEPT:
            self[sign] = found
        return found


def is_in_word(sign: str) -> bool:
    """Whether a sign is a letter, a digit or a mark, such as some scripts write vowels with."""
    return sign == "_" or unicodedata.category(sign)[0] in "LNM"


WITHOUT_MARKS: Final = _Signs(lambda sign: None if unicodedata.combining(sign) else sign)
SPACED: Final = _Signs(lambda sign: sign if is_in_word(sign) else " ")


def fold(text: str) -> str:
    """Lower case without marks, so that “Munchen” finds “München”."""
    return unicodedata.normalize("NFKD", text).translate(WITHOUT_MARKS).casefold()


def spaced(text: str) -> str:
    """Words set apart by blanks alone: analyzers keep some together, such as `K.1.105`."""
    return text.translate(SPACED)


def words_of(text: str) -> list[str]:
    """What was typed, word by word, with whatever is no letter, digit or mark left out."""
    return [each[:LONGEST_WORD] for each in spaced(text).split()[:MOST_WORDS]]
