"""The variables of message templates: what a letter says, as plain data under names of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any, Final

from turnout.l10n.mail_values import (
    EventMail,
    GuestLetter,
    Letter,
    MoneyWords,
    NewEventsLetter,
    NewsLetter,
    OrderLetter,
    SessionPlaceLetter,
    SessionsLetter,
    TicketLetter,
    WaitlistLetter,
)
from turnout.modules.message_templates.liquid import Map

FIELDS: Final[tuple[tuple[type, Mapping[str, str]], ...]] = (
    (
        Letter,
        {
            "recipient.name": "name",
            "recipient.email": "recipient",
            "organizer.name": "organization",
            "organizer.imprint_url": "imprint_url",
            "organizer.privacy_url": "privacy_url",
        },
    ),
    (
        EventMail,
        {
            "event.title": "title",
            "event.when": "when",
            "event.where": "where",
            "event.online_url": "online_url",
        },
    ),
    (
        OrderLetter,
        {
            "order.url": "url",
            "order.number": "number",
            "order.tickets_url": "tickets_url",
            "order.calendar_url": "calendar_url",
            "order.lines": "lines",
            "order.places": "places",
            "order.total": "total",
            "order.tax": "tax",
            "order.savings": "savings",
            "order.state": "order_state",
            "order.money_state": "money_state",
            "order.valid_tickets": "left",
            "order.changed_tickets": "count",
            "order.refund": "refund",
            "order.wallets": "wallets",
            "event.url": "event_url",
            "news.step": "news.step",
            "news.reason": "news.reason",
            "news.may_return": "news.may_return",
            "news.gives_back": "news.gives_back",
            "message": "said",
            "moved.from_type": "moved.was",
            "moved.to_type": "moved.now",
            "moved.from_event": "moved.was_title",
            "moved.to_event": "moved.now_title",
            "moved.difference": "moved.difference",
            "moved.costs_more": "moved.costs_more",
        },
    ),
    (
        MoneyWords,
        {
            "payment.due": "due",
            "payment.due_on": "due_on",
            "payment.paid": "paid",
            "payment.returned": "returned",
            "payment.kept": "kept",
            "payment.until": "until",
            "payment.keeps_deposit": "keeps_deposit",
            "payment.instructions": "instructions",
        },
    ),
    (
        TicketLetter,
        {
            "ticket.url": "url",
            "ticket.type": "ticket_type",
            "ticket.giver": "giver",
            "ticket.taker": "taker",
            "ticket.until": "until",
            "ticket.outcome": "outcome",
        },
    ),
    (
        WaitlistLetter,
        {
            "waitlist.url": "url",
            "waitlist.tickets": "tickets",
            "waitlist.until": "until",
            "waitlist.is_confirmed": "is_confirmed",
        },
    ),
    (
        SessionPlaceLetter,
        {
            "place.url": "url",
            "place.session": "session",
            "place.when": "session_when",
            "place.until": "until",
        },
    ),
    (NewsLetter, {"unsubscribe_url": "opt_out_url"}),
    (
        SessionsLetter,
        {
            "event.url": "url",
            "changes": "changes",
            "total": "total",
            "more": "more",
            "zone": "zone",
        },
    ),
    (
        NewEventsLetter,
        {"organizer.url": "url", "events": "events", "total": "total", "more": "more"},
    ),
    (
        GuestLetter,
        {"invitation.url": "url", "invitation.until": "until", "event.summary": "summary"},
    ),
)
PAIRS: Final = {
    "order.savings": ("code", "amount"),
    "order.wallets": ("label", "url"),
    "payment.instructions": ("label", "value"),
}
"""Lists of pairs, and what their two halves are called."""
ENDS: Final = ("first", "last")
FIXED: Final = frozenset(
    {
        *("order.state", "order.money_state", "news.step", "ticket.outcome"),
        *("moved.costs_more", "payment.keeps_deposit", "waitlist.is_confirmed"),
    }
)
"""Words that say in which case a mail is, and not something to be read."""


def fields_of(kind: type) -> dict[str, str]:
    """Path of each variable of a letter, and the attribute that it is."""
    return {
        path: attribute
        for owner, named in FIELDS
        if issubclass(kind, owner)
        for path, attribute in named.items()
    }


def values_of(letter: Any, *, keeps_empty: bool = False) -> Map:
    """A letter as templates see it: what is empty is nothing, so that `if` takes it for no."""
    values = Map()
    for path, attribute in fields_of(type(letter)).items():
        value = _plain(attrgetter(attribute)(letter), PAIRS.get(path))
        _place(values, path, value if keeps_empty or not _is_empty(value) else None)
    if not getattr(letter, "has_calendar", True) and not keeps_empty:
        values["order"]["calendar_url"] = None
    return values


def _is_empty(value: Any) -> bool:
    return value in ("", []) or (value == 0 and not isinstance(value, bool))


def _place(values: Map, path: str, value: Any) -> None:
    *above, name = path.split(".")
    for each in above:
        values = values.setdefault(each, Map())
    values[name] = value


def _plain(value: Any, pair: tuple[str, str] | None) -> Any:
    if isinstance(value, str | int | None):
        return value
    if is_dataclass(value):
        return Map((each.name, _plain(getattr(value, each.name), None)) for each in fields(value))
    if pair is not None:
        return [Map(zip(pair, each, strict=True)) for each in value]
    return [_plain(each, None) for each in value]


def is_known(path: tuple[str | int, ...], shape: Any) -> bool:
    """Whether a variable stands in data of this shape; of a list any item counts."""
    for segment in path:
        if isinstance(shape, dict) and segment in shape:
            shape = shape[segment]
        elif isinstance(shape, list) and (isinstance(segment, int) or segment in ENDS):
            shape = shape[0]
        elif isinstance(shape, list | str) and segment == "size":
            shape = 0
        else:
            return False
    return True


def listed(values: Map, prefix: str = "") -> Iterator[tuple[str, str, bool]]:
    """Each variable with its value as a text, and whether it is a list."""
    for name, value in values.items():
        path = f"{prefix}{name}"
        if isinstance(value, Map):
            yield from listed(value, f"{path}.")
        elif isinstance(value, list):
            yield path, " · ".join(_shown(each) for each in value), True
        else:
            yield path, _shown(value), False


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        parts = (f"{name}: {_shown(each)}" for name, each in value.items())
        return ", ".join(parts)
    if isinstance(value, list):
        return ", ".join(_shown(each) for each in value)
    return str(value)
