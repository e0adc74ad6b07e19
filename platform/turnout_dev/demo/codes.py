"""Ticket codes as a stranger handles them: read off a printed page, and forged."""

import base64
import sys
from importlib import import_module
from types import ModuleType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from turnout_dev.stack.state import ROOT


def codes_in_pdf(pdf: bytes) -> list[str]:
    """The texts of the QR codes on the drawn pages, by PDFium and ZXing: none of our own code."""
    codes: list[str] = _reader().codes_in_pdf(pdf)
    return codes


def texts_of_pdf(pdf: bytes) -> list[str]:
    """What can be copied from each page."""
    texts: list[str] = _reader().texts_of_pdf(pdf)
    return texts


def _reader() -> ModuleType:
    """The reader that the tests use; it lies beside them, so the checkout must be importable."""
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    return import_module("tests.reading.qr")


def forged(code: str) -> str:
    """A code for another ticket, signed well, by a key that is not the event's."""
    version, key_id, payload, _ = code.split(".")
    claims = bytearray(_decode(payload))
    claims[16] ^= 1
    signed = f"{version}.{key_id}.{_encode(bytes(claims))}"
    return f"{signed}.{_encode(Ed25519PrivateKey.generate().sign(signed.encode()))}"


def flipped(code: str) -> str:
    """The same code with one bit of the ticket's id turned, its signature kept."""
    version, key_id, payload, signature = code.split(".")
    claims = bytearray(_decode(payload))
    claims[31] ^= 1
    return f"{version}.{key_id}.{_encode(bytes(claims))}.{signature}"


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
