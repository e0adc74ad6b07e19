"""What of an order becomes evidence, in English, which banks read; and when it may be sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from turnout.modules.checkin.api import TicketCheckin
from turnout.modules.disputes.types import (
    Content,
    EvidenceDraft,
    EvidenceTopic,
    Obstacle,
    ProposedFact,
)
from turnout.modules.events.api import Event
from turnout.modules.notifications.api import Mail
from turnout.modules.orders.api import BuyerTerms, Order
from turnout_sdk.money import Money

REMIND_BEFORE: Final = timedelta(days=2)
LONGEST_PAUSE_SECONDS: Final = 3600
MOST_LINES: Final = 50
"""So many check-ins or mails are listed; an order has rarely more."""


def obstacle_to(
    *, is_open: bool, respond_by: datetime | None, is_answered: bool, now: datetime
) -> Obstacle | None:
    """Why no answer can be sent; None while one can."""
    if not is_open:
        return Obstacle.DECIDED
    if is_answered:
        return Obstacle.ANSWERED
    if respond_by is not None and respond_by <= now:
        return Obstacle.DEADLINE
    return None


def retry_delay(attempts: int) -> timedelta:
    """The pause before the next attempt: 2, 4, 8 … seconds, at most an hour."""
    return timedelta(seconds=min(LONGEST_PAUSE_SECONDS, 2 ** min(attempts, 12)))


def facts_of(
    order: Order,
    event: Event,
    *,
    checkins: Sequence[TicketCheckin],
    mails: Sequence[Mail],
    terms: BuyerTerms,
) -> list[ProposedFact]:
    """What is known of an order, in the order of the topics; nothing where nothing is known."""
    texts = {
        EvidenceTopic.BUYER: _buyer(order),
        EvidenceTopic.PRODUCT: _product(order, event),
        EvidenceTopic.CHECK_INS: _lines(_checkins(order, checkins)),
        EvidenceTopic.MAILS: _lines(_mails(mails)),
        EvidenceTopic.TERMS: _terms(order),
        EvidenceTopic.REFUND_TERMS: _refund_terms(terms),
    }
    return [ProposedFact(topic=topic.value, text=text) for topic, text in texts.items() if text]


def content_of(
    draft: EvidenceDraft, facts: Iterable[ProposedFact], order: Order | None, event: Event | None
) -> Content:
    """What is sent of a draft: its text, the chosen facts as they are now, its files."""
    chosen = [each for each in facts if each.topic in draft.topics]
    names_buyer = order is not None and any(each.topic == EvidenceTopic.BUYER for each in chosen)
    has_product = any(each.topic == EvidenceTopic.PRODUCT for each in chosen)
    starts = event.starts_at if event is not None and has_product else None
    return Content(
        text=draft.text,
        facts=chosen,
        files=draft.files,
        customer_name=order.buyer_name if order and names_buyer else "",
        customer_email=order.buyer_email if order and names_buyer else "",
        service_date=starts.date().isoformat() if starts else "",
    )


def length_of(content: Content) -> int:
    """Characters of all texts together."""
    return len(content.text) + sum(len(each.text) for each in content.facts)


def instant(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(list(lines)[:MOST_LINES])


def _buyer(order: Order) -> str:
    return f"{order.buyer_name} <{order.buyer_email}>" if order.buyer_email else ""


def _product(order: Order, event: Event) -> str:
    sold = ", ".join(f"{line.quantity} × {line.name}" for line in order.lines)
    total = Money(order.total_minor, order.currency)
    place = event.location.name if event.location is not None else ""
    when = [
        f"{event.starts_at:%Y-%m-%d %H:%M} UTC" if event.starts_at else "",
        place or (event.online_url and "online") or "",
    ]
    about = ", ".join(each for each in (event.title, *when) if each)
    return f"Order {order.number} of {instant(order.placed_at)}: {sold}, {total}\nEvent: {about}"


def _checkins(order: Order, checkins: Sequence[TicketCheckin]) -> Iterable[str]:
    names = {each.id: each.name for each in order.attendees}
    holders = {each.id: names.get(each.attendee_id, "") for each in order.tickets}
    for each in checkins:
        if each.undone_at is None:
            who = holders.get(each.ticket_id) or "ticket"
            gate = f", gate {each.gate}" if each.gate else ""
            yield f"{who}: admitted {instant(each.admitted_at)} ({each.list_name}{gate})"


def _mails(mails: Sequence[Mail]) -> Iterable[str]:
    for each in reversed(mails):
        if each.sent_at is not None:
            yield f"{instant(each.sent_at)}: {each.template} to {each.recipient}"


def _terms(order: Order) -> str:
    if order.accepted_at is None or order.accepted_terms is None:
        return ""
    return f"Agreed to version {order.accepted_terms} of the terms on {instant(order.accepted_at)}"


def _refund_terms(terms: BuyerTerms) -> str:
    if terms.refund.value == "none":
        return "No refund after the purchase."
    if terms.refund.value == "full":
        said = ["The whole price is refunded until the event starts."]
    else:
        said = [
            f"{tier.share_bp / 100:g} % is refunded until {tier.days_before} days before the start."
            for tier in terms.tiers
        ] + ["Nothing is refunded after that."]
    if terms.fee_minor and terms.fee_currency:
        said.append(f"A fee of {Money(terms.fee_minor, terms.fee_currency)} is kept of each.")
    return " ".join(said)
