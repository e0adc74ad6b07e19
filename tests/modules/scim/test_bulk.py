"""Many changes in one message: together they do what each would have done by itself."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.factories.directories import BULK, USER, MadeDirectory, make_directory
from tests.factories.people import MadeUser, add_member, bearer, make_user
from tests.prove.counts import EXAMPLES

from turnout.kernel.context import SystemContext
from turnout.kernel.db import tx as kernel_tx
from turnout.kernel.ids import new_id
from turnout.modules.quotas import api as quotas

OPERATOR = SystemContext(job="tests")


@pytest.fixture
def directory(client: Any) -> MadeDirectory:
    return make_directory(client)


def carried_out(
    directory: MadeDirectory, operations: list[Any], *, most_errors: int | None = None
) -> list[dict[str, Any]]:
    message = {"schemas": [BULK], "Operations": operations}
    if most_errors is not None:
        message["failOnErrors"] = most_errors
    done = directory.call("POST", "/Bulk", message)
    assert done.status_code == 200, done.json
    return list(done.json["Operations"])


def made(number: int, data: Any) -> dict[str, Any]:
    return {"method": "POST", "path": "/Users", "bulkId": f"b{number}", "data": data}


def user(name: str, **more: Any) -> dict[str, Any]:
    return {"schemas": [USER], "userName": name, **more}


def test_bulk_makes_users_and_the_group_that_refers_to_them(directory: MadeDirectory) -> None:
    name = f"{new_id().hex}@{directory.domain}"
    operations = [
        {"method": "POST", "path": "/Groups", "bulkId": "g", "data": {
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Crew",
            "members": [{"type": "User", "value": "bulkId:u"}]}},
        {"method": "POST", "path": "/Users", "bulkId": "u", "data": {"schemas": [USER], "userName": name}},
        {"method": "PATCH", "path": "/Users/bulkId:u", "data": {
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{"op": "add", "path": "title", "value": "Mate"}]}},
        {"method": "POST", "path": "/Users", "bulkId": "v", "data": {"schemas": [USER], "userName": "x@other.example"}},
        {"method": "DELETE", "path": f"/Users/{new_id()}"},
    ]  # fmt: skip
    results = carried_out(directory, operations)
    assert [each["status"] for each in results] == ["201", "201", "200", "400", "404"]
    assert results[3]["response"]["scimType"] == "invalidValue"
    assert directory.find("Users", filter='groups.display eq "crew" and title eq "Mate"') == [name]
    assert len(carried_out(directory, operations[3:], most_errors=1)) == 1


SORTS: dict[str, Callable[[MadeDirectory, int], Any]] = {
    "new": lambda d, n: user(f"n{n}@{d.domain}", displayName=f"Person {n}", externalId=f"e{n}"),
    "of nobody": lambda _, n: user(f"local{n}"),
    "same name": lambda d, n: user(f"N{n % 3}@{d.domain}"),
    "same account": lambda d, n: user(f"x{n}", emails=[{"value": f"n{n % 3}@{d.domain}"}]),
    "elsewhere": lambda _, n: user(f"p{n}@other.example"),
    "inactive": lambda d, n: user(f"i{n}@{d.domain}", active=False),
    "of the staff, inactive": lambda d, n: user(f"staff{n % 2}@{d.domain}", active=False),
    "of the staff": lambda d, n: user(f"staff{n % 2}@{d.domain}"),
    "the owner, inactive": lambda d, _: user(f"owner@{d.domain}", active=False),
    "unreadable": lambda _, n: {"schemas": [USER], "displayName": f"No name {n}"},
}


def some_company(app: Any, sorts: list[str]) -> tuple[MadeDirectory, MadeUser, list[Any]]:
    """A directory of an organization with staff, one owner, and room for four more."""
    client = app.test_client()
    client.environ_base["HTTP_HOST"] = "turnout.test"
    directory = make_directory(client)
    owner, *staff = (
        make_user(email=f"{name}@{directory.domain}") for name in ("owner", "staff0", "staff1")
    )
    add_member(directory.organization, "owner", user=owner)
    for each, role in zip(staff, ("admin", "staff"), strict=True):
        add_member(directory.organization, role, user=each)
    assert client.post(f"{directory.api}/leave", headers=directory.headers).status_code == 204
    limits = {"members": 3 + 4}
    quotas.set_quotas(OPERATOR, directory.organization.id, quotas.Quotas(limits=limits))
    operations = [made(number, SORTS[sort](directory, number)) for number, sort in enumerate(sorts)]
    return directory, owner, operations


def outcome(directory: MadeDirectory, owner: MadeUser, results: list[dict[str, Any]]) -> str:
    """The answers and what stands afterwards, without what is another each time."""
    answers = [
        (each["bulkId"], each["status"], each.get("version"), each.get("response"))
        for each in results
    ]
    get, headers = directory.client.get, bearer(owner)
    status = get(f"{directory.api}/scim", headers=headers).json
    members = get(f"{directory.api}/members?limit=100", headers=headers).json["items"]
    events = get(f"{directory.api}/security-events?kind=scim.deprovisioned", headers=headers).json[
        "items"
    ]
    said = {
        "answers": answers,
        "users": sorted(directory.find("Users", count=500)),
        "linked": (status["active_users"], status["linked_users"]),
        "members": sorted((each["email"], each["role"]) for each in members),
        "deprovisioned": len(events),
    }
    return json.dumps(said, indent=1).replace(directory.domain, "company.example")


@settings(max_examples=EXAMPLES // 5)
@given(
    sorts=st.lists(st.sampled_from(sorted(SORTS)), min_size=2, max_size=14),
    most_errors=st.sampled_from([None, 1, 2]),
)
@example(sorts=["new"] * 10, most_errors=None)  # more than there is room for
@example(sorts=["new", "new", "same name", "new", "elsewhere", "new"], most_errors=2)
def test_together_is_as_one_by_one(app: Any, sorts: list[str], most_errors: int | None) -> None:
    """Whatever is among them, in whatever order: same answers, same people, same roles."""
    directory, owner, operations = some_company(app, sorts)
    together = outcome(
        directory, owner, carried_out(directory, operations, most_errors=most_errors)
    )

    directory, owner, operations = some_company(app, sorts)
    results: list[dict[str, Any]] = []
    for each in operations:
        results += carried_out(directory, [each])
        if sum("response" in one for one in results) == most_errors:
            break
    assert together == outcome(directory, owner, results)


def test_many_users_take_no_more_statements_than_few(
    directory: MadeDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = []
    for first, number in ((0, 10), (100, 90)):
        seen: list[str] = []
        monkeypatch.setattr(kernel_tx, "observer", seen.append)
        names = [f"n{each}@{directory.domain}" for each in range(first, first + number)]
        results = carried_out(directory, [made(n, user(each)) for n, each in enumerate(names)])
        monkeypatch.setattr(kernel_tx, "observer", None)
        assert {each["status"] for each in results} == {"201"}
        taken.append(len(seen))
    assert taken[0] >= taken[1] <= 25


def test_an_operation_of_no_known_kind_is_refused_alone(directory: MadeDirectory) -> None:
    """An address without its slash, a method of none, no data: the others are carried out."""
    odd = [
        {"method": "POST", "path": "Users", "bulkId": "a"},
        {"method": "POST", "path": "", "bulkId": "b", "data": {}},
        {"method": "BREW", "path": "/Users", "bulkId": "c", "data": {}},
        {"method": "POST", "path": "/Users", "data": user(f"a@{directory.domain}")},
        {"method": "POST", "path": "/Users", "bulkId": "d", "data": None},
        made(1, user(f"b@{directory.domain}")),
        made(2, user("bulkId:nobody")),
        made(3, user(f"c@{directory.domain}")),
    ]
    results = carried_out(directory, odd)
    statuses = [each["status"] for each in results]
    assert statuses == ["400", "404", "405", "400", "400", "201", "400", "201"]
