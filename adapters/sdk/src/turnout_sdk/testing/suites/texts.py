"""Text messages: sent in any script, followed until they arrive, answered by STOP."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from turnout_sdk import sms
from turnout_sdk.errors import AdapterError, Declined, Unclear, Untrusted
from turnout_sdk.fakes import Receives, ReportsTexts, Subscribes
from turnout_sdk.testing.fault_proxy import Fault
from turnout_sdk.testing.harness import AdapterHarness
from turnout_sdk.testing.suites.samples import ODD_BODIES, text
from turnout_sdk.testing.suites.suite import Suite, rule
from turnout_sdk.webhooks import Delivery

_TO, _REFUSED = "+254700000001", "+254700000009"
_KEY = "0123456789abcdef"


class Texting(Suite):
    """Capability: send."""

    @rule("verbs-filled-in")
    def test_a_text_arrives_in_any_script(self, harness: AdapterHarness) -> None:
        sent = text(text=f"Karibu 你好 {harness.account}")
        assert isinstance(harness.open().send(sent), sms.Accepted)
        assert any(harness.account.encode() in each for each in _received(harness))

    @rule("errors-of-the-sdk-only")
    def test_a_refused_number_is_declined(self, harness: AdapterHarness) -> None:
        harness.control(Receives).refuse(_REFUSED)
        with pytest.raises(Declined):
            harness.open().send(text(to=_REFUSED))
        assert not _received(harness)


class Following(Suite):
    """Capability: receipts."""

    @rule("receipts")
    @pytest.mark.parametrize("state", list(sms.ReceiptState))
    def test_what_became_of_a_text_is_told(
        self, harness: AdapterHarness, state: sms.ReceiptState
    ) -> None:
        port, told = harness.open(), _told(harness, state)
        port.verify(told)
        found = port.read(told)
        assert found is not None
        assert (found.state, found.key) == (state, _KEY)
        assert found.provider_ref
        assert found.delivery_id
        assert found.occurred_at.tzinfo is not None

    @rule("receipts")
    @pytest.mark.parametrize("code", [sms.OPTED_OUT, sms.INVALID_NUMBER])
    def test_why_a_text_failed_is_told_in_our_words(
        self, harness: AdapterHarness, code: str
    ) -> None:
        found = harness.open().read(_told(harness, sms.ReceiptState.FAILED, code=code))
        assert found.code == code

    @rule("receipts")
    def test_an_event_that_nobody_has_heard_of_means_nothing(self, harness: AdapterHarness) -> None:
        port, told = harness.open(), _told(harness, "tap-danced")
        port.verify(told)
        assert port.read(told) is None

    @rule("receipts")
    def test_the_delivery_of_another_account_is_not_trusted(self, harness: AdapterHarness) -> None:
        told = _told(harness, "delivered", account=harness.another_account())
        with pytest.raises(Untrusted):
            harness.open().verify(told)

    @rule("receipts")
    def test_a_forged_delivery_is_not_trusted(self, harness: AdapterHarness) -> None:
        port, told = harness.open(), _told(harness, "delivered")
        cut = {name: value[: len(value) // 2] for name, value in told.headers.items()}
        forged = [
            replace(told, headers={}),
            replace(told, headers=cut),
            replace(told, body=told.body + b"&MessageStatus=failed"),
            replace(told, body=told.body.replace(b"delivered", b"failed")),
        ]
        for odd in forged:
            with pytest.raises(Untrusted):
                port.verify(odd)

    @rule("receipts")
    @pytest.mark.parametrize("body", ODD_BODIES)
    def test_a_body_of_an_odd_form_is_refused_or_means_nothing(
        self, harness: AdapterHarness, body: bytes
    ) -> None:
        port, odd = harness.open(), replace(_told(harness, "delivered"), body=body)
        with pytest.raises(Untrusted):
            port.verify(odd)
        assert _outcome(lambda: port.read(odd)) is None


class Hearing(Suite):
    """Capability: inbound."""

    @rule("opt-outs")
    @pytest.mark.parametrize("wish", list(sms.Wish))
    def test_who_asks_for_no_more_is_heard(self, harness: AdapterHarness, wish: sms.Wish) -> None:
        port = harness.open()
        told = _subscribed(harness).answer(_TO, wish.value.upper(), at=harness.now(), wish=wish)
        port.verify(told)
        found = port.hear(told)
        assert found is not None
        assert (found.sender, found.text, found.wish) == (_TO, wish.value.upper(), wish)
        assert found.provider_ref

    @rule("opt-outs")
    def test_an_answer_in_any_script_is_heard(self, harness: AdapterHarness) -> None:
        port = harness.open()
        told = _subscribed(harness).answer(_TO, "Asante 你好 & more", at=harness.now())
        port.verify(told)
        assert port.hear(told).text == "Asante 你好 & more"

    @rule("opt-outs")
    def test_what_became_of_a_text_is_no_answer(self, harness: AdapterHarness) -> None:
        assert harness.open().hear(_told(harness, "delivered")) is None

    @rule("opt-outs")
    def test_an_answer_is_nothing_that_became_of_a_text(self, harness: AdapterHarness) -> None:
        told = _subscribed(harness).answer(_TO, "Hello", at=harness.now())
        assert harness.open().read(told) is None

    @rule("opt-outs")
    def test_an_answer_under_another_number_is_not_trusted(self, harness: AdapterHarness) -> None:
        """Nobody ends what somebody else is sent."""
        told = _subscribed(harness).answer(_TO, "STOP", at=harness.now(), wish="stop")
        forged = told.body.replace(b"254700000001", b"254700000002")
        assert forged != told.body
        with pytest.raises(Untrusted):
            harness.open().verify(replace(told, body=forged))


class Looking(Suite):
    """Capability: lookup."""

    @rule("unclear-outcomes-reported")
    def test_a_text_is_found_by_what_was_sent(self, harness: AdapterHarness) -> None:
        port, sent, since = harness.open(), text(), harness.now()
        assert port.find(sent, since=since) is None
        named = port.send(sent).provider_ref
        assert port.find(sent, since=since).provider_ref == named
        assert port.find(text(text="Doors open at 8"), since=since) is None
        assert port.find(text(to="+254700000002"), since=since) is None
        assert port.find(sent, since=since + timedelta(hours=1)) is None

    @rule("unclear-outcomes-reported", wire=True)
    def test_a_text_whose_answer_was_lost_is_found(self, harness: AdapterHarness) -> None:
        port, sent, since = harness.open(), text(), harness.now()
        harness.fault_proxy.plan(Fault.LOST_ANSWER)
        with pytest.raises(Unclear):
            port.send(sent)
        harness.fault_proxy.recover()
        assert isinstance(port.find(sent, since=since), sms.Accepted)
        assert len(_received(harness)) == 1


def suites_for(can: sms.Capabilities) -> list[type]:
    chosen = [
        (Texting, True),
        (Following, can.receipts),
        (Hearing, can.inbound),
        (Looking, can.lookup),
    ]
    return [suite for suite, is_offered in chosen if is_offered]


def _subscribed(harness: AdapterHarness, account: str | None = None) -> Any:
    """The provider's side, told where this account's webhooks lead."""
    account = account or harness.account
    hook = harness.running.inbox.url(account)
    harness.control(Subscribes, account=account).deliver_to(hook)
    return harness.control(ReportsTexts, account=account)


def _told(
    harness: AdapterHarness, state: str, *, account: str | None = None, **more: object
) -> Delivery:
    control = _subscribed(harness, account)
    told: Delivery = control.report(_KEY, _TO, str(state), at=harness.now(), **more)
    return told


def _outcome(read: Any) -> Any:
    try:
        return read()
    except AdapterError:
        return None


def _received(harness: AdapterHarness) -> list[bytes]:
    arrived: list[bytes] = harness.control(Receives).received()
    return arrived
