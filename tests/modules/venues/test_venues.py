"""Venues and rooms over HTTP, and the rooms that an import makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.events import make_event
from tests.factories.people import add_member, bearer, context_of, make_organization, member_context

from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.programme import api as programme
from turnout.modules.venues import api as venues
from turnout.modules.venues.rules import slug_of

MILL = {
    "name": "Old Mill",
    "street": "Canal 1",
    "city": "Brussels",
    "country": "BE",
    "latitude": 50.8,
    "longitude": 4.3,
}


class Caller:
    def __init__(self, client):
        self.client = client
        self.organization = make_organization()
        self.base = f"/api/v1/organizations/{self.organization.id}/venues"
        self.ctx = context_of(self.organization, self.organization.owner)

    def __call__(self, method, path="", *, headers=None, **sent):
        known = bearer(self.organization.owner)
        return self.client.open(
            self.base + path, method=method, headers={**known, **(headers or {})}, **sent
        )

    def made(self, path, body):
        answer = self("POST", path, json=body)
        assert answer.status_code == 201, answer.json
        return answer.json


@pytest.fixture
def caller(client):
    return Caller(client)


def pointers(answer):
    return [error["pointer"] for error in answer.json["errors"]]


def test_a_venue_is_read_as_it_was_written(caller):
    venue = caller.made("", MILL)
    assert {key: venue[key] for key in MILL} == MILL
    assert caller("GET", f"/{venue['id']}").json == venue
    assert [each["id"] for each in caller("GET").json["items"]] == [venue["id"]]


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"name": " "}, "/name"),
        ({"country": "Belgium"}, "/country"),
        ({"latitude": None}, "/longitude"),
        ({"latitude": 91}, "/latitude"),
        ({"website": "javascript:x()"}, "/website"),
        ({"secret": 1}, "/secret"),
    ],
)
def test_a_wrong_field_is_named(caller, values, pointer):
    answer = caller("POST", json={**MILL, **values})
    assert (answer.status_code, pointers(answer)) == (422, [pointer])


def test_changes_count_versions_and_refuse_late_ones(caller):
    path = f"/{caller.made('', MILL)['id']}"
    first = caller("PATCH", path, json={"name": "New Mill"}, headers={"If-Match": '"1"'})
    assert (first.json["name"], first.json["version"], first.headers["ETag"]) == (
        "New Mill",
        2,
        '"2"',
    )
    assert caller("PATCH", path, json={"name": "X"}, headers={"If-Match": '"1"'}).status_code == 412
    assert pointers(caller("PATCH", path, json={}, headers={"If-Match": "x"})) == ["#If-Match"]


def test_an_archived_venue_leaves_the_list_and_stays_with_its_events(caller):
    venue = caller.made("", MILL)
    event = make_event(caller.ctx, venue_id=venue["id"], location=None)
    assert caller("DELETE", f"/{venue['id']}").status_code == 204
    assert caller("GET").json["items"] == []
    assert events.read_event(caller.ctx, event.id).location.name == "Old Mill"


def test_rooms_have_names_of_their_own_within_a_venue(caller):
    one, two = (f"/{caller.made('', MILL)['id']}/rooms" for _ in range(2))
    hall = caller.made(one, {"name": "H.1301", "capacity": 80})
    assert (hall["slug"], hall["position"]) == ("h-1301", 1)
    assert caller.made(one, {"name": "H 1301"})["slug"] == "h-1301-2"
    assert caller("POST", one, json={"name": "H.1301"}).json["code"] == "venues.room-name-taken"
    assert caller.made(two, {"name": "H.1301"})["slug"] == "h-1301"
    path = f"{one}/{hall['id']}"
    assert caller("PATCH", path, json={"name": "H 1301"}).json["code"] == "venues.room-name-taken"
    assert pointers(caller("PATCH", path, json={"capacity": 0})) == ["/capacity"]
    assert caller("PATCH", path.replace(one, two), json={}).status_code == 404
    assert caller("DELETE", path).status_code == 204
    assert [room["name"] for room in caller("GET", one).json["items"]] == ["H 1301"]


def test_a_room_in_which_something_happens_cannot_be_deleted(caller):
    venue = caller.made("", MILL)
    room = caller.made(f"/{venue['id']}/rooms", {"name": "Hall"})
    event = make_event(caller.ctx)
    talk = programme.NewSession(
        title="Pegs", starts_at=event.starts_at, ends_at=event.ends_at, room_id=room["id"]
    )
    programme.create_session(caller.ctx, event.id, talk)
    refused = caller("DELETE", f"/{venue['id']}/rooms/{room['id']}")
    assert (refused.status_code, refused.json["code"]) == (409, "venues.room-in-use")


def test_ensuring_rooms_makes_only_what_is_missing(running):
    ctx = member_context()
    with transaction(ctx) as tx:
        venue = venues.ensure_venue(tx, venues.NewVenue(name="Old Mill", city="Brussels"))
        first = venues.ensure_rooms(tx, venue.id, ["B", "A", "B"])
        again = venues.ensure_venue(tx, venues.NewVenue(name="Old Mill", city="Brussels"))
        second = venues.ensure_rooms(tx, again.id, ["A", "C"])
        rooms = venues.rooms_by_id(tx, list(second.values()))
    assert again.id == venue.id
    assert {name: second[name] for name in first} == first
    assert [room.name for room in rooms.values()] == ["B", "A", "C"]


def test_strangers_and_roles(client, caller):
    venue = caller.made("", MILL)
    stranger = bearer(make_organization().owner)
    staff = bearer(add_member(caller.organization, "staff"))
    partner = bearer(add_member(caller.organization, "partner"))
    for method, path, of_staff in (
        ("GET", "", 200),
        ("GET", f"/{venue['id']}", 200),
        ("GET", f"/{venue['id']}/rooms", 200),
        ("POST", "", 201),
        ("DELETE", f"/{venue['id']}", 204),
    ):
        for headers, status in ((partner, 403), (stranger, 404), ({}, 401), (staff, of_staff)):
            answer = client.open(
                caller.base + path,
                method=method,
                headers=headers,
                json=MILL if method == "POST" else None,
            )
            assert answer.status_code == status, (method, path)


@given(st.lists(st.text(max_size=80), max_size=8))
def test_slugs_are_plain_and_never_the_same(names):
    taken = set()
    for name in names:
        slug = slug_of(name, taken)
        assert slug.isascii()
        assert slug == slug.lower().strip("-")
        assert slug not in taken
        taken.add(slug)


def test_a_version_longer_than_any_number_is_a_field_problem(caller):
    path = f"/{caller.made('', MILL)['id']}"
    for digits in (19, 5000):
        answer = caller("PATCH", path, json={}, headers={"If-Match": f'"{"9" * digits}"'})
        assert (answer.status_code, pointers(answer)) == (422, ["#If-Match"])
