"""A door for tests in a browser: an event with tickets, its joining codes, and what others do there."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.factories.people import context_of, make_organization
from tests.factories.sales import make_shop
from tests.factories.tickets import Occasion, code_of, make_occasion, make_tickets
from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.modules.badges.service import layouts
from turnout.modules.badges.types import BadgeDesign, BadgeElement, NewBadgeLayout
from turnout.modules.checkin import service as checkin
from turnout.modules.checkin.types import Scan
from turnout.modules.checkin_devices import api as devices
from turnout.modules.checkin_devices import service as device_service

DOORS: dict[str, Occasion] = {}


class DoorHand:
    """What the tests of the scanner may ask for."""

    def open_door(
        self, *, names: list[str], title: str = "Harbour Night", lists: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """An event with a ticket for each name, and the codes that stand on them."""
        organization = make_organization()
        ctx = context_of(organization, organization.owner)
        occasion = make_occasion(ctx, title=title)
        checkin.ensure_default_list(ctx, occasion.event_id)
        for each in lists:
            checkin.create_list(ctx, occasion.event_id, checkin.NewList(name=each))
        made = make_tickets(occasion, *names)
        DOORS[str(occasion.event_id)] = occasion
        return {
            "event_id": str(occasion.event_id),
            "codes": {each.holder_name: code_of(occasion, each) for each in made},
            "barcode_numbers": {each.holder_name: each.barcode_number for each in made},
            "short_codes": {each.holder_name: each.short_code for each in made},
        }

    def joining_link(self, *, event_id: str) -> str:
        """What the QR code in the console leads to."""
        occasion = DOORS[event_id]
        new = devices.NewJoiningCode(ends_at=clock.now() + timedelta(hours=8))
        return devices.create_joining_code(occasion.ctx, occasion.event_id, new).url

    def hall_link(self, *, event_id: str) -> str:
        """Leads to a list by which people go out and in again, with a place for one."""
        occasion = DOORS[event_id]
        hall = checkin.NewList(name="Hall", entry_rule="re_entry", capacity=1)
        list_id = checkin.create_list(occasion.ctx, occasion.event_id, hall).id
        new = devices.NewJoiningCode(
            ends_at=clock.now() + timedelta(hours=8), list_ids=[list_id], may_override=True
        )
        return devices.create_joining_code(occasion.ctx, occasion.event_id, new).url

    def kiosk_link(self, *, event_id: str) -> str:
        """Leads to a kiosk that prints badges and is left by 2468."""
        occasion = DOORS[event_id]
        name = BadgeElement(kind="name", x_mm=5, y_mm=5, width_mm=60, height_mm=12)
        design = BadgeDesign(width_mm=85, height_mm=54, elements=[name])
        badge = NewBadgeLayout(name="Badge", design=design, is_default=True)
        layouts.create_layout(occasion.ctx, occasion.event_id, badge)
        new = devices.NewJoiningCode(
            ends_at=clock.now() + timedelta(hours=8),
            kiosk=devices.kiosk_of("2468", prints_badges=True),
        )
        return devices.create_joining_code(occasion.ctx, occasion.event_id, new).url

    def till_link(self) -> str:
        """Leads to a device that sells, of an event whose tickets are on sale."""
        shop = make_shop()
        dollars = {"USD": {"price_minor": 2700, "minimum_price_minor": 0}}
        shop.add_type(name="Day ticket", price_minor=2550, capacity=40, prices=dollars)
        shop.add_type(name="Neighbours", capacity=12)
        checkin.ensure_default_list(shop.organizer, shop.event_id)
        new = devices.NewJoiningCode(ends_at=clock.now() + timedelta(hours=8), may_sell=True)
        return devices.create_joining_code(shop.organizer, shop.event_id, new).url

    def let_in(self, *, event_id: str, code: str) -> None:
        """Somebody comes in elsewhere, by another gate."""
        occasion = DOORS[event_id]
        sent = Scan(code=code, gate="North gate", scan_id=new_id().hex)
        assert checkin.scan(occasion.ctx, occasion.event_id, sent).verdict == "admitted"

    def remove_devices(self, *, event_id: str) -> None:
        occasion = DOORS[event_id]
        for each in device_service.list_devices(occasion.ctx, occasion.event_id):
            devices.revoke_device(occasion.ctx, occasion.event_id, UUID(str(each.id)))

    def inside_now(self, *, event_id: str) -> int:
        """How many are inside by lists that count who goes out, by the server."""
        occasion = DOORS[event_id]
        figures = checkin.count_inside(occasion.ctx, occasion.event_id)
        return sum(each.inside or 0 for each in figures.lists)

    def count_in(self, *, event_id: str) -> int:
        """How many are in, by the server."""
        occasion = DOORS[event_id]
        return sum(
            each.entries for each in checkin.count_inside(occasion.ctx, occasion.event_id).lists
        )
