"""What is left of an event's tickets, counted for the relay whenever it changes."""

from collections import OrderedDict
from collections.abc import Collection
from typing import Final
from uuid import UUID

from turnout.kernel import clock
from turnout.modules.discovery import api as discovery
from turnout.site.events import service
from turnout.site.events.availability import document, tickets_of

MOST_EVENTS: Final = 192


def _published(summary: discovery.EventSummary) -> discovery.PublishedEvent | None:
    return discovery.find_event(summary.organization.slug, summary.slug)


class LiveTickets:
    """Counts for the relay; public events only: what is left of a private one is not for all."""

    def __init__(self) -> None:
        self._known: OrderedDict[UUID, discovery.PublishedEvent] = OrderedDict()

    def numbers(self, organization_id: UUID, pool_ids: Collection[UUID]) -> dict[UUID, bytes]:
        """The document of every published event that sells places of these pools."""
        found = {}
        for event_id in service.events_selling_from(organization_id, pool_ids):
            event = self._find(organization_id, event_id)
            if event is not None:
                stock = service.count_stock(event)
                offers, now = event.page.offers, clock.now()
                found[event_id] = document(tickets_of(event.summary, offers, stock, now=now))
        return found

    def _find(self, organization_id: UUID, event_id: UUID) -> discovery.PublishedEvent | None:
        """The event as it is published now; read again when its version has changed."""
        known = self._known.pop(event_id, None)
        version = discovery.version_of_event(organization_id, event_id)
        if version is None:
            return None
        if known is None or known.summary.version_tag != version:
            summary = discovery.find_event_by_id(organization_id, event_id)
            known = None if summary is None else _published(summary)
        if known is not None:
            self._known[event_id] = known
            if len(self._known) > MOST_EVENTS:
                self._known.popitem(last=False)
        return known
