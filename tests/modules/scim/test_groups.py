"""Groups of a directory: their mapping gives roles, which follow at once."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.directories import (
    GROUP,
    PATCH,
    MadeDirectory,
    make_directory,
    make_directory_of,
)
from tests.factories.identity_providers import MadeProvider, make_provider
from tests.factories.people import add_member, context_of, make_user
from tests.site.browser import Browser

from turnout.kernel.ids import new_id
from turnout.modules.roles import api as roles
from turnout.modules.scim import resources, rules

NOBODY = "01890000-0000-7000-8000-000000000000"


@pytest.fixture
def company(client: Any, openid_provider: Any) -> MadeProvider:
    """An organization whose provider maps crew to staff and bridge to admin."""
    return make_provider(client, openid_provider)


@pytest.fixture
def directory(client: Any, company: MadeProvider) -> MadeDirectory:
    """Its directory, by which nobody is a member without a mapped group."""
    return make_directory_of(
        client, company.organization, company.domain, default_role=None, provider_id=company.id
    )


def test_roles_follow_groups_at_once(directory: MadeDirectory) -> None:
    ada, ben = directory.somebody(), directory.somebody()
    assert ada["userName"] not in directory.roles()
    crew = directory.group("crew", ada, ben)
    assert directory.call("GET", f"/Users/{ada['id']}").json["groups"] == [
        {"value": crew["id"], "$ref": crew["meta"]["location"], "display": "crew", "type": "direct"}
    ]
    bridge = directory.group("bridge", ben)
    found = directory.roles()
    assert (found[ada["userName"]], found[ben["userName"]]) == ("staff", "staff")  # first that fits

    path = f"/Groups/{crew['id']}"
    directory.patch(path, {"op": "remove", "path": f'members[value eq "{ben["id"]}"]'})
    assert directory.roles()[ben["userName"]] == "admin"
    directory.patch(path, {"op": "Remove", "path": "members", "value": [{"value": ada["id"]}]})
    assert ada["userName"] not in directory.roles()  # what the directory gave ends with it
    directory.patch(path, {"op": "add", "path": "members", "value": [{"value": ada["id"]}]})
    assert directory.roles()[ada["userName"]] == "staff"
    assert directory.call("DELETE", path).status_code == 204
    assert ada["userName"] not in directory.roles()

    put = {"schemas": [GROUP], "displayName": "elsewhere", "members": [{"value": ben["id"]}]}
    assert directory.call("PUT", f"/Groups/{bridge['id']}", put).status_code == 200
    assert ben["userName"] not in directory.roles()


def test_a_group_is_known_by_its_id_at_the_provider_too(
    directory: MadeDirectory, company: MadeProvider
) -> None:
    """Entra ID names groups by their object id in mappings and tokens."""
    context = context_of(company.organization, company.organization.owner)
    own = roles.NewRole(key="box-office", name="Box office", permissions=("orders.read",))
    roles.create_role(context, own)
    company.change(mappings=[{"group": "0b2e9c", "role": "box-office"}])
    ada = directory.somebody()
    members = [{"value": ada["id"]}]
    said = {"schemas": [GROUP], "displayName": "X", "externalId": "0b2e9c", "members": members}
    assert directory.call("POST", "/Groups", said).status_code == 201
    assert directory.roles()[ada["userName"]] == "box-office"


def test_owners_stay_owners_and_members_by_hand_stay_members(directory: MadeDirectory) -> None:
    owner, hand = (make_user(email=f"{new_id().hex}@{directory.domain}") for _ in range(2))
    add_member(directory.organization, "owner", user=owner)
    add_member(directory.organization, "partner", user=hand)
    people = [directory.somebody(email=each.email) for each in (owner, hand)]
    crew = directory.group("crew", *people)
    assert (directory.roles()[owner.email], directory.roles()[hand.email]) == ("owner", "staff")
    directory.call("DELETE", f"/Groups/{crew['id']}")
    assert (directory.roles()[owner.email], directory.roles()[hand.email]) == ("owner", "staff")


def test_the_directory_comes_before_what_a_sign_in_says(
    client: Any, directory: MadeDirectory, company: MadeProvider
) -> None:
    browser = Browser(client)
    person = company.somebody("bridge")
    ada = directory.somebody(email=person.email)
    assert company.sign_in(browser).status == 303  # a directory without groups leaves it to them
    assert directory.roles()[person.email] == "admin"
    directory.group("crew", ada)
    assert directory.roles()[person.email] == "staff"
    browser.send(browser.open("/account").form_to("/sign-out"))
    assert company.sign_in(browser).status == 303
    assert directory.roles()[person.email] == "staff"


def test_who_is_deactivated_does_not_come_back_by_signing_in(
    client: Any, directory: MadeDirectory, company: MadeProvider
) -> None:
    person = company.somebody("crew")
    ada = directory.somebody(email=person.email)
    directory.patch(f"/Users/{ada['id']}", {"op": "replace", "path": "active", "value": False})
    assert company.sign_in(Browser(client)).status == 403
    assert company.log()[0]["reason"] == "deprovisioned"
    assert person.email not in directory.roles()


def test_an_account_is_found_by_the_subject_of_sign_ins_before(
    client: Any, directory: MadeDirectory, company: MadeProvider
) -> None:
    person = company.somebody("crew")
    company.sign_in(Browser(client))
    ada = directory.somebody(email="renamed", externalId=person.sub)
    directory.patch(f"/Users/{ada['id']}", {"op": "replace", "path": "active", "value": False})
    assert person.email not in directory.roles()


def test_a_deleted_user_is_in_no_group_any_more(client: Any) -> None:
    directory = make_directory(client)
    ada = directory.somebody()
    crew = directory.group("crew", ada)
    directory.call("DELETE", f"/Users/{ada['id']}")
    assert "members" not in directory.call("GET", f"/Groups/{crew['id']}").json
    assert directory.find("Groups", filter=f'members.value eq "{ada["id"]}"') == []


IDS = [UUID(int=each) for each in range(1, 6)]
NAMED = st.lists(st.sampled_from(IDS), min_size=1, max_size=4).map(
    lambda ids: [{"value": str(each)} for each in ids]
)
CHANGES = st.one_of(
    st.tuples(st.sampled_from(["add", "Replace", "remove"]), NAMED).map(
        lambda said: {"op": said[0], "path": "members", "value": said[1]}
    ),
    st.tuples(st.sampled_from(["add", "replace"]), NAMED).map(
        lambda said: {"op": said[0], "value": {"members": said[1]}}
    ),
    st.sampled_from(IDS).map(lambda one: {"op": "remove", "path": f'members[value eq "{one}"]'}),
)


@given(before=st.sets(st.sampled_from(IDS)), changes=st.lists(CHANGES, min_size=1, max_size=4))
def test_members_are_changed_as_the_group_itself_would_be(
    before: set[UUID], changes: list[dict[str, Any]]
) -> None:
    """What is quick for thousands of members does what the standard's own reading does."""
    patch = resources.read_patch(resources.Group, {"schemas": [PATCH], "Operations": changes})
    quick = rules.patched_members(patch.operations, sorted(before))
    listed = [{"value": str(each)} for each in sorted(before)]
    group = resources.Group.model_validate(
        {"schemas": [GROUP], "displayName": "Crew", "members": listed}
    )
    resources.apply_patch(patch, group)
    assert quick is not None
    assert set(quick) == {UUID(each.value) for each in group.members or ()}


@pytest.mark.parametrize(
    "change",
    [{"op": "replace", "path": "displayName", "value": "x"},
     {"op": "add", "path": "members", "value": [{"value": str(IDS[0]), "isOwner": True}]},
     {"op": "add", "path": "members", "value": [{"value": str(IDS[0]), "type": "Group"}]},
     {"op": "replace", "path": "members", "value": [{"value": "7"}]},
     {"op": "remove", "path": 'members[value ne "x"]'},
     {"op": "remove", "path": "members"},
     {"op": "replace", "value": {"members": [], "displayName": "x"}}],
)  # fmt: skip
def test_any_other_change_is_for_the_group_as_a_resource(change: dict[str, Any]) -> None:
    patch = resources.read_patch(resources.Group, {"schemas": [PATCH], "Operations": [change]})
    assert rules.patched_members(patch.operations, IDS) is None


def test_a_member_may_be_named_with_what_is_displayed(directory: MadeDirectory) -> None:
    """As Okta does; the name is the user's own, whatever the message says."""
    ada, crew = directory.somebody(), directory.group("crew")
    named = [{"value": ada["id"], "display": "ada@company.example", "type": "User"}]
    path = f"/Groups/{crew['id']}"
    patched = directory.patch(path, {"op": "add", "path": "members", "value": named})
    assert patched.status_code == 200, patched.json
    assert [each["value"] for each in patched.json["members"]] == [ada["id"]]
    assert patched.json == directory.call("GET", path).json
    assert directory.roles()[ada["userName"]] == "staff"
    gone = directory.patch(path, {"op": "add", "path": "members", "value": [{"value": NOBODY}]})
    assert (gone.status_code, gone.json["scimType"]) == (400, "invalidValue")
