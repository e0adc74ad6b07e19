"""The talks as published events of one organization, by the read model's own projection."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.factories.events import make_published_event
from tests.factories.people import context_of, make_organization
from tests.relevance.talks import Talk, all_talks
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.ids import new_id
from turnout.modules.discovery import projection, sources
from turnout.modules.discovery.queries import documents, index
from turnout.modules.discovery.service.index import LEARNING, index_organization
from turnout.modules.discovery.sources import EventSources
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.programme.types import PublicSpeaker
from turnout.modules.search_index import api as search_index

CITY = "Brussels"
STARTS_AT = datetime(2031, 2, 1, 9, tzinfo=UTC)


class Directory:
    """An organization whose events are the talks; `ids` says which event is which talk."""

    def __init__(self) -> None:
        made = make_organization(name="Fosdem Archive")
        self.organization_id = made.id
        ctx = context_of(made, made.owner)
        pattern = make_published_event(ctx, title="Pattern")
        index_organization(ctx)
        self.ids: dict[UUID, str] = {}
        words: set[str] = set()
        with transaction(ctx) as tx:
            found = sources.get_sources(tx, events.get_event(tx, pattern.id))
            name = organizations.branding_of(tx).name
            for number, talk in enumerate(all_talks()):
                as_event = _as_event(found, talk, number)
                self.ids[as_event.event.id] = talk.id
                words |= set(_put(tx, as_event, name))
            search_index.mark(tx, documents.COLLECTION, list(self.ids))
        with transaction(LEARNING) as tx:
            index.insert_words(tx, sorted(words))


def _put(tx: Transaction, found: EventSources, organization_name: str) -> list[str]:
    """Write a row of the read model as the index does; return the words that it teaches."""
    index.put_event(tx, projection.row_of(found, organization_name=organization_name))
    return projection.vocabulary_of(found.event, found.programme, organization_name)


def _as_event(pattern: EventSources, talk: Talk, number: int) -> EventSources:
    starts_at = STARTS_AT + timedelta(minutes=5 * number)
    event = replace(
        pattern.event,
        id=new_id(),
        slug=f"talk-{talk.id}",
        title=talk.title,
        summary=talk.subtitle,
        description=talk.abstract.replace("&", "&amp;").replace("<", "&lt;"),
        category=talk.track,
        language="en",
        tags=(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=25),
        location=events.Location(name=talk.room, city=CITY),
    )
    speakers = tuple(_speaker(name) for name in talk.persons)
    programme = replace(pattern.programme, event_id=event.id, title=talk.title, speakers=speakers)
    return replace(pattern, event=event, programme=programme)


def _speaker(name: str) -> PublicSpeaker:
    return PublicSpeaker(
        id=new_id(),
        name=name,
        biography="",
        professional_title="",
        company="",
        photo_file_id=None,
        links=(),
    )
