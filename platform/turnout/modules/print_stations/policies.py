"""Who sets up print stations, who sends badges to them, and what a connector may do itself."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, permission, require
from turnout.modules.badges import api as badges
from turnout.modules.checkin_devices import api as checkin_devices
from turnout.modules.print_stations import rules
from turnout.modules.print_stations.errors import NoStationForDevice, StationCodeNotFound
from turnout.modules.print_stations.types import ConnectorContext

MANAGE: Final = permission(
    "print-stations.manage", "add and remove print stations and their connectors", roles=MANAGERS
)
JOB: Final = "print_stations"
OF_CONNECTOR: Final = frozenset({badges.READ, badges.PRINT})
"""A connector draws the badges of its own jobs, which its routes alone name."""


def require_can_manage(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, MANAGE, event_id=event_id)


def require_can_read(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, badges.READ, event_id=event_id)


def require_can_print(ctx: OrganizationContext, event_id: UUID) -> None:
    """Whoever may print badges sends them, and looks after the queue."""
    require(ctx, badges.PRINT, event_id=event_id)


def require_station_code(code: str) -> None:
    """Whoever has the code of a station may join by it; what is none was never made by us."""
    if not rules.is_code_shaped(code):
        raise StationCodeNotFound


def require_connector(ctx: Context) -> ConnectorContext:
    """The connector that asks; Forbidden for anybody else."""
    if not isinstance(ctx, ConnectorContext):
        raise Forbidden("This is for connectors of print stations.")
    return ctx


def require_printing_device(ctx: Context) -> tuple[checkin_devices.StoredDevice, UUID]:
    """The device that asks, and the station that its joining code gave it."""
    device = checkin_devices.require_device(ctx).device
    if device.print_station_id is None:
        raise NoStationForDevice
    return device, device.print_station_id
