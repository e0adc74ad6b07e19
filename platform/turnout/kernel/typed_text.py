"""Codes, numbers and addresses by any keyboard, or copied from somewhere: as programs read them.

Browsers read them alike (`lib/typed-text.ts`), and `typed-text.json` beside it has what both make
of what people type.
"""

import re
import unicodedata
from typing import Final

UNSEEN: Final = r"\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""In a class of a pattern: what copying brings along and nobody sees."""
_UNSEEN: Final = re.compile(f"[{UNSEEN}]")
_BETWEEN: Final = re.compile("[\\s'\u2019\u066c]")
"""What people put between thousands, and what means nothing else in a number."""
_LEFT_OUT: Final = frozenset({"Cf", "Pd"})
"""Kinds of signs that are no part of a code: those that nobody sees, and dashes."""
_POINTS: Final = str.maketrans({"\u066b": ".", "\u2212": "-"})
_COMMA: Final = re.compile(r",(?=[0-9]{1,2}$|[0-9]{4,}$)")
_IN_PHONES: Final = re.compile("[\\s()./\u2010-\u2015\u2212-]")


def visible(text: str) -> str:
    """Without what copying brings along and nobody sees: marks of direction, blanks of no width.

    Those that join letters stay, since words of some languages have them.
    """
    return text if text.isascii() else _UNSEEN.sub("", text)


def plain_signs(text: str) -> str:
    """The same with letters and signs of one width, as an address has them."""
    return text if text.isascii() else unicodedata.normalize("NFKC", visible(text))


def plain_digits(text: str) -> str:
    """With 0 to 9 for the digits of every script; all else as it was."""
    if text.isascii():
        return text
    return "".join(_digit(each) for each in text)


def plain_code(text: str) -> str:
    """A code in capitals without blanks and dashes, whatever keyboard it is from.

    The dotted capital of a Turkish keyboard is an I; an accent is none of a code, and stays.
    """
    if text.isascii():
        return re.sub(r"[\s-]", "", text).upper()
    plain = unicodedata.normalize("NFKC", text).replace("\u0130", "I")
    kept = (each for each in plain if unicodedata.category(each) not in _LEFT_OUT)
    return re.sub(r"[\s\u2212]", "", plain_digits("".join(kept))).upper()


def plain_number(text: str) -> str:
    """A number with a point before its decimals and nothing between its thousands.

    A comma is such a point, but not before three digits: that may be a thousand.
    """
    plain = plain_digits(plain_signs(text))
    return _COMMA.sub(".", _BETWEEN.sub("", plain.translate(_POINTS)))


def plain_phone(text: str) -> str:
    """A phone number without what stands between its digits, `00` before a country as `+`.

    The nought in brackets, which is dialled at home alone, goes as well.
    """
    plain = _IN_PHONES.sub("", plain_digits(plain_signs(text)).replace("(0)", ""))
    return f"+{plain[2:]}" if plain.startswith("00") else plain


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
