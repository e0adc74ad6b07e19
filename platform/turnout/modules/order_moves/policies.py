"""Who moves orders: whoever may change them."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import require
from turnout.modules.orders import api as orders

MOVE: Final = orders.EDIT


def require_can_move(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, MOVE, event_id=event_id)
