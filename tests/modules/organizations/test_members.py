"""Members: who may give which rights, and an organization that never loses its last owner."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from tests.factories.people import (
    MadeOrganization,
    MadeUser,
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
    person_context,
)

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Forbidden, Invalid, NotFound
from turnout.kernel.ids import new_id
from turnout.kernel.security.permissions import ROLES
from turnout.modules.organizations import api as organizations
from turnout.modules.roles.api import Grant

pytestmark = pytest.mark.usefixtures("running")


def member_of(organization: MadeOrganization, user: MadeUser) -> organizations.Member:
    with transaction(context_of(organization, organization.owner)) as tx:
        found = organizations.find_member_of(tx, user.id)
    assert found is not None
    return found


def path_of(organization: MadeOrganization, user: MadeUser) -> str:
    member = member_of(organization, user)
    return f"/api/v1/organizations/{organization.id}/members/{member.id}"


def test_members_are_listed_by_name_page_by_page(client):
    made = make_organization(owner=make_user(display_name="Olu Owner"))
    for name in ("Ada Admin", "Sam Staff"):
        add_member(made, "staff", user=make_user(display_name=name))
    path, headers = f"/api/v1/organizations/{made.id}/members", bearer(made.owner)
    first = client.get(f"{path}?limit=2", headers=headers).json
    second = client.get(f"{path}?limit=2&cursor={first['next_cursor']}", headers=headers).json
    names = [each["display_name"] for each in first["items"] + second["items"]]
    assert names == ["Olu Owner", "Ada Admin", "Sam Staff"]
    assert second["next_cursor"] is None
    assert first["items"][0]["role"] == "owner"


def test_a_partner_does_not_see_the_members(client):
    made = make_organization()
    answer = client.get(
        f"/api/v1/organizations/{made.id}/members", headers=bearer(add_member(made, "partner"))
    )
    assert answer.status_code == 403


def test_a_change_of_role_counts_from_the_next_request(client):
    made = make_organization()
    user = add_member(made, "admin")
    headers = bearer(user)
    path = f"/api/v1/organizations/{made.id}"
    assert client.patch(path, json={"name": "Before"}, headers=headers).status_code == 200
    changed = client.patch(path_of(made, user), json={"role": "staff"}, headers=bearer(made.owner))
    assert changed.json["role"] == "staff"
    assert client.patch(path, json={"name": "After"}, headers=headers).status_code == 403


def test_a_removed_member_finds_nothing_from_the_next_request(client):
    made = make_organization()
    user = add_member(made, "admin")
    headers = bearer(user)
    assert client.delete(path_of(made, user), headers=bearer(made.owner)).status_code == 204
    assert client.get(f"/api/v1/organizations/{made.id}", headers=headers).status_code == 404
    assert organizations.list_my_organizations(person_context(user)) == []


@pytest.mark.parametrize("role", ["admin", "staff", "partner"])
def test_nobody_below_an_owner_makes_owners(client, role):
    made = make_organization()
    user = add_member(made, role)
    answer = client.patch(path_of(made, user), json={"role": "owner"}, headers=bearer(user))
    assert answer.status_code == 403
    assert member_of(made, user).role == role


def test_an_admin_neither_demotes_nor_removes_an_owner(client):
    made = make_organization()
    add_member(made, "owner")
    headers = bearer(add_member(made, "admin"))
    path = path_of(made, made.owner)
    assert client.patch(path, json={"role": "staff"}, headers=headers).status_code == 403
    assert client.delete(path, headers=headers).status_code == 403


def test_staff_change_no_member(client):
    made = make_organization()
    user, staff = add_member(made, "partner"), add_member(made, "staff")
    headers = bearer(staff)
    assert (
        client.patch(path_of(made, user), json={"role": "admin"}, headers=headers).status_code
        == 403
    )
    assert client.delete(path_of(made, user), headers=headers).status_code == 403


def test_the_last_owner_neither_steps_down_nor_leaves_nor_is_removed(client):
    made = make_organization()
    add_member(made, "admin")
    headers, path = bearer(made.owner), path_of(made, made.owner)
    refusals = [
        client.patch(path, json={"role": "admin"}, headers=headers),
        client.delete(path, headers=headers),
        client.post(f"/api/v1/organizations/{made.id}/leave", headers=headers),
    ]
    assert [each.status_code for each in refusals] == [409] * 3
    assert {each.json["code"] for each in refusals} == {"organizations.last-owner"}


def test_an_owner_leaves_once_there_is_another(client):
    made = make_organization()
    add_member(made, "owner")
    answer = client.post(f"/api/v1/organizations/{made.id}/leave", headers=bearer(made.owner))
    assert answer.status_code == 204


def test_of_two_owners_who_step_down_at_once_one_stays():
    for _ in range(5):
        made = make_organization()
        owners = [made.owner, add_member(made, "owner")]
        contexts = [context_of(made, each) for each in owners]
        memberships = [member_of(made, each) for each in owners]
        start = Barrier(2)

        def step_down(each: int, contexts=contexts, memberships=memberships, start=start) -> str:
            start.wait()
            try:
                organizations.update_member(
                    contexts[each], memberships[each].id, grant=Grant(role="staff")
                )
            except organizations.LastOwner:
                return "stays"
            return "stepped down"

        with ThreadPoolExecutor(2) as pool:
            outcomes = sorted(pool.map(step_down, range(2)))
        assert outcomes == ["stays", "stepped down"]


def test_owners_who_show_each_other_out_at_once_leave_one():
    for _ in range(5):
        made = make_organization()
        owners = [made.owner, add_member(made, "owner")]
        contexts = [context_of(made, each) for each in owners]
        others = [member_of(made, each) for each in reversed(owners)]
        start = Barrier(2)

        def remove(each: int, contexts=contexts, others=others, start=start) -> bool:
            start.wait()
            try:
                organizations.remove_member(contexts[each], others[each].id)
            except organizations.LastOwner:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(remove, range(2))) == [False, True]


def test_a_membership_ends_by_itself():
    made = make_organization()
    user = add_member(made, "staff", expires_at=clock.now() + timedelta(days=1))
    assert organizations.membership_of(made.id, user.id) is not None
    with clock.frozen(clock.now() + timedelta(days=1, seconds=1)):
        assert organizations.membership_of(made.id, user.id) is None


def test_a_grant_for_single_events_travels_in_the_context():
    made, event_id = make_organization(), new_id()
    user = add_member(made, "staff", event_ids=(event_id,))
    assert context_of(made, user).event_ids == {event_id}
    assert context_of(made, made.owner).event_ids is None


@pytest.mark.parametrize(
    ("grant", "pointer"),
    [
        (Grant(role="emperor"), "/role"),
        (Grant(role="owner", event_ids=(new_id(),)), "/event_ids"),
        (Grant(role="owner", expires_at=clock.now()), "/expires_at"),
        (Grant(role="staff", event_ids=()), "/event_ids"),
    ],
)
def test_a_grant_that_makes_no_sense_is_refused_by_field(grant, pointer):
    made = make_organization()
    with pytest.raises(Invalid) as refused:
        organizations.add_member(context_of(made, made.owner), make_user().id, grant=grant)
    assert refused.value.errors[0].pointer == pointer


def test_a_person_is_a_member_once():
    made = make_organization()
    ctx = context_of(made, made.owner)
    user = add_member(made, "staff")
    with pytest.raises(organizations.AlreadyMember):
        organizations.add_member(ctx, user.id, grant=Grant(role="admin"))


def test_the_member_of_another_organization_is_not_there():
    made, other = make_organization(), make_organization()
    theirs = member_of(other, other.owner)
    with pytest.raises(NotFound):
        organizations.remove_member(context_of(made, made.owner), theirs.id)


def test_roles_nest():
    made = make_organization()
    powers = {
        role: context_of(
            made, made.owner if role == "owner" else add_member(made, role)
        ).permissions
        for role in ROLES
    }
    assert powers["partner"] <= powers["staff"] <= powers["admin"] < powers["owner"]


def test_a_person_without_membership_has_no_context():
    assert organizations.membership_of(make_organization().id, make_user().id) is None
    assert organizations.membership_of(new_id(), make_user().id) is None


def test_a_person_reads_their_own_memberships_and_no_others(running):
    mine, other = make_organization(), make_organization()
    from turnout.modules.organizations.queries import members

    with transaction(person_context(mine.owner)) as tx:
        assert members.find_access(tx, other.id, user_id=other.owner.id) is None
        assert len(members.list_my_access(tx, mine.owner.id)) == 1
        visible = tx.query("SELECT organization_id FROM memberships")
        organizations_seen = tx.query("SELECT id FROM organizations")
    assert [row[0] for row in visible] == [mine.id]
    assert [row[0] for row in organizations_seen] == [mine.id]


def test_a_person_context_writes_nothing(running):
    import psycopg

    made, other = make_organization(), make_organization()
    with pytest.raises(psycopg.Error), transaction(person_context(made.owner)) as tx:
        tx.query(
            "INSERT INTO memberships (organization_id, id, user_id, role, created_at, version)"
            " VALUES (%(o)s, %(i)s, %(u)s, 'owner', now(), 1)",
            {"o": other.id, "i": new_id(), "u": made.owner.id},
        )
    with transaction(person_context(made.owner)) as tx:
        assert tx.query("UPDATE memberships SET role = 'admin' RETURNING id") == []


def test_an_api_of_members_refuses_who_may_not():
    made = make_organization()
    staff = context_of(made, add_member(made, "staff"))
    with pytest.raises(Forbidden):
        organizations.add_member(staff, make_user().id, grant=Grant(role="partner"))
