"""Orders under fraud rules: what goes through, what is asked for an effort, what is refused."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.factories.people import make_user
from tests.modules.challenges.solving import solved
from tests.modules.waiting_room.conftest import no_redis

from turnout.kernel import clock
from turnout.modules.fraud_rules import tasks as fraud_rules

__all__ = ("no_redis",)
NOON = datetime.now(UTC).replace(microsecond=0)


def test_an_address_orders_as_often_as_the_rule_says_and_again_when_time_has_passed(limited):
    limited.made()
    with clock.frozen(NOON):
        assert limited.order().status_code == 201
    with clock.frozen(NOON + timedelta(minutes=10)):
        assert limited.order("ANA@people.example").status_code == 201
        refused = limited.order()
        assert limited.order("bo@people.example").status_code == 201
    assert (refused.status_code, refused.json["code"]) == (429, "fraud-rules.too-many")
    assert refused.json["subject"] == "email"
    assert refused.headers["Retry-After"] == "3000"
    with clock.frozen(NOON + timedelta(hours=1)):
        assert limited.order().status_code == 201
        assert limited.order().status_code == 429


def test_a_network_is_counted_together_and_an_ipv6_subscriber_as_one(limited):
    limited.made(subject="network", most=1)
    assert limited.order("a@people.example", network="2001:db8:1:2::1").status_code == 201
    assert limited.order("b@people.example", network="2001:db8:1:2:ffff::9").status_code == 429
    assert limited.order("c@people.example", network="2001:db8:1:3::1").status_code == 201
    assert limited.order("d@people.example", network="198.51.100.7").status_code == 201


def test_tickets_are_counted_by_their_number(limited):
    limited.made(measure="tickets", most=5)
    assert limited.order(quantity=3).status_code == 201
    assert limited.order(quantity=3).status_code == 429
    assert limited.order(quantity=2).status_code == 201
    assert limited.order(quantity=1).status_code == 429


def test_an_order_that_needs_an_effort_goes_through_with_one_once(limited):
    limited.made(most=1, outcome="challenge")
    assert limited.order().status_code == 201
    asked = limited.order()
    assert (asked.status_code, asked.json["code"]) == (403, "fraud-rules.challenge-required")
    answer = solved(asked.json)
    assert limited.order(challenge=answer).status_code == 201
    again = limited.order(challenge=answer)
    assert again.json["code"] == "fraud-rules.challenge-required"


def test_an_answer_for_the_waiting_room_is_none_for_an_order(limited):
    limited.made(most=1, outcome="challenge")
    limited.order()
    path = f"{limited.at_event}/challenges"
    asked = limited.client.post(path, json={"action": "waiting_room"}).json
    assert limited.order(challenge=solved(asked)).status_code == 403
    asked = limited.client.post(path, json={"action": "order"}).json
    assert limited.order(challenge=solved(asked)).status_code == 201


def test_a_request_that_is_repeated_answers_what_it_did_and_counts_once(limited):
    limited.made(most=1)
    first = limited.order(key="a-key-that-nobody-guesses-0123456789")
    again = limited.order(key="a-key-that-nobody-guesses-0123456789")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json["id"] == again.json["id"]
    assert limited.order().status_code == 429


def test_what_is_refused_is_not_counted_and_holds_nothing(limited):
    limited.made(most=1, measure="tickets", subject="network")
    assert limited.order(quantity=2).status_code == 429
    assert limited.order().status_code == 201
    shown = limited.client.get(f"{limited.at_event}/offers").json["items"]
    assert [each["id"] for each in shown] == [str(limited.ticket)]
    fraud_rules.keep_figures()
    [listed] = limited.listed()
    assert (listed["challenged"], listed["refused"]) == (0, 1)


def test_the_buyer_of_a_held_order_is_counted_once_their_address_is_known(limited):
    limited.made(most=1)
    first, second = limited.hold(), limited.hold()
    assert limited.name_buyer(first, "ana@people.example").status_code == 200
    assert limited.name_buyer(first, "ANA@people.example").status_code == 200, "the same buyer"
    refused = limited.name_buyer(second, "ana@people.example")
    assert (refused.status_code, refused.json["code"]) == (429, "fraud-rules.too-many")
    assert limited.name_buyer(second, "bo@people.example").status_code == 200


def test_the_buyer_of_a_held_order_proves_an_effort(limited):
    limited.made(most=1, outcome="challenge")
    assert limited.name_buyer(limited.hold(), "ana@people.example").status_code == 200
    held = limited.hold()
    asked = limited.name_buyer(held, "ana@people.example")
    assert asked.json["code"] == "fraud-rules.challenge-required"
    answer = solved(asked.json)
    assert limited.name_buyer(held, "ana@people.example", challenge=answer).status_code == 200


def test_a_signed_in_account_is_counted_and_a_guest_has_none(limited):
    limited.made(subject="account", most=1)
    ana, bo = make_user(), make_user()
    assert limited.order("a@people.example", account=ana).status_code == 201
    refused = limited.order("b@people.example", account=ana)
    assert (refused.status_code, refused.json["subject"]) == (429, "account")
    assert limited.order("b@people.example", account=bo).status_code == 201
    for guest in ("c@people.example", "d@people.example"):
        assert limited.order(guest).status_code == 201


def test_the_team_is_not_counted(limited):
    limited.made(most=1)
    limited.order()
    body = limited.shop.basket(limited.ticket, email="ana@people.example") | {"sends_mail": False}
    given = limited.client.post(
        f"{limited.shop.orders_path}/complimentary",
        json=body,
        headers=limited.headers | {"Idempotency-Key": "gift"},
    )
    assert given.status_code == 201, given.json


def test_a_paused_or_deleted_rule_stops_nobody(limited):
    rule = limited.made(most=1)
    limited.order()
    assert limited.order().status_code == 429
    paused = limited.change(rule, state="paused").json
    assert limited.order().status_code == 201
    resumed = limited.change(paused, state="active").json
    assert limited.order().status_code == 429, "what was counted stays counted"
    headers = limited.headers | {"If-Match": f'"{resumed["version"]}"'}
    gone = limited.client.delete(f"{limited.path}/{rule['id']}", headers=headers)
    assert gone.status_code == 204
    assert limited.order().status_code == 201


def test_without_redis_a_process_counts_by_itself_and_the_sale_goes_on(limited, no_redis):
    limited.made(most=1)
    assert limited.order().status_code == 201
    assert limited.order().status_code == 429
    assert limited.order("bo@people.example").status_code == 201
    fraud_rules.keep_figures()
    [listed] = limited.listed()
    assert (listed["challenged"], listed["refused"]) == (0, 0)


def test_rules_cost_an_order_no_statement_and_their_absence_none_either(limited, statements):
    for _ in range(2):
        limited.order()
    counted = []
    for most in (None, 100):
        if most is not None:
            limited.made(most=most)
            limited.made(most=most, subject="network", outcome="challenge", name="Another")
            limited.order()
        statements.clear()
        assert limited.order().status_code == 201
        counted.append(len(statements))
    assert counted == [2, 2]


def test_naming_the_buyer_costs_no_statement_without_rules(limited, statements):
    held = limited.hold()
    statements.clear()
    assert limited.name_buyer(held, "ana@people.example").status_code == 200
    without = len(statements)
    limited.made(most=100)
    held = limited.hold()
    statements.clear()
    assert limited.name_buyer(held, "bo@people.example").status_code == 200
    assert len(statements) == without
    assert len([each for each in statements if "fraud_rules" in each]) == 1


def test_of_many_orders_at_once_as_many_are_placed_as_the_rule_lets_through(limited, app):
    limited.made(subject="network", most=7)

    def order(number):
        each = replace(limited, client=app.test_client())
        return each.order(f"buyer-{number}@people.example").status_code

    with ThreadPoolExecutor(8) as pool:
        answers = Counter(pool.map(order, range(32)))
    assert answers == {201: 7, 429: 25}
    path = f"{limited.shop.orders_path}?event_id={limited.shop.event_id}&limit=50"
    placed = limited.client.get(path, headers=limited.headers).json["items"]
    assert len(placed) == 7
