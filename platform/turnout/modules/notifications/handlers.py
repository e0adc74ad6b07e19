"""What notifications does when something happened below."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.kernel.values import attributes_of
from turnout.modules.events.facts import GuestsInvited
from turnout.modules.notifications import hooks, queries
from turnout.modules.notifications.service import composer, enqueue
from turnout.modules.notifications.types import Template
from turnout.modules.opt_outs import api as opt_outs
from turnout.modules.orders import facts as orders

opt_outs.register_subjects(queries.find_subject)
hooks.PLATFORM_COMPOSERS[Template.TICKET_LINKS] = composer.compose_ticket_links


@on(orders.OrderConfirmed, queue="messages")
def confirm(ctx: OrganizationContext, fact: orders.OrderConfirmed) -> None:
    if not fact.is_silent:
        enqueue.announce_step(ctx, fact.order_id, Template.ORDER_CONFIRMED)


@on(orders.OrderCancelled, queue="messages")
def cancel(ctx: OrganizationContext, fact: orders.OrderCancelled) -> None:
    template = Template.ORDER_DECLINED if fact.was_declined else Template.ORDER_CANCELLED
    enqueue.announce_step(ctx, fact.order_id, template)


@on(orders.OrderRefunded, queue="messages")
def refund(ctx: OrganizationContext, fact: orders.OrderRefunded) -> None:
    details = attributes_of(fact, ("amount_minor", "currency"))
    enqueue.announce_step(ctx, fact.order_id, Template.ORDER_REFUNDED, details=details)


@on(orders.OrderBankTransferAwaited, queue="messages")
def say_how_to_pay(ctx: OrganizationContext, fact: orders.OrderBankTransferAwaited) -> None:
    enqueue.announce_step(ctx, fact.order_id, Template.ORDER_HOW_TO_PAY)


@on(orders.OrderDecisionAwaited, queue="messages")
def say_it_is_looked_at(ctx: OrganizationContext, fact: orders.OrderDecisionAwaited) -> None:
    enqueue.announce_step(ctx, fact.order_id, Template.ORDER_UNDER_REVIEW)


@on(orders.InstalmentPaid, queue="messages")
def thank_for_part(ctx: OrganizationContext, fact: orders.InstalmentPaid) -> None:
    details = attributes_of(fact, ("paid_minor", "due_minor"))
    enqueue.announce_step(ctx, fact.order_id, Template.ORDER_PART_PAID, details=details)


@on(orders.InstalmentDue, queue="messages")
def remind_of_part(ctx: OrganizationContext, fact: orders.InstalmentDue) -> None:
    details = {"due_minor": fact.due_minor}
    enqueue.announce_step(ctx, fact.order_id, Template.ORDER_PART_DUE, details=details)


@on(orders.OrderExpired, queue="messages")
def tell_of_lapse(ctx: OrganizationContext, fact: orders.OrderExpired) -> None:
    """Nobody is told of a checkout that was given up."""
    if fact.was_waiting:
        details = attributes_of(fact, ("returned_minor", "kept_minor"))
        enqueue.announce_step(ctx, fact.order_id, Template.ORDER_LAPSED, details=details)


@on(orders.OrderEventChanged, queue="messages")
def tell_of_event(ctx: OrganizationContext, fact: orders.OrderEventChanged) -> None:
    details = {"step": fact.step, "orders": fact.orders, "event_id": str(fact.event_id)}
    enqueue.announce_step(ctx, fact.order_id, Template.ORDER_EVENT_CHANGED, details=details)


@on(orders.OrderTicketsReturned, queue="messages")
def tell_of_returned(ctx: OrganizationContext, fact: orders.OrderTicketsReturned) -> None:
    details = attributes_of(fact, ("count", "amount_minor", "currency"))
    enqueue.announce_step(ctx, fact.order_id, Template.TICKETS_RETURNED, details=details)


@on(orders.OrderEmailCorrected, queue="messages")
def tell_both_addresses(ctx: OrganizationContext, fact: orders.OrderEmailCorrected) -> None:
    enqueue.announce_correction(ctx, fact.order_id)


@on(GuestsInvited, queue="messages")
def invite_guests(ctx: OrganizationContext, fact: GuestsInvited) -> None:
    enqueue.announce_invitations(ctx, fact.invitation_ids)
