"""Entries at Microsoft: one for each uid, never an older one, back after they were deleted."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from turnout_microsoftcalendar_fake import ControlClient, fake

from turnout_microsoftcalendar import adapter
from turnout_sdk.adapter import Services
from turnout_sdk.calendar import Entry, Grant
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.testing.kit import run_fake
from turnout_sdk.testing.local_http import local_client

VERIFIER = "verifier-of-a-test-" + "0" * 40
BACK = "http://shop.example/account/calendars/return"
STARTS = datetime(2027, 6, 1, 18, tzinfo=UTC)
CONCERT = Entry(
    uid="order-event@tickets.example",
    sequence=3_000,
    title="حفلة प्रिया",
    starts_at=STARTS,
    ends_at=STARTS + timedelta(hours=2),
    time_zone="Asia/Kolkata",
)


@pytest.fixture(scope="module")
def base_url(tmp_path_factory) -> Iterator[str]:
    with run_fake(fake, tmp_path_factory.mktemp("microsoft-calendar")) as served:
        yield served.base_url


class Person:
    """Somebody who agreed, at the OAuth client of one test."""

    def __init__(self, base_url, account, http):
        self.controls = ControlClient(base_url, account)
        services = Services(http=http, now=lambda: STARTS, sleep=lambda _: None)
        self.port = adapter.open(fake.settings_for(account, base_url=base_url), services)
        answer = self.controls.agree(self.url())
        self.code = answer["code"]
        self.grant = self.port.exchange(self.code, verifier=VERIFIER, return_url=BACK)

    def url(self):
        digest = hashlib.sha256(VERIFIER.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        return self.port.authorize_url(state="s", challenge=challenge, return_url=BACK)


@pytest.fixture
def person(base_url, request) -> Iterator[Person]:
    account = "".join(each for each in request.node.name if each.isalnum())[:60].lower()
    with local_client(timeout=5) as http:
        yield Person(base_url, account, http)


def test_a_changed_entry_stays_one_and_an_older_one_changes_nothing(person):
    person.port.write(person.grant, CONCERT)
    later = replace(CONCERT, sequence=4_000, title="Later")
    for entry in (later, CONCERT, later):
        person.port.write(person.grant, entry)
    [found] = person.controls.entries()
    assert found["subject"] == "Later"
    assert found["start"] == {"dateTime": "2027-06-01T18:00:00", "timeZone": "UTC"}


def test_what_was_removed_comes_back_by_being_written(person):
    person.port.write(person.grant, CONCERT)
    for _ in range(2):
        person.port.remove(person.grant, CONCERT.uid)
    assert person.controls.entries() == []
    person.port.write(person.grant, CONCERT)
    assert len(person.controls.entries()) == 1


def test_an_entry_that_a_person_deletes_again_and_again_comes_back_once(person):
    for _ in range(4):
        person.port.write(person.grant, CONCERT)
        assert len(person.controls.entries()) == 1
        person.controls.delete_by_hand()
    person.port.write(person.grant, replace(CONCERT, sequence=5_000))
    assert len(person.controls.entries()) == 1


def test_the_text_is_no_markup_and_bears_the_link(person):
    entry = replace(CONCERT, description="1 < 2", url="https://shop.example/my-tickets")
    written = person.port.write(person.grant, entry)
    [found] = person.controls.entries()
    assert found["body"]["contentType"] == "text"
    assert found["body"]["content"] == "1 < 2\n\nhttps://shop.example/my-tickets"
    assert written.url == found["webLink"]


def test_a_quota_that_is_used_up_says_how_long_to_rest(person):
    person.controls.answer_next(429)
    with pytest.raises(Unavailable) as refused:
        person.port.write(person.grant, CONCERT)
    person.controls.answer_next()
    assert refused.value.retry_after_seconds == 90


def test_removing_what_never_was_is_no_failure(person):
    person.port.remove(person.grant, "nobody@tickets.example")


@pytest.mark.parametrize("status", [500, 429])
def test_a_lost_answer_never_makes_a_second_entry(person, status):
    for _ in range(3):
        person.controls.answer_next(200, status, status)
        with pytest.raises((Unclear, Unavailable)):
            person.port.write(person.grant, CONCERT)
        person.controls.answer_next()
    person.port.write(person.grant, CONCERT)
    assert len(person.controls.entries()) == 1


def test_an_access_that_is_over_is_renewed_and_one_that_was_taken_back_is_not(person):
    person.controls.expire_tokens()
    with pytest.raises(Misconfigured):
        person.port.write(person.grant, CONCERT)
    renewed = person.port.refresh(person.grant)
    person.port.write(renewed, CONCERT)
    person.controls.take_back()
    with pytest.raises(Declined) as gone:
        person.port.refresh(renewed)
    assert gone.value.code == "revoked"


def test_a_code_is_good_once_and_for_its_verifier(person):
    with pytest.raises(Declined):
        person.port.exchange(person.code, verifier=VERIFIER, return_url=BACK)
    code = person.controls.agree(person.url())["code"]
    with pytest.raises(Declined):
        person.port.exchange(code, verifier="another" * 8, return_url=BACK)


def test_a_grant_without_a_renewal_is_over_with_its_token(person):
    with pytest.raises(Declined) as gone:
        person.port.refresh(Grant(access_token="a"))
    assert gone.value.code == "revoked"


def test_an_application_that_microsoft_does_not_know_is_a_wrong_configuration(base_url):
    values = fake.settings_for("wrong", base_url=base_url) | {"client_secret": "another"}
    with local_client(timeout=5) as http:
        port = adapter.open(values, Services(http=http, now=lambda: STARTS, sleep=lambda _: None))
        with pytest.raises(Misconfigured):
            port.health()
