"""Invitations: by a link that only the mail carries, for one address, once, for a time."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories.people import (
    PASSWORD,
    MadeOrganization,
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
)

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.ids import new_id
from turnout.modules.organizations import api as organizations

pytestmark = pytest.mark.usefixtures("running")


def unused() -> str:
    return f"invited-{new_id().hex}@people.example"


def invite(client, made: MadeOrganization, email: str, role: str = "staff", **fields):
    return client.post(
        f"/api/v1/organizations/{made.id}/invitations",
        json={"email": email, "role": role, **fields},
        headers=bearer(made.owner),
    )


def mail_of(made: MadeOrganization, invitation: dict) -> organizations.InvitationMail | None:
    ctx = system_in(made.id, "tests.read-mail")
    return organizations.find_invitation_mail(ctx, UUID(invitation["id"]))


def secret_of(made: MadeOrganization, invitation: dict) -> str:
    mail = mail_of(made, invitation)
    assert mail is not None
    return mail.secret


def accept(client, secret: str, user):
    return client.post("/api/v1/invitations/accept", json={"token": secret}, headers=bearer(user))


def accept_anew(client, secret: str, **fields):
    body = {"token": secret, "display_name": "Nia New", "password": PASSWORD, **fields}
    return client.post("/api/v1/invitations/accept-with-new-account", json=body)


def test_a_person_with_an_account_accepts(client, queued):
    made, user = make_organization(), make_user()
    invitation = invite(client, made, user.email.upper()).json
    assert queued == [("notifications.send_invitation", (str(made.id), invitation["id"]))]
    secret = secret_of(made, invitation)
    shown = client.post("/api/v1/invitations/look-up", json={"token": secret}).json
    assert (shown["organization_name"], shown["role"], shown["has_account"]) == (
        made.name,
        "staff",
        True,
    )
    answer = accept(client, secret, user)
    assert (answer.status_code, answer.json["organization_id"]) == (200, str(made.id))
    assert (
        context_of(made, user).permissions
        == context_of(made, add_member(made, "staff")).permissions
    )


def test_a_person_without_account_accepts_and_signs_in(client):
    made, email = make_organization(), unused()
    secret = secret_of(made, invite(client, made, email, "admin").json)
    assert (
        client.post("/api/v1/invitations/look-up", json={"token": secret}).json["has_account"]
        is False
    )
    assert accept_anew(client, secret).status_code == 201
    signed_in = client.post("/api/v1/auth/sign-in", json={"email": email, "password": PASSWORD})
    headers = {"Authorization": f"Bearer {signed_in.json['access_token']}"}
    mine = client.get("/api/v1/me/organizations", headers=headers).json["items"]
    assert [(each["slug"], each["role"]) for each in mine] == [(made.slug, "admin")]


def test_who_has_an_account_signs_in_to_accept(client):
    made, user = make_organization(), make_user()
    secret = secret_of(made, invite(client, made, user.email).json)
    answer = accept_anew(client, secret, password="a-password-of-somebody-else")
    assert (answer.status_code, answer.json["code"]) == (409, "identity.account-exists")
    signed_in = client.post(
        "/api/v1/auth/sign-in", json={"email": user.email, "password": PASSWORD}
    )
    assert signed_in.status_code == 200


def test_a_weak_password_leaves_the_invitation_open(client):
    made, email = make_organization(), unused()
    secret = secret_of(made, invite(client, made, email).json)
    weak = accept_anew(client, secret, password="password123")
    assert (weak.status_code, weak.json["errors"][0]["pointer"]) == (422, "/password")
    assert accept_anew(client, secret).status_code == 201


def test_an_unproved_squatter_of_the_address_is_pushed_out(client, queued):
    made, email = make_organization(), unused()
    client.post(
        "/api/v1/auth/sign-up",
        json={"email": email, "password": "password-of-the-squatter", "display_name": "Squatter"},
    )
    secret = secret_of(made, invite(client, made, email).json)
    assert accept_anew(client, secret).status_code == 201
    for password, status in (("password-of-the-squatter", 401), (PASSWORD, 200)):
        body = {"email": email, "password": password}
        assert client.post("/api/v1/auth/sign-in", json=body).status_code == status


def test_somebody_else_cannot_use_the_link(client):
    made, other = make_organization(), make_user()
    secret = secret_of(made, invite(client, made, unused()).json)
    answer = accept(client, secret, other)
    assert (answer.status_code, answer.json["code"]) == (403, "identity.other-address")
    assert organizations.membership_of(made.id, other.id) is None


def test_an_invitation_is_accepted_once(client):
    made, user = make_organization(), make_user()
    secret = secret_of(made, invite(client, made, user.email).json)
    assert accept(client, secret, user).status_code == 200
    again = accept(client, secret, user)
    assert (again.status_code, again.json["code"]) == (410, "organizations.invitation-over")
    assert again.json["reason"] == "accepted"


def test_an_expired_invitation_opens_nothing_until_it_is_sent_again(client, queued):
    made, user = make_organization(), make_user()
    invitation = invite(client, made, user.email, valid_days=1).json
    old = secret_of(made, invitation)
    with clock.frozen(clock.now() + timedelta(days=1, seconds=1)):
        assert accept(client, old, user).json["reason"] == "expired"
        assert mail_of(made, invitation) is None
        path = f"/api/v1/organizations/{made.id}/invitations/{invitation['id']}/resend"
        assert client.post(path, headers=bearer(made.owner)).status_code == 200
        new = secret_of(made, invitation)
        assert accept(client, old, user).status_code == 404
        assert accept(client, new, user).status_code == 200


def test_an_address_whose_invitation_expired_can_be_invited_anew(client):
    made, email = make_organization(), unused()
    invite(client, made, email, valid_days=1)
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert invite(client, made, email).status_code == 201


def test_a_revoked_invitation_opens_nothing(client):
    made, user = make_organization(), make_user()
    invitation = invite(client, made, user.email).json
    secret = secret_of(made, invitation)
    path = f"/api/v1/organizations/{made.id}/invitations/{invitation['id']}"
    assert client.delete(path, headers=bearer(made.owner)).status_code == 204
    over = accept(client, secret, user)
    assert (over.status_code, over.json["reason"]) == (410, "revoked")
    assert client.delete(path, headers=bearer(made.owner)).status_code == 404


def test_an_address_has_one_open_invitation(client):
    made, email = make_organization(), unused()
    assert invite(client, made, email).status_code == 201
    second = invite(client, made, email)
    assert (second.status_code, second.json["code"]) == (409, "organizations.already-invited")


@pytest.mark.parametrize("secret", ["x", "A" * 75, "%" * 75, "ü", "A" * 200])
def test_a_made_up_link_opens_nothing(client, secret):
    assert client.post("/api/v1/invitations/look-up", json={"token": secret}).status_code == 404
    assert accept(client, secret, make_user()).status_code == 404


def test_the_link_of_one_invitation_does_not_open_another(client):
    import base64

    made, user = make_organization(), make_user()
    theirs = secret_of(made, invite(client, made, unused()).json)
    mine = secret_of(made, invite(client, made, user.email).json)
    raw = [base64.urlsafe_b64decode(each + "=" * (-len(each) % 4)) for each in (theirs, mine)]
    mixed = base64.urlsafe_b64encode(raw[1][:32] + raw[0][32:]).rstrip(b"=").decode()
    assert accept(client, mixed, user).status_code == 404


def test_an_admin_invites_no_owner(client):
    made = make_organization()
    answer = client.post(
        f"/api/v1/organizations/{made.id}/invitations",
        json={"email": unused(), "role": "owner"},
        headers=bearer(add_member(made, "admin")),
    )
    assert (answer.status_code, answer.json["code"]) == (403, "organizations.owners-only")


def test_an_invitation_names_the_rights_and_their_end(client):
    made, user, event_id = make_organization(), make_user(), new_id()
    until = clock.now() + timedelta(days=3)
    invitation = invite(
        client, made, user.email, event_ids=[str(event_id)], expires_at=until.isoformat()
    ).json
    accept(client, secret_of(made, invitation), user)
    assert context_of(made, user).event_ids == {event_id}
    with clock.frozen(until):
        assert organizations.membership_of(made.id, user.id) is None


def test_open_invitations_are_listed_and_tell_no_secret(client):
    made = make_organization()
    sent = [invite(client, made, unused()).json for _ in range(3)]
    path = f"/api/v1/organizations/{made.id}/invitations"
    listed = client.get(path, headers=bearer(made.owner))
    assert [each["id"] for each in listed.json["items"]] == [each["id"] for each in sent]
    assert "token" not in listed.get_data(as_text=True)
    assert secret_of(made, sent[0]) not in listed.get_data(as_text=True)


def test_a_sent_invitation_is_no_longer_due(client):
    made = make_organization()
    invitation = invite(client, made, unused()).json
    mail = mail_of(made, invitation)
    assert mail is not None
    ctx, due = system_in(made.id, "tests"), (made.id, mail.invitation_id)
    sweep = SystemContext(job="tests.sweep")
    assert due in organizations.list_unsent_invitations(sweep, limit=10_000)
    organizations.mark_invitation_sent(ctx, mail.invitation_id, serial=mail.serial)
    assert due not in organizations.list_unsent_invitations(sweep, limit=10_000)
    assert mail_of(made, invitation) is None


def test_a_member_cannot_read_the_mail_of_an_invitation(client):
    from turnout.kernel.errors import Forbidden

    made = make_organization()
    invitation = invite(client, made, unused()).json
    with pytest.raises(Forbidden):
        organizations.find_invitation_mail(context_of(made, made.owner), UUID(invitation["id"]))
