"""Deposits and instalments: agreed on, paid part by part, late, forfeited, returned."""

from datetime import datetime, timedelta

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.modules.orders.conftest import (
    expire,
    lapse,
    later,
    mails_about,
    owner,
    settle,
    views_of,
    ways_of,
)

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction

PLAN = {
    "name": "A fifth now, the rest later",
    "currency": "EUR",
    "deposit_bp": 2000,
    "instalments": [{"days": 10}, {"days": 20}],
}


def plans_path(counter):
    organization = counter.shop.organization.id
    return f"/api/v1/organizations/{organization}/events/{counter.shop.event_id}/payment-plans"


def make_plan(counter, **values):
    answer = counter.client.post(
        plans_path(counter), json={**PLAN, **values}, headers=owner(counter)
    )
    assert answer.status_code == 201, answer.json
    return answer.json


@pytest.fixture
def plan(counter):
    return make_plan(counter)


def begin(counter, plan, **choice):
    """An order of two places (50.00 EUR) whose deposit was paid."""
    bought = counter.order(quantity=2)
    bought.start(plan_id=plan["id"], method="card", **choice)
    settle(bought)
    return bought


def pay_part(bought, **choice):
    started = bought.start(method="card", **choice)
    settle(bought)
    return started["amount_minor"]


def standing(bought):
    order = bought.now()
    return order["state"], order["money_state"], order["paid_minor"], order["refunded_minor"]


def test_a_plan_is_offered_with_its_parts_and_what_becomes_of_the_deposit(counter):
    make_plan(counter, keeps_deposit=True)
    make_plan(counter, name="Too much", minimum_minor=100_000)
    make_plan(counter, name="Off", is_active=False)
    ways = ways_of(counter.order(quantity=2))
    assert [each["name"] for each in ways["plans"]] == [PLAN["name"]]
    [offer] = ways["plans"]
    assert [part["amount_minor"] for part in offer["parts"]] == [1000, 2000, 2000]
    assert (offer["keeps_deposit"], offer["is_in_force"], ways["plan_id"]) == (True, False, None)
    assert ways["due_minor"] == 5000, "nothing is agreed on yet"


def test_paid_part_by_part_the_tickets_come_with_the_last_one(counter, plan):
    bought = counter.order(quantity=2)
    started = bought.start(plan_id=plan["id"], method="card")
    assert started["amount_minor"] == 1000
    settle(bought)
    assert standing(bought) == ("awaiting_payment", "part_paid", 1000, 0)
    assert (bought.now()["tickets"], counter.left()) == ([], 3)
    with later(days=9):
        expire()
        assert pay_part(bought) == 2000
        assert standing(bought) == ("awaiting_payment", "part_paid", 3000, 0)
    with later(days=19):
        expire()
        assert pay_part(bought) == 2000
        assert standing(bought) == ("confirmed", "paid", 5000, 0)
        assert len(bought.now()["tickets"]) == 2
    assert mails_about(bought) == ["order-part-paid", "order-part-paid", "order-confirmed"]


def test_everything_that_is_left_may_be_paid_at_once(counter, plan):
    bought = begin(counter, plan)
    assert pay_part(bought, everything=True) == 4000
    assert standing(bought) == ("confirmed", "paid", 5000, 0)


def test_the_places_are_kept_until_the_next_part_and_its_grace(counter, plan):
    bought = begin(counter, plan)
    until = datetime.fromisoformat(bought.now()["expires_at"])
    assert timedelta(days=13) <= until - clock.now() < timedelta(days=14, hours=1)


def test_an_overdue_order_gives_its_places_back_and_everything_is_returned(counter, plan):
    bought = begin(counter, plan)
    with later(days=15):
        expire()
        settle_refund(bought)
        assert standing(bought) == ("expired", "refunded", 1000, 1000)
        assert counter.left() == 5
        assert mails_about(bought)[-2:] == ["order-lapsed", "order-refunded"]


def test_a_deposit_that_is_kept_stays_and_the_rest_goes_back(counter):
    bought = begin(counter, make_plan(counter, keeps_deposit=True))
    with later(days=9):
        pay_part(bought)
    with later(days=30):
        expire()
        settle_refund(bought)
        assert standing(bought) == ("expired", "part_refunded", 3000, 2000)
        assert counter.left() == 5


def test_a_part_that_comes_after_expiry_revives_the_order_where_the_deposit_stayed(counter):
    bought = begin(counter, make_plan(counter, keeps_deposit=True, instalments=[{"days": 10}]))
    bought.start(method="card")
    bought.settle("success")
    bodies = bought.told()
    with later(days=15):
        lapse()
        assert standing(bought)[0] == "expired"
    counter.deliver(bodies)
    work.drain()
    assert standing(bought) == ("confirmed", "paid", 5000, 0)
    assert counter.left() == 3


def test_a_part_that_comes_after_expiry_goes_back_where_the_rest_went_back(counter, plan):
    bought = begin(counter, plan)
    bought.start(method="card")
    bought.settle("success")
    bodies = bought.told()
    deposit = bought.ref
    with later(days=15):
        expire()
    counter.deliver(bodies)
    work.drain()
    settle_refund(bought)
    assert standing(bought) == ("expired", "refunded", 3000, 3000)
    assert (deposit, counter.left()) == (bought.ref, 5)


def test_a_part_that_comes_when_all_is_sold_goes_back_and_the_deposit_stays(counter):
    late = begin(counter, make_plan(counter, keeps_deposit=True, instalments=[{"days": 10}]))
    late.start(method="card")
    late.settle("success")
    bodies = late.told()
    with later(days=15):
        lapse()
        counter.order(quantity=5)
        counter.deliver(bodies)
        work.drain()
    settle_refund(late)
    assert standing(late) == ("expired", "part_refunded", 5000, 4000)


def test_a_deposit_that_comes_too_late_for_places_goes_back_in_spite_of_the_rule(counter):
    """It was never accepted, so it cannot be forfeited."""
    late = counter.order(quantity=2)
    late.start(plan_id=make_plan(counter, keeps_deposit=True)["id"], method="card")
    late.settle("success")
    bodies = late.told()
    with later(hours=2):
        lapse()
        counter.order(quantity=5)
        counter.deliver(bodies)
        work.drain()
    settle_refund(late)
    assert standing(late) == ("expired", "refunded", 1000, 1000)


def test_a_deposit_that_comes_late_finds_places_and_the_order_goes_on(counter, plan):
    late = counter.order(quantity=2)
    late.start(plan_id=plan["id"], method="card")
    late.settle("success")
    bodies = late.told()
    with later(hours=2):
        lapse()
        assert standing(late)[0] == "expired"
    counter.deliver(bodies)
    work.drain()
    assert standing(late) == ("awaiting_payment", "part_paid", 1000, 0)
    assert counter.left() == 3
    assert pay_part(late, everything=True) == 4000
    assert standing(late)[0] == "confirmed"


def test_buyers_are_reminded_before_each_part_once_and_only_while_it_is_owed(counter):
    bought = begin(counter, make_plan(counter, reminder_days=3))
    with later(days=8):
        remind()
        remind()
        assert mails_about(bought) == ["order-part-paid", "order-part-due"]
        pay_part(bought)
    with later(days=18):
        pay_part(bought)
        remind()
        assert "order-part-due" not in mails_about(bought)[2:]


def test_a_part_that_is_due_soon_is_reminded_of_halfway(counter):
    bought = begin(counter, make_plan(counter, reminder_days=30, instalments=[{"days": 10}]))
    remind()
    assert mails_about(bought) == ["order-part-paid"]
    with later(days=6):
        remind()
        assert mails_about(bought) == ["order-part-paid", "order-part-due"]


def test_before_the_deposit_is_paid_the_choice_may_change(counter, plan):
    bought = counter.order(quantity=2)
    assert bought.start(plan_id=plan["id"], method="card")["amount_minor"] == 1000
    assert bought.start(method="card")["amount_minor"] == 1000, "unmentioned it stays"
    assert bought.start(plan_id=None, method="card")["amount_minor"] == 5000
    settle(bought)
    assert standing(bought) == ("confirmed", "paid", 5000, 0)


def test_once_the_deposit_is_paid_the_plan_stands(counter, plan):
    bought = begin(counter, plan)
    answer = bought.ask(plan_id=None)
    assert (answer.status_code, answer.json["code"]) == (409, "orders.plan-in-force")
    other = make_plan(counter, name="Other")
    assert bought.ask(plan_id=other["id"]).status_code == 409
    assert [each["plan_id"] for each in ways_of(bought)["plans"]] == [plan["id"]]


def test_later_changes_of_a_plan_do_not_reach_what_was_agreed_on(counter, plan):
    bought = begin(counter, plan)
    path = f"{plans_path(counter)}/{plan['id']}"
    changed = counter.client.patch(
        path, json={"keeps_deposit": True, "is_active": False}, headers=owner(counter)
    )
    assert changed.status_code == 200, changed.json
    [offer] = ways_of(bought)["plans"]
    assert (offer["keeps_deposit"], offer["is_in_force"]) == (False, True)
    assert pay_part(bought) == 2000


def test_a_plan_that_does_not_fit_is_refused_by_its_field(counter):
    small = make_plan(counter, minimum_minor=100_000)
    answer = counter.order().ask(plan_id=small["id"])
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/plan_id")


def test_a_plan_is_changed_by_who_saw_its_version_and_told_to_the_others(counter, plan):
    path = f"{plans_path(counter)}/{plan['id']}"
    headers = owner(counter)
    stale = counter.client.patch(path, json={"name": "A"}, headers={**headers, "If-Match": '"7"'})
    assert stale.status_code == 412
    not_yet_requested = counter.client.patch(
        path, json={"name": "A"}, headers={**headers, "If-Match": '"1"'}
    )
    assert (
        not_yet_requested.status_code,
        not_yet_requested.headers["ETag"],
        not_yet_requested.json["name"],
    ) == (200, '"2"', "A")
    with transaction(counter.ctx) as tx:
        told = tx.query("SELECT count(*) FROM outbox WHERE name = 'orders.payment-plan-changed.v1'")
        seen = tx.query(
            "SELECT count(*) FROM audit_entries WHERE table_name = 'payment_plans'"
            " AND row_id = %(id)s",
            {"id": plan["id"]},
        )
    assert (told[0][0], seen[0][0]) == (2, 2)


def test_a_plan_by_which_orders_were_placed_is_switched_off_and_not_deleted(counter, plan):
    unused = make_plan(counter, name="Unused")
    begin(counter, plan)
    headers = owner(counter)
    used = counter.client.delete(f"{plans_path(counter)}/{plan['id']}", headers=headers)
    assert (used.status_code, used.json["code"]) == (409, "orders.plan-in-use")
    free = counter.client.delete(f"{plans_path(counter)}/{unused['id']}", headers=headers)
    assert free.status_code == 204
    names = counter.client.get(plans_path(counter), headers=headers).json["items"]
    assert [each["name"] for each in names] == [PLAN["name"]]


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"deposit_minor": 100}, "/deposit_bp"),
        ({"deposit_bp": None}, "/deposit_bp"),
        ({"instalments": []}, "/instalments"),
        ({"instalments": [{}]}, "/instalments/0"),
        ({"instalments": [{"days": 3, "on": "2027-01-01"}]}, "/instalments/0"),
        ({"currency": "XXX"}, "/currency"),
    ],
)
def test_a_plan_that_says_nothing_sensible_is_refused_by_its_field(counter, values, pointer):
    answer = counter.client.post(
        plans_path(counter), json={**PLAN, **values}, headers=owner(counter)
    )
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_staff_see_plans_and_terms_and_do_not_set_them(counter, plan):
    staff = bearer(add_member(counter.shop.organization, "staff"))
    assert counter.client.get(plans_path(counter), headers=staff).status_code == 200
    assert counter.client.post(plans_path(counter), json=PLAN, headers=staff).status_code == 403
    terms = plans_path(counter).replace("plans", "terms")
    assert counter.client.get(terms, headers=staff).json["longest_pending_seconds"] is None
    body = {"longest_pending_seconds": 60}
    assert counter.client.put(terms, json=body, headers=staff).status_code == 403


def remind():
    work.run_timed("orders.remind_due")
    work.drain()


def settle_refund(bought):
    """Let the provider's answers about refunds arrive, over every page of the order."""
    work.drain()
    for view in views_of(bought):
        bodies = bought.counter.provider.deliveries(bought.counter.ctx, view.provider_ref)
        bought.counter.deliver(bodies)
    work.drain()
