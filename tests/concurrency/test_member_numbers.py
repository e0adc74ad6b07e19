"""A member number for few units while everybody orders by it at once."""

from collections import Counter

from tests.factories.people import bearer
from tests.factories.sales import make_shop

USES = "SELECT uses FROM member_number_counters WHERE organization_id = %(organization_id)s"
UNITS = """
    SELECT l.unit_minor, sum(l.quantity)::int FROM order_lines l
    JOIN orders o ON o.organization_id = l.organization_id AND o.id = l.order_id
    WHERE l.organization_id = %(organization_id)s AND o.state = 'held' GROUP BY 1 ORDER BY 1
"""


def a_sale(client, *, maximum):
    """A ticket type at €30, €20 by the number MEMBER1 for so many units."""
    shop = make_shop()
    type_id = shop.add_type(capacity=200, price_minor=3000)
    base = f"/api/v1/organizations/{shop.organization.id}"

    def made(path, body):
        answer = client.post(f"{base}{path}", json=body, headers=bearer(shop.organization.owner))
        assert answer.status_code in (200, 201), answer.json
        return answer.json

    list_id = made("/member-lists", {"name": "Society"})["id"]
    made(f"/member-lists/{list_id}/numbers/import", {"table": f"number,uses\nMEMBER1,{maximum}\n"})
    made(
        f"/events/{shop.event_id}/price-rules",
        {
            "ticket_type_id": str(type_id),
            "kind": "member",
            "name": "Members",
            "price_minor": 2000,
            "member_list_id": list_id,
        },
    )
    return shop, type_id


def order(app, shop, type_id, number, *, quantity=1):
    body = shop.basket(type_id, quantity=quantity, email=f"b{number}@example.com")
    body["member_number"] = "MEMBER1"
    return lambda: app.test_client().post(shop.orders_path, json=body).status_code


def test_a_number_for_three_units_gives_exactly_three(app, client, queued, at_once, ask):
    shop, type_id = a_sale(client, maximum=3)
    answers = at_once(*(order(app, shop, type_id, n) for n in range(24)), threads=8)
    here = {"organization_id": shop.organization.id}
    assert Counter(answers)[201] == 3
    assert set(answers) <= {201, 422, 429}
    assert (ask(USES, **here), ask(UNITS, **here)) == ([(3,)], [(2000, 3)])


def test_units_given_back_and_taken_at_once_are_counted_rightly(app, client, queued, at_once, ask):
    shop, type_id = a_sale(client, maximum=4)
    body = {**shop.basket(type_id, quantity=2), "member_number": "MEMBER1"}
    held = [client.post(shop.orders_path, json=body).json for _ in range(2)]

    def cancel(made):
        path = f"{shop.orders_path}/{made['id']}/cancel"
        secret = {"Turnout-Order-Secret": made["secret"]}
        return lambda: app.test_client().post(path, headers=secret).status_code

    at_once(
        *(cancel(each) for each in held + held),
        *(order(app, shop, type_id, n) for n in range(6)),
        threads=8,
    )
    here = {"organization_id": shop.organization.id}
    [(used,)] = ask(USES, **here)
    assert used <= 4
    assert ask(UNITS, **here) == ([(2000, used)] if used else [])


def test_paid_orders_that_are_refunded_while_others_order_give_no_use_back(app, client, queued, at_once, ask):  # fmt: skip
    shop, type_id = a_sale(client, maximum=4)
    body = {**shop.basket(type_id, quantity=2), "member_number": "MEMBER1"}
    held = [client.post(shop.orders_path, json=body).json for _ in range(2)]
    owner = bearer(shop.organization.owner)

    def received(made):
        path = f"{shop.orders_path}/{made['id']}/received-payments"
        said = {"method": "cash", "amount_minor": 4000}
        headers = {**owner, "Idempotency-Key": made["id"]}
        return client.post(path, json=said, headers=headers).status_code

    assert [received(made) for made in held] == [201, 201]

    def refund(made, key):
        path = f"{shop.orders_path}/{made['id']}/refunds"
        headers = {**owner, "Idempotency-Key": key}
        return lambda: app.test_client().post(path, json={}, headers=headers).status_code

    answers = at_once(
        *(refund(each, key) for each in held for key in ("one", "two")),
        *(order(app, shop, type_id, n) for n in range(6)),
        threads=8,
    )
    here = {"organization_id": shop.organization.id}
    assert Counter(answers[:4])[202] == 2, answers
    assert 201 not in answers[4:], "a number that was paid with stays used"
    assert ask(USES, **here) == [(4,)]
