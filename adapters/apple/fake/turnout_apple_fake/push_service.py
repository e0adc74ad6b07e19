"""A fake of Apple's push service: HTTP/2 over TLS, proven by the pass certificate, on this machine.

It answers as Apple publishes it: 403 `BadCertificate` to who shows none, 400 `BadTopic` for another
pass type, 400 `BadDeviceToken`, 410 `Unregistered`, 429, 503; else 200 with an `apns-id`.
"""

import json
import socket
import ssl
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from cryptography import x509
from cryptography.x509.oid import NameOID
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived, StreamEnded

from turnout_apple_fake.certificates import Authority
from turnout_sdk.testing import ProviderServer

Answer = tuple[int, str]


class FakePushService:
    """Notes that arrived, device tokens that left, and how often somebody connected."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self.notes: list[dict[str, str]] = []
        self.refused: set[str] = set()
        self.connections = 0
        self.planned: list[Answer | None] = []
        """Answers to the next notes, before any other; None hangs up without one."""
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.set_alpn_protocols(["h2"])
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(authority.server_certificate())
            file.flush()
            self._context.load_cert_chain(file.name)
        issued = authority.pass_certificate()
        self._context.load_verify_locations(cadata=issued.root + issued.intermediate)
        self._context.verify_mode = ssl.CERT_OPTIONAL
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"https://127.0.0.1:{self._listener.getsockname()[1]}"

    def received(self) -> list[bytes]:
        return [json.dumps(each).encode() for each in self.notes]

    def refuse(self, recipient: str) -> None:
        self.refused.add(recipient)

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def start(self) -> None:
        threading.Thread(target=self._listen, daemon=True, name="fake-apns").start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                plain, _ = self._listener.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(plain,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        with (
            suppress(OSError),
            plain,
            self._context.wrap_socket(plain, server_side=True) as secured,
        ):
            self._converse(secured)

    def _converse(self, secured: ssl.SSLSocket) -> None:
        shown = secured.getpeercert(binary_form=True)
        line = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        line.initiate_connection()
        secured.sendall(line.data_to_send())
        asked: dict[int, dict[str, str]] = {}
        while data := secured.recv(65_536):
            for event in line.receive_data(data):
                if isinstance(event, RequestReceived):
                    asked[event.stream_id] = {str(k): str(v) for k, v in event.headers}
                if isinstance(event, StreamEnded):
                    answer = self._answer(asked.pop(event.stream_id), shown)
                    if answer is None:
                        return
                    _reply(line, event.stream_id, *answer)
            secured.sendall(line.data_to_send())

    def _answer(self, headers: dict[str, str], shown: bytes | None) -> Answer | None:
        if self.planned:
            return self.planned.pop(0)
        token = headers[":path"].removeprefix("/3/device/")
        if shown is None:
            return 403, "BadCertificate"
        if headers.get("apns-topic") != _topic_of(shown):
            return 400, "BadTopic"
        if not all(each in "0123456789abcdef" for each in token) or not token:
            return 400, "BadDeviceToken"
        if token in self.refused:
            return 410, "Unregistered"
        self.notes.append({"token": token, **headers})
        return 200, ""


def _reply(line: H2Connection, stream: int, status: int, reason: str) -> None:
    headers = [(":status", str(status)), ("apns-id", str(uuid4()).upper())]
    line.send_headers(stream, headers, end_stream=not reason)
    if reason:
        line.send_data(stream, json.dumps({"reason": reason}).encode(), end_stream=True)


def _topic_of(shown: bytes) -> str:
    named = x509.load_der_x509_certificate(shown).subject
    return str(named.get_attributes_for_oid(NameOID.USER_ID)[0].value)


@contextmanager
def start_provider(_: Path) -> Iterator[ProviderServer]:
    """Serve the fake for the conformance kit; every account has a pass type of its own."""
    service = FakePushService(Authority())
    service.start()

    def settings(_address: str, account: str) -> dict[str, object]:
        issued = service.authority.pass_certificate(f"pass.kit.{account}", passphrase="hush-hush")  # noqa: S106
        return {
            **issued.settings(),
            "passphrase": "hush-hush",
            "api_base": service.address,
            "api_authority": service.authority.root,
        }

    try:
        yield ProviderServer(
            settings=settings, controls=lambda _, __: service, base_url=service.address
        )
    finally:
        service.close()
