"""The realtime role against a real Redis: public numbers for all, counts for who has a proof."""

import asyncio
import json
from datetime import timedelta
from uuid import uuid4

import pytest

from turnout import realtime
from turnout.kernel import clock, runtime
from turnout.kernel.messaging import live

pytestmark = pytest.mark.usefixtures("running")
ORGANIZATION, EVENT = uuid4(), uuid4()
CROWD = 150
"""More than a client of Redis opens connections by itself."""


class Listener:
    """One request to the application, as a server would make it; its body as it comes."""

    def __init__(self, app, path, query="", address="192.0.2.1"):
        self.status, self.headers = 0, {}
        self._body = asyncio.Queue()
        self._gone = asyncio.Event()
        self._answered = asyncio.Event()
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "method": "GET",
            "path": path,
            "query_string": query.encode(),
            "headers": [],
            "client": (address, 1),
        }
        self._task = asyncio.create_task(app(scope, self._receive, self._send))

    async def _receive(self):
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {key.decode(): value.decode() for key, value in message["headers"]}
            self._answered.set()
        elif message["body"]:
            await self._body.put(message["body"].decode())

    async def hear(self):
        """The next message but for the hint when to come back."""
        async with asyncio.timeout(3):
            text = await self._body.get()
        return await self.hear() if text.startswith("retry:") else text

    async def answered(self):
        """Until status and headers are there."""
        async with asyncio.timeout(10):
            await self._answered.wait()

    async def ended(self):
        async with asyncio.timeout(3):
            await self._task

    async def leave(self):
        self._gone.set()
        await self.ended()


def during(scenario, settings):
    """Run a scenario while the application listens; its streams end with it."""

    async def run():
        app = realtime.create_app(settings)
        async with app.router.lifespan_context(app):
            await app.state.listens.wait()
            await scenario(app)

    asyncio.run(run())


def publish(topic, event, **document):
    link = runtime.current().redis
    live._tell(link, topic, ORGANIZATION, {event: json.dumps(document).encode()})


def test_a_listener_gets_the_latest_numbers_and_each_change(settings):
    async def scenario(app):
        publish(live.TICKETS, EVENT, left=3)
        listener = Listener(app, live.path(live.TICKETS, ORGANIZATION, EVENT))
        other = Listener(app, live.path(live.TICKETS, ORGANIZATION, uuid4()))
        assert await listener.hear() == 'event: tickets\ndata: {"left": 3}\n\n'
        assert await other.hear() == realtime.PULSE
        publish(live.TICKETS, EVENT, left=2)
        assert await listener.hear() == 'event: tickets\ndata: {"left": 2}\n\n'
        assert (listener.status, listener.headers["access-control-allow-origin"]) == (200, "*")
        assert listener.headers["content-type"].startswith("text/event-stream")
        for each in (listener, other):
            await each.leave()

    during(scenario, settings)


def test_a_crowd_that_comes_in_the_same_moment_is_let_in(settings):
    async def scenario(app):
        path = live.path(live.TICKETS, ORGANIZATION, uuid4())
        crowd = [Listener(app, path) for _ in range(CROWD)]
        assert {await each.hear() for each in crowd} == {realtime.PULSE}
        for each in crowd:
            await each.leave()

    during(scenario, settings)


def proof(event=EVENT, **ago):
    expires_at = clock.now() + timedelta(minutes=1) - timedelta(**ago)
    return live.sign(
        runtime.current().keys, live.CHECKINS, ORGANIZATION, event, expires_at=expires_at
    )


@pytest.mark.parametrize(
    "token",
    ["", "made.1.up.x", proof, lambda: proof(uuid4()), lambda: proof(minutes=2)],
    ids=["none", "forged", "genuine", "of another event", "lapsed"],
)
def test_counts_are_for_who_has_a_proof_of_this_event(settings, token):
    async def scenario(app):
        publish(live.CHECKINS, EVENT, lists=[])
        said = token() if callable(token) else token
        path = live.path(live.CHECKINS, ORGANIZATION, EVENT)
        listener = Listener(app, path, f"token={said}")
        if token is not proof:
            await listener.ended()
            assert (listener.status, "lists" in await listener.hear()) == (403, False)
            assert listener.headers["access-control-allow-origin"] == settings.public_url
            return
        assert await listener.hear() == 'event: checkins\ndata: {"lists": []}\n\n'
        assert listener.headers["access-control-allow-origin"] == settings.public_url
        await listener.leave()

    during(scenario, settings)


def test_who_leaves_the_organization_hears_nothing_from_then_on(settings):
    async def scenario(app):
        publish(live.CHECKINS, EVENT, lists=[])
        path, leaver, other = live.path(live.CHECKINS, ORGANIZATION, EVENT), uuid4(), uuid4()
        tokens = [
            live.sign(
                runtime.current().keys,
                live.CHECKINS,
                ORGANIZATION,
                EVENT,
                expires_at=clock.now() + live.STREAM_LIFETIME,
                user_id=each,
            )
            for each in (leaver, other)
        ]
        left, stays = [Listener(app, path, f"token={each}") for each in tokens]
        for each in (left, stays):
            assert "lists" in await each.hear()
        live.end_streams(ORGANIZATION, leaver)
        await left.ended()
        publish(live.CHECKINS, EVENT, lists=[1])
        assert "[1]" in await stays.hear()
        again = Listener(app, path, f"token={tokens[0]}")
        await again.ended()
        assert again.status == 403
        await stays.leave()

    during(scenario, settings)


def test_counts_are_not_among_the_public_numbers(settings):
    async def scenario(app):
        listener = Listener(app, live.path(live.TICKETS, ORGANIZATION, EVENT))
        publish(live.CHECKINS, EVENT, lists=[])
        publish(live.TICKETS, EVENT, left=1)
        heard = [await listener.hear()]
        while "left" not in heard[-1]:
            heard.append(await listener.hear())
        assert not any("lists" in each for each in heard)
        await listener.leave()

    during(scenario, settings)


def test_a_stream_of_counts_ends_with_its_proof(settings, monkeypatch):
    monkeypatch.setattr(realtime, "KEEP_ALIVE_SECONDS", 0.1)

    async def scenario(app):
        path = live.path(live.CHECKINS, ORGANIZATION, uuid4())
        listener = Listener(app, path, f"token={proof(seconds=58)}")
        await listener.hear()
        await listener.ended()

    during(scenario, settings)


def test_one_address_takes_its_share_of_the_streams(settings, monkeypatch):
    monkeypatch.setattr(realtime, "MOST_OF_ONE_ADDRESS", 1)

    async def scenario(app):
        path = live.path(live.TICKETS, ORGANIZATION, EVENT)
        first = Listener(app, path)
        await first.hear()
        second = Listener(app, path)
        await second.ended()
        assert (second.status, second.headers["retry-after"]) == (503, "10")
        assert second.headers["access-control-allow-origin"] == "*"
        elsewhere = Listener(app, path, address="192.0.2.2")
        await elsewhere.hear()
        await first.leave()
        third = Listener(app, path)
        await third.hear()
        assert third.status == 200
        for each in (elsewhere, third):
            await each.leave()

    during(scenario, settings)


def test_of_a_crowd_that_comes_at_once_nobody_slips_by(settings, monkeypatch):
    """A stream more than a process has places for would leave none to answer the others."""
    monkeypatch.setattr(realtime, "MOST_LISTENERS", 10)
    path = f"/live/v1/organizations/{ORGANIZATION}/events/{EVENT}/{live.TICKETS}"

    async def scenario(app):
        crowd = [Listener(app, path) for _ in range(CROWD)]
        await asyncio.gather(*(each.answered() for each in crowd))
        inside = [each for each in crowd if each.status == 200]
        outside = [each for each in crowd if each.status == 503]
        assert (len(inside), len(outside)) == (10, CROWD - 10)
        assert {each.headers["connection"] for each in outside} == {"close"}
        await inside[0].leave()
        after = Listener(app, path)
        await after.answered()
        assert after.status == 200, "the place of whoever left is free again"
        for each in [*inside[1:], after]:
            await each.leave()

    during(scenario, settings)
