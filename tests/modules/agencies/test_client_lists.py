"""Members of an agency who act in some of its clients only, and the second factor clients demand."""

import pytest
from tests.factories.people import (
    MadeOrganization,
    MadeUser,
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
)
from tests.factories.second_factors import make_app
from tests.factories.tokens import make_token

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.organizations import api as organizations

pytestmark = pytest.mark.usefixtures("running")


@pytest.fixture
def agency() -> MadeOrganization:
    return make_organization(name="Lantern Agency", kind="agency")


def client_of(client, agency: MadeOrganization, **fields) -> tuple[MadeOrganization, str]:
    """A client with an active link, and the link's path on its side."""
    made = make_organization()
    offered = client.post(
        f"/api/v1/organizations/{agency.id}/clients",
        json={"client_slug": made.slug, "role": "admin", **fields},
        headers=bearer(agency.owner),
    ).json
    path = f"/api/v1/organizations/{made.id}/agency-links/{offered['id']}"
    assert client.post(f"{path}/accept", headers=bearer(made.owner)).status_code == 200
    return made, path


def path_of(agency: MadeOrganization, user: MadeUser) -> str:
    with transaction(system_in(agency.id, "tests.members")) as tx:
        found = organizations.find_member_of(tx, user.id)
    assert found is not None
    return f"/api/v1/organizations/{agency.id}/members/{found.id}/clients"


def limit(client, agency, user, *clients, by=None, event_ids=None, **headers):
    body = [{"organization_id": str(each.id), "event_ids": event_ids} for each in clients]
    headers = bearer(by or agency.owner) | headers
    return client.put(path_of(agency, user), json={"clients": body}, headers=headers)


def test_a_limited_member_enters_and_sees_the_listed_clients_only(client, agency):
    (mine, _), (other, _) = client_of(client, agency), client_of(client, agency)
    clerk = add_member(agency, "admin")
    assert limit(client, agency, clerk, mine).status_code == 200
    assert organizations.membership_of(mine.id, clerk.id) is not None
    assert organizations.membership_of(other.id, clerk.id) is None
    inside = f"/api/v1/organizations/{other.id}"
    assert client.get(inside, headers=bearer(clerk)).status_code == 404
    seen = client.get("/api/v1/me/organizations", headers=bearer(clerk)).json["items"]
    assert {each["id"] for each in seen} == {str(agency.id), str(mine.id)}
    listed = client.get(f"/api/v1/organizations/{agency.id}/clients", headers=bearer(clerk))
    assert [each["organization_id"] for each in listed.json["items"]] == [str(mine.id)]


def test_a_list_counts_at_the_next_request_of_a_login_and_of_a_token(client, agency):
    made, _ = client_of(client, agency)
    clerk = add_member(agency, "admin")
    token = make_token(made, "organizations.read", owner=clerk)
    path = f"/api/v1/organizations/{made.id}"
    askers = (bearer(clerk), token.headers)
    assert [client.get(path, headers=each).status_code for each in askers] == [200, 200]
    limit(client, agency, clerk)
    assert [client.get(path, headers=each).status_code for each in askers] == [404, 404]
    everything = client.put(
        path_of(agency, clerk), json={"clients": None}, headers=bearer(agency.owner)
    )
    assert everything.json["clients"] is None
    assert client.get(path, headers=bearer(clerk)).status_code == 200


def test_a_client_may_be_limited_to_some_of_its_events(client, agency):
    made, _ = client_of(client, agency)
    clerk, event = add_member(agency, "admin"), new_id()
    limit(client, agency, clerk, made, event_ids=[str(event)])
    assert context_of(made, clerk).event_ids == {event}
    assert context_of(made, agency.owner).event_ids is None


def test_the_scope_of_the_link_and_the_role_still_bound_a_listed_client(client, agency):
    made, _ = client_of(client, agency, permissions=["organizations.read", "members.read"])
    clerk = add_member(agency, "partner")
    limit(client, agency, clerk, made)
    assert context_of(made, clerk).permissions == {"organizations.read"}


def test_a_listed_client_opens_nothing_without_its_link(client, agency):
    made, link = client_of(client, agency)
    clerk = add_member(agency, "admin")
    limit(client, agency, clerk, made)
    client.delete(link, headers=bearer(made.owner))
    assert organizations.membership_of(made.id, clerk.id) is None
    assert limit(client, agency, clerk, made).json["errors"][0]["pointer"] == (
        "/clients/0/organization_id"
    )


def test_who_is_limited_gives_nobody_rights_in_the_agency(client, agency):
    made, _ = client_of(client, agency)
    clerk, colleague = add_member(agency, "admin"), add_member(agency, "staff")
    limit(client, agency, clerk, made)
    base = f"/api/v1/organizations/{agency.id}"
    refusals = [
        limit(client, agency, clerk, made, by=clerk),
        limit(client, agency, colleague, made, by=clerk),
        client.post(
            f"{base}/invitations",
            json={"email": make_user().email, "role": "staff"},
            headers=bearer(clerk),
        ),
        client.post(
            f"{base}/clients",
            json={"client_slug": make_organization().slug, "role": "staff"},
            headers=bearer(clerk),
        ),
    ]
    assert {each.json["code"] for each in refusals} == {"agencies.limited-to-clients"}


def test_owners_have_every_client_and_only_managers_limit_others(client, agency):
    made, _ = client_of(client, agency)
    assert limit(client, agency, agency.owner, made).json["code"] == (
        "agencies.owners-have-every-client"
    )
    staff = add_member(agency, "staff")
    assert limit(client, agency, staff, made, by=staff).status_code == 403


def test_a_list_goes_with_the_membership_and_knows_its_version(client, agency, owner_connection):
    made, _ = client_of(client, agency)
    clerk = add_member(agency, "staff")
    path = path_of(agency, clerk)
    assert limit(client, agency, clerk, made).headers["ETag"] == '"1"'
    assert limit(client, agency, clerk, **{"If-Match": '"7"'}).status_code == 412
    member = path.removesuffix("/clients")
    assert client.delete(member, headers=bearer(agency.owner)).status_code == 204
    assert client.get(path, headers=bearer(agency.owner)).status_code == 404
    owner_connection.execute(
        "SELECT set_config('turnout.organization', %s, true)", [str(agency.id)]
    )
    actions = owner_connection.execute(
        "SELECT action FROM audit_entries WHERE organization_id = %s"
        " AND table_name = 'agency_client_lists'",
        [agency.id],
    ).fetchall()
    assert sorted(action for (action,) in actions) == ["delete", "insert"]


def test_a_client_demands_a_second_factor_of_its_agency_at_the_next_request(client, agency):
    made, link = client_of(client, agency)
    clerk = add_member(agency, "staff")
    own = add_member(made, "staff")
    app, headers = make_app(clerk), bearer(clerk)
    token = make_token(made, "organizations.read", owner=clerk).headers
    path = f"/api/v1/organizations/{made.id}"
    assert client.get(path, headers=headers).status_code == 200
    demanded = client.patch(link, json={"second_factor_minutes": 30}, headers=bearer(made.owner))
    assert demanded.json["second_factor_minutes"] == 30
    for each in (headers, token):
        refused = client.get(path, headers=each)
        assert (refused.status_code, refused.json["code"]) == (
            403,
            "organizations.second-factor-demanded",
        )
    assert client.get(path, headers=bearer(own)).status_code == 200
    proved = client.post("/api/v1/auth/confirm", json={"code": app.code()}, headers=headers)
    assert proved.status_code < 300, proved.json
    assert client.get(path, headers=headers).status_code == 200
    assert client.get(path, headers=bearer(clerk)).status_code == 403  # another login


def test_only_an_owner_of_the_client_demands_a_second_factor(client, agency):
    made, link = client_of(client, agency)
    body = {"second_factor_minutes": 30}
    admin = add_member(made, "admin")
    assert client.patch(link, json=body, headers=bearer(admin)).status_code == 403
    assert client.patch(link, json=body, headers=bearer(agency.owner)).status_code == 403
    wrong = client.patch(link, json={"second_factor_minutes": 0}, headers=bearer(made.owner))
    assert wrong.json["errors"][0]["pointer"] == "/second_factor_minutes"
