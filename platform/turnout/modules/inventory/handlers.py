"""The stock's answers to events and the catalog (places taken, places left), and copies."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.events.facts import EventCopied
from turnout.modules.inventory import queries, service

events.EVENT_EXPORTED.register(service.export_sale)
events.EVENT_IMPORTED.register(service.import_sale)
events.PLACES_SOLD.register(queries.taken_of_events)
catalog.REMAINING.register(queries.remaining)
catalog.PLACES.register(queries.places)


@on(EventCopied)
def copy_sale(ctx: OrganizationContext, fact: EventCopied) -> None:
    service.copy_sale(ctx, fact)
