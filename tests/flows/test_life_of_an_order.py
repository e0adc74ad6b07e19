"""From basket to door and back again, as buyers, banks and door staff see it."""

from tests.factories import work


def test_a_free_ticket_leads_from_the_basket_through_the_mail_to_the_door_once(fair, door):
    purchase = fair.buy(fair.shop.add_type(), quantity=2)
    assert purchase.now()["state"] == "confirmed"

    work.drain()
    first, second = purchase.codes()
    at_door = door.scan(first)
    again = door.scan(first)

    assert (at_door["verdict"], at_door["attendee_name"]) == ("admitted", "Guest 0")
    assert (again["verdict"], again["reason"]) == ("refused", "already_admitted")
    assert (again["admitted_at"], again["gate"]) == (at_door["admitted_at"], "North")
    assert door.scan(second)["attendee_name"] == "Guest 1"


def test_a_paid_ticket_comes_by_webhooks_that_are_told_twice_and_backwards(fair, door):
    purchase = fair.buy(fair.shop.add_type(price_minor=4_200))
    assert purchase.now()["state"] == "held"
    news = purchase.bank(purchase.start_payment(), "success")
    assert purchase.now()["state"] == "awaiting_payment"

    fair.deliver([*reversed(news), *news])

    paid = purchase.now()
    assert (paid["state"], paid["money_state"], paid["paid_minor"]) == ("confirmed", "paid", 4_200)
    assert len(fair.mails.to(purchase.email)) == 1
    assert door.scan(*purchase.codes())["verdict"] == "admitted"
    assert fair.balances() == {"sales": -4_200, "fees": 84, "provider_receivable": 4_116}


def test_a_refund_takes_back_ticket_place_and_money_together(fair, door):
    type_id = fair.shop.add_type(capacity=3, price_minor=4_200)
    purchase = fair.buy(type_id)
    ref = purchase.start_payment()
    fair.deliver(purchase.bank(ref, "success"))
    [code] = purchase.codes()
    assert fair.left(type_id) == 2

    asked = fair.client.post(
        f"{purchase.path}/refunds", json={}, headers={**fair.owner, "Idempotency-Key": "refund-1"}
    )
    assert asked.status_code == 202, asked.json
    work.drain()
    fair.deliver(purchase.news(ref))

    ended = purchase.now()
    assert (ended["state"], ended["money_state"]) == ("cancelled", "refunded")
    assert (door.scan(code)["verdict"], door.scan(code)["reason"]) == ("refused", "refunded")
    assert fair.left(type_id) == 3
    books = fair.balances()
    assert sum(books.values()) == 0
    assert (books["sales"], books["refunds"]) == (-4_200, 4_200)
    confirmation, farewell = fair.mails.to(purchase.email)
    assert confirmation["Message-ID"] != farewell["Message-ID"]
    assert "refund" in farewell["Subject"].lower()
