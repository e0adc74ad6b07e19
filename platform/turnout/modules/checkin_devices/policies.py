"""Who sets up check-in devices, and what a device may do itself."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, permission, require
from turnout.modules.checkin_devices import rules
from turnout.modules.checkin_devices.errors import JoiningCodeNotFound
from turnout.modules.checkin_devices.types import DeviceContext

MANAGE: Final = permission(
    "checkin-devices.manage", "add and remove check-in devices", roles=MANAGERS
)
JOB: Final = "checkin_devices"


def require_can_manage(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, MANAGE, event_id=event_id)


def require_joining_code(code: str) -> None:
    """Whoever has a joining code may join by it; what is none was never made by us."""
    if not rules.is_code_shaped(code):
        raise JoiningCodeNotFound


def require_device(ctx: Context) -> DeviceContext:
    """The device that asks; Forbidden for anybody else."""
    if not isinstance(ctx, DeviceContext):
        raise Forbidden("This is for check-in devices.")
    return ctx
