"""Session files as organizers tend them: what is taken, refused, ordered, changed and taken away."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from tests.factories.events import make_event
from tests.factories.people import add_member, bearer
from tests.modules.session_files.conftest import ENDS, STARTS, VIDEO, Desk, make_desk

from turnout.kernel.ids import new_id
from turnout.modules.events.types import Texts
from turnout.modules.programme import api as programme
from turnout.modules.roles import api as roles
from turnout.modules.session_files import rules
from turnout.modules.session_files.service import session_files

MOMENT = "2030-03-01T12:00:00+00:00"


def pointers(answer):
    assert answer.status_code == 422, answer.json
    return [each["pointer"] for each in answer.json["errors"]]


def test_a_session_hands_out_a_file_and_a_link_in_order(desk: Desk) -> None:
    file = desk.give(titles={"en": "Slides of the talk"}, audience="holders")
    link = desk.give(kind="recording", url=VIDEO, titles={"en": "Recording"}, release="session_end")
    assert (file["position"], link["position"], file["downloads"]) == (0, 1, 0)
    assert (file["file"]["name"], file["url"], file["link"][:20]) == ("pegs.pdf", None, "http://turnout.test/")  # fmt: skip
    assert (link["file"], link["url"], link["link"]) == (None, VIDEO, None)
    first, second = desk.listed()
    assert first | {"link": file["link"]} == file
    assert second == link


@pytest.mark.parametrize(
    ("release", "at"),
    [("at_once", None), ("session_start", STARTS), ("session_end", ENDS)],
)
def test_it_says_from_when_it_is_given(desk: Desk, release: str, at: object) -> None:
    made = desk.give(release=release)
    assert made["available_at"] == (at and at.isoformat())  # type: ignore[attr-defined]


def test_the_time_of_release_follows_the_session(desk: Desk) -> None:
    desk.give(release="session_end")
    moved = {"starts_at": "2030-02-02T14:00", "ends_at": "2030-02-02T15:30"}
    assert desk.ask("PATCH", f"/sessions/{desk.session['id']}", json=moved).status_code == 200
    assert desk.listed()[0]["available_at"] == "2030-02-02T14:30:00+00:00"


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"url": VIDEO, "titles": {"en": "Recording"}, "file_id": str(new_id())}, "/file_id"),
        ({"file_id": None}, "/file_id"),
        ({"file_id": str(new_id())}, "/file_id"),
        ({"url": "http://video.example/1", "titles": {"en": "R"}}, "/url"),
        ({"url": "https://user@video.example/1", "titles": {"en": "R"}}, "/url"),
        ({"url": "javascript:alert(1)", "titles": {"en": "R"}}, "/url"),
        ({"url": VIDEO}, "/titles/en"),
        ({"url": VIDEO, "titles": {"xx": "Recording"}}, "/titles/xx"),
        ({"url": VIDEO, "titles": {"en": " "}}, "/titles/en"),
        ({"url": VIDEO, "titles": {"en": "a" * 201}}, "/titles/en"),
        ({"url": VIDEO, "titles": {"en": "R"}, "kind": "song"}, "/kind"),
        ({"url": VIDEO, "titles": {"en": "R"}, "audience": "friends"}, "/audience"),
        ({"url": VIDEO, "titles": {"en": "R"}, "release": "moment"}, "/release_at"),
        ({"url": VIDEO, "titles": {"en": "R"}, "release_at": MOMENT}, "/release_at"),
        (
            {"url": VIDEO, "titles": {"en": "R"}, "release": "moment", "release_at": "noon"},
            "/release_at",
        ),
        ({"url": VIDEO, "titles": {"en": "R"}, "colour": "red"}, "/colour"),
    ],
)
def test_bad_input_names_its_field(desk: Desk, values: dict[str, object], pointer: str) -> None:
    answer = desk.ask("POST", desk.path, json={"kind": "slides", "audience": "public", **values})
    assert pointer in pointers(answer)
    assert desk.listed() == []


def test_titles_are_in_the_languages_of_the_event(client) -> None:
    desk = make_desk(client, translations={"de": Texts(title="Gipfel")})
    desk.give(titles={"en": "Slides", "de": "Folien"})
    assert pointers(desk.ask("POST", desk.path, json={"kind": "slides", "audience": "public", "file_id": desk.upload(), "titles": {"fr": "Diapos"}})) == ["/titles/fr"]  # fmt: skip
    assert [each["title"] for each in desk.seen(language="de").json["items"]] == ["Folien"]
    assert [each["title"] for each in desk.seen(language="fr").json["items"]] == ["Slides"]


def test_a_change_is_guarded_by_the_version_that_was_seen(desk: Desk) -> None:
    made = desk.give()
    path = f"{desk.path}/{made['id']}"
    changed = desk.ask("PATCH", path, json={"audience": "holders"}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.json["audience"], changed.json["version"]) == (200, "holders", 2)  # fmt: skip
    stale = desk.ask("PATCH", path, json={"audience": "public"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert desk.listed()[0]["audience"] == "holders"


def test_a_change_is_judged_with_what_stays(desk: Desk) -> None:
    made = desk.give()
    path = f"{desk.path}/{made['id']}"
    assert pointers(desk.ask("PATCH", path, json={"url": VIDEO})) == ["/url"]
    assert pointers(desk.ask("PATCH", path, json={"release": "moment"})) == ["/release_at"]
    replaced = {"file_id": None, "url": VIDEO, "titles": {"en": "Recording"}, "kind": "recording"}
    answer = desk.ask("PATCH", path, json=replaced)
    assert (answer.status_code, answer.json["url"], answer.json["file"]) == (200, VIDEO, None)


def test_a_session_has_a_file_once_and_another_session_may_have_it_too(desk: Desk) -> None:
    file_id = desk.upload()
    desk.give(file_id=file_id)
    again = desk.ask("POST", desk.path, json={"kind": "slides", "audience": "public", "file_id": file_id})  # fmt: skip
    assert (again.status_code, again.json["code"]) == (409, "session-files.already-there")
    desk.session = desk.add_session(title="Hooks")
    assert desk.give(file_id=file_id)["file"]["id"] == file_id


def test_a_session_holds_so_many_files(desk: Desk, monkeypatch) -> None:
    monkeypatch.setattr(rules, "MOST_FILES", 1)
    desk.give()
    refused = desk.ask("POST", desk.path, json={"kind": "slides", "audience": "public", "file_id": desk.upload()})  # fmt: skip
    assert (refused.status_code, refused.json["code"]) == (409, "session-files.too-many")


def test_all_are_ordered_at_once(desk: Desk) -> None:
    first, second, third = (desk.give()["id"] for _ in range(3))
    answer = desk.ask("PUT", f"{desk.path}/order", json={"ids": [third, first, second]})
    assert [each["id"] for each in answer.json["items"]] == [third, first, second]
    assert [each["id"] for each in desk.listed()] == [third, first, second]
    assert {each["version"] for each in desk.listed()} == {1}
    stale = desk.ask("PUT", f"{desk.path}/order", json={"ids": [first, second]})
    assert (stale.status_code, stale.json["code"]) == (409, "session-files.order-stale")
    foreign = desk.ask("PUT", f"{desk.path}/order", json={"ids": [third, first, str(new_id())]})
    assert foreign.status_code == 409
    twice = desk.ask("PUT", f"{desk.path}/order", json={"ids": [first, first, second, third]})
    assert pointers(twice) == ["/ids"]


def test_orders_at_once_leave_one_of_them(desk: Desk, app) -> None:
    ids = [desk.give()["id"] for _ in range(4)]
    wanted = [ids[turn:] + ids[:turn] for turn in range(4)]

    def put(order: list[str]) -> int:
        with app.test_client() as own:
            headers = bearer(desk.shop.organization.owner)
            path = f"{desk.event_path}{desk.path}/order"
            return own.put(path, json={"ids": order}, headers=headers).status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(put, wanted)) == [200] * 4
    left = desk.listed()
    assert [each["id"] for each in left] in wanted
    assert [each["position"] for each in left] == [0, 1, 2, 3]


def test_files_given_at_once_stand_each_at_its_own_place(desk: Desk, app) -> None:
    ctx, session_id = desk.shop.organizer, UUID(desk.session["id"])

    def add(number: int) -> int:
        new = session_files.NewSessionFile(
            kind="recording", audience="public", url=VIDEO, titles={"en": f"Part {number}"}
        )
        return session_files.create_session_file(ctx, desk.shop.event_id, session_id, new).position

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(add, range(6))) == list(range(6))


def test_a_file_stays_when_the_session_has_it_no_more(desk: Desk) -> None:
    made = desk.give()
    file = f"{desk.organization_path}/files/{made['file']['id']}"
    owner = bearer(desk.shop.organization.owner)
    held = desk.client.delete(file, headers=owner)
    assert (held.status_code, held.json["code"]) == (409, "files.in-use")
    assert desk.ask("DELETE", f"{desk.path}/{made['id']}").status_code == 204
    assert desk.listed() == []
    assert desk.client.get(file, headers=owner).status_code == 200
    assert desk.client.delete(file, headers=owner).status_code == 204


def test_nothing_is_left_of_a_session_that_goes(desk: Desk) -> None:
    made = desk.give()
    desk.download(desk.seen().json["items"][0]["url"])
    assert desk.ask("DELETE", f"/sessions/{desk.session['id']}").status_code == 204
    assert desk.seen().json["items"] == []
    file = f"{desk.organization_path}/files/{made['file']['id']}"
    owner = bearer(desk.shop.organization.owner)
    assert desk.client.delete(file, headers=owner).status_code == 204


def test_who_may_not_edit_the_programme_changes_nothing(desk: Desk) -> None:
    made = desk.give()
    path, body = f"{desk.path}/{made['id']}", {"audience": "staff"}
    role = roles.NewRole(key="host", name="Host", permissions=("events.read", "files.read"))
    roles.create_role(desk.shop.organizer, role)
    viewer = add_member(desk.shop.organization, "host")
    new = {"kind": "slides", "audience": "public", "url": VIDEO, "titles": {"en": "Recording"}}
    assert desk.ask("POST", desk.path, user=viewer, json=new).status_code == 403
    assert desk.ask("PATCH", path, user=viewer, json=body).status_code == 403
    assert desk.ask("DELETE", path, user=viewer).status_code == 403
    order = f"{desk.path}/order"
    assert desk.ask("PUT", order, user=viewer, json={"ids": [made["id"]]}).status_code == 403
    assert desk.ask("POST", f"{path}/approve", user=viewer).status_code == 403
    [kept] = desk.listed()
    assert kept == made | {"link": kept["link"]}, "links are signed anew each second"


def test_a_member_of_some_events_tends_those_only(desk: Desk) -> None:
    made = desk.give()
    elsewhere = make_event(desk.shop.organizer)
    limited = add_member(desk.shop.organization, "admin", event_ids=frozenset({elsewhere.id}))
    assert desk.ask("GET", desk.path, user=limited).status_code in (403, 404)
    assert desk.ask("DELETE", f"{desk.path}/{made['id']}", user=limited).status_code in (403, 404)
    theirs = Desk(desk.client, type(desk.shop)(desk.shop.organization, elsewhere.id))
    theirs.session = theirs.add_session()
    stolen = {"kind": "slides", "audience": "public", "file_id": made["file"]["id"]}
    assert pointers(theirs.ask("POST", theirs.path, user=limited, json=stolen)) == ["/file_id"]


def test_another_organization_and_another_session_have_none_of_it(desk: Desk, client) -> None:
    made, other = desk.give(), make_desk(client)
    assert other.ask("GET", desk.path).status_code == 404
    for path in (
        f"{other.path}/{made['id']}",
        f"/sessions/{desk.session['id']}/files/{made['id']}",
    ):
        assert other.ask("PATCH", path, json={"audience": "staff"}).status_code == 404
        assert other.ask("DELETE", path).status_code == 404
    stolen = {"kind": "slides", "audience": "public", "file_id": made["file"]["id"]}
    assert pointers(other.ask("POST", other.path, json=stolen)) == ["/file_id"]
    second = desk.add_session(title="Hooks")
    path = f"/sessions/{second['id']}/files/{made['id']}"
    assert desk.ask("PATCH", path, json={"audience": "staff"}).status_code == 404


def test_the_log_says_who_gave_and_took_it(desk: Desk) -> None:
    made = desk.give()
    desk.ask("DELETE", f"{desk.path}/{made['id']}")
    answer = desk.client.get(
        f"{desk.organization_path}/audit",
        query_string={"table": "session_files"},
        headers=bearer(desk.shop.organization.owner),
    )
    assert [each["action"] for each in answer.json["items"]] == ["delete", "insert"]


def test_reading_sessions_needs_no_statement_more(desk: Desk, statements) -> None:
    programme.read_programme(desk.shop.buyer, desk.shop.event_id)
    asked = [each for each in statements if "session_files" in each]
    assert asked == []
