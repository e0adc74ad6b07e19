"""The storefront of an event at an instant: each offer, and why it cannot be bought. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.modules.catalog.rules import in_language, unavailable_reason
from turnout.modules.catalog.types import Offer
from turnout.modules.events import api as events

SELLING: Final = frozenset({events.State.PUBLISHED, events.State.LIVE})
MOST_SHOWN: Final = 200
"""Above this many left no number is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorefrontItem:
    """An offer in the visitor's language; `unavailable_reason` is None where it can be bought."""

    offer: Offer
    unavailable_reason: str | None
    left: int | None
    """Units left; None when there are more than we tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Storefront:
    at: datetime
    is_open: bool
    items: tuple[StorefrontItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPass(StorefrontItem):
    """A pass of a series, with the event whose checkout sells it."""

    event_id: UUID
    event_slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What the shop at any instant is computed from."""

    is_announced: bool
    """Whether the event sells at all, by its state; a preview says yes."""
    ends_at: datetime | None
    offers: Sequence[Offer]
    remaining: Mapping[UUID, int]


def storefront_at(sale: Sale, at: datetime, *, language: str, named: frozenset[UUID]) -> Storefront:
    """The shop at an instant; hidden ticket types show to whoever has their link (`named`)."""
    is_open = sale.is_announced and (sale.ends_at is None or at < sale.ends_at)
    return Storefront(
        at=at,
        is_open=is_open,
        items=tuple(
            _item(sale, offer, at=at, language=language, is_open=is_open)
            for offer in sale.offers
            if not offer.is_hidden or offer.ticket_type_id in named
        ),
    )


def passes_at(
    sales: Sequence[tuple[events.Event, Offer]],
    remaining: Mapping[UUID, int],
    *,
    at: datetime,
    language: str,
) -> tuple[SeriesPass, ...]:
    """The passes that some events sell, as their series shows them; hidden ones are left out."""
    shown = []
    for event, offer in sales:
        is_open = event.state in SELLING and (event.ends_at is None or at < event.ends_at)
        sale = Sale(
            is_announced=is_open, ends_at=event.ends_at, offers=(offer,), remaining=remaining
        )
        item = _item(sale, offer, at=at, language=language, is_open=is_open)
        if not offer.is_hidden:
            shown.append(
                SeriesPass(
                    offer=item.offer,
                    unavailable_reason=item.unavailable_reason,
                    left=item.left,
                    event_id=event.id,
                    event_slug=event.slug,
                )
            )
    return tuple(shown)


def _item(
    sale: Sale, offer: Offer, *, at: datetime, language: str, is_open: bool
) -> StorefrontItem:
    left = offer.units_left(sale.remaining)
    reason = unavailable_reason(offer, at, remaining=sale.remaining) if is_open else "event-closed"
    return StorefrontItem(
        offer=in_language(offer, language),
        unavailable_reason=None if reason is None else str(reason),
        left=left if left <= MOST_SHOWN else None,
    )
