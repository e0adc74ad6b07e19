"""Who may see the keys that tickets are checked with, and choose what stands on PDF tickets."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import TEAM, permission, require
from turnout.modules.events import api as events

KEYS: Final = permission("tickets.keys", "read the public keys of tickets", roles=TEAM)

READ: Final = events.READ
EDIT: Final = events.WRITE

OPEN: Final[dict[str, str]] = {
    "ensure_event_key": "handlers and jobs; makes a key and gives nothing away",
    "read_code": "checkin has asked who scans; a code proves itself",
    "render_pdf": "orders and notifications have asked whose tickets these are",
    "list_calendar_entries": "calendars has asked whose tickets these are",
    "list_entry_messages": "notifications has asked whose tickets these are",
    "render_calendar_of": "orders and notifications have asked whose tickets these are",
}
"""Use cases without a permission of their own, and who may call them."""


def require_can_read_keys(ctx: Context, event_id: UUID) -> None:
    require(ctx, KEYS, event_id=event_id)


def require_can_read_barcodes(ctx: Context, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_edit_barcodes(ctx: Context, event_id: UUID) -> None:
    require(ctx, EDIT, event_id=event_id)
