"""Invoices over HTTP: who sees which, by cursor, by permission and by an order's secret."""

import io

import pypdfium2
import pytest
from tests.factories import invoices as making
from tests.factories import work
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def shop(app):
    return make_shop()


@pytest.fixture
def base(shop):
    return f"/api/v1/organizations/{shop.organization.id}"


@pytest.fixture
def owner(shop):
    return bearer(shop.organization.owner)


def sold(client, shop):
    order = making.place(client, shop, shop.add_type(price_minor=11900, tax_rate_bp=1900))
    making.pay(shop, order["id"])
    work.drain()
    return order, {"Turnout-Order-Secret": order["secret"]}


def test_a_list_goes_on_where_it_stopped(client, shop, base, owner):
    for _ in range(3):
        sold(client, shop)
    first = client.get(f"{base}/invoices?limit=2", headers=owner).json
    assert [each["number"][-1] for each in first["items"]] == ["3", "2"]
    rest = client.get(f"{base}/invoices?limit=2&cursor={first['next_cursor']}", headers=owner).json
    assert [each["number"][-1] for each in rest["items"]] == ["1"]
    assert rest["next_cursor"] is None


def test_an_invoice_tells_its_taxes_and_whose_it_is(client, shop, base, owner):
    order, _ = sold(client, shop)
    [found] = client.get(f"{base}/invoices?event_id={shop.event_id}", headers=owner).json["items"]
    assert found["order_number"] == order["number"]
    assert found["taxes"] == [{"rate_bp": 1900, "net_minor": 10000, "tax_minor": 1900}]
    assert (found["treatment"], found["buyer_name"]) == ("standard", "Bea Buyer")
    assert client.get(f"{base}/invoices?kind=credit_note", headers=owner).json["items"] == []


def test_a_buyer_gets_the_documents_of_the_own_order_only(client, shop, base, owner):
    mine, secret = sold(client, shop)
    other, _ = sold(client, shop)
    listed = client.get(f"{base}/orders/{mine['id']}/invoices", headers=secret).json["items"]
    theirs = client.get(f"{base}/orders/{other['id']}/invoices", headers=owner).json["items"]
    below = f"{base}/orders/{mine['id']}/invoices"
    own = client.get(f"{below}/{listed[0]['id']}.pdf", headers=secret)
    assert (own.status_code, own.content_type) == (200, "application/pdf")
    assert listed[0]["number"] in own.headers["Content-Disposition"]
    assert own.headers["Cache-Control"] == "private, no-store"
    assert client.get(f"{below}/{theirs[0]['id']}.pdf", headers=secret).status_code == 404
    assert client.get(f"{base}/orders/{other['id']}/invoices", headers=secret).status_code == 404
    assert client.get(f"{base}/invoices/{listed[0]['id']}.pdf", headers=secret).status_code == 401


def test_an_invoice_of_another_organization_is_not_there(client, shop, base, owner):
    other = make_shop()
    _, secret = sold(client, other)
    their_base = f"/api/v1/organizations/{other.organization.id}"
    [theirs] = client.get(f"{their_base}/invoices", headers=bearer(other.organization.owner)).json[
        "items"
    ]
    assert client.get(f"{base}/invoices/{theirs['id']}.pdf", headers=owner).status_code == 404
    assert (
        client.get(f"{base}/orders/{theirs['order_id']}/invoices", headers=secret).status_code
        == 404
    )


def test_staff_reads_and_does_not_issue(client, shop, base):
    order, _ = sold(client, shop)
    staff = bearer(add_member(shop.organization, "staff"))
    partner = bearer(add_member(shop.organization, "partner"))
    path = f"{base}/orders/{order['id']}/invoices"
    assert client.get(f"{base}/invoices", headers=staff).status_code == 200
    assert client.get(path, headers=staff).status_code == 200
    assert client.post(path, headers=staff).status_code == 403
    assert client.get(f"{base}/invoices", headers=partner).status_code == 403
    assert client.put(f"{base}/invoice-settings", json={}, headers=staff).status_code == 403


def test_a_grant_for_one_event_reaches_no_invoice_of_another(client, app):
    organization = make_organization()
    mine, other = make_shop(organization), make_shop(organization)
    sold(client, mine)
    order, _ = sold(client, other)
    headers = bearer(add_member(organization, "admin", event_ids=(mine.event_id,)))
    base = f"/api/v1/organizations/{organization.id}"
    listed = client.get(f"{base}/invoices", headers=headers).json["items"]
    assert [each["event_id"] for each in listed] == [str(mine.event_id)]
    owner = bearer(organization.owner)
    [theirs] = client.get(f"{base}/orders/{order['id']}/invoices", headers=owner).json["items"]
    for method, path in (
        ("GET", f"invoices/{theirs['id']}.pdf"),
        ("GET", f"orders/{order['id']}/invoices"),
        ("POST", f"orders/{order['id']}/invoices"),
        ("GET", f"orders/{order['id']}/billing"),
        ("GET", f"orders/{order['id']}/invoices/{theirs['id']}.pdf"),
    ):
        assert client.open(f"{base}/{path}", method=method, headers=headers).status_code == 404, (
            path
        )
    body = {"company": "ACME"}
    answer = client.post(f"{base}/orders/{order['id']}/billing", json=body, headers=headers)
    assert answer.status_code == 404
    assert client.put(f"{base}/invoice-settings", json={}, headers=headers).status_code == 403


def test_the_organizer_issues_for_a_free_order(client, shop, base, owner):
    order = making.place(client, shop, shop.add_type())
    path = f"{base}/orders/{order['id']}/invoices"
    issued = client.post(path, headers=owner)
    assert (issued.status_code, issued.json["total_minor"]) == (200, 0)
    assert client.post(path, headers=owner).json["id"] == issued.json["id"]


def test_a_buyer_says_who_is_billed_until_the_invoice_is_there(client, shop, base):
    order = making.place(client, shop, shop.add_type(price_minor=11900))
    path = f"{base}/orders/{order['id']}/billing"
    secret = {"Turnout-Order-Secret": order["secret"]}
    assert client.get(path, headers=secret).json["company"] == ""
    told = client.post(path, json=making.BUYER, headers=secret)
    assert told.status_code == 200, told.json
    assert (told.json["tax_id"], told.json["has_valid_vat_id"]) == ("FR40303265045", True)
    changed = client.post(path, json={**making.BUYER, "tax_id": "FR1"}, headers=secret)
    assert changed.json["has_valid_vat_id"] is False
    making.pay(shop, order["id"])
    work.drain()
    late = client.post(path, json=making.BUYER, headers=secret)
    assert (late.status_code, late.json["code"]) == (409, "invoices.already-issued")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"company": "", "name": ""}, "/company"),
        ({"country": "fr"}, "/country"),
        ({"company": "A\nB"}, "/company"),
        ({"tax_id": "<script>"}, "/tax_id"),
        ({"street": "x" * 201}, "/street"),
        ({"unknown": 1}, "/unknown"),
    ],
)
def test_billing_is_refused_by_its_field(client, shop, base, change, pointer):
    order = making.place(client, shop, shop.add_type(price_minor=100))
    answer = client.post(
        f"{base}/orders/{order['id']}/billing",
        json={**making.BUYER, **change},
        headers={"Turnout-Order-Secret": order["secret"]},
    )
    assert answer.status_code == 422
    assert pointer in {each["pointer"] for each in answer.json["errors"]}


def test_the_sellers_details_are_replaced_as_a_whole(client, base, owner):
    path = f"{base}/invoice-settings"
    assert client.get(path, headers=owner).json["version"] == 0
    put = client.put(path, json=making.SELLER, headers=owner)
    assert (put.status_code, put.json["version"]) == (200, 1)
    again = client.put(path, json={"legal_name": "Hafen"}, headers=owner)
    assert (again.json["version"], again.json["city"]) == (2, "")
    assert client.get(path, headers=owner).json == again.json
    stale = client.put(path, json={}, headers={**owner, "If-Match": put.headers["ETag"]})
    assert (stale.status_code, again.headers["ETag"]) == (412, '"2"')
    fresh = client.put(path, json={}, headers={**owner, "If-Match": again.headers["ETag"]})
    assert (fresh.status_code, fresh.json["version"]) == (200, 3)


def test_reverse_charge_needs_the_sellers_own_vat_number(client, base, owner):
    body = {**making.SELLER, "tax_id": "12/345/67890", "applies_reverse_charge": True}
    answer = client.put(f"{base}/invoice-settings", json=body, headers=owner)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/tax_id")


def test_a_business_finds_the_e_invoice_inside_its_pdf(client, shop, base, owner):
    client.put(f"{base}/invoice-settings", json=making.SELLER, headers=owner)
    order = making.place(client, shop, shop.add_type(price_minor=11900, tax_rate_bp=1900))
    secret = {"Turnout-Order-Secret": order["secret"]}
    client.post(f"{base}/orders/{order['id']}/billing", json=making.BUYER, headers=secret)
    making.pay(shop, order["id"])
    work.drain()
    path = f"{base}/orders/{order['id']}/invoices"
    [invoice] = client.get(path, headers=secret).json["items"]
    pdf = client.get(f"{path}/{invoice['id']}.pdf", headers=secret).get_data()
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    attached = [document.get_attachment(i) for i in range(document.count_attachments())]
    assert [each.get_name() for each in attached] == ["factur-x.xml"]
    assert invoice["number"].encode() in bytes(attached[0].get_data())
    document.close()


def test_issuing_stands_in_the_audit_log(client, shop, base, owner, owner_connection):
    sold(client, shop)
    owner_connection.execute(
        "SELECT set_config('turnout.organization', %s, true)", [str(shop.organization.id)]
    )
    rows = owner_connection.execute(
        "SELECT count(*) FROM audit_entries WHERE organization_id = %s AND table_name = 'invoices'",
        [shop.organization.id],
    ).fetchone()
    assert rows[0] >= 2  # written, and its file attached
