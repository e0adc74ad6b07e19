"""Personal agendas: what somebody picked, what clashes, and a calendar that follows it."""

import pytest
from icalendar import Calendar
from tests.factories.people import bearer, make_organization, make_user
from tests.modules.programme.file_client import Organizer

SECRET = "Turnout-Agenda-Secret"
NOBODY = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def organizer(client):
    found = Organizer(client)
    found.sessions = [
        found.ask("POST", "/sessions", json={
            "title": title, "starts_at": f"2030-02-02T{start}", "ends_at": f"2030-02-02T{end}",
        }).json["id"]
        for title, start, end in (("Pegs", "10:00", "11:00"), ("Owls", "10:30", "11:30"), ("Tea", "11:30", "12:00"))
    ]  # fmt: skip
    found.ask("POST", "/publish")
    return found


class Person:
    def __init__(self, organizer):
        self.client, self.base = organizer.client, organizer.base
        self.headers = bearer(make_user())

    def __call__(self, method, path="/agenda", **sent):
        return self.client.open(self.base + path, method=method, headers=self.headers, **sent)

    def pick(self, session_id):
        answer = self("PUT", f"/agenda/sessions/{session_id}")
        assert answer.status_code == 200, answer.json
        return answer.json


class Guest:
    def __init__(self, organizer):
        made = organizer.client.post(f"{organizer.base}/agendas")
        assert made.status_code == 201, made.json
        self.client, self.secret = organizer.client, made.json["secret"]
        self.agenda = made.json["agenda"]
        self.path = f"/api/v1/organizations/{organizer.organization.id}/agendas/{self.agenda['id']}"

    def __call__(self, method, path="", *, secret=None):
        headers = {SECRET: self.secret if secret is None else secret}
        return self.client.open(self.path + path, method=method, headers=headers)

    def pick(self, session_id):
        answer = self("PUT", f"/sessions/{session_id}")
        assert answer.status_code == 200, answer.json
        return answer.json


def feed_of(client, agenda):
    return client.get(agenda["feed_url"].removeprefix("http://turnout.test"))


def events_in(answer):
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    return {str(each["SUMMARY"]): each for each in Calendar.from_ical(answer.data).walk("VEVENT")}


@pytest.mark.parametrize("kind", [Person, Guest])
def test_sessions_are_picked_dropped_and_clashes_told(organizer, kind):
    who = kind(organizer)
    pegs, owls, tea = organizer.sessions
    for each in (tea, pegs, pegs):
        agenda = who.pick(each)
    assert [each["title"] for each in agenda["sessions"]] == ["Pegs", "Tea"]
    assert agenda["clashes"] == []
    clashing = who.pick(owls)["clashes"]
    assert [(each["first_session_id"], each["second_session_id"]) for each in clashing] == [
        (pegs, owls)
    ]
    prefix = "/agenda" if kind is Person else ""
    assert who("DELETE", f"{prefix}/sessions/{pegs}").status_code == 204
    after = who("GET").json
    assert [each["title"] for each in after["sessions"]] == ["Owls", "Tea"]
    assert after["clashes"] == []


@pytest.mark.parametrize("kind", [Person, Guest])
def test_the_calendar_has_what_was_picked_and_follows_changes(organizer, client, kind):
    agenda = kind(organizer).pick(organizer.sessions[0])
    first = events_in(feed_of(client, agenda))
    assert set(first) == {"Pegs"}
    organizer.ask("PATCH", f"/sessions/{organizer.sessions[0]}", json={"state": "cancelled"})
    second = events_in(feed_of(client, agenda))
    assert (first["Pegs"]["STATUS"], second["Pegs"]["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert second["Pegs"]["SEQUENCE"] == first["Pegs"]["SEQUENCE"] + 1


def test_an_agenda_is_its_owner_s_alone(organizer, client):
    one, other, guest = Person(organizer), Person(organizer), Guest(organizer)
    agenda = one.pick(organizer.sessions[0])
    assert other("GET").json["sessions"] == []
    assert client.get(f"{organizer.base}/agenda").status_code == 401
    for secret in ("", "x" * 27, agenda["feed_url"][-31:-4]):
        assert guest("GET", secret=secret).status_code == 404
    guest.path = guest.path.replace(guest.agenda["id"], agenda["id"])
    assert guest("GET").status_code == 404
    wrong = agenda["feed_url"].replace("/feed/", "/feed/x")
    assert feed_of(client, {"feed_url": wrong}).status_code == 404
    abroad = agenda["feed_url"].replace(str(organizer.organization.id), str(make_organization().id))
    assert feed_of(client, {"feed_url": abroad}).status_code == 404


def test_a_new_address_ends_the_old_one(organizer, client):
    person = Person(organizer)
    old = person.pick(organizer.sessions[0])
    new = person("POST", "/agenda/feed").json
    assert feed_of(client, old).status_code == 404
    assert set(events_in(feed_of(client, new))) == {"Pegs"}


def test_only_sessions_of_a_shown_event_can_be_picked(organizer):
    person = Person(organizer)
    assert person("PUT", f"/agenda/sessions/{NOBODY}").status_code == 404
    draft = organizer.another_event()
    assert person.client.get(f"{draft.base}/agenda", headers=person.headers).status_code == 404
    assert person.client.post(f"{draft.base}/agendas").status_code == 404


def test_a_deleted_session_leaves_the_agenda(organizer):
    person = Person(organizer)
    person.pick(organizer.sessions[0])
    organizer.ask("DELETE", f"/sessions/{organizer.sessions[0]}")
    assert person("GET").json["sessions"] == []


@pytest.mark.parametrize("kind", [Person, Guest])
def test_what_leads_to_an_agenda_outlives_a_change_of_the_master_key(
    organizer, client, kind, change_master_key
):
    who = kind(organizer)
    before = who.pick(organizer.sessions[0])
    change_master_key()
    after = who.pick(organizer.sessions[2])
    assert before["feed_url"] != after["feed_url"]
    assert events_in(feed_of(client, before)).keys() == events_in(feed_of(client, after)).keys()
