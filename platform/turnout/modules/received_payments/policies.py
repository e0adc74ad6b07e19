"""Who records money that they took, and who sees it."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import MANAGERS, permission, require
from turnout.modules.orders import api as orders

READ: Final = orders.READ
RECORD: Final = permission(
    "orders.record-payments", "record money for orders that they received", roles=MANAGERS
)


def require_can_read(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_record(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, RECORD, event_id=event_id)
