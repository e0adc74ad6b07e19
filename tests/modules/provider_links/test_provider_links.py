"""A payment leads to its provider's own pages, and nowhere else."""

import pytest
from tests.factories.people import add_member, bearer, make_organization

from turnout_sdk.payments import FactKind

NOTHING = {"provider": "", "items": []}


@pytest.fixture
def links(desk):
    def ask(payment_id=None, user=None, organization=None):
        dispute = desk.call("GET", "").json["items"][0]
        payment_id = payment_id or dispute["payment_id"]
        whose = organization or desk.counter.shop.organization
        path = f"/api/v1/organizations/{whose.id}/payments/{payment_id}/provider-links"
        return desk.counter.client.get(path, headers=bearer(user or whose.owner))

    return ask


def test_each_object_that_the_provider_told_of_has_its_page_once(desk, links):
    desk.disputed()
    ref = next(iter(desk.acme.charges))
    found = links().json
    assert found["provider"] == "Acme"
    assert [(each["page"], each["object_id"], each["url"]) for each in found["items"]] == [
        ("payment", ref, f"https://desk.acme.example/payment/{ref}"),
        ("dispute", "dp_1", "https://desk.acme.example/dispute/dp_1"),
    ]


def test_a_page_that_is_not_declared_is_not_linked(desk, links):
    desk.disputed()
    ref = next(iter(desk.acme.charges))
    desk.hear(desk.acme.tell(ref, FactKind.REFUND_SUCCEEDED, object_id="re_1"))
    payment_id = desk.call("GET", "").json["items"][0]["payment_id"]
    path = f"/api/v1/organizations/{desk.counter.ctx.organization_id}/payments/{payment_id}"
    told = desk.counter.client.get(path, headers=bearer(desk.owner)).json["facts"]
    assert "re_1" in {each["object_id"] for each in told}
    assert {each["page"] for each in links().json["items"]} == {"payment", "dispute"}


@pytest.mark.parametrize(
    "desk_address",
    ["http://desk.acme.example", "javascript:alert(1)", "https://", "https://a@b.example"],
)
def test_an_address_that_is_not_plainly_https_is_left_out(desk, links, desk_address):
    desk.disputed()
    desk.acme.desk = desk_address
    assert links().json == NOTHING


def test_a_connection_that_is_switched_off_has_no_links(desk, links):
    desk.disputed()
    path = (
        f"/api/v1/organizations/{desk.counter.ctx.organization_id}/connections/{desk.connection_id}"
    )
    off = desk.counter.client.patch(path, json={"state": "disabled"}, headers=bearer(desk.owner))
    assert off.status_code == 200, off.json
    assert links().json == NOTHING


def test_who_sees_no_payments_and_who_is_elsewhere_gets_none(desk, links):
    desk.disputed()
    partner = add_member(desk.counter.shop.organization, "partner")
    assert links(user=partner).status_code == 403
    assert links(organization=make_organization()).status_code == 404
