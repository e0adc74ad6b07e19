"""Sessions, speakers and tracks by hand, and the programme that visitors read."""

import pytest
from tests.factories.people import bearer, make_organization, make_user
from tests.modules.events.api_client import Caller, pointers

TALK = {"title": "Pegs", "starts_at": "2030-02-02T10:00", "ends_at": "2030-02-02T11:00"}
NOBODY = "00000000-0000-7000-8000-000000000000"


class Programme:
    """An organizer at work on one event."""

    def __init__(self, client):
        self.caller = Caller(client)
        self.event = self.caller.create()
        self.path = f"/{self.event['id']}"

    def __call__(self, method, path, **sent):
        return self.caller(method, self.path + path, **sent)

    def add(self, path, body):
        return self.caller.made(self.path + path, body)

    def add_room(self, name="Hall"):
        base, self.caller.base = self.caller.base, self.caller.organization_path
        venue = self.caller.made("/venues", {"name": "Old Mill", "city": "Brussels"})
        room = self.caller.made(f"/venues/{venue['id']}/rooms", {"name": name, "capacity": 80})
        self.caller.base = base
        return room

    def read(self):
        return self("GET", "/programme").json


@pytest.fixture
def programme(client):
    return Programme(client)


def test_a_session_with_all_its_parts_is_read_as_it_was_written(programme):
    track = programme.add("/tracks", {"name": "Craft", "colour": "#a1b2c3"})
    speaker = programme.add("/speakers", {"name": "Kim", "email": "kim@private.example"})
    room = programme.add_room()
    link = {"href": "https://a.example/", "title": "A"}
    written = {
        **TALK,
        "subtitle": "A short history",
        "abstract": "<p>Wood</p>",
        "language": "en",
        "track_id": track["id"],
        "room_id": room["id"],
        "speaker_ids": [speaker["id"]],
        "links": [link],
        "attachments": [link, link],
        "capacity": 30,
    }
    session = programme.add("/sessions", written)
    assert {key: session[key] for key in written if not key.endswith("_at")} == {
        key: value for key, value in written.items() if not key.endswith("_at")
    }
    assert (session["starts_at"], session["starts_local"]) == (
        "2030-02-02T09:00:00+00:00",
        "2030-02-02T10:00:00",
    )
    assert (session["day"], session["state"], session["version"]) == ("2030-02-02", "scheduled", 1)
    assert session.pop("conflicts") == []
    assert programme("GET", f"/sessions/{session['id']}").json == session


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"title": " "}, "/title"),
        ({"ends_at": "2030-02-02T10:00"}, "/ends_at"),
        ({"starts_at": "2030-03-31T02:30", "ends_at": "2030-03-31T05:00"}, "/starts_at"),
        ({"track_id": NOBODY}, "/track_id"),
        ({"room_id": NOBODY}, "/room_id"),
        ({"speaker_ids": [NOBODY]}, "/speaker_ids/0"),
        ({"capacity": 0}, "/capacity"),
        ({"capacity": "many"}, "/capacity"),
        ({"links": [{"href": "javascript:x()", "title": "x"}]}, "/links/0/href"),
        ({"source_key": "x"}, "/source_key"),
        ({"language": "?"}, "/language"),
    ],
)
def test_a_wrong_field_of_a_session_is_named_and_nothing_is_written(programme, values, pointer):
    answer = programme("POST", "/sessions", json={**TALK, **values})
    assert answer.status_code == 422, answer.json
    assert pointers(answer) == [pointer]
    assert programme("GET", "/sessions").json["items"] == []


def test_what_belongs_to_another_event_or_organization_cannot_be_named(programme, client):
    elsewhere, abroad = Programme(client), Programme(client)
    elsewhere.caller, elsewhere.path = programme.caller, f"/{programme.caller.create()['id']}"
    for other in (elsewhere, abroad):
        speaker = other.add("/speakers", {"name": "Kim"})["id"]
        track = other.add("/tracks", {"name": "Craft"})["id"]
        assert pointers(
            programme("POST", "/sessions", json={**TALK, "speaker_ids": [speaker]})
        ) == ["/speaker_ids/0"]
        assert pointers(programme("POST", "/sessions", json={**TALK, "track_id": track})) == [
            "/track_id"
        ]
        assert programme("GET", f"/speakers/{speaker}").status_code == 404
    room = abroad.add_room()["id"]
    assert pointers(programme("POST", "/sessions", json={**TALK, "room_id": room})) == ["/room_id"]


def test_a_change_replaces_the_named_lists_and_leaves_the_others(programme):
    kim, robin = (programme.add("/speakers", {"name": name})["id"] for name in ("Kim", "Robin"))
    link = {"href": "https://a.example/", "title": "A"}
    session = programme.add("/sessions", {**TALK, "speaker_ids": [kim, robin], "links": [link]})
    path = f"/sessions/{session['id']}"
    changed = programme(
        "PATCH", path, json={"speaker_ids": [robin, kim], "state": "cancelled"}
    ).json
    assert (changed["speaker_ids"], changed["links"]) == ([robin, kim], [link])
    assert (changed["state"], changed["version"]) == ("cancelled", 2)
    late = programme("PATCH", path, json={"title": "X"}, headers={"If-Match": '"1"'})
    assert late.status_code == 412
    wrong = programme("PATCH", path, json={"ends_at": "2030-02-02T09:00"})
    assert pointers(wrong) == ["/ends_at"]


def test_removing_people_tracks_and_sessions(programme):
    kim = programme.add("/speakers", {"name": "Kim"})["id"]
    track = programme.add("/tracks", {"name": "Craft"})["id"]
    session = programme.add("/sessions", {**TALK, "speaker_ids": [kim], "track_id": track})
    held = programme("DELETE", f"/tracks/{track}")
    assert (held.status_code, held.json["code"]) == (409, "events.track-in-use")
    assert programme("DELETE", f"/speakers/{kim}").status_code == 204
    assert programme("GET", f"/sessions/{session['id']}").json["speaker_ids"] == []
    assert programme("DELETE", f"/sessions/{session['id']}").status_code == 204
    assert programme("DELETE", f"/tracks/{track}").status_code == 204
    assert programme.read()["tracks"] == []


def test_two_tracks_of_one_name_are_refused(programme):
    first = programme.add("/tracks", {"name": "Craft"})
    second = programme.add("/tracks", {"name": "Nature"})
    again = programme("POST", "/tracks", json={"name": "Craft"})
    assert (again.status_code, again.json["code"]) == (409, "events.track-name-taken")
    renamed = programme("PATCH", f"/tracks/{second['id']}", json={"name": "Craft"})
    assert renamed.status_code == 409
    assert (first["position"], second["position"]) == (0, 1)


def test_double_bookings_are_told_and_not_refused(programme):
    room, kim = programme.add_room()["id"], programme.add("/speakers", {"name": "Kim"})["id"]
    first = programme.add("/sessions", {**TALK, "room_id": room, "speaker_ids": [kim]})
    second = programme.add(
        "/sessions",
        {**TALK, "starts_at": "2030-02-02T10:59", "ends_at": "2030-02-02T12:00", "room_id": room},
    )
    programme.add(
        "/sessions",
        {**TALK, "starts_at": "2030-02-02T12:00", "ends_at": "2030-02-02T13:00", "room_id": room},
    )
    elsewhere = programme.add("/sessions", {**TALK, "speaker_ids": [kim]})
    found = programme("GET", "/conflicts").json["items"]
    assert {(each["kind"], each["resource_id"]) for each in found} == {
        ("room", room),
        ("speaker", kim),
    }
    by_kind = {
        each["kind"]: {each["first_session_id"], each["second_session_id"]} for each in found
    }
    assert by_kind == {
        "room": {first["id"], second["id"]},
        "speaker": {first["id"], elsewhere["id"]},
    }
    programme("PATCH", f"/sessions/{second['id']}", json={"state": "cancelled"})
    assert [each["kind"] for each in programme("GET", "/conflicts").json["items"]] == ["speaker"]


def test_the_programme_for_visitors_has_no_private_address(programme, client):
    programme.add("/speakers", {"name": "Kim", "email": "kim@private.example"})
    url = f"{programme.caller.base}{programme.path}/programme"
    programme("POST", "/publish")
    for headers in ({}, bearer(make_user()), bearer(make_organization().owner)):
        answer = client.get(url, headers=headers)
        assert answer.status_code == 200
        assert b"private.example" not in answer.data
    assert b"kim@private.example" in programme("GET", "/speakers").data


@pytest.mark.parametrize("visibility", ["public", "unlisted", "private"])
def test_a_private_event_s_programme_is_for_members(programme, client, visibility):
    programme.caller("PATCH", programme.path, json={"visibility": visibility})
    programme("POST", "/publish")
    url = f"{programme.caller.base}{programme.path}/programme"
    assert client.get(url).status_code == (404 if visibility == "private" else 200)
    assert programme("GET", "/programme").status_code == 200


def test_sessions_come_in_pages_by_time(programme):
    for hour in (15, 11, 13):
        programme.add(
            "/sessions",
            {
                **TALK,
                "title": str(hour),
                "starts_at": f"2030-02-02T{hour}:00",
                "ends_at": f"2030-02-02T{hour}:30",
            },
        )
    first = programme("GET", "/sessions", query_string={"limit": 2}).json
    rest = programme(
        "GET", "/sessions", query_string={"limit": 2, "cursor": first["next_cursor"]}
    ).json
    assert [each["title"] for each in first["items"] + rest["items"]] == ["11", "13", "15"]
    assert rest["next_cursor"] is None
    for cursor in ("nonsense", "WyJ4IiwgIjAwMDAwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMCJd"):
        assert pointers(programme("GET", "/sessions", query_string={"cursor": cursor})) == [
            "?cursor"
        ]
    assert pointers(programme("GET", "/sessions", query_string={"limit": 0})) == ["?limit"]


def test_speakers_come_in_pages_by_name_and_change(programme):
    for name in ("Zoe", "Ada", "Kim"):
        programme.add(
            "/speakers", {"name": name, "links": [{"href": "https://a.example/", "title": name}]}
        )
    first = programme("GET", "/speakers", query_string={"limit": 2}).json
    rest = programme(
        "GET", "/speakers", query_string={"limit": 2, "cursor": first["next_cursor"]}
    ).json
    assert [each["name"] for each in first["items"] + rest["items"]] == ["Ada", "Kim", "Zoe"]
    ada = first["items"][0]
    changed = programme(
        "PATCH", f"/speakers/{ada['id']}", json={"biography": "<p>x</p><style>y</style>"}
    )
    assert (changed.json["biography"], changed.json["links"]) == ("<p>x</p>", ada["links"])
    photo = programme("PATCH", f"/speakers/{ada['id']}", json={"photo_file_id": NOBODY})
    assert pointers(photo) == ["/photo_file_id"]


def test_the_programme_takes_a_fixed_number_of_statements(programme, statements):
    counts = []
    for _ in range(2):
        for minute in range(3):
            times = {"starts_at": f"2030-02-02T10:{minute:02d}", "ends_at": "2030-02-02T11:00"}
            programme.add("/sessions", {**TALK, **times})
        del statements[:]
        programme.read()
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_answer_has_the_shape_that_is_documented(programme):
    from turnout.kernel.http.answers import response
    from turnout.modules.programme.types import Programme, PublicSpeaker, Session

    programme.add("/speakers", {"name": "Kim"})
    programme.add("/sessions", TALK)
    answer = programme.read()
    assert answer.keys() == response(Programme)().fields.keys()
    assert answer["sessions"][0].keys() == response(Session)().fields.keys()
    assert answer["speakers"][0].keys() == response(PublicSpeaker)().fields.keys()
