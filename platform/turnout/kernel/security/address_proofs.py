"""Proof of who is signed in with which address: made by pages, sent along by their scripts.

The API of buyers knows no login. A page that does gives its script a signed text with the address,
so that free orders above the bound, and member prices of who is signed in, need no more. It lets
nobody in anywhere, and ends within a day.
"""

from datetime import timedelta
from typing import Final

from turnout.kernel import clock, runtime
from turnout.kernel.security.crypto import Lapsed, NotGenuine

ADDRESS_HEADER: Final = "Turnout-Address-Proof"
PROOF_LIFETIME: Final = timedelta(days=1)
PURPOSE: Final = "orders.address"
"""Of the signature: a proof is good for nothing else."""


def prove_address(email: str) -> str:
    """What a page gives whoever is signed in with a verified address, to order for it."""
    expires_at = clock.now() + PROOF_LIFETIME
    payload = email.strip().lower().encode()
    return runtime.current().keys.sign(PURPOSE, payload, expires_at=expires_at)


def proven_address(proof: str) -> str:
    """The address that a proof is for, in small letters; empty for a proof that proves nothing."""
    if not proof:
        return ""
    try:
        return runtime.current().keys.unsign(PURPOSE, proof, now=clock.now()).decode()
    except (Lapsed, NotGenuine):
        return ""


def proves_address(email: str, proof: str) -> bool:
    """Whether a proof is for this address.

    Capitals and blanks around it make no difference.
    """
    return bool(proof) and proven_address(proof) == email.strip().lower()
