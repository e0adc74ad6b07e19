"""The platform's mail server in the operator's own network, whose certificate they have signed."""

import ssl
from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from tests.factories.log_server import make_certificate
from tests.modules.notifications.mailbox import Mailbox, serve

from turnout.kernel import runtime
from turnout.modules.connections import api as connections
from turnout_sdk.email import Address, OutgoingMail
from turnout_sdk.errors import Misconfigured

MAIL = OutgoingMail(
    message_id="<doors@tickets.example>",
    sender=Address(email="tickets@example.org"),
    to=(Address(email="ada@example.org"),),
    subject="Doors open at nine",
    text="Nine o'clock.",
)


@pytest.fixture
def mailbox(tmp_path, port) -> Iterator[Mailbox]:
    """A server that takes mails over TLS alone."""
    make_certificate(tmp_path)
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    box = Mailbox()
    controller = serve(box, port, tls=own)
    yield box
    controller.stop()


@pytest.fixture
def send(app, settings, monkeypatch, mailbox, port):
    """Send a mail by the platform's server, under the settings that are given."""

    def sent(**values):
        url = SecretStr(f"smtps://127.0.0.1:{port}")
        told = settings.model_copy(update={"smtp_url": url, **values})
        monkeypatch.setattr(runtime.current(), "settings", told)
        connections.open_platform_mailer().port.send(MAIL)

    return sent


def test_a_mail_server_is_trusted_by_the_operators_own_authority(send, mailbox, tmp_path):
    send(ca_file=tmp_path / "cert.pem")
    assert [each["Subject"] for each in mailbox.taken] == ["Doors open at nine"]


def test_without_it_nothing_is_sent_there(send, mailbox):
    with pytest.raises(Misconfigured, match="SSLCertVerificationError"):
        send()
    assert mailbox.taken == []
