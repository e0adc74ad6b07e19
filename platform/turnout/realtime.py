"""Live numbers over server-sent events: one Redis subscription per process, no database.

What is left of tickets and how waiting rooms stand is for everybody; check-in counts are for who
brings a proof that the API gave to a member of the team (`POST …/checkins/stream`).
"""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import redis.asyncio as redis
import structlog
from redis.exceptions import RedisError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from turnout.kernel import clock
from turnout.kernel.async_redis_cluster import AsyncRedisCluster
from turnout.kernel.cache import tag_names
from turnout.kernel.messaging import live
from turnout.kernel.observability import logs
from turnout.kernel.observability.metrics import counter, gauge
from turnout.kernel.security.crypto import KeyRing
from turnout.kernel.settings import Settings, load_settings

KEEP_ALIVE_SECONDS: Final = 15.0
MOST_LISTENERS: Final = 2000
MOST_OF_ONE_ADDRESS: Final = 500
REST_SECONDS: Final = 1.0
MOST_CONNECTIONS: Final = 16
CONNECTION_SECONDS: Final = 10.0
"""A crowd that comes at once takes turns at Redis, each waiting so long at most."""
RETRY_MILLISECONDS: Final = (1000, 5000)
"""When a browser comes back after a break: not all in the same moment."""
PULSE: Final = ": still here\n\n"

LISTENERS: Final = gauge("turnout_live_listeners", "Streams that are open", topic=live.TOPICS)
SENT: Final = counter("turnout_live_sent", "Messages sent to listeners", topic=live.TOPICS)

log = structlog.get_logger(__name__)


def create_app(settings: Settings | None = None) -> Starlette:
    """`/healthz`, `/live/v1/organizations/{o}/events/{e}/{topic}` for each topic of `live`.

    `/live/v1/organizations/{o}/dashboard` has all events of an organization together, and
    `/inbox` there says that somebody of its team was told something.
    """
    settings = settings or load_settings()
    logs.configure(level=settings.log_level, role="realtime")
    tag_names(settings.redis_cluster)
    client = _client(settings)
    hub = Hub(client)
    streams = Streams(settings, hub)
    home = "/live/v1/organizations/{organization_id:uuid}"
    below = f"{home}/events/{{event_id:uuid}}"

    @asynccontextmanager
    async def listening(app: Starlette) -> AsyncGenerator[None]:
        app.state.listens = hub.listens
        task = asyncio.create_task(hub.run())
        _end_streams_at_signal(hub, task)
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            await client.aclose()

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route(f"{below}/{live.TICKETS}", streams.tickets),
            Route(f"{below}/{live.WAITING_ROOM}", streams.waiting_room),
            Route(f"{below}/{live.CHECKINS}", streams.checkins),
            Route(f"{below}/{live.DASHBOARD}", streams.dashboard),
            Route(f"{home}/{live.DASHBOARD}", streams.dashboard),
            Route(f"{home}/{live.INBOX}", streams.inbox),
        ],
        lifespan=listening,
    )


def _client(settings: Settings) -> "redis.Redis | AsyncRedisCluster":
    """Of one Redis, or of the nodes of a cluster, each with as many connections at most."""

    def connect(url: str) -> "redis.Redis":
        pool = redis.BlockingConnectionPool.from_url(
            url, max_connections=MOST_CONNECTIONS, timeout=CONNECTION_SECONDS
        )
        return redis.Redis.from_pool(pool)

    if settings.redis_cluster:
        return AsyncRedisCluster(settings.redis_addresses, connect)
    return connect(settings.redis_address)


def _end_streams_at_signal(hub: "Hub", listening: "asyncio.Task[None]") -> None:
    """Let SIGTERM end the streams first: the server waits for them, and they end with nobody.

    The server itself is then told by SIGINT, which it takes for the same.
    """

    def end() -> None:
        listening.cancel()
        hub.end()
        os.kill(os.getpid(), signal.SIGINT)

    with suppress(NotImplementedError, RuntimeError, ValueError):  # only where signals arrive
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end)


async def healthz(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok\n")


class Hub:
    """Hands what one subscription hears to the listeners of each channel.

    A listener that is slow gets the newest document and misses those between. When Redis goes,
    or the node of a cluster that is listened to, all streams end: browsers come back, and ask for
    the numbers meanwhile.
    """

    def __init__(self, client: "redis.Redis | AsyncRedisCluster") -> None:
        self._client = client
        self._ear: Any = None
        self.listens = asyncio.Event()
        self._queues: dict[str, set[asyncio.Queue[bytes | None]]] = {}
        self._subscribed: dict[str, asyncio.Event] = {}

    async def run(self) -> None:
        """Listen for as long as the process lives."""
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                log.warning("redis is away", why=type(error).__name__)
            self._ear = None
            self.end()
            await asyncio.sleep(REST_SECONDS)

    def end(self) -> None:
        """End all streams, and take no new one until it listens again."""
        self.listens.clear()
        for queues in self._queues.values():
            for queue in queues:
                _offer(queue, None)

    async def _listen(self) -> None:
        async with self._client.pubsub() as ear:
            await ear.subscribe(live.pulse_channel())
            self._ear = ear
            self.listens.set()
            async for message in ear.listen():
                name = message["channel"].decode()
                if message["type"] == "subscribe" and name in self._subscribed:
                    self._subscribed[name].set()
                elif message["type"] == "message":
                    for queue in self._queues.get(name, ()):
                        _offer(queue, message["data"])

    async def documents(
        self, name: str, person: "Person | None" = None
    ) -> AsyncIterator[bytes | None]:
        """The latest document if there is one, then each change; None for a pulse.

        The stream of a person ends when they leave the organization.
        """
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(maxsize=1)
        names = [name, person.channel] if person else [name]
        for each in names:
            await self._join(each, queue)
        try:
            if person and await self.has_left(person):
                return
            last = await self._client.get(live.last_name(name))
            yield last if isinstance(last, bytes) else None
            while self.listens.is_set():
                try:
                    async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                        found = await queue.get()
                except TimeoutError:
                    yield None
                    continue
                if found is None or found == live.ENDED:
                    return
                yield found
        finally:
            for each in names:
                await self._leave(each, queue)

    async def has_left(self, person: "Person") -> bool:
        """Whether somebody left the organization since their proof was given."""
        left = await self._client.get(live.last_name(person.channel))
        return left is not None and person.proved_at.timestamp() <= float(left)

    async def _join(self, name: str, queue: asyncio.Queue[bytes | None]) -> None:
        if name not in self._queues:
            self._queues[name], self._subscribed[name] = set(), asyncio.Event()
            self._queues[name].add(queue)
            await self._ear.subscribe(name)
        self._queues[name].add(queue)
        async with asyncio.timeout(KEEP_ALIVE_SECONDS):
            await self._subscribed[name].wait()

    async def _leave(self, name: str, queue: asyncio.Queue[bytes | None]) -> None:
        self._queues[name].discard(queue)
        if not self._queues[name]:
            del self._queues[name], self._subscribed[name]
            if self._ear is not None:
                with suppress(RedisError, OSError):
                    await self._ear.unsubscribe(name)


def _offer(queue: asyncio.Queue[bytes | None], document: bytes | None) -> None:
    """The newest is kept; nothing comes after an end."""
    if queue.full() and (waiting := queue.get_nowait()) in (None, live.ENDED):
        document = waiting
    queue.put_nowait(document)


@dataclass(frozen=True, slots=True)
class Person:
    """Whose stream it is, and when they proved that they may hear it."""

    channel: str
    proved_at: datetime


class CountedStream(StreamingResponse):
    """A stream that says when it is over, also where its listener left before the first message."""

    def __init__(
        self, content: AsyncIterator[str], *, leave: Callable[[], None], **said: Any
    ) -> None:
        super().__init__(content, **said)
        self._leave = leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._leave()


class Streams:
    """The listeners of this process; beyond a bound a newcomer is told to come back."""

    def __init__(self, settings: Settings, hub: Hub) -> None:
        self._hub = hub
        self._keys = KeyRing.from_text(settings.master_keys.get_secret_value())
        self._proxies = settings.trusted_proxies
        self._console = settings.public_url.rstrip("/")
        self._listeners: Counter[str] = Counter()
        self._topics: Counter[str] = Counter()

    async def tickets(self, request: Request) -> Response:
        """What is left of an event's tickets: public, from any page."""
        return self._answer(request, live.TICKETS, origin="*")

    async def waiting_room(self, request: Request) -> Response:
        """How an event's waiting room stands: public, from any page."""
        return self._answer(request, live.WAITING_ROOM, origin="*")

    async def checkins(self, request: Request) -> Response:
        """Who came in, until the proof in the address lapses."""
        return await self._prove(request, live.CHECKINS)

    async def dashboard(self, request: Request) -> Response:
        """What is sold and who is in, of an event or of all, until the proof lapses."""
        return await self._prove(request, live.DASHBOARD)

    async def inbox(self, request: Request) -> Response:
        """That inboxes of the team changed, until the proof lapses."""
        return await self._prove(request, live.INBOX)

    async def _prove(self, request: Request, topic: str) -> Response:
        token, now = request.query_params.get("token", ""), clock.now()
        organization_id = request.path_params["organization_id"]
        expires_at = live.expiry_of(
            self._keys,
            topic,
            token,
            organization_id=organization_id,
            event_id=request.path_params.get("event_id", live.WHOLE),
            now=now,
        )
        if expires_at is None:
            return _no_proof(self._console)
        user_id = live.listener_of(self._keys, topic, token, now=now)
        channel = live.person_channel(organization_id, user_id)
        person = Person(channel, expires_at - live.STREAM_LIFETIME)
        with suppress(RedisError, OSError):
            if await self._hub.has_left(person):
                return _no_proof(self._console)
        return self._answer(request, topic, origin=self._console, until=expires_at, person=person)

    def _answer(
        self,
        request: Request,
        topic: str,
        *,
        origin: str,
        until: datetime | None = None,
        person: Person | None = None,
    ) -> Response:
        address = self._address(request)
        if (
            not self._hub.listens.is_set()
            or self._listeners.total() >= MOST_LISTENERS
            or self._listeners[address] >= MOST_OF_ONE_ADDRESS
        ):
            headers = {"Retry-After": "10"}
            return _problem(503, "live.busy", "Too many listeners", origin=origin, headers=headers)
        event_id = request.path_params.get("event_id", live.WHOLE)
        name = live.channel(topic, request.path_params["organization_id"], event_id)
        # Counted before anybody else is asked: of a crowd that comes at once none slips by.
        self._count(topic, address, 1)
        return CountedStream(
            self._messages(topic, name, until=until, person=person),
            leave=lambda: self._count(topic, address, -1),
            media_type="text/event-stream",
            headers={
                "Cache-Control": "no-store",
                "X-Accel-Buffering": "no",
                "X-Content-Type-Options": "nosniff",
                "Access-Control-Allow-Origin": origin,
            },
        )

    async def _messages(
        self,
        topic: str,
        name: str,
        *,
        until: datetime | None,
        person: Person | None,
    ) -> AsyncIterator[str]:
        try:
            yield f"retry: {random.randint(*RETRY_MILLISECONDS)}\n\n"  # noqa: S311  no secret
            async for document in self._hub.documents(name, person):
                if until is not None and clock.now() >= until:
                    return
                if document is None:
                    yield PULSE
                    continue
                yield f"event: {topic}\ndata: {document.decode()}\n\n"
                SENT.add(topic=topic)
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("stream ended", why=type(error).__name__)

    def _count(self, topic: str, address: str, change: int) -> None:
        self._listeners[address] += change
        self._topics[topic] += change
        if not self._listeners[address]:
            del self._listeners[address]
        LISTENERS.set(self._topics[topic], topic=topic)

    def _address(self, request: Request) -> str:
        """Who listens: as the nearest trusted proxy says, else who is connected."""
        said = request.headers.get("X-Forwarded-For", "").split(",")
        if 0 < self._proxies <= len(said) and said[-self._proxies].strip():
            return said[-self._proxies].strip()
        return request.client.host if request.client else ""


def _no_proof(origin: str) -> Response:
    title = "Ask the API for the address of this stream again"
    return _problem(403, "live.no-proof", title, origin=origin)


def _problem(
    status: int, code: str, title: str, *, origin: str, headers: dict[str, str] | None = None
) -> Response:
    """Refuse, so that a page of that origin may read why, and end the connection.

    The next refusal needs its place.
    """
    return JSONResponse(
        {"type": f"/problems/{code}", "title": title, "status": status, "code": code},
        status_code=status,
        headers={"Connection": "close", "Access-Control-Allow-Origin": origin, **(headers or {})},
        media_type="application/problem+json",
    )
