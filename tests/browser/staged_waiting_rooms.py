"""Waiting rooms for tests in a browser: events before whose checkout one waits."""

from datetime import timedelta

from tests.browser.staged_fraud_rules import have_judged
from tests.factories.sales import MadeShop, make_event
from turnout.kernel import clock, runtime
from turnout.kernel.db.tx import transaction
from turnout.kernel.security.rate_limits import Limit
from turnout.modules.embeds import api as embeds
from turnout.modules.events import api as events
from turnout.modules.waiting_room import api as waiting_room

ROOMS: dict[str, MadeShop] = {}


def set_up(shop: MadeShop, *, opens_in: timedelta, is_paused: bool = False) -> str:
    """Switch a waiting room on, or set it up anew; the address of its event."""
    new = waiting_room.NewWaitingRoom(
        is_on=True,
        is_paused=is_paused,
        lobby_opens_at=None,
        opens_at=clock.now() + opens_in,
        least_per_minute=60,
        most_per_minute=300,
        most_shopping=200,
        shopping_minutes=10,
        target_milliseconds=500,
    )
    waiting_room.update_room(shop.organizer, shop.event_id, new, version=None)
    with transaction(shop.organizer) as tx:
        event = events.get_event(tx, shop.event_id)
    return f"/{shop.organization.slug}/{event.slug}"


def open_lobby(beside: MadeShop, name: str) -> str:
    """The waiting room's page of another event of an organization; its sale is to come."""
    awaited = make_event(beside.organization, title=f"{name} Arena")
    awaited.add_type(name=name, capacity=40)
    events.publish_event(awaited.organizer, awaited.event_id)
    return set_up(awaited, opens_in=timedelta(days=30)) + "/waiting-room"


class WaitingHand:
    """What the tests of waiting rooms may ask for."""

    def pause_at_the_door(self, *, title: str, service: str = "", site: str = "") -> str:
        """An event whose waiting room is open and paused; its address.

        With a service, Turnstile as it is played at that address judges challenges; a site may
        embed the checkout.
        """
        shop = make_event(title=title)
        if service:
            have_judged(shop, service)
        if site:
            embeds.create_origin(shop.organizer, embeds.NewEmbedOrigin(origin=site))
        shop.add_type(name="Entry", capacity=40)
        events.publish_event(shop.organizer, shop.event_id)
        path = set_up(shop, opens_in=timedelta(0), is_paused=True)
        ROOMS[path] = shop
        return path

    def let_them_in(self, *, path: str) -> None:
        """Admission goes on."""
        set_up(ROOMS[path], opens_in=timedelta(0))

    def crowd_the_network(self, *, path: str) -> None:
        """So many joined an event from this network that nobody else there may, for an hour."""
        subject = f"{ROOMS[path].event_id}:127.0.0.1"
        runtime.current().limiter.take("waiting-room-join", subject, limit=Limit(1, 3600))
