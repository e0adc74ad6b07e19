"""Words of orders and attendees as the search compares them, and rows of the index. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final
from uuid import UUID

from turnout.kernel.typed_addresses import ascii_address
from turnout.modules.order_notes.api import TagsOfOrder
from turnout.modules.order_search.types import IndexedLine, IndexedOrder
from turnout.search_words.texts import plain_letters
from turnout_sdk.words import spaced

MOST_WORDS: Final = 80
"""Kept of one order or attendee."""
LONGEST_WORD: Final = 60
MOST_ASKED: Final = 6
MOST_READ_OF_A_WORD: Final = 200_000
"""Orders and attendees that have a word, read whole when several words are asked for."""
COMMON_WORD: Final = 2_000
"""Of one word that so many have a page is looked for among the first of a list, row by row."""
FIRST_OF_A_LIST: Final = 15_000
ABOVE_ALL: Final = "\U0010ffff"
COUNT_TO: Final = 10_000
MOST_VIEWS: Final = 100
ORDER_COLUMNS: Final = (
    "number", "event", "state", "money_state", "total", "paid", "refunded", "buyer_name",
    "buyer_email", "channel", "placed_at", "confirmed_at", "ticket_types", "tags", "attendees",
    "checked_in",
)  # fmt: skip
ATTENDEE_COLUMNS: Final = (
    "name", "email", "order_number", "order_state", "event", "ticket_type", "state",
    "is_transferred", "is_checked_in", "placed_at", "tags",
)  # fmt: skip


def words_of(text: str) -> Iterator[str]:
    """The words of a text; an address counts as one word and as its parts."""
    for part in plain_letters(text).split():
        if "@" in part:
            yield part[:LONGEST_WORD]
        yield from (word[:LONGEST_WORD] for word in spaced(part).split())


def answer_texts(answers: Mapping[str, Any]) -> Iterator[str]:
    """What was answered, as texts; ids of files and plain yes and no are not searched for."""
    for value in answers.values():
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, int | float | str) and not isinstance(each, bool):
                text = str(each)
                if not _is_id(text):
                    yield text


def words_to_keep(texts: Iterable[str]) -> set[str]:
    found = (word for text in texts for word in words_of(text))
    return set(islice(dict.fromkeys(found), MOST_WORDS))


def asked_words(text: str) -> list[str]:
    """What somebody typed, as beginnings of words."""
    asked: list[str] = []
    for typed in text.replace("\x00", " ").split():
        part = plain_letters(ascii_address(typed))
        asked += [part] if "@" in part.strip("@") else spaced(part).split()
    return [word[:LONGEST_WORD] for word in dict.fromkeys(asked)][:MOST_ASKED]


def order_rows(
    orders: Sequence[IndexedOrder],
    lines: Sequence[IndexedLine],
    *,
    admitted: Collection[UUID],
    tags: Mapping[UUID, TagsOfOrder],
) -> list[dict[str, Any]]:
    """What the index says of each order besides what the order says itself."""
    attendees = {each.id: set[UUID]() for each in orders}
    inside = dict.fromkeys(attendees, 0)
    for line in lines:
        attendees[line.order_id].add(line.attendee_id)
        inside[line.order_id] += line.ticket_id in admitted
    return [
        {
            "id": each.id,
            "tag_ids": tags[each.id].tag_ids,
            "attendee_count": len(attendees[each.id]),
            "checked_in_count": inside[each.id],
        }
        for each in orders
    ]


def line_rows(
    orders: Sequence[IndexedOrder],
    lines: Sequence[IndexedLine],
    *,
    admitted: Collection[UUID],
    tags: Mapping[UUID, TagsOfOrder],
) -> list[dict[str, Any]]:
    """The lines of the index, one for each ticket, or one for an attendee without any."""
    by_id = {each.id: each for each in orders}
    return [
        {
            "id": line.ticket_id or line.attendee_id,
            "attendee_id": line.attendee_id,
            "order_id": line.order_id,
            "order_number": by_id[line.order_id].number,
            "order_state": by_id[line.order_id].state,
            "event_id": line.event_id or by_id[line.order_id].event_id,
            "ticket_type_id": line.ticket_type_id,
            "ticket_id": line.ticket_id,
            "state": line.state,
            "name": line.name,
            "email": line.email,
            "is_transferred": line.is_transferred,
            "is_checked_in": line.ticket_id in admitted,
            "placed_at": by_id[line.order_id].placed_at,
            "tag_ids": tags[line.order_id].of_attendee(line.attendee_id),
        }
        for line in lines
    ]


def index_words(
    orders: Sequence[IndexedOrder], lines: Sequence[IndexedLine]
) -> Iterator[tuple[UUID, UUID | None, str]]:
    """Order, attendee or None for the buyer, and each word by which they are found."""
    for order in orders:
        texts = (order.buyer_name, order.buyer_email, *answer_texts(order.answers))
        yield from ((order.id, None, word) for word in sorted(words_to_keep(texts)))
    for line in lines:
        texts = (line.name, line.email, *answer_texts(line.answers))
        yield from (
            (line.order_id, line.attendee_id, word) for word in sorted(words_to_keep(texts))
        )


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
