"""Orders for the console's pages: with an open offer and a file, and one that waits for payment."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from turnout_google_fake import fake as wallet_fake
from turnout_twilio_fake import fake as twilio

from tests.factories.people import MadeOrganization, context_of
from tests.factories.sales import MadeShop, make_event
from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext
from turnout.modules.box_office import service as box_office
from turnout.modules.box_office.types import NewDeskSale
from turnout.modules.connections import api as connections
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.forms import api as forms
from turnout.modules.orders import api as orders
from turnout.modules.orders.answers import service as answers
from turnout.modules.orders.checkout import service as checkout
from turnout.modules.transfers import service as transfers
from turnout.modules.transfers.types import Recipient

LETTER = {"key": "letter", "type": "file", "label": {"en": "Letter of your employer"}}


def make_order_pages(organization: MadeOrganization, name: str) -> dict[str, str]:
    """Words for the paths of both orders."""
    shop = make_event(organization, title=f"{name} 2", visibility=events.Visibility.UNLISTED)
    free = shop.add_type(name=name, capacity=40)
    paid = shop.add_type(name="Supporter", price_minor=4900, capacity=40)
    forms.save_form(shop.organizer, shop.event_id, {"questions": [LETTER]})
    events.publish_event(shop.organizer, shop.event_id)
    return {
        "offered_order": str(_offered(shop, free, name)),
        "unpaid_order": str(_unpaid(shop, paid, name)),
    }


def _offered(shop: MadeShop, type_id: UUID, name: str) -> UUID:
    ctx = context_of(shop.organization, shop.organization.owner)
    buyer = {**_buyer(name), "complimentary": orders.Complimentary(sends_mail=False)}
    people = tuple(orders.AttendeeInput(type_id, each) for each in (name, "Ada Example"))
    lines = (orders.BasketLine(type_id, len(people)),)
    order = checkout.place_complimentary_order(
        ctx,
        orders.Basket(event_id=shop.event_id, lines=lines, attendees=people, **buyer),
    )
    upload = files.Upload(name="letter.txt", data=b"To whom it may concern.\n", declared_type="")
    sent = answers.add_file(ctx, order.id, upload)
    orders.update_attendee(
        ctx,
        order.id,
        attendee_id=order.attendees[0].id,
        changes=orders.AttendeeUpdate(answers={"letter": str(sent.id)}),
    )
    transfers.offer_ticket(
        ctx,
        order.id,
        ticket_id=order.tickets[-1].id,
        recipient=Recipient(email="grace.hopper@people.example"),
    )
    return order.id


def _unpaid(shop: MadeShop, type_id: UUID, name: str) -> UUID:
    sale = NewDeskSale(
        event_id=shop.event_id,
        lines=(orders.BasketLine(type_id, 2),),
        attendees=(orders.AttendeeInput(type_id, name), orders.AttendeeInput(type_id, name)),
        pay_until=clock.now() + timedelta(days=3),
        **_buyer(name),
    )
    return box_office.sell_tickets(shop.organizer, sale).order_id


def _buyer(name: str) -> dict[str, Any]:
    return {"buyer_email": "buyer@people.example", "buyer_name": name}


def connect_wallet(ctx: OrganizationContext) -> None:
    """A wallet that tickets can be added to; its buttons are shown, and nobody presses them."""
    new = connections.NewConnection(
        kind="wallet",
        adapter_key=wallet_fake.key,
        name="Wallet",
        values=wallet_fake.settings_for("staging", base_url="http://127.0.0.1:9"),
    )
    connections.create_connection(ctx, new)


def connect_texts(ctx: OrganizationContext) -> None:
    """A provider of text messages, so that pages offer them; none is sent."""
    new = connections.NewConnection(
        kind="sms",
        adapter_key=twilio.key,
        name="Texts",
        values=twilio.settings_for("staging", base_url="http://127.0.0.1:9"),
    )
    connections.create_connection(ctx, new)
