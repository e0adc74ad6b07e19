"""An organization goes to somebody else with all it has: agreed by both, never without an owner."""

from datetime import timedelta
from typing import Any

import pytest
from tests.factories.people import (
    MadeOrganization,
    MadeUser,
    add_member,
    bearer,
    make_organization,
    make_user,
)
from tests.factories.sales import make_shop
from tests.factories.second_factors import at_an_old_login

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.organizations import api as organizations

pytestmark = pytest.mark.usefixtures("running")
OFFERED = "/api/v1/me/handovers"


@pytest.fixture
def made() -> MadeOrganization:
    return make_organization(name="Harbour Society")


def path_of(made: MadeOrganization) -> str:
    return f"/api/v1/organizations/{made.id}/handovers"


def offer(client: Any, made: MadeOrganization, **body: Any) -> Any:
    return client.post(path_of(made), json=body, headers=bearer(made.owner))


def answer(client: Any, handover_id: str, user: MadeUser, word: str = "accept") -> Any:
    return client.post(f"{OFFERED}/{handover_id}/{word}", headers=bearer(user))


def roles_in(made: MadeOrganization) -> dict[Any, str]:
    with transaction(system_in(made.id, "tests")) as tx:
        from turnout.kernel.db.pagination import page_request

        members = organizations.list_members(tx, page_request(None, None))
    return {each.user_id: each.role for each in members}


def test_nothing_changes_until_the_other_side_accepts(client, made):
    heir = make_user()
    offered = offer(client, made, email=heir.email)
    assert (offered.status_code, offered.json["state"]) == (201, "offered")
    assert roles_in(made) == {made.owner.id: "owner"}
    [seen] = client.get(OFFERED, headers=bearer(heir)).json["items"]
    assert (seen["id"], seen["organization_name"]) == (offered.json["id"], "Harbour Society")
    accepted = answer(client, offered.json["id"], heir)
    assert (accepted.status_code, accepted.json["state"]) == (200, "accepted")
    assert roles_in(made) == {heir.id: "owner"}
    inside = f"/api/v1/organizations/{made.id}"
    assert client.get(inside, headers=bearer(made.owner)).status_code == 404
    assert client.get(inside, headers=bearer(heir)).status_code == 200


def test_events_orders_and_members_stay_and_former_owners_may_become_admins(client):
    shop = make_shop()
    made = shop.organization
    client.post(shop.orders_path, json=shop.basket(shop.add_type()))
    staff, second, heir = add_member(made, "staff"), add_member(made, "owner"), make_user()
    offered = offer(client, made, email=heir.email, former_owners="admin")
    assert answer(client, offered.json["id"], heir).status_code == 200
    assert roles_in(made) == {
        staff.id: "staff",
        made.owner.id: "admin",
        second.id: "admin",
        heir.id: "owner",
    }
    orders = client.get(shop.orders_path, headers=bearer(heir))
    assert len(orders.json["items"]) == 1


def test_a_member_may_take_over_and_is_one_member_then(client, made):
    admin = add_member(made, "admin")
    offered = offer(client, made, email=admin.email)
    assert answer(client, offered.json["id"], admin).status_code == 200
    assert roles_in(made) == {admin.id: "owner"}


def test_an_agency_takes_over_by_any_of_its_owners_and_acts_there_then(client, made):
    agency, before = make_organization(kind="agency"), make_organization(kind="agency")
    link = client.post(
        f"/api/v1/organizations/{before.id}/clients",
        json={"client_slug": made.slug, "role": "admin"},
        headers=bearer(before.owner),
    ).json["id"]
    base = f"/api/v1/organizations/{made.id}"
    client.post(f"{base}/agency-links/{link}/accept", headers=bearer(made.owner))
    partner, clerk = add_member(agency, "owner"), add_member(agency, "staff")
    offered = offer(client, made, agency_slug=agency.slug)
    assert answer(client, offered.json["id"], clerk).status_code == 404
    assert answer(client, offered.json["id"], partner).status_code == 200
    assert roles_in(made) == {partner.id: "owner"}
    assert client.get(base, headers=bearer(clerk)).status_code == 200
    assert client.get(base, headers=bearer(before.owner)).status_code == 404
    states = client.get(f"{base}/agency-links", headers=bearer(partner)).json["items"]
    assert [each["state"] for each in states] == ["ended", "active"]


def test_open_invitations_end(client, made):
    heir, friend = make_user(), make_user()
    base = f"/api/v1/organizations/{made.id}"
    client.post(
        f"{base}/invitations",
        json={"email": friend.email, "role": "admin"},
        headers=bearer(made.owner),
    )
    offered = offer(client, made, email=heir.email)
    answer(client, offered.json["id"], heir)
    assert client.get(f"{base}/invitations", headers=bearer(heir)).json["items"] == []


def test_only_owners_offer_in_person_and_only_those_named_answer(client, made):
    heir, stranger = make_user(), make_user()
    body = {"email": heir.email}
    for other in (add_member(made, "admin"), add_member(made, "staff")):
        refused = client.post(path_of(made), json=body, headers=bearer(other))
        assert refused.status_code == 403
    offered = offer(client, made, email=heir.email).json["id"]
    for word in ("accept", "decline"):
        assert answer(client, offered, stranger, word).status_code == 404
    assert client.get(OFFERED, headers=bearer(stranger)).json["items"] == []


def test_both_sides_prove_lately_who_they_are(client, made, settings):
    heir = make_user()
    old = at_an_old_login(settings, made.owner)
    refused = client.post(path_of(made), json={"email": heir.email}, headers=old)
    assert refused.json["code"] == "confirmation-needed"
    offered = offer(client, made, email=heir.email).json["id"]
    old = at_an_old_login(settings, heir)
    assert client.post(f"{OFFERED}/{offered}/accept", headers=old).json["code"] == (
        "confirmation-needed"
    )


@pytest.mark.parametrize("how", ["withdrawn", "declined", "accepted", "sender-left"])
def test_an_offer_that_is_over_is_not_accepted(client, made, how):
    heir, other = make_user(), add_member(made, "owner")
    offered = offer(client, made, email=heir.email).json["id"]
    base = f"/api/v1/organizations/{made.id}"
    {
        "withdrawn": lambda: client.delete(
            f"{path_of(made)}/{offered}", headers=bearer(made.owner)
        ),
        "declined": lambda: answer(client, offered, heir, "decline"),
        "accepted": lambda: answer(client, offered, heir),
        "sender-left": lambda: client.post(f"{base}/leave", headers=bearer(made.owner)),
    }[how]()
    refused = answer(client, offered, heir)
    assert (refused.status_code, refused.json["reason"]) == (410, how)
    assert other is not None


def test_an_offer_expires(client, made, settings):
    heir = make_user()
    offered = offer(client, made, email=heir.email, valid_days=1).json["id"]
    with transaction(system_in(made.id, "tests")) as tx:
        tx.query(
            "UPDATE organization_handovers SET expires_at = %(then)s"
            " WHERE organization_id = %(organization_id)s",
            tx.here(then=tx.now - timedelta(seconds=1)),
        )
    assert client.get(OFFERED, headers=bearer(heir)).json["items"] == []
    assert answer(client, offered, heir).json["reason"] == "expired"
    assert offer(client, made, email=heir.email).status_code == 201


def test_an_unknown_address_is_answered_alike_and_one_offer_is_open(client, made):
    first = offer(client, made, email="nobody@people.example")
    assert first.status_code == 201
    assert offer(client, made, email=make_user().email).json["code"] == "handovers.already-offered"
    assert set(first.json) == set(offer(client, make_organization(), email=make_user().email).json)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({}, "/email"), ({"email": "a@b.example", "agency_slug": "x-y"}, "/email"),
     ({"agency_slug": "no-such-agency"}, "/agency_slug"), ({"email": "nonsense"}, "/email")],
)  # fmt: skip
def test_an_offer_that_makes_no_sense_is_refused_by_field(client, made, body, pointer):
    refused = offer(client, made, **body)
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == pointer
