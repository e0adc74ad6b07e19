"""Who sets up an event's certificates, who issues and revokes them, and who may have theirs."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, PublicContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import require
from turnout.modules.checkin import api as checkin
from turnout.modules.events import api as events

READ: Final = checkin.SCAN
EDIT: Final = events.WRITE
MANAGE: Final = checkin.MANAGE


def require_can_read(ctx: Context, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_edit(ctx: Context, event_id: UUID) -> None:
    require(ctx, EDIT, event_id=event_id)


def require_can_manage(ctx: Context, event_id: UUID) -> None:
    require(ctx, MANAGE, event_id=event_id)


def require_can_have(ctx: Context, event_id: UUID) -> None:
    """Who holds a ticket, whose secret was proven (a PublicContext by now), or who manages."""
    if not isinstance(ctx, PublicContext):
        require_can_manage(ctx, event_id)


def require_public(ctx: Context) -> None:
    """Who has a ticket's secret, which was proven, or a certificate's code; tries are limited."""
    if not isinstance(ctx, PublicContext):
        raise Forbidden
