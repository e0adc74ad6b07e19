"""Cancellation by the buyer: what is shown is what comes back, once, and never more than was paid."""

import re
from html import unescape
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop
from tests.factories.sales_desk import Purchase
from tests.modules.orders.conftest import hear, later, mails_about, owner, settle

from turnout.kernel.db.tx import transaction
from turnout.modules.checkin import api as checkin
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets

NIL = UUID(int=0)
FULL = {"refund": "full"}
HALF = {"refund": "tiers", "tiers": [{"days_before": 7, "share_bp": 5000}]}


def say(counter, terms, *, event=True):
    """Set the terms of the event, or of its organization."""
    base = f"/api/v1/organizations/{counter.shop.organization.id}"
    path = f"{base}/events/{counter.shop.event_id}" if event else base
    answer = counter.client.put(f"{path}/buyer-terms", json=terms, headers=owner(counter))
    assert answer.status_code == 200, answer.json
    return answer.json


def look(bought, *ticket_ids):
    asked = "&".join(f"ticket_id={each}" for each in ticket_ids)
    answer = bought.counter.client.get(
        f"{bought.path}/cancellation?{asked}", headers=bought.headers
    )
    assert answer.status_code == 200, answer.json
    return answer.json


def give_back(bought, amount_minor, *ticket_ids, key=None):
    body = {"amount_minor": amount_minor, "ticket_ids": list(ticket_ids) or None}
    headers = bought.headers | ({"Idempotency-Key": key} if key else {})
    return bought.counter.client.post(f"{bought.path}/cancellation", json=body, headers=headers)


def tickets_of(bought, *, state="valid"):
    return [each["id"] for each in bought.now()["tickets"] if each["state"] == state]


def refunds_of(bought):
    with transaction(bought.counter.ctx) as tx:
        rows = tx.query(
            "SELECT amount_minor FROM order_refunds WHERE order_id = %(id)s", {"id": bought.id}
        )
    return sorted(row[0] for row in rows)


def test_without_terms_the_organizer_is_asked(counter):
    bought = counter.order().pay()
    assert look(bought)["refusal"] == "no-refund"
    refused = give_back(bought, 0)
    assert (refused.status_code, refused.json["reason"]) == (409, "no-refund")
    assert bought.now()["state"] == "confirmed"


def test_what_is_shown_is_what_comes_back(counter):
    say(counter, HALF)
    bought = counter.order(quantity=2).pay()
    shown = look(bought)
    assert (shown["amount_minor"], shown["kept_minor"], shown["is_whole"]) == (2500, 2500, True)
    done = give_back(bought, 2500)
    assert done.status_code == 202, done.json
    hear(bought)
    after = bought.now()
    assert (after["state"], after["refunded_minor"]) == ("cancelled", 2500)
    assert (after["money_state"], counter.left()) == ("part_refunded", 5)
    assert {each["state"] for each in after["tickets"]} == {"void"}
    assert "order-cancelled" in mails_about(bought)


def test_the_order_page_says_what_goes_back_and_when_it_has(counter):
    say(counter, HALF)
    bought = counter.order(quantity=3).pay()
    first = tickets_of(bought)[0]
    page = f"/orders/{counter.shop.organization.id}/{bought.id}/{bought.secret}"
    form = {"tickets": first, "amount": "1250"}
    answer = counter.client.post(f"{page}/cancel", data=form)
    assert answer.status_code == 303, answer.get_data(as_text=True)

    def shown(path):
        return unescape(counter.client.get(path).get_data(as_text=True))

    told = shown(answer.headers["Location"])
    assert "Cancelled. €12.50 is on its way back, the way you paid." in told
    assert "You have 2 valid tickets left" in told
    assert "You are going to" not in told
    assert re.search(r"Refund, on its way</dt><dd[^>]*>−€12.50<", told)
    assert re.search(r"After refunds</dt><dd[^>]*>€62.50<", told)
    assert "Partly refunded" in told
    hear(bought)
    later_on = shown(page)
    assert "on its way" not in later_on
    assert re.search(r"Refund, [^<]+</dt><dd[^>]*>−€12.50<", later_on)


def test_what_the_terms_keep_stays_whatever_is_heard_afterwards(counter):
    say(counter, HALF)
    bought = counter.order().pay()
    assert give_back(bought, 1250).status_code == 202
    for _ in range(2):
        hear(bought)
        counter.deliver(bought.told())
        work.drain()
    assert refunds_of(bought) == [1250]
    assert bought.now()["refunded_minor"] == 1250


def test_another_amount_than_was_shown_is_refused_with_the_right_one(counter):
    say(counter, HALF)
    bought = counter.order().pay()
    refused = give_back(bought, 2500)
    assert (refused.status_code, refused.json["code"]) == (409, "orders.amount-changed")
    assert refused.json["amount_minor"] == 1250
    assert refunds_of(bought) == []


def test_tickets_go_back_one_by_one_and_the_order_ends_with_the_last(counter):
    say(counter, FULL)
    bought = counter.order(quantity=3).pay()
    first, second, third = tickets_of(bought)
    assert look(bought, first)["amount_minor"] == 2500
    assert give_back(bought, 2500, first).json["state"] == "confirmed"
    hear(bought)
    assert (counter.left(), len(tickets_of(bought)), bought.now()["state"]) == (3, 2, "confirmed")
    assert bought.now()["lines"][0]["returned"] == 1
    assert "order-tickets-returned" in mails_about(bought)
    assert give_back(bought, 5000, second, third).json["state"] == "cancelled"
    hear(bought)
    assert (counter.left(), bought.now()["refunded_minor"]) == (5, 7500)
    assert bought.now()["money_state"] == "refunded"


def test_the_books_agree_after_tickets_went_back(counter):
    say(counter, HALF)
    bought = counter.order(quantity=3).pay()
    give_back(bought, 1250, tickets_of(bought)[0])
    hear(bought)
    other = counter.order().pay()
    give_back(other, 1250)
    hear(other)
    with transaction(counter.ctx) as tx:
        money = {str(each.id): each for each in orders.list_money(tx, after=NIL, limit=50)}
    assert (money[bought.id].places, money[bought.id].valid_tickets) == (2, 2)
    assert money[other.id].forfeited_minor == 1250


def test_never_more_comes_back_than_is_still_here(counter):
    say(counter, FULL)
    bought = counter.order(quantity=2).pay()
    assert bought.refund(amount_minor=3000).status_code == 202
    hear(bought)
    assert look(bought)["amount_minor"] == 2000
    one = tickets_of(bought)[0]
    assert look(bought, one)["amount_minor"] == 2000
    assert give_back(bought, 2000, one).status_code == 202
    hear(bought)
    assert (bought.now()["refunded_minor"], bought.now()["state"]) == (5000, "cancelled")


def test_the_same_ticket_goes_back_once(counter):
    say(counter, FULL)
    bought = counter.order(quantity=2).pay()
    one = tickets_of(bought)[0]
    first = give_back(bought, 2500, one, key="once")
    again = give_back(bought, 2500, one, key="once")
    assert first.json == again.json
    refused = give_back(bought, 2500, one)
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "unknown-ticket")
    assert refunds_of(bought) == [2500]


def test_better_terms_reach_everybody_and_worse_ones_only_who_comes_later(counter):
    say(counter, HALF, event=False)
    early = counter.order().pay()
    say(counter, {"refund": "none"})
    late = counter.order().pay()
    assert (look(early)["amount_minor"], look(late)["refusal"]) == (1250, "no-refund")
    say(counter, FULL)
    assert look(early)["amount_minor"] == look(late)["amount_minor"] == 2500


def test_an_event_without_terms_of_its_own_follows_its_organization(counter):
    say(counter, FULL, event=False)
    path = f"/api/v1/organizations/{counter.shop.organization.id}/events/{counter.shop.event_id}"
    headers = owner(counter)
    assert counter.client.get(f"{path}/buyer-terms", headers=headers).json["refund"] == "full"
    own = say(counter, {"refund": "none"})
    assert (own["is_own"], own["version"]) == (True, 1)
    dropped = counter.client.delete(f"{path}/buyer-terms", headers=headers | {"If-Match": '"1"'})
    assert (dropped.json["refund"], dropped.json["is_own"]) == ("full", False)
    stale = counter.client.put(
        f"{path}/buyer-terms", json=FULL, headers=headers | {"If-Match": '"1"'}
    )
    assert stale.status_code == 412


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"refund": "tiers"}, "/tiers"),
        ({"refund": "full", "tiers": [{"days_before": 1, "share_bp": 1}]}, "/tiers"),
        ({"refund": "full", "fee_minor": 100}, "/fee_currency"),
        ({"refund": "full", "fee_minor": 105, "fee_currency": "KWD"}, "/fee_minor"),
        ({"refund": "some"}, "/refund"),
        ({"refund": "full", "changes_close_hours": -1}, "/changes_close_hours"),
        (
            {
                "refund": "tiers",
                "tiers": [{"days_before": 1, "share_bp": 1}, {"days_before": 1, "share_bp": 2}],
            },
            "/tiers/1/days_before",
        ),
    ],
)
def test_terms_that_contradict_themselves_are_refused_by_field(counter, wrong, pointer):
    path = f"/api/v1/organizations/{counter.shop.organization.id}/buyer-terms"
    answer = counter.client.put(path, json=wrong, headers=owner(counter))
    assert answer.status_code == 422
    assert pointer in {each["pointer"] for each in answer.json["errors"]}


def test_staff_and_grants_of_some_events_do_not_set_the_organizations_terms(counter):
    organization = counter.shop.organization
    general = f"/api/v1/organizations/{organization.id}/buyer-terms"
    own = f"/api/v1/organizations/{organization.id}/events/{counter.shop.event_id}/buyer-terms"
    staff = bearer(add_member(organization, "staff"))
    limited = bearer(
        add_member(organization, "admin", event_ids=frozenset({counter.shop.event_id}))
    )
    assert counter.client.put(own, json=FULL, headers=staff).status_code == 403
    assert counter.client.put(general, json=FULL, headers=limited).status_code == 403
    assert counter.client.put(own, json=FULL, headers=limited).status_code == 200


def test_nothing_goes_back_once_the_event_has_begun_or_somebody_is_inside(counter):
    say(counter, FULL)
    bought = counter.order(quantity=2).pay()
    first, second = tickets_of(bought)
    with transaction(counter.ctx) as tx:
        [ticket] = [each for each in tickets.list_of(tx, UUID(bought.id)) if str(each.id) == first]
        code = tickets.code_of(tx, ticket)
    assert (
        checkin.scan(counter.ctx, counter.shop.event_id, checkin.Scan(code=code)).reason
        is checkin.Reason.ADMITTED
    )
    assert look(bought, first)["refusal"] == "inside"
    assert give_back(bought, 2500, first).json["reason"] == "inside"
    assert give_back(bought, 5000).json["reason"] == "inside"
    assert look(bought, second)["amount_minor"] == 2500
    with later(days=30, hours=1):
        assert look(bought, second)["refusal"] == "begun"


def test_a_free_order_goes_back_without_terms(client, queued):
    shop = make_shop()
    free = shop.add_type(capacity=3)
    order = client.post(shop.orders_path, json=shop.basket(free, quantity=2)).json
    secret = {"Turnout-Order-Secret": order["secret"]}
    path = f"{shop.orders_path}/{order['id']}/cancellation"
    one = order["tickets"][0]["id"]
    assert client.get(f"{path}?ticket_id={one}", headers=secret).json["refusal"] is None
    done = client.post(path, json={"amount_minor": 0, "ticket_ids": [one]}, headers=secret)
    assert (done.status_code, done.json["state"]) == (202, "confirmed")
    with transaction(shop.buyer) as tx:
        pool = shop.pools[free]
        assert inventory.remaining(tx, [pool])[pool] == 2
    rest = client.post(path, json={"amount_minor": 0}, headers=secret)
    assert rest.json["state"] == "cancelled"


def test_a_fee_is_kept_of_each_ticket(counter):
    say(counter, FULL | {"fee_minor": 200, "fee_currency": "EUR"})
    bought = counter.order(quantity=2).pay()
    shown = look(bought)
    assert (shown["amount_minor"], shown["kept_minor"]) == (4600, 400)
    assert [each["amount_minor"] for each in shown["pieces"]] == [2300, 2300]


def test_a_table_goes_back_as_a_whole(counter):
    say(counter, FULL)
    table = counter.shop.add_type(capacity=8, price_minor=8000, places=4)
    counter.type_id = table
    basket = counter.shop.basket(table, quantity=1, named=False)
    basket["attendees"] = [
        {"ticket_type_id": str(table), "name": f"Guest {number}"} for number in range(4)
    ]
    answer = counter.client.post(counter.shop.orders_path, json=basket)
    bought = Purchase(counter, answer.json["id"], answer.json["secret"]).pay()
    some = tickets_of(bought)[:2]
    refused = give_back(bought, 8000, *some)
    assert refused.json["errors"][0]["code"] == "goes-together"
    assert len(look(bought)["pieces"]) == 1
    assert give_back(bought, 8000, *tickets_of(bought)).json["state"] == "cancelled"


def test_add_ons_follow_the_tickets_that_carried_them(counter):
    say(counter, FULL)
    shirt = counter.shop.add_type(
        capacity=5,
        price_minor=1500,
        sold_as="add_on",
        places=0,
        add_on_to=[counter.type_id],
        maximum_per_ticket=1,
    )
    basket = counter.shop.basket(counter.type_id, quantity=2)
    basket["lines"].append({"ticket_type_id": str(shirt), "quantity": 2})
    answer = counter.client.post(counter.shop.orders_path, json=basket)
    assert answer.status_code == 201, answer.json
    bought = Purchase(counter, answer.json["id"], answer.json["secret"]).pay()
    one = tickets_of(bought)[0]
    assert look(bought, one)["amount_minor"] == 4000
    assert give_back(bought, 4000, one).status_code == 202
    hear(bought)
    pool = counter.shop.pools[shirt]
    with transaction(counter.shop.buyer) as tx:
        assert inventory.remaining(tx, [pool])[pool] == 4


def test_a_group_keeps_its_least_number_or_goes_back_whole(counter):
    say(counter, FULL)
    group = counter.shop.add_type(capacity=9, price_minor=1000, minimum_per_order=3)
    counter.type_id = group
    bought = counter.order(quantity=4).pay()
    some = tickets_of(bought)
    assert give_back(bought, 2000, *some[:2]).json["errors"][0]["code"] == "too-few-left"
    assert give_back(bought, 1000, some[0]).status_code == 202
    assert give_back(bought, 3000, *some[1:]).json["state"] == "cancelled"


def test_a_foreign_ticket_is_not_given_back(counter):
    say(counter, FULL)
    mine, theirs = counter.order().pay(), counter.order().pay()
    refused = give_back(mine, 2500, tickets_of(theirs)[0])
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "unknown-ticket")


def test_an_order_that_waits_for_its_payment_is_let_go(counter):
    bought = counter.order()
    bought.start()
    assert look(bought)["refusal"] is None
    assert give_back(bought, 0).json["state"] == "cancelled"
    settle(bought)
    assert bought.now()["refunded_minor"] == bought.now()["paid_minor"] == 2500
    assert counter.left() == 5


def begun(counter, **values):
    """An order of two places (50.00 EUR) whose deposit of 10.00 was paid by a plan."""
    base = f"/api/v1/organizations/{counter.shop.organization.id}/events/{counter.shop.event_id}"
    plan = counter.client.post(
        f"{base}/payment-plans",
        json={
            "name": "A fifth now",
            "currency": "EUR",
            "deposit_bp": 2000,
            "instalments": [{"days": 10}],
            **values,
        },
        headers=owner(counter),
    ).json
    bought = counter.order(quantity=2)
    bought.start(plan_id=plan["id"])
    settle(bought)
    return bought


@pytest.mark.parametrize(
    ("terms", "keeps_deposit", "back"),
    [({"refund": "none"}, False, 1000), ({"refund": "none"}, True, 0), (FULL, True, 1000)],
)
def test_an_order_paid_in_part_gets_at_least_what_letting_it_lapse_brings(
    counter, terms, keeps_deposit, back
):
    say(counter, terms)
    bought = begun(counter, keeps_deposit=keeps_deposit)
    assert look(bought)["amount_minor"] == back
    assert give_back(bought, back).json["state"] == "cancelled"
    hear(bought)
    after = bought.now()
    assert (after["paid_minor"], after["refunded_minor"]) == (1000, back)
    assert counter.left() == 5


def test_buyers_see_the_terms_before_they_buy_where_they_see_the_event(counter):
    base = f"/api/v1/organizations/{counter.shop.organization.id}/events"
    say(counter, HALF)
    shown = counter.client.get(f"{base}/{counter.shop.event_id}/public-buyer-terms")
    assert (shown.status_code, shown.json["tiers"]) == (200, HALF["tiers"])
    hidden = make_shop(counter.shop.organization, visibility="private")
    assert counter.client.get(f"{base}/{hidden.event_id}/public-buyer-terms").status_code == 404


def test_the_page_says_the_terms_and_exactly_what_comes_back(counter):
    say(counter, HALF | {"fee_minor": 150, "fee_currency": "EUR"})
    bought = counter.order(quantity=2).pay()
    page = f"/orders/{counter.shop.organization.id}/{bought.id}/{bought.secret}/cancel"

    def shown(query=""):
        return unescape(counter.client.get(f"{page}{query}").get_data(as_text=True))

    chooser = shown()
    assert "50% refund until 7 days before the event." in chooser
    assert "€1.50 per ticket is not refunded." in chooser
    assert chooser.count("€11 refund") == 2
    assert "Please choose at least one ticket" in shown("?ask=1")
    asked = shown("?ask=1&all=1")
    assert "Your refund: €22" in asked
    assert "€28 of what you paid is not refunded" in asked
    assert counter.client.post(page, data={"amount": "2200"}).status_code == 303
    hear(bought)
    assert bought.now()["refunded_minor"] == 2200


@pytest.mark.parametrize(("parts", "refund"), [(("tickets",), "tiers"), ((), "none")])
def test_a_copied_event_has_the_terms_of_its_model_where_its_tickets_came_along(
    counter, parts, refund
):
    say(counter, HALF)
    copy = events.copy_event(
        counter.ctx,
        counter.shop.event_id,
        events.NewCopy(parts=frozenset(map(events.CopiedPart, parts))),
    )
    work.drain()
    base = f"/api/v1/organizations/{counter.shop.organization.id}/events/{copy.id}"
    shown = counter.client.get(f"{base}/buyer-terms", headers=owner(counter)).json
    assert (shown["refund"], shown["is_own"]) == (refund, refund == "tiers")
