"""Sending mail: once, to everybody or nobody, without a smuggled header; and hearing of it."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from turnout_sdk.email import (
    Accepted,
    Address,
    Attachment,
    Capabilities,
    ItipMessage,
    Report,
    ReportState,
)
from turnout_sdk.errors import AdapterError, Declined, Unclear, Untrusted
from turnout_sdk.fakes import Receives, ReportsMails
from turnout_sdk.testing.fault_proxy import Fault
from turnout_sdk.testing.harness import AdapterHarness
from turnout_sdk.testing.suites.samples import ODD_BODIES, PIXEL, mail
from turnout_sdk.testing.suites.suite import Suite, rule
from turnout_sdk.webhooks import Delivery

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

    @rule("verbs-filled-in")
    def test_text_html_calendar_and_files_arrive(self, harness: AdapterHarness) -> None:
        logo = Attachment(
            filename="logo.png", media_type="image/png", content=PIXEL, content_id="logo@turnout"
        )
        ticket = Attachment(
            filename="Ticket 你好.pdf", media_type="application/pdf", content=b"%PDF"
        )
        itip = ItipMessage(
            method="REQUEST", content=b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
        )
        html, files = '<p>Hi<img src="cid:logo@turnout"></p>', (logo, ticket)
        before = len(harness.control(Receives).received())
        harness.open().send(mail(harness, html=html, attachments=files, itip=itip))
        [arrived] = harness.control(Receives).received()[before:]
        assert b"text/calendar" in arrived
        assert re.search(rb"method=\W*REQUEST", arrived)


class Reporting(Suite):
    """Capability: bounces."""

    @rule("bounces")
    @pytest.mark.parametrize("state", list(ReportState))
    def test_what_became_of_a_mail_is_told(
        self, harness: AdapterHarness, state: ReportState
    ) -> None:
        port, ada = harness.open(), "ada@example.org"
        told = _told(harness, ada, state)
        port.verify(told)
        [found] = port.read(told)
        assert (found.message_id, found.recipient, found.state) == (_ABOUT, ada, state)
        assert found.report_id
        assert found.occurred_at.tzinfo is not None
        assert found == port.read(told)[0], "read twice, it is the same"

    @rule("bounces")
    @pytest.mark.parametrize("is_permanent", [True, False])
    def test_an_address_that_is_gone_is_told_from_a_full_mailbox(
        self, harness: AdapterHarness, *, is_permanent: bool
    ) -> None:
        told = _told(harness, "ada@example.org", ReportState.BOUNCED, is_permanent=is_permanent)
        [found] = harness.open().read(told)
        assert found.is_permanent is is_permanent

    @rule("bounces")
    def test_an_event_that_nobody_has_heard_of_means_nothing(self, harness: AdapterHarness) -> None:
        port, told = harness.open(), _told(harness, "ada@example.org", "tap-danced")
        port.verify(told)
        assert port.read(told) == ()

    @rule("bounces")
    def test_what_was_kept_back_for_hours_is_trusted_and_what_is_a_week_old_is_not(
        self, harness: AdapterHarness
    ) -> None:
        port = harness.open()
        port.verify(_told(harness, "ada@example.org", ReportState.DELIVERED, hours=6))
        with pytest.raises(Untrusted):
            port.verify(_told(harness, "ada@example.org", ReportState.DELIVERED, hours=24 * 7))

    @rule("bounces")
    def test_the_delivery_of_another_account_is_not_trusted(self, harness: AdapterHarness) -> None:
        other = harness.control(ReportsMails, account=harness.another_account())
        told = other.report(_ABOUT, "ada@example.org", "delivered", at=harness.now())
        with pytest.raises(Untrusted):
            harness.open().verify(told)

    @rule("bounces")
    def test_a_forged_delivery_is_not_trusted(self, harness: AdapterHarness) -> None:
        """Without headers, with another body, or with a signature that was cut."""
        port, told = harness.open(), _told(harness, "ada@example.org", ReportState.BOUNCED)
        for odd in _forged(told):
            with pytest.raises(Untrusted):
                port.verify(odd)

    @rule("bounces")
    @pytest.mark.parametrize("body", ODD_BODIES)
    def test_a_body_of_an_odd_form_is_refused_or_means_nothing(
        self, harness: AdapterHarness, body: bytes
    ) -> None:
        port, headers = harness.open(), _told(harness, "a@example.org", "delivered").headers
        with pytest.raises(Untrusted):
            port.verify(Delivery(headers=headers, body=body))
        assert _read(port, Delivery(headers=headers, body=body)) == ()


class Looking(Suite):
    """Capability: lookup."""

    @rule("unclear-outcomes-reported")
    def test_a_mail_is_found_by_its_message_id(self, harness: AdapterHarness) -> None:
        port, sent = harness.open(), mail(harness)
        assert port.find(sent.message_id) is None
        port.send(sent)
        assert isinstance(port.find(sent.message_id), Accepted)

    @rule("unclear-outcomes-reported", wire=True)
    def test_a_mail_whose_answer_was_lost_is_found(self, harness: AdapterHarness) -> None:
        port, sent = harness.open(), mail(harness)
        harness.fault_proxy.plan(Fault.LOST_ANSWER)
        with pytest.raises(Unclear):
            port.send(sent)
        harness.fault_proxy.recover()
        assert isinstance(port.find(sent.message_id), Accepted)
        assert len(harness.control(Receives).received()) == 1


_ABOUT = "<0123456789abcdef@tickets.example>"


def suites_for(can: Capabilities) -> list[type]:
    chosen = [(Sending, True), (Reporting, can.bounces), (Looking, can.lookup)]
    return [suite for suite, is_offered in chosen if is_offered]


def _told(
    harness: AdapterHarness, recipient: str, state: str, *, hours: float = 0, **more: object
) -> Delivery:
    at = harness.now() - timedelta(hours=hours)
    found: Delivery = harness.control(ReportsMails).report(
        _ABOUT, recipient, str(state), at=at, **more
    )
    return found


def _forged(told: Delivery) -> list[Delivery]:
    middle = len(told.body) // 2
    signature = b"signature" in told.body.lower()
    bare = Delivery(headers={}, body=told.body if not signature else b'{"signature": {}}')
    cut = {name: value[: len(value) // 2] for name, value in told.headers.items()}
    changed = told.body[:middle].replace(b"1", b"2").replace(b"a", b"b") + told.body[middle:]
    odd = [bare, replace(told, body=changed)]
    return odd if signature else [*odd, replace(told, headers=cut)]


def _read(port: Any, delivery: Delivery) -> tuple[Report, ...]:
    try:
        found: tuple[Report, ...] = port.read(delivery)
    except AdapterError:
        return ()
    return found


def _arrived(harness: AdapterHarness, message_id: str) -> list[bytes]:
    every = harness.control(Receives).received()
    return [each for each in every if message_id.encode() in each]
