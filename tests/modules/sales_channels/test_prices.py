"""A channel's own price: shown where it sells, charged as it was shown, and nobody else's."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop
from tests.factories.tokens import make_token
from tests.modules.sales_channels.conftest import ChannelShop, make_channel_shop

from turnout.kernel import clock, runtime
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.waitlist import api as waitlist

STANDARD, WEB, DESK, API, PARTNERS, HOTEL = 2500, 2600, 2900, 2400, 2200, 1850
IN_DOLLARS = {"USD": {"price_minor": 2700}}


@pytest.fixture
def sale(client, queued) -> ChannelShop:
    return make_channel_shop(client, price_minor=STANDARD, tax_rate_bp=1900, prices=IN_DOLLARS)


@pytest.fixture
def token(sale):
    return make_token(sale.shop.organization, "orders.read").headers


@pytest.fixture
def priced(sale):
    """Every channel and one partner have a price of their own."""
    hotel = sale.partner("HOTEL4")
    sale.partner("OTHER1")
    for channel, minor in (("web", WEB), ("box_office", DESK), ("api", API), ("partner", PARTNERS)):
        sale.made(channel, prices={"EUR": minor})
    sale.made("partner", sales_partner_id=hotel, prices={"EUR": HOTEL, "USD": 2000})
    return sale


def event_path(sale, last):
    return sale.path.replace("channel-settings", last)


def offered(sale, headers=None, **asked):
    answer = sale.client.get(event_path(sale, "offers"), query_string=asked, headers=headers)
    assert answer.status_code == 200, answer.json
    return answer.json["items"]


def shown(sale, headers=None, **asked):
    [item] = offered(sale, headers, **asked)
    return item["price_minor"]


def charged(sale, quantity=1, headers=None, **said):
    """What one is charged for an order."""
    body = {**sale.shop.basket(sale.type_id, quantity=quantity), **said}
    answer = sale.client.post(sale.shop.orders_path, json=body, headers=headers)
    assert answer.status_code == 201, answer.json
    assert answer.json["total_minor"] == quantity * answer.json["lines"][0]["unit_minor"]
    return answer.json["lines"][0]["unit_minor"]


def at_desk(sale, **said):
    headers = {**sale.headers, "Idempotency-Key": f"desk-{uuid4()}"}
    body = {**sale.shop.basket(sale.type_id), "payment": {"method": "cash"}, **said}
    answer = sale.client.post(f"{sale.shop.orders_path}/box-office", json=body, headers=headers)
    assert answer.status_code == 201, answer.json
    return answer.json["total_minor"]


def desk_prices(sale):
    answer = sale.client.get(event_path(sale, "box-office-prices"), headers=sale.headers)
    assert answer.status_code == 200, answer.json
    return answer.json["items"]


def test_each_channel_charges_what_it_shows(priced, token):
    assert shown(priced) == charged(priced) == WEB
    assert charged(priced, is_embedded=True) == WEB
    assert shown(priced, token) == charged(priced, headers=token) == API
    assert shown(priced, partner="OTHER1") == charged(priced, partner="OTHER1") == PARTNERS
    assert shown(priced, partner=" hotel4") == charged(priced, partner="HOTEL4") == HOTEL
    [desk] = desk_prices(priced)
    assert (desk["is_sold"], desk["prices"]) == (True, {"EUR": DESK, "USD": 2700})
    assert at_desk(priced) == DESK


def test_in_a_further_currency_a_channel_has_its_own_price_or_the_ticket_types(priced):
    usd = {"currency": "USD"}
    assert (
        shown(priced, partner="HOTEL4", **usd) == charged(priced, partner="HOTEL4", **usd) == 2000
    )
    assert (
        shown(priced, partner="OTHER1", **usd) == charged(priced, partner="OTHER1", **usd) == 2700
    )
    assert shown(priced, **usd) == charged(priced, **usd) == 2700


def test_without_a_price_a_channel_charges_the_ticket_types(sale):
    sale.partner("HOTEL4")
    sale.made("web", prices={"EUR": WEB})
    sale.made("partner", places=4)
    assert (charged(sale, partner="HOTEL4"), shown(sale, partner="HOTEL4")) == (STANDARD,) * 2
    assert at_desk(sale) == STANDARD


def test_rules_discounts_and_members_go_from_the_channels_price(priced):
    rule = {
        "ticket_type_id": str(priced.type_id), "kind": "quantity", "name": "Group",
        "minimum_quantity": 3, "percent_bp": 1000,
    }  # fmt: skip
    made = priced.client.post(event_path(priced, "price-rules"), json=rule, headers=priced.headers)
    assert made.status_code == 201, made.json
    code = {
        "name": "Less", "code": "LESS20", "percent_bp": 2000,
        "event_id": str(priced.shop.event_id),
    }  # fmt: skip
    base = f"/api/v1/organizations/{priced.shop.organization.id}/discounts"
    assert priced.client.post(base, json=code, headers=priced.headers).status_code == 201
    for said, own in (({}, WEB), ({"partner": "OTHER1"}, PARTNERS), ({"partner": "HOTEL4"}, HOTEL)):
        [item] = offered(priced, **said)
        [first, group] = item["pricing"]["by_quantity"]
        assert (item["pricing"]["list_minor"], first["unit_minor"]) == (own, own)
        assert group["unit_minor"] == charged(priced, 3, **said) == own - (own + 5) // 10
        check = event_path(priced, "check-codes")
        told = priced.client.post(check, json={"codes": ["LESS20"], **said}).json
        assert told["prices"][0]["unit_minor"] == charged(priced, codes=["LESS20"], **said)
        assert charged(priced, codes=["LESS20"], **said) == own - (own * 2 + 5) // 10


def test_a_fixed_price_of_a_rule_counts_where_it_is_lower(priced):
    rule = {
        "ticket_type_id": str(priced.type_id), "kind": "early_bird", "name": "Early",
        "sold_until": 100, "price_minor": 2100,
    }  # fmt: skip
    made = priced.client.post(event_path(priced, "price-rules"), json=rule, headers=priced.headers)
    assert made.status_code == 201, made.json
    assert shown(priced) == charged(priced) == 2100
    assert shown(priced, partner="HOTEL4") == charged(priced, partner="HOTEL4") == HOTEL
    check = event_path(priced, "check-member-price")
    for said, unit in (({}, 2100), ({"partner": "HOTEL4"}, HOTEL)):
        body = {"ticket_type_ids": [str(priced.type_id)], **said}
        [told] = priced.client.post(check, json=body).json["prices"]
        assert told["pricing"]["unit_minor"] == unit


def test_demand_moves_the_channels_price_by_its_share(priced):
    plan = {
        "ticket_type_id": str(priced.type_id), "floor_minor": 2250, "ceiling_minor": 5000,
        "by_share": [{"from_bp": 1000, "change_bp": 2000}],
    }  # fmt: skip
    path = event_path(priced, "demand-prices")
    assert priced.client.post(path, json=plan, headers=priced.headers).status_code == 201
    assert charged(priced, 4, partner="HOTEL4") == HOTEL, "not held up to the floor of others"
    for minutes in (16, 32, 48):
        with clock.frozen(clock.now() + timedelta(minutes=minutes)):
            work.run_timed("price_rules.look_at_due_demand")
            work.drain()
    moved = shown(priced, partner="HOTEL4")
    assert moved == charged(priced, partner="HOTEL4") > HOTEL
    assert moved * 100 // HOTEL == shown(priced) * 100 // WEB


def test_the_explanation_says_that_the_price_is_the_webs(priced):
    path = event_path(priced, f"price-rules/explain/{priced.type_id}")
    told = priced.client.get(path, headers=priced.headers).json
    assert (told["list_minor"], told["unit_minor"], told["channel"]) == (WEB, WEB, "web")
    told = priced.client.get(path, query_string={"currency": "USD"}, headers=priced.headers).json
    assert (told["list_minor"], told["channel"]) == (2700, None)


def test_the_price_that_was_seen_is_charged_or_nothing_is_sold(priced):
    [setting] = [
        each
        for each in priced.client.get(priced.path, headers=priced.headers).json["items"]
        if each["channel"] == "web"
    ]
    seen = [{"ticket_type_id": str(priced.type_id), "quantity": 1, "amount_minor": WEB}]
    held = priced.bought(lines=seen)
    assert priced.change(setting, prices={"EUR": 2650}).status_code == 200
    answer = priced.buy(lines=seen)
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "price-changed")
    path = f"{priced.shop.orders_path}/{held['id']}"
    secret = {"Turnout-Order-Secret": held["secret"]}
    assert priced.client.get(path, headers=secret).json["total_minor"] == WEB, "a hold keeps its"
    assert charged(priced) == 2650


def test_net_prices_have_the_tax_on_top(client, queued):
    sale = make_channel_shop(client, price_minor=2000, tax_rate_bp=1000, excludes_tax=True)
    sale.made("web", prices={"EUR": 1500})
    assert (shown(sale), charged(sale)) == (1500, 1650)


def test_places_that_a_waitlist_offered_cost_what_the_web_shows(client, queued):
    sale = make_channel_shop(client, capacity=1, price_minor=STANDARD)
    sale.made("web", prices={"EUR": WEB})
    on = {"is_open": True, "freed_first": True, "offer_minutes": 60, "most_quantity": 1}
    settings = event_path(sale, "waitlist-settings")
    assert sale.client.put(settings, json=on, headers=sale.headers).json
    order = sale.bought()
    waiting = {"ticket_type_id": str(sale.type_id), "quantity": 1}
    waiting["email"] = sale.shop.organization.owner.email
    joined = sale.client.post(event_path(sale, "waitlist"), json=waiting, headers=sale.headers)
    assert joined.json["state"] == "waiting", joined.json
    sale.cancel(order)
    work.drain()
    found = sale.client.get(f"{event_path(sale, 'waitlist')}?limit=9", headers=sale.headers).json
    offer = waitlist.offer_token(UUID(found["items"][0]["id"]))
    assert charged(sale, waitlist_offer=offer) == WEB


@pytest.mark.parametrize(
    ("prices", "pointer"),
    [
        ({"EUR": 0}, "/prices/EUR"),
        ({"EUR": -1}, "/prices/EUR"),
        ({"EUR": 10**12 + 1}, "/prices/EUR"),
        ({"EUR": "10"}, "/prices/EUR"),
        ({"EUR": 10.5}, "/prices/EUR"),
        ({"EUR": None}, "/prices/EUR"),
        ({"GBP": 1000}, "/prices/GBP"),
        ({"eur": 1000}, "/prices/eur"),
        ([1000], "/prices"),
        (None, "/prices"),
    ],
)
def test_a_price_that_makes_no_sense_is_refused_by_its_field(sale, prices, pointer):
    made = sale.made("api")
    for answer in (sale.create("web", prices=prices), sale.change(made, prices=prices)):
        assert answer.status_code == 422, answer.json
        assert all(each["pointer"].startswith(pointer) for each in answer.json["errors"])
    assert sale.get(made)["prices"] == {}


@pytest.mark.parametrize(
    ("kind", "price_minor", "code"), [("free", 0, "free"), ("donation", 500, "donation")]
)
def test_only_a_fixed_price_is_another_one_elsewhere(sale, kind, price_minor, code):
    other = sale.shop.add_type(kind=kind, price_minor=price_minor)
    answer = sale.create("web", ticket_type_id=str(other), prices={"EUR": 100})
    assert answer.status_code == 422, answer.json
    assert [(each["pointer"], each["code"]) for each in answer.json["errors"]] == [
        ("/prices", code)
    ]


def test_dinars_are_priced_in_the_steps_that_can_be_paid(sale):
    other = sale.shop.add_type(price_minor=2500, prices={"KWD": {"price_minor": 8250}})
    answer = sale.create("web", ticket_type_id=str(other), prices={"KWD": 8255})
    assert answer.json["errors"][0]["code"] == "step"


def test_a_currency_that_is_sold_no_more_counts_for_nothing_and_holds_nothing_up(priced):
    path = event_path(priced, f"ticket-types/{priced.type_id}")
    assert priced.client.patch(path, json={"prices": {}}, headers=priced.headers).status_code == 200
    assert charged(priced, partner="HOTEL4") == HOTEL
    found = priced.client.get(priced.path, headers=priced.headers).json["items"]
    [hotel] = [each for each in found if each["sales_partner_id"]]
    assert priced.change(hotel, most=9).json["prices"] == {"EUR": HOTEL, "USD": 2000}
    gone = priced.change(hotel, prices={"EUR": 1900, "USD": 2000})
    assert gone.json["errors"][0]["pointer"] == "/prices/USD"


def test_prices_are_for_who_may_change_ticket_types(sale):
    made = sale.made("web", prices={"EUR": WEB})
    roles = f"/api/v1/organizations/{sale.shop.organization.id}/roles"
    role = {
        "key": "halls", "name": "Halls",
        "permissions": ["events.read", "inventory.read", "inventory.edit"],
    }  # fmt: skip
    created = sale.client.post(roles, json=role, headers=sale.headers)
    assert created.status_code == 201, created.json
    halls = bearer(add_member(sale.shop.organization, "halls"))
    path = f"{sale.path}/{made['id']}"
    body = {"ticket_type_id": str(sale.type_id), "channel": "api"}
    assert sale.client.patch(path, json={"most": 5}, headers=halls).status_code == 200
    assert sale.client.patch(path, json={"prices": {}}, headers=halls).status_code == 403
    assert sale.client.delete(path, headers=halls).status_code == 403
    priced = {**body, "prices": {"EUR": 1}}
    assert sale.client.post(sale.path, json=priced, headers=halls).status_code == 403
    assert sale.client.post(sale.path, json=body, headers=halls).status_code == 201
    assert charged(sale) == WEB


def test_an_unknown_partner_is_refused_where_prices_are_shown_and_guesses_are_counted(
    priced, monkeypatch
):
    monkeypatch.setattr("turnout.kernel.security.rate_limits.LOCAL_SHARE", 1)
    monkeypatch.setattr(runtime.current(), "limiter", Limiter(None, now=lambda: 0.0))
    path = event_path(priced, "offers")
    for _ in range(31):  # whatever else is wrong beside a right code is no guess
        mistaken = {"partner": "HOTEL4", "currency": "CHF"}
        assert priced.client.get(path, query_string=mistaken).json["code"] == "invalid"
    answer = priced.client.get(path, query_string={"partner": "NOBODY"})
    assert (answer.status_code, answer.json["code"]) == (422, "sales-partners.code-refused")
    assert answer.json["errors"][0]["pointer"] == "?partner"
    check = event_path(priced, "check-member-price")
    for number in range(29):
        body = {"ticket_type_ids": [str(priced.type_id)], "partner": f"GUESS{number}"}
        assert priced.client.post(check, json=body).status_code == 422
    assert priced.client.get(path, query_string={"partner": "HOTEL4"}).status_code == 429
    assert priced.buy(partner="HOTEL4").status_code == 429
    assert shown(priced) == WEB, "who names no code is not held up"


def test_a_partner_of_another_organization_has_no_prices_here(priced):
    other = make_channel_shop(priced.client, price_minor=STANDARD)
    other.partner("FOREIGN")
    asked = {"partner": "FOREIGN"}
    answer = priced.client.get(event_path(priced, "offers"), query_string=asked)
    assert answer.json["code"] == "sales-partners.code-refused"


def test_the_desks_prices_are_told_to_the_team_only(priced):
    rule = {
        "ticket_type_id": str(priced.type_id), "kind": "quantity", "name": "Group",
        "minimum_quantity": 3, "percent_bp": 1000,
    }  # fmt: skip
    priced.client.post(event_path(priced, "price-rules"), json=rule, headers=priced.headers)
    check = event_path(priced, "check-member-price")
    body = {"ticket_type_ids": [str(priced.type_id)], "at_desk": True}
    [told] = priced.client.post(check, json=body, headers=priced.headers).json["prices"]
    assert told["pricing"]["unit_minor"] == DESK
    [told] = priced.client.post(check, json=body).json["prices"]
    assert told["pricing"]["unit_minor"] == WEB
    stranger = bearer(make_shop().organization.owner)
    answer = priced.client.get(event_path(priced, "box-office-prices"), headers=stranger)
    assert answer.status_code == 404
    staff = bearer(add_member(priced.shop.organization, "staff"))
    answer = priced.client.get(event_path(priced, "box-office-prices"), headers=staff)
    assert answer.status_code == 403


def test_a_channels_price_costs_an_order_no_statement_more(sale, statements):
    made = sale.made("web", places=2)

    def count():
        sale.bought()
        statements.clear()
        sale.bought()
        return len(statements)

    before = count()
    assert sale.change(made, prices={"EUR": WEB}).status_code == 200
    assert count() == before


def test_a_copied_event_takes_the_prices_along(priced):
    base = priced.path.removesuffix("/channel-settings")
    starts = {"starts_at": (clock.now() + timedelta(days=60)).isoformat()}
    made = priced.client.post(f"{base}/copies", json=starts, headers=priced.headers)
    assert made.status_code == 201, made.json
    work.drain()
    copy = priced.path.replace(str(priced.shop.event_id), made.json["id"])
    found = priced.client.get(copy, headers=priced.headers).json["items"]
    assert sorted(each["prices"]["EUR"] for each in found) == sorted(
        [WEB, DESK, API, PARTNERS, HOTEL]
    )
    [hotel] = [each for each in found if each["sales_partner_id"]]
    assert hotel["prices"] == {"EUR": HOTEL, "USD": 2000}
