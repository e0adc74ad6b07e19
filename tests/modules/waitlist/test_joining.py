"""Who may wait, what is refused and where, and what people and the team may do with a place."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer, make_user

from turnout.kernel import clock, runtime
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.events import api as events
from turnout.modules.waitlist import api as waitlist

ANA, BO, CY = "ana@example.com", "bo@example.com", "cy@example.com"


def refused(answer):
    assert answer.status_code == 422, answer.json
    return [(each["pointer"], each["code"]) for each in answer.json["errors"]]


def test_a_guest_waits_once_the_link_of_the_mail_is_confirmed(sold_out):
    joined = sold_out.join(ANA)
    assert (joined.status_code, joined.json) == (
        202,
        {"state": "unconfirmed", "place": None, "secret": None},
    )
    assert sold_out.find(ANA)["position"] is None
    sold_out.waits(ANA)
    assert sold_out.place(ANA)["position"] == 1


def test_who_is_signed_in_with_the_address_has_a_place_at_once(client, sold_out):
    person = make_user(email=f"{uuid4().hex}@example.com")
    body = {"ticket_type_id": str(sold_out.standard), "quantity": 1, "email": person.email}
    answer = client.post(f"{sold_out.at_event}/waitlist", json=body, headers=bearer(person))
    assert (answer.status_code, answer.json["state"]) == (202, "waiting")
    assert answer.json["place"]["position"] == 1
    own = client.get(
        f"{sold_out.base}/waitlist-entries/{answer.json['place']['id']}",
        headers={"Turnout-Waitlist-Secret": answer.json["secret"]},
    )
    assert own.status_code == 200


def test_an_address_waits_once_for_a_ticket_type(sold_out):
    sold_out.waits(ANA)
    assert sold_out.join(ANA.upper(), quantity=2).status_code == 202
    assert sold_out.figures()["waiting"] == 1
    assert sold_out.place(ANA)["quantity"] == 1, "who waits already is not changed by a guest"


def test_nobody_waits_while_tickets_are_left_or_where_there_is_no_list(sale):
    left = sale.join(ANA)
    assert (left.status_code, left.json["code"]) == (409, "waitlist.tickets-left")
    sale.bought(quantity=2)
    sale.open(is_open=False)
    closed = sale.join(ANA)
    assert (closed.status_code, closed.json["code"]) == (409, "waitlist.closed")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"quantity": 5}, "/quantity"),
        ({"quantity": 0}, "/quantity"),
        ({"email": "nobody"}, "/email"),
        ({"ticket_type_id": str(uuid4())}, "/ticket_type_id"),
        ({"locale": "???"}, "/locale"),
        ({"rank": 0}, "/rank"),
    ],
)
def test_bad_input_is_refused_by_field(sold_out, said, fault):
    answer = sold_out.join(said.pop("email", ANA), **{"quantity": 1, **said})
    assert {pointer for pointer, _ in refused(answer)} == {fault}


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"offer_minutes": 14}, "/offer_minutes"),
        ({"offer_minutes": 20161}, "/offer_minutes"),
        ({"most_quantity": 0}, "/most_quantity"),
        ({"is_open": "yes"}, "/is_open"),
        ({"types": [{"ticket_type_id": str(uuid4()), "is_open": True}]}, "/types/0/ticket_type_id"),
    ],
)
def test_settings_that_cannot_be_are_refused_by_field(client, sale, said, pointer):
    body = {"is_open": True, "freed_first": True, "offer_minutes": 60, "most_quantity": 4, **said}
    answer = client.put(f"{sale.at_event}/waitlist-settings", json=body, headers=sale.owner)
    assert [each[0] for each in refused(answer)] == [pointer]


def test_an_add_on_has_no_waitlist(client, sale):
    add_on = sale.shop.add_type(capacity=1, sold_as="add_on", places=0, add_on_to=(sale.standard,))
    types = [{"ticket_type_id": str(add_on), "is_open": True}]
    body = {"is_open": True, "freed_first": True, "offer_minutes": 60, "most_quantity": 4}
    answer = client.put(
        f"{sale.at_event}/waitlist-settings", json={**body, "types": types}, headers=sale.owner
    )
    assert [each[0] for each in refused(answer)] == ["/types/0/ticket_type_id"]


def test_mails_to_one_address_are_limited(monkeypatch, sold_out):
    few = Limiter(runtime.current().redis, limits={"waitlist": "2/86400"})
    monkeypatch.setattr(runtime.current(), "limiter", few)
    answers = [sold_out.join(ANA).status_code for _ in range(3)]
    assert answers == [202, 202, 429]


def test_a_class_comes_before_arrival_and_keeps_its_own_order(sold_out):
    for each in (ANA, BO, CY):
        sold_out.waits(each)
    assert sold_out.classify(CY, "vip").status_code == 200
    assert sold_out.classify(BO, "vip").status_code == 200
    assert [sold_out.place(each)["position"] for each in (BO, CY, ANA)] == [1, 2, 3]
    assert refused(sold_out.classify(ANA, "gold")) == [("/priority", "invalid")]


def test_one_who_leaves_lets_the_next_move_up_and_is_gone(sold_out):
    sold_out.waits(ANA)
    sold_out.waits(BO)
    assert sold_out.leave(ANA).status_code == 204
    assert sold_out.place(BO)["position"] == 1
    again = sold_out.leave(ANA)
    assert (again.status_code, again.json["code"]) == (410, "waitlist.over")
    sold_out.waits(ANA)
    assert sold_out.place(ANA)["position"] == 2


def test_an_offer_by_hand_needs_places_and_passes_by_who_stands_before(sale):
    sale.open(freed_first=False)
    first = sale.bought()
    sale.bought()
    sale.waits(ANA)
    sale.waits(BO)
    none = sale.offer(BO)
    assert (none.status_code, none.json["code"]) == (409, "inventory.sold-out")
    sale.cancel(first)
    work.drain()
    assert sale.state(ANA) == "waiting", "freed places go on sale"
    made = sale.offer(BO)
    assert (made.status_code, made.json["state"]) == (200, "offered")
    assert made.json["offered_by"].startswith("user:")
    again = sale.offer(BO)
    assert (again.status_code, again.json["code"]) == (409, "waitlist.not-waiting")


def test_ticket_types_of_one_pool_have_one_queue(sale):
    other = sale.shop.add_type(pool_id=sale.shop.pools[sale.standard], price_minor=100)
    first = sale.bought()
    sale.bought()
    sale.waits(ANA, of=other)
    sale.waits(BO)
    assert sale.place(BO)["position"] == 2
    sale.cancel(first)
    work.drain()
    assert (sale.state(ANA), sale.state(BO)) == ("offered", "waiting")


def test_a_cancelled_event_ends_its_waitlist_and_gives_the_places_back(sale):
    first = sale.bought()
    sale.bought()
    sale.waits(ANA)
    sale.waits(BO)
    sale.cancel(first)
    work.drain()
    events.cancel_event(sale.shop.organizer, sale.shop.event_id)
    work.drain()
    assert {sale.state(ANA), sale.state(BO)} == {"ended"}
    assert (sale.pool().taken, sale.pool().reserved) == (1, 0)


def test_what_nobody_confirms_is_forgotten(sold_out):
    sold_out.join(ANA)
    with clock.frozen(clock.now() + timedelta(days=3)):
        work.run_timed("waitlist.close_past")
        found = sold_out.client.get(f"{sold_out.at_event}/waitlist", headers=sold_out.owner)
    assert found.json["items"] == []


def test_staff_see_the_list_and_only_managers_keep_it(client, sold_out):
    sold_out.waits(ANA)
    staff = bearer(add_member(sold_out.shop.organization, "staff"))
    path = f"{sold_out.base}/waitlist-entries/{sold_out.ids[ANA]}"
    assert client.get(f"{sold_out.at_event}/waitlist", headers=staff).status_code == 200
    assert client.delete(path, headers=staff).status_code == 403
    assert client.post(f"{path}/offer", headers=staff).status_code == 403
    assert client.patch(path, json={"priority": "vip"}, headers=staff).status_code == 403
    assert client.delete(path, headers=sold_out.owner).status_code == 204
    assert sold_out.state(ANA) == "removed"


def test_a_place_outlives_a_change_of_the_master_key(sold_out, change_master_key):
    sold_out.waits(ANA)
    before = {"Turnout-Waitlist-Secret": waitlist.entry_secret(UUID(sold_out.ids[ANA]))}
    token = waitlist.offer_token(UUID(sold_out.ids[ANA]))
    change_master_key()
    path = f"{sold_out.base}/waitlist-entries/{sold_out.ids[ANA]}"
    assert sold_out.client.get(path, headers=before).status_code == 200
    assert waitlist.read_token(token) == UUID(sold_out.ids[ANA])
