"""Reminders are defined, changed, shown with their moment, and tried out on oneself."""

from datetime import timedelta

import pytest
from tests.factories.people import bearer, make_user
from tests.factories.sales import make_shop
from tests.modules.announcements.conftest import TEXT
from tests.modules.reminders.conftest import Organizer, days_from, moment

from turnout.kernel.db.tx import transaction
from turnout.modules.announcements.service import mails
from turnout.modules.notifications.api import Template
from turnout.modules.notifications.models import MailRow
from turnout.modules.notifications.queries import claim_mail


def faults(answer):
    return {each["pointer"] for each in answer["errors"]}


def test_a_reminder_is_defined_listed_changed_and_deleted(organizer):
    event = organizer.ask("GET", "")
    made = organizer.define(days=-1)
    assert made["state"] == "waiting"
    assert moment(made["due_at"]) == days_from(moment(event["starts_at"]), -1)
    assert [each["id"] for each in organizer.ask("GET", "/reminders")["items"]] == [made["id"]]
    path, seen = f"{organizer.event}/reminders/{made['id']}", {**organizer.owner, "If-Match": '"1"'}
    changed = organizer.client.patch(path, json={"days": 0, "minutes": -90}, headers=seen)
    assert moment(changed.json["due_at"]) == moment(event["starts_at"]) - timedelta(minutes=90)
    assert organizer.client.patch(path, json={"days": -3}, headers=seen).status_code == 412
    organizer.ask("DELETE", f"/reminders/{made['id']}", expect=204)
    organizer.ask("GET", f"/reminders/{made['id']}", expect=404)


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"anchor": "middle"}, "/anchor"),
        ({"days": 400}, "/days"),
        ({"minutes": 20_000}, "/minutes"),
        ({"at_time": "25:00"}, "/at_time"),
        ({"at_time": "10:00", "minutes": 5}, "/minutes"),
        ({"days": -300}, "/days"),
        ({"days": -300, "at_time": "10:00"}, "/at_time"),
        ({"texts": [{**TEXT, "subject": "{nobody}"}]}, "/texts/0/subject"),
        ({"session_id": "0190a0a0-0000-7000-8000-000000000000"}, "/session_id"),
        ({"segment": {"tag_ids": ["0190a0a0-0000-7000-8000-000000000000"]}}, "/segment/tag_ids/0"),
    ],
)
def test_bad_input_is_named(organizer, said, pointer):
    assert faults(organizer.define(**said, expect=422)) == {pointer}


def test_the_moment_is_told_before_anything_is_kept(organizer):
    event = organizer.ask("GET", "")
    told = organizer.ask("POST", "/reminders/moment", {"anchor": "end", "minutes": 60})
    assert moment(told["due_at"]) == moment(event["ends_at"]) + timedelta(hours=1)
    assert (told["time_zone"], told["is_past"]) == (event["time_zone"], False)
    assert organizer.ask("POST", "/reminders/moment", {"anchor": "start", "days": -300})["is_past"]
    assert organizer.ask("GET", "/reminders")["items"] == []


def test_presets_speak_the_languages_of_the_event(organizer):
    organizer.ask("PATCH", "", {"translations": {"de": {"title": "Versammlung"}}})
    presets = organizer.ask("GET", "/reminders/presets")
    assert [each["key"] for each in presets] == [
        "last-minute", "thank-you", "feedback", "no-show",
    ]  # fmt: skip
    for each in presets:
        assert [text["language"] for text in each["texts"]] == ["en", "de"]
        english, german = each["texts"]
        assert english["subject"] != german["subject"]
        del each["key"], each["checked_in"]
        organizer.define(**each)


def test_an_event_has_so_many_reminders_at_most(organizer, monkeypatch):
    monkeypatch.setattr("turnout.modules.reminders.rules.MOST_OF_EVENT", 1)
    organizer.define()
    assert organizer.define(expect=409)["code"] == "reminders.too-many"


def test_a_test_goes_to_oneself_and_the_preview_says_the_same(organizer):
    made = organizer.define()
    shown = organizer.ask("GET", f"/reminders/{made['id']}/preview?language=en")
    assert shown["subject"] == TEXT["subject"]
    organizer.ask("POST", f"/reminders/{made['id']}/test", {"language": "en"}, expect=204)
    organizer.ask("POST", f"/reminders/{made['id']}/test", {"language": "fr"}, expect=422)
    with transaction(organizer.platform) as tx:
        [mail] = tx.session.query(MailRow).filter_by(template=Template.ANNOUNCEMENT.value)
        claimed = claim_mail(tx, MailRow, mail.id)
    assert claimed.recipient == organizer.shop.organization.owner.email
    left = mails.compose(organizer.platform, claimed)
    assert (left.subject, "nsubscribe" in left.text) == (TEXT["subject"], True)


@pytest.mark.parametrize("path", ["", "/preview"])
def test_reminders_of_another_event_are_not_there(organizer, client, path):
    made = organizer.define()
    other = Organizer(client, make_shop(organizer.shop.organization))
    other.ask("GET", f"/reminders/{made['id']}{path}", expect=404)
    assert other.ask("GET", "/reminders")["items"] == []


def test_who_is_no_member_sees_none(organizer, client):
    answer = client.get(f"{organizer.event}/reminders", headers=bearer(make_user()))
    assert answer.status_code in (403, 404)
