"""Prepares what faults need, in a process of its own: `python -m tests.drills.busy_world`.

Its arguments: the payment provider's address, that of the provider of texts, and where the latter
is told how to behave. Three organizations that take cards of the provider, a gate with a device and
five tickets, an event with people in its waiting room, one whose guests are texted, and a dozen in
the directory; printed as JSON.
"""

import json
import sys
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from turnout_twilio_fake import fake as twilio

from tests.factories.events import make_published_event
from tests.factories.payments import Provider, api_key, make_payment_connection
from tests.factories.sales import MadeShop, make_shop
from tests.factories.tickets import code_of, make_occasion, make_tickets
from turnout.cli import start_command
from turnout.kernel import clock
from turnout.kernel.context import PublicContext
from turnout.modules.checkin import service as checkin
from turnout.modules.checkin_devices import service as devices
from turnout.modules.checkin_devices.types import NewJoiningCode
from turnout.modules.connections import api as connections
from turnout.modules.waiting_room import service as waiting_room
from turnout.modules.waiting_room.types import NewWaitingRoom
from turnout_sdk.testing.local_http import local_client

SHOPS = 3
"""As many circuits as open at once when the provider is away."""
CAPACITY = 1_000_000


LISTED = 12
"""More of them than a comparison of the search index may find wrong without an alert."""
BY_DAY = ("Europe/Brussels", "Asia/Tokyo", "America/Los_Angeles")
"""At any time it is day in one of them: nobody's quiet hours hold texts back."""


def main(provider_address: str, texts_address: str, texts_controls: str) -> None:
    start_command()
    with local_client() as http:
        provider = Provider(provider_address, http)
        made = [_paid_shop(provider) for _ in range(SHOPS)]
    first = made[0][0]
    told = [each for _, each in made]
    world = {
        "organization_id": told[0]["organization_id"],
        "event_id": told[0]["event_id"],
        "owner": first.organization.owner.email,
        "scarce": str(first.add_type(capacity=CAPACITY)),
        "shops": told,
        "gate": _gate(first),
        "room": _room(first),
        "texter": _texter(first, texts_address, texts_controls),
    }
    for _ in range(LISTED):
        make_published_event(first.organizer)
    sys.stdout.write(json.dumps(world))


def _paid_shop(provider: Provider) -> tuple[MadeShop, dict[str, str]]:
    shop = make_shop()
    connection_id = make_payment_connection(shop.organizer, provider=provider)
    return shop, {
        "organization_id": str(shop.organization.id),
        "event_id": str(shop.event_id),
        "paid": str(shop.add_type(capacity=CAPACITY, price_minor=1_250)),
        "connection_id": str(connection_id),
        "api_key": api_key(shop.organizer),
        "owner": shop.organization.owner.email,
    }


def _gate(shop: MadeShop) -> dict[str, Any]:
    """A device that joined and tickets that it scans again and again."""
    ctx = shop.organizer
    occasion = make_occasion(ctx)
    checkin.ensure_default_list(ctx, occasion.event_id)
    new = NewJoiningCode(ends_at=clock.now() + timedelta(days=1))
    code = devices.create_joining_code(ctx, occasion.event_id, new).code
    joined = devices.join(
        PublicContext(organization_id=ctx.organization_id), code, "Gate", address=""
    )
    tickets = make_tickets(occasion, *[f"Guest {number}" for number in range(5)])
    return {"token": joined.token, "codes": [code_of(occasion, each) for each in tickets]}


def _room(shop: MadeShop) -> str:
    """An event whose waiting room is open and admits slowly; its id."""
    other = make_shop(shop.organization)
    other.add_type(capacity=CAPACITY)
    new = NewWaitingRoom(
        is_on=True,
        is_paused=True,
        lobby_opens_at=None,
        opens_at=clock.now(),
        least_per_minute=1,
        most_per_minute=1,
        most_shopping=1,
        shopping_minutes=10,
        target_milliseconds=500,
    )
    waiting_room.update_room(other.organizer, other.event_id, new, version=None)
    return str(other.event_id)


def _texter(shop: MadeShop, address: str, controls: str) -> dict[str, str]:
    """An event whose guests agree to texts, and the connection that carries them."""
    hours = ((zone, clock.now().astimezone(ZoneInfo(zone)).hour) for zone in BY_DAY)
    other = make_shop(shop.organization, time_zone=next(z for z, h in hours if 9 <= h < 19))
    account = f"{shop.organization.id.hex}-texts"
    new = connections.NewConnection(
        kind="sms",
        adapter_key=twilio.key,
        name="Texts",
        values=twilio.settings_for(account, base_url=address),
    )
    connections.create_connection(other.organizer, new)
    return {
        "organization_id": str(shop.organization.id),
        "event_id": str(other.event_id),
        "free": str(other.add_type(capacity=CAPACITY)),
        "account": account,
        "provider": controls,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
