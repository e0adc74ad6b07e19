"""Who may export the books, and say under which accounts."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import MANAGERS, permission, require

READ: Final = permission(
    "accounting.read",
    "see payouts, findings and the accounts of the books",
    roles=MANAGERS,
    is_limitable=False,
)
CONFIGURE: Final = permission(
    "accounting.configure",
    "set under which accounts the books are exported",
    roles=MANAGERS,
    is_limitable=False,
)
EXPORT: Final = permission(
    "accounting.export", "export the books", roles=MANAGERS, is_limitable=False
)

OPEN: Final[dict[str, str]] = {}


def require_can_read(ctx: Context) -> None:
    require(ctx, READ)


def require_can_configure(ctx: Context) -> None:
    require(ctx, CONFIGURE)


def require_can_export(ctx: Context) -> None:
    require(ctx, EXPORT)
