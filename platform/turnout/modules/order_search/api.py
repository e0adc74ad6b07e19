"""The front door of order search."""

from turnout.modules.order_search.queries.index import mark_orders
from turnout.modules.order_search.queries.search import (
    known_orders,
    list_attendee_ids,
    list_attendees,
    list_order_ids,
    list_orders,
)
from turnout.modules.order_search.service.exports import (
    EventLabels,
    attendees_table,
    orders_table,
)
from turnout.modules.order_search.service.search import (
    count_attendees,
    count_orders,
    search_attendees,
    search_orders,
)
from turnout.modules.order_search.types import (
    ORDER_STATES,
    AttendeeFilter,
    AttendeeSort,
    FoundAttendee,
    FoundOrder,
    OrderFilter,
    OrderSort,
)
