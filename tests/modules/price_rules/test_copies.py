"""A copied event has the price rules and demand prices of the other one, with nothing sold by them."""

from datetime import datetime, timedelta

import pytest
from tests.factories.people import bearer, make_organization
from tests.factories.work import drain
from tests.modules.agencies.test_links import linked
from tests.modules.member_lists.conftest import MemberLists
from tests.modules.price_rules.conftest import RuledShop, in_days

from turnout.kernel import clock

TERMS = (
    "kind", "name", "price_minor", "percent_bp", "sold_from", "sold_until", "minimum_quantity",
    "maximum_quantity", "take_units", "pay_units", "member_list_id", "member_group", "state",
)  # fmt: skip
PLAN = {
    "floor_minor": 2000,
    "ceiling_minor": 5000,
    "by_share": [{"from_bp": 5000, "change_bp": 1000}],
    "by_time": [{"hours_before": 48, "change_bp": -1500}],
    "every_minutes": 15,
    "most_step_bp": 1000,
    "fall_back_bp": 200,
}


def terms(rules):
    return sorted([tuple(each[name] for name in TERMS) for each in rules], key=str)


def list_items(sale, path, headers=None):
    return sale.client.get(path, headers=headers or sale.headers).json["items"]


@pytest.fixture
def ruled(sale) -> RuledShop:
    """One of each kind, one of them paused, and a demand price."""
    list_id = MemberLists(sale.client, sale.shop).made(table="number\nAB-1234\n")
    sale.made(name="Early", ends_at=in_days(5), starts_at=in_days(-1))
    sale.made("quantity", name="Groups", percent_bp=1000)
    sale.made("multibuy", name="Three for two", take_units=3, pay_units=2, price_minor=None)
    member = sale.made("member", name="Members", member_list_id=list_id)
    assert sale.change(member["id"], state="paused").status_code == 200
    body = {**PLAN, "ticket_type_id": str(sale.standard)}
    made = sale.client.post(sale.demand_path, json=body, headers=sale.headers)
    assert made.status_code == 201, made.json
    sale.bought(2)
    return sale


def copied(sale, **wanted):
    """The paths of a copy's price rules and demand prices."""
    base = f"{sale.base}/events/{sale.shop.event_id}"
    made = sale.client.post(f"{base}/copies", json=wanted, headers=sale.headers)
    assert made.status_code == 201, made.json
    drain()
    return f"{sale.base}/events/{made.json['id']}"


def test_a_copy_has_every_rule_and_none_of_what_was_sold(ruled):
    source = list_items(ruled, ruled.path)
    event = ruled.client.get(ruled.path.removesuffix("/price-rules"), headers=ruled.headers).json
    starts = datetime.fromisoformat(event["starts_at"]) + timedelta(days=70)
    base = copied(ruled, starts_at=starts.isoformat())
    found = list_items(ruled, f"{base}/price-rules")
    assert terms(found) == terms(source)
    assert {each["sold"] for each in found} == {0}
    assert {each["version"] for each in found} == {1}
    assert {each["ticket_type_id"] for each in found}.isdisjoint({str(ruled.standard)})
    [early] = [each for each in found if each["name"] == "Early"]
    [of_source] = [each for each in source if each["name"] == "Early"]
    for name in ("starts_at", "ends_at"):
        moved = datetime.fromisoformat(early[name]) - datetime.fromisoformat(of_source[name])
        assert abs(moved - timedelta(days=70)) <= timedelta(hours=1), "clocks show the same time"
    [demand] = list_items(ruled, f"{base}/demand-prices")
    assert {name: demand[name] for name in PLAN} == PLAN
    assert (demand["level_bp"], demand["moved_at"]) == (0, None)
    assert demand["next_look_at"] is not None
    assert list_items(ruled, ruled.path) == source, "the source keeps its own"


def test_a_copied_rule_makes_the_price(ruled):
    base = copied(ruled)
    [type_id] = {each["ticket_type_id"] for each in list_items(ruled, f"{base}/price-rules")}
    path = f"{base}/price-rules/explain/{type_id}"
    found = ruled.client.get(path, headers=ruled.headers).json
    assert (found["unit_minor"], found["sold"]) == (2000, 0)


def test_a_template_keeps_rules_for_the_events_that_are_made_of_it(ruled):
    template = copied(ruled, as_template=True)
    made = ruled.client.post(f"{template}/copies", json={}, headers=ruled.headers)
    drain()
    found = list_items(ruled, f"{ruled.base}/events/{made.json['id']}/price-rules")
    assert terms(found) == terms(list_items(ruled, ruled.path))


def test_a_paused_demand_price_is_copied_paused_and_is_not_looked_at(ruled):
    [demand] = list_items(ruled, ruled.demand_path)
    path = f"{ruled.demand_path}/{demand['id']}"
    ruled.client.patch(path, json={"state": "paused"}, headers=ruled.headers)
    [found] = list_items(ruled, f"{copied(ruled)}/demand-prices")
    assert (found["state"], found["next_look_at"]) == ("paused", None)


def test_without_its_tickets_a_copy_has_no_rules(ruled):
    base = copied(ruled, parts=["programme"])
    assert list_items(ruled, f"{base}/price-rules") == []


def test_a_client_gets_the_rules_of_a_shared_template_but_no_member_prices(client, queued):
    agency = make_organization(name="Lantern", kind="agency")
    harbour = make_organization(name="Harbour")
    linked(client, agency, harbour)
    base = f"/api/v1/organizations/{agency.id}"
    owner = bearer(agency.owner)

    def made(path, body, status=201):
        answer = client.post(f"{base}{path}", json=body, headers=owner)
        assert answer.status_code == status, answer.json
        return answer.json

    starts = clock.now() + timedelta(days=90)
    event = made(
        "/events",
        {
            "title": "Gala",
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(hours=4)).isoformat(),
            "time_zone": "Europe/Lisbon",
            "is_template": True,
        },
    )
    inside = f"/events/{event['id']}"
    pool = made(f"{inside}/pools", {"name": "Hall", "capacity": 50})
    seat = {"name": "Seat", "pool_id": pool["id"], "currency": "EUR", "price_minor": 3000}
    type_id = made(f"{inside}/ticket-types", seat)["id"]
    early = {"kind": "early_bird", "name": "Early", "price_minor": 2000}
    early |= {"ticket_type_id": type_id, "ends_at": in_days(30)}
    made(f"{inside}/price-rules", early)
    staff = {"kind": "member", "name": "Staff", "price_minor": 1000, "member_group": "staff"}
    made(f"{inside}/price-rules", {**staff, "ticket_type_id": type_id})
    made(f"{inside}/demand-prices", {**PLAN, "ticket_type_id": type_id})
    shared = client.put(
        f"{base}/template-shares/{event['id']}", json={"clients": None}, headers=owner
    )
    assert shared.status_code in (200, 201), shared.json
    there = f"/api/v1/organizations/{harbour.id}"
    mine = bearer(harbour.owner)
    copy = client.post(
        f"{there}/shared-templates/{event['id']}/copies",
        json={"starts_at": (starts + timedelta(days=7)).isoformat()},
        headers=mine,
    )
    assert copy.status_code == 201, copy.json
    drain()
    path = f"{there}/events/{copy.json['id']}"
    [rule] = client.get(f"{path}/price-rules", headers=mine).json["items"]
    assert (rule["name"], rule["price_minor"], rule["sold"]) == ("Early", 2000, 0)
    moved = datetime.fromisoformat(rule["ends_at"]) - datetime.fromisoformat(early["ends_at"])
    assert abs(moved - timedelta(days=7)) <= timedelta(hours=1)
    assert len(client.get(f"{path}/demand-prices", headers=mine).json["items"]) == 1
