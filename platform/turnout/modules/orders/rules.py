"""State tables of orders and of their money; equal shares; what buyers see of others. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from turnout.kernel.state_machine import StateMachine
from turnout.modules.orders.models import MoneyState, OrderState
from turnout.modules.orders.types import Order

SELLING = ("published", "live")
REVIVABLE_STATES = (*SELLING, "postponed")


class Action(StrEnum):
    APPLY = "apply"
    """It is complete, and the organizer approves it before anything else."""
    APPROVE = "approve"
    """It may be paid now; one that costs nothing is confirmed instead."""
    ASK_PAYMENT = "ask_payment"
    REVIEW = "review"
    """Nothing is missing but the word of a person who looks at it."""
    CONFIRM = "confirm"
    EXPIRE = "expire"
    CANCEL = "cancel"
    REVIVE = "revive"
    """A payment that came too late, for which there is still stock."""
    RESUME = "resume"
    """A paid instalment keeps the places; the next ones are still due."""


_S = OrderState
ORDER_TABLE: StateMachine[OrderState, Action] = StateMachine(
    "order",
    {
        (_S.HELD, Action.APPLY): _S.AWAITING_APPROVAL,
        (_S.HELD, Action.ASK_PAYMENT): _S.AWAITING_PAYMENT,
        (_S.HELD, Action.CONFIRM): _S.CONFIRMED,
        (_S.HELD, Action.REVIEW): _S.UNDER_REVIEW,
        (_S.HELD, Action.EXPIRE): _S.EXPIRED,
        (_S.HELD, Action.CANCEL): _S.CANCELLED,
        (_S.AWAITING_APPROVAL, Action.APPROVE): _S.AWAITING_PAYMENT,
        (_S.AWAITING_APPROVAL, Action.CONFIRM): _S.CONFIRMED,
        (_S.AWAITING_APPROVAL, Action.REVIEW): _S.UNDER_REVIEW,
        (_S.AWAITING_APPROVAL, Action.EXPIRE): _S.EXPIRED,
        (_S.AWAITING_APPROVAL, Action.CANCEL): _S.CANCELLED,
        (_S.AWAITING_PAYMENT, Action.ASK_PAYMENT): _S.AWAITING_PAYMENT,
        (_S.AWAITING_PAYMENT, Action.CONFIRM): _S.CONFIRMED,
        (_S.AWAITING_PAYMENT, Action.REVIEW): _S.UNDER_REVIEW,
        (_S.AWAITING_PAYMENT, Action.EXPIRE): _S.EXPIRED,
        (_S.AWAITING_PAYMENT, Action.CANCEL): _S.CANCELLED,
        (_S.UNDER_REVIEW, Action.CONFIRM): _S.CONFIRMED,
        (_S.UNDER_REVIEW, Action.RESUME): _S.AWAITING_PAYMENT,
        (_S.UNDER_REVIEW, Action.EXPIRE): _S.EXPIRED,
        (_S.UNDER_REVIEW, Action.CANCEL): _S.CANCELLED,
        (_S.EXPIRED, Action.REVIVE): _S.CONFIRMED,
        (_S.EXPIRED, Action.RESUME): _S.AWAITING_PAYMENT,
        (_S.EXPIRED, Action.REVIEW): _S.UNDER_REVIEW,
        (_S.CONFIRMED, Action.CANCEL): _S.CANCELLED,
    },
)


class MoneyAction(StrEnum):
    UNPAY = "unpay"
    """A payment that had counted is under review."""
    PAY_PART = "pay_part"
    PAY = "pay"
    REFUND_PART = "refund_part"
    REFUND = "refund"


_M = MoneyState
MONEY_TABLE: StateMachine[MoneyState, MoneyAction] = StateMachine(
    "money",
    {
        (_M.UNPAID, MoneyAction.PAY_PART): _M.PART_PAID,
        (_M.UNPAID, MoneyAction.PAY): _M.PAID,
        (_M.PART_PAID, MoneyAction.PAY_PART): _M.PART_PAID,
        (_M.PART_PAID, MoneyAction.PAY): _M.PAID,
        (_M.PART_PAID, MoneyAction.REFUND_PART): _M.PART_REFUNDED,
        (_M.PART_PAID, MoneyAction.REFUND): _M.REFUNDED,
        (_M.PART_PAID, MoneyAction.UNPAY): _M.UNPAID,
        (_M.PAID, MoneyAction.UNPAY): _M.UNPAID,
        (_M.PAID, MoneyAction.PAY_PART): _M.PART_PAID,
        (_M.PAID, MoneyAction.REFUND_PART): _M.PART_REFUNDED,
        (_M.PAID, MoneyAction.REFUND): _M.REFUNDED,
        (_M.PART_REFUNDED, MoneyAction.REFUND_PART): _M.PART_REFUNDED,
        (_M.PART_REFUNDED, MoneyAction.REFUND): _M.REFUNDED,
        (_M.PART_REFUNDED, MoneyAction.PAY_PART): _M.PART_PAID,
        (_M.PART_REFUNDED, MoneyAction.PAY): _M.PAID,
        (_M.PART_REFUNDED, MoneyAction.UNPAY): _M.UNPAID,
        (_M.REFUNDED, MoneyAction.PAY_PART): _M.PART_PAID,
        (_M.REFUNDED, MoneyAction.PAY): _M.PAID,
        (_M.REFUNDED, MoneyAction.UNPAY): _M.UNPAID,
        (_M.REFUNDED, MoneyAction.REFUND_PART): _M.PART_REFUNDED,
    },
)


def decide_by(
    starts_at: datetime | None, ends_at: datetime | None, *, applied_at: datetime
) -> datetime | None:
    """Until when an application may be decided: the event's start, or its end where it had begun.

    None of an event without times.
    """
    return ends_at if starts_at is not None and starts_at <= applied_at else starts_at or ends_at


def pay_by(
    now: datetime, *, window: timedelta, least: timedelta, decided_by: datetime | None
) -> datetime:
    """Until when an approved order may be paid: `window` long, and not past the event's start.

    `least` is how long a buyer has in any case.
    """
    until = now + window if decided_by is None else min(now + window, decided_by)
    return max(until, now + least)


def share_of(total_minor: int, *, part: int, parts: int) -> int:
    """Return one of `parts` equal shares, `part` counted from 0; the shares add up to the total."""
    return total_minor * (part + 1) // parts - total_minor * part // parts


def money_state(state: MoneyState, *, paid: int, refunded: int, total: int) -> MoneyState:
    """The money state that amounts in minor units stand for, by steps that the table allows.

    Amounts may shrink: a refund fails after all, or what had counted is held for review.
    """
    steps = [MoneyAction.UNPAY]
    if paid:
        steps = [MoneyAction.PAY if paid >= total else MoneyAction.PAY_PART]
    if refunded:
        steps.append(MoneyAction.REFUND if refunded >= paid else MoneyAction.REFUND_PART)
    for step in steps:
        if MONEY_TABLE.can(state, step):
            state = MONEY_TABLE.next(state, step)
    return state


def summed(parts: Iterable[Mapping[UUID, int]]) -> dict[UUID, int]:
    """The sum of each key over all parts."""
    total: dict[UUID, int] = {}
    for part in parts:
        for key, number in part.items():
            total[key] = total.get(key, 0) + number
    return total


def hide_transferred_attendees(order: Order) -> Order:
    """The order as its buyer sees it: whoever got a ticket by a transfer keeps to themselves."""
    passed_on = {each.attendee_id for each in order.tickets if each.is_transferred}
    others = passed_on - {
        each.attendee_id
        for each in order.tickets
        if not each.is_transferred and each.state == "valid"
    }
    if not others:
        return order
    attendees = [
        replace(each, name="", email="", answers={}) if each.id in others else each
        for each in order.attendees
    ]
    return replace(order, attendees=attendees)
