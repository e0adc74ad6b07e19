"""Changes are told once to everybody whom they concern, and to nobody else."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.people import bearer, make_user
from tests.factories.sales import MadeShop, make_shop
from tests.modules.notifications.mailbox import text_of
from tests.modules.notifications.orders import an_address
from tests.programme_formats.sample_xml import event as talk
from tests.programme_formats.sample_xml import schedule

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db import tx
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.pending_work import pending
from turnout.modules.events import api as events
from turnout.modules.notifications.service import batches as service
from turnout.modules.orders import api as orders
from turnout.modules.participation import api as participation
from turnout.modules.programme import api as programme
from turnout.modules.programme.service import sessions as session_service
from turnout.modules.series.api import NewSeries, add_event, create_series
from turnout.modules.series.service import change_occurrence
from turnout.modules.series.types import OccurrenceChange, Scope
from turnout.modules.tickets import api as tickets

SWEEPS = 10
"""Rounds enough for the news that other tests left."""


class PowerCut(BaseException):
    """Nothing catches this on its way, as nothing catches SIGKILL."""


class Festival:
    """A published event with sessions that take registrations, its visitors and its mailbox."""

    def __init__(self, client, mailbox):
        self.client, self.mailbox = client, mailbox
        self.shop: MadeShop = make_shop()
        self.ctx = self.shop.organizer
        self.type = self.shop.add_type()
        self.event = events.read_event(self.ctx, self.shop.event_id)
        self.base = f"/api/v1/organizations/{self.shop.organization.id}"
        self.path = f"{self.base}/events/{self.event.id}"

    def session(self, title, *, hour=1):
        starts_at = self.event.starts_at + timedelta(hours=hour)
        new = programme.NewSession(
            title=title,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            capacity=50,
            needs_registration=True,
        )
        return programme.create_session(self.ctx, self.event.id, new)

    def change(self, session, **changes):
        session_service.change_session(
            self.ctx, self.event.id, session.id, changes=changes, version=None
        )

    def move(self, session, *, hours):
        self.change(
            session,
            starts_at=session.starts_at + timedelta(hours=hours),
            ends_at=session.ends_at + timedelta(hours=hours),
        )

    def register(self, *sessions, email=None, holder_email=""):
        """Somebody buys a ticket and takes a place in each; the address that is written to."""
        email = email or an_address()
        body = self.shop.basket(self.type, email=email)
        if holder_email:
            body["attendees"][0]["email"] = holder_email
        headers = {"Idempotency-Key": new_id().hex}
        order = self.client.post(self.shop.orders_path, json=body, headers=headers).json
        with transaction(self.ctx) as transaction_:
            [ticket] = tickets.list_of(transaction_, orders.find_id(transaction_, order["number"]))
        for session in sessions:
            answer = self.client.post(
                f"{self.path}/sessions/{session.id}/registrations",
                json={"ticket_id": str(ticket.id)},
                headers={"Turnout-Order-Secret": order["secret"]},
            )
            assert answer.status_code == 201, answer.json
        return holder_email or email

    def picks(self, *sessions, user=None):
        user = user or make_user()
        for session in sessions:
            path = f"{self.path}/agenda/sessions/{session.id}"
            assert self.client.put(path, headers=bearer(user)).status_code == 200
        return user

    def news(self, address, *, quiet_for=timedelta(minutes=3)):
        """Let time pass, work everything off, and read what this address was told."""
        settle(quiet_for)
        return [mail for mail in self.mailbox.to(address) if is_news(mail)]


def settle(quiet_for=timedelta(minutes=3)):
    work.drain()
    with clock.frozen(clock.now() + quiet_for):
        gather()


def gathered(shop):
    """The one task that tells this shop's news: other tests' news may wait as well."""
    ours = []
    for _sweep in range(SWEEPS):
        work.run_timed("notifications.gather_news")
        queued = [each for each in work.QUEUED if each[0] == "notifications.tell_news"]
        ours = [each for each in queued if each[1][0] == str(shop.organization.id)]
        if ours:
            break
    (told,) = ours
    return told


def leave():
    """Write down what is to be told, and have it leave."""
    work.drain()
    work.run_timed("notifications.sweep")
    work.drain()


def gather():
    """Let all that is due be told, also what other tests left."""
    for _sweep in range(SWEEPS):
        work.run_timed("notifications.gather_news")
        leave()
        if not events.list_due_notices(SystemContext(job="tests.news"), limit=1):
            break


def is_news(mail):
    return mail["List-Unsubscribe"] is not None


@pytest.fixture
def festival(client, mailbox, queued):
    return Festival(client, mailbox)


def test_who_has_a_place_and_who_picked_it_hear_of_another_time(festival):
    pegs, tea = festival.session("Pegs"), festival.session("Tea", hour=4)
    registered, fan = festival.register(pegs), festival.picks(pegs)
    other = festival.register(tea)
    festival.move(pegs, hours=2)
    for address in (registered, fan.email):
        [mail] = festival.news(address)
        assert mail["Subject"].startswith("A session of Autumn Assembly")
        assert "New time:" in text_of(mail)
        assert "Pegs" in text_of(mail)
    assert festival.news(other) == []


def test_one_mail_tells_of_everything_that_changed_for_a_person(festival):
    sessions = [festival.session(f"Talk {number}", hour=number) for number in range(1, 5)]
    user = festival.picks(*sessions[:2])
    both = festival.register(*sessions[1:3], email=user.email)
    festival.move(sessions[0], hours=5)
    festival.change(sessions[1], state=programme.SessionState.CANCELLED)
    session_service.delete_session(festival.ctx, festival.event.id, sessions[2].id)
    festival.change(sessions[3], title="Nobody's talk")
    [mail] = festival.news(both)
    text = text_of(mail)
    assert mail["Subject"].startswith("3 sessions of")
    assert text.count("Cancelled. It was planned for") == 2
    assert text.count("New time:") == 1
    assert "Nobody's talk" not in text


def test_a_deleted_session_is_told_to_whom_it_concerned(festival):
    pegs = festival.session("Pegs")
    registered, fan = festival.register(pegs), festival.picks(pegs)
    session_service.delete_session(festival.ctx, festival.event.id, pegs.id)
    for address in (registered, fan.email):
        [mail] = festival.news(address)
        assert "Cancelled." in text_of(mail)


def test_the_holder_of_a_ticket_is_written_to_rather_than_who_bought_it(festival):
    pegs, buyer, holder = festival.session("Pegs"), an_address(), an_address()
    festival.register(pegs, email=buyer, holder_email=holder)
    festival.move(pegs, hours=1)
    assert len(festival.news(holder)) == 1
    assert festival.news(buyer) == []


def test_an_import_that_moves_many_sessions_sends_one_mail_each(festival):
    def programme_at(hour):
        talks = (talk(str(n), slug=f"t{n}", start=f"{hour}:00") for n in range(1, 61))
        return schedule(*talks)

    day = festival.event.starts_at.date().isoformat()
    first = programme_at(10).replace(b"2024-02-03", day.encode())
    second = programme_at(14).replace(b"2024-02-03", day.encode())
    programme.import_programme(festival.ctx, festival.event.id, first, time_zone="Europe/Brussels")
    with transaction(festival.ctx) as open_:
        sessions = programme.get_programme(open_, festival.event.id).sessions
    fans = [festival.picks(*sessions[:40]), festival.picks(*sessions[20:])]
    for _ in range(2):
        programme.import_programme(
            festival.ctx, festival.event.id, second, time_zone="Europe/Brussels"
        )
    for fan in fans:
        [mail] = festival.news(fan.email)
        assert mail["Subject"].startswith("40 sessions of")
    assert festival.news(fans[0].email, quiet_for=timedelta(hours=2)) == festival.news(
        fans[0].email
    )


def test_what_vanished_from_a_file_is_told_as_cancelled(festival):
    day = festival.event.starts_at.date().isoformat().encode()

    def file(*numbers):
        return schedule(*(talk(str(n), slug=f"t{n}") for n in numbers)).replace(b"2024-02-03", day)

    for vanished in (programme.MissingSessions.CANCEL, programme.MissingSessions.REMOVE):
        programme.import_programme(
            festival.ctx, festival.event.id, file(1, 2), time_zone="Europe/Brussels"
        )
        with transaction(festival.ctx) as open_:
            sessions = programme.get_programme(open_, festival.event.id).sessions
        fan = festival.picks(*sessions)
        settle()
        programme.import_programme(
            festival.ctx,
            festival.event.id,
            file(1),
            time_zone="Europe/Brussels",
            vanished=vanished,
        )
        [mail] = festival.news(fan.email)
        assert text_of(mail).count("Cancelled.") == 1


def test_what_is_taken_back_within_minutes_is_not_told(festival):
    pegs = festival.session("Pegs")
    fan = festival.picks(pegs)
    festival.move(pegs, hours=2)
    festival.move(pegs, hours=0)
    festival.change(pegs, state=programme.SessionState.CANCELLED)
    festival.change(pegs, state=programme.SessionState.SCHEDULED)
    assert festival.news(fan.email) == []


def test_news_waits_until_it_is_quiet_and_not_for_ever(festival):
    pegs = festival.session("Pegs")
    fan = festival.picks(pegs)
    start = clock.now()
    for minute in range(0, 16, 1):
        with clock.frozen(start + timedelta(minutes=minute)):
            festival.change(pegs, title=f"Pegs {minute}")
            work.run_timed("notifications.gather_news")
            leave()
        told = [mail for mail in festival.mailbox.to(fan.email) if is_news(mail)]
        assert len(told) == (1 if minute >= 15 else 0), minute


def test_nobody_hears_of_drafts_or_of_what_is_over(festival):
    pegs = festival.session("Pegs")
    fan = festival.picks(pegs)
    events.act_on_event(festival.ctx, festival.event.id, events.Action.UNPUBLISH)
    festival.move(pegs, hours=1)
    assert festival.news(fan.email) == []
    events.publish_event(festival.ctx, festival.event.id)
    with clock.frozen(festival.event.ends_at + timedelta(days=1)):
        festival.change(pegs, title="What it was called")
        assert festival.news(fan.email) == []


def test_who_picked_a_session_after_it_moved_knows(festival):
    pegs = festival.session("Pegs")
    before = festival.picks(pegs)
    festival.move(pegs, hours=1)
    after = festival.picks(pegs)
    assert len(festival.news(before.email)) == 1
    assert festival.news(after.email) == []


def test_sessions_that_move_with_their_event_are_told_with_their_new_times(festival):
    pegs = festival.session("Pegs")
    fan = festival.picks(pegs)
    series = create_series(festival.ctx, NewSeries(title="Every autumn"))
    add_event(festival.ctx, series.id, festival.event.id)
    later = festival.event.starts_local + timedelta(days=1)
    wanted = OccurrenceChange(scope=Scope.ONE, changes={"starts_at": later}, confirm=True)
    change_occurrence(festival.ctx, series.id, festival.event.id, wanted=wanted)
    [mail] = festival.news(fan.email)
    assert "New time:" in text_of(mail)


def test_who_wants_no_more_mails_about_an_event_gets_none(festival):
    pegs = festival.session("Pegs")
    quiet, other = festival.register(pegs), festival.register(pegs)
    festival.move(pegs, hours=1)
    [mail] = festival.news(quiet)
    link = mail["List-Unsubscribe"].strip("<>").removeprefix("http://turnout.test")
    assert festival.client.post(link).status_code == 200
    festival.move(pegs, hours=3)
    assert len(festival.news(quiet)) == 1
    assert len(festival.news(other)) == 2


def test_who_gave_the_ticket_back_is_not_written_to(festival):
    pegs = festival.session("Pegs")
    address = festival.register(pegs)
    festival.move(pegs, hours=1)
    with transaction(festival.ctx) as open_:
        [found] = participation.registered_tickets(open_, pegs.id)
        ticket = tickets.find_ticket(open_, found)
        tickets.void(open_, reference=ticket.reference, reason="cancelled")
    assert festival.news(address) == []


def test_a_worker_that_dies_goes_on_and_writes_to_nobody_twice(festival):
    pegs = festival.session("Pegs")
    fans = [festival.picks(pegs) for _ in range(5)]
    festival.move(pegs, hours=1)
    work.drain()
    written = []

    def cut_in_the_second_portion(statement):
        if "INSERT INTO mails" in statement:
            written.append(statement)
            if len(written) == 2:
                raise PowerCut

    with clock.frozen(clock.now() + timedelta(minutes=3)):
        _, (_, round_id) = gathered(festival.shop)
        work.QUEUED.clear()
        ctx = system_in(festival.shop.organization.id, "tests.tell")
        before, tx.observer = tx.observer, cut_in_the_second_portion
        try:
            assert service.send_batch(ctx, UUID(round_id), portion=2)
            with pytest.raises(PowerCut):
                service.send_batch(ctx, UUID(round_id), portion=2)
        finally:
            tx.observer = before
        work.drain()
        assert pending()["news to tell"] >= 1
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        work.run_timed("notifications.gather_news")
        leave()
    assert [len([m for m in festival.mailbox.to(f.email) if is_news(m)]) for f in fans] == [1] * 5


def test_a_round_that_is_told_twice_at_once_makes_one_mail_each(festival):
    pegs = festival.session("Pegs")
    fan = festival.picks(pegs)
    festival.move(pegs, hours=1)
    work.drain()
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        told = gathered(festival.shop)
        work.QUEUED.extend([told, told])
        leave()
    assert len([mail for mail in festival.mailbox.to(fan.email) if is_news(mail)]) == 1


def test_another_organization_s_changes_stay_its_own(festival, client, mailbox, queued):
    elsewhere = Festival(client, mailbox)
    mine, theirs = festival.session("Pegs"), elsewhere.session("Owls")
    fan = festival.picks(mine)
    elsewhere.picks(theirs, user=fan)
    festival.move(mine, hours=1)
    [mail] = festival.news(fan.email)
    assert "Owls" not in text_of(mail)
