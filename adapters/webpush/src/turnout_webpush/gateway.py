"""Web Push's side of the port `turnout_sdk.push`.

RFC 8030 is how a note is handed to the push service of a browser, RFC 8291 (aes128gcm, RFC 8188)
how it is sealed so that only the browser reads it, RFC 8292 (VAPID) how the sender says who it is.
"""

import base64
import binascii
import json
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from turnout_sdk.adapter import Services
from turnout_sdk.errors import AdapterError, Declined
from turnout_sdk.http import Answer, Limits, ProviderApi
from turnout_sdk.push import GONE, TOO_LARGE, Accepted, Note, Subscription, body_within
from turnout_webpush.settings import Settings

LONGEST_BYTES: Final = 3993
"""What fits into the 4096 bytes that every push service takes, once it is sealed."""
LONGEST_ADDRESS: Final = 2_000
SIGNED_FOR: Final = timedelta(hours=12)
"""A signature is good for a day at most (RFC 8292, section 2)."""
POINT_BYTES: Final = 65
SECRET_BYTES: Final = 16
TOOK: Final = frozenset({200, 201, 202})
OVER: Final = frozenset({404, 410})


class Gateway:
    """Speak `Sends` and `Introduces`."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._vapid = Vapid02.from_raw(settings.private_key.get_secret_value().encode())
        self._subject = settings.subject
        self._services = services

    def __repr__(self) -> str:
        return f"Gateway({self.public_key()[:12]}…)"

    def public_key(self) -> str:
        point = self._vapid.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return base64.urlsafe_b64encode(point).decode().rstrip("=")

    def send(self, subscription: Subscription, note: Note) -> Accepted:
        """Hand it over once: what a push service took is never repeated."""
        origin, path = _place_of(subscription.address)
        sealed = _sealed(_written(note), subscription)
        api = ProviderApi(
            self._services.http,
            origin,
            headers=self._headers(note, origin),
            refusal=_refusal,
            limits=Limits(attempts=1),
            sleep=self._services.sleep,
        )
        return api.post_bytes(path, sealed, read=_accepted)

    def _headers(self, note: Note, origin: str) -> dict[str, str]:
        expires = int((self._services.now() + SIGNED_FOR).timestamp())
        signed = self._vapid.sign({"aud": origin, "exp": expires, "sub": self._subject})
        said = {
            **signed,
            "TTL": str(max(note.keep_seconds, 0)),
            "Urgency": note.urgency.value,
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
        }
        return said | {"Topic": note.topic} if note.topic else said


def _place_of(address: str) -> tuple[str, str]:
    """Origin and path of a subscription; Declined for what no push service gave out."""
    try:
        parts = urlsplit(address)
        is_fine = bool(parts.hostname) and parts.scheme in ("https", "http") and not parts.fragment
        is_fine = is_fine and "@" not in parts.netloc and len(address) <= LONGEST_ADDRESS
    except ValueError:
        is_fine = False
    if not is_fine:
        raise Declined("no-address", "This is no address of a push service.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{parts.netloc}", f"{parts.path}{query}"


def _written(note: Note) -> bytes:
    """The note as the service worker reads it, cut to what every push service takes."""
    return _as_json(
        note, body_within(LONGEST_BYTES, note.body, size=lambda body: len(_as_json(note, body)))
    )


def _as_json(note: Note, body: str) -> bytes:
    said = {"title": note.title, "body": body, "url": note.url, "tag": note.topic}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _sealed(written: bytes, subscription: Subscription) -> bytes:
    """Encrypt for the one browser that has the key; a fresh key pair and salt each time."""
    try:
        point = _decoded(subscription.keys["p256dh"], POINT_BYTES)
        secret = _decoded(subscription.keys["auth"], SECRET_BYTES)
        own = ec.generate_private_key(ec.SECP256R1())
        sealed: bytes = http_ece.encrypt(
            written, private_key=own, dh=point, auth_secret=secret, version="aes128gcm"
        )
    except (KeyError, ValueError, binascii.Error, http_ece.ECEException):
        raise Declined("no-keys", "This device gave no keys that can be used.") from None
    return sealed


def _decoded(text: str, length: int) -> bytes:
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(raw) != length:
        raise ValueError("this key has another length")
    return raw


def _accepted(answer: Answer) -> Accepted:
    if answer.status not in TOOK or (answer.status == min(TOOK) and answer.body):
        raise ValueError("no push service answers so")
    headers: Any = {name.lower(): value for name, value in answer.headers.items()}
    return Accepted(provider_ref=str(headers.get("location", ""))[:300])


def _refusal(answer: Answer) -> AdapterError:
    if answer.status in OVER:
        return Declined(GONE, "This device takes no more notes.")
    if answer.status == 413:  # noqa: PLR2004 - the number is the name
        return Declined(TOO_LARGE, "The push service says that this note is too large.")
    return Declined(f"http-{answer.status}", "The push service refused this note.")
