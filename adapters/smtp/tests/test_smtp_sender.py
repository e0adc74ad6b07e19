"""The adapter against a real SMTP server in this process."""

import socket
import ssl
import threading
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from turnout_sdk.adapter import Checks, Services, connect_directly
from turnout_sdk.email import Address, OutgoingMail, Sends
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_smtp import adapter

MAIL = OutgoingMail(
    message_id="<abc@tickets.example>",
    sender=Address(email="tickets@example.org"),
    to=(Address(email="ada@example.org"), Address(email="bob@example.org")),
    subject="Your ticket",
    text="Hello\n.\n..dots\nEnd",
)


class Server:
    """Takes mail; `answers` says what to reply at each step instead of the usual."""

    def __init__(self):
        self.taken, self.answers = [], {}

    async def handle_MAIL(self, _server, _session, envelope, address, _options):  # noqa: N802
        envelope.mail_from = address
        return self.answers.get(address, "250 OK")

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        envelope.rcpt_tos.append(address)
        return self.answers.get(address, "250 OK")

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.taken.append((envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content))
        return "250 queued as 42"


@contextmanager
def serving(handler, **options):
    controller = Controller(handler, hostname="127.0.0.1", port=0, **options)
    controller.port = free_port()
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def sender(port, **settings):
    values = {"host": "127.0.0.1", "port": port, "security": "none", "timeout_seconds": 0.5}
    services = Services(
        http=httpx.Client(),
        now=lambda: datetime(2026, 3, 1, tzinfo=UTC),
        connect=settings.pop("connect", connect_directly),
    )
    return adapter.open(values | settings, services)


@contextmanager
def talking(*lines):
    """Play a server that says these lines, one per line of the client, and hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def play():
        connection, _ = listener.accept()
        with connection, connection.makefile("rwb") as stream:
            for line in lines:
                stream.write(line + b"\r\n")
                stream.flush()
                stream.readline()

    thread = threading.Thread(target=play)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        thread.join()
        listener.close()


def test_the_adapter_sends_and_checks():
    assert isinstance(sender(1), Sends)
    assert isinstance(sender(1), Checks)


def test_a_mail_reaches_every_recipient_unchanged():
    server = Server()
    with serving(server) as port:
        accepted = sender(port).send(MAIL)
    ((mail_from, recipients, content),) = server.taken
    assert mail_from == "tickets@example.org"
    assert recipients == ("ada@example.org", "bob@example.org")
    assert content.endswith(b"\r\n\r\nHello\r\n.\r\n..dots\r\nEnd\r\n")
    assert accepted.provider_ref == "queued as 42"


def test_a_refused_sender_is_declined_with_the_servers_code():
    server = Server()
    server.answers["tickets@example.org"] = "552 over quota"
    with serving(server) as port, pytest.raises(Declined, match="smtp-552"):
        sender(port).send(MAIL)


def test_one_impossible_recipient_holds_the_mail_back_from_all():
    server = Server()
    server.answers["bob@example.org"] = "550 no such user"
    with serving(server) as port, pytest.raises(Declined, match="smtp-550"):
        sender(port).send(MAIL)
    assert server.taken == []


@pytest.mark.parametrize(
    ("answer", "failure"), [("554 spam", Declined), ("451 later", Unavailable)]
)
def test_refused_content_is_declined_for_good_or_for_now(answer, failure):
    server = Server()
    server.answers["DATA"] = answer
    with serving(server) as port, pytest.raises(failure):
        sender(port).send(MAIL)


def test_nobody_listening_is_unavailable():
    with pytest.raises(Unavailable):
        sender(free_port()).send(MAIL)


def test_a_silent_server_is_unavailable():
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unavailable):
        sender(silent.getsockname()[1], timeout_seconds=0.05).send(MAIL)


def test_a_connection_lost_after_the_content_is_unclear():
    said = (b"220 hi", b"250 ehlo", b"250 mail", b"250 to", b"250 to", b"354 go")
    with talking(*said) as port, pytest.raises(Unclear):
        sender(port).send(MAIL)


def test_a_connection_lost_before_the_content_is_unavailable():
    with talking(b"220 hi", b"250 ehlo") as port, pytest.raises(Unavailable):
        sender(port).send(MAIL)


def test_a_server_without_encryption_is_a_wrong_setting():
    with serving(Server()) as port, pytest.raises(Misconfigured):
        sender(port, security="starttls").send(MAIL)


def led_to_this_machine(_host, port, seconds):
    """Connect as the platform does once it has looked a name up and checked where it leads."""
    return connect_directly("127.0.0.1", port, seconds)


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """Certify mail.example, and have this machine trust whoever signed that."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    start = datetime.now(UTC) - timedelta(hours=1)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("mail.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "server.pem"
    encoding = serialization.Encoding.PEM
    pem.write_bytes(
        signed.public_bytes(encoding)
        + key.private_bytes(
            encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(pem)
    return own


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_the_connection_is_the_lent_one_and_the_certificate_is_judged_by_name(
    certificate, security
):
    server = Server()
    option = (
        {"tls_context": certificate} if security == "starttls" else {"ssl_context": certificate}
    )
    with serving(server, **option) as port:
        secured = {"security": security, "connect": led_to_this_machine, "timeout_seconds": 5}
        sender(port, host="mail.example", **secured).send(MAIL)
        with pytest.raises(Misconfigured, match="SSLCertVerificationError"):
            sender(port, host="other.example", **secured).send(MAIL)
    assert len(server.taken) == 1


def test_the_authorities_are_read_once_for_all_mails(certificate, monkeypatch):
    made, make = [], ssl.create_default_context

    def noted(**how):
        made.extend([] if how else [how])  # the lent client names its file
        return make(**how)

    monkeypatch.setattr(ssl, "create_default_context", noted)
    server = Server()
    with serving(server, tls_context=certificate) as port:
        secured = {"connect": led_to_this_machine, "timeout_seconds": 5}
        for _ in range(3):
            sender(port, host="mail.example", security="starttls", **secured).send(MAIL)
    assert (len(server.taken), len(made)) == (3, 1)


def test_why_no_mail_server_was_reached_is_not_told():
    said = []
    ways = [
        lambda: nullcontext(free_port()),
        talking,
        lambda: talking(b"SSH-2.0-OpenSSH_9.9"),
        silent,
    ]
    for way in ways:
        with way() as port, pytest.raises(Unavailable) as refused:
            sender(port, timeout_seconds=0.2).health()
        said.append(str(refused.value).replace(str(port), "PORT"))
    assert said == ["127.0.0.1:PORT: no mail server could be reached"] * len(ways)


@contextmanager
def silent():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def authenticating():
    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=data.password == b"right", handled=False)

    return serving(Server(), authenticator=check, auth_require_tls=False, auth_required=True)


# aiosmtpd warns that it asks for passwords without TLS, which is what this test wants.
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
def test_a_wrong_password_is_a_wrong_setting_and_is_not_repeated():
    with authenticating() as port:
        sender(port, username="ada", password="right").send(MAIL)
        with pytest.raises(Misconfigured) as refused:
            sender(port, username="ada", password="hush-hush").health()
    assert "hush-hush" not in str(refused.value)


def test_health_tells_where_it_looked():
    with serving(Server()) as port:
        health = sender(port).health()
    assert health.is_healthy
    assert health.detail == f"127.0.0.1:{port}"


def test_a_mail_without_recipients_is_declined_unsent():
    with pytest.raises(Declined, match="mail-to"):
        sender(free_port()).send(
            OutgoingMail(
                message_id="<a@b.example>", sender=MAIL.sender, to=(), subject="x", text="y"
            )
        )
