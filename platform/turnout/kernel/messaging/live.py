"""Live numbers: what changed is marked in Redis after its commit, the relay publishes it.

A mark is a member of one set, so that a thousand purchases of one event within a quarter of a
second are one publication; a process sends the marks of its commits together. The relay takes
the marks, asks whoever owns the numbers and publishes one document for each event; the realtime
role hands it to its listeners. All of it may be lost with Redis: pages then ask by themselves.
"""

import atexit
import os
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import structlog

from turnout.kernel import cache, clock, runtime
from turnout.kernel.cache import RedisClient, RedisDown
from turnout.kernel.db.tx import ANNOUNCED, Transaction
from turnout.kernel.messaging.facts import Fact
from turnout.kernel.observability.metrics import counter
from turnout.kernel.security.crypto import KeyRing, NotGenuine

TICKETS: Final = "tickets"
"""What is left of an event's tickets: for everybody. Marked by capacity pool."""
CHECKINS: Final = "checkins"
"""Who came in: for the team only, while somebody looks. Marked by event."""
DASHBOARD: Final = "dashboard"
"""What is sold and who is in: for the team only, while somebody looks. Marked by event."""
WAITING_ROOM: Final = "waiting-room"
"""How a waiting room stands: for everybody. Published by whoever runs it."""
INBOX: Final = "inbox"
"""That inboxes of a team changed, and nothing more: for the team only. Marked as a whole."""
TOPICS: Final = (TICKETS, CHECKINS, DASHBOARD, WAITING_ROOM, INBOX)
ON_DEMAND: Final = (CHECKINS, DASHBOARD)
"""Topics that are counted only while an address of their stream is good."""
CLAIM_BYTES: Final = 48
PERIOD_SECONDS: Final = 0.25
GATHER_SECONDS: Final = 0.05
"""So long a process collects the marks of its commits for one command."""
LAST_SECONDS: Final = 60
"""How long a newcomer still gets the latest document: bridges the time from page to stream."""
MOST_MARKS: Final = 1000
MOST_AT_ONCE: Final = 25
"""So many events of an organization are counted together."""
REST_FACTOR: Final = 3
"""A topic on demand rests so many times as long as its count took."""
PURPOSE: Final = "live/{topic}"
STREAM_LIFETIME: Final = timedelta(minutes=10)
"""How long an address of a stream is good; whoever leaves the team hears nothing from then on."""
ENDED: Final = b"ended"
NOBODY: Final = UUID(int=0)
"""Stands for whoever listens by a token that is no person's."""
WHOLE: Final = UUID(int=0)
"""Stands for all events of an organization together."""
WANTED_SECONDS: Final = int(STREAM_LIFETIME.total_seconds()) + 60

Numbers = Callable[[UUID, Collection[UUID]], Mapping[UUID, bytes]]
"""Organization and marked ids → JSON by event; an event that nobody may see is left out."""

PUBLISHED: Final = counter("turnout_live_published", "Live numbers published", topic=TOPICS)

log = structlog.get_logger(__name__)
MARKS: Final = cache.key(None, "live", "marks")
_numbers: dict[str, Numbers] = {}
_followed: dict[str, tuple[str, ...]] = {}


class _Outgoing:
    """What this process has marked and not yet sent; a thread sends it, begun by the first mark."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin anew: a process that was forked has neither the thread nor its marks."""
        self._lock, self._sending = threading.Lock(), threading.Lock()
        self._members: set[str] = set()
        self._wanted = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, members: Collection[str]) -> None:
        with self._lock:
            self._members.update(members)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="live-marks", daemon=True)
                self._thread.start()
        self._wanted.set()

    def send(self) -> None:
        """Return once everything marked before has been sent, by whichever thread."""
        with self._sending:
            with self._lock:
                members, self._members = self._members, set()
            if members:
                _send(runtime.current().redis, members)

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            time.sleep(GATHER_SECONDS)
            try:
                self.send()
            except Exception:
                log.exception("live marks not sent")


_outgoing: Final = _Outgoing()
os.register_at_fork(after_in_child=_outgoing.reset)


class _Mark:
    """What one transaction marks, handed on after its commit."""

    def __init__(self, organization_id: UUID) -> None:
        self._organization_id = organization_id
        self._members: set[str] = set()

    def add(self, topic: str, ids: Iterable[UUID]) -> None:
        self._members |= {f"{topic} {self._organization_id} {each}" for each in ids}

    def __call__(self) -> None:
        _outgoing.add(self._members)


def mark(tx: Transaction, topic: str, ids: Iterable[UUID]) -> None:
    """Have the numbers of these published once the transaction has committed."""
    found = next((each for each in tx.after_commit if isinstance(each, _Mark)), None)
    if found is None:
        found = _Mark(tx.organization_id)
        tx.after_commit.append(found)
    found.add(topic, ids)


def follow(topic: str, *facts: type[Fact]) -> None:
    """Have every fact of these kinds, which name an `event_id`, mark its event for a topic."""
    for fact in facts:
        topics = _followed.get(fact.name, ())
        _followed[fact.name] = tuple(dict.fromkeys((*topics, topic)))


@ANNOUNCED.register
def mark_followed(tx: Transaction, fact: Fact) -> None:
    """Mark the event of a fact that some topic follows."""
    for topic in _followed.get(fact.name, ()):
        event_id: UUID = getattr(fact, "event_id")  # noqa: B009  not every fact has one
        mark(tx, topic, [event_id])


@atexit.register
def send_marks() -> None:
    """Send what this process has marked, now; it is lost when Redis is away."""
    with suppress(RuntimeError):  # nothing runs any more
        _outgoing.send()


def register(topic: str, numbers: Numbers) -> None:
    """Say who knows the numbers of a topic; once per process that publishes."""
    _numbers[topic] = numbers


def path(topic: str, organization_id: UUID, event_id: UUID) -> str:
    """Where the realtime role serves a topic of an event, or of all of them (`WHOLE`)."""
    events = "" if event_id == WHOLE else f"/events/{event_id}"
    return f"/live/v1/organizations/{organization_id}{events}/{topic}"


def open_stream(
    topic: str,
    organization_id: UUID,
    event_id: UUID,
    *,
    user_id: UUID | None,
    expires_at: datetime,
) -> str:
    """The address at which this person may listen until then; a topic on demand is counted."""
    current = runtime.current()
    if topic in ON_DEMAND:
        name = wanted_name(channel(topic, organization_id, event_id))
        with suppress(RedisDown):
            current.redis.ask("live", lambda redis: redis.set(name, 1, ex=WANTED_SECONDS), at=name)
    proof = sign(
        current.keys, topic, organization_id, event_id, expires_at=expires_at, user_id=user_id
    )
    address = path(topic, organization_id, event_id)
    return f"{current.settings.realtime_url.rstrip('/')}{address}?token={proof}"


def sign(
    keys: KeyRing,
    topic: str,
    organization_id: UUID,
    event_id: UUID,
    *,
    expires_at: datetime,
    user_id: UUID | None = None,
) -> str:
    """A proof that this person may hear a topic of an event until then."""
    claim = organization_id.bytes + event_id.bytes + (user_id or NOBODY).bytes
    return keys.sign(PURPOSE.format(topic=topic), claim, expires_at=expires_at)


def expiry_of(
    keys: KeyRing, topic: str, proof: str, *, organization_id: UUID, event_id: UUID, now: datetime
) -> datetime | None:
    """Until when a proof is good for this topic and event; None when it is not, or no longer."""
    try:
        claim = keys.unsign(PURPOSE.format(topic=topic), proof, now=now)
    except NotGenuine:
        return None
    if len(claim) != CLAIM_BYTES or claim[:32] != organization_id.bytes + event_id.bytes:
        return None
    return datetime.fromtimestamp(int(proof.split(".")[1]), UTC)


def listener_of(keys: KeyRing, topic: str, proof: str, *, now: datetime) -> UUID:
    """Whose proof this is that is good; NOBODY for a token that is no person's."""
    return UUID(bytes=keys.unsign(PURPOSE.format(topic=topic), proof, now=now)[32:])


def end_streams(organization_id: UUID, user_id: UUID) -> None:
    """After the commit by which somebody left an organization: end what they listen to there.

    Addresses that they were given before open nothing any more.
    """
    name, at = person_channel(organization_id, user_id), clock.now().timestamp()

    def tell(redis: Any) -> None:
        pipeline = redis.pipeline(transaction=False)
        pipeline.set(last_name(name), at, ex=int(STREAM_LIFETIME.total_seconds()) + 1)
        pipeline.publish(name, ENDED)
        pipeline.execute()

    with suppress(RedisDown):
        runtime.current().redis.ask("live", tell, at=last_name(name))


def person_channel(organization_id: UUID, user_id: UUID) -> str:
    """Where a person's streams in an organization are told to end."""
    return cache.key(organization_id, "live", "person", user_id)


def channel(topic: str, organization_id: UUID, event_id: UUID) -> str:
    return cache.key(organization_id, "live", topic, event_id)


def pulse_channel() -> str:
    """What every process of the realtime role listens to."""
    return channel("pulse", WHOLE, WHOLE)


def last_name(channel: str) -> str:
    """Where the latest document of a channel lies for a while."""
    return f"{channel}:last"


def wanted_name(channel: str) -> str:
    """What lies in Redis while somebody may listen to a channel that is counted on demand."""
    return f"{channel}:wanted"


def publish_marked(link: RedisClient) -> int:
    """Publish what was marked since; the number of documents.

    What cannot be counted now is marked again. RedisDown when Redis is away.
    """
    send_marks()
    taken: Any = link.ask("live", lambda redis: redis.spop(MARKS, MOST_MARKS), at=MARKS)
    marked: dict[tuple[str, UUID], set[UUID]] = {}
    for member in taken or ():
        topic, organization, marked_id = member.decode().split(" ")
        marked.setdefault((topic, UUID(organization)), set()).add(UUID(marked_id))
    return sum(
        _publish(link, topic, organization_id, ids)
        for (topic, organization_id), ids in marked.items()
    )


def _publish(link: RedisClient, topic: str, organization_id: UUID, ids: Collection[UUID]) -> int:
    if topic in ON_DEMAND:
        wanted = _wanted(link, topic, organization_id, {*ids, WHOLE})
        return sum(
            _publish_paced(link, topic, organization_id, wanted[start : start + MOST_AT_ONCE])
            for start in range(0, len(wanted), MOST_AT_ONCE)
        )
    return _publish_now(link, topic, organization_id, ids)


def _wanted(
    link: RedisClient, topic: str, organization_id: UUID, ids: Collection[UUID]
) -> list[UUID]:
    """Those of these that somebody may listen to."""
    listed = sorted(ids)
    names = [wanted_name(channel(topic, organization_id, each)) for each in listed]
    found: Any = link.ask("live", lambda redis: redis.mget(names), at=names[0])
    return [each for each, is_wanted in zip(listed, found, strict=True) if is_wanted]


def _publish_paced(
    link: RedisClient, topic: str, organization_id: UUID, ids: Collection[UUID]
) -> int:
    """Count these, but for those whose counting took long and was just done: they stay marked."""
    begun_at = time.monotonic()
    due = [each for each in ids if _pace.is_due((topic, each), begun_at)]
    if resting := set(ids).difference(due):
        _send(link, {f"{topic} {organization_id} {each}" for each in resting})
    if not due:
        return 0
    done = _publish_now(link, topic, organization_id, due)
    _pace.note([(topic, each) for each in due], begun_at, time.monotonic())
    return done


def publish(topic: str, organization_id: UUID, event_id: UUID, document: bytes) -> None:
    """Publish a document of somebody who has it at hand; it is lost when Redis is away."""
    link = runtime.current().redis
    with suppress(RedisDown):
        _tell(link, topic, organization_id, {event_id: document})
        PUBLISHED.add(topic=topic)


class _Pace:
    """What takes long to count is counted less often: a part of the time at most."""

    def __init__(self) -> None:
        self._due: dict[tuple[str, UUID], float] = {}
        """By topic and event."""

    def is_due(self, counted: tuple[str, UUID], now: float) -> bool:
        return self._due.get(counted, now) <= now

    def note(self, counted: Iterable[tuple[str, UUID]], begun_at: float, ended_at: float) -> None:
        """Remember how long it took to count these together."""
        if len(self._due) >= MOST_MARKS:
            self._due = {each: due for each, due in self._due.items() if due > ended_at}
        self._due |= dict.fromkeys(counted, ended_at + (ended_at - begun_at) * REST_FACTOR)


_pace: Final = _Pace()


def _publish_now(
    link: RedisClient, topic: str, organization_id: UUID, ids: Collection[UUID]
) -> int:
    try:
        documents = _numbers[topic](organization_id, ids)
    except Exception:
        log.exception("live numbers not counted", topic=topic)
        _send(link, {f"{topic} {organization_id} {each}" for each in ids})
        return 0
    if documents:
        _tell(link, topic, organization_id, documents)
        PUBLISHED.add(len(documents), topic=topic)
    return len(documents)


def _tell(
    link: RedisClient, topic: str, organization_id: UUID, documents: Mapping[UUID, bytes]
) -> None:
    first = last_name(channel(topic, organization_id, next(iter(documents))))
    link.ask("live", lambda redis: _write(redis, topic, organization_id, documents), at=first)


def _write(redis: Any, topic: str, organization_id: UUID, documents: Mapping[UUID, bytes]) -> None:
    pipeline = redis.pipeline(transaction=False)
    for event_id, document in documents.items():
        name = channel(topic, organization_id, event_id)
        pipeline.set(last_name(name), document, ex=LAST_SECONDS)
        pipeline.publish(name, document)
    pipeline.execute()


def _send(link: RedisClient, members: Collection[str]) -> None:
    with suppress(RedisDown):
        link.ask("live", lambda redis: redis.sadd(MARKS, *members), at=MARKS)
