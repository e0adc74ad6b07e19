"""Seasons: events of one series, each with a ticket type of its own stock, and passes over them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.factories.people import MadeOrganization, make_organization
from tests.factories.sales import MadeShop, make_event
from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.series.api import NewSeries, add_event, create_series


@dataclass(frozen=True, slots=True)
class MadeSeason:
    """Evenings of one public series; the first of them sells the passes."""

    organization: MadeOrganization
    series_id: UUID
    slug: str
    evenings: list[MadeShop]
    types: list[UUID]
    """The ticket type of each evening."""

    @property
    def home(self) -> MadeShop:
        return self.evenings[0]

    @property
    def pools(self) -> list[UUID]:
        """The pool of each evening's ticket type."""
        return [
            shop.pools[type_id] for shop, type_id in zip(self.evenings, self.types, strict=True)
        ]

    def left(self) -> list[int]:
        """Places that are left of each evening."""
        with transaction(self.home.buyer) as tx:
            found = inventory.remaining(tx, self.pools)
        return [found[pool] for pool in self.pools]

    def add_pass(
        self, *, of: list[UUID] | None = None, limit: int | None = None, **values: Any
    ) -> UUID:
        """A pass to all evenings (or to those of these ticket types); its id."""
        types = self.types if of is None else of
        pool_id = None
        if limit is not None:
            pool_id = inventory.create_pool(
                self.home.organizer, self.home.event_id, name=f"passes {new_id()}", capacity=limit
            ).id
        price_minor = values.get("price_minor", 0)
        new = catalog.NewTicketType(
            **{
                "pool_id": pool_id,
                "name": f"pass {new_id()}",
                "currency": "EUR",
                "kind": "paid" if price_minor else "free",
                "sold_as": "pass",
                "parts": dict.fromkeys(types, 1),
                **values,
            }
        )
        made = catalog.create_ticket_type(self.home.organizer, self.home.event_id, new)
        self.home.pools[made.ticket_type_id] = made.pool_id
        return made.ticket_type_id


def make_season(*capacities: int, price_minor: int = 0, **values: Any) -> MadeSeason:
    """Published evenings, a week apart, with so many places each."""
    organization = make_organization()
    start = clock.now().replace(microsecond=0) + timedelta(days=30)
    shops = []
    for week in range(len(capacities)):
        begins = start + timedelta(weeks=week)
        times = {"starts_at": begins, "ends_at": begins + timedelta(hours=3)}
        shops.append(make_event(organization, **times, **values))
    owner = shops[0].organizer
    new = NewSeries(title=f"Season {new_id().hex[:8]}", is_public=True)
    made = create_series(owner, new)
    for shop in shops:
        add_event(owner, made.id, shop.event_id)
        events.publish_event(owner, shop.event_id)
    types = [
        shop.add_type(capacity=capacity, price_minor=price_minor, name="Evening")
        for shop, capacity in zip(shops, capacities, strict=True)
    ]
    return MadeSeason(organization, made.id, made.slug, shops, types)
