"""Private keys in PEM form, which adapters are given as settings and read whenever they open.

Needs the package `cryptography`; nothing but what an adapter imports itself leads here.
"""

import hashlib
from typing import Final

from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import load_pem_private_key

MOST_KNOWN: Final = 1_000
_known: Final[set[bytes]] = set()
"""Digests of the texts of keys whose numbers this process has found to fit."""


def load_private_key(pem: bytes, password: bytes | None = None) -> PrivateKeyTypes:
    """Read a key. ValueError for what is none or does not fit together, TypeError for a password.

    Whether the numbers of an RSA key fit takes a twentieth of a second for 2048 bits and a third of
    one for 4096, many times a signature: a process looks once at each key.
    """
    digest = hashlib.sha256(pem).digest()
    key = load_pem_private_key(pem, password, unsafe_skip_rsa_key_validation=digest in _known)
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    _known.add(digest)
    return key
