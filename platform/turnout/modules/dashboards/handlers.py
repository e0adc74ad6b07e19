"""What has dashboards counted again: facts of orders, and the door's own marks."""

from turnout.kernel.messaging import live
from turnout.modules.dashboards import service
from turnout.modules.orders.facts import (
    InstalmentPaid,
    OrderRefunded,
    OrderStateChanged,
    OrderTicketsReturned,
)

live.register(live.DASHBOARD, service.live_dashboards)
live.follow(live.DASHBOARD, OrderStateChanged, OrderRefunded, InstalmentPaid, OrderTicketsReturned)
