"""Who may set capacities."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

READ: Final = permission("inventory.read", "see capacities and what is taken", roles=TEAM)
EDIT: Final = permission("inventory.edit", "set capacities", roles=MANAGERS)


OPEN: Final[dict[str, str]] = {
    "copy_sale": "a reaction to an event that was copied: handlers only",
}


def require_can_read(ctx: Context, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_edit(ctx: Context, event_id: UUID) -> None:
    require(ctx, EDIT, event_id=event_id)
