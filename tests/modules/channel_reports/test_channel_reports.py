"""What each channel and each partner sold, of an event and of all."""

from decimal import Decimal

import pytest
from tests.factories.invoices import pay, refund
from tests.factories.people import add_member, bearer
from tests.factories.report_files import table_of, words_of
from tests.factories.sales import make_shop
from tests.modules.sales_partners.conftest import PartneredShop

from turnout.kernel.db.tx import transaction


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


def export(sale, *, headers=None, **query):
    path = f"{sale.base}/channel-report/export"
    return sale.client.get(path, query_string=query, headers=headers or sale.headers)


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_tables_have_the_figures_of_the_report_in_major_units(client, queued, format_):
    sale = make_sale(client)
    sale.made("HOTEL4", name="=HOTEL()")
    bought(sale, quantity=2)
    back = bought(sale, partner="HOTEL4")
    refund(sale.shop, back["id"], 400)
    lines = table_of(export(sale, format=format_))
    found = {
        (
            each["channel"],
            each["sales_partner"].removeprefix("'") or None,
            int(each["orders"]),
            int(each["tickets"]),
            Decimal(str(each["paid"])) * 100,
            Decimal(str(each["refunded"])) * 100,
        )
        for each in lines
    }
    assert found == report(sale)
    assert {each["sales_partner"] for each in lines} == {"", "'=HOTEL()"}, "no formula"
    assert {each["currency"] for each in lines} == {"EUR"}


def test_paper_ends_with_the_sums_of_each_currency(client, queued):
    sale = make_sale(client)
    sale.made("HOTEL4")
    bought(sale, quantity=2)
    back = bought(sale, partner="HOTEL4")
    refund(sale.shop, back["id"], 400)
    event_id = str(sale.shop.event_id)
    for language, said in (
        ("en", ("Sales by channel · ", "On the web EUR 1 2 20.00 0.00", "Total EUR")),
        ("de", ("Verkäufe nach Kanal · ", "Im Web EUR 1 2 20.00 0.00", "Summe EUR")),
    ):
        answer = export(sale, format="pdf", language=language, event_id=event_id)
        words = " ".join(words_of(answer).split())
        title, web, total = said
        assert title in words, words
        assert web in words, words
        assert f"{total} 2 3 30.00 4.00" in words, words


def test_a_file_is_recorded_and_of_the_events_that_one_may_see(client, queued):
    sale = make_sale(client)
    other = make_sale(client, sale.shop.organization)
    bought(sale)
    bought(other, is_embedded=True)
    assert len(table_of(export(sale))) == 2
    with transaction(sale.shop.organizer) as tx:
        recorded = tx.query(
            "SELECT details FROM security_events WHERE organization_id = %(organization_id)s"
            " AND kind = 'export.downloaded'",
            tx.here(),
        )
    assert [each[0] for each in recorded] == [{"what": "channel_report"}]
    limited = bearer(add_member(sale.shop.organization, "staff", event_ids=[sale.shop.event_id]))
    [line] = table_of(export(sale, headers=limited))
    assert line["channel"] == "web"
    answer = export(sale, headers=limited, event_id=str(other.shop.event_id))
    assert answer.status_code in (403, 404)


def test_who_sees_no_orders_takes_no_file_along(client, queued):
    sale = make_sale(client)
    partner = bearer(add_member(sale.shop.organization, "partner"))
    assert export(sale, headers=partner).status_code == 403
    stranger = bearer(make_shop().organization.owner)
    assert export(sale, headers=stranger).status_code == 404
    assert export(sale, event_id=str(make_shop().event_id)).status_code == 404


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"format": "docx"}, "?format"),
        ({"language": "no language"}, "?language"),
        ({"event_id": "one"}, "?event_id"),
    ],
)
def test_a_wrong_wish_for_a_file_is_told_by_its_field(client, query, field):
    answer = export(make_sale(client), **query)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, field)
