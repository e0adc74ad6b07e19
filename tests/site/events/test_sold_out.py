"""The pages of an event that is sold out: what somebody can do instead."""

import json
import re
from typing import Any

import pytest
from tests.factories.sales import make_event
from tests.factories.work import drain
from tests.site.conftest import Place, open_place

from turnout.modules.events import api as events


@pytest.fixture
def sold_out(client: Any, queued: Any) -> Place:
    made = open_place(title="Gone Night")
    made.shop.add_type(name="Entry", capacity=0)
    drain()
    return made


def add_event(place: Place, title: str, *, capacity: int) -> str:
    """Another event of the same organizer; its path."""
    slug = title.lower().replace(" ", "-")
    shop = make_event(place.shop.organization, slug=slug, title=title)
    shop.add_type(name="Entry", capacity=capacity)
    events.publish_event(shop.organizer, shop.event_id)
    drain()
    return f"{place.organization_path}/{slug}"


def panel_of(client: Any, path: str) -> str:
    text = client.get(path).get_data(as_text=True)
    found = re.search(r'<section class="panel tickets".*?</section>', text, re.DOTALL)
    assert found
    return found[0]


def test_it_leads_to_the_organizers_events_that_have_tickets(client, sold_out: Place) -> None:
    other = add_event(sold_out, "Next Night", capacity=5)
    full = add_event(sold_out, "Full Night", capacity=0)
    panel = panel_of(client, sold_out.path)
    assert f'href="{other}"' in panel
    assert "Next Night" in panel
    assert full not in panel
    assert f'href="{sold_out.path}"' not in panel, "it is no alternative to itself"


def test_it_says_how_to_hear_of_new_events_and_what_becomes_of_tickets(client, sold_out) -> None:
    panel = panel_of(client, sold_out.path)
    assert f'href="{sold_out.path}/follow"' in panel
    assert "go on sale again here" in panel
    assert "Still available" not in panel


def test_an_event_with_tickets_speaks_of_no_others(client, place: Place) -> None:
    add_event(place, "Next Night", capacity=5)
    assert "Next Night" not in panel_of(client, place.path)


def test_its_checkout_leads_to_them_too(client, sold_out: Place) -> None:
    other = add_event(sold_out, "Next Night", capacity=5)
    text = client.get(f"{sold_out.path}/checkout").get_data(as_text=True)
    found = re.search(r'id="checkout-config">(.*?)</script>', text)
    assert found
    config = json.loads(found[1])
    assert [(each["title"], each["url"]) for each in config["others"]] == [("Next Night", other)]
    assert config["others"][0]["when"]
    assert config["followUrl"] == f"{sold_out.path}/follow"
    assert client.get(config["coverUrl"]).content_type.startswith("image/")
