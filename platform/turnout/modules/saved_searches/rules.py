"""What a saved search looks for, where its page is, and when its mail comes. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from turnout.kernel import cadences
from turnout.modules.public_search.api import SearchCriteria
from turnout_sdk.currencies import exponent_of

UNCONFIRMED_DAYS: Final = 3
"""After so long a search that nobody confirmed is forgotten."""
UNUSED: Final = timedelta(days=730)
"""After so long without a change by its owner a search ends."""
MOST_OF_ADDRESS: Final = 10
MOST_IN_A_MAIL: Final = 20
MOST_COUNTED: Final = 200
"""So many new events are looked at for one mail; beyond them nobody reads a number."""
MOST_REFUSED: Final = 3
"""So many mails in a row that its mail server refuses end a search."""
TOLD_FOR: Final = timedelta(days=31)
"""So long it is known which events an address was told of."""
HOUR: Final = 7
THURSDAY: Final = 4
"""Before the weekend."""
SETTLING: Final = timedelta(minutes=5)
"""What is published now may be seen only once its transaction is over."""
SPREAD_SECONDS: Final = 3300
PATH: Final = "/events"


def pairs_of(criteria: SearchCriteria) -> list[tuple[str, str]]:
    """The same search as the address of the directory says it."""
    is_around = criteria.within_km is not None
    said: list[tuple[str, object]] = [
        ("q", criteria.text),
        ("place", criteria.place),
        ("city", criteria.city_id if is_around else None),
        ("plain", "" if is_around else criteria.place),
        ("from", criteria.starts_from),
        ("until", criteria.starts_until),
        *_each("kind", criteria.kinds),
        *_each("category", criteria.categories),
        *_each("tag", criteria.tags),
        *_each("spoken", criteria.languages),
        ("free", "1" if criteria.free_only else ""),
        ("most", _whole(criteria.most_minor, criteria.currency)),
        ("currency", criteria.currency),
        ("speaker", criteria.speaker),
        *_each("ticket_kind", criteria.ticket_kinds),
        ("ticket_name", criteria.ticket_name),
        ("within", criteria.within_km),
        ("box", ",".join(f"{each:g}" for each in criteria.box)),
    ]
    if criteria.latitude is not None and criteria.longitude is not None:
        said.append(("near", f"{criteria.latitude:g},{criteria.longitude:g}"))
    return [(name, str(value)) for name, value in said if value not in ("", None)]


def address_of(criteria: SearchCriteria) -> str:
    pairs = pairs_of(criteria)
    return PATH + (f"?{urlencode(pairs)}" if pairs else "")


def next_at(search_id: UUID, cadence: str, *, after: datetime, time_zone: str) -> datetime:
    """The next moment between seven and eight in the morning there; on Thursdays if weekly.

    Each search has its own second of that hour, so that they do not come all at once.
    """
    own = int.from_bytes(search_id.bytes[-4:]) % SPREAD_SECONDS
    late = SETTLING + timedelta(seconds=own)
    at = cadences.next_at(
        cadence, hour=HOUR, weekday=THURSDAY, month_day=1, after=after - late, time_zone=time_zone
    )
    return at + late


def covered_until(now: datetime) -> datetime:
    """Up to when events are told of now: a full hour, so that searches of one hour look alike."""
    return (now - SETTLING).replace(minute=0, second=0, microsecond=0)


def is_over(criteria: SearchCriteria, today: date) -> bool:
    """Whether its dates have passed, so that no event can match any more."""
    return criteria.starts_until is not None and criteria.starts_until < today - timedelta(days=1)


def _each(name: str, values: Iterable[str]) -> list[tuple[str, object]]:
    return [(name, value) for value in values]


def _whole(minor: int | None, currency: str) -> str:
    """In whole units, as the page asks for it."""
    return "" if minor is None else str(minor // 10 ** (exponent_of(currency) if currency else 2))
