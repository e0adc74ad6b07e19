"""The same is done to many orders as a job: each as it would be alone, and once."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop
from tests.factories.sales_desk import open_sales_desk
from tests.factories.work import drain, run_jobs, run_timed

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.bulk_actions import service
from turnout.modules.jobs import service as job_service

TYPES = {"from_ticket_type_id": str(new_id()), "to_ticket_type_id": str(new_id())}


@pytest.fixture
def counter(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


@pytest.fixture
def act(client, counter):
    """Brings the index up to date and asks for an action on orders."""

    def act(action, *, user=None, organization=None, **body):
        drain()
        run_timed("order_search.index")
        owner = counter.shop.organization.owner
        whose = (organization or counter.shop.organization).id
        headers = {**bearer(user or owner), "Idempotency-Key": new_id().hex}
        return client.post(
            f"/api/v1/organizations/{whose}/bulk-actions/{action}", json=body, headers=headers
        )

    return act


@pytest.fixture
def report(client, counter):
    """Works a job off and says (order, state, code) of each item."""

    def report(job):
        assert job.status_code == 202, job.json
        run_jobs()
        drain()
        base = f"/api/v1/organizations/{counter.shop.organization.id}/jobs/{job.json['id']}"
        headers = bearer(counter.shop.organization.owner)
        assert client.get(base, headers=headers).json["state"] == "done"
        items = client.get(f"{base}/items", headers=headers).json["items"]
        return [(each["subject_id"], each["state"], each["code"]) for each in items]

    return report


@pytest.mark.parametrize(
    ("action", "then"), [("approve", "awaiting_payment"), ("deny", "cancelled")]
)
def test_applications_that_still_wait_are_decided_together(counter, act, report, action, then):
    sold = counter.order()
    counter.type_id = counter.shop.add_type(capacity=5, price_minor=2500, needs_approval=True)
    first, second, gone = (counter.order() for _ in range(3))
    counter.client.post(f"{gone.path}/cancel", headers=gone.headers)
    chosen = [each.id for each in (first, second, gone, sold)]
    told = report(act(f"{action}-applications", order_ids=chosen, message="See you."))
    assert [state for _, state, _ in told] == ["done", "done", "skipped", "skipped"]
    assert [each.now()["state"] for each in (first, second)] == [then, then]


def test_what_is_left_of_each_order_is_refunded_once(counter, act, report):
    paid = [counter.order().pay() for _ in range(2)]
    unpaid = counter.order()
    chosen = [each.id for each in (*paid, unpaid)]
    told = report(act("refund-orders", order_ids=chosen, reason="Called off"))
    again = report(act("refund-orders", order_ids=chosen, reason="Called off"))

    assert told == [
        (paid[0].id, "done", ""),
        (paid[1].id, "done", ""),
        (unpaid.id, "skipped", ""),
    ]
    assert {state for _, state, _ in again} <= {"skipped", "failed"}
    for each in paid:
        assert each.now()["state"] == "cancelled"
    assert counter.left() == 4


def test_all_that_a_filter_finds_is_taken_when_the_job_starts(counter, act, report):
    held = [counter.order(name=name) for name in ("Ada Lund", "Ada Berg")]
    counter.order(name="Bea")
    told = report(act("cancel-orders", filter={"q": "ada", "state": ["held"]}))
    assert sorted(told) == sorted((each.id, "done", "") for each in held)
    assert {each.now()["state"] for each in held} == {"cancelled"}


def test_an_order_with_money_in_it_is_not_cancelled_and_the_others_are(counter, act, report):
    paid, held = counter.order().pay(), counter.order()
    told = report(act("cancel-orders", order_ids=[paid.id, held.id]))
    assert told == [(paid.id, "failed", "orders.refund-first"), (held.id, "done", "")]
    assert paid.now()["state"] == "confirmed"


def test_many_orders_get_a_tag(client, counter, act, report):
    base = f"/api/v1/organizations/{counter.shop.organization.id}"
    headers = bearer(counter.shop.organization.owner)
    tag = client.post(f"{base}/order-tags", json={"name": "VIP"}, headers=headers).json["id"]
    order = counter.order()
    told = report(act("tag-orders", filter={}, tag_id=tag))
    again = report(act("tag-orders", filter={}, tag_id=tag))
    assert (told, again) == ([(order.id, "done", "")], [(order.id, "skipped", "")])
    assert client.get(f"{order.path}/tags", headers=headers).json["tag_ids"] == [tag]


def test_tickets_are_sent_again(counter, act, report):
    paid, held = counter.order().pay(), counter.order()
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        told = report(act("resend-tickets", order_ids=[paid.id, held.id]))
    assert [state for _, state, _ in told] == ["done", "failed"]


def test_a_limited_grant_acts_on_orders_of_its_events_only(counter, act, report):
    other = make_shop(counter.shop.organization)
    admin = add_member(counter.shop.organization, "admin", event_ids=(other.event_id,))
    order = counter.order()
    named = act("cancel-orders", user=admin, order_ids=[order.id])
    found = act("cancel-orders", user=admin, filter={})
    assert named.json["errors"][0]["pointer"] == "/order_ids/0"
    assert found.json["errors"][0]["pointer"] == "/filter"
    assert order.now()["state"] == "held"


@pytest.mark.parametrize(
    ("action", "status"),
    [("refund-orders", 403), ("cancel-orders", 202), ("resend-tickets", 202)],
)
def test_who_may_do_it_to_one_order_may_do_it_to_many(counter, act, action, status):
    staff = add_member(counter.shop.organization, "staff")
    body = {"reason": "x"} if action == "refund-orders" else {}
    answer = act(action, user=staff, order_ids=[counter.order().id], **body)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("action", "body", "pointer"),
    [
        ("cancel-orders", {}, "/order_ids"),
        ("cancel-orders", {"order_ids": []}, "/order_ids"),
        ("cancel-orders", {"order_ids": [str(new_id())]}, "/order_ids/0"),
        ("cancel-orders", {"order_ids": [str(new_id())], "filter": {}}, "/order_ids"),
        ("cancel-orders", {"filter": {"state": ["lost"]}}, "/filter/state/0"),
        ("refund-orders", {"filter": {}}, "/reason"),
        ("tag-orders", {"filter": {}, "tag_id": str(new_id())}, "/tag_id"),
        ("move-orders", TYPES, "/order_ids"),
        ("move-orders", {**TYPES, "order_ids": [str(new_id())], "filter": {}}, "/order_ids"),
        (
            "move-orders-to-event",
            {"event_id": str(new_id()), "ticket_types": [TYPES]},
            "/order_ids",
        ),
        ("approve-order-reviews", {}, "/order_ids"),
    ],
)
def test_bad_input_is_named(act, action, body, pointer):
    answer = act(action, **body)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_orders_of_another_organization_are_none(counter, act):
    order = counter.order()
    other = make_organization()
    answer = act("cancel-orders", user=other.owner, organization=other, order_ids=[order.id])
    assert answer.json["errors"][0]["pointer"] == "/order_ids/0"
    assert order.now()["state"] == "held"


def test_orders_move_to_another_type_as_far_as_it_has_places(counter, act, report):
    balcony = counter.shop.add_type(name="Balcony", capacity=1, price_minor=2500)
    dear = counter.shop.add_type(name="Front row", capacity=5, price_minor=4000)
    first, second, unpaid = counter.order().pay(), counter.order().pay(), counter.order()
    chosen = [each.id for each in (first, second, unpaid)]
    types = {"from_ticket_type_id": str(counter.type_id), "to_ticket_type_id": str(balcony)}
    told = report(act("move-orders", order_ids=chosen, **types))
    assert [each[1:] for each in told] == [
        ("done", ""),
        ("failed", "inventory.sold-out"),
        ("failed", "order-moves.not-movable"),
    ]
    again = report(act("move-orders", order_ids=chosen, **types))
    assert again[0] == (first.id, "skipped", "")
    waived = {"waives_difference": True, "reason": "The hall floods"}
    to_front = {**types, "to_ticket_type_id": str(dear)}
    told = report(act("move-orders", order_ids=[second.id], **to_front))
    assert told == [(second.id, "failed", "order-moves.price-differs")]
    told = report(act("move-orders", order_ids=[second.id], **to_front, **waived))
    assert told == [(second.id, "done", "")]
    assert act("move-orders", order_ids=chosen).status_code == 422


def test_orders_go_to_another_event_each_once_however_often_the_job_is_tried(
    client, counter, act, report
):
    later = make_shop(counter.shop.organization)
    there = later.add_type(capacity=2, price_minor=2500)
    first, second, third, unpaid = *(counter.order().pay() for _ in range(3)), counter.order()
    chosen = [each.id for each in (first, second, third, unpaid)]
    pair = {"from_ticket_type_id": str(counter.type_id), "to_ticket_type_id": str(there)}
    move = {"event_id": str(later.event_id), "ticket_types": [pair], "sends_mail": False}
    told = report(act("move-orders-to-event", order_ids=chosen, **move))
    assert [each[1:] for each in told] == [
        ("done", ""),
        ("done", ""),
        ("failed", "inventory.sold-out"),
        ("failed", "order-moves.not-movable"),
    ]
    codes = [each["id"] for each in first.now()["tickets"]]
    again = report(act("move-orders-to-event", order_ids=chosen, **move))
    assert [each[1] for each in again] == ["skipped", "skipped", "failed", "failed"]
    assert [each["id"] for each in first.now()["tickets"]] == codes
    assert (first.now()["event_id"], counter.left()) == (str(later.event_id), 3)


class Killed(Exception):
    pass


def test_a_worker_that_is_killed_while_it_moves_an_order_leaves_it_to_the_next(
    counter, act, report
):
    later = make_shop(counter.shop.organization)
    there = later.add_type(capacity=3, price_minor=2500)
    bought = [counter.order().pay() for _ in range(3)]
    pair = {"from_ticket_type_id": str(counter.type_id), "to_ticket_type_id": str(there)}
    move = {"event_id": str(later.event_id), "ticket_types": [pair], "sends_mail": False}
    job = act("move-orders-to-event", order_ids=[each.id for each in bought], **move)
    kept = job_service.get_job(counter.ctx, UUID(job.json["id"]))
    with suppress(Killed), transaction(counter.ctx) as tx:
        service.move_to_event(tx, kept, UUID(bought[0].id))
        raise Killed
    assert [each[1] for each in report(job)] == ["done"] * 3
    assert {each.now()["event_id"] for each in bought} == {str(later.event_id)}
    assert (counter.left(), len(bought[0].now()["tickets"])) == (5, 1)


def test_a_job_needs_an_event_of_the_organization_that_one_may_change(counter, act):
    later = make_shop(counter.shop.organization)
    foreign = make_shop()
    order = counter.order().pay()
    for shop, user, status in (
        (foreign, None, 422),
        (later, add_member(counter.shop.organization, "partner"), 403),
    ):
        there = shop.add_type(capacity=3, price_minor=2500)
        pair = {"from_ticket_type_id": str(counter.type_id), "to_ticket_type_id": str(there)}
        move = {"event_id": str(shop.event_id), "ticket_types": [pair]}
        answer = act("move-orders-to-event", user=user, order_ids=[order.id], **move)
        assert answer.status_code == status, answer.json
        if status == 422:
            assert answer.json["errors"][0]["pointer"] == "/event_id"
    half = add_member(
        counter.shop.organization, "admin", event_ids=frozenset({counter.shop.event_id})
    )
    answer = act("move-orders-to-event", user=half, order_ids=[order.id], **move)
    assert answer.status_code in (403, 404)
