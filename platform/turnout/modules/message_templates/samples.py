"""Sample letters: what previews are made of where no order is chosen, in the reader's language."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from turnout.l10n.formats import deadline, money_on_page, number, span, when_lines
from turnout.l10n.languages import Language
from turnout.l10n.mail_values import (
    ChangeLine,
    EventLine,
    EventNews,
    Letter,
    Line,
    MovedTickets,
)
from turnout.modules.message_templates.messages import Message
from turnout.modules.notifications.api import Template
from turnout_sdk.money import Money

STARTS: Final = datetime(2027, 6, 11, 16, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
NAME: Final = "Ada Lovelace"
TITLE: Final = "Harbour Nights 2027"
STATES: Final = {
    Template.ORDER_CANCELLED: "cancelled",
    Template.ORDER_DECLINED: "cancelled",
    Template.ORDER_APPLICATION_SENT: "awaiting_approval",
}


def sample_letter(
    message: Message,
    head: Mapping[str, Any],
    language: Language,
    *,
    home: str,
    zone: str,
    currency: str,
    event: Mapping[str, Any] | None = None,
) -> Letter:
    """A letter that is full: every variable has a value. `head` is the organization's letterhead.

    `event` says title, when and where; a made-up one otherwise.
    """
    values = {
        **_values(message, language, home=home, zone=zone, currency=currency),
        **(event or {}),
        **head,
    }
    named = {each.name for each in fields(message.letter)}
    return message.letter(**{name: value for name, value in values.items() if name in named})


def _values(
    message: Message, language: Language, *, home: str, zone: str, currency: str
) -> dict[str, Any]:
    tag, locale = language.locale.language, language.locale

    def money(minor: int) -> str:
        return money_on_page(Money(minor, currency), tag)

    when = when_lines(STARTS, STARTS + 5 * HOUR, zone, locale=locale)
    first = span(STARTS, STARTS + HOUR, zone, locale=locale)
    until = deadline(STARTS - 48 * HOUR, zone, tag)
    url = f"{home}/sample"
    return {
        "url": url, "title": TITLE, "when": when, "where": ("Harbour Hall", "Quay 7, 2000 Antwerp"),
        "online_url": "https://meet.example/harbour-nights", "number": "ABC-123",
        "tickets_url": f"{url}/tickets.pdf", "calendar_url": f"{url}/calendar.ics",
        "event_url": url, "lines": (
            Line(
                name="Early bird", quantity=number(2, locale), amount=money(9_000),
                guests=(NAME, "Grace Hopper"),
            ),
        ),
        "places": 2, "total": money(9_000), "tax": money(1_562), "left": 1, "count": 2,
        "savings": (("HARBOUR10", money(1_000)),), "order_state":
            STATES.get(message.template, "confirmed"),
        "money_state": "paid", "has_cancelled": False, "refund": money(4_500),
        "has_calendar": True, "news": EventNews(step="cancel", reason="Storm", gives_back=True),
        "said": "See you there!", "moved": MovedTickets(
            was="Early bird", now="Two days", was_title="", now_title="",
        ),
        "wallets": (("Wallet", f"{url}/wallet"),), "due": money(4_500), "due_on": until,
        "paid": money(4_500), "returned": money(4_500), "kept": money(500),
        "instructions": (("IBAN", "BE71 0961 2345 6769"), ("Reference", "ABC-123")),
        "ticket_type": "Early bird", "giver": "Grace Hopper", "taker": NAME,
        "until": until, "outcome": "offered", "session": "Opening night", "session_when": first,
        "tickets": f"{number(2, locale)} × Early bird", "is_confirmed": True,
        **_news(message, home=home, when=when, first=first, url=url),
    }  # fmt: skip


def _news(
    message: Message, *, home: str, when: tuple[str, ...], first: str, url: str
) -> dict[str, Any]:
    return {
        "opt_out_url": f"{home}/unsubscribe/sample", "changes": (
            ChangeLine(
                title="Opening night", turn="changed", when=first, was_when=when[0],
                new_when=first, new_room="Harbour Hall", was_room="Quay 9", was_title="Opening",
            ),
        ),
        "more": 1, "zone": when[-1], "turn": "changed", "reason": "Storm",
        "was": when[0], "summary": "Three nights of music by the water.", "events": (
            EventLine(
                title=TITLE, summary="Three nights of music by the water.", when=when,
                where=("Harbour Hall",), url=url,
            ),
        ),
        **({"total": 1} if message.is_news else {}),
    }  # fmt: skip
