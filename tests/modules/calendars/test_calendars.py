"""Calendars that people connect: what they hold is there, once, and follows until they end it."""

from datetime import timedelta

import pytest
from tests.factories.people import bearer, make_user
from tests.modules.calendars.conftest import MICROSOFT, Holder, hurry, work

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.modules.calendars import api as calendars
from turnout.modules.calendars.service import entries
from turnout.modules.events import api as events
from turnout.modules.programme import api as programme
from turnout.modules.programme.service import sessions


def test_what_a_person_holds_appears_and_follows(holder):
    holder.buy()
    holder.connect()
    work()
    [entry] = holder.entries()
    with transaction(holder.shop.organizer) as tx:
        event = events.get_event(tx, holder.shop.event_id)
    assert entry["title"] == event.title
    assert "Harbour Hall" in entry["place"]
    assert "/my-tickets" in entry["text"]
    later = event.starts_at + timedelta(hours=1)
    events.change_event(holder.shop.organizer, event.id, {"starts_at": later}, version=None)
    work()
    [entry] = holder.entries()
    assert entry["starts"].startswith(later.isoformat()[:10])
    events.cancel_event(holder.shop.organizer, event.id)
    work()
    assert holder.entries() == []


def test_sessions_with_a_place_and_picked_ones_appear_and_follow(holder):
    order = holder.buy()
    holder.connect()
    work()
    path = f"/api/v1/organizations/{holder.shop.organization.id}/events/{holder.shop.event_id}"
    with transaction(holder.shop.organizer) as tx:
        begins = events.get_event(tx, holder.shop.event_id).starts_at
    pegs, tea = (
        programme.create_session(
            holder.shop.organizer,
            holder.shop.event_id,
            programme.NewSession(
                title=title,
                starts_at=begins + timedelta(hours=hour),
                ends_at=begins + timedelta(hours=hour + 1),
                capacity=5,
                needs_registration=True,
            ),
        )
        for hour, title in enumerate(("Pegs", "Tea"))
    )
    place = f"{path}/sessions/{pegs.id}/registrations"
    ticket, secret = {"ticket_id": order["tickets"][0]["id"]}, order["secret"]
    proof = {"Turnout-Order-Secret": secret}
    assert holder.client.post(place, json=ticket, headers=proof).status_code == 201
    picked = f"{path}/agenda/sessions/{tea.id}"
    assert holder.client.put(picked, headers=bearer(holder.user)).status_code == 200

    def shown():
        work()
        return sorted(each["title"] for each in holder.entries() if each["title"] in "Pegs Tea")

    assert shown() == ["Pegs", "Tea"]
    later = {"starts_at": begins + timedelta(hours=5), "ends_at": begins + timedelta(hours=6)}
    sessions.change_session(
        holder.shop.organizer, holder.shop.event_id, tea.id, changes=later, version=None
    )
    assert shown() == ["Pegs", "Tea"]
    assert later["starts_at"].isoformat()[:16] in [each["starts"] for each in holder.entries()]
    holder.client.delete(f"{place}/{ticket['ticket_id']}", headers=proof)
    assert shown() == ["Tea"]
    sessions.change_session(
        holder.shop.organizer,
        holder.shop.event_id,
        tea.id,
        changes={"state": programme.SessionState.CANCELLED},
        version=None,
    )
    assert shown() == []
    assert len(holder.entries()) == 1, "the event's own stays"


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
        calendars.begin_link(holder.ctx, holder.provider.key)
    work()
    assert holder.entries() == []
    assert holder.link() is None
    # Microsoft has no way to give one access back; it is forgotten here.
    assert holder.provider.is_allowed(holder.name) == (holder.provider.key == MICROSOFT)
    with pytest.raises(calendars.CalendarNotFound):
        holder.disconnect()


def test_tokens_are_kept_sealed_and_shown_to_nobody(holder):
    holder.connect()
    with transaction(SystemContext(job="tests.read")) as tx:
        [(sealed,)] = tx.query(
            "SELECT sealed FROM calendar_links WHERE user_id = %(user_id)s",
            {"user_id": holder.user.id},
        )
    for begins in (b"ya29", b"1//", b"EwB.", b"1.AX."):
        assert begins not in bytes(sealed)


def test_an_access_that_is_over_is_renewed(holder):
    holder.buy()
    holder.connect()
    holder.provider.expire_tokens(holder.name)
    work()
    assert len(holder.entries()) == 1


def test_an_access_that_was_taken_back_is_said_and_can_be_given_again(holder):
    holder.buy()
    holder.connect()
    holder.provider.take_back(holder.name)
    work()
    assert holder.link().state == "revoked"
    holder.connect()
    work()
    assert len(holder.entries()) == 1
    assert holder.link().state == "connected"


def test_entries_that_stayed_behind_go_when_the_person_connects_again_and_disconnects(holder):
    holder.buy()
    holder.connect()
    work()
    holder.provider.take_back(holder.name)
    hurry_past_the_access()
    [calendar] = calendars.list_calendars(holder.ctx)
    assert (calendar.state, calendar.entries_left) == ("revoked", 1)
    assert len(holder.entries()) == 1, "without access nobody can remove it"
    events.cancel_event(holder.shop.organizer, holder.shop.event_id)
    holder.connect()
    work()
    assert holder.entries() == [], "what is wrong by now is put right"
    assert calendars.list_calendars(holder.ctx)[0].entries_left == 0


def test_an_access_that_lasts_a_while_removes_what_it_wrote(holder):
    if holder.provider.key != MICROSOFT:
        return  # at Google an access ends at once
    holder.buy()
    holder.connect()
    work()
    holder.provider.take_back(holder.name, keep_access=True)
    hurry_past_the_access()
    assert holder.link().state == "revoked"
    assert holder.entries() == []
    assert calendars.list_calendars(holder.ctx)[0].entries_left == 0


def test_a_quota_that_is_used_up_rests_as_long_as_the_provider_asks(holder):
    holder.buy()
    holder.connect()
    holder.provider.answer_next(*[429] * 8)
    work()
    holder.provider.answer_next()
    assert holder.link().last_error
    assert entries.count_due(SystemContext(job="tests")) == 0, "not at once again"
    hurry()
    work()
    assert len(holder.entries()) == 1
    assert holder.link().last_error == ""


def hurry_past_the_access():
    """Look again when the access that was handed out is over by our clock."""
    with clock.frozen(clock.now() + timedelta(hours=2)):
        hurry()
        work()


@pytest.mark.parametrize("statuses", [(200, 500), (200, 200, 500), (500, 500, 500, 500)])
def test_an_answer_that_got_lost_makes_no_second_entry(holder, statuses):
    holder.buy()
    holder.connect()
    holder.provider.answer_next(*statuses)
    work()
    holder.provider.answer_next()
    hurry()
    work()
    assert len(holder.entries()) == 1


def test_a_state_counts_for_who_began_and_for_ten_minutes(holder, client, provider, shop):
    url = calendars.begin_link(holder.ctx, holder.provider.key)
    back = provider.agree(url, person=holder.name)
    other = Holder(client, provider, shop)
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


def test_a_person_sees_connects_and_disconnects_through_the_api(client, holder):
    headers, path = bearer(holder.user), "/api/v1/me/calendars"
    [before] = client.get(path, headers=headers).json["items"]
    assert (before["key"], before["state"]) == (holder.provider.key, "")
    begun = client.post(f"{path}/{before['key']}/connect", headers=headers)
    assert begun.status_code == 200, begun.json
    back = holder.provider.agree(begun.json["url"], person=holder.name)
    calendars.finish_link(holder.ctx, state=back["state"], code=back["code"])
    [after] = client.get(path, headers=headers).json["items"]
    assert (after["state"], after["entries_left"]) == ("connected", 0)
    other = client.get(path, headers=bearer(make_user())).json["items"]
    assert [each["state"] for each in other] == [""], "everybody sees their own"
    assert client.delete(f"{path}/{before['key']}", headers=headers).status_code == 204
    assert client.get(path, headers=headers).json["items"][0]["state"] == "ending"
    refused = client.delete(f"{path}/nobody", headers=headers)
    assert (refused.status_code, refused.json["code"]) == (404, "calendars.not-found")
    assert client.get(path).status_code == 401


def test_what_is_not_set_up_is_not_offered(app, holder, monkeypatch):
    assert [each.key for each in calendars.list_providers()] == [holder.provider.key]
    with pytest.raises(calendars.CalendarNotFound):
        calendars.begin_link(holder.ctx, "nobody")
