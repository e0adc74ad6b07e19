"""What an agency grants in its client: bound by its link, shown as such, ended with it."""

from uuid import UUID

import pytest
from tests.factories.people import (
    MadeOrganization,
    add_member,
    bearer,
    make_organization,
    make_user,
)

from turnout.kernel.context import system_in
from turnout.modules.organizations import api as organizations

pytestmark = pytest.mark.usefixtures("running")


@pytest.fixture
def agency() -> MadeOrganization:
    return make_organization(name="Lantern Agency", kind="agency")


@pytest.fixture
def client_organization() -> MadeOrganization:
    return make_organization(name="Harbour Society")


def linked(client, agency, client_organization, **fields) -> str:
    body = {"client_slug": client_organization.slug, "role": "admin", **fields}
    offered = client.post(
        f"/api/v1/organizations/{agency.id}/clients", json=body, headers=bearer(agency.owner)
    ).json
    path = f"/api/v1/organizations/{client_organization.id}/agency-links/{offered['id']}/accept"
    assert client.post(path, headers=bearer(client_organization.owner)).status_code == 200
    return offered["id"]


def invite(client, made, by, email: str, role: str = "admin") -> str:
    answer = client.post(
        f"/api/v1/organizations/{made.id}/invitations",
        json={"email": email, "role": role},
        headers=bearer(by),
    )
    assert answer.status_code == 201, answer.json
    return answer.json["id"]


def accept_invitation(client, made, invitation_id: str, user):
    ctx = system_in(made.id, "tests.read-mail")
    mail = organizations.find_invitation_mail(ctx, UUID(invitation_id))
    secret = mail.secret if mail else "none"
    return client.post("/api/v1/invitations/accept", json={"token": secret}, headers=bearer(user))


def joined(client, made, by, role: str = "admin"):
    """A person whom somebody invited and who accepted."""
    user = make_user()
    invitation_id = invite(client, made, by, user.email, role)
    assert accept_invitation(client, made, invitation_id, user).status_code == 200
    return user


def members_of(client, made) -> dict[str, dict]:
    path = f"/api/v1/organizations/{made.id}/members"
    items = client.get(path, headers=bearer(made.owner)).json["items"]
    return {each["email"]: each for each in items}


def end(client, client_organization, link_id: str) -> None:
    path = f"/api/v1/organizations/{client_organization.id}/agency-links/{link_id}"
    assert client.delete(path, headers=bearer(client_organization.owner)).status_code == 204


def secret_of(made, invitation_id: str) -> str:
    ctx = system_in(made.id, "tests.read-mail")
    mail = organizations.find_invitation_mail(ctx, UUID(invitation_id))
    assert mail is not None
    return mail.secret


def test_an_invitation_that_an_agency_sent_ends_with_its_link(client, agency, client_organization):
    link_id = linked(client, agency, client_organization)
    friend = make_user()
    secret = secret_of(
        client_organization, invite(client, client_organization, agency.owner, friend.email)
    )
    end(client, client_organization, link_id)
    answer = client.post(
        "/api/v1/invitations/accept", json={"token": secret}, headers=bearer(friend)
    )
    assert (answer.status_code, answer.json["reason"]) == (410, "revoked")
    assert organizations.membership_of(client_organization.id, friend.id) is None


@pytest.mark.parametrize("goes", ["removed", "demoted", "left"])
def test_an_invitation_is_not_accepted_when_its_sender_may_no_longer_invite(
    client, client_organization, goes
):
    admin, friend = add_member(client_organization, "admin"), make_user()
    secret = secret_of(
        client_organization, invite(client, client_organization, admin, friend.email)
    )
    base = f"/api/v1/organizations/{client_organization.id}"
    member = f"{base}/members/{members_of(client, client_organization)[admin.email]['id']}"
    owner = bearer(client_organization.owner)
    gone = {
        "removed": lambda: client.delete(member, headers=owner),
        "demoted": lambda: client.patch(member, json={"role": "staff"}, headers=owner),
        "left": lambda: client.post(f"{base}/leave", headers=bearer(admin)),
    }[goes]()
    assert gone.status_code < 300, gone.json
    answer = client.post(
        "/api/v1/invitations/accept", json={"token": secret}, headers=bearer(friend)
    )
    reason = "sender-left" if goes == "demoted" else "revoked"
    assert (answer.status_code, answer.json["reason"]) == (410, reason)
    assert organizations.membership_of(client_organization.id, friend.id) is None


def test_who_left_the_agency_has_invited_nobody_to_its_client(client, agency, client_organization):
    linked(client, agency, client_organization)
    colleague, friend = add_member(agency, "admin"), make_user()
    secret = secret_of(
        client_organization, invite(client, client_organization, colleague, friend.email)
    )
    path = f"/api/v1/organizations/{agency.id}/leave"
    assert client.post(path, headers=bearer(colleague)).status_code == 204
    answer = client.post(
        "/api/v1/invitations/accept", json={"token": secret}, headers=bearer(friend)
    )
    assert (answer.status_code, answer.json["reason"]) == (410, "sender-left")


def test_members_whom_an_agency_brought_are_shown_as_such_and_end_with_its_link(
    client, agency, client_organization
):
    link_id = linked(client, agency, client_organization)
    brought = joined(client, client_organization, agency.owner)
    brought_by_brought = joined(client, client_organization, brought)
    own = joined(client, client_organization, client_organization.owner)
    shown = members_of(client, client_organization)
    assert {email: each["agency_link_id"] for email, each in shown.items()} == {
        brought.email: link_id,
        brought_by_brought.email: link_id,
        own.email: None,
        client_organization.owner.email: None,
    }
    end(client, client_organization, link_id)
    assert set(members_of(client, client_organization)) == {
        own.email,
        client_organization.owner.email,
    }
    path = f"/api/v1/organizations/{client_organization.id}"
    assert client.get(path, headers=bearer(brought)).status_code == 404


def test_an_owner_keeps_a_member_whom_an_agency_brought(client, agency, client_organization):
    link_id = linked(client, agency, client_organization)
    brought = joined(client, client_organization, agency.owner)
    member = members_of(client, client_organization)[brought.email]
    path = f"/api/v1/organizations/{client_organization.id}/members/{member['id']}/keep"
    for other in (agency.owner, brought, add_member(client_organization, "admin")):
        assert client.post(path, headers=bearer(other)).status_code == 403
    owner = bearer(client_organization.owner)
    stale = {"If-Match": '"7"'}
    assert client.post(path, headers=owner | stale).status_code == 412
    kept = client.post(path, headers=owner)
    assert (kept.status_code, kept.json["agency_link_id"]) == (200, None)
    assert client.post(path, headers=owner).json == kept.json
    end(client, client_organization, link_id)
    assert brought.email in members_of(client, client_organization)


def test_a_member_whom_an_agency_brought_and_who_becomes_an_owner_stays(
    client, agency, client_organization
):
    link_id = linked(client, agency, client_organization)
    brought = joined(client, client_organization, agency.owner)
    member = members_of(client, client_organization)[brought.email]
    path = f"/api/v1/organizations/{client_organization.id}/members/{member['id']}"
    owner = bearer(client_organization.owner)
    assert client.patch(path, json={"role": "owner"}, headers=owner).status_code == 200
    end(client, client_organization, link_id)
    assert members_of(client, client_organization)[brought.email]["role"] == "owner"


def test_an_agency_gives_the_clients_own_members_no_more_rights(
    client, agency, client_organization
):
    linked(client, agency, client_organization)
    own = add_member(client_organization, "partner")
    brought = joined(client, client_organization, agency.owner)
    base = f"/api/v1/organizations/{client_organization.id}/members"
    member = f"{base}/{members_of(client, client_organization)[own.email]['id']}"
    for who in (agency.owner, brought):
        answer = client.patch(member, json={"role": "admin"}, headers=bearer(who))
        assert answer.json["code"] == "organizations.agency-cannot-grant"
    by_owner = client.patch(
        member, json={"role": "staff"}, headers=bearer(client_organization.owner)
    )
    assert by_owner.status_code == 200
    narrower = client.patch(member, json={"role": "partner"}, headers=bearer(agency.owner))
    assert narrower.status_code == 200


def test_an_agency_invites_to_no_more_than_its_link_allows(client, agency, client_organization):
    linked(client, agency, client_organization, permissions=["members.manage"])
    answer = client.post(
        f"/api/v1/organizations/{client_organization.id}/invitations",
        json={"email": make_user().email, "role": "admin"},
        headers=bearer(agency.owner),
    )
    assert (answer.status_code, answer.json["code"]) == (403, "organizations.agency-cannot-grant")


def test_who_sends_an_invitation_again_answers_for_it(client, agency, client_organization):
    link_id = linked(client, agency, client_organization)
    friend = make_user()
    invitation_id = invite(client, client_organization, agency.owner, friend.email)
    base = f"/api/v1/organizations/{client_organization.id}/invitations"
    sent = client.post(
        f"{base}/{invitation_id}/resend", headers=bearer(client_organization.owner)
    ).json
    assert sent["agency_link_id"] is None
    assert sent["invited_by"] == str(client_organization.owner.id)
    end(client, client_organization, link_id)
    assert accept_invitation(client, client_organization, invitation_id, friend).status_code == 200
