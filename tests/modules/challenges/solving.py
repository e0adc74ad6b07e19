"""How somebody who is asked solves a challenge: by trying one number after the other."""

import hashlib
from itertools import count


def solved(asked: dict[str, object]) -> str:
    """The answer to a challenge as the API gives it."""
    limit = 1 << (256 - int(str(asked["difficulty_bits"])))
    begun = hashlib.sha256(f"{asked['challenge']}~".encode())
    for number in count():
        tried = begun.copy()
        tried.update(str(number).encode())
        if int.from_bytes(tried.digest()) < limit:
            return f"{asked['challenge']}~{number}"
    raise AssertionError
