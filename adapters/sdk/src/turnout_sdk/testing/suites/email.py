"""Sending mail: once, to everybody or nobody, without a smuggled header."""
# ruff: noqa: S101 - a suite is made of asserts

import pytest

from turnout_sdk.email import Accepted, Address
from turnout_sdk.errors import Declined
from turnout_sdk.fakes import Receives
from turnout_sdk.testing.bench import Bench
from turnout_sdk.testing.suites.samples import mail
from turnout_sdk.testing.suites.suite import Suite, rule

_SMUGGLED = "x\r\nBcc: eve@example.org"


class Sending(Suite):
    """Capability: send."""

    @rule("message-id-kept")
    def test_a_mail_arrives_under_its_message_id(self, bench: Bench) -> None:
        sent = mail(bench, subject="Karibu 你好", text="Grüße\n.\nEnd")
        assert isinstance(bench.open().send(sent), Accepted)
        [arrived] = _arrived(bench, sent.message_id)
        assert sent.message_id.encode() in arrived

    @rule("message-id-kept")
    def test_a_repeated_mail_keeps_its_message_id(self, bench: Bench) -> None:
        port, sent = bench.open(), mail(bench)
        port.send(sent)
        port.send(sent)
        assert _arrived(bench, sent.message_id)

    @rule("header-injection-refused")
    @pytest.mark.parametrize("part", ["subject", "name", "address", "header"])
    def test_a_line_break_in_a_header_is_declined(self, bench: Bench, part: str) -> None:
        to = Address(email="ada@example.org")
        several: dict[str, dict[str, object]] = {
            "subject": {"subject": _SMUGGLED},
            "name": {"to": (Address(email=to.email, name=_SMUGGLED),)},
            "address": {"to": (Address(email=f"ada@example.org{_SMUGGLED[1:]}"),)},
            "header": {"headers": {"X-Note": _SMUGGLED}},
        }
        bad = mail(bench, **several[part])
        with pytest.raises(Declined):
            bench.open().send(bad)
        assert not _arrived(bench, bad.message_id)

    @rule("all-recipients-or-none")
    def test_a_refused_recipient_stops_the_whole_mail(self, bench: Bench) -> None:
        refused = f"refused-{bench.account}@example.org"
        bench.control(Receives).refuse(refused)
        sent = mail(bench, to=(Address(email="ada@example.org"), Address(email=refused)))
        with pytest.raises(Declined):
            bench.open().send(sent)
        assert not _arrived(bench, sent.message_id)


def _arrived(bench: Bench, message_id: str) -> list[bytes]:
    every = bench.control(Receives).received()
    return [each for each in every if message_id.encode() in each]
