"""Price rules as organizers make, change and explain them."""

import pytest
from tests.factories.people import add_member, bearer
from tests.modules.price_rules.conftest import in_days


def test_a_rule_is_made_listed_changed_and_deleted(sale):
    rule = sale.made(ends_at=in_days(3), sold_until=50)
    assert (rule["price_minor"], rule["state"], rule["version"], rule["sold"]) == (
        2000,
        "active",
        1,
        0,
    )
    assert sale.client.get(sale.path, headers=sale.headers).json == {"items": [rule]}
    changed = sale.change(rule["id"], price_minor=None, percent_bp=2500, name="Autumn bird")
    assert changed.status_code == 200, changed.json
    assert (changed.json["percent_bp"], changed.json["name"]) == (2500, "Autumn bird")
    assert sale.unit() == 2250
    gone = sale.client.delete(f"{sale.path}/{rule['id']}", headers=sale.headers)
    assert gone.status_code == 204
    assert sale.unit() == 3000
    assert sale.offer()["pricing"] is None


def test_another_version_than_the_one_that_was_seen_is_refused(sale):
    rule = sale.made()
    sale.change(rule["id"], name="First")
    stale = sale.client.patch(
        f"{sale.path}/{rule['id']}",
        json={"name": "Second"},
        headers={**sale.headers, "If-Match": '"1"'},
    )
    assert stale.status_code == 412


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"price_minor": 2000, "percent_bp": 1000}, "/percent_bp"),
        ({"price_minor": None}, "/price_minor"),
        ({"price_minor": 3000}, "/price_minor"),
        ({"price_minor": -1}, "/price_minor"),
        ({"percent_bp": 10_001}, "/percent_bp"),
        ({"percent_bp": 0}, "/percent_bp"),
        ({"ends_at": None, "sold_until": None}, "/ends_at"),
        ({"ends_at": in_days(-1)}, "/ends_at"),
        ({"starts_at": in_days(3), "ends_at": in_days(2)}, "/ends_at"),
        ({"sold_from": 5, "sold_until": 5}, "/sold_until"),
        ({"sold_from": -1}, "/sold_from"),
        ({"minimum_quantity": 2}, "/minimum_quantity"),
        ({"kind": "quantity", "minimum_quantity": 1}, "/minimum_quantity"),
        ({"kind": "quantity", "minimum_quantity": 4, "maximum_quantity": 3}, "/maximum_quantity"),
        ({"kind": "quantity", "minimum_quantity": 11}, "/minimum_quantity"),
        ({"kind": "quantity", "sold_until": 4}, "/sold_until"),
        ({"kind": "surprise"}, "/kind"),
        ({"name": ""}, "/name"),
        ({"ticket_type_id": "01a204e3-04ca-7cc8-8acc-97b2aa102583"}, "/ticket_type_id"),
    ],
)
def test_what_contradicts_itself_is_refused_by_its_field(sale, said, pointer):
    kind = said.pop("kind", "early_bird")
    assert sale.refused(kind, **said) == pointer


def test_a_free_ticket_type_has_no_price_rules(sale):
    free = sale.shop.add_type()
    assert sale.refused(ticket_type_id=str(free), percent_bp=1000) == "/ticket_type_id"


@pytest.mark.parametrize(
    ("first", "second", "pointer"),
    [
        (
            {"ends_at": in_days(3)},
            {"starts_at": in_days(2), "ends_at": in_days(4)},
            "/starts_at",
        ),
        ({"sold_until": 10}, {"sold_from": 9, "sold_until": 20}, "/sold_from"),
        ({"ends_at": in_days(3)}, {"sold_until": 10}, "/starts_at"),
        (
            {"kind": "quantity", "minimum_quantity": 3, "maximum_quantity": 5},
            {"kind": "quantity", "minimum_quantity": 5},
            "/minimum_quantity",
        ),
    ],
)
def test_rules_of_one_kind_that_overlap_are_refused(sale, first, second, pointer):
    sale.made(first.pop("kind", "early_bird"), **first)
    assert sale.refused(second.pop("kind", "early_bird"), **second) == pointer


def test_rules_that_follow_each_other_or_are_of_two_kinds_do_not_overlap(sale):
    border = in_days(2)
    sale.made(ends_at=border)
    sale.made(starts_at=border, ends_at=in_days(4))
    sale.made("quantity", minimum_quantity=2, maximum_quantity=3)
    sale.made("quantity", minimum_quantity=4)


def test_a_paused_rule_leaves_room_and_comes_back_only_where_there_is_some(sale):
    rule = sale.made(ends_at=in_days(3))
    assert sale.change(rule["id"], state="paused").status_code == 200
    other = sale.made(ends_at=in_days(2))
    refused = sale.change(rule["id"], state="active")
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "overlap")
    sale.client.delete(f"{sale.path}/{other['id']}", headers=sale.headers)
    assert sale.change(rule["id"], state="active").status_code == 200


def test_a_price_is_explained_for_an_instant_a_number_sold_and_a_quantity(sale):
    bird = sale.made(sold_until=10)
    group = sale.made("quantity", minimum_quantity=5, price_minor=1500, name="Group")
    path = f"{sale.path}/explain/{sale.standard}"
    asked = {"sold": 8, "quantity": 2, "at": in_days(1)}
    found = sale.client.get(path, query_string=asked, headers=sale.headers).json
    assert (found["list_minor"], found["unit_minor"], found["total_minor"]) == (3000, 2000, 4000)
    assert (found["net_minor"], found["tax_minor"]) == (3333, 667)
    assert found["price_rule_id"] == bird["id"]
    assert [(each["price_rule_id"], each["outcome"]) for each in found["reasons"]] == [
        (bird["id"], "applied"),
        (group["id"], "too-few"),
    ]
    assert found["by_sold"] == [
        {"sold": 0, "unit_minor": 2000, "name": "Early bird"},
        {"sold": 9, "unit_minor": 3000, "name": ""},
    ]
    assert [each["unit_minor"] for each in found["by_time"]] == [2000]
    asked["sold"] = 9
    found = sale.client.get(path, query_string=asked, headers=sale.headers).json
    assert (found["unit_minor"], found["price_rule_id"]) == (3000, None)


def test_who_may_only_look_changes_nothing(sale):
    rule = sale.made()
    looking = bearer(add_member(sale.shop.organization, "staff"))
    assert sale.client.get(sale.path, headers=looking).status_code == 200
    path = f"{sale.path}/{rule['id']}"
    assert sale.client.patch(path, json={"name": "x"}, headers=looking).status_code == 403
    assert sale.client.delete(path, headers=looking).status_code == 403


def test_a_copy_of_an_event_has_no_rules_and_its_types_cost_their_list_price(sale):
    sale.made()
    copy = sale.client.post(
        f"{sale.base}/events/{sale.shop.event_id}/copies",
        json={"title": "Again"},
        headers={**sale.headers, "Idempotency-Key": "copy-of-prices"},
    )
    assert copy.status_code == 201, copy.json
    path = f"{sale.base}/events/{copy.json['id']}/price-rules"
    assert sale.client.get(path, headers=sale.headers).json == {"items": []}
