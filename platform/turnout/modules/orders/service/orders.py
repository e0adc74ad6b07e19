"""Use cases of orders: get, list, update, confirm, cancel, expire; reminders, links in mails."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from turnout.kernel.context import (
    OrganizationContext,
    PersonContext,
    PublicContext,
    SystemContext,
    TenantContext,
)
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http import idempotency
from turnout.kernel.security import permissions
from turnout.kernel.values import from_attributes
from turnout.modules.discounts import api as discounts
from turnout.modules.events import api as events
from turnout.modules.fraud_rules.api import Sender
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import policies, queries, rules
from turnout.modules.orders.answers import service as answers_service
from turnout.modules.orders.answers.rules import Given
from turnout.modules.orders.cancellation.queries import list_seats
from turnout.modules.orders.checkout import fraud_rules
from turnout.modules.orders.checkout import rules as checkout_rules
from turnout.modules.orders.checkout import service as checkout_service
from turnout.modules.orders.checkout.channels import SalesChannel
from turnout.modules.orders.checkout.queries import count_free_orders
from turnout.modules.orders.checkout.rules import AttendeeInput, BuyerChecks
from turnout.modules.orders.errors import (
    AlreadyInside,
    Incomplete,
    OrderNotFound,
    RefundFirst,
    TicketPassedOn,
)
from turnout.modules.orders.facts import (
    InstalmentDue,
    OrderApprovalAwaited,
    OrderCancelled,
    OrderConfirmed,
    OrderUpdated,
)
from turnout.modules.orders.models import OrderRow, OrderState
from turnout.modules.orders.refunds import service as refunds
from turnout.modules.orders.rules import Action, summed
from turnout.modules.orders.secrets import order_secret, ticket_secret, transfer_secret
from turnout.modules.orders.service import holds, review_holds
from turnout.modules.orders.service.free_orders import require_own_address
from turnout.modules.orders.service.holds import require_not_expired, transition
from turnout.modules.orders.terms import queries as stored
from turnout.modules.orders.terms import rules as terms_rules
from turnout.modules.orders.terms import service as terms
from turnout.modules.orders.types import EventAttendee, Order, OrderSummary
from turnout.modules.organizations import api as organizations
from turnout.modules.participation import api as participation
from turnout.modules.quotas import api as quotas
from turnout.modules.tickets import api as tickets

MOST: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderUpdate:
    """None leaves a field as it is; attendees are replaced as a whole."""

    buyer_email: str | None = None
    buyer_name: str | None = None
    locale: str | None = None
    attendees: tuple[AttendeeInput, ...] | None = None
    answers: Given | None = None
    """Answers to the form's questions about the order."""
    attendee_answers: tuple[Given, ...] = ()
    """Answers of each attendee, in the order of `attendees`."""
    accepted_terms: int | None = None
    """The version of the organization's terms that the buyer says yes to."""
    address_proof: str = ""
    """What a page gave to whoever is signed in with the buyer's address."""
    sender: Sender = field(default_factory=Sender)


def get_order(ctx: TenantContext, order_id: UUID) -> Order:
    """The whole order, for its buyer or a member who may see orders."""
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        order = queries.get_whole_order(tx, order_id)
    policies.require_can_open(ctx, order.event_id)
    return rules.hide_transferred_attendees(order) if isinstance(ctx, PublicContext) else order


def list_orders(
    ctx: OrganizationContext,
    request: PageRequest,
    *,
    event_id: UUID | None = None,
    state: str | None = None,
    text: str | None = None,
) -> Page[OrderSummary]:
    """Newest first; `text` finds a number, an address or part of a name.

    Of an event: what it sold, and the passes of other events that admit to it. A pass is shown to
    whoever may see the orders of the event that sold it.
    """
    policies.require_can_list(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_orders(
            tx, request, event_id=event_id, state=state, text=text, only=ctx.event_ids
        )
    return page(rows, request, key=lambda row: (row.placed_at.isoformat(), row.id))


def list_attendees(
    ctx: OrganizationContext,
    event_id: UUID,
    request: PageRequest,
    *,
    state: str | None = None,
    text: str | None = None,
) -> Page[EventAttendee]:
    """List who has a ticket for an event, the oldest ticket first; passes of other events too.

    `text` finds an address or part of a name. NotFound for an event that is not there.
    """
    policies.require_can_open(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        held = tickets.list_of_event(tx, event_id, request, state=state, text=text)
        known = queries.details_of_attendees(tx, [each.attendee_id for each in held])
    listed = [
        from_attributes(
            EventAttendee,
            each,
            ticket_id=each.id,
            order_id=each.reference,
            name=each.holder_name,
            email=each.holder_email,
            **known[each.attendee_id],
        )
        for each in held
    ]
    return page(listed, request, key=lambda each: ("", each.ticket_id))


def update_order(
    ctx: TenantContext, order_id: UUID, changes: OrderUpdate, *, version: int | None = None
) -> Order:
    """Add buyer and attendees while the order is held; a free order that is complete confirms.

    One that needs approval is sent to the organizer instead, whatever it costs; until they decide
    it may be changed and stays complete.
    Whoever names a buyer agrees to the terms in force, once: TermsNotAccepted otherwise, and
    TermsChanged when another version is in force than the one that was shown. Of a confirmed order
    the team changes the buyer's name and language, and the answers of the order.
    """
    policies.require_can_change(ctx)
    is_team = isinstance(ctx, OrganizationContext)
    with transaction(ctx) as tx:
        order = queries.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        queries.require_unchanged(tx, order_id, version)
        if is_team and order.state == OrderState.CONFIRMED:
            return _update_confirmed(tx, order, changes)
        require_not_expired(order)
        if order.state != OrderState.AWAITING_APPROVAL:
            rules.ORDER_TABLE.next(OrderState(order.state), Action.ASK_PAYMENT)
        checks = BuyerChecks()
        if changes.buyer_email is not None or changes.accepted_terms is not None:
            checks = checkout_service.accept_terms(
                tx, order, changes.accepted_terms, email=changes.buyer_email or ""
            )
        _change_buyer(tx, order, changes, checks)
        if changes.attendees is not None:
            checkout_rules.require_matching_attendees(
                expected_attendees(tx, order), changes.attendees
            )
            ids = queries.replace_attendees(tx, order.id, changes.attendees)
            answers_service.save_attendee_answers(
                tx, order, changes.attendees, changes.attendee_answers, ids=ids
            )
        if changes.answers is not None:
            answers_service.save_order_answers(tx, order, changes.answers)
        _go_on(tx, order, proof=changes.address_proof)
        return queries.get_whole_order(tx, order_id)


def _go_on(tx: Transaction, order: OrderRow, *, proof: str) -> None:
    """Send a complete order to who approves it, confirm one that costs nothing, or do neither."""
    is_ready = is_complete(tx, order)
    if order.state == OrderState.AWAITING_APPROVAL and not is_ready:
        raise Incomplete(missing=answers_service.missing_answers(tx, order))
    applies = order.needs_approval and order.state == OrderState.HELD
    if not is_ready or not (applies or (order.total_minor == 0 and not order.needs_approval)):
        tx.publish(OrderUpdated(order_id=order.id, event_id=order.event_id))
        return
    checkout_service.require_terms_accepted(tx, order)
    require_own_address(
        tx,
        order.buyer_email,
        placed=count_free_orders(tx, order.event_id, order.buyer_email),
        proof=proof,
    )
    if applies:
        apply(tx, order)
    else:
        confirm(tx, order)


def apply(tx: Transaction, order: OrderRow) -> None:
    """Make an application of a complete order; its places are kept until it is decided."""
    transition(tx, order, Action.APPLY)
    order.applied_at = tx.now
    until = holds.decision_until(tx, order)
    if until is not None:
        holds.extend_hold(tx, order, until)
    tx.publish(OrderApprovalAwaited(order_id=order.id, event_id=order.event_id))


def _update_confirmed(tx: Transaction, order: OrderRow, changes: OrderUpdate) -> Order:
    """Correct what stands on a confirmed order; Invalid for what is changed at its own address."""
    faults = []
    if changes.buyer_email is not None:
        faults.append(FieldError("/buyer/email", "Correct the address with correct-email."))
    if changes.attendees is not None:
        faults.append(FieldError("/attendees", "Change each attendee at its own address."))
    if changes.accepted_terms is not None:
        faults.append(FieldError("/accepted_terms", "The buyer alone agrees to terms."))
    if faults:
        raise Invalid(*faults)
    _change_buyer(tx, order, changes)
    if changes.answers is not None:
        answers_service.save_order_answers(tx, order, changes.answers)
    tx.publish(OrderUpdated(order_id=order.id, event_id=order.event_id))
    return queries.get_whole_order(tx, order.id)


def _change_buyer(
    tx: Transaction, order: OrderRow, changes: OrderUpdate, checks: BuyerChecks | None = None
) -> None:
    if changes.buyer_email is not None:
        before, order.buyer_email = order.buyer_email, changes.buyer_email
        checkout_service.require_purchase_limits_of(tx, order)
        found = fraud_rules.require_buyer_allowed(
            tx, order, checks or BuyerChecks(), changes.sender, before=before
        )
        review_holds.open_review(tx, order, found, network=changes.sender.network)
        if order.used_codes:
            discounts.readdress_uses(tx, order.id, email=order.buyer_email)
    if changes.buyer_name is not None:
        order.buyer_name = changes.buyer_name
    if changes.locale is not None:
        order.locale = changes.locale


def confirm(tx: Transaction, order: OrderRow) -> None:
    """Turn the hold into places, issue the tickets, say so. The order is locked by the caller.

    One that is held for review waits for that first.
    """
    if review_holds.is_open(order):
        review_holds.await_review(tx, order)
        return
    transition(tx, order, Action.CONFIRM)
    if order.hold_id is None or not inventory.commit(tx, order.hold_id):
        # The hold was collected by another buyer's claim a moment ago: ask for the places again.
        holds.take_places(tx, order)
        order.hold_id = None
    finish_confirmation(tx, order)


def finish_confirmation(tx: Transaction, order: OrderRow) -> None:
    """Issue the tickets of an order that became confirmed, and publish it."""
    order.confirmed_at = tx.now
    order.expires_at = None
    tickets.issue(
        tx,
        event_id=order.event_id,
        reference=order.id,
        seats=list_seats(tx, order.id, buyer_email=order.buyer_email),
    )
    tx.publish(OrderConfirmed(order_id=order.id, event_id=order.event_id))


def cancel_order(ctx: TenantContext, order_id: UUID) -> Order:
    """Give the places back and void the tickets; an order with money in it is refunded instead."""
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        cancel_in(tx, order_id)
        view = queries.get_whole_order(tx, order_id)
        idempotency.complete(tx, view)
        return view


def cancel_in(tx: Transaction, order_id: UUID) -> None:
    """The same in the caller's transaction."""
    order = queries.lock_order(tx, order_id)
    policies.require_can_change(tx.ctx, order.event_id)
    if order.paid_minor > order.refunded_minor:
        raise RefundFirst
    if isinstance(tx.ctx, PublicContext):
        _require_own(tx, order)
    holds.close_order(tx, order, Action.CANCEL, reason="cancelled")
    tx.publish(OrderCancelled(order_id=order.id, event_id=order.event_id))


def _require_own(tx: Transaction, order: OrderRow) -> None:
    """A buyer cannot void what somebody came in with, or what somebody else holds by now."""
    valid = [each for each in tickets.list_of(tx, order.id) if each.is_valid]
    locked = tickets.lock_tickets(tx, [each.id for each in valid])
    if any(each.is_transferred for each in locked):
        raise TicketPassedOn
    if tickets.admitted_among(tx, [each.id for each in locked]):
        raise AlreadyInside


def expected_attendees(tx: Transaction, order: OrderRow) -> dict[UUID, int]:
    """Return the attendees that the order admits: ticket type → number."""
    return summed(
        queries.frozen(line.seats, line.ticket_type_id, line.quantity)
        for line in queries.list_lines(tx, order.id)
    )


def is_complete(tx: Transaction, order: OrderRow) -> bool:
    """Whether the buyer can be reached, every ticket has its attendee, and all is answered."""
    return has_people(tx, order) and not answers_service.missing_answers(tx, order)


def has_people(tx: Transaction, order: OrderRow) -> bool:
    """Whether the buyer can be reached, or is at the desk, and every ticket has its attendee."""
    guests = tuple(
        AttendeeInput(row.ticket_type_id, row.name, row.email)
        for row in queries.list_attendees(tx, order.id)
    )
    is_there = bool(order.buyer_email) or order.channel == SalesChannel.BOX_OFFICE
    return is_there and checkout_rules.is_complete(expected_attendees(tx, order), guests)


def list_due_instalments(ctx: SystemContext, *, limit: int = 500) -> list[tuple[UUID, UUID]]:
    """(organization, part) whose buyers should be reminded, oldest first."""
    with transaction(ctx) as tx:
        return stored.list_due_instalments(tx, now=tx.now, limit=limit)


def remind_of_instalment(ctx: OrganizationContext, part_id: UUID) -> bool:
    """Announce that a part is due soon, once; False when it was paid or the order ended."""
    with transaction(ctx) as tx:
        part = stored.find_instalment(tx, part_id)
        order = queries.find_locked(tx, part.order_id) if part else None
        if part is None or order is None or part.remind_at is None or part.remind_at > tx.now:
            return False
        part.remind_at = None
        agreed = terms.find_agreed_plan(tx, order.id)
        is_living = order.state == OrderState.AWAITING_PAYMENT
        if agreed is None or not agreed.is_in_force or not is_living:
            return False
        kept = refunds.retained_amount(tx, order)
        until_this = agreed.parts[: part.position + 1]
        if sum(each.amount_minor for each in until_this) <= kept:
            return False
        due = terms_rules.due_now(agreed.parts, paid_minor=kept, now=part.due_at)
        tx.publish(
            InstalmentDue(
                order_id=order.id, event_id=order.event_id, due_minor=due, currency=order.currency
            )
        )
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedItem:
    """An order, or (with a transfer) a transferred ticket, that a link in a mail opens."""

    organization_id: UUID
    order_id: UUID | None = None
    serial: int = 0
    """Of the order's secret."""
    transfer_id: UUID | None = None

    @property
    def path(self) -> str:
        """The path of its page, with its secret."""
        if self.transfer_id is not None:
            return ticket_path(self.organization_id, self.transfer_id)
        if self.order_id is None:
            raise ValueError("neither an order nor a transfer")
        return order_path(self.organization_id, self.order_id, self.serial)


def secret_of(tx: Transaction, order_id: UUID) -> str:
    """The order's present secret; OrderNotFound when there is no such order."""
    return order_secret(order_id, _secret_serial(tx, order_id))


def path_of(tx: Transaction, order_id: UUID) -> str:
    """The path of the order's page, with its present secret."""
    return order_path(tx.organization_id, order_id, _secret_serial(tx, order_id))


def _secret_serial(tx: Transaction, order_id: UUID) -> int:
    serial = queries.find_secret_serial(tx, order_id)
    if serial is None:
        raise OrderNotFound
    return serial


def order_path(organization_id: UUID, order_id: UUID, serial: int) -> str:
    return f"/orders/{organization_id}/{order_id}/{order_secret(order_id, serial)}"


def transfer_path(organization_id: UUID, transfer_id: UUID) -> str:
    return f"/transfers/{organization_id}/{transfer_id}/{transfer_secret(transfer_id)}"


def ticket_path(organization_id: UUID, transfer_id: UUID) -> str:
    return f"/tickets/{organization_id}/{transfer_id}/{ticket_secret(transfer_id)}"


def list_links_of_address(ctx: SystemContext, email: str) -> list[LinkedItem]:
    """List the orders and transferred tickets of an address, newest first, of every organization.

    For whoever proved the address: its mailbox, or an account that confirmed it.
    """
    with transaction(ctx) as tx:
        bought = queries.list_of_address(tx, email, limit=MOST)
        transfers = tickets.list_transferred_to(tx, email, limit=MOST)
    return [
        *(LinkedItem(organization_id=org, order_id=each, serial=at) for org, each, at in bought),
        *(LinkedItem(organization_id=org, transfer_id=each) for org, each in transfers),
    ]


def list_links_of_person(ctx: PersonContext) -> list[LinkedItem]:
    """List the orders that a person placed while signed in."""
    with transaction(ctx) as tx:
        bought = queries.list_of_person(tx, ctx.user_id, limit=MOST)
    return [LinkedItem(organization_id=org, order_id=each, serial=at) for org, each, at in bought]


def meter_orders(ctx: OrganizationContext) -> None:
    """Close the sale while the month's orders are used up; the next sale's statement sees it.

    Counted by a timed task, so that no sale asks: between two counts a few more may be placed.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        limit = quotas.limit_of(tx, quotas.QuotaKind.ORDERS_A_MONTH)
        placed = queries.count_placed(tx, since=quotas.month_of(tx.now))
        is_full = limit is not None and placed >= limit
        organizations.set_orders_full(tx, quotas.next_month(tx.now) if is_full else None)


def name_ticket_holders(
    tx: Transaction, event_id: UUID, ticket_ids: Collection[UUID]
) -> list[participation.TicketHolder]:
    """Who holds these tickets, to a member who sees orders of the event; else nobody is named."""
    if not policies.may_know_holders(tx.ctx, event_id):
        return []
    return [
        participation.TicketHolder(
            ticket_id=each.id,
            ticket_type_id=each.ticket_type_id,
            attendee_id=each.attendee_id,
            name=each.holder_name,
        )
        for each in tickets.list_by_id(tx, list(ticket_ids))
    ]
