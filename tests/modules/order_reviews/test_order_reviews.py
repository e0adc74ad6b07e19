"""Orders that a fraud rule holds: who waits, who decides, and what becomes of places and money."""

from datetime import datetime, timedelta

import pytest
from tests.factories import work
from tests.factories.people import add_member
from tests.factories.redis_lines import redis_of
from tests.modules.order_reviews.conftest import at_event, decide, review_of, settings
from tests.modules.orders.conftest import expire, hear, later, mails_about, owner, settle

from turnout.kernel import clock, runtime
from turnout.kernel.db.tx import transaction
from turnout.modules.orders import api as orders


def refused(answer):
    return answer.status_code, answer.json["code"]


@pytest.fixture
def paid(desk):
    """An order that was held, and paid meanwhile."""
    return desk.order(quantity=2).pay()


def test_an_order_within_the_rule_is_not_held(free):
    ben = free.order(email="ben@people.example")
    assert ben.now()["state"] == "confirmed"
    assert at_event(free, "order-reviews").json["items"] == []
    assert free.client.get(f"{ben.path}/review", headers=owner(free)).status_code == 404


def test_a_free_order_that_is_held_has_its_places_and_no_tickets(free):
    held = free.order(quantity=2)
    order = held.now()
    assert (order["state"], order["tickets"]) == ("under_review", [])
    assert free.left() == 3
    work.drain()
    assert mails_about(held) == ["order-under-review"]
    [listed] = at_event(free, "order-reviews").json["items"]
    assert (listed["order_id"], listed["state"]) == (held.id, "waiting")
    [reason] = listed["reasons"]
    assert (reason["kind"], reason["name"]) == ("rule", "Second order of an address")
    assert (reason["most"], reason["counted"], reason["subject"]) == (1, 1, "email")
    assert listed["network"] == "127.0.0.1"
    assert listed["former_count"] == 1
    assert datetime.fromisoformat(listed["decide_by"]) == datetime.fromisoformat(
        order["expires_at"]
    )
    assert [each["number"] for each in review_of(held)["former"]]


def test_approved_it_gets_its_tickets(free):
    held = free.order(quantity=2)
    answer = decide(held, "approve")
    assert answer.status_code == 200, answer.json
    assert answer.json["state"] == "approved"
    assert answer.json["decision"]["reason"] == "Looked at it."
    order = held.now()
    assert (order["state"], len(order["tickets"]), order["expires_at"]) == ("confirmed", 2, None)
    assert free.left() == 3
    assert mails_about(held) == ["order-under-review", "order-confirmed"]
    assert refused(decide(held, "approve")) == (409, "orders.not-waiting")
    assert refused(decide(held, "refuse")) == (409, "orders.not-waiting")


def test_refused_it_is_cancelled_and_its_places_are_free_again(free):
    held = free.order(quantity=2)
    work.drain()
    answer = decide(held, "refuse", reason="A reseller", message="One order for each, please.")
    assert answer.status_code == 200, answer.json
    decision = answer.json["decision"]
    assert (answer.json["state"], decision["verdict"]) == ("refused", "refused")
    assert held.now()["state"] == "cancelled"
    assert free.left() == 5
    assert mails_about(held) == ["order-under-review", "order-declined"]
    with transaction(free.ctx) as tx:
        [(said,)] = tx.query(
            "SELECT details FROM mails WHERE order_id = %(id)s AND template = 'order-declined'",
            {"id": held.id},
        )
    assert said == {"message": "One order for each, please."}
    assert refused(decide(held, "approve")) == (409, "orders.not-waiting")


def test_a_refusal_says_why_and_an_approval_may(free):
    held = free.order()
    answer = decide(held, "refuse", reason=" ")
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == ["/reason"]
    assert decide(held, "approve", reason="").status_code == 200


def test_a_held_order_is_paid_as_any_other_and_waits_then(paid):
    order = paid.now()
    assert (order["state"], order["money_state"], order["tickets"]) == ("under_review", "paid", [])
    assert paid.counter.left() == 3
    assert mails_about(paid) == ["order-under-review"]
    review = review_of(paid)
    assert (review["paid_minor"], review["order_state"]) == (5000, "under_review")
    assert review["decide_by"] is not None


def test_approved_after_it_was_paid_it_is_confirmed_at_once(paid):
    assert decide(paid, "approve").status_code == 200
    order = paid.now()
    assert (order["state"], order["money_state"], len(order["tickets"])) == ("confirmed", "paid", 2)
    assert mails_about(paid) == ["order-under-review", "order-confirmed"]


def test_refused_after_it_was_paid_all_money_goes_back(paid):
    assert decide(paid, "refuse").status_code == 200
    hear(paid)
    order = paid.now()
    assert (order["state"], order["money_state"]) == ("cancelled", "refunded")
    assert (order["paid_minor"], order["refunded_minor"]) == (5000, 5000)
    assert paid.counter.left() == 5
    assert mails_about(paid)[:2] == ["order-under-review", "order-declined"]


def test_approved_before_it_is_paid_it_is_confirmed_as_any_other(desk):
    held = desk.order(quantity=2)
    assert held.now()["state"] == "held"
    assert decide(held, "approve").json["state"] == "approved"
    held.pay()
    order = held.now()
    assert (order["state"], len(order["tickets"])) == ("confirmed", 2)
    assert mails_about(held) == ["order-confirmed"]


def test_refused_before_it_is_paid_nobody_pays_it_and_a_late_payment_goes_back(desk):
    held = desk.order(quantity=2)
    held.start()
    held.settle("success")
    assert decide(held, "refuse").status_code == 200
    hear(held)
    order = held.now()
    assert (order["state"], order["refunded_minor"]) == ("cancelled", 5000)
    assert desk.left() == 5
    assert held.ask().status_code == 409


def test_what_is_authorized_is_collected_by_an_approval(desk):
    desk.client.patch(
        f"/api/v1/organizations/{desk.shop.organization.id}/connections/{desk.connection_id}",
        json={"options": {"collects": "by_hand"}},
        headers=owner(desk),
    )
    held = desk.order(quantity=2)
    held.start(method="card")
    settle(held)
    assert (held.now()["state"], held.now()["paid_minor"]) == ("under_review", 0)
    for word in ("accept", "decline"):
        answer = desk.client.post(
            f"{held.path}/{word}", json={"reason": "seen"}, headers=owner(desk)
        )
        assert refused(answer) == (409, "orders.review-first")
    assert decide(held, "approve").status_code == 200
    hear(held)
    order = held.now()
    assert (order["state"], order["paid_minor"], len(order["tickets"])) == ("confirmed", 5000, 2)


def test_what_is_authorized_is_let_go_by_a_refusal(desk):
    desk.client.patch(
        f"/api/v1/organizations/{desk.shop.organization.id}/connections/{desk.connection_id}",
        json={"options": {"collects": "by_hand"}},
        headers=owner(desk),
    )
    held = desk.order(quantity=2)
    held.start(method="card")
    settle(held)
    assert decide(held, "refuse").status_code == 200
    assert desk.provider.payment(desk.ctx, held.ref)["state"] == "voided"
    hear(held)
    assert (held.now()["state"], desk.left()) == ("cancelled", 5)


def test_the_buyer_who_is_named_a_step_later_is_held_too(free):
    body = free.shop.basket(free.type_id)
    buyer, guests = body.pop("buyer"), body.pop("attendees")
    order = free.client.post(free.shop.orders_path, json=body).json
    assert order["state"] == "held"
    answer = free.client.patch(
        f"{free.shop.orders_path}/{order['id']}",
        json={"buyer": buyer, "attendees": guests},
        headers={"Turnout-Order-Secret": order["secret"]},
    )
    assert (answer.status_code, answer.json["state"]) == (200, "under_review")
    [listed] = at_event(free, "order-reviews").json["items"]
    assert listed["order_id"] == order["id"]


def test_an_application_that_is_held_is_approved_first_and_looked_at_then(desk):
    desk.type_id = desk.shop.add_type(capacity=5, needs_approval=True)
    held = desk.order()
    assert held.now()["state"] == "awaiting_approval"
    path = f"{held.path}/application/approve"
    assert desk.client.post(path, json={}, headers=owner(desk)).status_code == 200
    assert held.now()["state"] == "under_review"
    assert decide(held, "approve").status_code == 200
    assert held.now()["state"] == "confirmed"


def test_what_nobody_decided_in_time_lapses_and_its_money_goes_back(desk):
    assert settings(desk).json["version"] == 1
    held = desk.order(quantity=2).pay()
    with later(hours=1):
        expire()
        assert held.now()["state"] == "under_review"
    with later(hours=3):
        expire()
        hear(held)
        order = held.now()
        assert (order["state"], order["refunded_minor"]) == ("expired", 5000)
        assert review_of(held)["state"] == "lapsed"
    assert desk.left() == 5
    assert "order-lapsed" in mails_about(held)


def test_what_nobody_decided_in_time_is_approved_where_the_organizer_says_so(free, desk):
    settings(free, at_deadline="approve")
    held = free.order(quantity=2)
    with later(hours=3):
        expire()
        order = held.now()
        assert (order["state"], len(order["tickets"])) == ("confirmed", 2)
        decision = review_of(held)["decision"]
    assert decision["decided_by"].startswith("system:")
    assert mails_about(held) == ["order-under-review", "order-confirmed"]


def test_it_is_decided_before_the_event_begins(free):
    settings(free, decide_within_seconds=30 * 86_400)
    with clock.frozen(clock.now() + timedelta(days=29)):
        free.order(email="ana@people.example")
        held = free.order(email="ana@people.example")
        until = held.now()["expires_at"]
    with transaction(free.ctx) as tx:
        [(starts_at,)] = tx.query(
            "SELECT starts_at FROM events WHERE id = %(id)s", {"id": free.shop.event_id}
        )
    assert until == starts_at.isoformat().replace("+00:00", "Z")


def test_a_buyer_may_give_a_held_order_up(free):
    held = free.order()
    assert free.client.post(f"{held.path}/cancel", headers=held.headers).status_code == 200
    assert review_of(held)["state"] == "cancelled"
    assert refused(decide(held, "approve")) == (409, "orders.not-waiting")
    assert free.left() == 5


def test_only_who_may_decide_does(free):
    held = free.order()
    clerk = add_member(free.shop.organization, "staff")
    answer = decide(held, "approve", user=clerk)
    assert answer.status_code == 403
    assert held.now()["state"] == "under_review"


def test_the_same_decision_sent_again_answers_what_it_did(free):
    held = free.order()
    key = "approve-this-order-once-0123456789"
    first, again = decide(held, "approve", key=key), decide(held, "approve", key=key)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json == again.json


def test_many_are_decided_by_a_job(free):
    held = [free.order() for _ in range(3)]
    decide(held[0], "approve")
    path = f"/api/v1/organizations/{free.shop.organization.id}/bulk-actions/refuse-order-reviews"
    answer = free.client.post(
        path,
        json={"order_ids": [each.id for each in held], "reason": "A reseller"},
        headers=owner(free) | {"Idempotency-Key": "refuse-them-all-0123456789abcdef"},
    )
    assert answer.status_code == 202, answer.json
    work.run_jobs()
    assert [each.now()["state"] for each in held] == ["confirmed", "cancelled", "cancelled"]
    figures = at_event(free, "order-review-figures").json
    assert (figures["approved"], figures["refused"], figures["waiting"]) == (1, 2, 0)


def test_figures_of_a_rule_say_what_became_of_what_it_held(free):
    for word in ("approve", "refuse", "refuse"):
        decide(free.order(), word)
    free.order()
    work.run_timed("fraud_rules.keep_figures")
    [rule] = at_event(free, "fraud-rules").json["items"]
    assert (rule["reviewed"], rule["approved"], rule["declined"]) == (4, 1, 2)
    assert (rule["challenged"], rule["refused"]) == (0, 0)


def test_figures_stay_when_redis_has_forgotten_them(free):
    free.order()
    work.run_timed("fraud_rules.keep_figures")
    [rule] = at_event(free, "fraud-rules").json["items"]
    redis_of(runtime.current().redis).flushdb()
    free.order()
    free.order()
    work.run_timed("fraud_rules.keep_figures")
    [again] = at_event(free, "fraud-rules").json["items"]
    assert again["reviewed"] >= rule["reviewed"] == 1


def test_a_rule_costs_an_order_no_statement_and_a_review_the_time_to_decide(free, statements):
    basket = free.shop.basket(free.type_id, email="ada@people.example")
    counted = []
    for _ in range(2):
        statements.clear()
        assert free.client.post(free.shop.orders_path, json=basket).status_code == 201
        counted.append(len(statements))
    assert counted == [2, 3]


def test_a_deposit_is_not_lost_because_nobody_decided(desk):
    plan = {
        "name": "Half", "currency": "EUR", "deposit_bp": 5000, "deposit_minor": None,
        "instalments": [{"days": 10, "on": None}], "last_days_before": 0, "grace_days": 1,
        "reminder_days": 0, "minimum_minor": 0, "is_active": True, "keeps_deposit": True,
    }  # fmt: skip
    chosen = orders.create_plan(desk.shop.organizer, desk.shop.event_id, plan).id
    held = desk.order(quantity=2)
    for _ in range(2):
        held.start(plan_id=str(chosen))
        held.settle("success")
        hear(held)
    assert (held.now()["state"], held.now()["paid_minor"]) == ("under_review", 5000)
    with later(hours=60):
        expire()
        hear(held)
        order = held.now()
    assert (order["state"], order["paid_minor"], order["refunded_minor"]) == ("expired", 5000, 5000)


def test_settings_are_checked_and_guarded(free):
    for said in ({"decide_within_seconds": 60}, {"at_deadline": "maybe"}):
        answer = settings(free, **said)
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json["errors"]] == [f"/{next(iter(said))}"]
    assert at_event(free, "review-settings").json["decide_within_seconds"] == 48 * 3600
    assert settings(free).status_code == 200
    assert settings(free).status_code == 412


def test_an_order_keeps_its_reasons_when_its_rule_is_gone(free):
    held = free.order()
    [rule] = at_event(free, "fraud-rules").json["items"]
    path = f"/api/v1/organizations/{free.shop.organization.id}/events/{free.shop.event_id}"
    headers = owner(free) | {"If-Match": f'"{rule["version"]}"'}
    answer = free.client.delete(f"{path}/fraud-rules/{rule['id']}", headers=headers)
    assert answer.status_code == 204
    [reason] = review_of(held)["reasons"]
    assert (reason["fraud_rule_id"], reason["name"]) == (rule["id"], rule["name"])
