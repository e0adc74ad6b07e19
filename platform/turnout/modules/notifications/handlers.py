"""What notifications does when something happened below."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.kernel.values import attributes_of
from turnout.modules.events.facts import GuestsInvited
from turnout.modules.notifications.service import enqueue
from turnout.modules.notifications.types import Template
from turnout.modules.orders.facts import (
    InstalmentDue,
    InstalmentPaid,
    OrderBankTransferAwaited,
    OrderCancelled,
    OrderConfirmed,
    OrderDecisionAwaited,
    OrderEventChanged,
    OrderExpired,
    OrderRefunded,
    OrderTicketsReturned,
)
from turnout.modules.transfers.facts import (
    TicketTransferAccepted,
    TicketTransferEnded,
    TicketTransferOffered,
)


@on(OrderConfirmed, queue="messages")
def confirm(ctx: OrganizationContext, fact: OrderConfirmed) -> None:
    enqueue.announce_step(ctx, fact.order_id, Template.ORDER_CONFIRMED)


@on(OrderCancelled, queue="messages")
def cancel(ctx: OrganizationContext, fact: OrderCancelled) -> None:
    if fact.was_declined:
        enqueue.announce_step(ctx, fact.order_id, Template.ORDER_DECLINED)
    else:
        enqueue.announce_cancellation(ctx, fact.order_id)


@on(OrderRefunded, queue="messages")
def refund(ctx: OrganizationContext, fact: OrderRefunded) -> None:
    details = attributes_of(fact, ("amount_minor", "currency"))
    enqueue.announce_step(ctx, fact.order_id, Template.ORDER_REFUNDED, details=details)


@on(OrderBankTransferAwaited, queue="messages")
def say_how_to_pay(ctx: OrganizationContext, fact: OrderBankTransferAwaited) -> None:
    enqueue.announce_step(ctx, fact.order_id, Template.ORDER_HOW_TO_PAY)


@on(OrderDecisionAwaited, queue="messages")
def say_it_is_looked_at(ctx: OrganizationContext, fact: OrderDecisionAwaited) -> None:
    enqueue.announce_step(ctx, fact.order_id, Template.ORDER_UNDER_REVIEW)


@on(InstalmentPaid, queue="messages")
def thank_for_part(ctx: OrganizationContext, fact: InstalmentPaid) -> None:
    details = attributes_of(fact, ("paid_minor", "due_minor"))
    enqueue.announce_step(ctx, fact.order_id, Template.ORDER_PART_PAID, details=details)


@on(InstalmentDue, queue="messages")
def remind_of_part(ctx: OrganizationContext, fact: InstalmentDue) -> None:
    details = {"due_minor": fact.due_minor}
    enqueue.announce_step(ctx, fact.order_id, Template.ORDER_PART_DUE, details=details)


@on(OrderExpired, queue="messages")
def tell_of_lapse(ctx: OrganizationContext, fact: OrderExpired) -> None:
    """Nobody is told of a checkout that was given up."""
    if fact.was_waiting:
        details = attributes_of(fact, ("returned_minor", "kept_minor"))
        enqueue.announce_step(ctx, fact.order_id, Template.ORDER_LAPSED, details=details)


@on(OrderEventChanged, queue="messages")
def tell_of_event(ctx: OrganizationContext, fact: OrderEventChanged) -> None:
    details = {"step": fact.step, "orders": fact.orders, "event_id": str(fact.event_id)}
    enqueue.announce_step(ctx, fact.order_id, Template.ORDER_EVENT_CHANGED, details=details)


@on(OrderTicketsReturned, queue="messages")
def tell_of_returned(ctx: OrganizationContext, fact: OrderTicketsReturned) -> None:
    details = attributes_of(fact, ("count", "amount_minor", "currency"))
    enqueue.announce_step(ctx, fact.order_id, Template.TICKETS_RETURNED, details=details)


@on(TicketTransferOffered, queue="messages")
def offer_ticket(ctx: OrganizationContext, fact: TicketTransferOffered) -> None:
    enqueue.announce_transfer(ctx, fact.transfer_id, Template.TICKET_OFFERED)


@on(TicketTransferAccepted, queue="messages")
def hand_ticket_over(ctx: OrganizationContext, fact: TicketTransferAccepted) -> None:
    enqueue.announce_transfer(ctx, fact.transfer_id, Template.TICKET_YOURS)


@on(TicketTransferEnded, queue="messages")
def tell_of_transfer(ctx: OrganizationContext, fact: TicketTransferEnded) -> None:
    """Whoever took their own offer back knows."""
    if fact.outcome != "withdrawn":
        enqueue.announce_transfer(ctx, fact.transfer_id, Template.TICKET_PASSED_ON)


@on(GuestsInvited, queue="messages")
def invite_guests(ctx: OrganizationContext, fact: GuestsInvited) -> None:
    enqueue.announce_invitations(ctx, fact.invitation_ids)
