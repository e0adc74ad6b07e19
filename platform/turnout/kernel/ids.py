"""Row ids that sort by birth (UUID version 7), numbers read aloud, and names in addresses."""

import os
import re
import secrets
import time
import unicodedata
from datetime import date, datetime
from uuid import UUID

LONGEST_SLUG = 60
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


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


def slug_of(text: str) -> str:
    """ASCII letters, digits and single hyphens, at most 60; empty where no such letter is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-")
