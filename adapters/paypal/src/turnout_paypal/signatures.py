"""Webhook signatures: a delivery comes from PayPal, for one of our webhooks, and just now.

PayPal signs `transmission id|time|webhook id|CRC-32 of the body` with its certificate's key.
"""

import base64
import binascii
import re
import zlib
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from turnout_paypal.certificates import Certificates
from turnout_paypal.events import event_of, merchants_of
from turnout_paypal.settings import Settings
from turnout_sdk.adapter import Services
from turnout_sdk.errors import Untrusted
from turnout_sdk.payments import Delivery
from turnout_sdk.webhooks import require_fresh

ALGORITHM = "SHA256withRSA"
"""The only one: a delivery cannot talk us into a weaker one."""
_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_LONGEST_SIGNATURE = 2048


class Verifier:
    """Judges the deliveries of one connection; what costs nothing is judged first."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings, self._services = settings, services
        self._certificates = Certificates(settings, services)

    def require(self, delivery: Delivery) -> None:
        """Check form, age, address, certificate, signature and merchant, in this order."""
        if delivery.header("PAYPAL-AUTH-ALGO") != ALGORITHM:
            raise Untrusted(f"the delivery is not signed by {ALGORITHM}")
        transmission = _matching(_ID, delivery.header("PAYPAL-TRANSMISSION-ID"))
        time = _matching(_TIME, delivery.header("PAYPAL-TRANSMISSION-TIME"))
        require_fresh(_unix(time), self._services.now())
        signature = _decoded(delivery.header("PAYPAL-TRANSMISSION-SIG"))
        key = self._certificates.key_of(delivery.header("PAYPAL-CERT-URL") or "")
        for webhook_id in self._settings.webhook_ids():
            signed = f"{transmission}|{time}|{webhook_id}|{zlib.crc32(delivery.body)}"
            if _is_signed(key, signature, signed.encode()):
                break
        else:
            raise Untrusted("the signature does not match")
        self._require_our_merchant(delivery)

    def _require_our_merchant(self, delivery: Delivery) -> None:
        """A partner's webhook tells about all merchants for whom it acts."""
        event = event_of(delivery)
        if event is None:
            raise Untrusted("the delivery is not an event")
        ours = self._settings.merchant_id
        if ours is not None and merchants_of(event) - {ours}:
            raise Untrusted("the delivery concerns another merchant")


def _matching(form: re.Pattern[str], value: str | None) -> str:
    if value is None or not form.fullmatch(value):
        raise Untrusted("a header of the delivery is missing, or not of PayPal's form")
    return value


def _unix(time: str) -> str:
    try:
        return str(int(datetime.fromisoformat(time).timestamp()))
    except (ValueError, OverflowError):
        raise Untrusted("the delivery does not say when it was signed") from None


def _decoded(signature: str | None) -> bytes:
    if not signature or len(signature) > _LONGEST_SIGNATURE:
        raise Untrusted("the delivery carries no signature")
    try:
        return base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        raise Untrusted("the delivery carries no signature") from None


def _is_signed(key: RSAPublicKey, signature: bytes, signed: bytes) -> bool:
    try:
        key.verify(signature, signed, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True
