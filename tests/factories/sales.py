"""Events on sale, pools, ticket types and baskets."""

from dataclasses import dataclass, field
from datetime import UTC, timedelta
from typing import Any
from uuid import UUID

from tests.factories.people import MadeOrganization, context_of, make_organization
from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.ids import new_id
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory


@dataclass(slots=True)
class MadeShop:
    """A published event with its organization; ticket types are added as a test needs them."""

    organization: MadeOrganization
    event_id: UUID
    pools: dict[UUID, UUID] = field(default_factory=dict)

    @property
    def organizer(self) -> OrganizationContext:
        return context_of(self.organization, self.organization.owner)

    @property
    def buyer(self) -> PublicContext:
        return PublicContext(organization_id=self.organization.id, request_id="test")

    def add_type(
        self,
        *,
        capacity: int = 100,
        pool_id: UUID | None = None,
        price_minor: int = 0,
        **values: Any,
    ) -> UUID:
        """A ticket type on its own pool (or a given one); its id."""
        if pool_id is None:
            pool = inventory.create_pool(
                self.organizer, self.event_id, name=f"pool {new_id()}", capacity=capacity
            )
            pool_id = pool.id
        new = catalog.NewTicketType(
            **{
                "pool_id": pool_id,
                "name": f"type {new_id()}",
                "currency": "EUR",
                "price_minor": price_minor,
                "kind": "paid" if price_minor else "free",
                **values,
            }
        )
        offer = catalog.create_ticket_type(self.organizer, self.event_id, new)
        self.pools[offer.ticket_type_id] = pool_id
        return offer.ticket_type_id

    def basket(
        self, *types: UUID, quantity: int = 1, named: bool = True, **buyer: Any
    ) -> dict[str, Any]:
        """The JSON that a checkout posts."""
        return {
            "event_id": str(self.event_id),
            "lines": [{"ticket_type_id": str(each), "quantity": quantity} for each in types],
            "buyer": {"email": "buyer@example.com", "name": "Bea Buyer", **buyer},
            "attendees": [
                {"ticket_type_id": str(each), "name": f"Guest {number}"}
                for each in types
                for number in range(quantity)
            ]
            if named
            else [],
        }

    @property
    def orders_path(self) -> str:
        return f"/api/v1/organizations/{self.organization.id}/orders"


def make_event(organization: MadeOrganization | None = None, **values: Any) -> MadeShop:
    """A draft event that starts in thirty days."""
    organization = organization or make_organization()
    start = clock.now().astimezone(UTC).replace(microsecond=0) + timedelta(days=30)
    new = events.NewEvent(
        **{
            "title": f"Autumn Assembly {new_id().hex[:8]}",
            "summary": "Two days by the water.",
            "description": "<p>Talks and tea.</p>",
            "starts_at": start,
            "ends_at": start + timedelta(days=2),
            "time_zone": "Europe/Brussels",
            "location": events.Location(name="Harbour Hall", city="Antwerp", country="BE"),
            **values,
        }
    )
    event = events.create_event(context_of(organization, organization.owner), new)
    return MadeShop(organization, event.id)


def make_shop(organization: MadeOrganization | None = None, **values: Any) -> MadeShop:
    """A published event without ticket types."""
    shop = make_event(organization, **values)
    events.publish_event(shop.organizer, shop.event_id)
    return shop
