"""Apple's push service: an empty note, proven by the pass certificate, over HTTP/2."""

import json
import secrets
import socket
import ssl
import tempfile
import threading
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit

import httpcore
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)

from turnout_apple.settings import PUSH, Settings
from turnout_sdk.adapter import Connector
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear

SECONDS: Final = 2.0
OK: Final = 200
BUSY: Final = frozenset({429, 500, 502, 503, 504})
WRONG_KEY: Final = frozenset({403, 405, 413})
GONE: Final = frozenset(
    {"BadDeviceToken", "Unregistered", "DeviceTokenNotForTopic", "ExpiredToken"}
)


class Push:
    """One connection that is kept: whoever opens one for each note is taken for an attacker."""

    def __init__(self, settings: Settings, connect: Connector) -> None:
        address = urlsplit(settings.api_base)
        self._host, self._port = address.hostname or "", address.port or 443
        self._line: httpcore.HTTP2Connection | None = None
        self._settings, self._connect = settings, connect
        self._lock = threading.Lock()

    def __del__(self) -> None:
        """Let the connection go with the settings that it was opened by."""
        self._hang_up()

    def send(self, push_token: str) -> None:
        """Send one note; a connection that had grown old is opened anew, once."""
        with self._lock:
            was_kept = self._line is not None and self._line.is_available()
            try:
                answer = self._ask(push_token)
            except Unclear:
                if not was_kept:
                    raise
                answer = self._ask(push_token)
        self._judge(answer)

    def _ask(self, push_token: str) -> httpcore.Response:
        line = self._line
        if line is None or not line.is_available():
            self._hang_up()
            line = self._line = self._opened()
        request = httpcore.Request(
            "POST",
            httpcore.URL(
                scheme=b"https",
                host=self._host.encode(),
                port=self._port,
                target=f"/3/device/{push_token}".encode(),
            ),
            headers=[
                ("host", self._host),
                ("apns-topic", self._settings.pass_type),
                ("apns-push-type", "background"),
                ("apns-priority", "5"),
                ("content-length", "2"),
            ],
            content=b"{}",
            extensions={"timeout": {"read": SECONDS, "write": SECONDS}},
        )
        try:
            response = line.handle_request(request)
            response.read()
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            self._hang_up()
            raise Unclear(f"{self._host}: {type(error).__name__}") from None
        return response

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _opened(self) -> httpcore.HTTP2Connection:
        try:
            secured = self._secured(self._connect(self._host, self._port, SECONDS))
        except OSError as error:  # TLS included
            raise Unavailable(f"{self._host}: {type(error).__name__}") from None
        if secured.selected_alpn_protocol() != "h2":
            secured.close()
            raise Unavailable(f"{self._host} does not speak HTTP/2")
        origin = httpcore.Origin(b"https", self._host.encode(), self._port)
        return httpcore.HTTP2Connection(origin, _Stream(secured), keepalive_expiry=300)

    def _secured(self, plain: socket.socket) -> ssl.SSLSocket:
        try:
            return self._context().wrap_socket(plain, server_hostname=self._host)
        except OSError:
            plain.close()
            raise

    def _context(self) -> ssl.SSLContext:
        """Prove ourselves by the certificate. The file that holds the key lasts for one call."""
        is_own = self._settings.api_base != PUSH and self._settings.api_authority
        context = ssl.create_default_context(
            cadata=self._settings.api_authority if is_own else None
        )
        context.set_alpn_protocols(["h2"])
        word = secrets.token_bytes(24).hex().encode()
        sealed = self._settings.key().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(word)
        )
        with tempfile.NamedTemporaryFile() as file:
            file.write(self._settings.certificate.encode() + b"\n" + sealed)
            file.flush()
            context.load_cert_chain(file.name, password=word)
        return context

    def _judge(self, answer: httpcore.Response) -> None:
        if answer.status == OK:
            return
        reason = _reason(answer.content)
        said = f"{self._host} answered {answer.status} {reason}".strip()
        raise _error(answer.status, reason, said)


def _error(status: int, reason: str, said: str) -> AdapterError:
    if reason in GONE:
        return Declined("gone", "This device no longer has the pass.")
    if status in BUSY:
        return Unavailable(said)
    if status in WRONG_KEY:
        return Misconfigured(said)
    return Declined("refused", "Apple's push service refused the note.")


def _reason(content: bytes) -> str:
    try:
        reason = json.loads(content or b"{}").get("reason", "")
    except (ValueError, AttributeError):
        return ""
    return reason if isinstance(reason, str) and reason.isalnum() else ""


class _Stream(httpcore.NetworkStream):
    """A protected socket as the HTTP/2 library reads and writes it."""

    def __init__(self, secured: ssl.SSLSocket) -> None:
        self._socket = secured

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._socket.settimeout(timeout or SECONDS)
        try:
            return self._socket.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._socket.settimeout(timeout or SECONDS)
        try:
            self._socket.sendall(buffer)
        except TimeoutError as error:
            raise httpcore.WriteTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._socket.close()

    def get_extra_info(self, info: str) -> Any:
        return self._socket if info in _KNOWN else None


_KNOWN: Final[Iterable[str]] = ("ssl_object", "socket")
