"""Passwords: what we accept, and how they are kept (argon2id)."""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from turnout.kernel.errors import FieldError

SHORTEST: Final = 8
LONGEST: Final = 256
COMMON: Final = Path(__file__).parent / "common_passwords.txt"
SWAPS: Final = str.maketrans("@431!05$7", "aaeiiosst")
TAIL: Final = re.compile(r"[\W\d_]+$")
HEAD: Final = re.compile(r"^[\W\d_]+")
LONG_CORE: Final = 6
"""Shorter words of breached passwords may stand in one's own."""
DIFFERENT: Final = 4
"""Fewer different characters than this are one word repeated, not a password."""

MEMORY_KIB: Final = 19 * 1024
ROUNDS: Final = 2
"""What OWASP asks of argon2id at least, with one lane."""
_hasher: Final = PasswordHasher(time_cost=ROUNDS, memory_cost=MEMORY_KIB, parallelism=1)


def password_errors(
    password: str, *, email: str = "", pointer: str = "/password"
) -> list[FieldError]:
    """Length and guessability; nothing is cut off and no kind of character is demanded."""
    if not SHORTEST <= len(password) <= LONGEST:
        return [FieldError(pointer, f"Use {SHORTEST} to {LONGEST} characters.", "length")]
    if is_common(password) or _is_the_address(password, email):
        return [
            FieldError(
                pointer,
                "This password is among those tried first; take several words of your own.",
                "too-common",
            )
        ]
    return []


def is_common(password: str) -> bool:
    """Whether the password, or the word it dresses up, is on a list of those tried first.

    One list is ours; the other has the 30,000 most frequent passwords of breaches, as they come
    with zxcvbn (MIT). Nothing is asked of anybody else.
    """
    plain = password.casefold()
    swapped = plain.translate(SWAPS)
    cores = {plain, swapped}
    for text in (plain, swapped):
        cores |= {TAIL.sub("", text), HEAD.sub("", text), TAIL.sub("", HEAD.sub("", text))}
    # The digits at an end are decoration before they are swapped letters: p4ssw0rd123.
    cores.add(TAIL.sub("", plain).translate(SWAPS))
    return (
        len(set(plain)) < DIFFERENT
        or _is_a_run(plain)
        or any(core in _common() for core in cores if core)
        or any(core in _breached() for core in cores if len(core) >= LONG_CORE)
    )


def hash_password(password: str) -> str:
    """An argon2id hash with its own salt; takes tens of milliseconds on purpose."""
    return _hasher.hash(_normal(password))


def is_right(password: str, password_hash: str) -> bool:
    """Whether a password fits a hash. An empty hash fits nothing and takes as long."""
    try:
        _hasher.verify(password_hash or _dummy(), _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than ours of today."""
    return _hasher.check_needs_rehash(password_hash)


@cache
def _dummy() -> str:
    return _hasher.hash("nobody has this password")


@cache
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _breached() -> frozenset[str]:
    """Read where a password is chosen for the first time: the lists take 14 MB to load."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(FREQUENCY_LISTS["passwords"])


def _is_a_run(text: str) -> bool:
    """`abcdefgh`, `87654321`: neighbours all the way."""
    steps = {ord(right) - ord(left) for left, right in pairwise(text)}
    return steps in ({1}, {-1})


def _is_the_address(password: str, email: str) -> bool:
    plain, local = password.casefold(), email.partition("@")[0]
    return bool(email) and (plain == email or TAIL.sub("", plain) == local)


def _normal(password: str) -> str:
    """One spelling for letters that keyboards compose differently."""
    return unicodedata.normalize("NFC", password)
