"""Calendars and customer databases: written twice is there once."""

from collections.abc import Mapping

from turnout_sdk.adapter import Kind
from turnout_sdk.testing.harness import AdapterHarness
from turnout_sdk.testing.suites.samples import GRANT, PERSON, activity, entry
from turnout_sdk.testing.suites.suite import Suite, rule


class Scheduling(Suite):
    """Capabilities: write, remove."""

    @rule("verbs-filled-in")
    def test_an_entry_written_twice_is_one_entry(self, harness: AdapterHarness) -> None:
        port, concert = harness.open(), entry()
        first = port.write(GRANT, concert)
        assert first.provider_ref
        assert port.write(GRANT, concert).provider_ref == first.provider_ref

    @rule("verbs-filled-in")
    def test_removing_may_be_repeated(self, harness: AdapterHarness) -> None:
        port, concert = harness.open(), entry()
        port.write(GRANT, concert)
        port.remove(GRANT, concert.uid)
        port.remove(GRANT, concert.uid)

    @rule("verbs-filled-in")
    def test_the_way_to_agree_carries_state_and_challenge(self, harness: AdapterHarness) -> None:
        url = harness.open().authorize_url(
            state="state-1", challenge="challenge-1", return_url="http://shop.example/back"
        )
        assert "state-1" in url
        assert "challenge-1" in url


class Relating(Suite):
    """Capabilities: contacts, push, record."""

    @rule("verbs-filled-in", needs=("push",))
    def test_a_person_pushed_twice_is_one_contact(self, harness: AdapterHarness) -> None:
        port = harness.open()
        assert port.push(PERSON) == port.push(PERSON)

    @rule("verbs-filled-in", needs=("push", "pull"))
    def test_a_pushed_person_is_among_the_contacts(self, harness: AdapterHarness) -> None:
        port = harness.open()
        ref = port.push(PERSON)
        assert ref in {each.provider_ref for each in port.contacts(None)}

    @rule("verbs-filled-in", needs=("activities",))
    def test_an_activity_may_be_told_twice(self, harness: AdapterHarness) -> None:
        port, told = harness.open(), activity()
        port.record(told)
        port.record(told)


SUITES: Mapping[Kind, type[Suite]] = {
    Kind.CALENDAR: Scheduling,
    Kind.CRM: Relating,
}
