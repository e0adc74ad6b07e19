"""Published events in great number, of the words of real programmes, as the public search has them.

They are rows of the read model alone: no event, programme or ticket type stands behind them.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import islice
from typing import Any, Final

import msgspec
import psycopg

from tests.factories.people import MadeOrganization, context_of, make_organization
from tests.relevance.talks import all_talks
from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.modules.discovery.queries.index import SEARCH
from turnout.modules.discovery.service.index import index_organization
from turnout.places.lookup import find_city
from turnout.places.types import City
from turnout.search_words.texts import document, plain_names, stemmer_of, vocabulary

ORGANIZATIONS: Final = 20
DAYS: Final = 720
"""Within which they begin."""
AT_ONCE: Final = 20_000
CITIES: Final = (
    ("Brussels", "BE"), ("Berlin", "DE"), ("Munich", "DE"), ("Paris", "FR"), ("Lyon", "FR"),
    ("London", "GB"), ("Nairobi", "KE"), ("Mumbai", "IN"), ("Cairo", "EG"), ("Madrid", "ES"),
    ("Milan", "IT"), ("Lisbon", "PT"), ("Amsterdam", "NL"), ("Vienna", "AT"), ("Toronto", "CA"),
)  # fmt: skip
LANGUAGES: Final = ("en", "en", "en", "de", "fr", "es", "ar", "hi")
KINDS: Final = ("in_person", "in_person", "online", "hybrid")
CURRENCIES: Final = ("EUR", "EUR", "USD", "GBP", "KES")
TICKETS: Final = (
    "Early bird", "Regular", "Student", "Student online", "Press", "Day pass", "Weekend", "Group",
    "Member", "Supporter", "Balcony", "Livestream",
)  # fmt: skip
TICKET_KINDS: Final = ("free", "paid", "donation", "group", "pass")
STAGED: Final = (
    "organization_id", "id", "slug", "title", "summary", "kind", "starts_at", "ends_at", "place",
    "city", "latitude", "longitude", "category", "tags", "language", "price_minor", "currency",
    "programme", "speaker_names", "ticket_names", "ticket_kinds", "heaviest", "heavy", "light",
    "lightest", "stemmer",
)  # fmt: skip
STAGE: Final = """
    CREATE TEMPORARY TABLE staged (organization_id uuid, id uuid, slug text, title text,
        summary text, kind text, starts_at timestamptz, ends_at timestamptz, place text, city text,
        latitude float, longitude float, category text, tags jsonb, language text,
        price_minor bigint, currency text, programme jsonb, speaker_names jsonb,
        ticket_names jsonb, ticket_kinds jsonb, heaviest text, heavy text, light text,
        lightest text, stemmer text)
"""
WRITE: Final = f"""
    INSERT INTO discovery_events (organization_id, id, slug, title, summary, kind, state, starts_at,
        ends_at, time_zone, place, city, latitude, longitude, city_latitude, city_longitude,
        category, tags, language, languages, price_minor, currency, is_public, is_listed, page,
        programme, session_texts, speaker_names, ticket_names, ticket_kinds, search, version,
        changed_at, first_listed_at)
    SELECT organization_id, id, slug, title, summary, kind, 'published', starts_at, ends_at, 'UTC',
        place, city, latitude, longitude, latitude, longitude, category, tags, language,
        jsonb_build_array(language), price_minor, currency, true, true, '{{}}', programme, '{{}}',
        speaker_names, ticket_names, ticket_kinds,
        {SEARCH.replace("%(", "").replace(")s", "")}, 1, now(), now()
    FROM staged
"""
INDEXES: Final = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = 'discovery_events'::regclass AND NOT indisprimary
"""
LEARN: Final = """
    INSERT INTO discovery_words (word) SELECT unnest(%s::text[]) ON CONFLICT (word) DO NOTHING
"""
REMOVE: Final = "DELETE FROM discovery_events WHERE organization_id = ANY(%s)"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Of what events are made: halves of titles, talks and people of the real programmes."""

    begins: tuple[str, ...]
    ends: tuple[str, ...]
    talks: tuple[str, ...]
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    tracks: tuple[str, ...]
    texts: tuple[str, ...]

    @classmethod
    def of_programmes(cls) -> "Vocabulary":
        talks = [each for each in all_talks() if each.title]
        words = [each.title.split() for each in talks]
        people = [one.split() for each in talks for one in each.persons if " " in one]
        return cls(
            begins=_known(" ".join(each[: max(1, len(each) // 2)]) for each in words),
            ends=_known(" ".join(each[max(1, len(each) // 2) :]) for each in words),
            talks=_known(each.title for each in talks),
            first_names=_known(each[0] for each in people),
            last_names=_known(" ".join(each[1:]) for each in people),
            tracks=_known(each.track for each in talks)[:40],
            texts=_known(each.abstract[:200] for each in talks),
        )


def _known(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted({each.strip() for each in texts} - {""}))


@dataclass(slots=True)
class ManyEvents:
    """The organizations whose events they are; `remove` takes the events away again."""

    url: str
    organizations: list[MadeOrganization]
    vocabulary: Vocabulary
    count: int

    def remove(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(REMOVE, [[each.id for each in self.organizations]])
            connection.execute("VACUUM ANALYZE discovery_events")


def fill_events(superuser_url: str, *, count: int, seed: str = "events") -> ManyEvents:
    """So many upcoming listed events. Indexes are made anew after the rows, as a restore does."""
    made = [make_organization(name=f"Fair {number}") for number in range(ORGANIZATIONS)]
    for each in made:
        index_organization(context_of(each, each.owner))
    known = Vocabulary.of_programmes()
    chance = random.Random(seed)  # noqa: S311 - no secret
    rows = (_row(known, made, chance, number) for number in range(count))
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute("SET maintenance_work_mem = '512MB'")
        connection.execute(STAGE)
        indexes = connection.execute(INDEXES).fetchall()
        with connection.transaction():
            for name, _ in indexes:
                connection.execute(f"DROP INDEX {name}".encode())
            while some := list(islice(rows, AT_ONCE)):
                _write(connection, some)
            for _, statement in indexes:
                connection.execute(statement.encode())
        parts = (*known.begins, *known.ends, *known.talks, *known.tracks)
        connection.execute(
            LEARN, [sorted({word for each in parts for word in vocabulary((each,))})]
        )
        connection.execute("VACUUM ANALYZE discovery_events")
        connection.execute("VACUUM ANALYZE discovery_words")
    return ManyEvents(superuser_url, made, known, count)


def _write(connection: psycopg.Connection, rows: Sequence[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY staged ({', '.join(STAGED)}) FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(WRITE.encode())
        cursor.execute("TRUNCATE staged")


def _row(
    known: Vocabulary, made: Sequence[MadeOrganization], chance: random.Random, number: int
) -> tuple[Any, ...]:
    pick = chance.choice
    organization = made[number % len(made)]
    title = f"{pick(known.begins)} {pick(known.ends)}"
    summary, track, language = pick(known.texts), pick(known.tracks), pick(LANGUAGES)
    city, country = pick(CITIES)
    at = _city(city, country)
    place = f"{pick(known.last_names)} Hall, {city}"
    speakers = [f"{pick(known.first_names)} {pick(known.last_names)}" for _ in range(4)]
    talks = [pick(known.talks) for _ in range(5)]
    tags = [pick(known.tracks).lower(), pick(known.first_names).lower()]
    tickets = chance.sample(TICKETS, 3)
    starts_at = clock.now() + timedelta(minutes=chance.randrange(60, DAYS * 1440))
    is_free = chance.random() < 0.3
    programme = {
        "speakers": [{"name": each} for each in speakers],
        "sessions": [{"title": each} for each in talks],
    }
    return (
        organization.id, new_id(), f"many-{number}", title, summary, pick(KINDS), starts_at,
        starts_at + timedelta(hours=chance.randrange(1, 72)), place, city,
        at.latitude + chance.uniform(-0.1, 0.1), at.longitude + chance.uniform(-0.1, 0.1), track,
        _json(tags), language, 0 if is_free else chance.randrange(5, 400) * 100, pick(CURRENCIES),
        _json(programme), _json(plain_names(speakers)), _json(plain_names(tickets)),
        _json(chance.sample(TICKET_KINDS, 2)), document((title,)),
        document((summary, track, *tags, place, organization.name)),
        document((*speakers, *talks)), "", stemmer_of(language),
    )  # fmt: skip


@cache
def _city(name: str, country: str) -> City:
    found = find_city(name, country)
    assert found is not None, name
    return found


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
