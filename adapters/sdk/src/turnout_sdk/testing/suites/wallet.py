"""Wallets: a pass written twice is one pass, and what is void admits nobody there either."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from turnout_sdk.errors import Declined
from turnout_sdk.fakes import KeepsPasses, Receives
from turnout_sdk.testing.harness import AdapterHarness
from turnout_sdk.testing.suites.samples import PASS_TEXTS, ticket_pass
from turnout_sdk.testing.suites.suite import Suite, rule
from turnout_sdk.wallet import Changed, PassState, WebRequest


class Buttons(Suite):
    """Every wallet: the words that lead to it."""

    @rule("described-as-data")
    def test_the_button_has_words_in_english(self, harness: AdapterHarness) -> None:
        assert harness.capabilities.button["en"].strip()
        assert harness.capabilities.button_in("xx") == harness.capabilities.button["en"]


class Packing(Suite):
    """Capability: files."""

    @rule("verbs-filled-in")
    def test_a_pass_is_a_file_of_its_own(self, harness: AdapterHarness) -> None:
        port = harness.open()
        one, other = port.pack(ticket_pass()), port.pack(ticket_pass(holder="Grace Hopper"))
        assert one.content
        assert one.content != other.content
        assert "/" in one.media_type
        assert one.name

    @rule("verbs-filled-in")
    @pytest.mark.parametrize("state", PassState)
    def test_a_pass_may_lack_what_an_event_may_lack(
        self, harness: AdapterHarness, state: PassState
    ) -> None:
        missing = {"starts_at": None, "ends_at": None, "place": None, "url": "", "updates": None}
        assert harness.open().pack(ticket_pass(state=state, **missing)).content

    @rule("verbs-filled-in")
    def test_a_pass_is_written_in_any_script(self, harness: AdapterHarness) -> None:
        texts = {"ar": replace(PASS_TEXTS, title='حفلة "كبيرة";\n', when="متى")}
        assert harness.open().pack(ticket_pass(language="ar", texts=texts, holder="你好 ;")).content


class Keeping(Suite):
    """Capability: objects. The provider's side says what it has."""

    @rule("verbs-filled-in")
    def test_a_pass_kept_twice_is_one_pass(self, harness: AdapterHarness) -> None:
        port, ticket = harness.open(), ticket_pass()
        first = port.keep(ticket)
        assert first.provider_ref
        assert port.keep(replace(ticket, holder="Grace Hopper")) == first
        kept = harness.control(KeepsPasses).kept_passes()
        assert [each.count("Grace Hopper") > 0 for each in kept if first.provider_ref in each] == [
            True
        ]

    @rule("verbs-filled-in")
    def test_a_void_pass_is_void_at_the_provider(self, harness: AdapterHarness) -> None:
        port, ticket = harness.open(), ticket_pass()
        ref = port.keep(ticket).provider_ref
        controls = harness.control(KeepsPasses)
        assert controls.is_usable(ref)
        port.keep(replace(ticket, state=PassState.VOID))
        assert not controls.is_usable(ref)

    @rule("verbs-filled-in")
    def test_the_link_names_the_pass_and_no_other(self, harness: AdapterHarness) -> None:
        port, one, other = harness.open(), ticket_pass(), ticket_pass()
        assert port.save_url(one).startswith("https://")
        assert port.save_url(one) != port.save_url(other)


class Serving(Suite):
    """Capability: devices."""

    @rule("verbs-filled-in")
    @pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PUT"])
    @pytest.mark.parametrize("path", ["", "/", "/v9/nothing", "/v1/passes", "/../etc"])
    def test_what_no_device_asks_is_not_understood(
        self, harness: AdapterHarness, method: str, path: str
    ) -> None:
        ask = harness.open().read_request(WebRequest(method=method, path=path, body=b"\xff["))
        assert ask is None

    @rule("verbs-filled-in")
    def test_the_list_of_changes_names_passes_and_mark(self, harness: AdapterHarness) -> None:
        answer = harness.open().write_changed(Changed(pass_ids=("one", "two"), mark="1790"))
        for each in (b"one", b"two", b"1790"):
            assert each in answer.body

    @rule("verbs-filled-in")
    def test_a_device_is_told_to_ask(self, harness: AdapterHarness) -> None:
        port, controls = harness.open(), harness.control(Receives)
        token = f"{harness.account.encode().hex():0<64}"[:64]
        port.push(token)
        assert any(token.encode() in each for each in controls.received())

    @rule("errors-of-the-sdk-only")
    def test_a_device_that_left_is_declined_as_gone(self, harness: AdapterHarness) -> None:
        harness.control(Receives).refuse("0" * 64)
        with pytest.raises(Declined) as raised:
            harness.open().push("0" * 64)
        assert raised.value.code == "gone"


class Ending(Suite):
    """Capability: certificate."""

    @rule("verbs-filled-in")
    def test_the_day_is_known_before_it_comes(self, harness: AdapterHarness) -> None:
        ends: datetime = harness.open().expires_at()
        assert ends.tzinfo is not None
        assert ends > harness.now()


def suites_for(can: Any) -> list[type[Suite]]:
    """Choose by what the wallet can do."""
    chosen = [
        (Buttons, True),
        (Packing, can.files),
        (Keeping, can.objects),
        (Serving, can.devices),
        (Ending, can.certificate),
    ]
    return [suite for suite, is_offered in chosen if is_offered]
