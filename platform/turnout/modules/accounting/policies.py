"""Who may reconcile, bring statements, look at payouts and export."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import MANAGERS, permission, require

RECONCILE: Final = permission(
    "accounting.reconcile",
    "reconcile orders with payments and ledger",
    roles=MANAGERS,
    is_limitable=False,
)
READ: Final = permission(
    "accounting.read",
    "see payouts, findings and the accounts of the books",
    roles=MANAGERS,
    is_limitable=False,
)
IMPORT: Final = permission(
    "accounting.import",
    "bring statements of the bank and say what their lines are for",
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


def require_can_reconcile(ctx: Context) -> None:
    require(ctx, RECONCILE)


def require_can_read(ctx: Context) -> None:
    require(ctx, READ)


def require_can_import(ctx: Context) -> None:
    require(ctx, IMPORT)


def require_can_configure(ctx: Context) -> None:
    require(ctx, CONFIGURE)


def require_can_export(ctx: Context) -> None:
    require(ctx, EXPORT)
