"""From a provider's webhook to the documents, with a provider that is a process of its own."""

import pytest
from tests.factories import invoices as selling
from tests.factories import payments as making
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import make_shop

pytestmark = pytest.mark.usefixtures("queued")


def deliver(client, shop, provider, *, connection_id, ref):
    for body in provider.deliveries(shop.organizer, ref):
        client.post(
            making.hook_path(shop.organizer, connection_id),
            data=body,
            headers=making.signed(shop.organizer, body),
        )
    work.drain()


def test_a_payment_makes_an_invoice_and_each_refund_a_credit_note(client, app, provider):
    shop = make_shop()
    connection_id = making.make_payment_connection(shop.organizer, provider=provider)
    order = selling.place(client, shop, shop.add_type(price_minor=11900, tax_rate_bp=1900))
    path = f"{shop.orders_path}/{order['id']}"
    secret = {"Turnout-Order-Secret": order["secret"]}
    owner = bearer(shop.organization.owner)
    with making.reachable(provider):
        started = client.post(f"{path}/payment", json={}, headers=secret).json
        ref = making.ref_of(started["redirect_url"])
        assert client.get(f"{path}/invoices", headers=secret).json["items"] == []
        provider.complete(shop.organizer, ref, "success")
        deliver(client, shop, provider, connection_id=connection_id, ref=ref)
        for key, amount in (("part", 1900), ("rest", 10000)):
            body = {"amount_minor": amount}
            headers = {**owner, "Idempotency-Key": key}
            asked = client.post(f"{path}/refunds", json=body, headers=headers)
            assert asked.status_code == 202, asked.json
            work.drain()
            deliver(client, shop, provider, connection_id=connection_id, ref=ref)
    found = client.get(f"{path}/invoices", headers=secret).json["items"]
    assert [(each["kind"], each["total_minor"]) for each in found] == [
        ("invoice", 11900),
        ("credit_note", 1900),
        ("credit_note", 10000),
    ]
    assert sum(each["tax_minor"] for each in found[1:]) == found[0]["tax_minor"] == 1900
    assert len({each["refund_id"] for each in found[1:]}) == 2
