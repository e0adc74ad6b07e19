"""Text as people type it, made comparable: one form of Unicode, no margins, no control signs.

The sets are written out, because "white space" means other signs in other languages.
"""

import re
import unicodedata
from typing import Final

SPACE: Final = (
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
)
SURROGATE: Final = re.compile("[\ud800-\udfff]")
CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
CONTROL_IN_LINES: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def one_line(text: str) -> str | None:
    """The text in normal form C without its margins; None when a sign cannot be kept."""
    if SURROGATE.search(text):
        return None
    clean = unicodedata.normalize("NFC", text).strip(SPACE)
    return None if CONTROL.search(clean) else clean


def several_lines(text: str) -> str | None:
    """As `one_line`; line breaks and tabs inside stay, every break as a line feed."""
    if SURROGATE.search(text):
        return None
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = unicodedata.normalize("NFC", plain).strip(SPACE)
    return None if CONTROL_IN_LINES.search(clean) else clean
