"""Who sells at the desk: whoever may record money for orders; and devices that may sell."""

from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.badges import api as badges
from turnout.modules.box_office.types import NewDeskSale
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin_devices import api as checkin_devices
from turnout.modules.received_payments import api as received_payments

SELL = received_payments.RECORD


def require_can_sell(ctx: OrganizationContext, event_id: UUID) -> None:
    received_payments.require_can_record(ctx, event_id)


def require_selling_device(ctx: Context) -> checkin_devices.DeviceContext:
    """The device that asks, if its joining code lets it sell."""
    return checkin_devices.require_selling_device(ctx)


def require_can_sell_so(ctx: OrganizationContext, sale: NewDeskSale) -> None:
    """Whoever sells, and lets the buyers in or prints their badges besides, may do that too."""
    require_can_sell(ctx, sale.event_id)
    if sale.admits:
        require(ctx, checkin.SCAN, event_id=sale.event_id)
    if sale.prints_badges:
        badges.require_can_print(ctx, sale.event_id)
