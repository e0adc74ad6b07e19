"""Giving an order back on its page, where the event was called off or put off."""

from dataclasses import replace

from turnout.kernel.db.tx import transaction
from turnout.modules.orders import api as orders
from turnout.site.order_views import OrderPage
from turnout.site.seats import Key


def with_offer(view: OrderPage, key: Key, request_id: str) -> OrderPage:
    """The page with the way to have the money back, where the organizer offered it."""
    if view.state != "confirmed":
        return view
    with transaction(key.context(request_id)) as tx:
        event_id = orders.get_order_view(tx, key.order_id).event_id
        is_offered = orders.may_claim_refund(tx, event_id)
    return replace(view, return_url=f"{key.path}/return") if is_offered else view


def give_back(key: Key, request_id: str) -> None:
    orders.claim_event_refund(key.context(request_id), key.order_id)
