"""An event is called off, put off or moved: what becomes of its orders, in portions."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.factories.sales_desk import open_sales_desk

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Conflict
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.notifications.service import composer
from turnout.modules.notifications.types import ClaimedMail, Template
from turnout.modules.orders.cancellation import service as cancellation


@pytest.fixture
def counter(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


def act(shop, client, step, **body):
    """One step over HTTP, and everything that follows from it."""
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/{step}"
    answer = client.post(path, json=body, headers=bearer(shop.organization.owner))
    assert answer.status_code == 200, answer.json
    follow()
    return answer.json


def follow():
    work.drain()
    work.carry_out_order_actions()
    work.drain()


def order_actions(shop, client):
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/order-actions"
    return client.get(path, headers=bearer(shop.organization.owner)).json["items"]


def figures(found):
    return {name: found[name] for name in ("total", "handled", "failed")}


def free_shop(client, orders):
    """A shop with so many free, confirmed orders; their paths and headers."""
    shop = make_shop()
    type_id = shop.add_type(capacity=100)
    placed = []
    for _ in range(orders):
        answer = client.post(shop.orders_path, json=shop.basket(type_id)).json
        path = f"{shop.orders_path}/{answer['id']}"
        placed.append((path, {"Turnout-Order-Secret": answer["secret"]}))
    work.drain()
    return shop, placed


def states(client, placed):
    return [client.get(path, headers=headers).json["state"] for path, headers in placed]


@pytest.mark.parametrize("step", ["cancel", "postpone"])
def test_refunding_gives_all_money_and_places_back_and_voids_the_tickets(counter, step):
    paid = counter.order(quantity=2).pay()
    open_order = counter.order()
    act(counter.shop, counter.client, step, orders="refund")
    counter.deliver(paid.told())
    work.drain()
    order = paid.now()
    assert (order["state"], order["money_state"]) == ("cancelled", "refunded")
    assert {each["state"] for each in order["tickets"]} <= {"void", "refunded"}
    assert open_order.now()["state"] == "cancelled"
    assert counter.left() == 5
    [done] = order_actions(counter.shop, counter.client)
    assert figures(done) == {"total": 2, "handled": 2, "failed": 0}
    assert done["done_at"] is not None


def test_keeping_leaves_tickets_and_lets_no_one_pay_for_what_is_off(counter):
    paid, open_order = counter.order().pay(), counter.order()
    open_order.start()
    act(counter.shop, counter.client, "cancel", orders="keep")
    order = paid.now()
    assert (order["state"], order["money_state"]) == ("confirmed", "paid")
    assert open_order.now()["state"] == "cancelled"
    assert open_order.ask().status_code == 409


def test_a_postponed_event_keeps_those_who_are_paying(counter):
    open_order = counter.order()
    open_order.start()
    act(counter.shop, counter.client, "postpone", orders="keep")
    assert open_order.now()["state"] == "awaiting_payment"


def test_a_buyer_who_was_asked_may_have_the_money_back_once(counter):
    paid, other = counter.order().pay(), counter.order().pay()
    act(counter.shop, counter.client, "postpone", orders="ask")
    assert paid.now()["state"] == "confirmed"
    for _ in range(2):
        answer = counter.client.post(f"{paid.path}/return", headers=paid.headers)
        assert (answer.status_code, answer.json["state"]) == (200, "cancelled")
    work.drain()
    counter.deliver(paid.told())
    work.drain()
    assert paid.now()["money_state"] == "refunded"
    assert (other.now()["state"], other.now()["money_state"]) == ("confirmed", "paid")
    wrong = {"Turnout-Order-Secret": paid.secret}
    assert counter.client.post(f"{other.path}/return", headers=wrong).status_code == 404


def test_nobody_has_the_money_back_unasked(counter):
    paid = counter.order().pay()
    refused = counter.client.post(f"{paid.path}/return", headers=paid.headers)
    assert (refused.status_code, refused.json["code"]) == (409, "orders.nothing-to-return")
    act(counter.shop, counter.client, "postpone", orders="keep")
    assert counter.client.post(f"{paid.path}/return", headers=paid.headers).status_code == 409


def test_a_later_decision_replaces_the_earlier(client, queued):
    shop, placed = free_shop(client, 3)
    act(shop, client, "postpone", orders="ask")
    act(shop, client, "cancel", orders="refund")
    assert states(client, placed) == ["cancelled"] * 3
    assert [each["orders"] for each in order_actions(shop, client)] == ["refund", "ask"]


def test_many_orders_are_worked_off_in_portions_that_can_be_cut_short(client, queued):
    shop, placed = free_shop(client, 7)
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/cancel"
    headers = bearer(shop.organization.owner)
    assert client.post(path, json={"orders": "refund"}, headers=headers).status_code == 200
    [(organization_id, order_action_id)] = due_of(shop)
    ctx = system_in(organization_id, "tests.carry-out")
    assert cancellation._process_batch(ctx, order_action_id, size=3) is True
    [half] = order_actions(shop, client)
    assert figures(half) == {"total": 7, "handled": 3, "failed": 0}
    assert sorted(states(client, placed)) == ["cancelled"] * 3 + ["confirmed"] * 4
    follow()
    [done] = order_actions(shop, client)
    assert figures(done) == {"total": 7, "handled": 7, "failed": 0}
    assert states(client, placed) == ["cancelled"] * 7
    assert due_of(shop) == []
    assert cancellation.handle_batch(ctx, order_action_id) is False


def due_of(shop):
    due = events.list_due_order_actions(SystemContext(job="tests"))
    return [each for each in due if each[0] == shop.organization.id]


def test_one_order_that_fails_is_counted_and_holds_up_no_other(client, queued):
    shop, placed = free_shop(client, 4)
    # Somebody's counter was put wrong by hand: giving this order's place back would go below zero.
    other = shop.add_type(capacity=5)
    odd = client.post(shop.orders_path, json=shop.basket(other)).json
    with transaction(shop.organizer) as tx:
        inventory.restock(tx, {shop.pools[other]: 1})
    act(shop, client, "cancel", orders="refund")
    [done] = order_actions(shop, client)
    assert figures(done) == {"total": 5, "handled": 5, "failed": 1}
    assert states(client, placed) == ["cancelled"] * 4
    stuck = [(f"{shop.orders_path}/{odd['id']}", {"Turnout-Order-Secret": odd["secret"]})]
    assert states(client, stuck) == ["confirmed"]


def test_an_event_without_orders_is_through_at_once(client, queued):
    shop = make_shop()
    act(shop, client, "cancel", orders="refund")
    [done] = order_actions(shop, client)
    assert figures(done) == {"total": 0, "handled": 0, "failed": 0}
    assert done["done_at"] is not None


def test_two_workers_never_carry_out_one_order_action_at_once(client, queued):
    shop, _ = free_shop(client, 2)
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/cancel"
    client.post(path, json={"orders": "refund"}, headers=bearer(shop.organization.owner))
    [(organization_id, order_action_id)] = due_of(shop)
    ctx = system_in(organization_id, "tests.carry-out")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: cancellation.handle_batch(ctx, order_action_id), range(4)))
    [done] = order_actions(shop, client)
    assert figures(done) == {"total": 2, "handled": 2, "failed": 0}


def test_strangers_see_no_order_actions(client, queued):
    shop, other = make_shop(), make_shop()
    act(shop, client, "cancel")
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/order-actions"
    headers = bearer(other.organization.owner)
    assert client.get(path, headers=headers).status_code == 404
    with pytest.raises(Conflict):
        events.cancel_event(shop.organizer, shop.event_id)


@pytest.mark.parametrize(
    ("step", "fate", "says"),
    [
        ("cancel", "keep", "will not take place."),
        ("cancel", "ask", "open it to get a refund"),
        ("postpone", "keep", "will not take place as planned"),
        ("postpone", "ask", "open it to get a refund"),
    ],
)
def test_buyers_are_told_once_and_in_the_organizer_s_words(client, queued, step, fate, says):
    shop, placed = free_shop(client, 2)
    act(shop, client, step, orders=fate, reason="The hall is <under> water.")
    follow()
    mails = mails_of(shop)
    assert len(mails) == len(placed)
    for mail in mails:
        assert says in " ".join(mail.text.split())
        assert "The hall is <under> water." in mail.text
        assert "The hall is &lt;under&gt; water." in mail.html


def test_those_whose_order_is_refunded_hear_of_that_instead(client, queued):
    shop, _ = free_shop(client, 1)
    act(shop, client, "cancel", orders="refund")
    assert mails_of(shop) == []


COLUMNS = (
    "id, message_id, template, recipient, recipient_name, locale, source_id, details, attempts,"
    " queued_at, due_at AS leased_until, order_id, event_id"
)


def mails_of(shop):
    """The mails about the news of an event, as they would leave now."""
    ctx = system_in(shop.organization.id, "tests.mails")
    with transaction(ctx) as tx:
        rows = tx.query(
            f"SELECT {COLUMNS} FROM mails WHERE event_id = %(id)s AND template = %(template)s",
            {"id": shop.event_id, "template": Template.ORDER_EVENT_CHANGED.value},
            into=dict,
        )
    return [
        composer.compose_order_mail(
            ctx, ClaimedMail(**row | {"template": Template.ORDER_EVENT_CHANGED})
        )
        for row in rows
    ]


def test_the_order_s_page_offers_the_money_back_only_to_those_who_were_asked(counter):
    paid = counter.order().pay()
    page = f"/orders/{counter.shop.organization.id}/{paid.id}/{paid.secret}"
    assert f"{page}/return" not in counter.client.get(page).text
    act(counter.shop, counter.client, "postpone", orders="ask")
    assert f"{page}/return" in counter.client.get(page).text
    assert counter.client.post(f"{page}x/return").status_code == 404
    answer = counter.client.post(f"{page}/return")
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert paid.now()["state"] == "cancelled"
    assert f"{page}/return" not in counter.client.get(page).text
