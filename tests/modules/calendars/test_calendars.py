"""Calendars that people connect: what they hold is there, once, and follows until they end it."""

from datetime import timedelta

import pytest
from tests.modules.calendars.conftest import GOOGLE, Holder, hurry, work

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.modules.calendars import api as calendars
from turnout.modules.calendars.service import entries
from turnout.modules.events import api as events


def test_what_a_person_holds_appears_and_follows(holder):
    holder.buy()
    holder.connect()
    work()
    [entry] = holder.entries()
    with transaction(holder.shop.organizer) as tx:
        event = events.get_event(tx, holder.shop.event_id)
    assert entry["summary"] == event.title
    assert "Harbour Hall" in entry["location"]
    assert "/my-tickets" in entry["source"]["url"]
    later = event.starts_at + timedelta(hours=1)
    events.change_event(holder.shop.organizer, event.id, {"starts_at": later}, version=None)
    work()
    [entry] = holder.entries()
    assert entry["start"]["dateTime"].startswith(later.isoformat()[:10])
    events.cancel_event(holder.shop.organizer, event.id)
    work()
    assert holder.entries() == []


def test_what_is_bought_later_appears_by_itself(holder):
    holder.connect()
    work()
    assert holder.entries() == []
    holder.buy(quantity=2)
    work()
    assert len(holder.entries()) == 1, "one entry for an order and an event"


def test_no_secret_of_an_order_reaches_the_calendar(holder):
    order = holder.buy()
    holder.connect()
    work()
    assert order["secret"] not in str(holder.entries())


def test_disconnecting_takes_everything_back_and_gives_the_access_up(holder):
    holder.buy()
    holder.connect()
    work()
    holder.disconnect()
    with pytest.raises(calendars.CalendarEnding):
        calendars.begin_link(holder.ctx, GOOGLE)
    work()
    assert holder.entries() == []
    assert holder.link() is None
    assert not holder.google.is_allowed(holder.name)
    with pytest.raises(calendars.CalendarNotFound):
        holder.disconnect()


def test_tokens_are_kept_sealed_and_shown_to_nobody(holder):
    holder.connect()
    with transaction(SystemContext(job="tests.read")) as tx:
        [(sealed,)] = tx.query(
            "SELECT sealed FROM calendar_links WHERE user_id = %(user_id)s",
            {"user_id": holder.user.id},
        )
    assert b"ya29" not in bytes(sealed)
    assert b"1//" not in bytes(sealed)


def test_an_access_that_is_over_is_renewed(holder):
    holder.buy()
    holder.connect()
    holder.google.expire_tokens(holder.name)
    work()
    assert len(holder.entries()) == 1


def test_an_access_that_was_taken_back_is_said_and_can_be_given_again(holder):
    holder.buy()
    holder.connect()
    holder.google.take_back(holder.name)
    work()
    assert holder.link().state == "revoked"
    holder.connect()
    work()
    assert len(holder.entries()) == 1
    assert holder.link().state == "connected"


def test_a_quota_that_is_used_up_rests_as_long_as_the_provider_asks(holder):
    holder.buy()
    holder.connect()
    holder.google.answer_next(*[429] * 8)
    work()
    holder.google.answer_next()
    assert holder.link().last_error
    assert entries.count_due(SystemContext(job="tests")) == 0, "not at once again"
    hurry()
    work()
    assert len(holder.entries()) == 1
    assert holder.link().last_error == ""


@pytest.mark.parametrize("statuses", [(200, 500), (200, 200, 500), (500, 500, 500, 500)])
def test_an_answer_that_got_lost_makes_no_second_entry(holder, statuses):
    holder.buy()
    holder.connect()
    holder.google.answer_next(*statuses)
    work()
    holder.google.answer_next()
    hurry()
    work()
    assert len(holder.entries()) == 1


def test_a_state_counts_for_who_began_and_for_ten_minutes(holder, client, google, shop):
    url = calendars.begin_link(holder.ctx, GOOGLE)
    back = google.agree(url, person=holder.name)
    other = Holder(client, google, shop)
    with pytest.raises(calendars.CalendarAttemptOver):
        calendars.finish_link(other.ctx, state=back["state"], code=back["code"])
    for odd in ("", "x", "é", back["state"][:-6]):
        with pytest.raises(calendars.CalendarAttemptOver):
            calendars.finish_link(holder.ctx, state=odd, code=back["code"])
    with (
        clock.frozen(clock.now() + timedelta(minutes=11)),
        pytest.raises(calendars.CalendarAttemptOver),
    ):
        calendars.finish_link(holder.ctx, state=back["state"], code=back["code"])
    with pytest.raises(calendars.CalendarRefused):
        calendars.finish_link(holder.ctx, state=back["state"], code="")
    with pytest.raises(calendars.CalendarRefused):
        calendars.finish_link(holder.ctx, state=back["state"], code="4/none")


def test_a_look_that_lost_its_lease_writes_nothing(holder):
    holder.buy()
    holder.connect()
    ctx = SystemContext(job="tests")
    [mine] = [each for each in entries.claim_due(ctx) if each.user_id == holder.user.id]
    holder.disconnect()
    entries.bring_up_to_date(ctx, mine)
    assert holder.entries() == []


def test_what_is_not_set_up_is_not_offered(app, holder, monkeypatch):
    assert [each.key for each in calendars.list_providers()] == [GOOGLE]
    with pytest.raises(calendars.CalendarNotFound):
        calendars.begin_link(holder.ctx, "nobody")
