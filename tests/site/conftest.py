"""A published event to visit, with tickets and a programme; and visitors."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import MadeUser, make_organization, make_user
from tests.factories.sales import MadeShop, make_shop
from tests.factories.work import drain
from tests.site.browser import Browser

from turnout.kernel.ids import new_id
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events


@dataclass(slots=True)
class Place:
    """A shop together with its address."""

    shop: MadeShop
    path: str

    @property
    def organization_path(self) -> str:
        return f"/{self.shop.organization.slug}"

    @property
    def event_id(self) -> UUID:
        return self.shop.event_id

    def change(self, **fields: Any) -> None:
        events.change_event(self.shop.organizer, self.event_id, fields, version=None)
        drain()


def open_place(**values: Any) -> Place:
    """A published event of a new organization, already in the read model."""
    slug = f"event-{new_id().hex[:12]}"
    shop = make_shop(make_organization(), **{"slug": slug, **values})
    drain()
    return Place(shop, f"/{shop.organization.slug}/{slug}")


@pytest.fixture
def place(client: Any, queued: Any) -> Iterator[Place]:
    made = open_place(title="Lantern Night", summary="Music by the water.")
    made.shop.add_type(name="Entry", capacity=300)
    made.shop.add_type(name="Supper", capacity=3, price_minor=2550)
    drain()
    assert discovery.find_event_by_id(made.shop.organization.id, made.event_id)
    return made


@pytest.fixture
def browser(client: Any, queued: Any) -> Browser:
    return Browser(client)


@pytest.fixture
def elsewhere(app: Any) -> Browser:
    """A second browser of the same person."""
    return Browser(app.test_client())


@pytest.fixture
def user(browser: Browser) -> MadeUser:
    """Somebody who is signed in with `browser`."""
    made = make_user()
    browser.sign_in(made)
    return made
