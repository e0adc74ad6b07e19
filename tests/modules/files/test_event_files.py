"""Files of events: each for everybody, for ticket holders or for staff."""

import pytest
from tests.factories.events import make_event
from tests.factories.people import add_member, bearer
from tests.modules.files.senders import Uploader

from turnout.kernel.db.tx import transaction
from turnout.modules.files import api as files
from turnout.modules.files.api import Audience


class Desk:
    """An event, whose files somebody tends."""

    def __init__(self, uploader, client):
        self.uploader, self.client = uploader, client
        self.event = make_event(uploader.ctx)
        self.path = f"{self._of(uploader)}/events/{self.event.id}/files"

    @staticmethod
    def _of(uploader):
        return uploader.base.removesuffix("/files")

    def __call__(self, method, path="", *, user=None, **sent):
        headers = bearer(user or self.uploader.user)
        return self.client.open(self.path + path, method=method, headers=headers, **sent)

    def give(self, audience, text=b"words", **more):
        file = self.uploader.upload(text, f"{audience}.txt", "text/plain")
        body = {"file_id": file["id"], "audience": audience} | more
        answer = self("POST", json=body)
        assert answer.status_code == 201, answer.json
        return answer.json

    def seen_by(self, claim):
        with transaction(self.uploader.ctx) as tx:
            return files.list_event_files(tx, self.event.id, claim=claim)


@pytest.fixture
def desk(uploader, client):
    return Desk(uploader, client)


def test_each_audience_sees_what_is_meant_for_it_and_for_wider_ones(desk):
    for audience in ("staff", "public", "holders"):
        desk.give(audience)
    seen = {claim: {each.audience for each in desk.seen_by(claim)} for claim in Audience}
    assert seen == {
        Audience.PUBLIC: {Audience.PUBLIC},
        Audience.HOLDERS: {Audience.PUBLIC, Audience.HOLDERS},
        Audience.STAFF: set(Audience),
    }


def test_the_link_that_a_holder_gets_opens_a_private_file(desk, client):
    desk.give("holders", b"slides", title="Slides")
    [found] = desk.seen_by(Audience.HOLDERS)
    assert (found.title, found.file.visibility) == ("Slides", files.FileVisibility.PRIVATE)
    path = found.link.url.removeprefix("http://turnout.test")
    assert client.get(path, buffered=True).data == b"slides"


def test_they_come_in_their_order_and_can_be_changed(desk):
    last, first = desk.give("public", position=2), desk.give("staff", position=1)
    listed = desk("GET").json["items"]
    assert [each["id"] for each in listed] == [first["id"], last["id"]]
    changed = desk(
        "PATCH", f"/{last['id']}", json={"audience": "holders", "position": 0, "title": "Map"}
    )
    assert (changed.json["audience"], changed.json["title"]) == ("holders", "Map")
    assert desk("GET").json["items"][0]["id"] == last["id"]
    stale = desk("PATCH", f"/{last['id']}", json={"title": "x"})
    assert stale.status_code == 200


def test_a_file_that_an_event_has_stays_until_it_is_taken_away(desk):
    given = desk.give("public")
    refused = desk.uploader("DELETE", f"/{given['file']['id']}")
    assert (refused.status_code, refused.json["code"]) == (409, "files.in-use")
    assert desk("DELETE", f"/{given['id']}").status_code == 204
    assert desk("DELETE", f"/{given['id']}").status_code == 404
    assert desk.uploader("DELETE", f"/{given['file']['id']}").status_code == 204


def test_the_same_file_is_given_once(desk):
    given = desk.give("public")
    again = desk("POST", json={"file_id": given["file"]["id"], "audience": "staff"})
    assert (again.status_code, again.json["code"]) == (409, "files.already-attached")


def test_files_and_events_of_others_are_not_there(desk, client):
    other = Desk(Uploader(client), client)
    foreign = other.uploader.upload(b"x", "a.txt", "text/plain")
    own = desk.uploader.upload(b"x", "b.txt", "text/plain")
    assert desk("POST", json={"file_id": foreign["id"], "audience": "public"}).status_code == 404
    path = desk.path.replace(str(desk.event.id), str(other.event.id))
    answer = client.post(
        path, json={"file_id": own["id"], "audience": "public"}, headers=bearer(desk.uploader.user)
    )
    assert (answer.status_code, answer.json["code"]) == (404, "files.event-missing")


def test_a_member_for_some_events_tends_the_files_of_those(desk):
    given = desk.give("staff")
    other = make_event(desk.uploader.ctx)
    mine = add_member(desk.uploader.organization, "staff", event_ids=(desk.event.id,))
    theirs = add_member(desk.uploader.organization, "staff", event_ids=(other.id,))
    assert desk("GET", user=mine).json["items"][0]["id"] == given["id"]
    assert desk("GET", user=theirs).status_code == 404
    assert desk("DELETE", f"/{given['id']}", user=theirs).status_code == 404


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"audience": "everyone"}, "/audience"),
        ({"title": "x" * 201}, "/title"),
        ({"position": -1}, "/position"),
        ({"file_id": "x"}, "/file_id"),
        ({"link": "x"}, "/link"),
    ],
)
def test_what_cannot_be_is_named_by_its_field(desk, change, pointer):
    file = desk.uploader.upload(b"x", "a.txt", "text/plain")
    answer = desk("POST", json={"file_id": file["id"], "audience": "public"} | change)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer
