"""What speakers send of their sessions by a link, and what organizers make of it."""

import pytest
from tests.factories.people import bearer
from tests.modules.session_files.conftest import PDF, Desk, make_desk

from turnout.kernel.ids import new_id
from turnout.modules.session_files import rules

SECRET = "Turnout-Link-Secret"


class Speaker:
    def __init__(self, desk: Desk, name: str = "Kim") -> None:
        self.desk = desk
        self.row = desk.made("/speakers", {"name": name})
        self.secret = desk.made(f"/speakers/{self.row['id']}/links", {"days": 30})["secret"]

    def speaks_in(self, session: dict) -> None:
        path, body = f"/sessions/{session['id']}", {"speaker_ids": [self.row["id"]]}
        assert self.desk.ask("PATCH", path, json=body).status_code == 200

    def __call__(self, method: str, path: str = "/files", **sent):
        base = f"{self.desk.organization_path}/own-part/speaker"
        headers = {SECRET: sent.pop("secret", self.secret)}
        return self.desk.client.open(base + path, method=method, headers=headers, **sent)

    def send(self, data: bytes = PDF, session: str = "", **query):
        asked = {"name": "pegs.pdf", **query}
        path = f"/sessions/{session or self.desk.session['id']}/files"
        return self("POST", path, data=data, query_string=asked, content_type="application/pdf")

    def listed(self):
        return self("GET").json["items"]


@pytest.fixture
def speaker(desk: Desk) -> Speaker:
    made = Speaker(desk)
    made.speaks_in(desk.session)
    return made


def stored(desk: Desk) -> list[str]:
    owner = bearer(desk.shop.organization.owner)
    answer = desk.client.get(f"{desk.organization_path}/files", headers=owner)
    return [each["name"] for each in answer.json["items"]]


def test_what_a_speaker_sends_waits_for_an_organizer(desk: Desk, speaker: Speaker) -> None:
    sent = speaker.send(title="My slides")
    assert (sent.status_code, sent.json["state"], sent.json["title"]) == (201, "submitted", "My slides")  # fmt: skip
    [ticket], secret = desk.buy()
    assert desk.seen(ticket=ticket, secret=secret).json["items"] == []
    [waiting] = desk.listed()
    assert (waiting["state"], waiting["speaker_id"]) == ("submitted", speaker.row["id"])
    assert (waiting["audience"], waiting["release"]) == ("holders", "session_start")
    path = f"{desk.path}/{waiting['id']}"
    assert desk.ask("PATCH", path, json={"release": "at_once"}).status_code == 200
    approved = desk.ask("POST", f"{path}/approve")
    assert (approved.status_code, approved.json["state"]) == (200, "approved")
    assert desk.ask("POST", f"{path}/approve").json["version"] == approved.json["version"]
    assert desk.access(ticket=ticket, secret=secret) == ["open"]
    assert [each["state"] for each in speaker.listed()] == ["approved"]


def test_what_is_refused_is_deleted_for_good(desk: Desk, speaker: Speaker) -> None:
    speaker.send()
    assert stored(desk) == ["pegs.pdf"]
    [waiting] = desk.listed()
    assert desk.ask("DELETE", f"{desk.path}/{waiting['id']}").status_code == 204
    assert (speaker.listed(), stored(desk)) == ([], [])


def test_what_is_refused_stays_where_something_else_shows_it(desk: Desk, speaker: Speaker) -> None:
    speaker.send()
    [waiting] = desk.listed()
    first, desk.session = desk.session, desk.add_session(title="Hooks")
    desk.give(file_id=waiting["file"]["id"])
    path = f"/sessions/{first['id']}/files/{waiting['id']}"
    assert desk.ask("DELETE", path).status_code == 204
    assert stored(desk) == ["pegs.pdf"]


def test_a_speaker_takes_back_what_nobody_approved(desk: Desk, speaker: Speaker) -> None:
    first, second = speaker.send().json["id"], speaker.send(PDF + b"2").json["id"]
    desk.ask("POST", f"{desk.path}/{first}/approve")
    assert speaker("DELETE", f"/files/{second}").status_code == 204
    refused = speaker("DELETE", f"/files/{first}")
    assert (refused.status_code, refused.json["code"]) == (409, "session-files.already-approved")
    assert [each["id"] for each in speaker.listed()] == [first]
    assert len(stored(desk)) == 1


def test_a_speaker_has_their_own_sessions_and_files_only(
    desk: Desk, speaker: Speaker, client
) -> None:
    other_session = desk.add_session(title="Hooks")
    ada = Speaker(desk, "Ada")
    ada.speaks_in(other_session)
    sent = speaker.send().json["id"]
    assert speaker.send(session=other_session["id"]).status_code == 422
    assert ada.listed() == []
    assert ada("DELETE", f"/files/{sent}").status_code == 404
    assert speaker("GET", secret="wrong" * 8).status_code == 404
    elsewhere = make_desk(client)
    stranger = Speaker(elsewhere)
    assert stranger.send(session=desk.session["id"]).status_code == 422
    assert stranger("DELETE", f"/files/{sent}").status_code == 404
    assert len(stored(desk)) == 1


def test_only_so_many_wait_at_once(desk: Desk, speaker: Speaker, monkeypatch) -> None:
    monkeypatch.setattr(rules, "MOST_SUBMITTED", 1)
    assert speaker.send().status_code == 201
    refused = speaker.send(PDF + b"2")
    assert (refused.status_code, refused.json["code"]) == (409, "session-files.too-many")
    assert len(stored(desk)) == 1


@pytest.mark.parametrize(
    ("data", "query", "status"),
    [
        (b"", {}, 422),
        (b"<html>", {}, 415),
        (PDF, {"name": ""}, 422),
        (PDF, {"kind": "song"}, 422),
        (PDF, {"title": "a" * 201}, 422),
    ],
)
def test_what_is_no_file_is_refused(speaker: Speaker, data, query, status) -> None:
    assert speaker.send(data, **query).status_code == status
    assert (speaker.listed(), stored(speaker.desk)) == ([], [])


def test_a_session_of_nobody_takes_nothing(speaker: Speaker) -> None:
    answer = speaker.send(session=str(new_id()))
    assert [each["pointer"] for each in answer.json["errors"]] == ["/session_id"]
