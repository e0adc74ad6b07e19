"""Every order says through which channel it was sold; nobody gets rights by what they say."""

from tests.factories.sales import make_shop

from turnout.kernel import runtime
from turnout.kernel.security.rate_limits import Limiter


def test_an_order_of_the_public_is_of_the_web_or_of_an_embedded_checkout(sale):
    assert sale.origin(sale.buy()) == ("web", None)
    assert sale.origin(sale.buy(is_embedded=True)) == ("embed", None)


def test_an_order_by_a_partners_code_is_the_partners_however_it_is_written(sale):
    partner = sale.made("HOTEL10")
    for said in ("HOTEL10", "hotel-1o", " hotel 10 "):
        assert sale.origin(sale.buy(partner=said)) == ("partner", partner["id"])
    assert sale.origin(sale.buy(partner="HOTEL10", is_embedded=True))[0] == "partner"


def test_an_order_by_an_api_token_is_of_the_api_or_of_the_partner_who_has_it(sale):
    token_id, headers = sale.token()
    assert sale.origin(sale.buy(headers=headers)) == ("api", None)
    hotel, agency = sale.made("HOTEL4", api_token_id=token_id), sale.made("AGENCY")
    assert sale.origin(sale.buy(headers=headers)) == ("partner", hotel["id"])
    assert sale.origin(sale.buy(headers=headers, partner="AGENCY")) == ("partner", agency["id"])
    sale.change(hotel, state="archived")
    assert sale.origin(sale.buy(headers=headers)) == ("api", None)


def test_an_unknown_ended_or_foreign_partner_is_refused_by_its_field(sale):
    ended = sale.made("ENDED1")
    sale.change(ended, state="archived")
    other = type(sale)(sale.client, make_shop(), sale.type_id)
    other.made("FOREIGN")
    for said in ("NOBODY", "ENDED1", "FOREIGN"):
        answer = sale.buy(partner=said)
        assert answer.status_code == 422, answer.json
        assert answer.json["code"] == "sales-partners.code-refused"
        assert [each["pointer"] for each in answer.json["errors"]] == ["/partner"]


def test_a_channel_cannot_be_said_by_name(sale):
    for said in ({"channel": "box_office"}, {"sales_partner_id": sale.made()["id"]}):
        assert sale.buy(**said).status_code == 422


def test_guessing_codes_of_partners_is_slowed_down(sale, monkeypatch):
    monkeypatch.setattr("turnout.kernel.security.rate_limits.LOCAL_SHARE", 1)
    monkeypatch.setattr(runtime.current(), "limiter", Limiter(None, now=lambda: 0.0))
    sale.made("HOTEL4")
    for number in range(30):
        assert sale.buy(partner=f"GUESS{number}").status_code == 422
    assert sale.buy(partner="HOTEL4").status_code == 429
    assert sale.buy().status_code == 201, "an order without a code is not held up"


def test_the_team_sells_and_gives_away_at_the_box_office(sale):
    gift = sale.shop.basket(sale.type_id)
    path = f"{sale.shop.orders_path}/complimentary"
    headers = {**sale.headers, "Idempotency-Key": "gift-of-a-ticket-1"}
    assert sale.origin(sale.client.post(path, json=gift, headers=headers)) == ("box_office", None)


def test_a_channel_costs_an_order_no_statement(sale, statements):
    sale.made("HOTEL4")
    token_id, headers = sale.token()
    sale.made("AGENCY", api_token_id=token_id)
    counted = []
    for options in ({}, {"is_embedded": True}, {"partner": "HOTEL4"}, {"headers": headers}):
        sale.buy(**options)
        statements.clear()
        assert sale.buy(**options).status_code == 201
        counted.append(len(statements))
        is_named = bool(options) and "is_embedded" not in options
        assert any("FROM sales_partners" in each for each in statements) == is_named
    assert len(set(counted)) == 1, counted
