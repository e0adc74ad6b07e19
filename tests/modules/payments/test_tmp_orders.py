import json
from tests.factories import payments as making, sales, work
from tests.factories.people import bearer
from turnout.modules.orders import api as orders
from turnout.kernel.tx import transaction

def test_e2e(provider, client, queued):
    shop = sales.make_shop()
    t = shop.add_type(price_minor=2500, capacity=5)
    ctx = shop.organizer
    cid = making.make_payment_connection(ctx, provider=provider)
    o = f"/api/v1/organizations/{ctx.organization_id}"
    with making.reachable(provider):
        r = client.post(o + "/orders", json={"event_id": str(shop.event_id), "lines":[{"ticket_type_id": str(t), "quantity": 2}], "buyer":{"email":"a@b.example","name":"A"}, "attendees":[{"ticket_type_id":str(t),"name":"X"},{"ticket_type_id":str(t),"name":"Y"}]}, headers={"Idempotency-Key":"k1"})
        print(r.text); assert r.status_code==201
        oid, secret = r.json["id"], r.json["secret"]
        h={"Turnout-Order-Secret": secret}
        r = client.post(f"{o}/orders/{oid}/payment", json={}, headers=h)
        print(r.text); assert r.status_code==200
        ref = making.ref_of(r.json["redirect_url"])
        assert client.post(f"{o}/orders/{oid}/payment", json={}, headers=h).json == r.json
        provider.complete(ctx, ref, "success", webhooks={"duplicate":1,"same_fact_other_event":1})
        bodies = provider.deliveries(ctx, ref)[::-1]
        for b in bodies:
            assert client.post(making.hook_path(ctx, cid), data=b, headers=making.signed(ctx,b)).status_code==204
        work.drain()
        r = client.get(f"{o}/orders/{oid}", headers=h)
        print(r.text); assert (r.json["state"], r.json["money_state"])==("confirmed","paid")
        r = client.post(f"{o}/orders/{oid}/refunds", json={"amount_minor": 1000}, headers={**bearer(shop.organization.owner), "Idempotency-Key":"r1"})
        print(r.text); assert r.status_code==202
        work.drain()
        r = client.get(f"{o}/orders/{oid}", headers=h); print(r.text)
        assert r.json["money_state"]=="part_refunded"
        r = client.post(f"{o}/orders/{oid}/refunds", json={}, headers={**bearer(shop.organization.owner), "Idempotency-Key":"r2"})
        work.drain()
        r = client.get(f"{o}/orders/{oid}", headers=h); print(r.text)
        assert r.json["money_state"]=="refunded"
        print(client.get(o+"/ledger", headers=bearer(shop.organization.owner)).text)
