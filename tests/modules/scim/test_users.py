"""Users that a directory pushes: members by proven domains, changed, found, and never taken over."""

from typing import Any

import pytest
from tests.factories.directories import ENTERPRISE, USER, MadeDirectory, make_directory
from tests.factories.identity_providers import prove_domain
from tests.factories.people import add_member, make_user
from tests.factories.work import drain

from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity


@pytest.fixture
def directory(client: Any) -> MadeDirectory:
    return make_directory(client)


def new(name: str, **more: Any) -> dict[str, Any]:
    return {"schemas": [USER], "userName": name, **more}


def address(directory: MadeDirectory) -> str:
    return f"{new_id().hex}@{directory.domain}"


def test_a_pushed_user_is_a_member_at_once(directory: MadeDirectory) -> None:
    name = address(directory)
    made = directory.call("POST", "/Users", new(name, externalId="e1", displayName="Ada Example"))
    assert made.status_code == 201
    assert made.mimetype == "application/scim+json"
    place = f"http://turnout.test{directory.path}/Users/{made.json['id']}"
    assert made.headers["Location"] == made.json["meta"]["location"] == place
    assert made.headers["ETag"] == made.json["meta"]["version"] == 'W/"1"'
    assert directory.roles()[name] == "staff"
    person = identity.find_user(name)
    assert person is not None
    assert (person.display_name, person.is_verified) == ("Ada Example", True)


def test_an_account_that_is_there_keeps_its_name_and_password(directory: MadeDirectory) -> None:
    person = make_user(email=address(directory), display_name="As I said")
    directory.somebody(email=person.email, displayName="As the company says")
    found = identity.find_user(person.email)
    assert found is not None
    assert (found.id, found.display_name) == (person.id, "As I said")
    assert directory.roles()[person.email] == "staff"


@pytest.mark.parametrize(
    "name", ["ceo@people.example", "x@sub.{domain}", "x@{domain}.evil.example"]
)
def test_a_stranger_of_another_domain_is_refused_and_left_alone(
    directory: MadeDirectory, name: str
) -> None:
    victim = make_user(email=f"{new_id().hex}-{name.format(domain=directory.domain)}")
    refused = directory.call("POST", "/Users", new(victim.email))
    assert (refused.status_code, refused.json["scimType"]) == (400, "invalidValue")
    assert victim.email not in directory.roles()
    assert directory.requests()[0]["reason"] == "scim.domain-not-proven"


def test_an_email_of_another_domain_links_nobody(directory: MadeDirectory) -> None:
    victim = make_user()
    made = directory.somebody(email=new_id().hex, emails=[{"value": victim.email}])
    assert made["emails"] == [{"value": victim.email}]
    assert victim.email not in directory.roles()
    status = directory.client.get(f"{directory.api}/scim", headers=directory.headers).json
    assert (status["users"], status["linked_users"]) == (1, 0)


def test_a_user_name_that_is_no_address_is_linked_by_the_primary_email(
    directory: MadeDirectory,
) -> None:
    mine, other = address(directory), address(directory)
    emails = [{"value": other}, {"value": mine, "primary": True}]
    directory.somebody(email="bjensen", emails=emails)
    assert mine in directory.roles()
    assert other not in directory.roles()


def test_people_are_linked_when_their_domain_is_proven_later(
    queued: Any, directory: MadeDirectory
) -> None:
    domain = f"d{new_id().hex}.example"
    directory.somebody(email="late", emails=[{"value": f"late@{domain}"}])
    prove_domain(directory.client, directory.organization, domain)
    drain()
    assert directory.roles()[f"late@{domain}"] == "staff"


def test_user_names_are_unique_whatever_their_case(directory: MadeDirectory) -> None:
    first = directory.somebody()
    again = directory.call("POST", "/Users", new(first["userName"].upper()))
    assert (again.status_code, again.json["scimType"]) == (409, "uniqueness")
    other = directory.somebody()
    renamed = directory.patch(
        f"/Users/{other['id']}", {"op": "replace", "path": "userName", "value": first["userName"]}
    )
    assert (renamed.status_code, renamed.json["scimType"]) == (409, "uniqueness")


def test_two_users_cannot_have_one_account(directory: MadeDirectory) -> None:
    name = address(directory)
    directory.somebody(email=name)
    second = directory.call("POST", "/Users", new("second", emails=[{"value": name}]))
    assert (second.status_code, second.json["scimType"]) == (409, "uniqueness")


def test_a_user_is_replaced_whole(directory: MadeDirectory) -> None:
    made = directory.somebody(title="Captain", **{ENTERPRISE: {"department": "Bridge"}})
    path = f"/Users/{made['id']}"
    put = directory.call("PUT", path, new(made["userName"], nickName="Cap"))
    assert put.status_code == 200
    assert (put.json["nickName"], put.headers["ETag"]) == ("Cap", 'W/"2"')
    assert "title" not in put.json
    assert ENTERPRISE not in put.json
    assert put.json["schemas"] == [USER]


PATCHES: list[tuple[list[dict[str, Any]], dict[str, Any]]] = [
    ([{"op": "replace", "path": "displayName", "value": "B"}], {"displayName": "B"}),
    ([{"op": "Replace", "value": {"displayName": "C", "name.givenName": "D"}}],
     {"displayName": "C", "name": {"givenName": "D", "familyName": "Example"}}),
    ([{"op": "add", "path": "emails", "value": [{"value": "h@x.example", "type": "home"}]}],
     {"emails": [{"value": "w@x.example", "type": "work"},
                 {"value": "h@x.example", "type": "home"}]}),
    ([{"op": "replace", "path": 'emails[type eq "work"].value', "value": "n@x.example"}],
     {"emails": [{"value": "n@x.example", "type": "work"}]}),
    ([{"op": "Add", "path": 'phoneNumbers[type eq "mobile"].value', "value": "+44 1"}],
     {"phoneNumbers": [{"value": "+44 1", "type": "mobile"}]}),
    ([{"op": "remove", "path": 'emails[value co "@x."]'}], {"emails": None}),
    ([{"op": "remove", "path": "name.familyName"}], {"name": {"givenName": "Ada"}}),
    ([{"op": "add", "path": f"{ENTERPRISE}:department", "value": "Deck"}],
     {ENTERPRISE: {"department": "Deck"}}),
    ([{"op": "replace", "path": "active", "value": "True"}], {"active": True}),
    ([{"op": "add", "path": "title", "value": "1"}, {"op": "replace", "path": "title", "value": "2"},
      {"op": "remove", "path": "displayName"}], {"title": "2", "displayName": None}),
]  # fmt: skip


@pytest.mark.parametrize(("operations", "expected"), PATCHES)
def test_the_operations_of_a_patch(
    directory: MadeDirectory, operations: list[dict[str, Any]], expected: dict[str, Any]
) -> None:
    """All three operations, with value paths, and the ways of Entra ID."""
    made = directory.somebody(
        displayName="A",
        name={"givenName": "Ada", "familyName": "Example"},
        emails=[{"value": "w@x.example", "type": "work"}],
    )
    patched = directory.patch(f"/Users/{made['id']}", *operations)
    assert patched.status_code == 200, patched.json
    assert {name: patched.json.get(name) for name in expected} == expected
    assert directory.call("GET", f"/Users/{made['id']}").json == patched.json


def test_a_patch_is_carried_out_whole_or_not_at_all(directory: MadeDirectory) -> None:
    made = directory.somebody(displayName="A")
    refused = directory.patch(
        f"/Users/{made['id']}",
        {"op": "replace", "path": "displayName", "value": "B"},
        {"op": "replace", "path": "id", "value": "7"},
    )
    assert refused.status_code == 400
    assert directory.call("GET", f"/Users/{made['id']}").json["displayName"] == "A"


def test_a_change_by_who_saw_another_version_is_refused(directory: MadeDirectory) -> None:
    made = directory.somebody()
    path, change = f"/Users/{made['id']}", {"op": "replace", "path": "title", "value": "A"}
    assert directory.patch(path, change, If_Match='W/"1"').status_code == 200
    for late in ('W/"1"', "nonsense"):
        refused = directory.patch(path, change, If_Match=late)
        assert (refused.status_code, refused.json["status"]) == (412, "412")
    assert directory.call("DELETE", path, If_Match='W/"1"').status_code == 412
    assert directory.call("GET", path, If_None_Match='W/"2"').status_code == 304
    assert directory.call("DELETE", path, If_Match='W/"2"').status_code == 204


def test_passwords_are_neither_kept_nor_shown(directory: MadeDirectory) -> None:
    made = directory.somebody(password="harbour-lantern")
    assert "password" not in made
    assert directory.find("Users", filter='password eq "harbour-lantern"') == []


def test_what_is_asked_for_is_shown_and_what_is_not_is_left_out(directory: MadeDirectory) -> None:
    made = directory.somebody(title="Captain", displayName="Ada")
    path = f"/Users/{made['id']}"
    only = directory.call("GET", f"{path}?attributes=title").json
    assert set(only) == {"schemas", "id", "title"}
    without = directory.call("GET", f"{path}?excludedAttributes=title,meta").json
    assert {"title", "meta"} & set(without) == set()
    assert without["displayName"] == "Ada"


def test_a_member_by_hand_gets_no_role_from_a_directory_without_groups(
    directory: MadeDirectory,
) -> None:
    admin = make_user(email=address(directory))
    add_member(directory.organization, "admin", user=admin)
    directory.somebody(email=admin.email)
    assert directory.roles()[admin.email] == "admin"
