"""Reports say what the base tables and the ledger say, by whatever they are grouped."""

import csv
import io
from datetime import UTC, datetime, timedelta
from uuid import UUID

import openpyxl
import pypdfium2
import pytest
from tests.factories import work
from tests.factories.invoices import pay, place
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.payments import api as payments
from turnout.modules.sales_reports.types import Grouping

COUNTS = ("orders", "cancelled_orders", "tickets", "returned_tickets")
SOLD = ("net_minor", "tax_minor", "gross_minor")
MONEY = (
    "received_minor", "refunded_minor", "fees_minor", "disputed_minor", "adjusted_minor",
    "kept_minor",
)  # fmt: skip
DATED = """
    UPDATE orders SET confirmed_at = %(at)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def path(shop, rest=""):
    return f"/api/v1/organizations/{shop.organization.id}/sales-report{rest}"


def report(client, shop, *, headers=None, rest="", **query):
    answer = client.get(
        path(shop, rest), query_string=query, headers=headers or bearer(shop.organization.owner)
    )
    assert answer.status_code == 200, answer.json
    return answer.json


def bought(client, shop, *types, at=None, **options):
    """A paid order, confirmed at an instant of the past if one is given."""
    order = place(client, shop, *types, **options)
    pay(shop, order["id"])
    if at is not None:
        with transaction(system_in(shop.organization.id, "tests.date")) as tx:
            tx.query(DATED, tx.here(id=UUID(order["id"]), at=at))
    return order


def _cancel(client, shop, order):
    """As the organizer: all of it, its tickets with it."""
    answer = client.post(
        f"{shop.orders_path}/{order['id']}/cancel",
        json={},
        headers=bearer(shop.organization.owner),
    )
    assert answer.status_code == 200, answer.json


def by_key(found, *names):
    return {line["key"]: tuple(line[name] for name in names) for line in found["lines"]}


def ledger(ctx):
    with transaction(ctx) as tx:
        return {each.account: each.balance_minor for each in payments.ledger_balance(tx)}


def test_totals_are_the_orders_and_the_ledger_to_the_minor_unit(counter):
    shop = counter.shop
    first = counter.order(quantity=2).pay()
    counter.order(quantity=1).pay()
    counter.order(quantity=1)  # held: nobody has paid
    assert first.refund(amount_minor=1000, reason="Rain").status_code in (200, 201, 202)
    counter.deliver(first.told())
    work.drain()
    [total] = report(counter.client, shop)["totals"]
    assert [total[name] for name in COUNTS] == [2, 0, 3, 0]
    assert total["gross_minor"] == 7500
    books = ledger(counter.ctx)
    fees = books.get("fees", 0) + books.get("platform_fees", 0)
    assert (total["received_minor"], total["refunded_minor"], total["fees_minor"]) == (
        -books["sales"],
        books.get("refunds", 0),
        fees,
    )
    assert total["received_minor"] == 7500
    assert total["refunded_minor"] == 1000
    assert total["kept_minor"] == 7500 - 1000 - fees


@pytest.mark.parametrize("group_by", [each.value for each in Grouping])
def test_lines_sum_up_to_the_totals_in_any_grouping(counter, group_by):
    other_type = counter.shop.add_type(price_minor=700)
    first = counter.order(quantity=2).pay()
    first.refund(amount_minor=500, reason="Rain")
    counter.deliver(first.told())
    work.drain()
    bought(counter.client, counter.shop, counter.type_id, other_type)
    found = report(counter.client, counter.shop, group_by=group_by)
    [total] = found["totals"]
    assert total["orders"] == 2
    is_by_type = group_by == Grouping.TICKET_TYPE
    for name in (*COUNTS, *SOLD):
        if name != "orders" or not is_by_type:  # an order of two types is in two lines
            assert sum(line[name] for line in found["lines"]) == total[name], name
    for name in MONEY:
        shown = [line[name] for line in found["lines"]]
        assert shown == [None] * len(shown) if is_by_type else sum(shown) == total[name], name
    assert (total["received_minor"] is None) is is_by_type
    assert not found["is_cut"]


def test_days_hours_weeks_and_weekdays_are_those_of_the_events_time_zone(client, queued):
    shop = make_shop(time_zone="Europe/Brussels")
    type_id = shop.add_type(price_minor=1000)
    bought(client, shop, type_id, at=datetime(2026, 3, 28, 23, 30, tzinfo=UTC))  # Sunday, 00:30
    bought(client, shop, type_id, at=datetime(2026, 3, 29, 21, 59, tzinfo=UTC))  # 23:59, summer
    bought(client, shop, type_id, at=datetime(2026, 3, 29, 22, 0, tzinfo=UTC))  # Monday, 00:00
    event = {"event_id": str(shop.event_id)}
    days = report(client, shop, **event)
    assert days["time_zone"] == "Europe/Brussels"
    assert by_key(days, "orders") == {"2026-03-29": (2,), "2026-03-30": (1,)}
    assert by_key(report(client, shop, group_by="weekday", **event), "orders") == {
        "7": (2,),
        "1": (1,),
    }
    assert by_key(report(client, shop, group_by="hour", **event), "orders") == {
        "00": (2,),
        "23": (1,),
    }
    assert list(by_key(report(client, shop, group_by="week", **event), "orders")) == [
        "2026-03-23",
        "2026-03-30",
    ]
    assert by_key(report(client, shop, group_by="month", **event), "orders") == {"2026-03-01": (3,)}
    only = {"first_day": "2026-03-29", "last_day": "2026-03-29"}
    assert by_key(report(client, shop, **event, **only), "orders") == {"2026-03-29": (2,)}


def test_an_order_of_two_types_counts_once_in_all_and_returned_tickets_stay_in_view(client, queued):
    shop = make_shop()
    dear, cheap = (
        shop.add_type(price_minor=3000, name="=1+1"),
        shop.add_type(price_minor=1000, name="Balcony"),
    )
    bought(client, shop, dear, cheap)
    bought(client, shop, cheap, quantity=2)
    found = report(client, shop, group_by="ticket_type", event_id=str(shop.event_id))
    [total] = found["totals"]
    assert (total["orders"], total["tickets"], total["gross_minor"]) == (2, 4, 6000)
    assert {line["name"]: (line["orders"], line["tickets"]) for line in found["lines"]} == {
        "=1+1": (1, 1),
        "Balcony": (2, 3),
    }


def test_who_may_see_some_events_reports_on_those(client, queued):
    shop = make_shop()
    other = make_shop(shop.organization)
    for each in (shop, other):
        bought(client, each, each.add_type(price_minor=1000))
    limited = bearer(add_member(shop.organization, "staff", event_ids=[shop.event_id]))
    assert report(client, shop)["totals"][0]["orders"] == 2
    found = report(client, shop, headers=limited, group_by="event")
    assert [line["key"] for line in found["lines"]] == [str(shop.event_id)]
    for rest, query in (
        ("", {"event_id": str(other.event_id)}),
        (
            "/comparison",
            {"event_id": str(shop.event_id), "other_event_id": str(other.event_id)},
        ),
    ):
        answer = client.get(path(shop, rest), query_string=query, headers=limited)
        assert answer.status_code in (403, 404)


def test_an_event_is_compared_with_another_by_the_days_before_each(client, queued):
    organization = make_organization()
    signed_in = bearer(organization.owner)
    now = clock.now().astimezone(UTC)
    first, second = now + timedelta(days=10), now + timedelta(days=40)
    former = make_shop(
        organization, starts_at=first, ends_at=first + timedelta(days=1), time_zone="UTC"
    )
    shop = make_shop(
        organization, starts_at=second, ends_at=second + timedelta(days=1), time_zone="UTC"
    )
    old_type, new_type = former.add_type(price_minor=500), shop.add_type(price_minor=1000)
    for days in (45, 30):
        bought(client, former, old_type, at=now + timedelta(days=10 - days))
    bought(client, shop, new_type, quantity=2, at=now)
    _cancel(client, shop, place(client, shop, shop.add_type()))
    events = {"event_id": str(shop.event_id), "other_event_id": str(former.event_id)}
    with clock.frozen(now):
        found = report(client, shop, rest="/comparison", headers=signed_in, **events)
    [total] = report(client, shop, event_id=str(shop.event_id))["totals"]
    assert [total[name] for name in COUNTS] == [2, 1, 3, 1]
    assert (found["event"]["tickets"], found["event"]["days_before_now"]) == (2, 40)
    assert (found["other"]["tickets"], found["other_tickets_by_now"]) == (2, 1)
    days = {each["days_before"]: each for each in found["days"]}
    assert (days[45]["tickets"], days[45]["other_tickets"]) == (0, 1)
    assert (days[40]["tickets"], days[40]["gross_minor"]) == (2, 2000)
    assert (days[30]["tickets"], days[30]["other_tickets"]) == (None, 2)
    assert days[9]["other_tickets"] is None


def test_the_file_has_the_reports_lines_and_no_cell_computes(client, queued):
    shop = make_shop()
    bought(client, shop, shop.add_type(price_minor=1234, name="=1+1"))
    query = {"group_by": "ticket_type"}
    headers = bearer(shop.organization.owner)
    answer = client.get(path(shop, "/export"), query_string=query, headers=headers)
    assert answer.headers["Content-Disposition"].endswith('sales-by-ticket-type.csv"')
    head, line, total = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    said = dict(zip(head, line, strict=True))
    assert (said["name"], said["gross"], said["received"]) == ("'=1+1", "12.34", "")
    assert total[0] == "total"
    answer = client.get(
        path(shop, "/export"), query_string={**query, "format": "xlsx"}, headers=headers
    )
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows())
    assert [cell.value for cell in rows[0]] == head
    assert all(cell.data_type != "f" for row in rows for cell in row)
    assert rows[1][head.index("gross")].value == pytest.approx(12.34)


@pytest.mark.parametrize("group_by", list(Grouping))
def test_a_report_is_taken_along_on_paper(client, queued, group_by):
    shop = make_shop()
    bought(client, shop, shop.add_type(name="Balcony", price_minor=1234))
    asked = {"event_id": str(shop.event_id), "group_by": group_by.value, "format": "pdf"}
    headers = bearer(shop.organization.owner)
    for language, total in (("en", "Total"), ("de", "Summe")):
        answer = client.get(
            path(shop, "/export"), query_string=asked | {"language": language}, headers=headers
        )
        assert answer.status_code == 200, answer.json
        assert answer.mimetype == "application/pdf"
        [page] = pypdfium2.PdfDocument(answer.data)
        words = page.get_textpage().get_text_range()
        assert total in words, words
        assert "12.34" in words
    refused = client.get(
        path(shop, "/export"), query_string=asked | {"language": "no language"}, headers=headers
    )
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "?language")


def test_what_cannot_be_reported_is_refused_by_field(client, queued):
    shop = make_shop()
    draft = make_shop(shop.organization)
    for query, field in (
        ({"first_day": "2026-02-01", "last_day": "2026-01-31"}, "last_day"),
        ({"first_day": "2000-01-01", "last_day": "2026-01-31"}, "last_day"),
        ({"event_id": str(shop.event_id), "series_id": str(shop.event_id)}, "series_id"),
        ({"series_id": str(shop.event_id)}, "series_id"),
        ({"group_by": "moon"}, "group_by"),
        ({"first_day": "yesterday"}, "first_day"),
    ):
        answer = client.get(path(shop), query_string=query, headers=bearer(shop.organization.owner))
        assert answer.status_code == 422, (query, answer.json)
        assert field in str(answer.json["errors"]), answer.json
    same = {"event_id": str(draft.event_id), "other_event_id": str(draft.event_id)}
    answer = client.get(
        path(shop, "/comparison"), query_string=same, headers=bearer(shop.organization.owner)
    )
    assert (answer.status_code, "other_event_id" in str(answer.json)) == (422, True)


def test_a_report_takes_one_statement_for_its_figures(client, queued, statements):
    shop = make_shop()
    bought(client, shop, shop.add_type(price_minor=1000))
    report(client, shop)
    statements.clear()
    report(client, shop)
    figures = [each for each in statements if "sum(" in each]
    assert len(figures) == 1
