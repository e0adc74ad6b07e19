"""Mails about sessions carry their entries: calendars follow changes, cancellations and leaving."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from tests.factories.people import bearer, make_user
from tests.modules.notifications.mailbox import papers_of, text_of
from tests.modules.notifications.test_news import Festival
from tests.modules.notifications.test_personal_calendars import forms_of, itip_in
from tests.modules.session_mails.calendars import Visitors, sequences_of
from tests.modules.tickets.test_itip import READERS
from tests.prove.counts import PROVE

from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.programme import api as programme

CANCELLED, SCHEDULED = programme.SessionState.CANCELLED, programme.SessionState.SCHEDULED


def test_a_moved_session_brings_a_request_as_mail_programs_expect_it(visitors):
    ada = visitors.buys()
    visitors.signs_up(ada)
    visitors.moves()
    visitors.turn()

    [mail] = visitors.mails_to(ada)
    assert forms_of(mail)[0] == "text/plain"
    assert forms_of(mail)[-1] == "text/calendar"
    [form] = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
    assert form.get_param("method") == "REQUEST"
    assert form.get_payload(decode=True) == papers_of(mail)["application/ics"]
    assert all(len(line) <= 998 for line in mail.as_bytes().splitlines())
    [event] = Calendar.from_ical(itip_in(mail)[0]).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Pegs"
    assert event.start == visitors.session.starts_at + timedelta(hours=1)
    assert str(event["ATTENDEE"]) == f"mailto:{ada}"
    assert str(event["ORGANIZER"]) == "mailto:no-reply@turnout.example"


def test_an_entry_has_the_uid_of_the_programmes_own_calendar(visitors):
    ada = visitors.buys()
    visitors.signs_up(ada)
    visitors.moves()
    visitors.turn()

    feed = visitors.festival.client.get(f"{visitors.festival.path}/programme.ics")
    [listed] = Calendar.from_ical(feed.data).walk("VEVENT")
    [mailed] = Calendar.from_ical(itip_in(visitors.mails_to(ada)[0])[0]).walk("VEVENT")
    assert (mailed["UID"], mailed["SEQUENCE"]) == (listed["UID"], listed["SEQUENCE"])


@pytest.mark.parametrize("read", READERS)
def test_each_change_has_a_higher_sequence_for_whoever_reads_it(visitors, read):
    ada, fan = visitors.buys(), visitors.picks()
    visitors.signs_up(ada)
    for change in (visitors.moves, visitors.moves, lambda: visitors.says(CANCELLED)):
        change()
        visitors.turn()

    for address in (ada, fan.email):
        texts = [itip_in(each)[0].decode() for each in visitors.mails_to(address)]
        found = [read(each) for each in texts]
        assert [each["method"] for each in found] == ["REQUEST", "REQUEST", "CANCEL"]
        assert len({each["uid"] for each in found}) == 1
        sequences = [each["sequence"] for each in found]
        assert sequences == sorted(set(sequences))
        assert visitors.calendar_of(address).shown == []


def test_a_deleted_session_is_taken_back_from_who_had_it(visitors):
    ada = visitors.buys()
    visitors.signs_up(ada)
    visitors.moves()
    visitors.turn()
    visitors.deletes()
    visitors.turn()
    assert visitors.calendar_of(ada).methods[-1] == "CANCEL"
    assert visitors.calendar_of(ada).shown == []


@pytest.mark.parametrize("way", ["leaves", "voids", "hands_on"])
def test_who_has_no_place_any_more_is_sent_one_mail_that_takes_the_entry_out(visitors, way):
    ada, other = visitors.buys(), visitors.buys()
    for each in (ada, other):
        visitors.signs_up(each)
    visitors.moves()
    visitors.turn()
    getattr(visitors, way)(ada)
    for _ in range(3):
        visitors.turn()

    [moved, left] = visitors.mails_to(ada)
    assert moved["Subject"].startswith("A session of")
    assert "is out of your" in left["Subject"]
    assert "Pegs" in text_of(left)
    assert left["List-Unsubscribe"]
    assert visitors.calendar_of(ada).shown == []
    assert len(visitors.calendar_of(other).shown) == 1


def test_who_never_had_an_entry_is_not_written_to_for_leaving(visitors):
    ada, fan = visitors.buys(), visitors.picks()
    visitors.signs_up(ada)
    visitors.leaves(ada)
    visitors.drops(fan)
    visitors.turn()
    assert visitors.mails_to(ada) == visitors.mails_to(fan.email) == []


def test_who_picks_it_no_longer_loses_the_entry_unless_a_ticket_has_a_place(visitors):
    fan = make_user()
    visitors.buys(fan.email)
    visitors.signs_up(fan.email)
    visitors.picks(fan)
    visitors.moves()
    visitors.turn()
    visitors.drops(fan)
    visitors.turn()
    assert len(visitors.calendar_of(fan.email).shown) == 1
    visitors.leaves(fan.email)
    visitors.turn()
    assert visitors.calendar_of(fan.email).shown == []


def test_who_comes_back_before_the_mail_left_keeps_the_entry(visitors):
    ada = visitors.buys()
    visitors.signs_up(ada)
    visitors.moves()
    visitors.turn()
    visitors.leaves(ada)
    visitors.signs_up(ada)
    visitors.turn()
    assert len(visitors.mails_to(ada)) == 1
    assert len(visitors.calendar_of(ada).shown) == 1


def test_who_waits_gets_no_entry_before_there_is_a_place(visitors):
    fair, path = visitors.festival, visitors.festival.path
    terms = {"is_open": True, "freed_first": True, "gives_at_once": True, "offer_minutes": 60}
    owner = bearer(fair.shop.organization.owner)
    said = fair.client.put(f"{path}/session-waitlist-settings", json=terms, headers=owner)
    assert said.status_code == 200
    ada, bob = visitors.buys(), visitors.buys()
    visitors.signs_up(ada)
    fair.change(visitors.session, capacity=1)
    visitors.waits(bob)
    visitors.moves()
    visitors.turn()
    assert len(fair.mailbox.to(bob)) == 2, "the order's, and that the session moved"
    assert visitors.mails_to(bob) == []
    visitors.leaves(ada)
    visitors.turn()
    assert visitors.calendar_of(ada).shown == []
    [given] = visitors.mails_to(bob)
    assert given["Subject"].startswith("You have a place")
    assert len(visitors.calendar_of(bob).shown) == 1


def test_a_cancelled_event_takes_its_sessions_back(visitors):
    ada = visitors.buys()
    visitors.signs_up(ada)
    visitors.moves()
    visitors.turn()
    events.cancel_event(visitors.festival.ctx, visitors.festival.event.id)
    visitors.turn()
    assert visitors.calendar_of(ada).shown == []


def test_a_mail_that_is_tried_again_says_the_same_entry(visitors):
    ada = visitors.buys()
    visitors.signs_up(ada)
    visitors.festival.mailbox.breaks = 1
    visitors.moves()
    visitors.turn()
    visitors.turn()
    assert len({raw for mail in visitors.mails_to(ada) for raw in itip_in(mail)}) == 1


def test_an_unsubscribed_reader_gets_neither_news_nor_entries(visitors):
    ada = visitors.buys()
    visitors.signs_up(ada)
    visitors.moves()
    visitors.turn()
    [mail] = visitors.mails_to(ada)
    link = mail["List-Unsubscribe"].strip("<>").removeprefix("http://turnout.test")
    assert visitors.festival.client.post(link).status_code == 200
    visitors.moves()
    visitors.leaves(ada)
    visitors.turn()
    assert visitors.mails_to(ada) == [mail]


STEPS = ("move", "cancel", "back", "sign up", "leave", "pick", "drop", "turn")


class Story(Visitors):
    """A session, and one person whose ticket and agenda come and go."""

    def __init__(self, festival):
        super().__init__(festival)
        self.user = make_user()
        self.email = self.buys(self.user.email)
        self.is_picked = self.is_on = self.was_told = False
        self.is_on = True

    def take(self, step):
        has_place = self.place_of(self.email)
        match step:
            case "move" if self.is_on:
                self.moves()
            case "cancel" if self.is_on:
                self.says(CANCELLED)
                self.is_on = False
            case "back" if not self.is_on:
                self.says(SCHEDULED)
                self.is_on = True
            case "sign up" if self.is_on and not has_place:
                self.signs_up(self.email)
            case "leave" if has_place:
                self.leaves(self.email)
            case "pick":
                self.picks(self.user)
                self.is_picked = True
            case "drop":
                self.drops(self.user)
                self.is_picked = False
            case "turn":
                self.turn()

    @property
    def is_theirs(self):
        return self.is_on and (self.is_picked or self.place_of(self.email))


@settings(max_examples=25 if PROVE else 6, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(STEPS), min_size=2, max_size=9))
@example(steps=["sign up", "move", "turn", "leave", "turn", "sign up", "move"])
@example(steps=["pick", "cancel", "turn", "back", "turn", "drop"])
@example(steps=["sign up", "move", "leave", "turn", "pick", "move", "turn", "cancel", "turn"])
def test_any_story_ends_with_one_right_entry_or_none(client, mailbox, queued, steps):
    story = Story(Festival(client, mailbox))
    for step in steps:
        story.take(step)
    story.turn()
    if story.is_theirs:  # the last move is told for certain: who signed up after it knows
        story.moves()
        story.turn()
    story.turn()

    found = story.calendar_of(story.email)
    assert len(found.shown) == (1 if story.is_theirs else 0), steps
    with transaction(story.festival.ctx) as tx:
        session = programme.find_session(tx, story.festival.event.id, story.session.id)
    for entry in found.shown:
        assert (entry.start, entry.end) == (session.starts_at, session.ends_at)
    assert all(count == 1 for count in sequences_of(story.mails_to(story.email)).values())
