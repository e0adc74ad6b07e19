"""The adapter keeps what every e-mail adapter promises, against a real SMTP server."""

import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller

from turnout_sdk.testing import ProviderServer, conformance
from turnout_smtp import adapter


class Postbox:
    """A server that remembers, and refuses whom it is told to."""

    def __init__(self):
        self.mails, self.refused = [], set()

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.mails.append(envelope.original_content)
        return "250 queued as 42"

    def received(self):
        return list(self.mails)

    def refuse(self, recipient):
        self.refused.add(recipient)


@contextmanager
def start_provider(_):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    postbox = Postbox()
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield ProviderServer(
            settings=lambda _, account: {
                "host": "127.0.0.1",
                "port": port,
                "security": "none",
                "password": f"hush-{account}",
                "timeout_seconds": 5,
            },
            controls=lambda _, __: postbox,
        )
    finally:
        controller.stop()


TestConformance = conformance(adapter, start_provider=start_provider, speaks_http=False)
