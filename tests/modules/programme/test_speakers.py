"""Speakers: what the team sees, what everyone sees, and what a link opens."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from tests.factories.people import add_member, bearer, make_organization, make_user
from tests.modules.programme.file_client import Organizer
from tests.programme_formats.sample_xml import event, schedule

from turnout.kernel import clock

SECRET = "Turnout-Link-Secret"
TALK = {"title": "Pegs", "starts_at": "2030-02-02T10:00", "ends_at": "2030-02-02T11:00"}
NOBODY = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def organizer(client):
    return Organizer(client)


def made(organizer, path, body):
    answer = organizer.ask("POST", path, json=body)
    assert answer.status_code in (200, 201), answer.json
    return answer.json


def own_path(organizer, rest):
    return f"/api/v1/organizations/{organizer.organization.id}/own-part/{rest}"


class Speaker:
    """Somebody with nothing but the link that an organizer made."""

    def __init__(self, organizer, **values):
        self.organizer = organizer
        self.row = made(organizer, "/speakers", {"name": "Kim", "email": "kim@private.example", **values})  # fmt: skip
        self.link = made(organizer, f"/speakers/{self.row['id']}/links", {"days": 30})

    def __call__(self, method, rest="speaker", *, secret=None, headers=None, **sent):
        headers = {SECRET: secret or self.link["secret"], **(headers or {})}
        return self.organizer.client.open(
            own_path(self.organizer, rest), method=method, headers=headers, **sent
        )


def test_roles_and_tags_are_kept_with_the_session_and_outlive_an_import(organizer):
    kim, ada = (made(organizer, "/speakers", {"name": each})["id"] for each in ("Kim", "Ada"))
    session = made(organizer, "/sessions", {**TALK, "speaker_ids": [kim, ada], "speaker_roles": ["moderator", ""], "tags": ["wood", " wood ", "tent  poles"]})  # fmt: skip
    assert (session["speaker_roles"], session["tags"]) == (["moderator", ""], ["wood", "tent poles"])  # fmt: skip
    path = f"/sessions/{session['id']}"
    turned = organizer.ask("PATCH", path, json={"speaker_ids": [ada, kim]}).json
    assert turned["speaker_roles"] == ["", "moderator"]
    organizer.take("xml", organizer.fetch("xml").replace(b"Pegs", b"Owls"))
    after = organizer.ask("GET", path).json
    assert (after["title"], after["speaker_roles"], after["tags"]) == ("Owls", ["", "moderator"], ["wood", "tent poles"])  # fmt: skip
    wrong = organizer.ask("PATCH", path, json={"speaker_roles": ["one"]})
    assert [each["pointer"] for each in wrong.json["errors"]] == ["/speaker_roles"]


def test_writing_a_session_warns_of_what_it_clashes_with(organizer):
    kim = made(organizer, "/speakers", {"name": "Kim"})["id"]
    first = made(organizer, "/sessions", {**TALK, "speaker_ids": [kim]})
    second = made(organizer, "/sessions", {**TALK, "speaker_ids": [kim]})
    assert (first["conflicts"], len(second["conflicts"])) == ([], 1)
    assert second["conflicts"][0] == {
        "kind": "speaker",
        "resource_id": kim,
        "first_session_id": first["id"],
        "second_session_id": second["id"],
    }
    moved = organizer.ask("PATCH", f"/sessions/{second['id']}", json={"starts_at": "2030-02-02T11:00", "ends_at": "2030-02-02T12:00"})  # fmt: skip
    assert moved.json["conflicts"] == []


def test_a_speaker_sees_their_part_and_nothing_else(organizer):
    speaker = Speaker(organizer)
    other = made(organizer, "/speakers", {"name": "Ada", "email": "ada@private.example"})["id"]
    made(organizer, "/sessions", {**TALK, "speaker_ids": [speaker.row["id"]], "speaker_roles": ["host"]})  # fmt: skip
    made(organizer, "/sessions", {**TALK, "title": "Owls", "speaker_ids": [other]})
    answer = speaker("GET")
    assert answer.status_code == 200
    part = answer.json
    assert [(each["session"]["title"], each["role"]) for each in part["sessions"]] == [("Pegs", "host")]  # fmt: skip
    assert (part["speaker"]["name"], part["email"]) == ("Kim", "kim@private.example")
    assert part["event"]["title"] == "Cloud Summit"
    assert b"Ada" not in answer.data
    assert b"ada@private.example" not in answer.data
    assert speaker("GET", "sponsor").status_code == 404


def test_a_speaker_changes_biography_and_links_and_no_more(organizer):
    speaker = Speaker(organizer)
    link = {"href": "https://a.example/", "title": "A"}
    stated = {"biography": "<p>Builds.<script>x()</script></p>", "company": "Mill", "links": [link]}
    changed = speaker("PATCH", json=stated)
    assert changed.status_code == 200, changed.json
    assert changed.json["speaker"]["biography"] == "<p>Builds.</p>"
    assert organizer.ask("GET", f"/speakers/{speaker.row['id']}").json["links"] == [link]
    for field in ("name", "email", "source_key", "photo_file_id"):
        refused = speaker("PATCH", json={field: "x"})
        assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, f"/{field}")
    late = speaker("PATCH", json={"company": "x"}, headers={"If-Match": '"1"'})
    assert late.status_code == 412


def test_a_speaker_s_photo_is_made_harmless(organizer):
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(picture, "PNG")
    speaker = Speaker(organizer)
    taken = speaker("PUT", "speaker/photo", data=picture.getvalue(), headers={"Content-Type": "image/png"})  # fmt: skip
    assert taken.status_code == 200, taken.json
    assert taken.json["speaker"]["photo_file_id"]
    gone = speaker("DELETE", "speaker/photo")
    assert gone.json["speaker"]["photo_file_id"] is None
    page = speaker("PUT", "speaker/photo", data=b"<html>", headers={"Content-Type": "image/png"})
    assert page.status_code in (415, 422)


def test_a_link_ends_by_time_and_by_being_revoked(organizer):
    speaker = Speaker(organizer)
    assert speaker("GET", secret="x" * 43).status_code == 404
    assert speaker("GET", secret="\u00e9".encode().decode("latin-1")).status_code == 404
    listed = organizer.ask("GET", "/self-service-links").json["items"]
    assert [each["speaker_id"] for each in listed] == [speaker.row["id"]]
    assert speaker.link["secret"] not in str(listed)
    second = made(organizer, f"/speakers/{speaker.row['id']}/links", {"days": 1})
    path = f"/self-service-links/{speaker.link['link']['id']}"
    assert organizer.ask("DELETE", path).status_code == 204
    assert speaker("GET").status_code == 404
    assert speaker("GET", secret=second["secret"]).status_code == 200
    with clock.frozen(clock.now() + timedelta(days=1, seconds=1)):
        assert speaker("GET", secret=second["secret"]).status_code == 404


def test_a_link_opens_nothing_in_another_organization(organizer, client):
    speaker = Speaker(organizer)
    abroad = make_organization()
    url = f"/api/v1/organizations/{abroad.id}/own-part/speaker"
    assert client.get(url, headers={SECRET: speaker.link["secret"]}).status_code == 404


def test_only_who_may_write_makes_or_revokes_links(organizer):
    speaker = made(organizer, "/speakers", {"name": "Kim"})["id"]
    partner = add_member(organizer.organization, "partner")
    for user, status in ((partner, 403), (make_user(), 404)):
        answer = organizer.client.post(
            f"{organizer.base}/speakers/{speaker}/links", json={}, headers=bearer(user)
        )
        assert answer.status_code == status


def test_duplicates_become_one_and_later_imports_know_it(organizer):
    person = "<persons><person id='{0}'>{1}</person></persons>".format
    xml = schedule(event("1", extra=person(7, "Kim")), event("2", start="12:00", extra=person(8, "K. Muster")))  # fmt: skip
    organizer.take("xml", xml)
    people = {each["name"]: each["id"] for each in organizer.programme()["speakers"]}
    organizer.ask("PATCH", f"/speakers/{people['K. Muster']}", json={"company": "Mill"})
    merged = made(organizer, f"/speakers/{people['Kim']}/merge", {"duplicate_ids": [people["K. Muster"]]})  # fmt: skip
    assert (merged["name"], merged["company"]) == ("Kim", "Mill")
    programme = organizer.programme()
    assert [each["speaker_ids"] for each in programme["sessions"]] == [[people["Kim"]]] * 2
    again = organizer.take("xml", xml)
    assert (again["speakers"]["created"], again["sessions"]["updated"]) == (0, 0)
    assert organizer.programme() == programme


def test_merging_with_oneself_or_a_stranger_is_refused(organizer):
    kim = made(organizer, "/speakers", {"name": "Kim"})["id"]
    path = f"/speakers/{kim}/merge"
    assert organizer.ask("POST", path, json={"duplicate_ids": [kim]}).status_code == 422
    assert organizer.ask("POST", path, json={"duplicate_ids": [NOBODY]}).status_code == 404
    assert organizer.ask("POST", path, json={"duplicate_ids": []}).status_code == 422
