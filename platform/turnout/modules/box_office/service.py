"""Use cases of the box office: sell tickets at the desk, or by a device at the door."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http import idempotency
from turnout.modules.badges import api as badges
from turnout.modules.box_office import policies, rules
from turnout.modules.box_office.metrics import SOLD
from turnout.modules.box_office.types import DeskOffer, DeskPrice, DeskSale, DeskTicket, NewDeskSale
from turnout.modules.catalog import api as catalog
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin_devices import api as checkin_devices
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.notifications import api as notifications
from turnout.modules.orders import api as orders
from turnout.modules.price_rules import api as price_rules
from turnout.modules.print_stations import api as print_stations
from turnout.modules.received_payments import api as received_payments
from turnout.modules.ticket_prices import api as ticket_prices
from turnout_sdk.currencies import exponent_of


def sell_tickets(ctx: OrganizationContext, sale: NewDeskSale) -> DeskSale:
    """Sell tickets, from the same stock as everywhere: paid at the desk, or by a link until a day.

    Order, payment, admission and badges commit together or not at all, also those that go to a
    print station: SoldOut when a pool has too little. Whom a rule of the list refuses has bought
    all the same, and is told why. Whoever is to pay is mailed the link; an order that nobody pays
    lapses with its places.
    """
    policies.require_can_sell_so(ctx, sale)
    seller = "device" if isinstance(ctx, checkin_devices.DeviceContext) else "member"
    payment = "now" if sale.payment else "later" if sale.pay_until else "free"

    def follow(tx: Transaction, order: orders.Order) -> DeskSale:
        idempotency.claim(tx)
        rules.require_way_to_pay(sale, order.total_minor, clock.now())
        _settle(tx, order, sale)
        whole = orders.get_whole_order(tx, order.id)
        jobs = _send_badges(tx, whole, sale)
        run_id = _print_badges(tx, whole, sale, sent=jobs)
        sold = DeskSale.of(whole, _let_in(tx, whole, sale, jobs), run_id)
        idempotency.complete(tx, sold)
        tx.after_commit.append(lambda: SOLD.add(seller=seller, payment=payment))
        return sold

    return orders.place_desk_order(ctx, sale.basket, follow=follow)


def sell_by_device(ctx: checkin_devices.DeviceContext, sale: NewDeskSale) -> DeskSale:
    """The same at the door, by a device that may: in its event, by its lists, at its gate."""
    device = policies.require_selling_device(ctx).device
    list_id = sale.list_id
    if device.list_ids is not None:
        list_id = list_id or device.list_ids[0]
        if list_id not in device.list_ids:
            raise checkin_devices.OtherList(list_ids=device.list_ids)
    return sell_tickets(
        ctx,
        rules.placed(
            sale,
            list_id=list_id,
            gate=device.gate,
            device=device.name,
            station_id=device.print_station_id,
        ),
    )


def list_prices(ctx: OrganizationContext, event_id: UUID) -> list[DeskPrice]:
    """What the box office lists an event's ticket types at; price rules go from there."""
    policies.require_can_sell(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        every = catalog.list_offers(tx, event_id)
        sold = catalog.sold_by(tx, every, ticket_prices.AT_THE_DESK)
    there = {each.ticket_type_id: each for each in sold}
    return [
        DeskPrice(
            ticket_type_id=each.ticket_type_id,
            is_sold=each.ticket_type_id in there,
            prices=ticket_prices.listed(each.price, each.prices),
        )
        for each in (there.get(one.ticket_type_id, one) for one in every)
    ]


def list_offers(ctx: checkin_devices.DeviceContext, *, currency: str = "") -> list[DeskOffer]:
    """The ticket types that a device can sell now, with what one costs and what is left.

    Hidden ones are among them; add-ons and bundles are sold in the console. Those without a price
    in the currency are left out. EventNotFound while the event cannot sell.
    """
    event_id = policies.require_selling_device(ctx).device.event_id
    with transaction(ctx) as tx:
        every = catalog.sold_by(tx, catalog.list_offers(tx, event_id), ticket_prices.AT_THE_DESK)
        offers = [
            sold
            for each in every
            if each.sold_as == catalog.SoldAs.TICKET
            and each.is_on_sale(tx.now)
            and (sold := catalog.in_currency(each, currency)) is not None
        ]
        if not offers:
            return []
        sale = orders.get_sale(tx, event_id, [each.ticket_type_id for each in offers])
        sale = replace(sale, offers={each.ticket_type_id: each for each in offers})
        prices = price_rules.find_prices(tx, [(each, 1) for each in offers])
        left = inventory.remaining(tx, [each.pool_id for each in offers])
        sale = sale.at_prices(prices)
        currencies = catalog.currencies_of(every)
        return [
            replace(found, currencies=currencies)
            for each in offers
            if (found := _offer(sale, each, left.get(each.pool_id, 0), tx)) is not None
        ]


def render_badges(ctx: checkin_devices.DeviceContext, run_id: UUID) -> bytes:
    """The badges of a sale as a PDF; of any print of the event."""
    event_id = policies.require_selling_device(ctx).device.event_id
    content, _ = badges.render_file(ctx, event_id, run_id, 1)
    return content


def _offer(
    sale: orders.SaleContext, offer: catalog.Offer, remaining: int, tx: Transaction
) -> DeskOffer | None:
    """What one costs now; None for what nobody can be sold alone."""
    line = orders.BasketLine(offer.ticket_type_id, max(offer.minimum, 1))
    try:
        quote = orders.quote(sale, (line,), now=tx.now)
    except Invalid:
        return None
    return DeskOffer(
        ticket_type_id=offer.ticket_type_id,
        name=offer.name,
        price_minor=quote.lines[0].unit_minor,
        currency=quote.currency,
        currencies=(),
        currency_digits=exponent_of(quote.currency),
        places=offer.places,
        maximum=offer.maximum,
        remaining=max(remaining, 0),
    )


def _settle(tx: Transaction, order: orders.Order, sale: NewDeskSale) -> None:
    if sale.payment is not None:
        received_payments.record_in(tx, order.id, sale.payment)
    elif sale.pay_until is not None:
        orders.await_payment(tx, order.id, until=sale.pay_until)
        template = notifications.Template.ORDER_TO_PAY
        mail = notifications.NewMail.to_buyer(order, template, source_id=order.id)
        notifications.queue_mail(tx, mail)


def _let_in(
    tx: Transaction, order: orders.Order, sale: NewDeskSale, jobs: Mapping[UUID, UUID]
) -> Sequence[DeskTicket]:
    names = {each.id: each.name for each in order.attendees}
    return [
        DeskTicket(
            ticket_id=each.id,
            ticket_type_id=each.ticket_type_id,
            name=names.get(each.attendee_id, ""),
            admission=_admit(tx, each, sale),
            print_job_id=jobs.get(each.id),
        )
        for each in order.tickets
    ]


def _admit(tx: Transaction, ticket: orders.OrderTicket, sale: NewDeskSale) -> str | None:
    if not sale.admits or ticket.event_id != sale.event_id:
        return None
    sent = checkin.Scan(
        ticket_id=ticket.id, list_id=sale.list_id, gate=sale.gate, device=sale.device
    )
    shown = checkin.present_ticket(ticket.id)
    return checkin.admit(tx, sale.event_id, sent, shown=shown).reason.value


def _send_badges(tx: Transaction, order: orders.Order, sale: NewDeskSale) -> Mapping[UUID, UUID]:
    """Badges that a print station has now: ticket → job."""
    if not sale.prints_badges or sale.print_station_id is None:
        return {}
    ids = [each.id for each in order.tickets]
    try:
        return print_stations.send_sold(
            tx, sale.event_id, sale.print_station_id, ids, sent_from=sale.device
        )
    except print_stations.PrintStationNotFound as error:
        says = "The event has no such print station."
        raise Invalid(FieldError("/print_station_id", says)) from error


def _print_badges(
    tx: Transaction, order: orders.Order, sale: NewDeskSale, *, sent: Mapping[UUID, UUID]
) -> UUID | None:
    """The badges that no station has, as a file."""
    if not sale.prints_badges:
        return None
    ids = [each.id for each in order.tickets if each.id not in sent]
    run = badges.print_sold(tx, sale.event_id, ids, device=sale.device)
    return run.id if run else None
