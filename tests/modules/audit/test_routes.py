"""The audit log over HTTP."""

import pytest
from tests.factories.people import MadeOrganization, add_member, bearer, make_organization


@pytest.fixture
def organization(app) -> MadeOrganization:
    return make_organization()


@pytest.fixture
def address(organization: MadeOrganization) -> str:
    return f"/api/v1/organizations/{organization.id}/audit"


def test_an_owner_reads_who_changed_what(client, address, organization) -> None:
    headers = bearer(organization.owner) | {"X-Request-Id": "rename-request"}
    place = f"/api/v1/organizations/{organization.id}"
    assert client.patch(place, json={"name": "Renamed"}, headers=headers).status_code == 200
    answer = client.get(address, query_string={"table": "organizations"}, headers=headers)
    assert answer.status_code == 200
    entry = answer.json["items"][0]
    assert entry["actor"] == f"user:{organization.owner.id}"
    assert (entry["action"], entry["request_id"]) == ("update", "rename-request")
    assert (entry["before"]["name"], entry["after"]["name"]) == (organization.name, "Renamed")
    assert entry["is_sealed"] is False


def test_pages_follow_each_other(client, address, organization) -> None:
    headers = bearer(organization.owner)
    whole = client.get(address, headers=headers).json["items"]
    seen, cursor = [], None
    for _ in whole:
        given = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = client.get(address, query_string=given, headers=headers).json
        seen += page["items"]
        cursor = page["next_cursor"]
    assert seen == whole
    assert cursor is None


@pytest.mark.parametrize("role", ["staff", "partner"])
def test_the_log_is_for_owners_and_admins(client, address, organization, role) -> None:
    headers = bearer(add_member(organization, role))
    assert client.get(address, headers=headers).status_code == 403


def test_a_stranger_finds_nothing_and_a_visitor_is_asked_to_sign_in(client, address) -> None:
    assert client.get(address, headers=bearer(make_organization().owner)).status_code == 404
    assert client.get(address).status_code == 401


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"row_id": "not-a-uuid"}, "?row_id"),
        ({"action": "look"}, "?action"),
        ({"since": "2026-01-01T00:00:00"}, "?since"),
        ({"limit": 1000}, "?limit"),
        ({"cursor": "!!"}, "?cursor"),
        ({"colour": "red"}, "?colour"),
    ],
)
def test_a_refusal_names_the_field(client, address, organization, asked, pointer) -> None:
    answer = client.get(address, query_string=asked, headers=bearer(organization.owner))
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert [fault["pointer"] for fault in answer.json["errors"]] == [pointer]
