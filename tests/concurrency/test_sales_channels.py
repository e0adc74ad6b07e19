"""Two channels at once over one pool: what counts is the database afterwards."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from tests.modules.sales_channels.conftest import make_channel_shop

from turnout.kernel import clock
from turnout.modules.sales_channels import service

SOLD = """
    SELECT o.channel, sum(l.quantity)::int FROM orders o JOIN order_lines l
        ON l.organization_id = o.organization_id AND l.order_id = o.id
    WHERE o.organization_id = %(organization_id)s AND o.state IN ('held', 'confirmed')
    GROUP BY 1 ORDER BY 1
"""
COUNTS = """
    SELECT taken, kept, capacity FROM inventory_counters
    WHERE organization_id = %(organization_id)s
"""
ALLOTTED = """
    SELECT sold, greatest(places - sold, 0) FROM inventory_allotments
    WHERE organization_id = %(organization_id)s
"""
CHARGED = """
    SELECT unit_minor FROM order_lines WHERE organization_id = %(organization_id)s
"""
UNLIKE = """
    SELECT count(*) FROM orders o JOIN order_lines l
        ON l.organization_id = o.organization_id AND l.order_id = o.id
    WHERE o.organization_id = %(organization_id)s AND o.total_minor <> l.unit_minor * l.quantity
"""


def order(app, sale, **said):
    body = {**sale.shop.basket(sale.type_id, named=False), **said}
    del body["buyer"]
    return lambda: app.test_client().post(sale.shop.orders_path, json=body).status_code


def test_fifty_buyers_of_two_channels_at_once_sell_each_place_once(
    app, client, queued, at_once, ask
):
    sale = make_channel_shop(client, capacity=30)
    sale.partner("HOTEL4")
    sale.made(places=12)
    buyers = [order(app, sale, **({} if n % 2 else {"partner": "HOTEL4"})) for n in range(50)]
    answers = at_once(*buyers, threads=10)
    assert set(answers) <= {201, 409, 503}
    here = {"organization_id": sale.shop.organization.id}
    sold = dict(ask(SOLD, **here))
    [(taken, kept, capacity)] = ask(COUNTS, **here)
    [(through, left)] = ask(ALLOTTED, **here)
    assert sum(sold.values()) == taken == Counter(answers)[201]
    assert (through, left) == (sold["partner"], kept)
    assert taken + kept <= capacity
    assert sold.get("web", 0) <= 18, "the web never has what is kept"
    assert sold["partner"] >= 12 or 503 in answers


def test_a_limit_is_kept_by_all_who_buy_at_once(app, client, queued, at_once, ask):
    sale = make_channel_shop(client, capacity=30)
    sale.made("web", most=7)
    answers = at_once(*(order(app, sale, is_embedded=n % 2 == 0) for n in range(24)), threads=8)
    assert set(answers) <= {201, 409, 503}
    here = {"organization_id": sale.shop.organization.id}
    [(taken, kept, _)] = ask(COUNTS, **here)
    [(through, _)] = ask(ALLOTTED, **here)
    assert taken == through == Counter(answers)[201] <= 7
    assert kept == 0


def test_a_return_beside_sales_and_cancellations_counts_once(app, client, queued, at_once, ask):
    sale = make_channel_shop(client, capacity=20)
    sale.partner("HOTEL4")
    setting = sale.made(places=10, return_at=(clock.now() + timedelta(hours=1)).isoformat())
    held = [sale.bought(partner="HOTEL4") for _ in range(4)]

    def cancel(made):
        path = f"{sale.shop.orders_path}/{made['id']}/cancel"
        secret = {"Turnout-Order-Secret": made["secret"]}
        return lambda: app.test_client().post(path, headers=secret).status_code

    def return_it():
        args = (sale.worker, sale.shop.event_id, UUID(setting["id"]))
        return service.return_due(*args)

    with clock.frozen(clock.now() + timedelta(hours=2)):
        answers = at_once(
            *(cancel(each) for each in held),
            *(order(app, sale, partner="HOTEL4") for _ in range(6)),
            *(order(app, sale) for _ in range(6)),
            return_it,
            return_it,
            threads=8,
        )
    assert answers[-2:].count(True) == 1
    here = {"organization_id": sale.shop.organization.id}
    sold = dict(ask(SOLD, **here))
    [(taken, kept, _)] = ask(COUNTS, **here)
    [(through, _)] = ask(ALLOTTED, **here)
    assert kept == 0
    assert taken == sum(sold.values())
    assert through == sold.get("partner", 0)


def test_whoever_orders_while_a_price_changes_pays_what_they_saw_or_nothing(
    app, client, queued, at_once, ask
):
    sale = make_channel_shop(client, capacity=60, price_minor=2500)
    setting = sale.made("web", prices={"EUR": 2400})
    headers = sale.headers
    prices = (2400, 2300, 2200)

    def buy(seen):
        said = {"ticket_type_id": str(sale.type_id), "quantity": 1, "amount_minor": seen}
        return order(app, sale, lines=[said])

    def change(minor):
        path = f"{sale.path}/{setting['id']}"
        body = {"prices": {"EUR": minor}}
        return lambda: app.test_client().patch(path, json=body, headers=headers).status_code

    buyers = [buy(prices[number % 3]) for number in range(24)]
    buyers[8:8], buyers[17:17] = [change(2300)], [change(2200)]
    answers = at_once(*buyers, threads=8)
    assert set(answers) <= {200, 201, 422, 503}
    here = {"organization_id": sale.shop.organization.id}
    paid = [minor for (minor,) in ask(CHARGED, **here)]
    assert len(paid) == Counter(answers)[201]
    assert set(paid) <= set(prices)
    [(wrong,)] = ask(UNLIKE, **here)
    assert wrong == 0
