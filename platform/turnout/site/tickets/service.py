"""One ticket and who may show it: its buyer by the order's secret, or who it was passed on to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NoReturn, Protocol, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.assets.paper.qr_code import inline_svg
from turnout.kernel import runtime
from turnout.kernel.context import PersonContext, PublicContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.http.secret_tries import count_wrong_secret
from turnout.modules.attendance_certificates import api as certificates
from turnout.modules.catalog import api as catalog
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.files.api import Picture
from turnout.modules.identity import api as identity
from turnout.modules.join_links import api as join_links
from turnout.modules.leads import api as leads
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.participation import api as participation
from turnout.modules.session_files import api as session_files
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers
from turnout.modules.wallet_passes import api as wallet_passes
from turnout.site.events import cards
from turnout.site.l10n import i18n
from turnout.site.l10n.i18n import _
from turnout.site.layout.views import EventCard, Link, MessagePage, OrganizationCard
from turnout.site.tickets.views import TicketPage

HOLDER: Final = "whoever has the secret of the ticket's address"
GONE_STATUS: Final = 410
SEARCHING: Final = SystemContext(job="site.session-places")
KEPT: Final = timedelta(days=1)
"""So long after the event a phone may keep its ticket."""


def refuse_secret(tried_on: UUID) -> NoReturn:
    """NotFound; RateLimited for a network that tries one secret after the other."""
    count_wrong_secret(tried_on)
    raise NotFound


@dataclass(frozen=True, slots=True)
class OrderKey:
    """An order's address: its ids and the secret that opens it."""

    organization_id: UUID
    order_id: UUID
    secret: str

    @property
    def path(self) -> str:
        return f"/orders/{self.organization_id}/{self.order_id}/{self.secret}"

    def context(self, request_id: str = "") -> PublicContext:
        """The buyer's context; NotFound when the secret is not the order's."""
        ctx = PublicContext(organization_id=self.organization_id, request_id=request_id)
        if not orders.proves(ctx, self.order_id, self.secret):
            refuse_secret(self.order_id)
        return ctx


class TicketAccess(Protocol):
    """A ticket with its own address, and what its holder may do with it."""

    @property
    def path(self) -> str: ...

    @property
    def home(self) -> str:
        """The page that it belongs to."""
        ...

    @property
    def transfer_id(self) -> UUID | None: ...

    def context(self, request_id: str = "") -> PublicContext: ...

    def find(self, tx: Transaction) -> tickets.Ticket:
        """The ticket; NotFound, or TicketPassedOn once it is somebody else's."""
        ...

    def change(
        self, request_id: str, ticket: tickets.Ticket, changes: orders.AttendeeUpdate
    ) -> None: ...

    def offer(self, request_id: str, recipient: transfers.Recipient) -> None: ...

    def withdraw(self, request_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class BuyerTicket:
    """A ticket that its buyer still has."""

    key: OrderKey
    ticket_id: UUID

    @property
    def path(self) -> str:
        return f"{self.key.path}/tickets/{self.ticket_id}"

    @property
    def home(self) -> str:
        return self.key.path

    @property
    def transfer_id(self) -> UUID | None:
        return None

    def context(self, request_id: str = "") -> PublicContext:
        return self.key.context(request_id)

    def find(self, tx: Transaction) -> tickets.Ticket:
        ticket = tickets.find_ticket(tx, self.ticket_id)
        if ticket is None or ticket.reference != self.key.order_id:
            raise NotFound
        if ticket.is_transferred:
            raise orders.TicketPassedOn
        return ticket

    def change(
        self, request_id: str, ticket: tickets.Ticket, changes: orders.AttendeeUpdate
    ) -> None:
        orders.update_attendee(
            self.context(request_id),
            self.key.order_id,
            attendee_id=ticket.attendee_id,
            changes=changes,
        )

    def offer(self, request_id: str, recipient: transfers.Recipient) -> None:
        transfers.offer_ticket(
            self.context(request_id),
            self.key.order_id,
            ticket_id=self.ticket_id,
            recipient=recipient,
        )

    def withdraw(self, request_id: str) -> None:
        transfers.withdraw_offer(
            self.context(request_id), self.key.order_id, ticket_id=self.ticket_id
        )


@dataclass(frozen=True, slots=True)
class TransferredTicket:
    """A ticket that was passed on, opened by the secret of that transfer."""

    organization_id: UUID
    transfer_id: UUID
    secret: str

    @property
    def path(self) -> str:
        return f"/tickets/{self.organization_id}/{self.transfer_id}/{self.secret}"

    @property
    def home(self) -> str:
        return self.path

    def context(self, request_id: str = "") -> PublicContext:
        if not orders.holds_ticket(self.transfer_id, self.secret):
            refuse_secret(self.transfer_id)
        return PublicContext(organization_id=self.organization_id, request_id=request_id)

    def find(self, tx: Transaction) -> tickets.Ticket:
        held = transfers.read_transferred_ticket(tx, self.transfer_id)
        ticket = tickets.find_ticket(tx, held.ticket_id)
        if ticket is None:
            raise NotFound
        return ticket

    def change(
        self, request_id: str, _ticket: tickets.Ticket, changes: orders.AttendeeUpdate
    ) -> None:
        transfers.update_transferred_ticket(self.context(request_id), self.transfer_id, changes)

    def offer(self, request_id: str, recipient: transfers.Recipient) -> None:
        transfers.offer_transferred(self.context(request_id), self.transfer_id, recipient)

    def withdraw(self, request_id: str) -> None:
        transfers.withdraw_transferred(self.context(request_id), self.transfer_id)


def buyer_ticket(*, ticket_id: UUID, **key: Any) -> BuyerTicket:
    """The ticket that an address below an order's own names."""
    return BuyerTicket(OrderKey(**key), ticket_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDetails:
    """A ticket with everything that its pages say about it."""

    ticket: tickets.Ticket
    order: orders.Order
    event: events.Event
    card: EventCard
    branding: organizations.Branding
    kind: str
    code: str
    changes_close_at: datetime | None
    transfers_close_at: datetime | None
    open_offer: transfers.Transfer | None
    has_places: bool
    """Whether sessions of the event take registrations."""
    has_session_files: bool
    """Whether sessions of the event have files for ticket holders."""
    has_certificate: bool
    """Whether its holder may download a certificate of attendance."""
    is_shared: bool
    """Whether its holder decides about sponsors having their details."""
    join_path: str | None
    """Its own link to join online; None where there is nothing to join."""


def load(tx: Transaction, access: TicketAccess) -> TicketDetails:
    """Everything about a ticket that its pages show; its secret was asked for with the context."""
    ticket = access.find(tx)
    event = events.get_event(tx, ticket.event_id)
    standing = orders.applicable_terms_of(tx, ticket.reference)
    offers = transfers.offers_of(tx, ticket.reference, is_buyer=False)
    branding = organizations.branding_of(tx)
    return TicketDetails(
        ticket=ticket,
        order=orders.get_whole_order(tx, ticket.reference),
        event=event,
        card=event_card(tx, event, branding),
        branding=branding,
        kind=ticket_type_names(tx, ticket.event_id).get(ticket.ticket_type_id, ""),
        code=tickets.code_of(tx, ticket) if ticket.is_valid else "",
        changes_close_at=standing.changes_close_at(event.starts_at),
        transfers_close_at=standing.transfers_close_at(event.starts_at),
        open_offer=next(
            (each for each in offers if each.ticket_id == ticket.id and each.state == "offered"),
            None,
        ),
        has_places=participation.takes_registrations(tx, event.id),
        has_session_files=bool(session_files.events_with_files(tx, [event.id])),
        has_certificate=bool(certificates.tickets_with_certificate(tx, event, [ticket.id])),
        is_shared=bool(leads.offered_among(tx, [ticket.id])),
        join_path=join_links.link_paths(tx, [ticket], event).get(ticket.id),
    )


def tickets_of(tx: Transaction, found: orders.LinkedItem) -> tuple[UUID, Sequence[tickets.Ticket]]:
    """The order and its tickets that the link's holder still has, valid or not."""
    if found.transfer_id is not None:
        held = transfers.read_transferred_ticket(tx, found.transfer_id)
        ticket = tickets.find_ticket(tx, held.ticket_id)
        return held.order_id, [ticket] if ticket else []
    if found.order_id is None:
        raise NotFound
    every = tickets.list_of(tx, found.order_id)
    return found.order_id, [each for each in every if not each.is_transferred]


def ticket_type_names(tx: Transaction, event_id: UUID) -> dict[UUID, str]:
    """Names of an event's ticket types."""
    return {each.ticket_type_id: each.name for each in catalog.list_offers(tx, event_id)}


def ticket_page(seen: TicketDetails, access: TicketAccess) -> TicketPage:
    is_valid = seen.ticket.is_valid
    until = seen.event.ends_at
    return TicketPage(
        event=seen.card,
        attendee=seen.ticket.holder_name,
        kind=seen.kind,
        number=seen.order.number,
        code=seen.ticket.short_code if is_valid else "",
        qr_svg=inline_svg(seen.code) if is_valid else "",
        home=Link(label=_("All about this ticket"), url=access.home),
        sponsors_url=f"{access.path}/sponsors" if seen.is_shared else None,
        keep_until=(until + KEPT).isoformat() if until else "",
    )


def ticket_gone() -> MessagePage:
    return MessagePage(
        title=_("This ticket is somebody else's now"),
        text=_("It was passed on, and the code that was here no longer works."),
        kind="problem",
    )


def event_card(tx: Transaction, event: events.Event, branding: organizations.Branding) -> EventCard:
    """The event at the head of a buyer's page: named, pictured and located, in its own colours."""
    if event.starts_at is None or event.ends_at is None:
        raise NotFound
    zone = ZoneInfo(event.time_zone)
    wanted = [each for each in (event.cover_file_id, branding.logo_file_id) if each]
    shown = files.pictures(tx, wanted) if wanted else {}
    cover = shown.get(event.cover_file_id or event.id)
    return EventCard(
        title=event.title,
        url=f"/{branding.slug}/{event.slug}",
        organization=home_of(branding, logo=shown.get(branding.logo_file_id or event.id)),
        starts_at=discovery.local(event.starts_at, zone),
        ends_at=discovery.local(event.ends_at, zone),
        zone=event.time_zone,
        place=discovery.place_of(event),
        kind=cast("Any", event.kind.value),
        status=cast("Any", event.state.value),
        drawing=cards.drawing_of(event.id, event.category, branding.brand_color),
        cover=cover and cover.focused(event.cover_focus_x, event.cover_focus_y),
    )


def home_of(branding: organizations.Branding, *, logo: Picture | None = None) -> OrganizationCard:
    """The organization at the head and the foot of a page about an order."""
    return OrganizationCard(
        name=branding.name,
        slug=branding.slug,
        brand_color=branding.brand_color,
        font=branding.font,
        logo=logo,
        legal={str(kind): number for kind, number in branding.legal.items()},
        origin=runtime.current().settings.origin_of(branding.host),
    )


def wallet_links(offers: Sequence[wallet_passes.WalletOffer], path: str) -> tuple[Link, ...]:
    """The button of each wallet, below the address of a ticket."""
    return tuple(
        Link(label=each.label(i18n.language()), url=f"{path}/wallet/{each.connection_id}")
        for each in offers
    )


@dataclass(frozen=True, slots=True)
class HeldTicket:
    """A valid ticket of the event, and what proves that it is theirs who looks."""

    id: UUID
    holder: str
    proof: participation.HolderProof


def tickets_of_person(viewer: PersonContext, event: discovery.EventSummary) -> Iterable[HeldTicket]:
    """What they bought signed in or by their proven address, and what they were given."""
    items = dict.fromkeys(
        (
            *orders.list_links_of_person(viewer),
            *orders.list_links_of_address(SEARCHING, identity.get_me(viewer).email),
        )
    )
    here = [each for each in items if each.organization_id == event.organization.id]
    ctx = PublicContext(organization_id=event.organization.id, user_id=viewer.user_id)
    if not here:
        return
    with transaction(ctx) as tx:
        for item in here:
            try:
                yield from tickets_behind(tx, item, home=item.path, event_id=event.id)[1]
            except (NotFound, orders.TicketPassedOn):
                continue


def tickets_behind(
    tx: Transaction, item: orders.LinkedItem, *, home: str, event_id: UUID | None = None
) -> tuple[UUID, list[HeldTicket]]:
    """The valid tickets of an order, or the one of a transfer, for an event: its own by default."""
    order_id, own = tickets_of(tx, item)
    order = orders.get_whole_order(tx, order_id)
    first = own[0].event_id if item.transfer_id and own else order.event_id
    wanted = event_id or first
    proof = participation.HolderProof(secret=home.rpartition("/")[2])
    held = [
        HeldTicket(each.id, each.holder_name or order.buyer_name, proof)
        for each in own
        if each.is_valid and each.event_id == wanted
    ]
    return wanted, held
