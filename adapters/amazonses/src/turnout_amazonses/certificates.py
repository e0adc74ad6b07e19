"""The certificates with which SNS signs, and its address for confirming a subscription.

Both addresses arrive with the delivery that they are to prove, so they are hostile until judged.
"""

import re
import threading
from collections import OrderedDict
from typing import Final
from urllib.parse import urlsplit

import httpx
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from turnout_amazonses.settings import REGION, Settings
from turnout_sdk.adapter import Services
from turnout_sdk.errors import Misconfigured, Unavailable, Untrusted

HOST: Final = re.compile(rf"sns\.{REGION}\.amazonaws\.com(\.cn)?")
PATH: Final = re.compile(r"/SimpleNotificationService-[A-Za-z0-9]{1,64}\.pem")
LARGEST: Final = 65_536
MOST: Final = 8
SMALLEST_KEY: Final = 2048
CONNECT_SECONDS, READ_SECONDS = 2.0, 2.0


class Certificates:
    """Fetches certificates over the lent client and keeps the last few, by their address."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._base = settings.api_base
        self._services = services
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def key_of(self, url: str) -> RSAPublicKey:
        """Return the key at an address of SNS; Untrusted where it is not SNS's."""
        require_host(url)
        if not PATH.fullmatch(urlsplit(url).path) or urlsplit(url).query:
            raise Untrusted("the certificate's address is not one of SNS's")
        with self._lock:
            served = self._kept.get(url)
        if served is None:
            served = self.fetch(url)
        key = self._judge(served)
        with self._lock:
            self._kept[url] = served
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return key

    def fetch(self, url: str) -> bytes:
        """Ask SNS itself; in a test its fake, which stands at the address of the settings."""
        require_host(url)
        parts = urlsplit(url)
        asked = url
        if self._base:
            asked = f"{self._base.rstrip('/')}{parts.path}?{parts.query}"
        timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS)
        body = bytearray()
        try:
            with self._services.http.stream(
                "GET", asked, timeout=timeout, follow_redirects=False
            ) as answer:
                if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
                    raise Misconfigured(f"SNS answered {answer.status_code}")
                if answer.status_code != httpx.codes.OK:
                    raise Unavailable(f"SNS answered {answer.status_code}")
                for piece in answer.iter_bytes():
                    body += piece
                    if len(body) > LARGEST:
                        raise Untrusted("what is served is no certificate")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unavailable(f"SNS: {type(error).__name__}") from None
        return bytes(body)

    def _judge(self, served: bytes) -> RSAPublicKey:
        try:
            certificate = x509.load_pem_x509_certificate(served)
            key = certificate.public_key()
        except ValueError:
            raise Untrusted("what is served is no certificate") from None
        now = self._services.now()
        if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
            raise Untrusted("the certificate is not valid now")
        if not isinstance(key, RSAPublicKey) or key.key_size < SMALLEST_KEY:
            raise Untrusted("the certificate's key is of a kind that SNS does not use")
        return key


def require_host(url: str) -> None:
    """Accept https and a host of SNS in its plain spelling; else raise Untrusted."""
    try:
        parts = urlsplit(url)
        is_plain = parts.netloc == parts.hostname and url.isascii() and not parts.fragment
    except ValueError:
        raise Untrusted("the address cannot be read") from None
    if parts.scheme != "https" or not is_plain or not HOST.fullmatch(parts.netloc):
        raise Untrusted("the address is not one of SNS's")
