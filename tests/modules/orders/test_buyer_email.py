"""The address of a confirmed order is corrected: the former mailbox opens and admits nothing."""

from uuid import UUID

import pytest
from prometheus_client import REGISTRY
from tests.factories import work
from tests.factories.people import add_member, bearer, make_organization, make_user
from tests.factories.sales import make_shop
from tests.isolation.test_guest_secrets import HOLDERS
from tests.modules.notifications.conftest import (  # noqa: F401  fixtures
    mailbox,
    only_own_mails,
    platform_smtp,
    port,
)
from tests.modules.notifications.mailbox import text_of
from tests.modules.notifications.orders import an_address
from tests.modules.notifications.test_ticket_mails import Purchase, link_of
from tests.modules.orders.conftest import later
from tests.modules.transfers.test_transfers import Sale, passed_on

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.orders import api as orders

pytestmark = pytest.mark.usefixtures("queued")
NEW = "new@example.org"
OF_ORDERS = {each for each in HOLDERS if "/waitlist-entries/" not in each}


@pytest.fixture
def sale(client, app):
    return Sale(client, make_shop())


def correct(sale, email=NEW, *, headers=None, key=None):
    headers = headers or bearer(sale.shop.organization.owner)
    if key:
        headers = {**headers, "Idempotency-Key": key}
    return sale.client.post(f"{sale.path}/correct-email", json={"email": email}, headers=headers)


def present(sale):
    """The header that opens the order now."""
    with transaction(sale.shop.organizer) as tx:
        return {"Turnout-Order-Secret": orders.secret_of(tx, UUID(sale.id))}


def rows(sale, query):
    with transaction(sale.shop.organizer) as tx:
        return tx.query(query, {"id": sale.id})


def test_the_new_address_has_the_order_its_attendees_and_its_tickets(sale):
    former = sale.now()["buyer_email"]
    answer = correct(sale)
    assert answer.status_code == 200, answer.json
    assert answer.json["buyer_email"] == NEW
    assert {each["email"] for each in answer.json["attendees"]} <= {NEW, ""}
    text = sale.client.get(
        f"{sale.base}/events/{sale.shop.event_id}/attendees",
        headers=bearer(sale.shop.organization.owner),
    ).text
    assert former not in text


def test_every_link_of_the_former_address_ends_and_the_new_one_opens(app, sale):
    assert sale.client.get(sale.path, headers=sale.secret).status_code == 200
    correct(sale)
    known = {
        "organization_id": sale.shop.organization.id,
        "order_id": sale.id,
        "ticket_id": sale.ticket_id,
        "attendee_id": sale.attendee_id,
        "invoice_id": new_id(),
        "file_id": new_id(),
    }
    opened = {}
    for rule in app.url_map.iter_rules():
        for method in rule.methods & {"GET", "POST", "PATCH", "DELETE"}:
            if f"{method} {rule.rule}" in OF_ORDERS:
                path = rule.build({name: known[name] for name in rule.arguments})[1]
                opened[f"{method} {rule.rule}"] = sale.client.open(
                    path, method=method, headers=sale.secret, json={}
                ).status_code
    assert set(opened) == OF_ORDERS
    assert set(opened.values()) == {404}, opened
    page = f"/orders/{sale.shop.organization.id}/{sale.id}"
    for tail in ("", "/tickets.pdf", "/calendar.ics", f"/tickets/{sale.ticket_id}"):
        secret = sale.secret["Turnout-Order-Secret"]
        assert sale.client.get(f"{page}/{secret}{tail}").status_code == 404, tail
    assert sale.client.get(sale.path, headers=present(sale)).status_code == 200
    secret = present(sale)["Turnout-Order-Secret"]
    assert sale.client.get(f"{page}/{secret}").status_code == 200


def test_a_secret_of_a_later_serial_is_no_secret_yet(sale):
    ahead = {"Turnout-Order-Secret": orders.order_secret(UUID(sale.id), 1)}
    assert sale.client.get(sale.path, headers=ahead).status_code == 404
    correct(sale)
    assert sale.client.get(sale.path, headers=ahead).status_code == 200


def test_the_former_codes_admit_nobody_and_what_was_passed_on_stays(sale):
    accepted = passed_on(sale)
    path, held = sale.held(accepted)
    theirs = sale.client.get(path, headers=held).json["code"]
    mine = sale.body["tickets"][1]["id"]
    before = sale.code(mine)
    correct(sale)
    assert sale.scan(before) == "transferred"
    assert sale.scan(sale.code(mine)) == "admitted"
    assert sale.client.get(path, headers=held).json["holder_email"] != NEW
    assert sale.scan(theirs) == "admitted"


def test_the_same_address_changes_nothing(sale):
    before = sale.code()
    same = sale.now()["buyer_email"].upper()
    assert correct(sale, same).status_code == 200
    assert sale.code() == before
    assert sale.client.get(sale.path, headers=sale.secret).status_code == 200


def test_the_account_that_placed_the_order_loses_it(client, app):
    shop, person = make_shop(), make_user()
    answer = client.post(
        shop.orders_path, json=shop.basket(shop.add_type()), headers=bearer(person)
    )
    sale = Sale(client, shop)
    sale.id, sale.path = answer.json["id"], f"{shop.orders_path}/{answer.json['id']}"
    with transaction(shop.organizer) as tx:
        assert orders.buyer_of(tx, UUID(sale.id)) == person.id
    correct(sale)
    with transaction(shop.organizer) as tx:
        assert orders.buyer_of(tx, UUID(sale.id)) is None


def test_it_is_a_fact_counted_and_audited_with_who_did_it(sale):
    before = counted()
    correct(sale)
    assert counted() == before + 1
    facts = rows(
        sale,
        "SELECT name FROM outbox WHERE payload->>'order_id' = %(id)s OR"
        " payload->>'reference' = %(id)s",
    )
    names = {name for (name,) in facts}
    assert {"orders.email-corrected.v1", "tickets.codes-renewed.v1"} <= names
    log = sale.client.get(
        f"{sale.base}/audit?table=orders", headers=bearer(sale.shop.organization.owner)
    )
    entry = next(
        each
        for each in log.json["items"]
        if each["after"] and each["after"].get("buyer_email") == NEW
    )
    assert entry["actor"] == f"user:{sale.shop.organization.owner.id}"


def counted():
    return REGISTRY.get_sample_value("turnout_order_email_corrections_total") or 0.0


def test_a_repeat_with_its_key_is_answered_and_done_once(sale):
    first = correct(sale, key="correction-1")
    once = sale.code()
    again = correct(sale, key="correction-1")
    assert (again.status_code, again.json) == (first.status_code, first.json)
    assert sale.code() == once
    other = correct(sale, "other@example.org", key="correction-1")
    assert (other.status_code, other.json["code"]) == (422, "idempotency.key-reused")


@pytest.mark.parametrize("email", ["", "nobody", "a b@example.org", "x@localhost", None, 7])
def test_what_is_no_address_is_named(sale, email):
    answer = correct(sale, email)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/email"


def test_only_who_changes_orders_may_and_buyers_may_not(sale):
    assert correct(sale, headers={"X": "y"}).status_code == 401
    assert correct(sale, headers=sale.secret).status_code == 401
    assert correct(sale, headers=bearer(make_user())).status_code == 404
    assert correct(sale, headers=bearer(make_organization().owner)).status_code == 404
    elsewhere = add_member(sale.shop.organization, "staff", event_ids=[new_id()])
    assert correct(sale, headers=bearer(elsewhere)).status_code in (403, 404)
    assert sale.now()["buyer_email"] != NEW


def test_a_cancelled_order_and_one_that_is_held_are_not_corrected(client, sale):
    headers = bearer(sale.shop.organization.owner)
    assert client.post(f"{sale.path}/cancel", headers=headers).status_code == 200
    answer = correct(sale)
    assert (answer.status_code, answer.json["code"]) == (409, "orders.email-not-correctable")


def test_the_new_address_gets_tickets_and_links_and_the_former_a_notice_without(client, mailbox):  # noqa: F811
    purchase = Purchase(client, mailbox)
    email = an_address()
    headers = bearer(purchase.shop.organization.owner)
    answer = client.post(f"{purchase.path}/correct-email", json={"email": email}, headers=headers)
    assert answer.status_code == 200, answer.json
    work.drain()
    [confirmed] = mailbox.to(email)
    _, _, secret = link_of(confirmed, "orders")
    opened = client.get(purchase.path, headers={"Turnout-Order-Secret": secret.split("/")[0]})
    assert opened.status_code == 200
    [_, notice] = mailbox.to(purchase.email)
    assert notice["Subject"] == (f"Order {purchase.order['number']} has another email address now")
    said = notice.as_string()
    assert email not in said
    assert "/orders/" not in text_of(notice)
    assert purchase.email in text_of(notice)


def test_a_mail_that_had_not_left_yet_does_not_go_to_the_former_address(client, mailbox):  # noqa: F811
    purchase, email = Purchase(client, mailbox), an_address()
    headers = owner_of(purchase)
    with later(minutes=6):
        again = client.post(f"{purchase.path}/resend-tickets", headers=headers)
        assert again.status_code == 204
        client.post(f"{purchase.path}/correct-email", json={"email": email}, headers=headers)
        work.drain()
    assert [each["Subject"] for each in mailbox.to(purchase.email)[1:]] == [
        f"Order {purchase.order['number']} has another email address now"
    ]
    assert len(mailbox.to(email)) == 1


def test_what_becomes_of_an_offer_is_told_to_the_new_address(client, mailbox):  # noqa: F811
    purchase, friend, email = Purchase(client, mailbox), an_address(), an_address()
    purchase.offer(friend)
    client.post(f"{purchase.path}/correct-email", json={"email": email}, headers=owner_of(purchase))
    work.drain()
    before = len(mailbox.to(purchase.email))
    purchase.answer(friend, "accept")
    assert len(mailbox.to(purchase.email)) == before
    assert mailbox.to(email)[-1]["Subject"].startswith("Your ticket was accepted: ")


def owner_of(purchase):
    return bearer(purchase.shop.organization.owner)
