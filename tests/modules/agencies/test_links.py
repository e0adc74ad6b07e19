"""Links of agencies: offered, accepted by an owner, at most the linked scope, ended by either at once."""

import pytest
from tests.factories.people import (
    MadeOrganization,
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
    person_context,
)

from turnout.kernel.ids import new_id
from turnout.modules.organizations import api as organizations

pytestmark = pytest.mark.usefixtures("running")


@pytest.fixture
def agency() -> MadeOrganization:
    return make_organization(name="Lantern Agency", kind="agency")


@pytest.fixture
def client_organization() -> MadeOrganization:
    return make_organization(name="Harbour Society")


def offer(client, agency, client_organization, **fields):
    body = {"client_slug": client_organization.slug, "role": "admin", **fields}
    return client.post(
        f"/api/v1/organizations/{agency.id}/clients", json=body, headers=bearer(agency.owner)
    )


def accept(client, client_organization, link_id: str):
    return client.post(
        f"/api/v1/organizations/{client_organization.id}/agency-links/{link_id}/accept",
        headers=bearer(client_organization.owner),
    )


def linked(client, agency, client_organization, **fields) -> str:
    link_id = offer(client, agency, client_organization, **fields).json["id"]
    assert accept(client, client_organization, link_id).status_code == 200
    return link_id


def test_an_offer_opens_nothing_until_an_owner_of_the_client_accepts(
    client, agency, client_organization
):
    offered = offer(client, agency, client_organization)
    assert (offered.status_code, offered.json["state"]) == (201, "offered")
    assert organizations.membership_of(client_organization.id, agency.owner.id) is None
    accepted = accept(client, client_organization, offered.json["id"])
    assert accepted.json["state"] == "active"
    assert accepted.json["agency_name"] == "Lantern Agency"
    assert organizations.membership_of(client_organization.id, agency.owner.id) is not None


def test_only_an_owner_accepts(client, agency, client_organization):
    link_id = offer(client, agency, client_organization).json["id"]
    path = f"/api/v1/organizations/{client_organization.id}/agency-links/{link_id}/accept"
    admin = bearer(add_member(client_organization, "admin"))
    assert client.post(path, headers=admin).status_code == 403
    assert client.post(path, headers=bearer(agency.owner)).status_code == 404


def test_agency_members_have_at_most_the_linked_scope(client, agency, client_organization):
    linked(client, agency, client_organization, role="staff")
    owner = context_of(client_organization, agency.owner)
    staff = context_of(client_organization, add_member(client_organization, "staff"))
    assert owner.permissions == staff.permissions


def test_agency_members_have_at_most_their_own_role(client, agency, client_organization):
    linked(client, agency, client_organization, role="admin")
    partner = context_of(client_organization, add_member(agency, "partner"))
    own = context_of(client_organization, add_member(client_organization, "partner"))
    assert partner.permissions == own.permissions


def test_a_scope_may_be_single_permissions(client, agency, client_organization):
    linked(client, agency, client_organization, role="admin", permissions=["organizations.read"])
    ctx = context_of(client_organization, agency.owner)
    assert ctx.permissions == {"organizations.read"}


def test_an_agency_never_decides_like_an_owner(client, agency, client_organization):
    link_id = linked(client, agency, client_organization)
    other_agency = make_organization(kind="agency")
    other = offer(client, other_agency, client_organization).json["id"]
    headers = bearer(agency.owner)
    base = f"/api/v1/organizations/{client_organization.id}"
    refusals = [
        client.post(f"{base}/agency-links/{other}/accept", headers=headers),
        client.delete(f"{base}/agency-links/{other}", headers=headers),
        client.delete(f"{base}/agency-links/{link_id}", headers=headers),
        client.post(
            f"{base}/invitations", json={"email": "x@y.example", "role": "owner"}, headers=headers
        ),
        client.post(
            f"{base}/clients", json={"client_slug": agency.slug, "role": "admin"}, headers=headers
        ),
    ]
    assert [each.status_code for each in refusals] == [403] * len(refusals)


def test_an_agency_member_cannot_leave_what_they_never_joined(client, agency, client_organization):
    linked(client, agency, client_organization)
    path = f"/api/v1/organizations/{client_organization.id}/leave"
    assert client.post(path, headers=bearer(agency.owner)).status_code == 404


def test_the_clients_audit_log_names_person_and_agency(
    client, agency, client_organization, owner_connection
):
    linked(client, agency, client_organization)
    path = f"/api/v1/organizations/{client_organization.id}"
    assert (
        client.patch(path, json={"name": "Renamed"}, headers=bearer(agency.owner)).status_code
        == 200
    )
    owner_connection.execute(
        "SELECT set_config('turnout.organization', %s, true)", [str(client_organization.id)]
    )
    entry = owner_connection.execute(
        "SELECT actor, on_behalf_of FROM audit_entries WHERE organization_id = %s"
        " AND table_name = 'organizations' AND action = 'update'",
        [client_organization.id],
    ).fetchone()
    assert entry == (f"user:{agency.owner.id}", f"agency:{agency.id}")
    offered = owner_connection.execute(
        "SELECT actor, on_behalf_of FROM audit_entries WHERE organization_id = %s"
        " AND table_name = 'agency_links' AND action = 'insert'",
        [client_organization.id],
    ).fetchone()
    assert offered == (f"user:{agency.owner.id}", f"agency:{agency.id}")


@pytest.mark.parametrize("side", ["agency", "client"])
def test_either_side_ends_a_link_at_once(client, agency, client_organization, side):
    link_id = linked(client, agency, client_organization)
    headers = bearer(agency.owner)
    inside = f"/api/v1/organizations/{client_organization.id}"
    assert client.get(inside, headers=headers).status_code == 200
    path, who = {
        "agency": (f"/api/v1/organizations/{agency.id}/clients/{link_id}", agency.owner),
        "client": (f"{inside}/agency-links/{link_id}", client_organization.owner),
    }[side]
    assert client.delete(path, headers=bearer(who)).status_code == 204
    assert client.get(inside, headers=headers).status_code == 404


def test_an_ended_link_cannot_be_revived_but_offered_anew(client, agency, client_organization):
    link_id = linked(client, agency, client_organization)
    path = f"/api/v1/organizations/{agency.id}/clients/{link_id}"
    client.delete(path, headers=bearer(agency.owner))
    assert accept(client, client_organization, link_id).status_code == 409
    assert client.delete(path, headers=bearer(agency.owner)).status_code == 409
    assert offer(client, agency, client_organization).status_code == 201


def test_one_link_between_two_organizations_at_a_time(client, agency, client_organization):
    assert offer(client, agency, client_organization).status_code == 201
    second = offer(client, agency, client_organization)
    assert (second.status_code, second.json["code"]) == (409, "organizations.already-linked")


def test_who_is_no_agency_offers_nothing(client, client_organization):
    answer = offer(client, make_organization(), client_organization)
    assert (answer.status_code, answer.json["code"]) == (409, "organizations.not-an-agency")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"role": "owner"}, "/role"),
        ({"role": "emperor"}, "/role"),
        ({"role": "staff", "permissions": ["organizations.manage"]}, "/permissions"),
        ({"client_slug": "there-is-no-such-organization"}, "/client_slug"),
    ],
)
def test_an_offer_that_makes_no_sense_is_refused_by_field(
    client, agency, client_organization, fields, pointer
):
    answer = offer(client, agency, client_organization, **fields)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer


def test_an_agency_does_not_act_for_itself(client, agency):
    assert offer(client, agency, agency).status_code == 422


def test_both_sides_see_the_link_by_name(client, agency, client_organization):
    linked(client, agency, client_organization)
    seen = [
        client.get(f"/api/v1/organizations/{each.id}/{path}", headers=bearer(each.owner)).json[
            "items"
        ]
        for each, path in ((agency, "clients"), (client_organization, "agency-links"))
    ]
    assert seen[0] == seen[1]
    assert (seen[0][0]["agency_name"], seen[0][0]["organization_name"]) == (
        "Lantern Agency",
        "Harbour Society",
    )


def test_the_link_of_others_cannot_be_ended(client, agency, client_organization):
    link_id = linked(client, agency, client_organization)
    stranger = make_organization(kind="agency")
    for path in (f"clients/{link_id}", f"agency-links/{link_id}"):
        answer = client.delete(
            f"/api/v1/organizations/{stranger.id}/{path}", headers=bearer(stranger.owner)
        )
        assert answer.status_code == 404
    assert organizations.membership_of(client_organization.id, agency.owner.id) is not None


def test_a_person_sees_the_clients_of_their_agency_among_theirs(
    client, agency, client_organization
):
    linked(client, agency, client_organization, role="staff")
    mine = organizations.list_my_organizations(person_context(agency.owner))
    assert {(each.slug, each.role, each.agency_id) for each in mine} == {
        (agency.slug, "owner", None),
        (client_organization.slug, "staff", agency.id),
    }
    theirs = organizations.list_my_organizations(person_context(client_organization.owner))
    assert [each.slug for each in theirs] == [client_organization.slug]


def test_a_client_of_an_agency_does_not_enter_the_agency(client, agency, client_organization):
    linked(client, agency, client_organization)
    assert organizations.membership_of(agency.id, client_organization.owner.id) is None


def test_an_own_membership_comes_before_the_agencys(client, agency, client_organization):
    linked(client, agency, client_organization)
    user = make_user()
    add_member(agency, "admin", user=user)
    add_member(client_organization, "partner", user=user)
    ctx = context_of(client_organization, user)
    assert ctx.on_behalf_of == ""
    assert "organizations.manage" not in ctx.permissions


def test_who_is_limited_to_events_of_the_agency_enters_no_client(
    client, agency, client_organization
):
    linked(client, agency, client_organization)
    limited = add_member(agency, "admin", event_ids=(new_id(),))
    assert organizations.membership_of(client_organization.id, limited.id) is None


def test_a_suspended_agency_enters_no_client(client, agency, client_organization):
    from turnout.kernel.context import SystemContext

    linked(client, agency, client_organization)
    organizations.set_state(SystemContext(job="tests"), agency.id, state="suspended")
    assert organizations.membership_of(client_organization.id, agency.owner.id) is None
