"""Links to join events online: one that is open, and one of an event that is a month away."""

from datetime import timedelta

from tests.browser.scenes import LONG_NAME, LONG_TITLE
from tests.factories.sales import make_shop
from tests.factories.tickets import Occasion, make_tickets
from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.events import api as events
from turnout.modules.join_links import api as join_links

MEETING = "https://meet.example/room"


def make_join_links() -> dict[str, str]:
    """`join_open` and `join_early`, each the link of a ticket of its own."""
    return {
        "join_open": _link(timedelta(minutes=30)),
        "join_early": _link(timedelta(days=30)),
    }


def _link(ahead: timedelta) -> str:
    starts_at = clock.now().replace(microsecond=0) + ahead
    shop = make_shop(
        title=LONG_TITLE,
        kind=events.EventKind.ONLINE,
        online_url=MEETING,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(days=1),
    )
    occasion = Occasion(shop.organizer, shop.event_id, shop.add_type(), new_id())
    [ticket] = make_tickets(occasion, LONG_NAME)
    with transaction(shop.organizer) as tx:
        path = join_links.link_paths(tx, [ticket], events.get_event(tx, shop.event_id))[ticket.id]
    assert path is not None
    return path
