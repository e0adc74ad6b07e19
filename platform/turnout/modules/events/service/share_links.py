"""Where an event's page is, and the code that leads there."""

from uuid import UUID

from turnout.assets.paper.qr_code import svg_file
from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.events import policies
from turnout.modules.events.queries import events as queries
from turnout.modules.organizations import api as organizations

CELL = 8
"""Pixels, or units of the drawing, to a cell of the code."""


def page_url(tx: Transaction, slug: str) -> str:
    """The address of an event's public page."""
    home = organizations.branding_of(tx).slug
    return f"{runtime.current().settings.public_url.rstrip('/')}/{home}/{slug}"


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
