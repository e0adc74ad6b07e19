"""An order as its buyer sees it through the signed link: its tickets, payment and papers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final, cast
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.assets.paper.qr_code import inline_svg
from turnout.kernel import clock
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.applications import api as applications
from turnout.modules.attendance_certificates import api as certificates
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.modules.invoices import api as invoices
from turnout.modules.join_links import api as join_links
from turnout.modules.leads import api as leads
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.participation import api as participation
from turnout.modules.payments import api as payments
from turnout.modules.session_files import api as session_files
from turnout.modules.text_messages import api as text_messages
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers
from turnout.modules.wallet_passes import api as wallet_passes
from turnout.site.events.cards import files_for_holders
from turnout.site.l10n import formats
from turnout.site.layout.views import EventCard
from turnout.site.machines.feeds import calendar_links
from turnout.site.orders.billing import papers_of, paying_view
from turnout.site.orders.views import (
    ApplicationView,
    JoinButton,
    OrderLineView,
    OrderPage,
    OrderTicketView,
    RefundLineView,
    ShareView,
)
from turnout.site.tickets.service import (
    OrderKey,
    event_card,
    ticket_type_names,
    wallet_links,
)
from turnout_sdk.money import Money

CONFIRMED: Final = "confirmed"
NEW_FOR: Final = timedelta(minutes=3)
"""So long after its confirmation an order's page is glad of it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """An event that tickets of the order admit to, and until when its buyers may do what."""

    event: events.Event
    kinds: dict[UUID, str]
    may_change: bool
    may_offer: bool
    certified: set[UUID]
    """Tickets whose holders may download a certificate of attendance."""
    shared: set[UUID]
    """Tickets whose holders decide whether sponsors have their details."""


def _tickets(
    tx: Transaction,
    order: orders.Order,
    every: Sequence[tickets.Ticket],
    *,
    key: OrderKey,
    wallets: Sequence[wallet_passes.WalletOffer],
) -> tuple[OrderTicketView, ...]:
    """All tickets in their order; of one that was passed on only that it was."""
    places = {
        each: _place(tx, order, each, [t for t in every if t.event_id == each])
        for each in {t.event_id for t in every}
    }
    offers = {
        each.ticket_id: each
        for each in transfers.offers_of(tx, order.id, is_buyer=True)
        if each.state == "offered"
    }
    kinds = {line.ticket_type_id: line.name for line in order.lines}
    return tuple(
        _ticket(
            tx,
            each,
            places[each.event_id],
            key=key,
            kind=kinds.get(each.ticket_type_id, ""),
            offer=offers.get(each.id),
            is_of_several=len(places) > 1,
            wallets=wallets,
        )
        for each in every
    )


def _place(
    tx: Transaction, order: orders.Order, event_id: UUID, every: Sequence[tickets.Ticket]
) -> _Place:
    event = events.get_event(tx, event_id)
    valid = [each.id for each in every if each.is_valid]
    standing = orders.applicable_terms_of(tx, order.id)
    return _Place(
        event=event,
        kinds=ticket_type_names(tx, event_id),
        may_change=orders.is_open(standing.changes_close_at(event.starts_at), tx.now),
        may_offer=orders.is_open(standing.transfers_close_at(event.starts_at), tx.now),
        certified=certificates.tickets_with_certificate(tx, event, valid),
        shared=leads.offered_among(tx, [each.id for each in every]),
    )


def _ticket(
    tx: Transaction,
    ticket: tickets.Ticket,
    place: _Place,
    *,
    key: OrderKey,
    kind: str,
    offer: transfers.Transfer | None,
    is_of_several: bool,
    wallets: Sequence[wallet_passes.WalletOffer],
) -> OrderTicketView:
    name = kind or place.kinds.get(ticket.ticket_type_id, "")
    if ticket.is_transferred and ticket.is_valid:
        return OrderTicketView(name=name, attendee="", code="", qr_svg="", state="transferred")
    path = f"{key.path}/tickets/{ticket.id}"
    sponsors_url = f"{path}/sponsors" if ticket.id in place.shared else None
    if not ticket.is_valid:
        return OrderTicketView(
            name=name,
            attendee=ticket.holder_name,
            code="",
            qr_svg="",
            state="void",
            sponsors_url=None if ticket.is_transferred else sponsors_url,
        )
    event = place.event
    return OrderTicketView(
        name=name,
        attendee=ticket.holder_name,
        code=ticket.short_code,
        qr_svg=inline_svg(tickets.code_of(tx, ticket)),
        state="valid",
        when=_when(event) if is_of_several else "",
        event_title=event.title if is_of_several else "",
        place=discovery.place_of(event) if is_of_several else "",
        code_url=path,
        wallets=wallet_links(wallets, path),
        certificate_url=f"{path}/certificate.pdf" if ticket.id in place.certified else None,
        sponsors_url=sponsors_url,
        attendee_url=f"{path}/attendee" if place.may_change else None,
        offer_url=f"{path}/offer" if place.may_offer and offer is None else None,
        offered_to=offer.recipient_email if offer else "",
        withdraw_url=f"{path}/withdraw",
    )


def _when(event: events.Event) -> str:
    if event.starts_at is None or event.ends_at is None:
        return ""
    zone = ZoneInfo(event.time_zone)
    return formats.when_text(event.starts_at.astimezone(zone), event.ends_at.astimezone(zone))


def _share(event: events.Event, page_url: str) -> ShareView:
    mail = urlencode({"subject": event.title, "body": page_url}).replace("+", "%20")
    return ShareView(url=page_url, title=event.title, mail_url=f"mailto:?{mail}")


AWAITING_PAYMENT: Final = "awaiting_payment"
PAYABLE: Final = ("held", "awaiting_payment")
LIVING: Final = ("awaiting_payment", "under_review")
BILLABLE: Final = ("held", "awaiting_approval", "awaiting_payment", "under_review")
CANCELLABLE: Final = ("held", "awaiting_approval", "awaiting_payment", "confirmed")


def order_view(key: OrderKey, request_id: str, *, error: str = "", done: str = "") -> OrderPage:
    ctx = key.context(request_id)
    wallets = wallet_passes.wallets_of(ctx)
    with transaction(ctx) as tx:
        order = _looked_after(tx, key)
        event = events.get_event(tx, order.event_id)
        card = event_card(tx, event, organizations.branding_of(tx))
        every = tickets.list_of(tx, order.id)
        ways = orders.get_payment_options(tx, order.id)
        has_valid = any(each.is_valid and not each.is_transferred for each in every)
        files = files_for_holders(tx, event.id) if has_valid else ()
        further = _further_pages(tx, order, key, has_valid=has_valid)
        further["join_links"] = _join_links(tx, key, event, every)
        own = _tickets(tx, order, every, key=key, wallets=wallets)
        application = _application(tx, order, card)
        back = _refunds(order, orders.list_refund_lines(tx, order.id), zone=event.time_zone)
    page_url = card.organization.origin + card.url
    calendar = calendar_links(event, file_url=f"{key.path}/calendar.ics", page_url=page_url)
    return OrderPage(
        number=order.number,
        state=cast("Any", order.state),
        event=card,
        buyer=order.buyer_name,
        email=order.buyer_email,
        lines=tuple(_line(each, order.currency) for each in order.lines),
        total=order.total,
        savings=tuple(order.savings),
        tickets=own,
        calendar=calendar if has_valid else (),
        share=_share(event, page_url) if order.state == CONFIRMED and event.is_shown else None,
        pdf_url=f"{key.path}/tickets.pdf" if has_valid else None,
        state_url=f"{key.path}/state.json",
        mark=_mark(order, ways),
        paying=paying_view(order, ways, path=key.path, zone=event.time_zone),
        papers=papers_of(ctx, order.id, path=key.path, is_open=order.state in BILLABLE),
        was_charged=order.paid_minor > 0,
        error=error,
        done=done,
        pay_url=_pay_url(order, card, key),
        cancel_url=f"{key.path}/cancel" if order.state in CANCELLABLE else None,
        resend_url=f"{key.path}/resend" if has_valid else None,
        refunds=back,
        left=_left(order, back),
        own=sum(each.is_valid and not each.is_transferred for each in every),
        is_new=clock.now() < (order.confirmed_at or order.placed_at) + NEW_FOR,
        is_whole=all(each.is_valid and not each.is_transferred for each in every),
        files=files,
        application=application,
        **further,
    )


def _join_links(
    tx: Transaction, key: OrderKey, event: events.Event, every: Sequence[tickets.Ticket]
) -> tuple[JoinButton, ...]:
    """The link of each of the buyer's tickets to the event, named where there are several."""
    own = [each for each in every if each.event_id == event.id and not each.is_transferred]
    paths = join_links.link_paths(tx, own, event)
    named = len(own) > 1
    return tuple(
        JoinButton(
            label=each.holder_name if named else "",
            url=paths[each.id],
            renew_url=f"{key.path}/tickets/{each.id}/join-link",
        )
        for each in own
        if each.id in paths
    )


def _further_pages(
    tx: Transaction, order: orders.Order, key: OrderKey, *, has_valid: bool
) -> dict[str, Any]:
    """Where text messages are decided about, places in sessions taken, and their files opened.

    None without any; those of sessions are for whoever has a valid ticket.
    """
    has_texts = text_messages.concerns(tx, order.id)
    texts = {"texts_url": f"{key.path}/text-messages" if has_texts else None}
    if not has_valid:
        return texts
    has_places = participation.takes_registrations(tx, order.event_id)
    has_files = bool(session_files.events_with_files(tx, [order.event_id]))
    return texts | {
        "places_url": f"{key.path}/sessions" if has_places else None,
        "session_files_url": f"{key.path}/session-files" if has_files else None,
    }


def _application(tx: Transaction, order: orders.Order, event: EventCard) -> ApplicationView | None:
    """What became of the application with an order; None where nobody applied."""
    if order.applied_at is None:
        return None
    found = applications.find_decision(tx, order.id)
    is_to_be_paid = order.state == AWAITING_PAYMENT and order.expires_at is not None
    return ApplicationView(
        is_approved=order.approved_at is not None,
        is_denied=found is not None and found.decision == applications.ApplicationVerdict.DENIED,
        message=found.message if found else "",
        organizer=event.organization.name,
        until=order.expires_at if is_to_be_paid else None,
    )


def _refunds(
    order: orders.Order, lines: Sequence[orders.RefundLine], *, zone: str
) -> tuple[RefundLineView, ...]:
    """What goes back, oldest first; then what somebody sent back at the provider itself."""
    at = ZoneInfo(zone)
    views = [
        RefundLineView(
            amount=Money(each.amount_minor, order.currency),
            day=each.requested_at.astimezone(at).date(),
            is_done=each.is_done,
        )
        for each in lines
    ]
    rest = order.refunded_minor - sum(each.amount.minor for each in views)
    if rest > 0:
        views.append(RefundLineView(amount=Money(rest, order.currency), day=None, is_done=True))
    return tuple(views)


def _left(order: orders.Order, refunds: Sequence[RefundLineView]) -> Money | None:
    if not refunds:
        return None
    back = sum(each.amount.minor for each in refunds)
    return Money(max(0, order.paid_minor - back), order.currency)


def _line(line: orders.OrderLine, currency: str) -> OrderLineView:
    return OrderLineView(
        name=line.title, quantity=line.quantity, total=Money(line.gross_minor, currency)
    )


def state_of(key: OrderKey, request_id: str) -> dict[str, str]:
    """The order's state, and a mark that changes with whatever its page would show."""
    with transaction(key.context(request_id)) as tx:
        order = _looked_after(tx, key)
        return {
            "state": order.state,
            "mark": _mark(order, orders.get_payment_options(tx, order.id)),
        }


def pay(
    key: OrderKey, request_id: str, choice: orders.PaymentChoice, *, base_url: str
) -> str | None:
    """Start paying; the provider's page, or None where the order's own says what to do."""
    started = orders.start_payment(
        key.context(request_id), key.order_id, return_url=base_url + key.path, choice=choice
    )
    return started.redirect_url


def invoice_of(key: OrderKey, request_id: str, invoice_id: UUID) -> tuple[str, bytes]:
    file = invoices.open_pdf(key.context(request_id), invoice_id, order_id=key.order_id)
    return file.number, file.content


def pdf_of(key: OrderKey, request_id: str) -> orders.TicketFile:
    """The order's tickets on paper."""
    return orders.render_ticket_pdf(key.context(request_id), key.order_id)


def calendar_of(key: OrderKey, request_id: str) -> orders.TicketFile:
    return orders.render_ticket_calendar(key.context(request_id), key.order_id)


def _pay_url(order: orders.Order, event: EventCard, key: OrderKey) -> str | None:
    """The address of the checkout for this order; its fragment reaches no log."""
    if order.state not in PAYABLE or order.paid_minor > order.refunded_minor:
        return None
    return f"{event.url}/checkout#order={key.order_id}.{key.secret}"


def _looked_after(tx: Transaction, key: OrderKey) -> orders.Order:
    """The order; a worker asks the provider where a payment has been silent for a moment.

    A buyer who comes back from the provider's page need not wait for its webhook.
    """
    order = orders.get_whole_order(tx, key.order_id)
    if order.state in LIVING:
        payments.schedule_poll(tx, key.order_id)
    return order


def _mark(order: orders.Order, ways: orders.PaymentOptions) -> str:
    current = ways.under_way
    parts = (
        order.state,
        str(order.paid_minor),
        str(order.refunded_minor),
        f"{current.payment_id}.{current.state}" if current else "",
    )
    return "-".join(parts)


def with_refund_offer(view: OrderPage, key: OrderKey, request_id: str) -> OrderPage:
    """The page with the way to have the money back, where the organizer offered it."""
    if view.state != "confirmed":
        return view
    with transaction(key.context(request_id)) as tx:
        event_id = orders.get_whole_order(tx, key.order_id).event_id
        is_offered = orders.may_claim_refund(tx, event_id)
    return replace(view, return_url=f"{key.path}/return") if is_offered else view
