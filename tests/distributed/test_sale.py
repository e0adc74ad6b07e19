"""The main job through the API on a database over nodes: sold, scanned, listed, logged, deleted."""

from typing import Any

import psycopg
import pytest

from tests.factories.people import add_member, bearer, context_of, make_organization, make_user
from tests.factories.sales import make_event, make_shop
from tests.factories.sales_desk import open_sales_desk
from tests.factories.tickets import code_of, make_occasion, make_tickets
from tests.factories.work import drain
from turnout.kernel import maintenance
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.audit import api as audit
from turnout.modules.organizations import api as organizations
from turnout.modules.organizations.errors import SlugTaken

pytestmark = pytest.mark.usefixtures("running")
JOB = SystemContext(job="tests.nodes")
LOGGED = """
    SELECT table_name, action, count(*) FROM audit_entries
    WHERE organization_id = %(organization_id)s AND row_id = %(id)s GROUP BY 1, 2
"""


def test_an_order_is_placed_and_listed(client: Any, queued: Any) -> None:
    shop = make_shop()
    kind = shop.add_type(capacity=2)
    placed = client.post(shop.orders_path, json=shop.basket(kind, quantity=2))
    assert placed.status_code == 201, placed.json
    refused = client.post(shop.orders_path, json=shop.basket(kind))
    assert refused.status_code == 409, refused.json
    drain()
    listed = client.get(shop.orders_path, headers=bearer(shop.organization.owner))
    assert [each["id"] for each in listed.json["items"]] == [placed.json["id"]]


def test_an_order_is_paid_and_refunded(client: Any, queued: Any, provider: Any) -> None:
    """The ledger is held balanced on the node where its rows are."""
    with open_sales_desk(client, provider) as counter:
        order = counter.order().pay()
        assert order.now()["state"] == "confirmed"
        assert order.refund().status_code == 202
        drain()
        counter.deliver(order.told())
        drain()
        owner = bearer(counter.shop.organization.owner)
        path = f"/api/v1/organizations/{counter.shop.organization.id}/ledger"
        booked = client.get(path, headers=owner).json["items"]
    assert {each["kind"] for each in booked} >= {"payment.collected", "refund.succeeded"}
    assert all(sum(line["amount_minor"] for line in each["lines"]) == 0 for each in booked)


def test_a_ticket_is_scanned_once(client: Any) -> None:
    organization = make_organization()
    occasion = make_occasion(context_of(organization, organization.owner))
    [ticket] = make_tickets(occasion, "Ada Lovelace")
    door = f"/api/v1/organizations/{organization.id}/events/{occasion.event_id}/checkins"
    body = {"code": code_of(occasion, ticket), "gate": "North"}
    staff = bearer(add_member(organization, "staff"))
    scans = [
        client.post(door, json={**body, "scan_id": f"scan-000{number}"}, headers=staff).json
        for number in range(2)
    ]
    assert [each["reason"] for each in scans] == ["admitted", "already_admitted"]


def test_a_name_leads_to_one_organization() -> None:
    made = make_organization()
    with pytest.raises(SlugTaken):
        organizations.create_organization(
            JOB, organizations.NewOrganization(name="Second", slug=made.slug)
        )


def test_a_reference_is_emptied_with_the_row_it_leads_to(client: Any) -> None:
    made = make_event()
    organization = made.organization
    member = add_member(organization, "staff")
    with transaction(system_in(organization.id, "tests.nodes")) as tx:
        owner = organizations.find_member_of(tx, member.id)
    assert owner is not None
    path = f"/api/v1/organizations/{organization.id}/events/{made.event_id}/plan"
    signed_in = bearer(organization.owner)
    task = {"title": "Flyers", "owner_id": str(owner.id)}
    assert client.post(f"{path}/tasks", json=task, headers=signed_in).status_code == 201
    organizations.remove_member(made.organizer, owner.id)
    [kept] = client.get(path, headers=signed_in).json["tasks"]
    assert (kept["title"], kept["owner_id"]) == ("Flyers", None)


def test_each_change_is_logged_once_under_its_tables_name() -> None:
    organization = make_organization()
    with transaction(system_in(organization.id, "tests.nodes")) as tx:
        owner = organizations.find_member_of(tx, organization.owner.id)
        assert owner is not None
        assert tx.query(LOGGED, tx.here(id=owner.id)) == [("memberships", "insert", 1)]
        assert tx.query(LOGGED, tx.here(id=organization.id)) == [("organizations", "insert", 1)]


def test_a_person_on_every_node_is_logged_once(owner_connection: psycopg.Connection) -> None:
    user = make_user()
    found = owner_connection.execute(
        "SELECT table_name, action, count(*) FROM audit_platform WHERE row_id = %s"
        " AND table_name = 'users' GROUP BY 1, 2",
        [user.id],
    ).fetchall()
    assert found == [("users", "insert", 1)]


def test_the_log_is_sealed_and_proves_itself() -> None:
    make_organization()
    while audit.verify(JOB).unsealed:
        maintenance.seal_audit()
    result = audit.verify(JOB)
    assert not result.tamperings
    assert result.sealed > 0
