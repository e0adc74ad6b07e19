"""Who may write a form: whoever may change what the event sells."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import require

READ: Final = "catalog.read"
EDIT: Final = "catalog.edit"
"""Of the catalog: who sells an event's tickets asks the questions, too."""


def require_can_read(ctx: Context, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_edit(ctx: Context, event_id: UUID) -> None:
    require(ctx, EDIT, event_id=event_id)
