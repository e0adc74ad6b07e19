"""A log server (SIEM) of a customer's: reads syslog frames or JSON lines over TLS, or is down."""

import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from turnout.kernel import clock


class LogServer:
    """Keeps every event it read to the end of a connection; `drop_next` breaks one in the middle."""

    def __init__(self, folder: Path, *, kind: str) -> None:
        self.kind = kind
        self.events: list[dict[str, Any]] = []
        self.connections = 0
        self.drop_next = 0
        self.certificate = make_certificate(folder)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._listener: socket.socket | None = None
        self._thread: threading.Thread | None = None

    def up(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._thread = threading.Thread(target=self._serve, args=(self._listener,), daemon=True)
        self._thread.start()

    def down(self) -> None:
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        if self._thread is not None:
            self._thread.join(5)

    def _serve(self, listener: socket.socket) -> None:
        while True:
            try:
                accepted, _ = listener.accept()
            except OSError:
                return
            with suppress(OSError), accepted:
                self._read(accepted)

    def _read(self, accepted: socket.socket) -> None:
        self.connections += 1
        with self._context.wrap_socket(accepted, server_side=True) as connection:
            raw = bytearray()
            while chunk := connection.recv(65_536):
                raw += chunk
                if self.drop_next:
                    self.drop_next -= 1
                    return  # closed without having read to the end
            self.events += list(self._events(bytes(raw)))
            connection.unwrap()

    def _events(self, raw: bytes) -> Iterator[dict[str, Any]]:
        if self.kind == "json-lines":
            yield from map(json.loads, raw.decode().splitlines())
            return
        while raw:
            length, _, rest = raw.partition(b" ")
            message, raw = rest[: int(length)], rest[int(length) :]
            head, _, body = message.decode().partition("\ufeff")
            assert head.startswith("<1"), head
            yield json.loads(body)


@contextmanager
def log_server(folder: Path, *, kind: str) -> Iterator[LogServer]:
    server = LogServer(folder, kind=kind)
    try:
        yield server
    finally:
        server.down()


def make_certificate(folder: Path) -> str:
    """Write `cert.pem`, of this machine and its own authority, and `key.pem`; the certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = clock.now()
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    (folder / "cert.pem").write_bytes(pem)
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pem.decode()
