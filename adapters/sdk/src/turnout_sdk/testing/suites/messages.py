"""Notes on devices, chat, and telling people from programs."""

from collections.abc import Mapping

import pytest

from turnout_sdk import challenge, chat, push
from turnout_sdk.adapter import Kind
from turnout_sdk.errors import Declined
from turnout_sdk.fakes import Receives, SolvesChallenges
from turnout_sdk.testing.harness import AdapterHarness
from turnout_sdk.testing.suites.samples import MESSAGE, device
from turnout_sdk.testing.suites.suite import Suite, rule

_HOST = "tickets.example"
_NOTE = push.Note(title="Doors open", body="Gate B")


class Pushing(Suite):
    """Capability: send."""

    @rule("verbs-filled-in")
    def test_a_note_is_taken(self, harness: AdapterHarness) -> None:
        assert isinstance(harness.open().send(device(harness), _NOTE), push.Accepted)

    @rule("verbs-filled-in")
    def test_a_note_arrives_as_it_was_written(self, harness: AdapterHarness) -> None:
        title = f"Türen offen · الأبواب · {harness.account}"
        note = push.Note(title=title, body="Gate B", url="https://tickets.example/1", topic="t1")
        harness.open().send(device(harness), note)
        assert any(title.encode() in each for each in _received(harness))

    @rule("verbs-filled-in")
    def test_a_note_that_says_too_much_is_cut_or_declined(self, harness: AdapterHarness) -> None:
        """Never sent so that the service breaks it: cut, or Declined for good."""
        port = harness.open()
        try:
            port.send(device(harness), push.Note(title="Long", body="घ" * 4_000))
            code = push.TOO_LARGE
        except Declined as declined:
            code = declined.code
        assert code == push.TOO_LARGE

    @rule("errors-of-the-sdk-only")
    def test_a_device_that_is_gone_is_declined_as_gone(self, harness: AdapterHarness) -> None:
        gone = device(harness, "device-that-left")
        harness.control(Receives).refuse("device-that-left")
        with pytest.raises(Declined) as raised:
            harness.open().send(gone, _NOTE)
        assert raised.value.code == push.GONE


class Posting(Suite):
    """Capability: post."""

    @rule("verbs-filled-in")
    def test_a_message_arrives(self, harness: AdapterHarness) -> None:
        title = f"Sold out {harness.account}"
        posted = harness.open().post(
            chat.Message(key=MESSAGE.key, title=title, facts=MESSAGE.facts)
        )
        assert isinstance(posted, chat.Posted)
        assert any(harness.account.encode() in each for each in _received(harness))


class Judging(Suite):
    """Capability: judge."""

    @rule("verbs-filled-in")
    def test_the_page_learns_what_to_show(self, harness: AdapterHarness) -> None:
        widget = harness.open().widget()
        assert isinstance(widget, challenge.Widget)
        assert widget.script_url.startswith(("https://", "http://127.0.0.1"))
        assert widget.answer_field

    @rule("verbs-filled-in")
    def test_a_token_that_nobody_gave_out_is_no_person(self, harness: AdapterHarness) -> None:
        assert harness.open().judge("nobody-gave-this-out").is_person is False

    @rule("errors-of-the-sdk-only")
    @pytest.mark.parametrize(
        "token", ["", "x" * 100_000, "' OR 1=1; --", "<script>", "\r\nHost: x", "𝔴🎟️"]
    )
    def test_whatever_is_sent_as_a_token_is_no_person(
        self, harness: AdapterHarness, token: str
    ) -> None:
        """By any other error the platform believes that the service cannot be asked."""
        try:
            is_person = harness.open().judge(token).is_person
        except Declined:
            is_person = False
        assert is_person is False


class Solving(Suite):
    """Capability: judge, as the service's own side gives tokens."""

    @rule("verbs-filled-in")
    def test_a_token_is_a_person_once(self, harness: AdapterHarness) -> None:
        port, token = harness.open(), _solved(harness)
        first = port.judge(token, remote_address="203.0.113.9")
        assert first.is_person is True
        assert first.hostname in (_HOST, "")
        assert port.judge(token).is_person is False

    @rule("verbs-filled-in")
    def test_a_token_says_what_it_was_solved_for(self, harness: AdapterHarness) -> None:
        verdict = harness.open().judge(_solved(harness))
        can = harness.capabilities
        assert verdict.action == ("order" if can.actions else "")
        assert verdict.binding == ("b1" if can.bindings else "")
        assert verdict.solved_at is None or verdict.solved_at.tzinfo is not None

    @rule("verbs-filled-in")
    def test_a_token_of_another_account_is_no_person(self, harness: AdapterHarness) -> None:
        other = harness.control(SolvesChallenges, account=f"{harness.account}-other")
        foreign = other.solve(hostname=_HOST, action="order", binding="b1")
        assert harness.open().judge(foreign).is_person is False


def _solved(harness: AdapterHarness) -> str:
    token: str = harness.control(SolvesChallenges).solve(
        hostname=_HOST, action="order", binding="b1"
    )
    return token


SUITES: Mapping[Kind, tuple[type[Suite], ...]] = {
    Kind.PUSH: (Pushing,),
    Kind.CHAT: (Posting,),
    Kind.CHALLENGE: (Judging, Solving),
}


def _received(harness: AdapterHarness) -> list[bytes]:
    arrived: list[bytes] = harness.control(Receives).received()
    return arrived
