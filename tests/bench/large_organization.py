"""An organization with many events of long programmes: what its lists and pages cost.

The rows are multiplied from one event that was made through the front doors, by statements that
the database carries out itself: a thousand events of five hundred sessions in half a minute.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg

P95_MS = 60
ROUNDS = 60
WARM_UP = 3
EVENTS_IN_ALL = 1_000
SESSIONS = 500

COPIES = """
    CREATE TEMPORARY TABLE copies AS
    SELECT n, md5(%(event)s || n)::uuid AS event_id FROM generate_series(1, %(events)s) n
"""
EVENTS = """
    INSERT INTO {table} SELECT made.* FROM {table} t, copies c, LATERAL jsonb_populate_record(
        t, jsonb_build_object('id', c.event_id, 'slug', t.slug || '-' || c.n,
            'title', t.title || ' ' || c.n)) made
    WHERE t.organization_id = %(organization)s AND t.id = %(event)s
"""
SLUGS = """
    INSERT INTO event_slugs SELECT made.* FROM event_slugs t, copies c,
        LATERAL jsonb_populate_record(t, jsonb_build_object('id', md5(t.id::text || c.n)::uuid,
            'event_id', c.event_id, 'slug', t.slug || '-' || c.n)) made
    WHERE t.organization_id = %(organization)s AND t.event_id = %(event)s
"""
PARTS = """
    INSERT INTO {table} SELECT made.* FROM {table} t, copies c, LATERAL jsonb_populate_record(
        t, jsonb_build_object('id', md5(t.id::text || c.n)::uuid, 'event_id', c.event_id{more})
        ) made
    WHERE t.organization_id = %(organization)s AND t.event_id = %(event)s
"""
TRACK_TOO = ", 'track_id', md5(t.track_id::text || c.n)::uuid"
APPEARANCES = """
    INSERT INTO session_speakers SELECT made.* FROM session_speakers t
    JOIN sessions s ON s.organization_id = t.organization_id AND s.id = t.session_id, copies c,
        LATERAL jsonb_populate_record(t, jsonb_build_object('id', md5(t.id::text || c.n)::uuid,
            'session_id', md5(t.session_id::text || c.n)::uuid,
            'speaker_id', md5(t.speaker_id::text || c.n)::uuid)) made
    WHERE s.organization_id = %(organization)s AND s.event_id = %(event)s
"""


LONGER = """
    CREATE TEMPORARY TABLE numbers AS SELECT n FROM generate_series(1, %(sessions)s) n
"""
FURTHER = (
    """
    INSERT INTO speakers SELECT made.* FROM speakers t, numbers c, LATERAL jsonb_populate_record(
        t, jsonb_build_object('id', md5('long' || t.id || c.n)::uuid, 'name', 'Speaker ' || c.n)) made
    WHERE t.organization_id = %(organization)s AND t.event_id = %(event)s AND c.n %% 4 = 0
    """,
    """
    INSERT INTO sessions SELECT made.* FROM sessions t, numbers c, LATERAL jsonb_populate_record(
        t, jsonb_build_object('id', md5('long' || t.id || c.n)::uuid, 'title', 'Talk ' || c.n,
            'starts_at', t.starts_at + make_interval(mins => 15 * (c.n %% 60)::int),
            'ends_at', t.ends_at + make_interval(mins => 15 * (c.n %% 60)::int))) made
    WHERE t.organization_id = %(organization)s AND t.event_id = %(event)s
    """,
    """
    INSERT INTO session_speakers SELECT made.* FROM session_speakers t
    JOIN sessions s ON s.organization_id = t.organization_id AND s.id = t.session_id
        AND s.event_id = %(event)s, numbers c,
        LATERAL jsonb_populate_record(t, jsonb_build_object('id', md5('long' || t.id || c.n)::uuid,
            'session_id', md5('long' || s.id || c.n)::uuid,
            'speaker_id', CASE WHEN c.n < 4 THEN t.speaker_id
                ELSE md5('long' || t.speaker_id || (c.n - c.n %% 4))::uuid END)) made
    WHERE t.organization_id = %(organization)s
    """,
)


@dataclass(frozen=True, slots=True)
class LargeOrganization:
    """The organization, the event that was multiplied, and the ids of its copies."""

    organization_id: UUID
    organization_slug: str
    event_id: UUID
    event_slug: str
    copies: Sequence[UUID]
    bearer: dict[str, str]


def make_model() -> tuple[Any, Any]:
    """A published event with one session, its speaker and its track."""
    from tests.factories.sales import make_shop
    from turnout.kernel.db.tx import transaction
    from turnout.modules.events import api as events
    from turnout.modules.programme import api as programme

    shop = make_shop(title="Crowded Conference")
    shop.add_type()
    ctx, event_id = shop.organizer, shop.event_id
    with transaction(ctx) as tx:
        event = events.get_event(tx, event_id)
    track = programme.create_track(ctx, event_id, "Main track")
    speaker = programme.create_speaker(ctx, event_id, programme.NewSpeaker(name="Ada"))
    new = programme.NewSession(
        title="Talk on things that matter",
        abstract="<p>What it is about, in two or three sentences. There is more to it.</p>",
        starts_at=event.starts_at,
        ends_at=event.starts_at + timedelta(minutes=14),
        track_id=track.id,
        speaker_ids=(speaker.id,),
    )
    programme.create_session(ctx, event_id, new)
    return shop, event


def multiply(superuser_url: str, shop: Any, *, events: int, sessions: int) -> list[UUID]:
    """Lengthen an event's programme, then copy it with programme and page; the copies' ids."""
    from turnout.modules.discovery import api as discovery

    values = {
        "organization": shop.organization.id,
        "event": str(shop.event_id),
        "events": events,
        "sessions": sessions - 1,
    }
    with quiet(superuser_url) as connection:
        for statement in (LONGER, *FURTHER):
            connection.execute(statement, values)
    discovery.index_organization(shop.organizer)
    discovery.index_event(shop.organizer, shop.event_id)
    with quiet(superuser_url) as connection:
        connection.execute(COPIES, values)
        connection.execute(EVENTS.format(table="events"), values)
        connection.execute(EVENTS.format(table="discovery_events"), values)
        connection.execute(SLUGS, values)
        for table, more in (("tracks", ""), ("speakers", ""), ("sessions", TRACK_TOO)):
            connection.execute(PARTS.format(table=table, more=more), values)
        connection.execute(APPEARANCES, values)
        found = connection.execute("SELECT event_id FROM copies ORDER BY n").fetchall()
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute("ANALYZE")
    return [row[0] for row in found]


@contextmanager
def quiet(superuser_url: str) -> Iterator[psycopg.Connection[Any]]:
    """Without triggers: neither an audit entry nor a look at the keys for a million rows."""
    with psycopg.connect(superuser_url) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection


def make_large_organization(superuser_url: str, *, events: int, sessions: int) -> LargeOrganization:
    from tests.factories.people import bearer

    shop, event = make_model()
    copies = multiply(superuser_url, shop, events=events, sessions=sessions)
    return LargeOrganization(
        organization_id=shop.organization.id,
        organization_slug=shop.organization.slug,
        event_id=shop.event_id,
        event_slug=event.slug,
        copies=copies,
        bearer=bearer(shop.organization.owner),
    )


def questions(crowd: LargeOrganization) -> dict[str, Callable[[int], str]]:
    """What members and visitors ask for: by name, the address for the n-th time."""
    api = f"/api/v1/organizations/{crowd.organization_id}"
    page = f"/{crowd.organization_slug}"

    def one(number: int) -> UUID:
        return crowd.copies[number % len(crowd.copies)]

    def slug(number: int) -> str:
        return f"{crowd.event_slug}-{number % len(crowd.copies) + 1}"

    return {
        "list of events": lambda _: f"{api}/events?limit=50",
        "event": lambda n: f"{api}/events/{one(n)}",
        "sessions": lambda n: f"{api}/events/{one(n)}/sessions?limit=50",
        "programme": lambda n: f"{api}/events/{one(n)}/programme",
        "public event": lambda n: f"{api}/public-events/{slug(n)}",
        "page of an event": lambda n: f"{page}/{slug(n)}",
        "page of an organization": lambda _: page,
        "directory": lambda _: "/events",
    }


def measure(postgres: Any, settings: Any) -> dict[str, float]:
    """The 95th percentile of each question, in milliseconds, in a full organization."""
    from tests.bench.setup import DATABASE
    from turnout.app import create_app

    crowd = make_large_organization(
        postgres.superuser_url(DATABASE), events=EVENTS_IN_ALL, sessions=SESSIONS
    )
    with create_app(settings).test_client() as client:
        return {
            name: p95_ms(client, address, crowd.bearer, base_url=settings.public_url)
            for name, address in questions(crowd).items()
        }


def p95_ms(
    client: Any, address: Callable[[int], str], headers: dict[str, str], *, base_url: str
) -> float:
    """Of single requests, one after the other; each of another event where there is one."""
    spent: list[float] = []
    for number in range(ROUNDS + WARM_UP):
        began = time.perf_counter()
        answer = client.get(address(number), headers=headers, base_url=base_url)
        spent.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address(number)} answered {answer.status_code}")
    return statistics.quantiles(spent[WARM_UP:], n=20)[-1]
