"""Who sets up check-in devices, and what a device may do itself."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, permission, require
from turnout.modules.badges import api as badges
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin_devices import rules
from turnout.modules.checkin_devices.errors import (
    JoiningCodeNotFound,
    NotAKiosk,
    NotAtKiosks,
    SellingNotAllowed,
)
from turnout.modules.checkin_devices.types import DeviceContext, StoredDevice
from turnout.modules.received_payments import api as received_payments

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


def permissions_of(device: StoredDevice) -> frozenset[str]:
    """What a device may in its event: scan, and what its joining code gave it besides."""
    given = {checkin.SCAN}
    if device.may_override:
        given.add(checkin.OVERRIDE)
    if device.may_sell:
        given |= {received_payments.RECORD, badges.PRINT}
    if device.kiosk is not None and device.kiosk.prints_badges:
        given.add(badges.PRINT)
    if device.kiosk is None and device.print_station_id is not None:
        given.add(badges.PRINT)
    return frozenset(given)


def require_selling_device(ctx: Context) -> DeviceContext:
    """The device that asks, if it may sell; SellingNotAllowed for another."""
    found = require_device(ctx)
    if not found.device.may_sell:
        raise SellingNotAllowed
    return found


def require_kiosk(ctx: Context) -> DeviceContext:
    """The kiosk that asks; NotAKiosk for a device that the team holds."""
    found = require_device(ctx)
    if found.device.kiosk is None:
        raise NotAKiosk
    return found


def require_staffed_device(ctx: Context) -> DeviceContext:
    """The device that asks, if the team holds it; NotAtKiosks for a kiosk."""
    found = require_device(ctx)
    if found.device.kiosk is not None:
        raise NotAtKiosks
    return found


def require_device(ctx: Context) -> DeviceContext:
    """The device that asks; Forbidden for anybody else."""
    if not isinstance(ctx, DeviceContext):
        raise Forbidden("This is for check-in devices.")
    return ctx
