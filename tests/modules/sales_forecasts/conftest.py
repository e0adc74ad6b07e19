"""Organizations with past events whose sales are known to the ticket, and one event on sale."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from tests.factories.people import MadeOrganization, MadeUser, context_of, make_organization
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.sales_forecasts import service

SOLD = """
    INSERT INTO orders (organization_id, id, number, event_id, state, money_state, currency,
        net_minor, tax_minor, total_minor, paid_minor, refunded_minor, buyer_email, buyer_name,
        locale, channel, placed_at, confirmed_at)
    VALUES (%(organization_id)s, %(id)s, %(id)s::text, %(event_id)s, %(state)s, 'paid',
        %(currency)s, %(gross)s, 0, %(gross)s, %(gross)s, 0, 'b@example.com', 'Bea', 'en',
        'web', %(at)s, %(at)s)
"""
SOLD_LINE = """
    INSERT INTO order_lines (organization_id, id, order_id, ticket_type_id, pool_id, name,
        quantity, unit_minor, tax_rate_bp, net_minor, tax_minor, gross_minor, returned)
    VALUES (%(organization_id)s, %(line_id)s, %(id)s, %(type_id)s, %(pool_id)s, 'Ticket',
        %(quantity)s, 1000, 0, %(gross)s, 0, %(gross)s, %(returned)s)
"""
DATED = """
    UPDATE events SET starts_at = %(starts_at)s, ends_at = %(ends_at)s, state = %(state)s
    WHERE organization_id = %(organization_id)s AND id = %(event_id)s
"""


@dataclass(slots=True)
class Box:
    """An organization's events, sold by days before each begins, at noon of its zone."""

    client: Any
    organization: MadeOrganization
    now: datetime

    def event(
        self, days_away: int, sold: Mapping[int, int], *, state: str = "", capacity: int = 500
    ) -> MadeShop:
        """An event that begins so many days from now (negative: it is over), and what it sold."""
        shop = make_shop(self.organization)
        type_id = shop.add_type(price_minor=1000, capacity=capacity)
        starts_at = self.now + timedelta(days=days_away)
        where = {
            "event_id": shop.event_id,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=3),
            "state": state or ("ended" if days_away < 0 else "published"),
        }
        with transaction(system_in(self.organization.id, "tests.date")) as tx:
            tx.query(DATED, tx.here(**where))
        for days_before, tickets in sold.items():
            self.sell(shop, type_id, tickets, at=self.noon(starts_at, days_before))
        return shop

    def noon(self, starts_at: datetime, days_before: int) -> datetime:
        zone = ZoneInfo("Europe/Brussels")
        day = starts_at.astimezone(zone).date() - timedelta(days=days_before)
        return datetime.combine(day, time(12), tzinfo=zone)

    def sell(
        self, shop: MadeShop, type_id: UUID, quantity: int, *, at: datetime, **values: Any
    ) -> None:
        """A confirmed order; `values` are other columns of it."""
        known = {"state": "confirmed", "currency": "EUR", "returned": 0, **values}
        with transaction(system_in(self.organization.id, "tests.sell")) as tx:
            ids = {"id": new_id(), "line_id": new_id(), "event_id": shop.event_id}
            stock = {"type_id": type_id, "pool_id": shop.pools[type_id], "quantity": quantity}
            values = tx.here(**ids, **stock, **known, gross=1000 * quantity, at=at)
            for statement in (SOLD, SOLD_LINE):
                tx.query(statement, values)

    def path(self, shop: MadeShop) -> str:
        return f"/api/v1/organizations/{self.organization.id}/events/{shop.event_id}/sales-forecast"

    def forecast(self, shop: MadeShop, *, seen_by: MadeUser | None = None) -> Any:
        """What the service says at the box's hour; a login would begin after that."""
        ctx = context_of(self.organization, seen_by or self.organization.owner)
        with clock.frozen(self.now):
            return asdict(service.get_forecast(ctx, shop.event_id))


@pytest.fixture
def box(client, queued):
    noon = (
        clock.now()
        .astimezone(ZoneInfo("Europe/Brussels"))
        .replace(hour=12, minute=0, second=0, microsecond=0)
    )
    return Box(client, make_organization(), noon.astimezone(UTC))
