"""Orders as a buyer makes them, and their mails as the database knows them."""

from typing import Any
from uuid import UUID

from tests.factories.sales import MadeShop

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.ids import new_id
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.types import Mail


def an_address() -> str:
    return f"buyer-{new_id().hex}@people.example"


def place(client: Any, shop: MadeShop, *, quantity: int = 1, **buyer: Any) -> dict[str, Any]:
    """A confirmed free order; its answer."""
    buyer.setdefault("email", an_address())
    body = shop.basket(shop.add_type(), quantity=quantity, **buyer)
    answer = client.post(shop.orders_path, json=body)
    assert answer.status_code == 201, answer.json
    assert answer.json["state"] == "confirmed"
    return {**answer.json, "email": buyer["email"]}


def mails_of(shop: MadeShop, order_id: str | None = None) -> list[Mail]:
    """Newest first."""
    wanted = UUID(order_id) if order_id else None
    return notifications.list_mails(shop.organizer, PageRequest(), order_id=wanted).items
