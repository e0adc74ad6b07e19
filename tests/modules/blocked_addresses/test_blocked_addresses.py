"""Blocked addresses: what is compared, what becomes of an order, and who keeps the list."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member, make_organization
from tests.factories.sales import make_shop

from turnout.kernel import clock
from turnout.kernel.errors import Invalid
from turnout.modules.blocked_addresses import rules


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("email", " Ana@People.Example ", "ana@people.example"),
        ("domain", "@Spam.Example", "spam.example"),
        ("email", "Ana@Bücher.Example", "ana@xn--bcher-kva.example"),
        ("domain", "Bücher.Example", "xn--bcher-kva.example"),
        ("network", "203.0.113.9", "203.0.113.9/32"),
        ("network", "203.0.113.77/24", "203.0.113.0/24"),
        ("network", "2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("network", "2001:db8::/32", "2001:db8::/32"),
    ],
)
def test_a_value_is_kept_as_it_is_compared(kind, value, kept):
    assert rules.written(kind, value) == kept


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", "people.example"),
        ("email", "a@b@c.example"),
        ("domain", "a@people.example"),
        ("domain", "localhost localhost"),
        ("network", "people.example"),
        ("network", "203.0.113.0/33"),
        ("network", "0.0.0.0/0"),
        ("network", "2000::/3"),
    ],
)
def test_what_is_none_of_its_kind_is_refused_at_its_field(kind, value):
    with pytest.raises(Invalid) as found:
        rules.written(kind, value)
    assert [each.pointer for each in found.value.errors] == ["/value"]


@pytest.mark.parametrize(
    ("kind", "value", "hit", "missed"),
    [
        ("email", "ana@people.example", {"email": "ANA@people.example"}, {"email": "bo@people.example"}),
        ("domain", "spam.example", {"email": "a@spam.example"}, {"email": "a@not.spam.example"}),
        ("domain", "spam.example", {"email": "a@ｓpam.example"}, {"email": "a@not.spam.example"}),
        ("domain", "müll.example", {"email": "a@xn--mll-hoa.example"}, {"email": "a@mull.example"}),
        ("email", "a@xn--mll-hoa.example", {"email": "A@MÜLL.example"}, {"email": "b@müll.example"}),
        ("network", "198.51.100.0/24", {"network": "198.51.100.7"}, {"network": "198.51.101.7"}),
        ("network", "2001:db8:1:2::9", {"network": "2001:db8:1:2::1"}, {"network": "2001:db8:1:3::1"}),
    ],
)  # fmt: skip
def test_who_is_blocked_orders_nothing_and_anybody_else_does(blocking, kind, value, hit, missed):
    blocking.blocked(value, kind)
    refused = blocking.order(**hit)
    assert (refused.status_code, refused.json["code"]) == (403, "blocked-addresses.order-blocked")
    assert "reseller" not in refused.text
    assert blocking.order(**missed).status_code == 201


def test_an_order_can_be_held_instead_and_its_review_says_why(blocking):
    entry = blocking.blocked("spam.example", "domain", outcome="review")
    order = blocking.order("a@spam.example").json
    assert (order["state"], order["tickets"]) == ("under_review", [])
    [reason] = blocking.review_of(order["id"])["reasons"]
    assert (reason["kind"], reason["name"]) == ("blocked_address", "spam.example")
    assert (reason["blocked_address_id"], reason["note"]) == (entry["id"], "A reseller")


def test_who_is_refused_for_one_reason_is_not_held_for_another(blocking):
    blocking.blocked("spam.example", "domain", outcome="review")
    blocking.blocked("203.0.113.0/24", "network")
    assert blocking.order("a@spam.example").status_code == 403


def test_the_buyer_who_is_named_a_step_later_is_looked_at_too(blocking):
    blocking.blocked("ana@people.example")
    body = blocking.shop.basket(blocking.ticket)
    del body["buyer"], body["attendees"]
    held = blocking.client.post(blocking.shop.orders_path, json=body).json
    path, secret = f"{blocking.shop.orders_path}/{held['id']}", held["secret"]

    def name(email):
        buyer = {"buyer": {"email": email, "name": "Ana"}}
        return blocking.client.patch(path, json=buyer, headers={"Turnout-Order-Secret": secret})

    assert name("Ana@people.example").json["code"] == "blocked-addresses.order-blocked"
    assert name("bo@people.example").status_code == 200


def test_an_entry_ends_by_itself_and_others_stay(blocking):
    ends = clock.now() + timedelta(hours=1)
    blocking.blocked("ana@people.example", ends_at=ends.isoformat())
    assert blocking.order().status_code == 403
    with clock.frozen(ends):
        assert blocking.order().status_code == 201
        [listed] = blocking.client.get(blocking.path, headers=blocking.headers()).json["items"]
        assert listed["is_over"] is True


def test_an_entry_is_changed_over_the_version_that_was_seen_and_deleted(blocking):
    entry = blocking.blocked("ana@people.example")
    at = f"{blocking.path}/{entry['id']}"
    headers = blocking.headers() | {"If-Match": '"1"'}
    changes = {"outcome": "review", "reason": "Many cards"}
    changed = blocking.client.patch(at, json=changes, headers=headers)
    assert (changed.status_code, changed.json["outcome"]) == (200, "review")
    assert blocking.client.patch(at, json=changes, headers=headers).status_code == 412
    assert blocking.order().json["state"] == "under_review"
    headers = blocking.headers() | {"If-Match": '"2"'}
    assert blocking.client.delete(at, headers=headers).status_code == 204
    assert blocking.client.get(at, headers=headers).status_code == 404
    assert blocking.order().json["state"] == "confirmed"


def test_the_same_is_blocked_once_and_bad_fields_are_named(blocking):
    blocking.blocked("ana@people.example")
    again = blocking.block("ANA@people.example")
    assert (again.status_code, again.json["code"]) == (409, "blocked-addresses.taken")
    for said, pointer in (
        ({"value": "nobody"}, "/value"),
        ({"kind": "phone"}, "/kind"),
        ({"reason": " "}, "/reason"),
        ({"ends_at": "tomorrow"}, "/ends_at"),
    ):
        body = {"value": "bo@people.example"} | said
        answer = blocking.block(**body)
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json["errors"]] == [pointer]


def test_the_list_is_found_by_kind_and_words(blocking):
    blocking.blocked("ana@people.example", reason="Charged back")
    blocking.blocked("spam.example", "domain")

    def found(**query):
        answer = blocking.client.get(blocking.path, query_string=query, headers=blocking.headers())
        return [each["value"] for each in answer.json["items"]]

    assert found() == ["spam.example", "ana@people.example"]
    assert found(kind="domain") == ["spam.example"]
    assert found(q="CHARGED") == ["ana@people.example"]
    assert found(q="%") == []


def test_who_is_blocked_by_one_organization_orders_from_another(blocking):
    blocking.blocked("ana@people.example")
    other = make_shop(make_organization())
    basket = other.basket(other.add_type(capacity=2), email="ana@people.example")
    assert blocking.client.post(other.orders_path, json=basket).status_code == 201


def test_staff_neither_sees_nor_changes_the_list(blocking):
    staff = add_member(blocking.shop.organization, "staff")
    assert blocking.client.get(blocking.path, headers=blocking.headers(staff)).status_code == 403


def test_a_list_costs_an_order_no_statement(blocking, statements):
    blocking.blocked("somebody@people.example")
    statements.clear()
    assert blocking.order().status_code == 201
    assert len(statements) == 2
