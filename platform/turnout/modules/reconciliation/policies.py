"""Who may reconcile, bring bank statements and look at payouts."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import MANAGERS, permission, require
from turnout.modules.accounting import api as accounting

RECONCILE: Final = permission(
    "accounting.reconcile",
    "reconcile orders with payments and ledger",
    roles=MANAGERS,
    is_limitable=False,
)
IMPORT: Final = permission(
    "accounting.import",
    "bring statements of the bank and say what their lines are for",
    roles=MANAGERS,
    is_limitable=False,
)
READ: Final = accounting.READ

OPEN: Final[dict[str, str]] = {}


def require_can_reconcile(ctx: Context) -> None:
    require(ctx, RECONCILE)


def require_can_import(ctx: Context) -> None:
    require(ctx, IMPORT)


def require_can_read(ctx: Context) -> None:
    require(ctx, READ)


def require_can_export(ctx: Context) -> None:
    require(ctx, accounting.EXPORT)
