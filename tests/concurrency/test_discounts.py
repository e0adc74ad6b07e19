"""The last uses of codes while everybody asks at once; what counts is the database afterwards."""

from collections import Counter

from tests.factories.people import bearer
from tests.factories.sales import make_shop

USED = """
    SELECT n.uses, (SELECT count(*) FROM discount_redemptions r
        WHERE r.organization_id = n.organization_id AND r.code_id = n.code_id AND r.returned_at IS NULL)
    FROM discount_counters n WHERE n.organization_id = %(organization_id)s
"""
HELD = """
    SELECT count(*) FROM orders WHERE organization_id = %(organization_id)s AND state = 'held'
"""


def a_sale(client, **said):
    shop = make_shop()
    type_id = shop.add_type(capacity=100, price_minor=2500)
    made = client.post(
        f"/api/v1/organizations/{shop.organization.id}/discounts",
        json={"name": "Few", "code": "FEWUSES", "percent_bp": 1000, **said},
        headers=bearer(shop.organization.owner),
    )
    assert made.status_code == 201, made.json
    return shop, type_id


def order(app, shop, type_id, email):
    body = {**shop.basket(type_id, email=email), "codes": ["FEWUSES"]}
    return lambda: app.test_client().post(shop.orders_path, json=body).status_code


def test_of_forty_buyers_at_once_five_get_the_five_uses(app, client, queued, at_once, ask):
    shop, type_id = a_sale(client, uses_per_code=5)
    answers = at_once(
        *(order(app, shop, type_id, f"b{n}@example.com") for n in range(40)), threads=8
    )
    assert Counter(answers) == {201: 5, 422: 35}
    here = {"organization_id": shop.organization.id}
    assert ask(USED, **here) == [(5, 5)]
    assert ask(HELD, **here) == [(5,)]


def test_one_person_at_eight_tills_uses_a_code_once(app, client, queued, at_once, ask):
    shop, type_id = a_sale(client, uses_per_person=1)
    answers = at_once(*(order(app, shop, type_id, "same@example.com") for _ in range(8)))
    assert Counter(answers) == {201: 1, 422: 7}
    assert ask(USED, organization_id=shop.organization.id) == [(1, 1)]


def test_codes_given_back_and_taken_at_once_are_counted_rightly(app, client, queued, at_once, ask):
    shop, type_id = a_sale(client, uses_per_code=4)
    body = {**shop.basket(type_id), "codes": ["FEWUSES"]}
    held = [client.post(shop.orders_path, json=body).json for _ in range(4)]

    def cancel(made):
        path = f"{shop.orders_path}/{made['id']}/cancel"
        secret = {"Turnout-Order-Secret": made["secret"]}
        return lambda: app.test_client().post(path, headers=secret).status_code

    at_once(
        *(cancel(each) for each in held + held),
        *(order(app, shop, type_id, f"b{n}@example.com") for n in range(8)),
        threads=8,
    )
    [(uses, living)] = ask(USED, organization_id=shop.organization.id)
    assert uses == living <= 4
    assert ask(HELD, organization_id=shop.organization.id) == [(living,)]
