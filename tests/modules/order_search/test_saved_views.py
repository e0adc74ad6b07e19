"""A person saves views of lists, and managers share them with the organization."""

import pytest
from tests.factories.people import add_member, bearer, make_organization

VIEW = {
    "kind": "orders",
    "name": "To refund",
    "filters": {"state": ["confirmed"], "q": "meier"},
    "columns": ["number", "total"],
    "sort": "-total",
}


@pytest.fixture
def organization(running):
    return make_organization()


@pytest.fixture
def ask(client, organization):
    def ask(user, method="GET", path="", body=None, **headers):
        url = f"/api/v1/organizations/{organization.id}/saved-views{path}"
        return client.open(url, method=method, json=body, headers={**bearer(user), **headers})

    return ask


def test_a_view_is_kept_as_it_was_saved_and_is_ones_own(ask, organization):
    staff, other = add_member(organization, "staff"), add_member(organization, "staff")
    saved = ask(staff, "POST", body=VIEW)
    assert saved.status_code == 201, saved.json
    assert {name: saved.json[name] for name in VIEW} == VIEW
    assert ask(staff).json["items"] == [saved.json]
    assert ask(staff, path="?kind=attendees").json["items"] == []
    assert ask(other).json["items"] == []
    path = f"/{saved.json['id']}"
    assert ask(other, "PUT", path, VIEW).status_code == 404
    assert ask(other, "DELETE", path).status_code == 404


def test_managers_share_views_and_delete_shared_ones(ask, organization):
    admin, staff = add_member(organization, "admin"), add_member(organization, "staff")
    shared = VIEW | {"is_shared": True}
    assert ask(staff, "POST", body=shared).status_code == 403
    view = ask(admin, "POST", body=shared).json
    assert [each["name"] for each in ask(staff).json["items"]] == ["To refund"]
    path = f"/{view['id']}"
    assert ask(staff, "PUT", path, VIEW).status_code == 404
    assert ask(staff, "DELETE", path).status_code == 403
    assert ask(organization.owner, "DELETE", path).status_code == 204
    assert ask(staff).json["items"] == []


def test_a_view_is_saved_anew_once_per_version(ask, organization):
    owner = organization.owner
    view = ask(owner, "POST", body=VIEW).json
    changed = ask(owner, "PUT", f"/{view['id']}", VIEW | {"name": "Refunds", "filters": {}})
    stale = ask(owner, "PUT", f"/{view['id']}", VIEW, **{"If-Match": '"1"'})
    assert (changed.json["name"], changed.json["filters"], stale.status_code) == (
        "Refunds",
        {},
        412,
    )


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"filters": {"state": ["lost"]}}, "/filters/state/0"),
        ({"filters": {"colour": "red"}}, "/filters/colour"),
        ({"columns": ["number", "shoe_size"]}, "/columns/1"),
        ({"sort": "luck"}, "/sort"),
        ({"kind": "attendees", "filters": {}, "columns": [], "sort": "-total"}, "/sort"),
        ({"name": " "}, "/name"),
    ],
)
def test_bad_input_is_named(ask, organization, change, pointer):
    answer = ask(organization.owner, "POST", body=VIEW | change)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)
