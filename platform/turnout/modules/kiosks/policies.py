"""Who may use a kiosk's functions: the kiosk itself, by its token."""

from turnout.kernel.context import Context
from turnout.modules.checkin_devices import api as checkin_devices
from turnout.modules.kiosks.errors import PrintsNoBadges


def require_kiosk(ctx: Context) -> checkin_devices.DeviceContext:
    """The kiosk that asks; NotAKiosk for a device that the team holds."""
    return checkin_devices.require_kiosk(ctx)


def require_printing_kiosk(ctx: Context) -> checkin_devices.DeviceContext:
    """The kiosk that asks, if its joining code lets it print; PrintsNoBadges for another."""
    found = require_kiosk(ctx)
    if found.device.kiosk is None or not found.device.kiosk.prints_badges:
        raise PrintsNoBadges
    return found
