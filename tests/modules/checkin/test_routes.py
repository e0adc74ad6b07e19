"""The door over HTTP: shapes, statements, refusals of bad input, and who is let near it."""

from uuid import UUID

import pytest
from tests.factories.people import (
    MadeOrganization,
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
)
from tests.factories.tickets import Occasion, code_of, make_occasion, make_tickets

from turnout.kernel import clock, runtime
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import live


@pytest.fixture
def organization(running) -> MadeOrganization:
    return make_organization()


@pytest.fixture
def occasion(organization: MadeOrganization) -> Occasion:
    return make_occasion(context_of(organization, organization.owner))


@pytest.fixture
def staff(organization: MadeOrganization) -> dict[str, str]:
    return bearer(add_member(organization, "staff"))


def path(occasion: Occasion, rest: str = "checkins") -> str:
    return f"/api/v1/organizations/{occasion.ctx.organization_id}/events/{occasion.event_id}/{rest}"


def test_a_scan_answers_in_one_shape_whatever_comes_of_it(client, occasion, staff) -> None:
    [ticket] = make_tickets(occasion, "Ada Lovelace")
    body = {"code": code_of(occasion, ticket), "gate": "North", "scan_id": "scan-0001"}

    first = client.post(path(occasion), json=body, headers=staff)
    second = client.post(path(occasion), json={**body, "scan_id": "scan-0002"}, headers=staff)
    junk = client.post(path(occasion), json={"code": "hello"}, headers=staff)

    assert [answer.status_code for answer in (first, second, junk)] == [200, 200, 200]
    assert first.json["verdict"] == "admitted"
    assert (second.json["verdict"], second.json["reason"]) == ("refused", "already_admitted")
    assert second.json["admitted_at"] == first.json["admitted_at"]
    assert second.json["gate"] == "North"
    assert (junk.json["reason"], junk.json["attendee_name"]) == ("malformed", None)
    assert first.json.keys() == second.json.keys() == junk.json.keys()


def test_a_scanner_learns_name_and_ticket_type_and_nothing_else_of_a_person(
    client, occasion, staff
) -> None:
    [ticket] = make_tickets(occasion, "Ada Lovelace")

    answer = client.post(path(occasion), json={"code": code_of(occasion, ticket)}, headers=staff)

    assert answer.json["attendee_name"] == "Ada Lovelace"
    assert answer.json["ticket_type"] == "Early bird"
    assert ticket.holder_email not in answer.text


def test_a_scan_takes_at_most_three_statements_sign_in_included(
    client, occasion, staff, statements
) -> None:
    codes = [code_of(occasion, ticket) for ticket in make_tickets(occasion, "Ada", "Grace")]
    client.post(path(occasion), json={"code": codes[0]}, headers=staff)
    statements.clear()

    answer = client.post(path(occasion), json={"code": codes[1]}, headers=staff)

    assert answer.json["verdict"] == "admitted"
    assert len(statements) <= 3, statements


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/code"),
        ({"code": ""}, "/code"),
        ({"code": 7}, "/code"),
        ({"code": "x" * 5000}, "/code"),
        ({"code": "x", "list_id": "nine"}, "/list_id"),
        ({"code": "x", "gate": "g" * 200}, "/gate"),
        ({"code": "x", "scan_id": "short"}, "/scan_id"),
        ({"code": "x", "surprise": 1}, "/surprise"),
        ({"code": "a\x00b"}, "/code"),
    ],
)
def test_a_body_that_is_wrong_is_a_problem_that_names_the_field(
    client, occasion, staff, body, pointer
) -> None:
    answer = client.post(path(occasion), json=body, headers=staff)

    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert pointer in answer.text


def test_lists_are_set_up_and_listed(client, organization, occasion, staff) -> None:
    owner = bearer(organization.owner)
    new = {"name": "Backstage", "ticket_type_ids": [str(occasion.ticket_type_id)]}

    made = client.post(path(occasion, "checkin-lists"), json=new, headers=owner)
    listed = client.get(path(occasion, "checkin-lists"), headers=staff)

    assert made.status_code == 201
    assert [each["name"] for each in listed.json["items"]] == ["Everybody", "Backstage"]
    assert client.post(path(occasion, "checkin-lists"), json=new, headers=staff).status_code == 403
    assert client.post(path(occasion, "checkin-lists"), json=new, headers=owner).status_code == 409


def test_a_list_that_closes_before_it_opens_is_refused(client, organization, occasion) -> None:
    new = {
        "name": "Backwards",
        "opens_at": "2026-11-14T10:00:00Z",
        "closes_at": "2026-11-14T09:00:00Z",
    }

    answer = client.post(
        path(occasion, "checkin-lists"), json=new, headers=bearer(organization.owner)
    )

    assert answer.status_code == 422
    assert "closes_at" in answer.text


def test_the_door_of_a_session_is_set_up_and_counted(client, organization, occasion, staff) -> None:
    owner = bearer(organization.owner)
    workshop = client.post(
        path(occasion, "sessions"),
        json={
            "title": "Pegs",
            "starts_at": "2026-11-14T10:00:00Z",
            "ends_at": "2026-11-14T11:00:00Z",
            "capacity": 5,
            "needs_registration": True,
        },
        headers=owner,
    ).json
    new = {"name": "Pegs", "session_ids": [workshop["id"]]}

    daily = client.post(
        path(occasion, "checkin-lists"), json={**new, "once_per": "day"}, headers=owner
    )
    unknown = client.post(
        path(occasion, "checkin-lists"), json={**new, "session_ids": [str(new_id())]}, headers=owner
    )
    made = client.post(path(occasion, "checkin-lists"), json=new, headers=owner)
    [ticket] = make_tickets(occasion)
    scan = {"code": code_of(occasion, ticket), "list_id": made.json["id"]}
    refused = client.post(path(occasion), json=scan, headers=staff)
    counts = client.get(path(occasion, "checkins/counts"), headers=staff).json["lists"]

    assert [each["pointer"] for each in daily.json["errors"]] == ["/once_per"]
    assert [each["pointer"] for each in unknown.json["errors"]] == ["/session_ids"]
    assert (made.json["scope"], made.json["session_ids"]) == ("session", [workshop["id"]])
    assert (refused.status_code, refused.json["reason"]) == (200, "not_registered")
    assert [(each["name"], each["session_ids"], each["registered"]) for each in counts] == [
        ("Pegs", [workshop["id"]], 0)
    ]


def test_counts_and_undo(client, organization, occasion, staff) -> None:
    [ticket] = make_tickets(occasion)
    entry = client.post(path(occasion), json={"code": code_of(occasion, ticket)}, headers=staff)
    undo = path(occasion, f"checkins/{entry.json['admission_id']}/undo")

    counts = client.get(path(occasion, "checkins/counts"), headers=staff)
    refused = client.post(undo, json={"reason": "oops"}, headers=staff)
    undone = client.post(undo, json={"reason": "oops"}, headers=bearer(organization.owner))
    empty = client.get(path(occasion, "checkins/counts"), headers=staff)

    assert [each["entries"] for each in counts.json["lists"]] == [1]
    assert counts.json["valid"] == [{"ticket_type_id": str(occasion.ticket_type_id), "tickets": 1}]
    assert (refused.status_code, undone.status_code) == (403, 204)
    assert [each["entries"] for each in empty.json["lists"]] == [0]


ROUTES = (
    ("post", "checkins", {"code": "hello"}),
    ("get", "checkins/counts", None),
    ("post", f"checkins/{UUID(int=1)}/undo", {"reason": "x"}),
    ("get", "checkin-lists", None),
    ("post", "checkin-lists", {"name": "x"}),
    ("get", "ticket-keys", None),
)


@pytest.mark.parametrize(("method", "rest", "body"), ROUTES)
def test_a_stranger_finds_nothing_and_a_visitor_must_sign_in(
    client, occasion, method, rest, body
) -> None:
    call = getattr(client, method)

    stranger = call(path(occasion, rest), json=body, headers=bearer(make_user()))
    visitor = call(path(occasion, rest), json=body)

    assert (stranger.status_code, visitor.status_code) == (404, 401)


def test_an_event_that_is_not_there_has_no_door(client, organization, staff) -> None:
    gone = f"/api/v1/organizations/{organization.id}/events/{new_id()}"

    answer = client.post(f"{gone}/checkins", json={"code": "0000-0000"}, headers=staff)
    lists = client.get(f"{gone}/checkin-lists", headers=staff)

    assert (answer.status_code, lists.status_code) == (404, 404)


def test_gates_that_work_offline_get_the_public_keys(client, occasion, staff) -> None:
    code_of(occasion, make_tickets(occasion)[0])

    answer = client.get(path(occasion, "ticket-keys"), headers=staff)

    [key] = answer.json["items"]
    assert key.keys() == {"key_id", "public_key"}
    assert len(key["public_key"]) == 44


def test_the_team_gets_a_stream_of_its_event_and_nobody_else_does(
    client, occasion, organization, staff
) -> None:
    opened = client.post(path(occasion, "checkins/stream"), headers=staff)

    assert opened.status_code == 201
    address, _, token = opened.json["url"].partition("?token=")
    below = live.path(live.CHECKINS, organization.id, occasion.event_id)
    assert address == f"http://127.0.0.1:8081{below}"
    where = {"organization_id": organization.id, "event_id": occasion.event_id, "now": clock.now()}
    until = live.expiry_of(runtime.current().keys, live.CHECKINS, token, **where)
    assert until is not None
    assert until <= clock.now() + live.STREAM_LIFETIME
    assert (
        live.expiry_of(runtime.current().keys, live.CHECKINS, token, **{**where, "now": until})
        is None
    )
    stranger = bearer(make_organization().owner)
    refused = [{}, stranger, bearer(add_member(organization, "partner"))]
    asked = [client.post(path(occasion, "checkins/stream"), headers=each) for each in refused]
    assert [each.status_code for each in asked] == [401, 404, 403]
    missing = f"/api/v1/organizations/{organization.id}/events/{new_id()}/checkins/stream"
    assert client.post(missing, headers=staff).status_code == 404


@pytest.fixture
def owner(organization: MadeOrganization) -> dict[str, str]:
    return bearer(organization.owner)


def made_list(client, occasion, owner, **values):
    new = {"name": "Gate B", **values}
    answer = client.post(path(occasion, "checkin-lists"), json=new, headers=owner)
    assert answer.status_code == 201, answer.json
    return answer.json


def test_a_list_that_is_closed_admits_nobody_any_more(client, occasion, owner) -> None:
    [ticket] = make_tickets(occasion, "Ada Lovelace")
    made = made_list(client, occasion, owner)
    one = path(occasion, f"checkin-lists/{made['id']}")
    closed = client.patch(one, json={"closes_at": "2020-01-01T10:00:00Z"}, headers=owner)
    assert (closed.status_code, closed.json["version"]) == (200, 2)
    assert closed.headers["ETag"] == '"2"'
    scan = {"code": code_of(occasion, ticket), "list_id": made["id"]}
    assert client.post(path(occasion), json=scan, headers=owner).json["reason"] == "over"
    opened = client.patch(one, json={"closes_at": None, "name": "Gate C"}, headers=owner)
    assert (opened.json["name"], opened.json["closes_at"]) == ("Gate C", None)
    assert client.post(path(occasion), json=scan, headers=owner).json["reason"] == "admitted"


def test_a_list_takes_no_change_that_it_could_not_be_made_with(client, occasion, owner) -> None:
    made_list(client, occasion, owner, name="Gate A")
    made = made_list(client, occasion, owner)
    one = path(occasion, f"checkin-lists/{made['id']}")

    def refused(status, pointer="", headers=owner, **changes):
        answer = client.patch(one, json=changes, headers=headers)
        assert answer.status_code == status, answer.json
        if pointer:
            assert answer.json["errors"][0]["pointer"] == pointer

    refused(422, "/ticket_type_ids", ticket_type_ids=[str(new_id())])
    refused(422, "/closes_at", opens_at="2026-11-14T10:00:00Z", closes_at="2026-11-14T09:00:00Z")
    refused(422, "/name", name="")
    refused(409, name="Gate A")
    refused(412, headers={**owner, "If-Match": '"9"'}, name="Gate D")
    elsewhere = path(occasion, f"checkin-lists/{new_id()}")
    assert client.patch(elsewhere, json={"name": "X"}, headers=owner).status_code == 404


def test_staff_at_the_door_change_no_lists(client, occasion, owner, staff) -> None:
    made = made_list(client, occasion, owner)
    one = path(occasion, f"checkin-lists/{made['id']}")
    assert client.patch(one, json={"name": "Mine"}, headers=staff).status_code == 403
