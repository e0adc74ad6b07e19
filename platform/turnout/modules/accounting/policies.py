"""Who may reconcile and export."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.permissions import MANAGERS, permission, require

RECONCILE: Final = permission(
    "accounting.reconcile", "reconcile orders with payments and ledger", roles=MANAGERS
)
EXPORT: Final = permission("accounting.export", "export the books", roles=MANAGERS)

OPEN: Final[dict[str, str]] = {}


def require_can_reconcile(ctx: Context) -> None:
    require(ctx, RECONCILE)


def require_can_export(ctx: Context) -> None:
    require(ctx, EXPORT)
