"""Calendars of people who never open our pages: what mails tell them is all that they follow."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from random import Random
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event
from tests.factories import work
from tests.factories.people import bearer
from tests.modules.notifications.mailbox import papers_of
from tests.modules.notifications.orders import an_address, place
from tests.modules.notifications.test_ticket_mails import Purchase
from tests.prove.counts import PROVE

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.events.api import Action
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets
from turnout_sdk.email import Address

ADA = Address(email="ada@people.example", name="Ada")
pytestmark = pytest.mark.usefixtures("queued")


@dataclass
class PersonalCalendar:
    """One person's calendar, which knows RFC 5546 and nothing of us."""

    entries: dict[str, Event] = field(default_factory=dict)
    methods: list[str] = field(default_factory=list)

    def receive(self, raw: bytes) -> None:
        calendar = Calendar.from_ical(raw)
        [event] = calendar.walk("VEVENT")
        self.methods.append(str(calendar["METHOD"]))
        known = self.entries.get(str(event["UID"]))
        if known is not None and known["SEQUENCE"] == event["SEQUENCE"]:
            assert _said(known) == _said(event), "one SEQUENCE says one thing"
        if known is None or known["SEQUENCE"] < event["SEQUENCE"]:
            self.entries[str(event["UID"])] = event

    @property
    def shown(self) -> list[Event]:
        return [each for each in self.entries.values() if each["STATUS"] != "CANCELLED"]


def _said(event: Event) -> list[bytes]:
    """What an entry says; when and in which mail's words it is said is left out."""
    lines = event.to_ical().replace(b"\r\n ", b"").split(b"\r\n")
    return [each for each in lines if not each.startswith((b"DTSTAMP", b"URL"))]


def forms_of(mail: EmailMessage) -> list[str]:
    """The media types of the forms that a mail program chooses from."""
    [choice] = [each for each in mail.walk() if each.get_content_type() == "multipart/alternative"]
    return [each.get_content_type() for each in choice.iter_parts()]


def itip_in(mail: EmailMessage) -> list[bytes]:
    """The form for calendars, and each file of that kind."""
    kinds = ("text/calendar", "application/ics")
    parts = [each for each in mail.walk() if each.get_content_type() in kinds]
    return [each.get_payload(decode=True) for each in parts]


def calendars_of(
    mails: list[EmailMessage], event_id: UUID, *, seed: int | None = None
) -> dict[str, PersonalCalendar]:
    """Everybody's calendar of one event after their mails arrived.

    `seed`: they arrive in any order, and some twice. Mails about other events are left out: work
    that is timed may send what another test left.
    """
    found: dict[str, PersonalCalendar] = defaultdict(PersonalCalendar)
    arriving = list(mails)
    if seed is not None:
        chance = Random(seed)  # noqa: S311  a story, no secret
        arriving += chance.sample(arriving, k=len(arriving) // 2)
        chance.shuffle(arriving)
    for mail in arriving:
        for raw in itip_in(mail):
            if str(event_id) not in str(Calendar.from_ical(raw).walk("VEVENT")[0]["UID"]):
                continue
            found[mail["To"].addresses[0].addr_spec].receive(raw)
    return found


def test_a_confirmation_carries_a_request_as_mail_programs_expect_it(client, mailbox, shop):
    order = place(client, shop, quantity=2, name="أمينة بنت عبد الرحمن प्रिया")
    work.drain()
    (mail,) = mailbox.to(order["email"])

    assert forms_of(mail)[0] == "text/plain"
    assert forms_of(mail)[-1] == "text/calendar"
    [form] = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
    assert form.get_param("method") == "REQUEST"
    assert form.get_content_charset() == "utf-8"
    file = papers_of(mail)["application/ics"]
    assert form.get_payload(decode=True) == file
    assert all(len(line) <= 998 for line in mail.as_bytes().splitlines())
    calendar = Calendar.from_ical(file)
    [event] = calendar.walk("VEVENT")
    assert str(calendar["METHOD"]) == "REQUEST"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Brussels"]
    assert str(event["ORGANIZER"]) == "mailto:no-reply@turnout.example"
    assert event["ORGANIZER"].params["CN"] == "Harbour Society"
    assert str(event["ATTENDEE"]) == f"mailto:{order['email']}"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert event["ATTENDEE"].params["CN"] == "أمينة بنت عبد الرحمن प्रिया"
    assert str(shop.event_id) in str(event["UID"])


def test_the_same_state_is_mailed_as_the_same_entry(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    ctx = system_in(shop.organization.id, "tests")
    parties = tickets.Parties(organizer=ADA, attendee=ADA)
    holding = tickets.Holding(reference=UUID(order["id"]))
    [one], [two] = (
        tickets.list_entry_messages(ctx, holding, parties, url="https://x.example")
        for _ in range(2)
    )
    without = [
        [line for line in each.content.split(b"\r\n") if not line.startswith(b"DTSTAMP")]
        for each in (one, two)
    ]
    assert without[0] == without[1]


def test_the_downloaded_file_is_the_entry_of_the_mail(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    (mail,) = mailbox.to(order["email"])
    headers = {"Turnout-Order-Secret": order["secret"]}
    file = client.get(f"{shop.orders_path}/{order['id']}/tickets.ics", headers=headers)
    [mailed], [loaded] = (
        Calendar.from_ical(raw).walk("VEVENT") for raw in (itip_in(mail)[0], file.data)
    )
    assert (mailed["UID"], mailed["SEQUENCE"]) == (loaded["UID"], loaded["SEQUENCE"])


def test_new_times_change_the_entry_and_a_cancelled_event_takes_it_back(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    later = _move(shop, hours=3)
    mine = calendars_of(mailbox.taken, shop.event_id)[order["email"]]
    assert [each.start for each in mine.shown] == [later]
    assert mine.methods == ["REQUEST"] * 4, "a form and a file in each of two mails"
    events.cancel_event(shop.organizer, shop.event_id)
    _work()
    mine = calendars_of(mailbox.taken, shop.event_id)[order["email"]]
    assert mine.shown == []
    assert mine.methods[-1] == "CANCEL"


def test_a_ticket_that_was_passed_on_changes_calendars_with_its_holder(client, mailbox):
    purchase = Purchase(client, mailbox)
    friend = an_address()
    for index, ticket in enumerate(purchase.order["tickets"]):
        purchase.ticket_id = ticket["id"]
        other = friend if index else an_address()
        purchase.offer(other)
        purchase.answer(other, "accept")
        found = calendars_of(mailbox.taken, purchase.shop.event_id)
        assert len(found[other].shown) == 1
        assert len(found[purchase.email].shown) == (0 if index else 1)
    events.cancel_event(purchase.shop.organizer, purchase.shop.event_id)
    _work()
    found = calendars_of(mailbox.taken, purchase.shop.event_id)
    assert all(each.shown == [] for each in found.values())
    assert mailbox.to(friend)[-1]["Subject"].startswith("Cancelled: ")


def test_a_holder_whose_ticket_is_void_hears_of_it_once(client, mailbox):
    purchase = Purchase(client, mailbox)
    friend = an_address()
    purchase.offer(friend)
    purchase.answer(friend, "accept")
    ctx = system_in(purchase.shop.organization.id, "tests")
    for ticket in (purchase.ticket_id, purchase.order["tickets"][1]["id"]):
        with transaction(ctx) as tx:
            reference = UUID(purchase.order["id"])
            tickets.void(tx, reference=reference, reason="revoked", ticket_ids=[UUID(ticket)])
        work.drain()
    subjects = purchase.subjects(friend)
    assert [each for each in subjects if "no longer valid" in each] == [subjects[-1]]
    assert calendars_of(mailbox.taken, purchase.shop.event_id)[friend].shown == []


def test_another_address_takes_the_entry_with_it_and_back(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    first, second = order["email"], an_address()
    owner = bearer(shop.organization.owner)
    for now, before in ((second, first), (first, second)):
        path = f"{shop.orders_path}/{order['id']}/correct-email"
        assert client.post(path, json={"email": now}, headers=owner).status_code == 200
        work.drain()
        found = calendars_of(mailbox.taken, shop.event_id)
        assert [len(found[each].shown) for each in (now, before)] == [1, 0]


def _move(shop, *, hours: int) -> datetime:
    with transaction(shop.organizer) as tx:
        event = events.get_event(tx, shop.event_id)
    span = timedelta(hours=hours)
    later = {"starts_at": event.starts_at + span, "ends_at": event.ends_at + span}
    events.change_event(shop.organizer, shop.event_id, later, version=None)
    _work()
    return later["starts_at"]


def _work() -> None:
    work.drain()
    work.carry_out_order_actions()
    work.drain()


STEPS = (
    "move",
    "postpone",
    "cancel",
    "transfer",
    "pass on",
    "by team",
    "return",
    "void",
    "correct",
)


class Story:
    """An order and what happens to it; a step that is not possible any more does nothing."""

    def __init__(self, client, purchase, shop, order):
        self.client, self.purchase, self.shop = client, purchase, shop
        self.order_id = UUID(order["id"])
        self.base = f"/api/v1/organizations/{shop.organization.id}"

    @classmethod
    def of(cls, client, shop, order):
        """Of an order that was placed already; nobody reads its mails."""
        return cls(client, None, shop, order)

    @classmethod
    def begun(cls, client, mailbox):
        purchase = Purchase(client, mailbox)
        return cls(client, purchase, purchase.shop, purchase.order)

    def take(self, step: str) -> None:
        mine, theirs, state = self.read()
        is_open = state in ("published", "postponed")
        match step:
            case "move" if is_open:
                _move(self.shop, hours=2)
            case "postpone" if state == "published":
                events.act_on_event(self.shop.organizer, self.shop.event_id, Action.POSTPONE)
            case "cancel" if is_open:
                events.cancel_event(self.shop.organizer, self.shop.event_id)
            case "transfer" if mine:
                self.hand_on(f"orders/{self.order_id}/tickets/{mine[0].id}", self.as_buyer())
            case "pass on" if theirs:
                held = theirs[0].transfer_id
                secret = {"Turnout-Ticket-Secret": orders.ticket_secret(held)}
                self.hand_on(f"held-tickets/{held}", secret)
            case "by team" if theirs:
                owner = bearer(self.shop.organization.owner)
                self.hand_on(f"orders/{self.order_id}/tickets/{theirs[0].id}", owner)
            case "return" if mine:
                body = {"ticket_ids": [str(mine[0].id)], "amount_minor": 0}
                path = f"{self.base}/orders/{self.order_id}/cancellation"
                self.client.post(path, json=body, headers=self.as_buyer())
            case "void" if theirs:
                with transaction(self.shop.organizer) as tx:
                    ids = [theirs[0].id]
                    tickets.void(tx, reference=self.order_id, reason="void", ticket_ids=ids)
            case "correct":
                path = f"{self.base}/orders/{self.order_id}/correct-email"
                owner = bearer(self.shop.organization.owner)
                self.client.post(path, json={"email": an_address()}, headers=owner)
        _work()

    def read(self):
        with transaction(self.shop.organizer) as tx:
            every = [each for each in tickets.list_of(tx, self.order_id) if each.is_valid]
            state = events.get_event(tx, self.shop.event_id).state
        mine = [each for each in every if not each.is_transferred]
        return mine, [each for each in every if each.is_transferred], state

    def as_buyer(self):
        with transaction(self.shop.organizer) as tx:
            return {"Turnout-Order-Secret": orders.secret_of(tx, self.order_id)}

    def hand_on(self, path: str, headers: dict[str, str]) -> None:
        friend = an_address()
        body = {"email": friend}
        answer = self.client.post(f"{self.base}/{path}/transfer", json=body, headers=headers)
        work.drain()
        if answer.status_code != 201:
            return
        secret = orders.transfer_secret(UUID(answer.json["id"]))
        path = f"{self.base}/transfers/{answer.json['id']}/accept"
        proof = {"Turnout-Transfer-Secret": secret}
        self.client.post(path, json={"name": "Fara Friend"}, headers=proof)
        work.drain()

    def expected(self) -> dict[str, int]:
        """How many entries each address should see; one for the buyer, one for each holder."""
        mine, theirs, state = self.read()
        if state == "cancelled":
            return {}
        with transaction(self.shop.organizer) as tx:
            buyer = orders.get_whole_order(tx, self.order_id).buyer_email
        found = {each.holder_email: 1 for each in theirs}
        return found | ({buyer: 1} if mine else {})


@settings(max_examples=12 if PROVE else 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=6), seed=st.integers(0, 2**32))
@example(steps=["transfer", "pass on", "cancel"], seed=1)
@example(steps=["correct", "transfer", "by team", "move", "return"], seed=2)
@example(steps=["postpone", "move", "transfer", "void", "correct"], seed=3)
def test_any_story_ends_with_one_right_entry_or_none(client, mailbox, steps, seed):
    mailbox.taken.clear()
    story = Story.begun(client, mailbox)
    for step in steps:
        story.take(step)
    with transaction(story.shop.organizer) as tx:
        event = events.get_event(tx, story.shop.event_id)
    found = calendars_of(mailbox.taken, event.id, seed=seed)
    shown = {email: each.shown for email, each in found.items()}
    shown = {email: entries for email, entries in shown.items() if entries}
    assert {email: len(entries) for email, entries in shown.items()} == story.expected()
    wanted = "TENTATIVE" if event.state == "postponed" else "CONFIRMED"
    for [entry] in shown.values():
        assert (entry.start, entry.end) == (event.starts_at, event.ends_at)
        assert entry["STATUS"] == wanted
