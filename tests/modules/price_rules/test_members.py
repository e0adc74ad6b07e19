"""Member prices: by number, group or former purchase; what is used, given back and explained."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.invoices import pay
from tests.factories.sales import make_shop
from tests.modules.member_lists.conftest import MemberLists
from tests.modules.price_rules.conftest import in_days

from turnout.kernel import clock, runtime
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.orders import api as orders
from turnout.modules.sso import queries as sso

TABLE = "number,expires,uses\nAB-1234,,2\nAB-9999,2020-01-01,\nFREE-0001,,\n"
ADA = "ada@people.example"


@pytest.fixture
def society(sale):
    return MemberLists(sale.client, sale.shop)


@pytest.fixture
def member(sale, society):
    """€20 instead of €30 for members of the society."""
    list_id = society.made(table=TABLE)
    sale.made("member", name="Members", member_list_id=list_id)
    return list_id


def order(sale, quantity=1, *, number="", proof="", seen=None, status=201):
    body = sale.shop.basket(sale.standard, quantity=quantity)
    if number:
        body["member_number"] = number
    if seen is not None:
        body["lines"][0]["amount_minor"] = seen
    headers = {"Turnout-Address-Proof": orders.prove_address(proof)} if proof else {}
    answer = sale.client.post(sale.shop.orders_path, json=body, headers=headers)
    assert answer.status_code == status, answer.json
    return answer.json


def unit(sale, **said):
    return order(sale, **said)["lines"][0]["unit_minor"]


def check(sale, *, number="", proof="", status=200):
    path = f"{sale.base}/events/{sale.shop.event_id}/check-member-price"
    headers = {"Turnout-Address-Proof": orders.prove_address(proof)} if proof else {}
    body = {"member_number": number, "ticket_type_ids": [str(sale.standard)]}
    answer = sale.client.post(path, json=body, headers=headers)
    assert answer.status_code == status, answer.json
    return answer.json


def why(answer):
    return [(each["pointer"], each["code"]) for each in answer["errors"]]


def uses(society):
    return society.ask("GET")["items"][0]["uses"]


def test_a_number_has_the_member_price_and_is_kept_with_the_order(sale, member, society):
    assert unit(sale) == 3000
    made = order(sale, number="ab 1234")
    [line] = made["lines"]
    [found] = society.numbers(member, q="1234")
    assert (line["unit_minor"], line["price_rule"]["entitled_by"]) == (2000, "member_number")
    assert (line["price_rule"]["member_number_id"], found["uses"]) == (found["id"], 1)
    assert line["price_rule"]["name"] == "Members"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("ZZ-1234", "member-number-unknown"),
        ("#", "member-number-unknown"),
        ("AB-9999", "member-number-ended"),
    ],
)
def test_a_wrong_number_is_refused_at_its_field(sale, member, number, code):
    for answer in (check(sale, number=number, status=422), order(sale, number=number, status=422)):
        assert why(answer) == [("/member_number", code)]


def test_guesses_are_limited_and_the_right_number_waits_too(sale, member, monkeypatch):
    monkeypatch.setattr("turnout.kernel.security.rate_limits.LOCAL_SHARE", 1)
    monkeypatch.setattr(runtime.current(), "limiter", Limiter(None, now=lambda: 0.0))
    for n in range(30):
        check(sale, number=f"GUESS{n}", status=422)
    check(sale, number="AB-1234", status=429)
    order(sale, number="AB-1234", status=429)


def test_a_number_is_for_so_many_units_and_no_more(sale, member):
    assert why(order(sale, 3, number="AB-1234", status=422)) == [
        ("/member_number", "member-number-too-many")
    ]
    assert unit(sale, quantity=2, number="AB-1234") == 2000
    assert why(order(sale, number="AB-1234", status=422)) == [
        ("/member_number", "member-number-used-up")
    ]
    assert unit(sale, quantity=5, number="FREE-0001") == 2000


def test_units_come_back_when_their_order_ends_unpaid(sale, member, society):
    made = order(sale, 2, number="AB-1234")
    assert uses(society) == 2
    sale.cancel(made)
    assert uses(society) == 0
    order(sale, 2, number="AB-1234")
    with clock.frozen(clock.now() + timedelta(hours=1)):
        work.run_timed("orders.expire_due")
        assert uses(society) == 0
        assert unit(sale, quantity=2, number="AB-1234") == 2000


def test_a_number_that_no_ticket_of_the_order_is_cheaper_by_is_not_used(sale, member, society):
    sale.made(ends_at=in_days(2), price_minor=1000)
    assert unit(sale, number="AB-1234") == 1000
    assert uses(society) == 0


def test_the_check_says_the_price_and_uses_nothing(sale, member, society):
    found = check(sale, number="AB-1234")
    [price] = found["prices"]
    assert (price["pricing"]["unit_minor"], found["entitled"]) == (2000, ["Members"])
    assert check(sale)["prices"][0]["pricing"]["unit_minor"] == 3000
    assert uses(society) == 0


def test_everybody_sees_that_there_is_a_member_price(sale, member):
    [shown] = sale.offer()["pricing"]["members"]
    assert (shown["name"], shown["unit_minor"]) == ("Members", 2000)
    assert shown["entitled_by"] == "member_number"
    assert sale.offer()["price_minor"] == 3000


def test_the_price_that_was_seen_counts(sale, member):
    assert unit(sale, number="AB-1234", seen=2000) == 2000
    assert why(order(sale, seen=2000, status=422)) == [("/lines/0/amount_minor", "price-changed")]


def test_orders_above_the_members_quantity_pay_the_list_price(sale, society):
    list_id = society.made(table=TABLE)
    sale.made("member", member_list_id=list_id, maximum_quantity=1)
    assert unit(sale, quantity=1, number="FREE-0001") == 2000
    assert unit(sale, quantity=2, number="FREE-0001") == 3000


def test_former_buyers_are_entitled_by_their_proven_address(sale):
    other = make_shop(sale.shop.organization)
    past = other.add_type(price_minor=1000)
    sale.made("member", name="Loyal", bought_event_ids=[str(other.event_id)])
    assert unit(sale, proof=ADA) == 3000
    bought = sale.client.post(other.orders_path, json=other.basket(past, email=ADA)).json
    assert unit(sale, proof=ADA) == 3000, "not paid yet"
    pay(other, bought["id"])
    assert unit(sale, proof=ADA) == 2000
    assert unit(sale, proof="eve@people.example") == 3000
    assert unit(sale) == 3000, "nothing proves who it is"
    [line] = order(sale, proof=ADA)["lines"]
    assert line["price_rule"]["entitled_by"] == "purchase"


def test_a_group_of_the_identity_provider_entitles(sale):
    sale.made("member", name="Staff", member_group="staff")
    owner = sale.shop.organization.owner
    assert unit(sale, proof=owner.email) == 3000
    made = sale.client.post(
        f"{sale.base}/identity-providers",
        json={"name": "Company", "kind": "saml"},
        headers=sale.headers,
    )
    provider = UUID(made.json["id"])
    with transaction(sale.shop.organizer) as tx:
        assert sso.insert_person(tx, provider, subject="ada", user_id=owner.id)
        person = sso.find_person_of_user(tx, provider, owner.id)
        sso.use_person(tx, person.id, groups=["staff"], session_id="", is_member_by_sso=False)
    assert unit(sale, proof=owner.email) == 3000, "the provider is a draft yet"
    with transaction(sale.shop.organizer) as tx:
        tx.query(
            "UPDATE identity_providers SET state = 'active'"
            " WHERE organization_id = %(organization_id)s AND id = %(id)s",
            tx.here(id=provider),
        )
    assert unit(sale, proof=owner.email) == 2000


def test_two_prices_of_one_list_overlap_and_of_two_lists_do_not(sale, society, member):
    assert sale.refused("member", name="Again", member_list_id=member) == "/starts_at"
    other = society.made("Club", table="number\nCLUB1\n")
    sale.made("member", name="Club", member_list_id=other, price_minor=1500)
    assert unit(sale, number="CLUB1") == 1500


def test_impossible_member_prices_are_refused_by_their_field(sale, society, member):
    def refused(**said):
        return sale.refused("member", **said)

    assert refused() == "/member_list_id"
    assert refused(member_list_id=str(new_id())) == "/member_list_id"
    assert refused(member_list_id=member, member_group="staff") == "/member_group"
    assert refused(bought_event_ids=[str(new_id())]) == "/bought_event_ids/0"
    assert refused(bought_series_ids=[str(new_id())]) == "/bought_series_ids/0"
    assert refused(member_list_id=member, sold_until=5) == "/sold_until"
    assert refused(member_list_id=member, minimum_quantity=2) == "/minimum_quantity"
    assert refused(member_list_id=member, price_minor=3000) == "/price_minor"
    assert sale.refused(member_list_id=member) == "/member_list_id"


def test_a_list_that_a_rule_is_for_is_not_deleted(sale, society, member):
    society.ask("DELETE", f"/{member}", headers={"If-Match": '"1"'}, status=409)


def test_the_explanation_says_that_it_is_for_members(sale, member):
    [rule] = sale.client.get(sale.path, headers=sale.headers).json["items"]
    path = f"{sale.path}/explain/{sale.standard}"
    plain = sale.client.get(path, headers=sale.headers).json
    assert (plain["unit_minor"], plain["reasons"][0]["outcome"]) == (3000, "members-only")
    said = sale.client.get(f"{path}?price_rule_id={rule['id']}", headers=sale.headers).json
    assert (said["unit_minor"], said["reasons"][0]["outcome"]) == (2000, "applied")


def test_an_order_without_a_member_price_costs_no_statement_more(sale, statements):
    plain = sale.shop.add_type(price_minor=3000)
    body = sale.shop.basket(plain)
    sale.client.post(sale.shop.orders_path, json=body)
    statements.clear()
    assert sale.client.post(sale.shop.orders_path, json=body).status_code == 201
    assert len(statements) == 2
    sale.made(ends_at=in_days(2))
    sale.bought()
    statements.clear()
    sale.bought()
    assert len(statements) == 3, "a rule of everybody asks nobody who they are"


def test_a_deleted_number_leaves_the_order_as_it_is(sale, member, society):
    made = order(sale, number="AB-1234")
    [found] = society.numbers(member, q="1234")
    society.ask("DELETE", f"/{member}/numbers/{found['id']}", status=204)
    seen = sale.client.get(
        f"{sale.shop.orders_path}/{made['id']}",
        headers={"Turnout-Order-Secret": made["secret"]},
    ).json
    assert seen["lines"] == made["lines"]
    assert UUID(seen["lines"][0]["price_rule"]["member_number_id"]) == UUID(found["id"])
    sale.cancel(made)
