"""What the whole platform sold: right by day, week and month, beside the period before."""

import pytest
from tests.factories.operators import make_operator
from tests.factories.people import make_organization, make_user
from tests.factories.report_files import table_of, words_of
from tests.factories.sales import make_shop
from tests.modules.platform_statistics.conftest import BASE, book, buy, count, on

from turnout.kernel.db import tx


def money(gross: int, refunds: int = 0, fees: int = 0, *, currency: str = "EUR") -> dict:
    return {
        "currency": currency,
        "gross_minor": gross,
        "refunds_minor": refunds,
        "platform_fees_minor": fees,
    }


def test_a_history_made_by_hand_is_counted_to_the_cent(client, read):
    with on("2003-03-03"):
        shop = make_shop()
        type_id = shop.add_type()
    with on("2003-03-04"):
        buy(client, shop, type_id, quantity=3)
        book(shop, "sales", -7_500)
        book(shop, "platform_fees", 150)
    with on("2003-03-06"):
        buy(client, shop, type_id)
        book(shop, "sales", -900, currency="KES")
        book(shop, "refunds", 2_500)
        book(shop, "dispute_losses", 300)
        book(shop, "platform_fees", -50)
    count()
    found = read("2003-03-01", "2003-03-07")
    totals = found["totals"]
    assert (totals["organizations_signed_up"], totals["organizations_active"]) == (1, 1)
    assert (totals["people_signed_up"], totals["events_published"]) == (1, 1)
    assert (totals["orders"], totals["tickets"]) == (2, 4)
    assert totals["money"] == [money(7_500, 2_800, 100), money(900, currency="KES")]
    days = {each["starts_on"]: each["figures"] for each in found["series"]}
    assert len(days) == 7
    assert days["2003-03-04"]["money"] == [money(7_500, 0, 150)]
    assert (days["2003-03-05"]["orders"], days["2003-03-05"]["money"]) == (0, [])
    assert days["2003-03-06"]["money"] == [money(0, 2_800, -50), money(900, currency="KES")]


def test_a_cancelled_order_stays_counted_on_its_day(client, read):
    with on("2003-04-01"):
        shop = make_shop()
        order = buy(client, shop, shop.add_type(), quantity=2)
    with on("2003-04-02"):
        headers = {"Turnout-Order-Secret": order["secret"], "Idempotency-Key": "back"}
        path = f"{shop.orders_path}/{order['id']}/cancel"
        cancelled = client.post(path, json={}, headers=headers)
    assert cancelled.status_code == 200, cancelled.json
    count()
    found = read("2003-04-01", "2003-04-02")
    assert [each["figures"]["orders"] for each in found["series"]] == [1, 0]
    assert (found["totals"]["orders"], found["totals"]["tickets"]) == (1, 2)


def test_a_day_ends_at_midnight_in_utc(client, read):
    with on("2003-05-09"):
        shop = make_shop(make_organization(time_zone="Pacific/Auckland"))
        type_id = shop.add_type()
    for day, time in (("2003-05-10", "23:59:59"), ("2003-05-11", "00:00:00")):
        with on(day, time):
            buy(client, shop, type_id)
    count()
    found = read("2003-05-10", "2003-05-11")
    assert [each["figures"]["orders"] for each in found["series"]] == [1, 1]


def test_weeks_begin_on_monday_and_months_on_the_first_within_the_period(read):
    weeks = read("2003-06-04", "2003-06-17", by="week")["series"]
    assert [(each["starts_on"], each["ends_on"]) for each in weeks] == [
        ("2003-06-04", "2003-06-08"),
        ("2003-06-09", "2003-06-15"),
        ("2003-06-16", "2003-06-17"),
    ]
    months = read("2003-12-15", "2004-02-29", by="month")["series"]
    assert [each["starts_on"] for each in months] == ["2003-12-15", "2004-01-01", "2004-02-01"]
    assert months[-1]["ends_on"] == "2004-02-29"


def test_an_organization_that_sells_on_many_days_is_active_once(client, read):
    with on("2003-07-01"):
        shop = make_shop()
        type_id = shop.add_type()
    for day in ("2003-07-07", "2003-07-08", "2003-07-15"):
        with on(day):
            buy(client, shop, type_id)
    count()
    found = read("2003-07-07", "2003-07-20", by="week")
    active = [each["figures"]["organizations_active"] for each in found["series"]]
    assert (active, found["totals"]["organizations_active"]) == ([1, 1], 1)
    assert found["totals"]["orders"] == 3


def test_the_period_before_is_as_long_and_ends_the_day_before(client, read):
    with on("2003-08-01"):
        shop = make_shop()
        type_id = shop.add_type()
    for day, quantity in (("2003-08-10", 9), ("2003-08-11", 2), ("2003-08-14", 5)):
        with on(day):
            buy(client, shop, type_id, quantity=quantity)
            book(shop, "sales", -quantity)
    count()
    found = read("2003-08-14", "2003-08-16")
    assert (found["totals"]["tickets"], found["before"]["tickets"]) == (5, 2)
    assert (found["totals"]["money"], found["before"]["money"]) == ([money(5)], [money(2)])
    assert found["before"]["organizations_active"] == 1


def test_the_first_organizations_are_ranked_by_tickets_or_by_a_currency(client, read):
    with on("2003-09-01"):
        shops = [make_shop(make_organization(name=name)) for name in ("Anchor", "Buoy", "Chart")]
        for shop, quantity, cents in zip(shops, (1, 4, 4), (900, 100, 0), strict=True):
            buy(client, shop, shop.add_type(), quantity=quantity)
            if cents:
                book(shop, "sales", -cents)
    count()

    def named(**asked):
        found = read("2003-09-01", "2003-09-01", **asked)["organizations"]
        return [each["name"] for each in found]

    assert named() == ["Buoy", "Chart", "Anchor"]
    assert named(currency="EUR") == ["Anchor", "Buoy", "Chart"]
    assert named(limit=1) == ["Buoy"]
    first = read("2003-09-01", "2003-09-01", limit=1)["organizations"][0]
    assert first["organization_id"] == str(shops[1].organization.id)
    assert (first["orders"], first["tickets"], first["money"]) == (1, 4, [money(100)])


def test_people_are_counted_on_the_day_that_they_signed_up(read):
    with on("2003-10-02"):
        make_user()
        make_user()
    count()
    found = read("2003-10-01", "2003-10-02")
    assert [each["figures"]["people_signed_up"] for each in found["series"]] == [0, 2]


def test_without_days_the_last_thirty_are_meant(client, operator):
    with on("2003-11-30"):
        answer = client.get(BASE, headers=make_operator().headers).json
    assert (answer["starts_on"], answer["ends_on"]) == ("2003-11-01", "2003-11-30")
    assert (answer["by"], len(answer["series"])) == ("day", 30)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"from": "2003-02-02", "until": "2003-02-01"}, "?from"),
        ({"from": "2002-01-01", "until": "2003-01-02"}, "?until"),
        ({"from": "1990-01-01", "until": "2003-01-02"}, "?from"),
        ({"until": "9999-12-31"}, "?until"),
        ({"by": "hour"}, "?by"),
        ({"from": "yesterday"}, "?from"),
        ({"currency": "XXQ"}, "?currency"),
        ({"limit": 101}, "?limit"),
    ],
)
def test_what_makes_no_period_is_refused_by_its_name(client, operator, asked, field):
    answer = client.get(BASE, query_string=asked, headers=operator.headers)
    assert answer.status_code == 422, answer.json
    assert [each["pointer"] for each in answer.json["errors"]] == [field]


def test_a_year_fits_by_day_and_five_by_month(read):
    assert len(read("2004-01-01", "2004-12-31")["series"]) == 366
    assert len(read("2004-01-01", "2008-12-31", by="month")["series"]) == 60


@pytest.mark.parametrize("role", ["moderator", "support"])
def test_only_operators_see_what_the_platform_earns(client, app, role):
    headers = make_operator(role).headers
    assert client.get(BASE, headers=headers).status_code == 403
    assert client.get(f"{BASE}/report", headers=headers).status_code == 403


def taken(client, operator, month, **asked):
    """The first two days of a month, which a test has for itself."""
    query = {"from": f"{month}-01", "until": f"{month}-02", **asked}
    return client.get(f"{BASE}/report", query_string=query, headers=operator.headers)


@pytest.mark.parametrize(("format_", "month"), [("csv", "2004-02"), ("xlsx", "2004-03")])
def test_the_tables_have_every_currency_and_no_formula(client, operator, format_, month):
    with on(f"{month}-01"):
        shop = make_shop(make_organization(name="=HYPERLINK(1)"))
        buy(client, shop, shop.add_type())
        book(shop, "sales", -1_050)
        book(shop, "refunds", 40, currency="USD")
    count()
    answer = taken(client, operator, month, format=format_)
    days = month.replace("-", "")
    name = f'filename="platform-periods-{days}01-{days}02.{format_}"'
    assert name in answer.headers["Content-Disposition"]
    lines = table_of(answer)
    assert [int(each["orders"]) for each in lines] == [1, 0]
    assert [float(each["gross_eur"]) for each in lines] == [10.5, 0]
    assert [float(each["refunds_usd"]) for each in lines] == [0.4, 0]
    [line] = table_of(taken(client, operator, month, of="organizations", format=format_))
    assert line["organization"] == "'=HYPERLINK(1)"
    assert (float(line["gross_eur"]), float(line["gross_usd"])) == (10.5, 0)


def test_on_paper_each_currency_has_a_line_and_the_sums_come_last(client, operator):
    with on("2004-04-01"):
        shop = make_shop(make_organization(name="Anchor"))
        buy(client, shop, shop.add_type())
        book(shop, "sales", -1_050)
        book(shop, "refunds", 40, currency="USD")
    count()
    english = " ".join(words_of(taken(client, operator, "2004-04", format="pdf")).split())
    assert "Apr 1, 2004 Apr 1, 2004 1 1 0 1 1 1 EUR 10.50 0.00 0.00 USD 0.00 0.40 0.00" in english
    assert english.index("Total 1 1 0 1 1 1 EUR 10.50") > english.index("Apr 2, 2004 Apr 2, 2004")
    german = words_of(
        taken(client, operator, "2004-04", format="pdf", language="de", of="organizations")
    )
    assert "Alle Organisationen" in german
    assert "Anchor" in german
    refused = taken(client, operator, "2004-04", format="docx")
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "?format")


def test_as_many_statements_for_a_year_of_many_as_for_a_day_of_none(read, client, monkeypatch):
    def statements(*period: str) -> int:
        sent: list[str] = []
        monkeypatch.setattr(tx, "observer", sent.append)
        read(*period)
        monkeypatch.setattr(tx, "observer", None)
        return len([each for each in sent if "platform_statistics" in each])

    with on("2005-02-01"):
        for _ in range(3):
            shop = make_shop()
            buy(client, shop, shop.add_type())
    count()
    assert statements("2005-01-01", "2005-12-31") == statements("2006-01-01", "2006-01-01") == 5
