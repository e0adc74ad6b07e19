"""Paying on the order's page: what is offered there, and what its form asks for."""

from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.orders import api as orders
from turnout.site.l10n.formats import money
from turnout.site.l10n.i18n import _, marked
from turnout.site.orders.payment_views import Instruction, PartLine, PayingView, PayWay, PlanChoice
from turnout_sdk.money import Money

DAY: Final = 24 * 3600
EMBEDDED: Final = "embedded"
"""Fields of a provider need a script: only the checkout shows them, never a plain form."""
AT_WORK: Final = ("pending", "unknown", "processing", "authorized")
HINTS: Final = {
    "redirect": marked("You pay on the page of the payment provider and come back here."),
    "instructions": marked(
        "You get the details for your transfer; your tickets are kept meanwhile."
    ),
}


def paying_view(
    order: orders.OrderView, ways: orders.PaymentOptions, *, path: str, zone: str
) -> PayingView | None:
    """None when the order waits for no payment."""
    if not ways.left_minor:
        return None
    at = ZoneInfo(zone)
    is_complete = bool(order.buyer_email) and len(order.attendees) == order.places
    agreed = next((each for each in ways.plans if each.is_in_force), None)
    current = ways.under_way
    action = current.next_action if current else None
    instructions = action.instructions if action else []
    page_url = _web(action.redirect_url) if action else None
    return PayingView(
        action_url=f"{path}/pay",
        due=Money(ways.due_minor, ways.currency),
        left=Money(ways.left_minor, ways.currency),
        paid=Money(order.paid_minor - order.refunded_minor, ways.currency),
        ways=_ways(ways) if is_complete else (),
        has_fields=is_complete and any(each.module for each in ways.items),
        is_complete=is_complete,
        plans=() if agreed else _plans(ways, at),
        agreed=_plan(agreed, ways, at) if agreed else None,
        asked=Money(current.amount_minor, current.currency) if current else None,
        instructions=tuple(
            Instruction(label=line.label, value=line.value) for line in instructions
        ),
        page_url=page_url,
        is_being_worked_on=bool(
            current and current.state in AT_WORK and not instructions and not page_url
        ),
        has_failed=ways.last_attempt_failed,
        kept_until=order.expires_at.astimezone(at) if order.expires_at else None,
        zone=zone,
    )


def choice_of(way: str, *, plan: str | None, everything: bool) -> orders.PaymentChoice:
    """What a form says: the way as `connection:method`, the plan as its id, "" for none."""
    connection, _colon, method = way.partition(":")
    try:
        return orders.PaymentChoice(
            connection_id=UUID(connection) if connection else None,
            method=method or None,
            plan_id=UUID(plan) if plan else None,
            keeps_plan=plan is None,
            everything=everything,
        )
    except ValueError:
        raise Invalid(FieldError("/way", "Please choose how to pay.")) from None


def _ways(ways: orders.PaymentOptions) -> tuple[PayWay, ...]:
    offered = [each for each in ways.items if each.flow != EMBEDDED]
    return tuple(
        PayWay(
            value=f"{each.connection_id}:{each.method}",
            title=each.title,
            hint=_hint(each.flow, each.longest_pending_seconds, is_test=each.mode == "test"),
            is_chosen=index == 0,
        )
        for index, each in enumerate(offered)
    )


def _hint(flow: str, longest: int, *, is_test: bool) -> str:
    said = [_(HINTS[flow])]
    if longest >= DAY and flow != "instructions":
        said.append(_("It can take up to %(days)d days until it arrives.", days=-(-longest // DAY)))
    if is_test:
        said.append(_("For trying out: no money moves."))
    return " ".join(said)


def _plans(ways: orders.PaymentOptions, at: ZoneInfo) -> tuple[PlanChoice, ...]:
    """Nothing to choose where there is no plan."""
    if not ways.plans:
        return ()
    whole = PlanChoice(
        value="",
        title=_("Everything now"),
        now=Money(ways.left_minor, ways.currency),
        is_chosen=ways.plan_id is None,
    )
    return (whole, *(_plan(each, ways, at) for each in ways.plans))


def _plan(offer: orders.PlanOffer, ways: orders.PaymentOptions, at: ZoneInfo) -> PlanChoice:
    first = offer.parts[0]
    return PlanChoice(
        value=str(offer.plan_id),
        title=offer.name,
        now=Money(first.amount_minor, ways.currency),
        parts=tuple(
            PartLine(
                amount=Money(part.amount_minor, ways.currency),
                due_at=_local(part.due_at, at) if index else None,
                is_paid=part.is_paid,
            )
            for index, part in enumerate(offer.parts)
        ),
        warning=_warning(offer, Money(first.amount_minor, ways.currency)),
        is_chosen=ways.plan_id == offer.plan_id,
    )


def _warning(offer: orders.PlanOffer, deposit: Money) -> str:
    """What happens to an order that is not paid on, said before anything is paid."""
    lapses = _(
        "A part that is more than %(days)d days late gives your places back.", days=offer.grace_days
    )
    if not offer.keeps_deposit:
        return f"{lapses} {_('What you paid is then returned.')}"
    forfeits = _(
        "The deposit of %(amount)s is then not returned; anything else you paid is.",
        amount=money(deposit),
    )
    return f"{lapses} {forfeits}"


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone)


def _web(address: str | None) -> str | None:
    """A web address and nothing else ever becomes a link."""
    return address if address and address.startswith(("https://", "http://")) else None
