"""Which characters every format can hold, so that a file that we write is one that others read."""

import re
from typing import Final

_UNWRITABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Controls besides tab and line ends, halves of surrogates, byte order marks, no characters."""


def writable(text: str) -> str:
    """The text without what no schedule can hold; line ends are LF."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
