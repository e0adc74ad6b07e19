"""Freed places go to who waits first, in order; an offer opens a checkout that has them."""

from datetime import timedelta

from tests.factories import work

from turnout.kernel import clock

ANA, BO, CY = "ana@example.com", "bo@example.com", "cy@example.com"


def test_a_freed_place_is_offered_to_who_came_first_and_the_open_sale_cannot_take_it(sale):
    first, second = sale.bought(), sale.bought()
    sale.waits(ANA)
    sale.waits(BO)
    sale.cancel(first)
    assert sale.buy().status_code == 409, "between the cancellation and the offer"
    work.drain()
    assert (sale.state(ANA), sale.state(BO)) == ("offered", "waiting")
    assert sale.buy().status_code == 409
    assert sale.place(ANA)["expires_at"] is not None
    assert sale.place(BO)["position"] == 1
    sale.cancel(second)
    work.drain()
    assert sale.state(BO) == "offered"


def test_an_offer_is_bought_by_its_link_and_only_once(sale):
    first = sale.bought()
    sale.bought()
    sale.waits(ANA)
    sale.cancel(first)
    work.drain()
    order = sale.bought(offer=sale.token(ANA), email=ANA)
    assert order["state"] == "held"
    assert (sale.pool().taken, sale.pool().reserved) == (2, 0)
    again = sale.buy(offer=sale.token(ANA))
    assert (again.status_code, again.json["code"]) == (410, "waitlist.offer-over")
    assert sale.find(ANA)["order_id"] == order["id"]


def test_a_confirmed_order_of_an_offer_is_counted_as_bought(client, sale):
    free = sale.shop.add_type(capacity=1)
    taken = sale.bought(of=free)
    sale.waits(ANA, of=free)
    sale.cancel(taken)
    work.drain()
    assert sale.bought(of=free, offer=sale.token(ANA), email=ANA)["state"] == "confirmed"
    work.drain()
    assert sale.state(ANA) == "bought"
    figures = sale.figures()
    assert (figures["offers"], figures["bought"], figures["offered"]) == (1, 1, 0)


def test_an_offer_that_nobody_uses_passes_on_and_then_lapses_into_the_open_sale(sale):
    first = sale.bought()
    sale.bought()
    sale.waits(ANA)
    sale.waits(BO)
    sale.cancel(first)
    work.drain()
    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        work.run_timed("waitlist.pass_on_due")
        work.drain()
        assert (sale.state(ANA), sale.state(BO)) == ("lapsed", "offered")
        over = sale.buy(offer=sale.token(ANA))
        assert (over.status_code, over.json["code"]) == (410, "waitlist.offer-over")


def test_fewer_than_were_offered_may_be_bought_and_the_rest_passes_on(sale):
    order = sale.bought(quantity=2)
    sale.waits(ANA, quantity=2)
    sale.waits(BO)
    sale.cancel(order)
    work.drain()
    more = sale.buy(quantity=3, offer=sale.token(ANA))
    assert more.status_code == 422
    assert more.json["errors"][0]["pointer"] == "/lines/0/quantity"
    sale.bought(quantity=1, offer=sale.token(ANA))
    assert sale.buy().status_code == 409, "the rest is not on sale"
    work.drain()
    assert (sale.state(ANA), sale.state(BO)) == ("ordered", "offered")


def test_an_offer_is_for_its_event_and_ticket_type(sale):
    other = sale.shop.add_type(capacity=5)
    order = sale.bought()
    sale.bought()
    sale.waits(ANA)
    sale.cancel(order)
    work.drain()
    wrong = sale.buy(of=other, offer=sale.token(ANA))
    assert wrong.json["errors"][0]["pointer"] == "/lines"
    forged = sale.buy(offer=sale.token(ANA)[:-1])
    assert forged.json["errors"][0]["pointer"] == "/waitlist_offer"


def test_an_order_that_comes_to_nothing_gives_its_buyer_the_place_back(sale):
    first = sale.bought()
    sale.bought()
    sale.waits(ANA)
    sale.waits(BO)
    sale.cancel(first)
    work.drain()
    sale.cancel(sale.bought(offer=sale.token(ANA), email=ANA))
    work.drain()
    states = (sale.state(ANA), sale.state(BO))
    assert states in {("offered", "waiting"), ("waiting", "offered")}
    if states[0] == "waiting":
        assert sale.place(ANA)["position"] == 1


def test_places_that_are_added_go_to_who_waits_first(sold_out):
    sold_out.waits(ANA)
    sold_out.resize(4)
    assert sold_out.state(ANA) == "offered"
    assert sold_out.bought()["state"] == "held", "what nobody waits for is on sale"


def test_the_first_who_wants_more_than_there_is_keeps_what_comes_back(sale):
    first, second = sale.bought(), sale.bought()
    sale.waits(ANA, quantity=2)
    sale.waits(BO)
    sale.cancel(first)
    work.drain()
    assert (sale.state(ANA), sale.state(BO)) == ("waiting", "waiting")
    assert sale.pool().reserved == 1
    assert sale.buy().status_code == 409
    sale.cancel(second)
    work.drain()
    assert (sale.state(ANA), sale.state(BO)) == ("offered", "waiting")


def test_the_holder_of_a_long_offer_is_reminded_once(sale):
    first = sale.bought()
    sale.bought()
    sale.waits(ANA)
    sale.cancel(first)
    work.drain()
    with clock.frozen(clock.now() + timedelta(hours=19)):
        work.run_timed("waitlist.remind_due")
        work.run_timed("waitlist.remind_due")
        work.drain()
        mails = sale.client.get(f"{sale.base}/mails?limit=100", headers=sale.owner).json["items"]
    told = [each["template"] for each in mails if each["recipient"] == ANA]
    assert sorted(told) == ["waitlist-joined", "waitlist-last-chance", "waitlist-offered"]


def test_an_order_of_who_does_not_use_the_waitlist_needs_no_statement_more(sale, statements):
    sale.open(is_open=False, freed_first=False)
    free = sale.shop.add_type(capacity=5)
    statements.clear()
    sale.bought(of=free)
    assert not [each for each in statements if "waitlist" in each]
