"""Sales channels on the stage: a partner with an allotment, a limit, and a channel that is closed."""

from datetime import timedelta
from uuid import UUID

from tests.factories.sales import MadeShop
from turnout.kernel import clock
from turnout.modules.sales_channels import api as sales_channels
from turnout.modules.sales_partners import api as sales_partners


def add_sales_channels(shop: MadeShop, type_id: UUID, *, name: str) -> None:
    """Keep places of a ticket type for a partner and for the desk, and limit the others."""
    hotel = sales_partners.create_partner(
        shop.organizer,
        sales_partners.NewSalesPartner(
            name=name,
            code="HOTEL4",
            contact_name="Ines",
            contact_email="desk@hotel.example",
            note="5 % of what the partner sells, paid after the event.",
        ),
    )
    for new in (
        sales_channels.NewChannelSetting(
            ticket_type_id=type_id,
            channel="partner",
            sales_partner_id=hotel.id,
            places=12,
            return_at=clock.now() + timedelta(days=3),
        ),
        sales_channels.NewChannelSetting(
            ticket_type_id=type_id, channel="box_office", places=5, most=20
        ),
        sales_channels.NewChannelSetting(ticket_type_id=type_id, channel="web", most=30),
        sales_channels.NewChannelSetting(ticket_type_id=type_id, channel="api", is_sold=False),
    ):
        sales_channels.create_setting(shop.organizer, shop.event_id, new)
