"""A partner sees the figures that were shared with them, of published events, while they are."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member, bearer, make_organization, make_user
from tests.factories.sales import make_event, make_shop
from tests.factories.work import count_overviews

from turnout.kernel import clock
from turnout.modules.events import api as events


@pytest.fixture
def organization(running):
    return make_organization()


@pytest.fixture
def shop(organization, queued):
    made = make_shop(organization)
    made.add_type(name="Entry", capacity=40)
    count_overviews()
    return made


@pytest.fixture
def partner(organization):
    return add_member(organization, "partner")


def path(organization):
    return f"/api/v1/organizations/{organization.id}/figure-shares"


def member_id(client, organization, user):
    found = client.get(
        f"/api/v1/organizations/{organization.id}/members", headers=bearer(organization.owner)
    ).json["items"]
    return next(each["id"] for each in found if each["user_id"] == str(user.id))


def share(client, organization, shop, partner, *figures, user=None, **body):
    asked = {
        "member_id": member_id(client, organization, partner),
        "event_id": str(shop.event_id),
        "figures": list(figures),
        **body,
    }
    headers = bearer(user or organization.owner)
    return client.post(path(organization), json=asked, headers=headers)


def mine(client, organization, user):
    answer = client.get(f"{path(organization)}/mine", headers=bearer(user))
    assert answer.status_code == 200, answer.json
    return answer.json["items"]


def test_a_partner_sees_what_was_shared_and_nothing_else(client, organization, shop, partner):
    assert mine(client, organization, partner) == []
    made = share(client, organization, shop, partner, "capacity", "sold")
    assert made.status_code == 201, made.json
    [shown] = mine(client, organization, partner)

    assert (shown["event_id"], shown["capacity"], shown["sold"]) == (str(shop.event_id), 40, 0)
    assert (shown["open_orders"], shown["revenue"]) == (None, None)
    assert made.json["shared_by"] == str(organization.owner.id)
    assert mine(client, organization, add_member(organization, "partner")) == []


def test_sharing_again_replaces_what_was_shared(client, organization, shop, partner):
    share(client, organization, shop, partner, "capacity", "sold")
    share(client, organization, shop, partner, "revenue")
    [shown] = mine(client, organization, partner)
    assert (shown["capacity"], shown["sold"], shown["revenue"]) == (None, None, [])
    listed = client.get(path(organization), headers=bearer(organization.owner)).json["items"]
    assert [each["figures"] for each in listed] == [["revenue"]]


def test_a_share_ends_by_itself_and_at_the_next_request(client, organization, shop, partner):
    until = clock.now() + timedelta(hours=1)
    made = share(client, organization, shop, partner, "sold", expires_at=until.isoformat()).json
    assert len(mine(client, organization, partner)) == 1
    with clock.frozen(until + timedelta(seconds=1)):
        assert mine(client, organization, partner) == []
    url = f"{path(organization)}/{made['id']}"
    ended = client.delete(url, headers=bearer(organization.owner))
    again = client.delete(url, headers=bearer(organization.owner))
    assert (ended.status_code, again.status_code) == (204, 404)
    assert mine(client, organization, partner) == []


def test_it_ends_with_the_membership(client, organization, shop, partner):
    share(client, organization, shop, partner, "sold")
    url = f"/api/v1/organizations/{organization.id}/members/"
    client.delete(
        url + member_id(client, organization, partner), headers=bearer(organization.owner)
    )
    answer = client.get(f"{path(organization)}/mine", headers=bearer(partner))
    assert answer.status_code == 404
    assert client.get(path(organization), headers=bearer(organization.owner)).json["items"] == []


def test_a_draft_shows_nothing_even_if_it_is_shared(client, organization, partner, queued):
    draft = make_event(organization)
    count_overviews()
    assert events.read_event(draft.organizer, draft.event_id).state == "draft"
    assert share(client, organization, draft, partner, "sold").status_code == 201
    assert mine(client, organization, partner) == []


@pytest.mark.parametrize(("role", "status"), [("admin", 201), ("staff", 403), ("partner", 403)])
def test_managers_share(client, organization, shop, partner, role, status):
    user = add_member(organization, role)
    answer = share(client, organization, shop, partner, "sold", user=user)
    listed = client.get(path(organization), headers=bearer(user)).status_code
    assert (answer.status_code, listed) == (status, 200 if status == 201 else 403)


def test_another_organization_sees_and_shares_nothing_of_it(client, organization, shop, partner):
    other = make_organization()
    made = share(client, organization, shop, partner, "sold").json
    foreign = share(client, organization, make_shop(other), partner, "sold")
    headers = bearer(other.owner)
    assert (foreign.status_code, foreign.json["errors"][0]["pointer"]) == (422, "/event_id")
    theirs = member_id(client, other, other.owner)
    foreign = share(client, organization, shop, partner, "sold", member_id=theirs)
    assert (foreign.status_code, foreign.json["errors"][0]["pointer"]) == (422, "/member_id")
    assert client.delete(f"{path(other)}/{made['id']}", headers=headers).status_code == 404
    assert client.delete(f"{path(organization)}/{made['id']}", headers=headers).status_code == 404
    stranger = client.get(f"{path(organization)}/mine", headers=bearer(make_user()))
    assert stranger.status_code == 404


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"figures": []}, "/figures"),
        ({"figures": ["profit"]}, "/figures/0"),
        ({"figures": ["sold", "sold"]}, "/figures"),
        ({"member_id": "00000000-0000-0000-0000-000000000001"}, "/member_id"),
        ({"expires_at": "2001-01-01T00:00:00Z"}, "/expires_at"),
        ({"more": 1}, "/more"),
    ],
)
def test_bad_input_is_named(client, organization, shop, partner, body, pointer):
    answer = share(client, organization, shop, partner, "sold", **body)
    assert answer.status_code == 422
    assert pointer in [each["pointer"] for each in answer.json["errors"]]
