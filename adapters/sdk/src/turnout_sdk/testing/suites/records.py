"""Calendars, search engines and customer databases: written twice is there once."""

from collections.abc import Mapping

from turnout_sdk.adapter import Kind
from turnout_sdk.search import Query
from turnout_sdk.testing.harness import AdapterHarness
from turnout_sdk.testing.suites.samples import GRANT, PERSON, activity, document, entry
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


class Searching(Suite):
    """Capabilities: index, remove, search."""

    @rule("verbs-filled-in")
    def test_a_document_is_found_in_its_scope_only(self, harness: AdapterHarness) -> None:
        port, name = harness.open(), f"kit_{harness.account.replace('-', '_')}"
        port.index(name, [document(), document(id="2", scope="other")])
        found = port.search(name, Query(scope="demo", text="nairobi"))
        assert (found.ids, found.total) == (("1",), 1)

    @rule("verbs-filled-in")
    def test_an_older_version_changes_nothing_and_removing_forgets(
        self, harness: AdapterHarness
    ) -> None:
        port, name = harness.open(), f"kit_{harness.account.replace('-', '_')}"
        port.index(name, [document(version=2)])
        port.index(name, [document(version=1, texts={"title": "Old"})])
        assert port.search(name, Query(scope="demo", text="nairobi")).ids == ("1",)
        port.remove(name, ["1"])
        port.remove(name, ["1"])
        assert port.search(name, Query(scope="demo", text="nairobi")).ids == ()

    @rule("verbs-filled-in")
    def test_a_collection_that_nobody_filled_answers_nothing(self, harness: AdapterHarness) -> None:
        assert harness.open().search("kit_nobody", Query(scope="demo")).total == 0


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
    Kind.SEARCH: Searching,
    Kind.CRM: Relating,
}
