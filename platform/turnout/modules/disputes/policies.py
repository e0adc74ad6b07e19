"""Who reads disputes with their evidence, and who answers them."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import MANAGERS, permission, require
from turnout.modules.payments import api as payments

READ: Final = payments.READ
ANSWER: Final = permission(
    "payments.answer-disputes",
    "answer disputes with evidence, or let them go",
    roles=MANAGERS,
    is_limitable=False,
)

OPEN: Final[dict[str, str]] = {
    "list_due_reminders": "a job: claims ids",
    "list_due_responses": "a job: claims ids",
}


def require_can_read(ctx: Context) -> None:
    require(ctx, READ)


def require_can_answer(ctx: Context) -> None:
    require(ctx, ANSWER)
