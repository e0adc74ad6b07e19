"""The certificates with which PayPal signs webhooks: where they may come from, and who made them.

The address of a certificate arrives with the delivery that it is to prove, so it is hostile until
it has been judged.
"""

import re
import threading
from collections import OrderedDict
from datetime import UTC
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import certifi
import httpx
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from turnout_paypal.settings import Place, Settings
from turnout_sdk.adapter import Services
from turnout_sdk.errors import Unavailable, Untrusted

_PATH = re.compile(r"/v1/notifications/certs/[A-Za-z0-9_-]{1,100}")
_LARGEST = 65_536
_MOST = 8
_SMALLEST_KEY = 2048
_HTTPS = 443
CONNECT_SECONDS, READ_SECONDS = 2.0, 4.0


class Certificates:
    """Fetches certificates over the lent client and keeps the last few, by their address.

    Kept is what was served; chain, name and validity are judged anew for every delivery.
    """

    def __init__(self, settings: Settings, services: Services) -> None:
        self._place = settings.place
        self._authority = settings.webhook_authority
        self._services = services
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def key_of(self, url: str) -> RSAPublicKey:
        """Return the key that PayPal certifies at this address.

        Raise Untrusted when it is not PayPal's address or certificate, Unavailable when PayPal
        does not answer now.
        """
        require_address(url, self._place)
        with self._lock:
            served = self._kept.get(url)
        if served is not None:
            return self._judge(served)
        served = self._fetch(url)
        key = self._judge(served)
        with self._lock:
            self._kept[url] = served
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return key

    def _fetch(self, url: str) -> bytes:
        timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS)
        body = bytearray()
        try:
            with self._services.http.stream(
                "GET", url, timeout=timeout, follow_redirects=False
            ) as answer:
                if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
                    raise Unavailable("PayPal does not serve its certificate at present")
                if answer.status_code != httpx.codes.OK:
                    raise Untrusted("there is no certificate at this address")
                for piece in answer.iter_bytes():
                    body += piece
                    if len(body) > _LARGEST:
                        raise Untrusted("what is served is no certificate")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unavailable(f"PayPal's certificate: {type(error).__name__}") from None
        return bytes(body)

    def _judge(self, served: bytes) -> RSAPublicKey:
        try:
            found = x509.load_pem_x509_certificates(served)
            leaf, name = _paypals_own(found, self._place)
            verifier = (
                PolicyBuilder()
                .store(_roots(self._authority))
                .time(self._services.now().astimezone(UTC).replace(tzinfo=None))
                .build_server_verifier(x509.DNSName(name))
            )
            verifier.verify(leaf, [each for each in found if each is not leaf])
            key = leaf.public_key()
        except (ValueError, VerificationError):
            raise Untrusted("the certificate is not one of PayPal's, or not valid now") from None
        if not isinstance(key, RSAPublicKey) or key.key_size < _SMALLEST_KEY:
            raise Untrusted("the certificate's key is of a kind that PayPal does not use")
        return key


def require_address(url: str, place: Place) -> None:
    """Accept PayPal's own host, by https, in its plain spelling; else raise Untrusted.

    In a test the host is that of the player, under any port.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Untrusted("the certificate's address cannot be read") from None
    host = parts.hostname or ""
    spelled = host if port is None else f"{host}:{port}"
    is_plain = url == f"{parts.scheme}://{spelled}{parts.path}" and url.isascii()
    if not (
        is_plain
        and parts.scheme == place.scheme
        and (place.is_test or port in (None, _HTTPS))
        and host in place.certificate_hosts
        and _PATH.fullmatch(parts.path)
    ):
        raise Untrusted("the certificate is not served by PayPal")


def _paypals_own(found: list[x509.Certificate], place: Place) -> tuple[x509.Certificate, str]:
    """Find the certificate that is made out to PayPal, and the name; ValueError without one."""
    for certificate in found:
        for name in _names_of(certificate):
            is_ours = name.lower().endswith(place.certificate_domain)
            is_foreign = place.foreign_domain and name.lower().endswith(place.foreign_domain)
            if is_ours and not is_foreign and "*" not in name:
                return certificate, name
    raise ValueError("made out to somebody else")


def _names_of(certificate: x509.Certificate) -> list[str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return []
    return names.value.get_values_for_type(x509.DNSName)


def _roots(authority: str | None) -> Store:
    if authority is not None:
        return Store(x509.load_pem_x509_certificates(authority.encode()))
    return _public_roots()


@cache
def _public_roots() -> Store:
    return Store(x509.load_pem_x509_certificates(Path(certifi.where()).read_bytes()))
