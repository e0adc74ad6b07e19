"""What events announces: each change once, in the same commit, with the event's id."""

from contextlib import contextmanager

import pytest
from tests.factories.work import drain
from tests.modules.events.api_client import Caller

from turnout.kernel.messaging import facts as kernel_facts
from turnout.modules.events import facts
from turnout.modules.programme import facts as programme_facts

KINDS = (
    facts.EventCreated,
    facts.EventChanged,
    facts.EventPublished,
    facts.EventUnpublished,
    facts.EventCancelled,
    facts.EventPostponed,
    programme_facts.ProgrammeImported,
    programme_facts.SessionChanged,
    programme_facts.SessionCancelled,
    facts.EventMoved,
    facts.GuestsInvited,
)
TALK = {"title": "Pegs", "starts_at": "2030-02-02T10:00", "ends_at": "2030-02-02T11:00"}


@contextmanager
def listening(event_id):
    """Names of the facts about one event, in the order they were recorded."""
    heard = []
    for kind in KINDS:
        key = f"tests.{event_id}.{kind.__name__}"

        def handler(_ctx, fact, kind=kind):
            if str(fact.event_id) == event_id:
                heard.append(kind.__name__)

        subscription = kernel_facts.Subscription(key, kind, handler, "default")
        kernel_facts._subscriptions.setdefault(kind.name, {})[key] = subscription
    yield heard
    for kind in KINDS:
        del kernel_facts._subscriptions[kind.name][f"tests.{event_id}.{kind.__name__}"]


@pytest.fixture
def caller(client):
    return Caller(client)


@pytest.mark.parametrize(
    ("before", "step", "expected"),
    [
        ((), ("PATCH", "", {"title": "X"}), "EventChanged"),
        ((), ("POST", "/sessions", TALK), "EventChanged"),
        ((), ("POST", "/speakers", {"name": "Kim"}), "EventChanged"),
        ((), ("POST", "/tracks", {"name": "Craft"}), "EventChanged"),
        ((), ("POST", "/publish", {}), "EventPublished"),
        ((), ("DELETE", "", None), "EventChanged"),
        (("publish",), ("POST", "/unpublish", {}), "EventUnpublished"),
        (("publish",), ("POST", "/cancel", {}), "EventCancelled"),
        (("publish",), ("POST", "/postpone", {}), "EventPostponed"),
        (("archive",), ("POST", "/restore", {}), "EventChanged"),
    ],
)
def test_a_change_is_announced_once(caller, queued, before, step, expected):
    event_id = caller.create()["id"]
    for earlier in before:
        assert caller("POST", f"/{event_id}/{earlier}").status_code == 200
    drain()
    with listening(event_id) as heard:
        method, path, body = step
        assert caller(method, f"/{event_id}{path}", json=body).status_code < 300
        drain()
    assert heard == [expected]


def test_a_new_event_is_announced_and_a_refused_one_is_not(caller, queued):
    made = caller.create(slug="fest")
    with listening(made["id"]) as heard:
        assert caller("POST", json={"title": "Again", "slug": "fest"}).status_code == 409
        assert caller("POST", f"/{made['id']}/cancel").status_code == 409
        drain()
    assert heard == ["EventCreated"]


def test_what_becomes_of_a_session_is_announced_with_the_event(caller, queued):
    event_id = caller.create()["id"]
    made = [caller.made(f"/{event_id}/sessions", TALK)["id"] for _ in range(2)]
    drain()
    with listening(event_id) as heard:
        caller("PATCH", f"/{event_id}/sessions/{made[0]}", json={"title": "Knots"})
        caller("PATCH", f"/{event_id}/sessions/{made[0]}", json={"abstract": "Nothing to tell."})
        caller("DELETE", f"/{event_id}/sessions/{made[0]}")
        drain()
    assert sorted(heard) == ["EventChanged"] * 3 + ["SessionCancelled", "SessionChanged"]
    caller("PATCH", f"/{event_id}/sessions/{made[1]}", json={"state": "cancelled"})
    drain()
    with listening(event_id) as heard:
        caller("DELETE", f"/{event_id}/sessions/{made[1]}")
        drain()
    assert heard == ["EventChanged"], "it was called off before"
