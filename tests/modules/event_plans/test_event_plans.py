"""The plan of an event: tasks, suppliers and the run of show, in its zone, copied with it."""

from typing import Any

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import MadeShop, make_event
from tests.reading.qr import texts_of_pdf

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.organizations import api as organizations

SUPPLIER = {"name": "Chairs and Sons", "supplies": "300 chairs", "phone": "+32 3 000"}


class Planner:
    def __init__(self, client: Any, made: MadeShop) -> None:
        self.client, self.made = client, made
        self.headers = bearer(made.organization.owner)
        self.events = f"/api/v1/organizations/{made.organization.id}/events"
        self.path = f"{self.events}/{made.event_id}/plan"

    def call(self, method: str, place: str = "", body: Any = None, **headers: str) -> Any:
        return self.client.open(
            f"{self.path}{place}", method=method, json=body, headers=self.headers | headers
        )

    def made_of(self, place: str, **body: Any) -> dict[str, Any]:
        answer = self.call("POST", place, body)
        assert answer.status_code == 201, answer.json
        found: dict[str, Any] = answer.json
        return found


@pytest.fixture
def planner(client: Any) -> Planner:
    return Planner(client, make_event(time_zone="Europe/Brussels"))


def test_a_task_has_an_owner_a_deadline_and_a_state(planner) -> None:
    member = add_member(planner.made.organization, "staff")
    with transaction(system_in(planner.made.organization.id, "tests")) as tx:
        owner = organizations.find_member_of(tx, member.id)
    late = planner.made_of("/tasks", title="Flyers", due_on="2020-01-01", owner_id=str(owner.id))
    planner.made_of("/tasks", title="Thank everybody")
    planner.made_of("/tasks", title="Permit", due_on="2019-01-01", state="done")
    assert (late["owner_name"], late["is_overdue"]) == (member.display_name, True)
    plan = planner.call("GET").json
    assert [each["title"] for each in plan["tasks"]] == ["Permit", "Flyers", "Thank everybody"]
    assert [each["is_overdue"] for each in plan["tasks"]] == [False, True, False]

    tag = f'"{late["version"]}"'
    done = planner.call("PATCH", f"/tasks/{late['id']}", {"state": "done"}, **{"If-Match": tag})
    assert (done.json["state"], done.json["is_overdue"], done.json["title"]) == (
        "done",
        False,
        "Flyers",
    )
    stale = planner.call("PATCH", f"/tasks/{late['id']}", {"notes": "x"}, **{"If-Match": tag})
    assert stale.status_code == 412
    organizations.remove_member(planner.made.organizer, owner.id)
    gone = next(each for each in planner.call("GET").json["tasks"] if each["id"] == late["id"])
    assert (gone["owner_id"], gone["owner_name"]) == (None, "")
    assert planner.call("DELETE", f"/tasks/{late['id']}").status_code == 204
    assert planner.call("DELETE", f"/tasks/{late['id']}").status_code == 404


def test_suppliers_stand_with_their_contact(planner) -> None:
    made = planner.made_of("/suppliers", **SUPPLIER)
    changed = planner.call("PATCH", f"/suppliers/{made['id']}", {"contact_name": "Bo"})
    assert (changed.json["contact_name"], changed.json["supplies"]) == ("Bo", "300 chairs")
    assert [each["name"] for each in planner.call("GET").json["suppliers"]] == [SUPPLIER["name"]]
    assert planner.call("DELETE", f"/suppliers/{made['id']}").status_code == 204
    assert planner.call("GET").json["suppliers"] == []


def test_the_run_of_show_is_told_by_the_events_clock(planner) -> None:
    local = planner.made_of("/run-of-show", title="Doors", starts_at="2031-07-05T18:00:00")
    planner.made_of("/run-of-show", title="Sound check", starts_at="2031-07-05T13:00:00Z")
    assert local["starts_at"] == "2031-07-05T16:00:00+00:00"
    shown = planner.call("GET").json["run_of_show"]
    assert [(each["title"], each["starts_local"]) for each in shown] == [
        ("Sound check", "2031-07-05T15:00:00"),
        ("Doors", "2031-07-05T18:00:00"),
    ]
    moved = planner.call("PATCH", f"/run-of-show/{local['id']}", {"minutes": 30, "place": "Foyer"})
    assert (moved.json["minutes"], moved.json["starts_local"]) == (30, "2031-07-05T18:00:00")
    assert planner.call("DELETE", f"/run-of-show/{local['id']}").status_code == 204


@pytest.mark.parametrize(
    ("place", "body", "pointer"),
    [
        ("/tasks", {"title": " "}, "/title"),
        ("/tasks", {"title": "x", "state": "lost"}, "/state"),
        ("/tasks", {"title": "x", "due_on": "soon"}, "/due_on"),
        ("/tasks", {"title": "x", "owner_id": "0190b1de-0000-7000-8000-000000000000"}, "/owner_id"),
        ("/suppliers", {"name": " "}, "/name"),
        ("/run-of-show", {"title": "x"}, "/starts_at"),
        ("/run-of-show", {"title": "x", "starts_at": "2031-03-30T02:30:00"}, "/starts_at"),
        ("/run-of-show", {"title": "x", "starts_at": "2031-07-05T18:00:00", "minutes": -1}, "/minutes"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(planner, place, body, pointer) -> None:
    answer = planner.call("POST", place, body)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]


def test_a_plan_holds_only_so_much(planner, monkeypatch) -> None:
    monkeypatch.setattr("turnout.modules.event_plans.queries.MOST", 1)
    planner.made_of("/suppliers", **SUPPLIER)
    answer = planner.call("POST", "/suppliers", SUPPLIER)
    assert (answer.status_code, answer.json["code"]) == (409, "event-plans.full")


def test_a_copy_of_the_event_takes_the_plan_along_with_every_task_open(client, planner) -> None:
    start = client.get(f"{planner.events}/{planner.made.event_id}", headers=planner.headers).json[
        "starts_at"
    ]
    planner.made_of("/tasks", title="Flyers", due_on="2031-05-01", state="done")
    planner.made_of("/suppliers", **SUPPLIER)
    planner.made_of("/run-of-show", title="Doors", starts_at=start)
    for body, takes in (({}, True), ({"parts": ["tickets"]}, False)):
        copies = f"{planner.events}/{planner.made.event_id}/copies"
        copy = client.post(copies, json=body, headers=planner.headers)
        assert copy.status_code == 201, copy.json
        path = f"{planner.events}/{copy.json['id']}/plan"
        plan = client.get(path, headers=planner.headers).json
        if takes:
            assert [(each["title"], each["state"]) for each in plan["tasks"]] == [
                ("Flyers", "open")
            ]
            assert plan["run_of_show"][0]["starts_at"] == start
            assert plan["suppliers"][0]["supplies"] == "300 chairs"
        else:
            assert plan["tasks"] == plan["suppliers"] == plan["run_of_show"] == []


def test_staff_read_the_plan_and_managers_write_it(client, planner) -> None:
    staff = bearer(add_member(planner.made.organization, "staff"))
    partner = bearer(add_member(planner.made.organization, "partner"))
    assert client.get(planner.path, headers=staff).status_code == 200
    assert client.get(planner.path, headers=partner).status_code == 403
    body = {"title": "x"}
    assert client.post(f"{planner.path}/tasks", json=body, headers=staff).status_code == 403
    stranger = bearer(make_organization().owner)
    assert client.get(planner.path, headers=stranger).status_code == 404


def text_of(pdf: bytes) -> str:
    return "\n".join(texts_of_pdf(pdf))


def test_the_plan_is_printed_whole(planner) -> None:
    planner.made_of("/tasks", title="Book the hall", due_on="2020-01-01", notes="Ask for stairs")
    planner.made_of("/suppliers", **SUPPLIER)
    for day in (5, 6):
        starts = f"2031-07-0{day}T18:00:00"
        planner.made_of("/run-of-show", title=f"Doors {day}", starts_at=starts, minutes=45)
    answer = planner.call("GET", "/print.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"].endswith('-plan.pdf"')
    printed = text_of(answer.data)
    for each in ("Doors 5", "Doors 6", "18:00", "45 min", "July 6, 2031", "Overdue", "300 chairs"):
        assert each in printed
    german = text_of(planner.call("GET", "/print.pdf?language=de").data)
    assert "Ablaufplan" in german
    assert "6. Juli 2031" in german
    wrong = planner.call("GET", "/print.pdf?language=../x")
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "?language")


def test_a_long_plan_goes_on_over_pages_with_its_headings_and_any_script(planner) -> None:
    for number in range(60):
        words = ("Ünïcode " * 12, "مهمّة طويلة " * 8, "काम " * 20)[number % 3]
        planner.made_of("/tasks", title=f"{number} {words}"[:200], notes="line\n" * 3)
    pages = texts_of_pdf(planner.call("GET", "/print.pdf").data)
    assert len(pages) > 3
    for place, page in enumerate(pages, start=1):
        assert f"{place}/{len(pages)}" in page
    assert planner.call("GET", "/print.pdf?language=ar").status_code == 200


def test_an_empty_plan_says_so(planner) -> None:
    assert text_of(planner.call("GET", "/print.pdf").data).count("Nothing is planned yet.") == 3
