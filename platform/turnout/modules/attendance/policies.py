"""Who sees the attendance of an event, and who may take it along as a table."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.checkin import api as checkin

READ: Final = checkin.SCAN
EXPORT: Final = checkin.MANAGE


def require_can_read(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_export(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, EXPORT, event_id=event_id)
