"""Mails about tickets that change hands, that are given back, and about links that were lost."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.sales import make_shop
from tests.modules.notifications.mailbox import papers_of, text_of
from tests.modules.notifications.orders import an_address

from turnout.kernel import clock
from turnout.kernel.context import PublicContext
from turnout.kernel.errors import Invalid
from turnout.modules.notifications import api as notifications
from turnout.modules.orders import api as orders

pytestmark = pytest.mark.usefixtures("queued")


class Purchase:
    """A confirmed order with two tickets of one buyer."""

    def __init__(self, client, mailbox, *, email=None):
        self.client, self.mailbox = client, mailbox
        self.shop = make_shop()
        self.email = email or an_address()
        basket = self.shop.basket(self.shop.add_type(), quantity=2, email=self.email)
        answer = client.post(self.shop.orders_path, json=basket)
        assert answer.status_code == 201, answer.json
        self.order = answer.json
        self.path = f"{self.shop.orders_path}/{self.order['id']}"
        self.secret = {"Turnout-Order-Secret": self.order["secret"]}
        self.ticket_id = self.order["tickets"][0]["id"]
        work.drain()

    def offer(self, email):
        path = f"{self.path}/tickets/{self.ticket_id}/transfer"
        answer = self.client.post(path, json={"email": email}, headers=self.secret)
        assert answer.status_code == 201, answer.json
        work.drain()

    def withdraw(self):
        path = f"{self.path}/tickets/{self.ticket_id}/transfer"
        return self.client.delete(path, headers=self.secret)

    def answer(self, email, verb):
        """As whoever opens the link of the mail that this address got."""
        _, transfer_id, secret = link_of(self.mailbox.to(email)[0], "transfers")
        path = f"/api/v1/organizations/{self.shop.organization.id}/transfers/{transfer_id}/{verb}"
        body = {"name": "Fara Friend"} if verb == "accept" else None
        answer = self.client.post(path, json=body, headers={"Turnout-Transfer-Secret": secret})
        assert answer.status_code < 300, answer.json
        work.drain()

    def subjects(self, email):
        return [mail["Subject"] for mail in self.mailbox.to(email)]

    @property
    def public(self):
        return PublicContext(organization_id=self.shop.organization.id)


def link_of(mail, kind):
    """(organization, id, secret) of the one link of this kind."""
    return re.search(
        rf"http://turnout\.test/{kind}/([\w-]+)/([\w-]+)/(\S+)", text_of(mail)
    ).groups()


@pytest.fixture
def purchase(client, mailbox):
    return Purchase(client, mailbox)


def test_an_offered_ticket_is_accepted_by_the_link_and_both_are_told(purchase):
    friend = an_address()
    purchase.offer(friend)
    [offer] = purchase.mailbox.to(friend)
    assert offer["Subject"].startswith("A ticket for you: Autumn Assembly")
    assert purchase.order["secret"] not in text_of(offer), "that would be the whole order"
    assert re.search(r"accept it until [^.]+, \d\d:\d\d \([A-Z][a-z]+ Time\)\.", text_of(offer))
    purchase.answer(friend, "accept")
    [_, yours] = purchase.mailbox.to(friend)
    assert yours["Subject"].startswith("Your ticket for Autumn Assembly")
    assert link_of(yours, "tickets")
    papers = papers_of(yours)
    assert papers["application/pdf"].startswith(b"%PDF")
    assert b"BEGIN:VCALENDAR" in papers["application/ics"]
    assert purchase.subjects(purchase.email)[-1].startswith("Your ticket was accepted: ")
    assert len(purchase.mailbox.to(purchase.email)) == 2


def test_an_offer_that_is_declined_leaves_the_ticket_and_says_so(purchase):
    friend = an_address()
    purchase.offer(friend)
    purchase.answer(friend, "decline")
    assert len(purchase.mailbox.to(friend)) == 1
    assert purchase.subjects(purchase.email)[-1].startswith("Your ticket stays yours: ")


def test_an_offer_that_is_taken_back_before_the_mail_left_is_not_mailed(purchase):
    friend = an_address()
    path = f"{purchase.path}/tickets/{purchase.ticket_id}/transfer"
    purchase.client.post(path, json={"email": friend}, headers=purchase.secret)
    assert purchase.withdraw().status_code == 204
    work.drain()
    assert purchase.mailbox.to(friend) == []
    assert len(purchase.mailbox.to(purchase.email)) == 1, "who took it back knows"


def test_tickets_that_the_buyer_gives_back_are_confirmed_by_mail(purchase):
    body = {"ticket_ids": [purchase.ticket_id], "amount_minor": 0}
    answer = purchase.client.post(
        f"{purchase.path}/cancellation", json=body, headers=purchase.secret
    )
    assert answer.status_code == 202, answer.json
    work.drain()
    mail = purchase.mailbox.to(purchase.email)[-1]
    assert mail["Subject"] == f"A ticket of order {purchase.order['number']} is cancelled"
    assert "There is no refund for this." in text_of(mail)


def test_whoever_lost_their_links_gets_all_of_them_and_others_get_nothing(client, mailbox):
    email, stranger = an_address(), an_address()
    one, two = Purchase(client, mailbox, email=email), Purchase(client, mailbox, email=email)
    given = an_address()
    one.offer(given)
    one.answer(given, "accept")
    for address in (email.upper(), stranger, given):
        notifications.send_ticket_links(address, locale="en")
    work.drain()
    mail = mailbox.to(email)[-1]
    assert mail["Subject"] == "Your orders and tickets"
    text = text_of(mail)
    for purchase in (one, two):
        assert purchase.order["number"] in text
        assert (
            orders.order_path(purchase.shop.organization.id, UUID(purchase.order["id"]), 0) in text
        )
    assert mailbox.to(stranger) == []
    assert link_of(mailbox.to(given)[-1], "tickets")


def test_lost_links_are_sent_once_in_five_minutes_however_often_asked(client, mailbox):
    email = an_address()
    Purchase(client, mailbox, email=email)
    for _ in range(3):
        notifications.send_ticket_links(email, locale="en")
    work.drain()
    assert len(mailbox.to(email)) == 2
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        notifications.send_ticket_links(email, locale="en")
        work.drain()
    assert len(mailbox.to(email)) == 3


def test_what_is_no_address_is_refused():
    with pytest.raises(Invalid):
        notifications.send_ticket_links("nobody", locale="en")


def test_a_buyer_has_the_tickets_sent_again_and_not_every_minute(purchase):
    order_id = UUID(purchase.order["id"])
    with pytest.raises(notifications.AskedOften):
        notifications.resend_confirmation(purchase.public, order_id)
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        notifications.resend_confirmation(purchase.public, order_id)
        work.drain()
    first, second = purchase.mailbox.to(purchase.email)
    assert first["Subject"] == second["Subject"]
    assert first["Message-ID"] != second["Message-ID"]
