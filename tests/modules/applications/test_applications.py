"""EVT-7: some orders wait for the organizer's yes, hold their places meanwhile, and lapse in time."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales_desk import SalesDesk
from tests.modules.applications.conftest import decide, refused
from tests.modules.orders.conftest import expire, later, mails_about, settle
from tests.modules.orders.test_mails import composed

from turnout.kernel import runtime
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.applications import api as applications
from turnout.modules.applications.api import ApplicationVerdict
from turnout.modules.orders.errors import OrderLapsed


def listed(desk: SalesDesk, *, user=None, **query):
    path = f"/api/v1/organizations/{desk.shop.organization.id}/events/{desk.shop.event_id}"
    headers = bearer(user or desk.shop.organization.owner)
    return desk.client.get(f"{path}/applications", query_string=query, headers=headers)


def figures(desk: SalesDesk):
    path = f"/api/v1/organizations/{desk.shop.organization.id}/events/{desk.shop.event_id}"
    headers = bearer(desk.shop.organization.owner)
    return desk.client.get(f"{path}/application-figures", headers=headers).json


def test_a_free_application_is_confirmed_with_the_yes(free):
    bought = free.order()
    work.drain()
    sent = bought.now()
    assert (sent["state"], sent["needs_approval"], sent["tickets"]) == (
        "awaiting_approval", True, [],
    )  # fmt: skip
    assert free.left() == 4
    answer = decide(bought, "approve")
    assert (answer.status_code, answer.json["state"]) == (200, "approved")
    order = bought.now()
    assert order["state"] == "confirmed"
    assert len(order["tickets"]) == 1
    assert free.left() == 4
    assert mails_about(bought) == ["order-application-sent", "order-confirmed"]


def test_words_of_a_yes_go_with_a_mail_of_their_own(free):
    bought = free.order()
    decide(bought, "approve", message="  See you at the pier. ")
    assert mails_about(bought)[-1] == "order-application-approved"
    mail = composed(bought)
    for text in (mail.text, mail.html):
        assert "See you at the pier." in text
        assert "Please pay" not in text


def test_a_held_order_applies_once_it_is_complete_and_is_not_paid_before(desk):
    bought = desk.order(named=False)
    assert bought.now()["state"] == "held"
    assert refused(bought.ask()) == (409, "orders.approval-first")
    guests = [{"ticket_type_id": str(desk.type_id), "name": "Ada"}]
    path, headers = bought.path, bought.headers
    answer = desk.client.patch(path, json={"attendees": guests}, headers=headers)
    assert answer.json["state"] == "awaiting_approval"
    assert refused(bought.ask()) == (409, "state.not-allowed")
    ways = desk.client.get(f"{path}/payment-methods", headers=headers).json
    assert (ways["items"], ways["due_minor"], ways["left_minor"]) == ([], 0, 0)


def test_money_that_a_person_took_waits_for_the_approval_too(desk):
    headers = {**bearer(desk.shop.organization.owner), "Idempotency-Key": new_id().hex}
    cash = {"method": "cash"}
    for bought in (desk.order(named=False), desk.order()):
        answer = desk.client.post(f"{bought.path}/received-payments", json=cash, headers=headers)
        assert refused(answer) == (409, "orders.approval-first")


def test_an_application_may_be_corrected_and_stays_complete(desk):
    bought = desk.order()
    guests = [{"ticket_type_id": str(desk.type_id), "name": "Somebody Else"}]
    changed = desk.client.patch(bought.path, json={"attendees": guests}, headers=bought.headers)
    assert (changed.status_code, changed.json["state"]) == (200, "awaiting_approval")
    emptied = desk.client.patch(bought.path, json={"attendees": []}, headers=bought.headers)
    assert refused(emptied) == (409, "orders.incomplete")
    assert [each["name"] for each in bought.now()["attendees"]] == ["Somebody Else"]


def test_an_approved_order_is_paid_within_its_deadline(desk):
    bought = desk.order(quantity=2)
    decide(bought, "approve")
    mail = composed(bought)
    assert "Please pay €50 by" in mail.text
    assert f"/orders/{desk.shop.organization.id}/{bought.id}/" in mail.html
    order = bought.now()
    assert order["state"] == "awaiting_payment"
    assert order["approved_at"] is not None
    with later(days=4):
        bought.start(method="card")
        settle(bought)
    assert bought.now()["state"] == "confirmed"
    assert desk.left() == 3
    assert mails_about(bought) == [
        "order-application-sent", "order-application-approved", "order-confirmed",
    ]  # fmt: skip


def test_an_approved_order_that_nobody_pays_lapses_and_gives_its_places_back(desk):
    bought = desk.order()
    decide(bought, "approve")
    with later(days=5, seconds=-10):
        expire()
        assert bought.now()["state"] == "awaiting_payment"
    with later(days=5, seconds=10):
        expire()
        assert bought.now()["state"] == "expired"
    assert desk.left() == 5
    assert mails_about(bought)[-1] == "order-lapsed"
    assert figures(desk)["approved"] == 1


def test_the_deadline_of_payment_ends_with_the_start_of_the_event(desk):
    bought = desk.order()
    with later(days=29, hours=12), transaction(desk.ctx) as tx:
        applications.decide_in(tx, UUID(bought.id), ApplicationVerdict.APPROVED)
    with later(days=30, seconds=30):
        expire()
    assert bought.now()["state"] == "expired"


def test_a_denied_application_gives_its_places_back_and_says_why(desk):
    bought = desk.order()
    answer = decide(bought, "deny", message="Members only, this time.")
    assert (answer.status_code, answer.json["state"]) == (200, "denied")
    assert answer.json["decision"]["message"] == "Members only, this time."
    assert bought.now()["state"] == "cancelled"
    assert desk.left() == 5
    assert mails_about(bought) == ["order-application-sent", "order-application-denied"]
    assert "Members only, this time." in composed(bought).text


def test_what_is_decided_or_taken_back_is_not_decided_again(desk):
    approved, denied, withdrawn = (desk.order() for _ in range(3))
    decide(approved, "approve")
    decide(denied, "deny")
    answer = desk.client.post(f"{withdrawn.path}/cancel", headers=withdrawn.headers)
    assert answer.json["state"] == "cancelled"
    for bought in (approved, denied, withdrawn):
        for word in ("approve", "deny"):
            assert refused(decide(bought, word)) == (409, "orders.not-waiting")
    assert desk.left() == 4


def test_an_application_that_nobody_decides_lapses_with_the_start_of_the_event(desk):
    bought = desk.order()
    with later(days=30, seconds=-30):
        expire()
        assert bought.now()["state"] == "awaiting_approval"
    with later(days=30, seconds=30):
        with pytest.raises(OrderLapsed), transaction(desk.ctx) as tx:
            applications.decide_in(tx, UUID(bought.id), ApplicationVerdict.APPROVED)
        expire()
    assert bought.now()["state"] == "expired"
    assert desk.left() == 5
    assert mails_about(bought) == ["order-application-sent", "order-application-lapsed"]
    assert figures(desk)["lapsed"] == 1


def test_one_type_that_needs_approval_makes_the_whole_order_wait(desk):
    plain = desk.shop.add_type(price_minor=1000)
    alone = desk.client.post(desk.shop.orders_path, json=desk.shop.basket(plain))
    mixed = desk.client.post(desk.shop.orders_path, json=desk.shop.basket(plain, desk.type_id))
    assert [each.json["state"] for each in (alone, mixed)] == ["held", "awaiting_approval"]


def test_a_bundle_needs_the_approval_of_what_it_contains(desk):
    bundle = desk.shop.add_type(
        price_minor=4000, sold_as="bundle", places=0, parts={desk.type_id: 2}
    )
    basket = desk.shop.basket(bundle) | {
        "attendees": [{"ticket_type_id": str(desk.type_id), "name": name} for name in ("A", "B")]
    }
    answer = desk.client.post(desk.shop.orders_path, json=basket)
    assert (answer.json["state"], answer.json["needs_approval"]) == ("awaiting_approval", True)


def test_what_the_team_gives_away_needs_nobodys_approval(free):
    basket = free.shop.basket(free.type_id)
    answer = free.client.post(
        f"{free.shop.orders_path}/complimentary",
        json={name: basket[name] for name in ("event_id", "lines", "buyer", "attendees")},
        headers={**bearer(free.shop.organization.owner), "Idempotency-Key": new_id().hex},
    )
    assert (answer.status_code, answer.json["state"]) == (201, "confirmed")


def test_turning_approval_off_leaves_those_who_applied_waiting(desk):
    bought = desk.order()
    path = f"/api/v1/organizations/{desk.shop.organization.id}/events/{desk.shop.event_id}"
    types, owner = f"{path}/ticket-types", bearer(desk.shop.organization.owner)
    one = next(
        each for each in desk.client.get(types, headers=owner).json["items"]
        if each["id"] == str(desk.type_id)
    )  # fmt: skip
    assert one["needs_approval"] is True
    off = desk.client.patch(
        f"{types}/{desk.type_id}",
        json={"needs_approval": False},
        headers={**owner, "If-Match": f'"{one["version"]}"'},
    )
    assert (off.status_code, off.json["needs_approval"]) == (200, False)
    assert desk.order().now()["state"] == "held"
    assert bought.now()["state"] == "awaiting_approval"


def test_the_list_shows_who_wants_to_come_the_first_to_apply_first(desk):
    first, second, third = desk.order(name="Ann"), desk.order(name="Ben"), desk.order(name="Cy")
    decide(second, "deny", message="Full.")
    page = listed(desk, limit=2).json
    assert [each["buyer_name"] for each in page["items"]] == ["Ann", "Ben"]
    more = listed(desk, limit=2, cursor=page["next_cursor"]).json
    assert [each["order_id"] for each in more["items"]] == [third.id]
    waiting = listed(desk, state="waiting").json["items"]
    assert [each["order_id"] for each in waiting] == [first.id, third.id]
    shown = waiting[0]
    assert shown["lines"][0]["quantity"] == 1
    assert [each["name"] for each in shown["attendees"]] == ["Guest 0"]
    assert (shown["decision"], page["items"][1]["decision"]["message"]) == (None, "Full.")
    assert figures(desk) == {
        "waiting": 2, "approved": 0, "denied": 1, "cancelled": 0, "lapsed": 0,
    }  # fmt: skip


def test_a_checkout_that_was_never_sent_is_no_application(desk):
    bought = desk.order(named=False)
    owner = bearer(desk.shop.organization.owner)
    assert listed(desk).json["items"] == []
    answer = desk.client.get(f"{bought.path}/application", headers=owner)
    assert refused(answer) == (404, "applications.no-such-application")
    assert refused(decide(bought, "approve")) == (409, "orders.not-waiting")


def test_who_sees_orders_sees_applications_and_managers_decide(desk):
    home, bought = desk.shop.organization, desk.order()
    helper = add_member(home, "staff")
    elsewhere = add_member(home, "admin", event_ids=frozenset({new_id()}))
    stranger = make_organization().owner
    assert listed(desk, user=helper).status_code == 200
    assert decide(bought, "approve", user=helper).status_code == 403
    for user in (elsewhere, stranger):
        assert listed(desk, user=user).status_code in (403, 404)
        assert decide(bought, "approve", user=user).status_code in (403, 404)
    assert bought.now()["state"] == "awaiting_approval"


def test_the_same_key_decides_once_and_answers_the_same(desk):
    bought = desk.order()
    first, again = (decide(bought, "approve", key="one-and-the-same") for _ in range(2))
    assert first.status_code == again.status_code == 200
    assert first.json == again.json
    assert mails_about(bought).count("order-application-approved") == 1


def test_an_address_is_not_mailed_without_bound_by_applications(desk, settings, monkeypatch):
    few = settings.model_copy(update={"free_orders_per_address": 2})
    monkeypatch.setattr(runtime.current(), "settings", few)
    for _ in range(2):
        desk.order()
    answer = desk.client.post(desk.shop.orders_path, json=desk.shop.basket(desk.type_id))
    assert refused(answer) == (403, "orders.address-unconfirmed")


def test_a_new_start_of_the_event_is_the_new_end_of_waiting(desk):
    bought = desk.order()
    path = f"/api/v1/organizations/{desk.shop.organization.id}/events/{desk.shop.event_id}"
    owner = bearer(desk.shop.organization.owner)
    event = desk.client.get(path, headers=owner)
    start = event.json["starts_at"]
    until = bought.now()["expires_at"]
    assert until[:19] == start[:19]
    moved = datetime.fromisoformat(start) + timedelta(days=7)
    ends = moved + timedelta(days=1)
    answer = desk.client.patch(
        path,
        json={"starts_at": moved.isoformat(), "ends_at": ends.isoformat()},
        headers={**owner, "If-Match": event.headers["ETag"]},
    )
    assert answer.status_code == 200, answer.json
    with later(days=30, seconds=30):
        expire()
        assert bought.now()["state"] == "awaiting_approval"
    with later(days=37, seconds=30):
        expire()
        assert bought.now()["state"] == "expired"
