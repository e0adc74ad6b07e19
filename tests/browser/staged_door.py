"""A door for tests in a browser: an event with tickets, its joining codes, and what others do there."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.factories.people import context_of, make_organization
from tests.factories.sales import MadeShop, make_shop
from tests.factories.tickets import Occasion, code_of, make_occasion, make_tickets
from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.ids import new_id
from turnout.modules.badges.service import layouts
from turnout.modules.badges.types import BadgeDesign, BadgeElement, NewBadgeLayout
from turnout.modules.checkin import service as checkin
from turnout.modules.checkin.types import NewList, Scan
from turnout.modules.checkin_devices import api as devices
from turnout.modules.checkin_devices import service as device_service
from turnout.modules.print_stations.service import connectors, stations
from turnout.modules.print_stations.types import (
    ConnectorContext,
    ConnectorReport,
    JobResult,
    NewStation,
    TakenJob,
)

DOORS: dict[str, Occasion] = {}
CONNECTORS: dict[str, ConnectorContext] = {}
"""Of the print station that an event has."""


def _till() -> MadeShop:
    """An event that sells at the door."""
    shop = make_shop()
    dollars = {"USD": {"price_minor": 2700, "minimum_price_minor": 0}}
    shop.add_type(name="Day ticket", price_minor=2550, capacity=40, prices=dollars)
    shop.add_type(name="Neighbours", capacity=12)
    checkin.ensure_default_list(shop.organizer, shop.event_id)
    return shop


def _add_layout(ctx: OrganizationContext, event_id: UUID) -> None:
    name = BadgeElement(kind="name", x_mm=5, y_mm=5, width_mm=60, height_mm=12)
    design = BadgeDesign(width_mm=85, height_mm=54, elements=[name])
    badge = NewBadgeLayout(name="Badge", design=design, is_default=True)
    layouts.create_layout(ctx, event_id, badge)


def add_station(shop: MadeShop, name: str) -> None:
    """A print station of an event that sells, which nothing has joined."""
    stations.create_station(shop.organizer, shop.event_id, NewStation(name=name))


def _report(event_id: str, state: str) -> TakenJob | None:
    said = ConnectorReport(app_version="1.0.0", printer_state=state)
    return connectors.take(CONNECTORS[event_id], said).job


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
            checkin.create_list(ctx, occasion.event_id, NewList(name=each))
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
        hall = NewList(name="Hall", entry_rule="re_entry", capacity=1)
        list_id = checkin.create_list(occasion.ctx, occasion.event_id, hall).id
        new = devices.NewJoiningCode(
            ends_at=clock.now() + timedelta(hours=8), list_ids=[list_id], may_override=True
        )
        return devices.create_joining_code(occasion.ctx, occasion.event_id, new).url

    def kiosk_link(self, *, event_id: str) -> str:
        """Leads to a kiosk that prints badges and is left by 2468."""
        occasion = DOORS[event_id]
        _add_layout(occasion.ctx, occasion.event_id)
        new = devices.NewJoiningCode(
            ends_at=clock.now() + timedelta(hours=8),
            kiosk=devices.kiosk_of("2468", prints_badges=True),
        )
        return devices.create_joining_code(occasion.ctx, occasion.event_id, new).url

    def printing_link(self, *, event_id: str) -> str:
        """Leads to a device of the team that sends badges to a print station."""
        occasion = DOORS[event_id]
        return self._printing(occasion.ctx, occasion.event_id)

    def report_printer(self, *, event_id: str, state: str) -> int:
        """The station's connector says how its printer is, and prints what it is given; how much."""
        done = 0
        while (job := _report(event_id, state)) is not None:
            connectors.finish(CONNECTORS[event_id], job.id, JobResult(outcome="printed"))
            done += 1
        return done

    def _printing(self, ctx: OrganizationContext, event_id: UUID, **more: Any) -> str:
        _add_layout(ctx, event_id)
        made = stations.create_station(ctx, event_id, NewStation(name="North hall"))
        code = stations.issue_code(ctx, event_id, made.id).code.rpartition(".")[2]
        visitor = PublicContext(organization_id=ctx.organization_id)
        token = connectors.join(visitor, code, "Pi", address="").token
        known = connectors.connector_of(ctx.organization_id, token, request_id="staged")
        CONNECTORS[str(event_id)] = known
        new = devices.NewJoiningCode(
            ends_at=clock.now() + timedelta(hours=8), print_station_id=made.id, **more
        )
        return devices.create_joining_code(ctx, event_id, new).url

    def printing_till(self) -> dict[str, str]:
        """A device that sells, and prints the badges of what it sold at a station."""
        shop = _till()
        link = self._printing(shop.organizer, shop.event_id, may_sell=True)
        return {"event_id": str(shop.event_id), "link": link}

    def till_link(self) -> str:
        """Leads to a device that sells, of an event whose tickets are on sale."""
        shop = _till()
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
