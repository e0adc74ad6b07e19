"""Waiting for a session that is full: who gets what comes back, until when, and what ends it."""

from datetime import UTC, datetime, timedelta

from tests.factories import work
from tests.factories.people import add_member, bearer, make_user
from tests.modules.session_waitlist.conftest import TALK

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.events import api as events
from turnout.modules.programme import api as programme
from turnout.modules.session_waitlist import service

STARTS = datetime(2030, 2, 2, 10, tzinfo=UTC)


def test_a_ticket_waits_once_and_is_told_its_position(workshop):
    first = workshop.join("cy")
    assert first.status_code == 201
    assert (first.json["state"], first.json["position"]) == ("waiting", 1)
    assert workshop.join("cy").json["position"] == 1
    assert workshop.join("di").json["position"] == 2
    assert len(workshop.listed()) == 2


def test_a_repeated_request_joins_once(workshop):
    key = {"Idempotency-Key": new_id().hex}
    first = workshop.join("cy", **key)
    workshop.waits("di")
    assert (first.status_code, workshop.join("cy", **key).json) == (201, first.json)
    assert len(workshop.listed()) == 2


def test_nobody_waits_while_there_are_places_nor_where_no_list_is_open(workshop):
    workshop.sign_off("ada")
    answer = workshop.join("cy")
    assert (answer.status_code, answer.json["code"]) == (409, "session-waitlist.places-left")
    assert workshop.register("cy").status_code == 201
    assert workshop.join("cy").json["code"] == "session-waitlist.has-place"
    workshop.open(is_open=False)
    assert workshop.join("di").json["code"] == "session-waitlist.closed"


def test_a_session_may_differ_from_its_event(workshop):
    closed = {"session_id": workshop.session, "is_open": False}
    assert workshop.open(sessions=[closed])["sessions"] == [
        {**closed, "freed_first": None, "gives_at_once": None}
    ]
    assert workshop.join("cy").json["code"] == "session-waitlist.closed"


def test_only_its_holder_lets_a_ticket_wait(workshop):
    workshop.tickets["cy"] = workshop.tickets["cy"].__class__(
        workshop.tickets["cy"].id, workshop.tickets["cy"].order_id, "wrong"
    )
    assert workshop.join("cy").status_code == 404


def test_a_freed_place_is_offered_to_the_next_and_to_nobody_else(workshop):
    workshop.waits("cy", "di")
    workshop.sign_off("ada")
    assert workshop.states("cy", "di") == ["offered", "waiting"]
    assert workshop.place("di")["position"] == 1
    assert workshop.register("eve").json["code"] == "events.session-full"
    assert workshop.register("di").json["code"] == "events.session-full"
    assert workshop.accept("cy").json["state"] == "taken"
    assert workshop.registered() == ["bo", "cy"]


def test_who_has_an_offer_may_also_simply_sign_up(workshop):
    workshop.waits("cy")
    workshop.sign_off("ada")
    assert workshop.register("cy").status_code == 201
    assert workshop.state("cy") == "taken"


def test_an_offer_that_nobody_takes_passes_on(workshop):
    workshop.waits("cy", "di")
    workshop.sign_off("bo")
    until = workshop.place("cy")["expires_at"]
    entry_id = workshop.entry("cy")["id"]
    ctx = system_in(workshop.shop.organization.id, "session-waitlist.pass-on-due")
    assert service.pass_on(ctx, entry_id) is False
    with clock.frozen(datetime.fromisoformat(until)):
        assert service.pass_on(ctx, entry_id) is True
        assert service.pass_on(ctx, entry_id) is False
    assert workshop.states("cy", "di") == ["lapsed", "offered"]
    answer = workshop.accept("cy")
    assert (answer.status_code, answer.json["code"]) == (410, "session-waitlist.offer-over")
    assert workshop.register("cy").json["code"] == "events.session-full"


def test_the_next_gets_the_place_at_once_where_the_organizer_says_so(workshop):
    workshop.open(gives_at_once=True)
    workshop.waits("cy", "di")
    workshop.sign_off("ada")
    assert workshop.states("cy", "di") == ["taken", "waiting"]
    assert workshop.registered() == ["bo", "cy"]


def test_who_has_another_session_at_that_time_is_asked_and_may_give_it_back(workshop):
    workshop.open(gives_at_once=True)
    other = workshop.add(title="Sails", starts_at="2030-02-02T10:30", ends_at="2030-02-02T12:00")
    later = workshop.add(title="Tea", starts_at="2030-02-02T11:00", ends_at="2030-02-02T12:00")
    for each in (other, later):
        workshop.register("cy", each)
    assert workshop.join("cy").json["clashes"] == [other]
    workshop.sign_off("ada")
    assert workshop.place("cy")["state"] == "offered"
    assert workshop.accept("cy", gives_back_clashes=True).json["state"] == "taken"
    assert workshop.registered(other) == []
    assert workshop.registered(later) == ["cy"]


def test_both_are_kept_by_who_wants_both(workshop):
    other = workshop.add(title="Sails")
    workshop.register("cy", other)
    workshop.waits("cy")
    workshop.sign_off("ada")
    workshop.accept("cy")
    assert workshop.registered(other) == ["cy"]


def test_classes_go_before_arrival(workshop):
    workshop.waits("cy", "di")
    assert workshop.classify("di", "vip").json["position"] == 1
    workshop.sign_off("ada")
    assert workshop.states("cy", "di") == ["waiting", "offered"]


def test_offers_by_hand_go_to_whom_the_organizer_chooses_while_there_are_places(workshop):
    workshop.open(freed_first=False)
    workshop.waits("cy", "di")
    assert workshop.offer("di").json["code"] == "events.session-full"
    workshop.sign_off("ada")
    assert workshop.states("cy", "di") == ["waiting", "waiting"]
    answer = workshop.offer("di")
    assert (answer.status_code, answer.json["state"]) == (200, "offered")
    assert answer.json["offered_by"]
    assert workshop.offer("di").json["code"] == "session-waitlist.not-waiting"
    assert workshop.register("eve").json["code"] == "events.session-full"


def test_without_freed_first_a_freed_place_is_for_who_signs_up_first(workshop):
    workshop.open(freed_first=False)
    workshop.waits("cy")
    workshop.sign_off("ada")
    assert workshop.register("eve").status_code == 201


def test_leaving_and_removing_pass_an_offer_on(workshop):
    workshop.waits("cy", "di", "eve")
    workshop.sign_off("ada")
    assert workshop.leave("cy").status_code == 204
    assert workshop.leave("cy").status_code == 204
    assert workshop.states("cy", "di") == ["left", "offered"]
    assert workshop.at_entry("DELETE", "di").status_code == 204
    assert workshop.states("di", "eve") == ["removed", "offered"]
    assert workshop.at_entry("DELETE", "di").json["code"] == "session-waitlist.over"


def test_more_places_are_offered_and_fewer_take_offers_back(workshop):
    workshop.waits("cy", "di", "eve")
    workshop.change(capacity=4)
    assert workshop.states("cy", "di", "eve") == ["offered", "offered", "waiting"]
    workshop.change(capacity=3)
    assert workshop.states("cy", "di", "eve") == ["offered", "waiting", "waiting"]
    workshop.change(capacity=1)
    assert workshop.states("cy", "di", "eve") == ["waiting", "waiting", "waiting"]
    assert workshop.accept("cy").json["code"] == "session-waitlist.offer-over"
    workshop.sign_off("ada")
    assert workshop.states("cy", "di", "eve") == ["waiting", "waiting", "waiting"]


def test_a_session_that_moves_forward_ends_offers_when_it_begins(workshop):
    workshop.open(offer_minutes=20160)
    workshop.waits("cy")
    workshop.sign_off("ada")
    sooner = (clock.now() + timedelta(hours=30)).replace(microsecond=0)
    ends = sooner + timedelta(hours=1)
    workshop.change(
        starts_at=sooner.replace(tzinfo=None).isoformat(),
        ends_at=ends.replace(tzinfo=None).isoformat(),
    )
    expires = datetime.fromisoformat(workshop.place("cy")["expires_at"])
    assert expires < clock.now() + timedelta(hours=48)
    assert workshop.state("cy") == "offered"


def test_a_cancelled_session_ends_its_waitlist_and_so_does_a_cancelled_event(workshop):
    workshop.waits("cy", "di")
    workshop.sign_off("ada")
    workshop.change(state="cancelled")
    assert workshop.states("cy", "di") == ["ended", "ended"]
    workshop.change(state="scheduled")
    workshop.register("eve")
    workshop.waits("di")
    events.cancel_event(workshop.ctx, workshop.shop.event_id)
    work.drain()
    assert workshop.state("di") == "ended"


def test_a_session_that_began_has_no_waitlist(workshop):
    workshop.waits("cy")
    with clock.frozen(STARTS + timedelta(days=1)):
        assert workshop.join("di").json["code"] == "events.registration-closed"
        ctx = system_in(workshop.shop.organization.id, "session-waitlist.settle-open")
        service.refresh_event(ctx, workshop.shop.event_id)
    assert workshop.state("cy") == "ended"


def test_a_deleted_session_takes_its_waitlist_along(workshop):
    workshop.waits("cy")
    path = f"{workshop.at_event}/sessions/{workshop.session}"
    assert workshop.client.delete(path, headers=workshop.owner).status_code == 204
    work.drain()
    assert workshop.listed() == []


def test_a_void_ticket_waits_no_more_and_its_place_goes_on(workshop):
    workshop.buy("fay")
    workshop.buy("gus")
    workshop.waits("fay", "gus", "cy")
    workshop.void("fay")
    workshop.sign_off("ada")
    assert workshop.states("gus", "cy") == ["offered", "waiting"]
    workshop.void("gus")
    assert workshop.state("cy") == "offered"
    states = {each["state"] for each in workshop.listed()}
    assert states == {"ended", "offered"}


def test_a_place_of_a_void_ticket_comes_back_to_who_waits(workshop):
    workshop.waits("cy")
    workshop.void("bo")
    assert workshop.state("cy") == "offered"


def test_the_team_sees_who_waits_by_name_where_it_may(workshop):
    workshop.waits("cy")
    [entry] = workshop.listed(session_id=workshop.session, state="waiting")
    assert (entry["session"], entry["position"]) == (TALK["title"], 1)
    assert entry["holder_name"]
    assert "user_id" not in entry
    figures = f"{workshop.at_event}/session-waitlist-figures"
    told = workshop.client.get(figures, headers=workshop.owner).json
    assert (told["waiting"], told["sessions"][0]["waiting"]) == (1, 1)
    stranger = bearer(make_user())
    assert workshop.client.get(figures, headers=stranger).status_code == 404
    staff = bearer(add_member(workshop.shop.organization, "staff"))
    path = f"{workshop.base}/session-waitlist-entries/{entry['id']}/offer"
    assert workshop.client.post(path, headers=staff).status_code == 403


def test_settings_are_refused_by_field(workshop):
    said = {"is_open": True, "freed_first": True, "gives_at_once": False}
    wrong = workshop.set(**said, offer_minutes=14)
    assert [each["pointer"] for each in wrong.json["errors"]] == ["/offer_minutes"]
    own = {"session_id": workshop.session}
    twice = [{**own, "is_open": True}, {**own, "is_open": False}]
    wrong = workshop.set(**said, offer_minutes=60, sessions=[own])
    assert [each["pointer"] for each in wrong.json["errors"]] == ["/sessions/0/session_id"]
    wrong = workshop.set(**said, offer_minutes=60, sessions=twice)
    assert [each["pointer"] for each in wrong.json["errors"]] == ["/sessions/1/session_id"]


def test_who_waits_is_told_of_changes_of_the_session(workshop):
    workshop.waits("cy")
    with transaction(workshop.ctx) as tx:
        found = programme.affected_by_sessions(tx, [workshop.session])
    waiting = [each for each in found if each.ticket_id == workshop.tickets["cy"].id]
    assert len(waiting) == 1
