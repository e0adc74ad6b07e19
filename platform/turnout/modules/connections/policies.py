"""Who may see and configure connections."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import MANAGERS, permission, require

READ: Final = permission(
    "connections.read", "see connections and their health", roles=MANAGERS, is_limitable=False
)
EDIT: Final = permission(
    "connections.edit", "configure connections", roles=MANAGERS, is_limitable=False
)

OPEN: Final[dict[str, str]] = {
    "note_delivery": "whoever puts files into a store says how that ended",
    "open_store": "whoever puts files into a store: exports, warehouse feeds",
    "open_gateway": "whoever runs a use case that needs the provider: payments, notifications",
}


def require_can_read(ctx: Context) -> None:
    require(ctx, READ)


def require_can_edit(ctx: Context) -> None:
    require(ctx, EDIT)
