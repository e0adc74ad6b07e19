"""Offers of freed places: who gets them, and what becomes of them.

Places go round in this order of locks: the offer's hold, then the pool, then the entry. Whoever
ends an offer closes its hold, so that of two who try only one does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.waitlist import queries, rules
from turnout.modules.waitlist.errors import ChangedMeanwhile, NotWaiting, WaitlistClosed
from turnout.modules.waitlist.facts import (
    WaitlistEntryChanged,
    WaitlistOffered,
    WaitlistOfferLapsed,
)
from turnout.modules.waitlist.metrics import STEPS
from turnout.modules.waitlist.types import EntryState, WaitlistEntry, WaitlistSettings

AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What decides about offers of an event now: its settings, and its sale."""

    settings: WaitlistSettings
    event: events.Event
    offers: dict[UUID, catalog.Offer]
    is_selling: bool
    automatic: tuple[UUID, ...]


def read_terms(tx: Transaction, event_id: UUID) -> Terms:
    """The settings of an event's waitlist, its ticket types and whether it sells."""
    event = events.get_event(tx, event_id)
    settings = queries.get_settings(tx, event_id)
    offers = catalog.list_offers(tx, event_id)
    is_over = event.ends_at is not None and event.ends_at <= tx.now
    is_selling = event.state in rules.SELLING and not is_over
    automatic = rules.automatic_types(offers, settings, now=tx.now) if is_selling else ()
    return Terms(
        settings=settings,
        event=event,
        offers={each.ticket_type_id: each for each in offers},
        is_selling=is_selling,
        automatic=tuple(automatic),
    )


def settle(tx: Transaction, event_id: UUID, pool_id: UUID) -> None:
    """Offer what a pool has to the next who wait, and reserve what comes back for the others.

    It can be done at any time, and again: places, queue and settings are read under the pool's
    lock, and whoever changes one of them settles afterwards.
    """
    counts = inventory.lock_counts(tx, pool_id)
    terms = read_terms(tx, event_id)
    while True:
        queue = queries.list_queue(tx, pool_id, terms.automatic, limit=AT_ONCE)
        number = rules.next_offers((each.places for each in queue), counts.untaken)
        awaited = queries.count_awaited(tx, pool_id, terms.automatic)
        chosen = queue[:number]
        awaited -= sum(each.places for each in chosen)
        if chosen or awaited != counts.awaited or counts.reserved > awaited:
            _offer(tx, terms, pool_id, chosen, awaited=awaited)
        if number < AT_ONCE:
            return
        counts = inventory.lock_counts(tx, pool_id)


def offer_now(tx: Transaction, entry: WaitlistEntry, *, by: str) -> None:
    """Offer places to one who waits, whoever stands before them; SoldOut when there are too few.

    The caller has locked the entry. WaitlistClosed when its tickets are not on sale.
    """
    if entry.state != EntryState.WAITING:
        raise NotWaiting(state=entry.state)
    terms = read_terms(tx, entry.event_id)
    offer = terms.offers.get(entry.ticket_type_id)
    if not terms.is_selling or offer is None or not offer.is_on_sale(tx.now):
        raise WaitlistClosed
    counts = inventory.lock_counts(tx, entry.pool_id)
    if counts.untaken < entry.places:
        raise inventory.SoldOut(ticket_types=[str(entry.ticket_type_id)])
    awaited = queries.count_awaited(tx, entry.pool_id, terms.automatic)
    if entry.ticket_type_id in terms.automatic:
        awaited -= entry.places
    _offer(tx, terms, entry.pool_id, [entry], awaited=awaited, by=by)


def _offer(
    tx: Transaction,
    terms: Terms,
    pool_id: UUID,
    chosen: Sequence[WaitlistEntry],
    *,
    awaited: int,
    by: str = "",
) -> None:
    """Hold the places of these entries, all of one pool, and tell who waited."""
    until = [
        rules.deadline(
            tx.now,
            minutes=terms.settings.offer_minutes,
            ends=(
                terms.event.ends_at,
                terms.offers[each.ticket_type_id].sales_end_at,
                each.expires_at if each.expires_at and each.expires_at > tx.now else None,
            ),
        )
        for each in chosen
    ]
    places = [each.places for each in chosen]
    holds = inventory.hold_for_waitlist(
        tx, pool_id, list(zip(places, until, strict=True)), awaited=awaited
    )
    if not chosen:
        return
    made = [
        (each.id, hold_id, expires_at, rules.remind_at(tx.now, expires_at))
        for each, hold_id, expires_at in zip(chosen, holds, until, strict=True)
    ]
    queries.mark_offered(tx, made, offered_by=by)
    for each in chosen:
        tx.publish(WaitlistOffered(entry_id=each.id, event_id=each.event_id))
        count(tx, EntryState.OFFERED)


def lock_entry(tx: Transaction, entry_id: UUID) -> WaitlistEntry:
    """The entry with its hold and pool locked: nobody offers, uses or ends it meanwhile.

    ChangedMeanwhile when an offer was made or ended in the same moment: begin again.
    """
    seen = queries.get_entry(tx, entry_id)
    if seen.hold_id is not None:
        inventory.lock_for_restock(tx, holds=[seen.hold_id], pools=())
    inventory.lock_counts(tx, seen.pool_id)
    found = queries.get_entry(tx, entry_id)
    if found.hold_id != seen.hold_id:
        raise ChangedMeanwhile
    return found


def end(tx: Transaction, entry: WaitlistEntry, state: EntryState) -> None:
    """End a locked entry; the places of its offer come back, and whoever is next gets them."""
    if entry.state == EntryState.OFFERED and entry.hold_id is not None:
        inventory.release(tx, entry.hold_id, lapsed=state is EntryState.LAPSED)
    if not queries.move(tx, entry, state.value):
        raise ChangedMeanwhile
    if state is EntryState.LAPSED:
        tx.publish(WaitlistOfferLapsed(entry_id=entry.id, event_id=entry.event_id))
    else:
        say(tx, entry, state)
    count(tx, state)


def say(tx: Transaction, entry: WaitlistEntry, state: EntryState) -> None:
    tx.publish(WaitlistEntryChanged(entry_id=entry.id, event_id=entry.event_id, state=state.value))


def count(tx: Transaction, state: EntryState) -> None:
    step = "joined" if state is EntryState.UNCONFIRMED else state.value
    told: Callable[[], None] = partial(STEPS.add, step=step)
    tx.after_commit.append(told)
