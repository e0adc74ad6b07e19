"""What each channel and each partner sold, of an event and of all."""

from tests.factories.invoices import pay, refund
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop
from tests.modules.sales_partners.conftest import PartneredShop


def report(sale, *, headers=None, **query):
    path = f"{sale.base}/channel-report"
    answer = sale.client.get(path, query_string=query, headers=headers or sale.headers)
    assert answer.status_code == 200, answer.json
    keys = ("channel", "sales_partner_name", "orders", "tickets", "paid_minor", "refunded_minor")
    return {tuple(each[key] for key in keys) for each in answer.json["items"]}


def make_sale(client, organization=None):
    shop = make_shop(organization) if organization else make_shop()
    return PartneredShop(client, shop, shop.add_type(price_minor=1000))


def bought(sale, **said):
    order = sale.buy(**said).json
    pay(sale.shop, order["id"])
    return order


def test_each_channel_says_its_orders_tickets_and_money(client, queued):
    sale = make_sale(client)
    sale.made("HOTEL4")
    sale.made("AGENCY", name="Agency")
    assert report(sale) == set()
    bought(sale, quantity=2)
    bought(sale)
    bought(sale, partner="HOTEL4", quantity=3)
    back = bought(sale, partner="AGENCY")
    refund(sale.shop, back["id"], 400)
    sale.buy()  # held: nobody has paid
    assert report(sale) == {
        ("web", None, 2, 3, 3000, 0),
        ("partner", "Hotel Meridian", 1, 3, 3000, 0),
        ("partner", "Agency", 1, 1, 1000, 400),
    }


def test_a_report_is_of_one_event_or_of_all_that_one_may_see(client, queued):
    sale = make_sale(client)
    other = make_sale(client, sale.shop.organization)
    bought(sale)
    bought(other, is_embedded=True)
    of_sale = {("web", None, 1, 1, 1000, 0)}
    assert report(sale, event_id=str(sale.shop.event_id)) == of_sale
    assert len(report(sale)) == 2
    limited = add_member(sale.shop.organization, "staff", event_ids=[sale.shop.event_id])
    assert report(sale, headers=bearer(limited)) == of_sale
    path = f"{sale.base}/channel-report"
    query = {"event_id": str(other.shop.event_id)}
    assert client.get(path, query_string=query, headers=bearer(limited)).status_code in (403, 404)


def test_the_figures_are_one_statement(client, queued, statements):
    sale = make_sale(client)
    bought(sale)
    report(sale)
    statements.clear()
    report(sale)
    assert len([each for each in statements if "FROM orders" in each]) == 1
