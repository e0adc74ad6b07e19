"""Row ids that sort by birth (UUID version 7), numbers read aloud, and names in addresses."""

import os
import re
import secrets
import time
import unicodedata
from datetime import date, datetime
from typing import Final
from uuid import UUID

from turnout.kernel.typed_text import plain_code

LONGEST_SLUG = 60
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS: Final = str.maketrans("ILO", "110")
"""Letters that people take for digits: no code of ours has them, and none tells them apart."""
_NUMBER: Final = re.compile(r"([A-Z]+)([0-9]{8})([0-9A-Z]{6})")


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562): 48 bits of milliseconds, then 74 random bits."""
    millis = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10)) >> 6  # 74 of them
    high = (millis << 16) | 0x7000 | (random >> 62)
    low = (0b10 << 62) | (random & ((1 << 62) - 1))
    return UUID(int=(high << 64) | low)


def first_id(at: datetime) -> UUID:
    """The smallest id that a row born at an instant, or later, can have."""
    return UUID(int=(int(at.timestamp() * 1_000) << 80) | (0x7000 << 64))


def human_number(prefix: str, day: date) -> str:
    """`REG-20240203-7ZK4Q9`: for people, never a credential (30 random bits)."""
    random = secrets.randbits(30)
    letters = "".join(CROCKFORD[(random >> shift) & 31] for shift in range(25, -1, -5))
    return f"{prefix}-{day:%Y%m%d}-{letters}"


def typed_number(text: str) -> str:
    """A number of `human_number` as it is kept, however somebody wrote it down or read it out.

    Blanks, dashes and case do not matter, and I, L and O are digits in its last part; anything
    else is only set in capitals.
    """
    found = _NUMBER.fullmatch(plain_code(text))
    if found is None:
        return text.strip().upper()
    return f"{found[1]}-{found[2]}-{found[3].translate(READ_AS)}"


def slug_of(text: str) -> str:
    """ASCII letters, digits and single hyphens, at most 60; empty where no such letter is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-")
