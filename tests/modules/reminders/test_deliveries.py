"""Reminders leave at their moment, follow their event, and reach each person once."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from tests.factories import work
from tests.modules.reminders.conftest import MINUTE, days_from, moment

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.announcements import api as announcements
from turnout.modules.announcements.service import mails
from turnout.modules.notifications.api import Superseded
from turnout.modules.notifications.models import MailRow
from turnout.modules.notifications.queries import claim_mail
from turnout.modules.orders import api as orders
from turnout.modules.reminders import deliveries


class PowerCut(BaseException):
    """Nothing catches this on its way, as nothing catches SIGKILL."""


@pytest.fixture
def crowd(organizer):
    for name in ("a", "b", "c"):
        organizer.buy(f"{name}@people.example")
    organizer.index()
    return organizer


PEOPLE = [f"{name}@people.example" for name in "abc"]


def test_it_is_sent_at_its_moment_to_each_once(crowd):
    made = crowd.define(days=-1)
    due = moment(made["due_at"])
    crowd.tick_at(due - MINUTE)
    assert crowd.reminder(made)["state"] == "waiting"
    with clock.frozen(due + MINUTE):
        crowd.tick()
        crowd.tick()
        assert crowd.written_to(made) == PEOPLE
        crowd.tick()
        assert crowd.written_to(made) == PEOPLE
    assert crowd.reminder(made)["state"] == "sent"
    assert len(crowd.client.get(crowd.at, headers=crowd.owner).json["items"]) == 1


def test_a_worker_killed_as_it_sends_leaves_it_to_the_next_and_nobody_gets_two(crowd, monkeypatch):
    made = crowd.define()
    due = moment(made["due_at"])
    start = announcements.start_announcement

    def cut(tx, event_id, new):
        start(tx, event_id, new)
        raise PowerCut

    monkeypatch.setattr(announcements, "start_announcement", cut)
    with pytest.raises(PowerCut):
        crowd.tick_at(due)
    monkeypatch.undo()
    assert crowd.reminder(made)["state"] == "waiting"
    with clock.frozen(due + MINUTE):
        crowd.tick()
        assert crowd.written_to(made) == PEOPLE
    assert len(crowd.client.get(crowd.at, headers=crowd.owner).json["items"]) == 1


CHANGES = [
    ("Europe/Berlin", "2031-03-30T10:00:00"),
    ("Europe/Berlin", "2031-10-26T10:00:00"),
    ("America/New_York", "2031-03-09T10:00:00"),
    ("Australia/Lord_Howe", "2031-10-05T10:00:00"),
    ("Asia/Kolkata", "2031-10-05T10:00:00"),
]


@pytest.mark.parametrize(("zone", "starts"), CHANGES)
def test_ten_o_clock_stays_ten_o_clock_when_the_event_moves_over_a_change_of_clocks(
    crowd, zone, starts
):
    made = crowd.define(days=-1)
    before = moment(made["due_at"])
    local = datetime.fromisoformat(starts)
    ends = (local + timedelta(hours=8)).isoformat()
    crowd.move(time_zone=zone, starts_at=starts, ends_at=ends)
    wanted = (local - timedelta(days=1)).replace(tzinfo=ZoneInfo(zone))
    assert moment(crowd.reminder(made)["due_at"]) == wanted
    for early in (before, wanted - MINUTE):
        crowd.tick_at(early)
        assert crowd.reminder(made)["state"] == "waiting"
    crowd.tick_at(wanted + MINUTE)
    assert crowd.reminder(made)["state"] == "sent"


def test_an_event_that_moved_is_not_reminded_of_though_nobody_was_told_of_the_move(crowd):
    made = crowd.define(days=-1)
    due = moment(made["due_at"])
    starts = moment(crowd.ask("GET", "")["starts_at"])
    later = {"starts_at": days_from(starts, 9), "ends_at": days_from(starts, 10)}
    crowd.ask("PATCH", "", {name: each.isoformat() for name, each in later.items()})
    crowd.tick_at(due)
    assert crowd.reminder(made)["state"] == "waiting"
    assert moment(crowd.reminder(made)["due_at"]) == days_from(due, 9)


def test_a_cancelled_event_is_skipped_with_its_reason(crowd):
    made = crowd.define()
    crowd.ask("POST", "/cancel", {})
    crowd.tick_at(moment(made["due_at"]))
    shown = crowd.reminder(made)
    assert (shown["state"], shown["skip_reason"]) == ("skipped", "event-cancelled")
    assert crowd.written_to(made) == []


def test_what_was_missed_is_skipped_and_waits_again_when_its_event_moves(crowd):
    made = crowd.define(days=-1)
    starts = moment(crowd.ask("GET", "")["starts_at"])
    crowd.tick_at(starts + timedelta(minutes=30))
    assert crowd.reminder(made)["skip_reason"] == "missed"
    crowd.move(
        starts_at=(starts + timedelta(days=20)).isoformat(),
        ends_at=(starts + timedelta(days=21)).isoformat(),
    )
    shown = crowd.reminder(made)
    assert (shown["state"], shown["skip_reason"]) == ("waiting", None)


def test_what_was_sent_is_neither_sent_again_nor_changed(crowd):
    made = crowd.define(days=-1)
    starts = moment(crowd.ask("GET", "")["starts_at"])
    with clock.frozen(moment(made["due_at"])):
        crowd.tick()
        assert crowd.written_to(made) == PEOPLE
    crowd.move(
        starts_at=(starts + timedelta(days=20)).isoformat(),
        ends_at=(starts + timedelta(days=21)).isoformat(),
    )
    crowd.tick_at(starts + timedelta(days=19, minutes=1))
    assert len(crowd.client.get(crowd.at, headers=crowd.owner).json["items"]) == 1
    refused = crowd.ask("PATCH", f"/reminders/{made['id']}", {"days": -2}, expect=409)
    assert refused["code"] == "reminders.sent"


def test_one_that_is_off_waits_for_ever(crowd):
    made = crowd.define(is_on=False)
    crowd.tick_at(moment(made["due_at"]))
    assert crowd.reminder(made)["state"] == "waiting"


def test_people_who_did_not_come_are_found_as_it_is_sent(crowd):
    made = crowd.define(anchor="end", days=1, at_time="10:00", segment={"checked_in": True})
    missed = crowd.define(anchor="end", days=1, at_time="10:00", segment={"checked_in": False})
    with clock.frozen(moment(made["due_at"])):
        crowd.tick()
        assert crowd.written_to(made) == []
        assert crowd.written_to(missed) == PEOPLE


def claimed(crowd, sent_by, address):
    [mail] = [each for each in crowd.mails(sent_by) if each.recipient == address]
    with transaction(crowd.platform) as tx:
        return claim_mail(tx, MailRow, mail.id)


def test_who_cancelled_gets_none_not_even_one_that_was_written_down(crowd):
    order = crowd.orders["b@people.example"]
    made = crowd.define()
    with clock.frozen(moment(made["due_at"])):
        crowd.tick()
        assert crowd.written_to(made) == PEOPLE
    answer = crowd.client.post(
        f"{crowd.shop.orders_path}/{order['id']}/cancel",
        headers={"Turnout-Order-Secret": order["secret"]},
    )
    assert answer.status_code == 200, answer.json
    crowd.index()
    sent_by = UUID(crowd.reminder(made)["announcement_id"])
    with clock.frozen(moment(made["due_at"]) + MINUTE):
        mail = claimed(crowd, sent_by, "b@people.example")
        with pytest.raises(Superseded):
            mails.compose(crowd.platform, mail)
        others = claimed(crowd, sent_by, "a@people.example")
        assert mails.compose(crowd.platform, others).subject
    second = crowd.define(minutes=-60, days=0)
    with clock.frozen(moment(second["due_at"])):
        crowd.tick()
        assert crowd.written_to(second) == ["a@people.example", "c@people.example"]


def a_session(crowd, starts):
    said = {
        "title": "Knots",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=1)).isoformat(),
        "capacity": 5,
        "needs_registration": True,
    }
    return crowd.ask("POST", "/sessions", said, expect=201)


def test_a_session_reminds_those_who_signed_up_and_moves_with_it(crowd):
    starts = moment(crowd.ask("GET", "")["starts_at"]) + timedelta(hours=1)
    session = a_session(crowd, starts)
    order = crowd.orders["c@people.example"]
    answer = crowd.client.post(
        f"{crowd.event}/sessions/{session['id']}/registrations",
        json={"ticket_id": order["tickets"][0]["id"]},
        headers={"Turnout-Order-Secret": order["secret"]},
    )
    assert answer.status_code == 201, answer.json
    crowd.index()
    made = crowd.define(session_id=session["id"], days=0, minutes=-30)
    assert moment(made["due_at"]) == starts - timedelta(minutes=30)
    later = starts + timedelta(hours=2)
    times = {"starts_at": later.isoformat(), "ends_at": (later + MINUTE * 60).isoformat()}
    crowd.ask("PATCH", f"/sessions/{session['id']}", times)
    work.drain()
    due = moment(crowd.reminder(made)["due_at"])
    assert due == later - timedelta(minutes=30)
    with clock.frozen(due):
        crowd.tick()
        assert crowd.written_to(made) == ["c@people.example"]


def test_a_cancelled_session_is_skipped(crowd):
    starts = moment(crowd.ask("GET", "")["starts_at"]) + timedelta(hours=1)
    session = a_session(crowd, starts)
    made = crowd.define(session_id=session["id"], days=0, minutes=-30)
    crowd.ask("PATCH", f"/sessions/{session['id']}", {"state": "cancelled"})
    crowd.tick_at(moment(made["due_at"]))
    assert crowd.reminder(made)["skip_reason"] == "session-cancelled"


def test_the_tick_hands_out_what_is_due(crowd):
    made = crowd.define()
    with clock.frozen(moment(made["due_at"])):
        work.run_timed("reminders.send_due")
        work.drain()
    assert crowd.reminder(made)["state"] == "sent"


def test_one_that_is_gone_by_now_is_nothing_to_do(crowd):
    made = crowd.define()
    crowd.ask("DELETE", f"/reminders/{made['id']}", expect=204)
    deliveries.send_if_due(
        system_in(crowd.shop.organization.id, "reminders.send"), UUID(made["id"])
    )
    assert crowd.client.get(crowd.at, headers=crowd.owner).json["items"] == []


def test_a_ticket_that_changed_hands_is_its_new_holders(crowd):
    made = crowd.define()
    with clock.frozen(moment(made["due_at"])):
        crowd.tick()
        assert crowd.written_to(made) == PEOPLE
    order = crowd.orders["b@people.example"]
    ticket = order["tickets"][0]["id"]
    offered = crowd.client.post(
        f"{crowd.shop.orders_path}/{order['id']}/tickets/{ticket}/transfer",
        json={"email": "friend@people.example"},
        headers={"Turnout-Order-Secret": order["secret"]},
    )
    assert offered.status_code == 201, offered.json
    accepted = crowd.client.post(
        f"{crowd.base}/transfers/{offered.json['id']}/accept",
        json={"name": "Fara Friend"},
        headers={"Turnout-Transfer-Secret": orders.transfer_secret(UUID(offered.json["id"]))},
    )
    assert accepted.status_code == 200, accepted.json
    crowd.index()
    sent_by = UUID(crowd.reminder(made)["announcement_id"])
    second = crowd.define(minutes=-60, days=0)
    with clock.frozen(moment(second["due_at"])):
        with pytest.raises(Superseded):
            mails.compose(crowd.platform, claimed(crowd, sent_by, "b@people.example"))
        crowd.tick()
        wanted = ["a@people.example", "c@people.example", "friend@people.example"]
        assert crowd.written_to(second) == wanted
