"""Places of a session while everything happens at once; the database afterwards is what counts."""

from collections import Counter
from datetime import datetime

from tests.factories import work
from tests.modules.session_waitlist.conftest import Workshop

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.modules.session_waitlist import service

STATES = """
    SELECT state FROM session_waitlist_entries
    WHERE organization_id = %(organization_id)s ORDER BY arrival
"""
REGISTERED = """
    SELECT count(*) FROM session_registrations
    WHERE organization_id = %(organization_id)s AND session_id = %(session_id)s
"""


def a_full_workshop(client, *, places, waiting, **terms):
    made = Workshop(client, places=places)
    made.open(**terms)
    people = [f"p{number}" for number in range(places + waiting)]
    made.buy(*people[:places])
    for start in range(places, len(people), 4):
        made.buy(*people[start : start + 4])
    for each in people[:places]:
        assert made.register(each).status_code == 201
    return made, people[:places], people[places:]


def ways(app, workshop):
    """Requests as others make them: each with a connection of its own."""

    def register(name):
        path = f"{workshop.at_event}/sessions/{workshop.session}/registrations"
        held = workshop.tickets[name]
        body = {"ticket_id": str(held.id)}
        return lambda: app.test_client().post(path, json=body, headers=held.secret).status_code

    def sign_off(name):
        held = workshop.tickets[name]
        path = f"{workshop.at_event}/sessions/{workshop.session}/registrations/{held.id}"
        return lambda: app.test_client().delete(path, headers=held.secret).status_code

    def accept(name):
        path, held = f"{workshop.path_of(name)}/accept", workshop.tickets[name]
        return lambda: app.test_client().post(path, json={}, headers=held.secret).status_code

    def leave(name):
        path, held = workshop.path_of(name), workshop.tickets[name]
        return lambda: app.test_client().delete(path, headers=held.secret).status_code

    return register, sign_off, accept, leave


def counts(ask, workshop):
    organization_id = workshop.shop.organization.id
    [(registered,)] = ask(REGISTERED, organization_id=organization_id, session_id=workshop.session)
    return registered, [state for (state,) in ask(STATES, organization_id=organization_id)]


def test_freed_places_go_to_the_first_who_wait_and_to_nobody_who_comes_by(
    app, client, queued, at_once, ask
):
    workshop, inside, others = a_full_workshop(client, places=4, waiting=8)
    waiting, passing = others[:5], others[5:]
    workshop.waits(*waiting)
    register, sign_off, _, _ = ways(app, workshop)
    answers = at_once(*(sign_off(each) for each in inside[:2]), *(register(x) for x in passing))
    work.drain()
    assert Counter(answers) == {204: 2, 409: 3}
    assert counts(ask, workshop) == (2, ["offered"] * 2 + ["waiting"] * 3)


def test_an_offer_that_is_taken_while_it_lapses_and_is_left_gives_its_place_once(
    app, client, queued, at_once, ask
):
    workshop, [first], [ada, bo] = a_full_workshop(client, places=1, waiting=2)
    workshop.waits(ada, bo)
    workshop.sign_off(first)
    _, _, accept, leave = ways(app, workshop)
    entry_id = workshop.entry(ada)["id"]
    until = datetime.fromisoformat(workshop.place(ada)["expires_at"])
    answers = at_once(accept(ada), leave(ada), accept(ada))
    ctx = system_in(workshop.shop.organization.id, "session-waitlist.pass-on-due")
    with clock.frozen(until):
        lapsed = at_once(
            lambda: service.pass_on(ctx, entry_id), lambda: service.pass_on(ctx, entry_id)
        )
    work.drain()
    registered, states = counts(ask, workshop)
    assert registered == answers.count(200) <= 1
    assert lapsed == [False, False]
    assert states in (["taken", "waiting"], ["left", "offered"])


def test_places_given_at_once_are_never_more_than_there_are(app, client, queued, at_once, ask):
    workshop, inside, waiting = a_full_workshop(client, places=3, waiting=4, gives_at_once=True)
    workshop.waits(*waiting)
    organization_id, event_id = workshop.shop.organization.id, workshop.shop.event_id
    ctx = system_in(organization_id, "session-waitlist.settle-open")
    _, sign_off, _, leave = ways(app, workshop)

    def settle():
        return service.refresh_event(ctx, event_id)

    at_once(sign_off(inside[0]), settle, sign_off(inside[1]), settle, leave(waiting[0]), settle)
    work.drain()
    registered, states = counts(ask, workshop)
    assert registered == 3
    assert Counter(states)["offered"] == 0
