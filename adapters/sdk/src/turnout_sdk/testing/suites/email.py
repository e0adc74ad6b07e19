"""Sending mail: once, to everybody or nobody, without a smuggled header."""

import pytest

from turnout_sdk.email import Accepted, Address
from turnout_sdk.errors import Declined
from turnout_sdk.fakes import Receives
from turnout_sdk.testing.harness import AdapterHarness
from turnout_sdk.testing.suites.samples import mail
from turnout_sdk.testing.suites.suite import Suite, rule

_SMUGGLED = "x\r\nBcc: eve@example.org"


class Sending(Suite):
    """Capability: send."""

    @rule("message-id-kept")
    def test_a_mail_arrives_under_its_message_id(self, harness: AdapterHarness) -> None:
        sent = mail(harness, subject="Karibu 你好", text="Grüße\n.\nEnd")
        assert isinstance(harness.open().send(sent), Accepted)
        [arrived] = _arrived(harness, sent.message_id)
        assert sent.message_id.encode() in arrived

    @rule("message-id-kept")
    def test_a_repeated_mail_keeps_its_message_id(self, harness: AdapterHarness) -> None:
        port, sent = harness.open(), mail(harness)
        port.send(sent)
        port.send(sent)
        assert _arrived(harness, sent.message_id)

    @rule("header-injection-refused")
    @pytest.mark.parametrize("part", ["subject", "name", "address", "header"])
    def test_a_line_break_in_a_header_is_declined(self, harness: AdapterHarness, part: str) -> None:
        to = Address(email="ada@example.org")
        several: dict[str, dict[str, object]] = {
            "subject": {"subject": _SMUGGLED},
            "name": {"to": (Address(email=to.email, name=_SMUGGLED),)},
            "address": {"to": (Address(email=f"ada@example.org{_SMUGGLED[1:]}"),)},
            "header": {"headers": {"X-Note": _SMUGGLED}},
        }
        bad = mail(harness, **several[part])
        with pytest.raises(Declined):
            harness.open().send(bad)
        assert not _arrived(harness, bad.message_id)

    @rule("all-recipients-or-none")
    def test_a_refused_recipient_stops_the_whole_mail(self, harness: AdapterHarness) -> None:
        refused = f"refused-{harness.account}@example.org"
        harness.control(Receives).refuse(refused)
        sent = mail(harness, to=(Address(email="ada@example.org"), Address(email=refused)))
        with pytest.raises(Declined):
            harness.open().send(sent)
        assert not _arrived(harness, sent.message_id)


def _arrived(harness: AdapterHarness, message_id: str) -> list[bytes]:
    every = harness.control(Receives).received()
    return [each for each in every if message_id.encode() in each]
