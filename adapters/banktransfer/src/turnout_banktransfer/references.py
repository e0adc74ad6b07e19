"""Creditor references of ISO 11649: `RF`, two check digits, and up to 21 letters and digits.

Banks carry them as structured data, and two check digits catch what buyers mistype.
"""

import hashlib
import re
from collections.abc import Iterator

from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U: nobody has to ask whether it is a letter or a digit."""
_LENGTH = 16
_BODY = re.compile(r"[0-9A-Z]{1,21}")
_REFERENCE = re.compile(r"RF[0-9]{2}[0-9A-Z]{1,21}")
_MISREAD = str.maketrans("ILOU", "110V")


def reference_for(key: str) -> str:
    """Make the reference of an operation's key: the same one every time, with 80 bits of it."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:10])
    digits = (_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return with_check_digits("".join(digits))


def with_check_digits(body: str) -> str:
    """Put `RF` and the check digits in front; ValueError for what no reference may hold."""
    if not _BODY.fullmatch(body):
        raise ValueError("a creditor reference has 1 to 21 letters and digits")
    return f"RF{mod_97_10.calc_check_digits(f'{body}RF')}{body}"


def is_valid(reference: str) -> bool:
    """Check a reference in its compact form."""
    is_compact = _REFERENCE.fullmatch(reference) is not None
    return is_compact and iso11649.is_valid(reference)


def printed(reference: str) -> str:
    """Write in groups of four, as the standard says."""
    return iso11649.format(reference)


def compact(text: str) -> str:
    """Keep letters and digits, in capitals: buyers and banks break references at will."""
    return "".join(each for each in text.upper() if each.isascii() and each.isalnum())


def references_in(text: str) -> Iterator[str]:
    """Find our references in a remittance text, wherever it was broken or glued together.

    A misread O or I is put right where the check digits then agree.
    """
    squeezed = compact(text)
    for start in (found.start() for found in re.finditer("(?=RF)", squeezed)):
        candidate = squeezed[start : start + 4 + _LENGTH]
        body = candidate[2:].translate(_MISREAD)
        for reading in (candidate, f"RF{body}"):
            if len(reading) == 4 + _LENGTH and is_valid(reading):
                yield reading
                break
