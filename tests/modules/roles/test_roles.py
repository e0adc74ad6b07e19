"""An organization's own roles: made within one's rights, given like the four, changed at once."""

import pytest
from tests.factories.events import make_event
from tests.factories.people import (
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
)
from tests.factories.tokens import make_account, make_token

from turnout.modules.members.api import accept_invitation
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles

BOX_OFFICE = {
    "key": "box-office",
    "name": "Box office",
    "permissions": ["organizations.read", "orders.read", "payments.read"],
}
DEPUTY = {
    "key": "deputy",
    "name": "Deputy",
    "permissions": ["organizations.read", "members.read", "members.manage", "roles.manage"],
}


@pytest.fixture
def organization(running):
    return make_organization()


def base(organization):
    return f"/api/v1/organizations/{organization.id}"


def create(client, organization, as_=None, **changed):
    headers = bearer(as_ or organization.owner)
    return client.post(f"{base(organization)}/roles", json=BOX_OFFICE | changed, headers=headers)


def members(client, organization):
    listed = client.get(f"{base(organization)}/members", headers=bearer(organization.owner))
    return {each["user_id"]: each for each in listed.json["items"]}


def give(client, organization, user, role, as_=None):
    member = members(client, organization)[str(user.id)]["id"]
    return client.patch(
        f"{base(organization)}/members/{member}",
        json={"role": role},
        headers=bearer(as_ or organization.owner),
    )


def status(client, organization, user, path):
    return client.get(f"{base(organization)}{path}", headers=bearer(user)).status_code


def test_a_role_is_listed_after_the_four(client, organization):
    made = create(client, organization)
    listed = client.get(f"{base(organization)}/roles", headers=bearer(organization.owner))

    assert made.status_code == 201
    assert [each["key"] for each in listed.json["items"]] == [
        *("owner", "admin", "staff", "partner"),
        "box-office",
    ]
    assert listed.json["items"][4] == made.json
    assert "organizations.own" in listed.json["items"][0]["permissions"]


def test_a_member_has_what_the_role_carries_and_nothing_else(client, organization):
    create(client, organization)
    user = add_member(organization, "box-office")

    statuses = [status(client, organization, user, each) for each in ("/payments", "/venues", "")]

    assert statuses == [200, 403, 200]
    assert members(client, organization)[str(user.id)]["role"] == "box-office"
    mine = client.get("/api/v1/me/organizations", headers=bearer(user))
    assert mine.json["items"][0]["role"] == "box-office"
    assert mine.json["items"][0]["permissions"] == sorted(BOX_OFFICE["permissions"])


def test_a_grant_for_some_events_names_them_and_leaves_out_what_it_does_not_carry(
    client, organization
):
    event = make_event(context_of(organization, organization.owner))
    user = add_member(organization, "admin", event_ids=(event.id,))
    (mine,) = client.get("/api/v1/me/organizations", headers=bearer(user)).json["items"]
    assert mine["event_ids"] == [str(event.id)]
    assert "events.write" in mine["permissions"]
    assert "connections.read" not in mine["permissions"]


def test_a_changed_role_counts_at_the_next_request_of_members_and_accounts(client, organization):
    role = create(client, organization).json
    user = add_member(organization, "box-office")
    account = make_account(organization, "box-office")
    token = make_token(organization, "payments.read", account_id=account)
    path = f"{base(organization)}/payments"
    for headers in (bearer(user), token.headers):
        assert client.get(path, headers=headers).status_code == 200

    changed = client.patch(
        f"{base(organization)}/roles/{role['id']}",
        json={"permissions": ["orders.read", "organizations.read"]},
        headers=bearer(organization.owner),
    )

    assert changed.status_code == 200
    for headers in (bearer(user), token.headers):
        assert client.get(path, headers=headers).status_code == 403
        assert client.get(f"{base(organization)}/orders", headers=bearer(user)).status_code == 200


def test_a_role_that_somebody_has_is_not_deleted(client, organization):
    role = create(client, organization).json
    user = add_member(organization, "box-office")
    path, headers = f"{base(organization)}/roles/{role['id']}", bearer(organization.owner)

    in_use = client.delete(path, headers=headers)
    give(client, organization, user, "staff")
    invited = client.post(
        f"{base(organization)}/invitations",
        json={"email": make_user().email, "role": "box-office"},
        headers=headers,
    ).json
    still_in_use = client.delete(path, headers=headers)
    client.delete(f"{base(organization)}/invitations/{invited['id']}", headers=headers)
    gone = client.delete(path, headers=headers)

    assert (in_use.status_code, in_use.json["code"]) == (409, "roles.in-use")
    assert still_in_use.status_code == 409
    assert gone.status_code == 204
    assert give(client, organization, user, "box-office").status_code == 422


def test_an_invitation_to_a_role_makes_a_member_with_it(client, organization):
    create(client, organization)
    user = make_user()
    ctx = context_of(organization, organization.owner)
    grant = roles.Grant(role="box-office")
    new = organizations.NewInvitation(email=user.email, grant=grant)
    invitation = organizations.invite_member(ctx, new)
    mail = organizations.find_invitation_mail(_system(organization), invitation.id)

    accept_invitation(_person(user), mail.secret)

    assert members(client, organization)[str(user.id)]["role"] == "box-office"


def _system(organization):
    from turnout.kernel.context import system_in

    return system_in(organization.id, "tests.read")


def _person(user):
    from tests.factories.people import person_context

    return person_context(user)


def test_nobody_makes_or_gives_a_role_beyond_their_own_rights(client, organization):
    create(client, organization)
    client.post(f"{base(organization)}/roles", json=DEPUTY, headers=bearer(organization.owner))
    deputy = add_member(organization, "deputy")
    colleague = add_member(organization, "partner")
    other = add_member(organization, "deputy")

    made = create(client, organization, as_=deputy, key="another")
    within = create(client, organization, as_=deputy, key="helpers", permissions=["members.read"])
    given = [
        give(client, organization, colleague, each, as_=deputy)
        for each in ("admin", "staff", "box-office", "owner")
    ]
    invited = client.post(
        f"{base(organization)}/invitations",
        json={"email": make_user().email, "role": "admin"},
        headers=bearer(deputy),
    )

    assert (made.status_code, made.json["code"]) == (403, "roles.beyond-own-rights")
    assert within.status_code == 201
    assert [each.status_code for each in given] == [403] * 4
    assert invited.status_code == 403
    assert give(client, organization, other, "helpers", as_=deputy).status_code == 200


def test_nobody_takes_rights_that_they_have_not(client, organization):
    role = create(client, organization).json
    client.post(f"{base(organization)}/roles", json=DEPUTY, headers=bearer(organization.owner))
    deputy, admin = add_member(organization, "deputy"), add_member(organization, "admin")
    found = members(client, organization)
    headers = bearer(deputy)

    answers = [
        client.delete(
            f"{base(organization)}/members/{found[str(admin.id)]['id']}", headers=headers
        ),
        client.patch(
            f"{base(organization)}/roles/{role['id']}",
            json={"permissions": ["organizations.read"]},
            headers=headers,
        ),
        client.patch(
            f"{base(organization)}/members/{found[str(admin.id)]['id']}",
            json={"role": "deputy"},
            headers=headers,
        ),
    ]

    assert [each.status_code for each in answers] == [403] * 3


def test_the_last_owner_does_not_become_something_else(client, organization):
    create(client, organization)

    answer = give(client, organization, organization.owner, "box-office")

    assert (answer.status_code, answer.json["code"]) == (409, "organizations.last-owner")


def test_a_role_of_ones_own_is_never_more_than_an_admin(client, organization):
    answer = create(client, organization, permissions=["orders.read", "organizations.own"])

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/permissions/1"


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"key": "admin"}, "/key"),
        ({"key": "Box Office"}, "/key"),
        ({"key": "-x"}, "/key"),
        ({"name": " "}, "/name"),
        ({"permissions": []}, "/permissions"),
        ({"permissions": ["no.such"]}, "/permissions/0"),
        ({"description": "x" * 501}, "/description"),
        ({"surprise": 1}, "/surprise"),
    ],
)
def test_what_is_wrong_with_a_role_is_named(client, organization, changed, pointer):
    answer = create(client, organization, **changed)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer


def test_two_roles_have_two_keys_and_a_stale_change_is_refused(client, organization):
    role = create(client, organization).json
    again = create(client, organization)
    stale = client.patch(
        f"{base(organization)}/roles/{role['id']}",
        json={"name": "Desk"},
        headers=bearer(organization.owner) | {"If-Match": '"9"'},
    )

    assert (again.status_code, again.json["code"]) == (409, "roles.key-taken")
    assert stale.status_code == 412


def test_a_role_of_another_organization_is_not_there(client, organization):
    other = make_organization()
    role = create(client, other).json
    path = f"{base(organization)}/roles/{role['id']}"
    user = add_member(organization, "staff")

    assert client.get(path, headers=bearer(organization.owner)).status_code == 404
    assert client.delete(path, headers=bearer(organization.owner)).status_code == 404
    assert give(client, organization, user, "box-office").status_code == 422


def test_an_agencys_own_role_counts_in_its_clients_within_the_link(client, organization):
    agency = make_organization(kind="agency")
    create(client, agency)
    worker = add_member(agency, "box-office")
    offered = client.post(
        f"{base(agency)}/clients",
        json={"client_slug": organization.slug, "role": "staff"},
        headers=bearer(agency.owner),
    ).json
    client.post(
        f"{base(organization)}/agency-links/{offered['id']}/accept",
        headers=bearer(organization.owner),
    )

    assert status(client, organization, worker, "/orders") == 200
    assert status(client, organization, worker, "/payments") == 403  # the link is staff
    assert status(client, organization, worker, "/venues") == 403  # the role has it not


def test_a_role_that_names_a_permission_of_yesterday_carries_the_rest():
    assert roles.rights_of("own", ["orders.read", "gone.since"]) == {"orders.read"}
    assert roles.rights_of("own", None) == frozenset()
