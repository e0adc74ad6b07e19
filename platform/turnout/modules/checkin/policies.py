"""Who may let people in, and who may take it back."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

SCAN: Final = permission("checkin.scan", "check people in", roles=TEAM)
UNDO: Final = permission("checkin.undo", "take a check-in back", roles=MANAGERS)
OVERRIDE: Final = permission(
    "checkin.override", "let people in whom a rule of a list refuses", roles=MANAGERS
)
MANAGE: Final = permission("checkin.manage", "set up check-in lists", roles=MANAGERS)

OPEN: Final[dict[str, str]] = {
    "ensure_default_list": "handlers; an event that is published can be entered",
    "follow_event": "handlers; days at the door are days of the event's time zone",
}
"""Use cases without a permission of their own, and who may call them."""


def require_can_scan(ctx: Context, event_id: UUID) -> None:
    require(ctx, SCAN, event_id=event_id)


def require_can_undo(ctx: Context, event_id: UUID) -> None:
    require(ctx, UNDO, event_id=event_id)


def require_can_override(ctx: Context, event_id: UUID) -> None:
    require(ctx, OVERRIDE, event_id=event_id)


def require_can_manage(ctx: Context, event_id: UUID) -> None:
    require(ctx, MANAGE, event_id=event_id)
