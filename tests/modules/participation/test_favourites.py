"""People keep favourites and follow organizers, over organizations, each for themselves."""

import pytest
from tests.factories.people import bearer, make_user
from tests.modules.events.api_client import Caller


class Fan:
    """A signed-in person who is a member of nothing."""

    def __init__(self, client):
        self.user = make_user()
        self.client = client

    def __call__(self, method, path, **headers):
        return self.client.open(
            f"/api/v1{path}", method=method, headers={**bearer(self.user), **headers}
        )

    def favourites(self):
        found = self("GET", "/me/favourites").json["items"]
        return [each["event"]["id"] for each in found]


@pytest.fixture
def fan(client):
    return Fan(client)


def published(caller, **values):
    event = caller.create(**values)
    caller("POST", f"/{event['id']}/publish")
    return event


def place(caller, event):
    return f"/organizations/{caller.organization.id}/events/{event['id']}/favourite"


def test_favourites_of_several_organizations_come_the_latest_first(client, fan):
    one, two = Caller(client), Caller(client)
    events = [(one, published(one)), (two, published(two)), (one, published(one))]
    for caller, event in events:
        assert fan("PUT", place(caller, event)).status_code == 204
        assert fan("PUT", place(caller, event)).status_code == 204
    assert fan.favourites() == [event["id"] for _, event in reversed(events)]
    assert fan("DELETE", place(*events[1])).status_code == 204
    assert fan.favourites() == [events[2][1]["id"], events[0][1]["id"]]


def test_what_is_no_longer_shown_is_left_out_and_comes_back(client, fan):
    caller = Caller(client)
    event = published(caller)
    fan("PUT", place(caller, event))
    caller("POST", f"/{event['id']}/unpublish")
    assert fan.favourites() == []
    caller("POST", f"/{event['id']}/publish")
    assert fan.favourites() == [event["id"]]


def test_only_what_a_person_may_see_is_kept(client, fan):
    caller = Caller(client)
    assert fan("PUT", place(caller, caller.create())).status_code == 404
    secret = published(caller, visibility="private")
    assert fan("PUT", place(caller, secret)).status_code == 404
    code = caller.made(f"/{secret['id']}/access-codes", {})["code"]
    kept = fan("PUT", place(caller, secret), **{"Turnout-Access-Code": code})
    assert kept.status_code == 204
    assert fan.favourites() == []  # a list opens no private event


def test_favourites_are_one_s_own(client, fan):
    caller = Caller(client)
    fan("PUT", place(caller, published(caller)))
    assert Fan(client).favourites() == []
    assert client.get("/api/v1/me/favourites").status_code == 401
    assert client.put(f"/api/v1{place(caller, published(caller))}").status_code == 401


def test_favourites_come_in_the_person_s_language(client, fan):
    caller = Caller(client)
    fan("PUT", place(caller, published(caller, translations={"fr": {"title": "Sommet"}})))
    answer = fan("GET", "/me/favourites", **{"Accept-Language": "fr"})
    assert answer.json["items"][0]["event"]["title"] == "Sommet"


def test_organizers_are_followed_and_left(client, fan):
    one, two = Caller(client), Caller(client)
    for caller in (one, two, one):
        path = f"/organizations/{caller.organization.id}/follow"
        assert fan("PUT", path).status_code == 204
    followed = fan("GET", "/me/followed-organizers").json["items"]
    assert [each["slug"] for each in followed] == [two.organization.slug, one.organization.slug]
    fan("DELETE", f"/organizations/{two.organization.id}/follow")
    followed = fan("GET", "/me/followed-organizers").json["items"]
    assert [each["slug"] for each in followed] == [one.organization.slug]


def test_an_organizer_that_is_not_there_cannot_be_followed(fan):
    nobody = "00000000-0000-7000-8000-000000000000"
    assert fan("PUT", f"/organizations/{nobody}/follow").status_code == 404
