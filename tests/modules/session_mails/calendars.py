"""Visitors of a festival, what happens to their sessions, and their calendars, which read mails."""

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar
from tests.factories import work
from tests.factories.people import bearer, make_user
from tests.modules.notifications.orders import an_address
from tests.modules.notifications.test_news import Festival, settle
from tests.modules.notifications.test_personal_calendars import PersonalCalendar, itip_in

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.orders import api as orders
from turnout.modules.participation import api as participation
from turnout.modules.programme import api as programme
from turnout.modules.programme.service import sessions as session_service
from turnout.modules.tickets import api as tickets

LOOKED_AT = timedelta(minutes=3)


@pytest.fixture
def festival(client: Any, mailbox: Any, queued: Any) -> Festival:
    return Festival(client, mailbox)


@pytest.fixture
def visitors(festival: Festival) -> "Visitors":
    return Visitors(festival)


class Visitors:
    """Everybody's calendar is told what mails carry; `turn` gives the mails time to leave."""

    def __init__(self, festival: Festival) -> None:
        self.festival = festival
        self.session = festival.session("Pegs")
        self.secrets: dict[str, tuple[UUID, str]] = {}

    def buys(self, email: str = "") -> str:
        """Somebody gets a ticket; their address."""
        fair = self.festival
        email = email or an_address()
        order = fair.client.post(
            fair.shop.orders_path,
            json=fair.shop.basket(fair.type, email=email),
            headers={"Idempotency-Key": new_id().hex},
        ).json
        with transaction(fair.ctx) as tx:
            [ticket] = tickets.list_of(tx, orders.find_id(tx, order["number"]))
        self.secrets[email] = ticket.id, order["secret"]
        return email

    def signs_up(self, email: str) -> None:
        ticket_id, secret = self.secrets[email]
        answer = self.festival.client.post(
            f"{self.festival.path}/sessions/{self.session.id}/registrations",
            json={"ticket_id": str(ticket_id)},
            headers={"Turnout-Order-Secret": secret},
        )
        assert answer.status_code == 201, answer.json

    def waits(self, email: str) -> None:
        ticket_id, secret = self.secrets[email]
        answer = self.festival.client.post(
            f"{self.festival.path}/sessions/{self.session.id}/waits",
            json={"ticket_id": str(ticket_id)},
            headers={"Turnout-Order-Secret": secret},
        )
        assert answer.status_code == 201, answer.json

    def leaves(self, email: str) -> None:
        ticket_id, secret = self.secrets[email]
        path = f"{self.festival.path}/sessions/{self.session.id}/registrations/{ticket_id}"
        answer = self.festival.client.delete(path, headers={"Turnout-Order-Secret": secret})
        assert answer.status_code == 204

    def voids(self, email: str) -> None:
        with transaction(self.festival.ctx) as tx:
            ticket = tickets.find_ticket(tx, self.secrets[email][0])
            tickets.void(tx, reference=ticket.reference, reason="cancelled")

    def hands_on(self, email: str) -> str:
        """A ticket gets another holder; their address."""
        friend = an_address()
        holder = tickets.NewHolder(name="Fara Friend", email=friend, transfer_id=new_id())
        with transaction(self.festival.ctx) as tx:
            tickets.transfer(tx, self.secrets[email][0], holder)
        return friend

    def picks(self, user: Any = None) -> Any:
        return self.festival.picks(self.session, user=user or make_user())

    def drops(self, user: Any) -> None:
        path = f"{self.festival.path}/agenda/sessions/{self.session.id}"
        assert self.festival.client.delete(path, headers=bearer(user)).status_code == 204

    def moves(self, hours: int = 1) -> None:
        with transaction(self.festival.ctx) as tx:
            found = programme.find_session(tx, self.festival.event.id, self.session.id)
        span = timedelta(hours=hours)
        self.festival.change(
            self.session, starts_at=found.starts_at + span, ends_at=found.ends_at + span
        )

    def says(self, state: programme.SessionState) -> None:
        self.festival.change(self.session, state=state)

    def deletes(self) -> None:
        session_service.delete_session(self.festival.ctx, self.festival.event.id, self.session.id)

    def turn(self) -> None:
        """Let news be told, entries be looked at, and mails leave."""
        settle(LOOKED_AT)
        with clock.frozen(clock.now() + 2 * LOOKED_AT):
            work.run_timed("session_mails.take_back_due")
            work.drain()

    def mails_to(self, email: str) -> list[Any]:
        """Mails with an entry of the session."""
        return [each for each in self.festival.mailbox.to(email) if self.entries_in(each)]

    def entries_in(self, mail: Any) -> list[bytes]:
        return [raw for raw in itip_in(mail) if str(self.session.id).encode() in raw]

    def calendar_of(self, email: str) -> PersonalCalendar:
        mine = PersonalCalendar()
        for mail in self.festival.mailbox.to(email):
            for raw in self.entries_in(mail):
                mine.receive(raw)
        return mine

    def place_of(self, email: str) -> bool:
        with transaction(self.festival.ctx) as tx:
            found = participation.registered_tickets(tx, self.session.id)
        return self.secrets[email][0] in found


def sequences_of(mails: list[Any]) -> Counter[tuple[int, str]]:
    """How many mails brought each (SEQUENCE, METHOD)."""
    found: Counter[tuple[int, str]] = Counter()
    for mail in mails:
        calendar = Calendar.from_ical(itip_in(mail)[0])
        [event] = calendar.walk("VEVENT")
        found[int(event["SEQUENCE"]), str(calendar["METHOD"])] += 1
    return found
