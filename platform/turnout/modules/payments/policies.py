"""Who may see payments and the ledger, and set deliveries going again."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import MANAGERS, permission, require

READ: Final = permission(
    "payments.read", "see payments and the ledger", roles=MANAGERS, is_limitable=False
)
REPLAY: Final = permission(
    "payments.replay",
    "have deliveries of payment providers read again",
    roles=MANAGERS,
    is_limitable=False,
)
COLLECT: Final = permission(
    "payments.collect",
    "collect authorized payments or let them go, and send money at the bank by hand",
    roles=MANAGERS,
    is_limitable=False,
)
REVIEW: Final = permission(
    "payments.review",
    "approve or refuse payments that were held for review",
    roles=MANAGERS,
    is_limitable=False,
)

OPEN: Final[dict[str, str]] = {
    "start": "whoever opened the payment: orders, after its own check",
    "execute": "the jobs that work off planned operations, in a claimed organization",
    "read_delivery": "the jobs that work off the inbox, in a claimed organization",
    "refresh_payment": "reconciliation, after its own check",
    "apply_report": "whoever read a statement or a report, after its own check",
    "set_platform_fee": "the operator's command, by the type of its context",
    "poll_payment": "the job that asks after payments, in a claimed organization",
    "receive_ping": "the hook, after the adapter looked at the delivery; nobody is believed",
}


def require_can_read(ctx: Context) -> None:
    require(ctx, READ)


def require_can_replay(ctx: Context) -> None:
    require(ctx, REPLAY)


def require_can_collect(ctx: Context) -> None:
    require(ctx, COLLECT)


def require_can_review(ctx: Context) -> None:
    require(ctx, REVIEW)
