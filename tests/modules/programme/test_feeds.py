"""An event's calendar at a secret address: the only key to a private one, and it can be changed."""

import pytest
from icalendar import Calendar
from tests.factories.people import add_member, bearer, make_organization, make_user
from tests.modules.programme.file_client import Organizer

CODE = "Turnout-Access-Code"


@pytest.fixture
def organizer(client):
    found = Organizer(client, visibility="private")
    answer = found.ask("POST", "/publish")
    assert answer.status_code == 200, answer.json
    return found


def session(organizer, title="Pegs"):
    times = {"starts_at": "2030-02-02T10:00", "ends_at": "2030-02-02T11:00"}
    return organizer.ask("POST", "/sessions", json={"title": title, **times}).json["id"]


def fetch(client, url):
    return client.get(url.removeprefix("http://turnout.test"))


def titles(answer):
    assert answer.status_code == 200, answer.data
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    return [str(each["SUMMARY"]) for each in Calendar.from_ical(answer.data).walk("VEVENT")]


def test_a_private_event_s_calendar_needs_its_address_and_nothing_else(organizer, client):
    session(organizer)
    url = organizer.ask("GET", "/feed").json["url"]
    assert titles(fetch(client, url)) == ["Pegs"]
    assert client.get(f"{organizer.base}/programme.ics").status_code == 404
    for wrong in (url.replace("/feed/", "/feed/x"), url[:-6] + "aa.ics"):
        assert fetch(client, wrong).status_code == 404
    abroad = url.replace(str(organizer.organization.id), str(make_organization().id))
    assert fetch(client, abroad).status_code == 404


def test_the_address_is_told_to_whom_the_event_is_shown(organizer, client):
    strangers = ({}, bearer(make_user()), bearer(make_organization().owner))
    path = f"{organizer.base}/feed"
    assert [client.get(path, headers=each).status_code for each in strangers] == [404] * 3
    code = organizer.ask("POST", "/access-codes", json={}).json["code"]
    shown = client.get(path, headers={CODE: code})
    assert shown.status_code == 200
    assert shown.json == organizer.ask("GET", "/feed").json


def test_a_new_address_ends_the_old_one(organizer, client):
    old = organizer.ask("GET", "/feed").json["url"]
    viewer = bearer(add_member(organizer.organization, "partner"))
    assert client.post(f"{organizer.base}/feed", headers=viewer).status_code == 403
    new = organizer.ask("POST", "/feed").json["url"]
    assert new != old
    assert organizer.ask("GET", "/feed").json["url"] == new
    assert fetch(client, old).status_code == 404
    assert fetch(client, new).status_code == 200


def test_an_event_without_a_programme_is_its_own_entry(organizer, client):
    url = organizer.ask("GET", "/feed").json["url"]
    assert titles(fetch(client, url)) == ["Cloud Summit"]
    organizer.ask("POST", "/cancel", json={})
    [entry] = Calendar.from_ical(fetch(client, url).data).walk("VEVENT")
    assert entry["STATUS"] == "CANCELLED"


def test_a_draft_has_no_calendar(organizer, client):
    url = organizer.ask("GET", "/feed").json["url"]
    organizer.ask("POST", "/unpublish", json={})
    assert fetch(client, url).status_code == 404


def test_no_list_of_the_organizer_s_events_names_a_private_one(organizer, client):
    slug = organizer.organization.slug
    for path in (f"/{slug}/calendar.ics", f"/{slug}/feed.xml"):
        answer = client.get(path)
        assert b"Cloud Summit" not in answer.data


def test_an_agenda_of_a_private_event_is_renewed_with_its_code(organizer, client):
    talk = session(organizer)
    code = organizer.ask("POST", "/access-codes", json={}).json["code"]
    person = {**bearer(make_user()), CODE: code}
    client.put(f"{organizer.base}/agenda/sessions/{talk}", headers=person)
    old = client.get(f"{organizer.base}/agenda", headers=person).json["feed_url"]
    without = {name: value for name, value in person.items() if name != CODE}
    assert client.post(f"{organizer.base}/agenda/feed", headers=without).status_code == 404
    new = client.post(f"{organizer.base}/agenda/feed", headers=person).json["feed_url"]
    assert fetch(client, old).status_code == 404
    assert titles(fetch(client, new)) == ["Pegs"]


def test_a_guest_renews_the_calendar_and_keeps_the_agenda(client):
    organizer = Organizer(client)
    talk = session(organizer)
    organizer.ask("POST", "/publish")
    made = client.post(f"{organizer.base}/agendas").json
    secret = {"Turnout-Agenda-Secret": made["secret"]}
    path = f"/api/v1/organizations/{organizer.organization.id}/agendas/{made['agenda']['id']}"
    client.put(f"{path}/sessions/{talk}", headers=secret)
    assert client.post(f"{path}/feed", headers={}).status_code == 401
    new = client.post(f"{path}/feed", headers=secret).json["feed_url"]
    assert fetch(client, made["agenda"]["feed_url"]).status_code == 404
    assert titles(fetch(client, new)) == ["Pegs"]
    assert client.get(path, headers=secret).status_code == 200


def test_an_address_outlives_a_change_of_the_master_key(organizer, client, change_master_key):
    before = organizer.ask("GET", "/feed").json["url"]
    change_master_key()
    for url in (before, organizer.ask("GET", "/feed").json["url"]):
        assert titles(fetch(client, url)) == ["Cloud Summit"]
