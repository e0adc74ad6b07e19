"""Events as others read them, inside their transaction, and the addresses of their pages."""

from collections.abc import Collection, Sequence
from types import SimpleNamespace
from uuid import UUID

from turnout.assets.paper.qr_code import svg_file
from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.values import from_attributes
from turnout.modules.events import policies
from turnout.modules.events.errors import EventNotFound
from turnout.modules.events.models import EventRow, State
from turnout.modules.events.queries import events as queries
from turnout.modules.events.types import Event, EventBrief, Location
from turnout.modules.organizations import api as organizations
from turnout.modules.venues import api as venues

CELL = 8
"""Pixels, or units of the drawing, to a cell of a QR code."""


def get_event(tx: Transaction, event_id: UUID) -> Event:
    """The event, or EventNotFound; one in the bin is found: its orders still name it."""
    found = find_event(tx, event_id)
    if found is None:
        raise EventNotFound
    return found


def find_event(tx: Transaction, event_id: UUID) -> Event | None:
    row = queries.find_columns(tx, event_id)
    return None if row is None else to_event(tx, row)


def get_event_brief(tx: Transaction, event_id: UUID) -> EventBrief:
    """The event in brief, or EventNotFound; one in the bin is not found."""
    return EventBrief.of(queries.get_event(tx, event_id))


def lock_event_brief(tx: Transaction, event_id: UUID) -> EventBrief:
    """The event in brief, locked for whoever changes what hangs on it.

    EventNotFound without it, EventArchived when it is put away.
    """
    return EventBrief.of(queries.lock_open_event(tx, event_id))


def lock_open_event(tx: Transaction, event_id: UUID) -> Event:
    """The whole event, locked for whoever changes what hangs on it; as `lock_event_brief`."""
    return to_event(tx, queries.lock_open_event(tx, event_id))


def find_event_by_slug(tx: Transaction, slug: str) -> Event | None:
    """The event that has this address name, or had it: then its `slug` is another."""
    row = queries.find_event_by_slug(tx, slug)
    return None if row is None else to_event(tx, row)


def list_events(
    tx: Transaction,
    request: PageRequest,
    *,
    states: Collection[State] = (),
    text: str = "",
    only: Collection[UUID] | None = None,
    templates: bool = False,
) -> Page[Event]:
    """Newest first; two statements, however many events."""
    rows = queries.list_events(
        tx, request, states=states, text=text, only=only, templates=templates
    )
    found = page(rows, request, key=lambda row: ("", row.id))
    places = _places(tx, found.items)
    return found.map(lambda row: Event.of(row, places.get(row.venue_id)))


def to_event(tx: Transaction, row: EventRow | SimpleNamespace) -> Event:
    return to_events(tx, [row])[0]


def events_by_id(tx: Transaction, event_ids: Collection[UUID]) -> list[Event]:
    """Those that are there, in no order."""
    return to_events(tx, queries.list_by_id(tx, event_ids))


def to_events(tx: Transaction, rows: Sequence[EventRow | SimpleNamespace]) -> list[Event]:
    places = _places(tx, rows)
    return [Event.of(row, places.get(row.venue_id)) for row in rows]


def _places(
    tx: Transaction, rows: Sequence[EventRow | SimpleNamespace]
) -> dict[UUID | None, Location]:
    """Venues of events that state no place of their own."""
    wanted = {row.venue_id for row in rows if row.venue_id is not None and not row.location}
    found = venues.venues_by_id(tx, list(wanted)) if wanted else {}
    return {key: from_attributes(Location, venue) for key, venue in found.items()}


def page_url(tx: Transaction, slug: str) -> str:
    """The address of an event's public page."""
    home = organizations.branding_of(tx)
    return f"{runtime.current().settings.origin_of(home.host)}/{home.slug}/{slug}"


def read_share_link(ctx: OrganizationContext, event_id: UUID) -> str:
    """The address to pass on. It stays right when the event is renamed: old ones lead on."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return page_url(tx, queries.get_event(tx, event_id).slug)


def draw_share_code(ctx: OrganizationContext, event_id: UUID) -> bytes:
    """The page's address as a QR code, an SVG drawing that prints at any size."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        url = page_url(tx, queries.get_event(tx, event_id).slug)
    return svg_file(url, cell=CELL)
