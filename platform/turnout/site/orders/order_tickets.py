"""The tickets of an order on its page: each with its code and what its buyer may do with it."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.assets.paper.qr_code import inline_svg
from turnout.kernel.db.tx import Transaction
from turnout.modules.events import api as events
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers
from turnout.site.events.calendar_links import calendar_links
from turnout.site.l10n import formats
from turnout.site.layout.views import Link
from turnout.site.orders.order_views import OrderTicketView, ShareView
from turnout.site.tickets.ticket_access import OrderKey, is_open, kinds_of

CONFIRMED: Final = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTickets:
    tickets: tuple[OrderTicketView, ...]
    calendar: tuple[Link, ...]
    share: ShareView | None


@dataclass(frozen=True, slots=True)
class _Place:
    """An event that tickets of the order admit to, and until when its buyers may do what."""

    event: events.Event
    kinds: dict[UUID, str]
    may_change: bool
    may_offer: bool


def tickets_in(
    tx: Transaction, order: orders.OrderView, key: OrderKey, *, base_url: str
) -> OwnTickets:
    """All tickets in their order; of one that was passed on only that it was."""
    every = tickets.list_of(tx, order.id)
    places = {each: _place(tx, order, each) for each in {t.event_id for t in every}}
    offers = {
        each.ticket_id: each
        for each in transfers.offers_of(tx, order.id, is_buyer=True)
        if each.state == "offered"
    }
    kinds = {line.ticket_type_id: line.name for line in order.lines}
    own = events.get_event(tx, order.event_id)
    branding = organizations.branding_of(tx)
    page_url = f"{base_url}/{branding.slug}/{own.slug}"
    return OwnTickets(
        tickets=tuple(
            _ticket(
                tx,
                each,
                places[each.event_id],
                key=key,
                kind=kinds.get(each.ticket_type_id, ""),
                offer=offers.get(each.id),
                is_of_several=len(places) > 1,
            )
            for each in every
        ),
        calendar=calendar_links(own, file_url=f"{key.path}/calendar.ics", page_url=page_url),
        share=_share(own, page_url) if order.state == CONFIRMED and own.is_shown else None,
    )


def _place(tx: Transaction, order: orders.OrderView, event_id: UUID) -> _Place:
    event = events.get_event(tx, event_id)
    standing = orders.applicable_terms_of(tx, order.id)
    return _Place(
        event=event,
        kinds=kinds_of(tx, event_id),
        may_change=is_open(standing.changes_close_at(event.starts_at), tx.now),
        may_offer=is_open(standing.transfers_close_at(event.starts_at), tx.now),
    )


def _ticket(
    tx: Transaction,
    ticket: tickets.Ticket,
    place: _Place,
    *,
    key: OrderKey,
    kind: str,
    offer: transfers.TransferView | None,
    is_of_several: bool,
) -> OrderTicketView:
    name = kind or place.kinds.get(ticket.ticket_type_id, "")
    if ticket.is_transferred and ticket.is_valid:
        return OrderTicketView(name=name, attendee="", code="", qr_svg="", state="passed_on")
    if not ticket.is_valid:
        return OrderTicketView(
            name=name, attendee=ticket.holder_name, code="", qr_svg="", state="void"
        )
    path = f"{key.path}/tickets/{ticket.id}"
    event = place.event
    return OrderTicketView(
        name=name,
        attendee=ticket.holder_name,
        code=ticket.short_code,
        qr_svg=inline_svg(tickets.code_of(tx, ticket)),
        state="valid",
        when=_when(event) if is_of_several else "",
        event_title=event.title if is_of_several else "",
        place=event.location.name if is_of_several and event.location else "",
        code_url=path,
        attendee_url=f"{path}/attendee" if place.may_change else None,
        offer_url=f"{path}/offer" if place.may_offer and offer is None else None,
        offered_to=offer.recipient_email if offer else "",
        withdraw_url=f"{path}/withdraw",
    )


def _when(event: events.Event) -> str:
    if event.starts_at is None or event.ends_at is None:
        return ""
    zone = ZoneInfo(event.time_zone)
    return formats.span_text(event.starts_at.astimezone(zone), event.ends_at.astimezone(zone))


def _share(event: events.Event, page_url: str) -> ShareView:
    mail = urlencode({"subject": event.title, "body": page_url}).replace("+", "%20")
    return ShareView(url=page_url, title=event.title, mail_url=f"mailto:?{mail}")
