"""Use cases of waitlists: join, look, leave; settings, offers by hand, classes; timed work."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext, TenantContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.security import permissions
from turnout.kernel.values import from_attributes
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.waitlist import offers, policies, queries, rules, secrets
from turnout.modules.waitlist.errors import (
    ChangedMeanwhile,
    EntryOver,
    OfferOver,
    TicketsLeft,
    WaitlistClosed,
)
from turnout.modules.waitlist.facts import (
    WaitlistJoined,
    WaitlistOfferReminded,
    WaitlistSettingsChanged,
)
from turnout.modules.waitlist.metrics import LENGTH
from turnout.modules.waitlist.types import (
    EntryState,
    JoinedWaitlist,
    NewEntry,
    NewSettings,
    WaitlistEntry,
    WaitlistFigures,
    WaitlistMailData,
    WaitlistPlace,
    WaitlistSettings,
)

UNCONFIRMED_FOR: Final = timedelta(days=2)
REQUEUED_FOR: Final = timedelta(minutes=rules.LEAST_OFFER_MINUTES)
"""So much of an offer must be left for an order that came to nothing to give its place back."""
TRIES: Final = 3
AT_ONCE: Final = 500


def join(
    ctx: PublicContext, event_id: UUID, new: NewEntry, *, code: str | None = None
) -> JoinedWaitlist:
    """Wait for tickets that are sold out.

    A mail has the link that takes the place; who is signed in with the address has it at once. Who
    waits already gets the link again. TicketsLeft while they can be bought, WaitlistClosed where
    there is no list; RateLimited where the address was mailed too much within a day.
    """
    policies.require_can_join(ctx)
    address = f"{ctx.organization_id}:{new.email.strip().lower()}"
    runtime.current().limiter.require("waitlist", address)
    with transaction(ctx) as tx:
        organizations.require_open(tx)
        events.get_visible(tx, event_id, code=code)
        pool_id, places = _require_can_join(tx, event_id, new)
        is_own = _is_own_address(tx, ctx, new.email)
        entry = queries.find_open(tx, new.ticket_type_id, new.email)
        if entry is None:
            user_id = ctx.user_id if is_own else None
            entry_id = queries.insert_entry(
                tx, event_id, new, pool_id=pool_id, places=places, user_id=user_id
            )
            offers.count(tx, EntryState.UNCONFIRMED)
        else:
            entry_id = entry.id
            queries.reword_entry(tx, entry_id, new, places=places)
        entry = queries.get_entry(tx, entry_id)
        if is_own:
            _queue_up(tx, entry, user_id=ctx.user_id)
        tx.publish(WaitlistJoined(entry_id=entry_id, event_id=event_id))
        if not is_own:
            return JoinedWaitlist(state=EntryState.UNCONFIRMED.value)
        place = _place(tx, queries.get_entry(tx, entry_id))
        return JoinedWaitlist(state=place.state, place=place, secret=secrets.entry_secret(entry_id))


def _require_can_join(tx: Transaction, event_id: UUID, new: NewEntry) -> tuple[UUID, int]:
    """The pool and the places that are waited for; the pool is locked."""
    terms = offers.read_terms(tx, event_id)
    offer = terms.offers.get(new.ticket_type_id)
    if offer is None:
        raise Invalid(FieldError("/ticket_type_id", "The event has no such ticket type."))
    is_there = terms.is_selling and offer.is_on_sale(tx.now) and rules.can_be_waited_for(offer)
    if not (is_there and terms.settings.is_open_for(offer.ticket_type_id)):
        raise WaitlistClosed
    faults = rules.quantity_faults(offer, terms.settings, new.quantity)
    if faults:
        raise Invalid(*faults)
    pool_id, places = rules.pool_and_places(offer, new.quantity)
    counts = inventory.lock_counts(tx, pool_id)
    left = offer.units_left({pool_id: counts.untaken - counts.reserved})
    if left >= max(offer.minimum, 1):
        raise TicketsLeft(left=left)
    return pool_id, places


def _is_own_address(tx: Transaction, ctx: PublicContext, email: str) -> bool:
    """Whether who asks is signed in and has proved the address."""
    if ctx.user_id is None:
        return False
    person = identity.get_people(tx, [ctx.user_id]).get(ctx.user_id)
    is_known = person is not None and person.is_verified
    return is_known and person is not None and person.email == email.strip().lower()


def _queue_up(tx: Transaction, entry: WaitlistEntry, *, user_id: UUID | None = None) -> None:
    """Give an entry its number, once; the pool is locked."""
    if entry.state != EntryState.UNCONFIRMED:
        return
    queries.queue_up(tx, entry, user_id=user_id)
    offers.count(tx, EntryState.WAITING)
    offers.say(tx, entry, EntryState.WAITING)
    offers.settle(tx, entry.event_id, entry.pool_id)


def list_open_types(tx: Transaction, event_id: UUID, listed: Sequence[catalog.Offer]) -> set[UUID]:
    """Which of an event's ticket types people can wait for once they are sold out."""
    settings = queries.get_settings(tx, event_id)
    return {
        each.ticket_type_id
        for each in listed
        if rules.can_be_waited_for(each) and settings.is_open_for(each.ticket_type_id)
    }


def find_offer(ctx: PublicContext, event_id: UUID, token: str) -> WaitlistPlace | None:
    """The place whose open offer a token names, for the event's checkout; None for any other."""
    entry_id = secrets.read_token(token)
    if entry_id is None:
        return None
    with transaction(ctx) as tx:
        entry = queries.find_entry(tx, entry_id)
        if entry is None or entry.event_id != event_id or entry.state != EntryState.OFFERED:
            return None
        return _place(tx, entry)


def get_place(ctx: PublicContext, entry_id: UUID) -> WaitlistPlace:
    """Somebody's place on a waitlist; the route has proved the secret."""
    policies.require_can_join(ctx)
    with transaction(ctx) as tx:
        return _place(tx, queries.get_entry(tx, entry_id))


def confirm(ctx: PublicContext, entry_id: UUID) -> WaitlistPlace:
    """Take the place that a mail was sent for; EntryOver once it is over."""
    policies.require_can_join(ctx)
    with transaction(ctx) as tx:
        entry = offers.lock_entry(tx, entry_id)
        if entry.state not in rules.OPEN:
            raise EntryOver(state=entry.state)
        _queue_up(tx, entry)
        return _place(tx, queries.get_entry(tx, entry_id))


def leave(ctx: TenantContext, entry_id: UUID) -> None:
    """Give a place up, or take somebody off the list; places that were offered pass on."""
    policies.require_can_leave(ctx)
    is_own = isinstance(ctx, PublicContext)
    for attempt in range(1, TRIES + 1):
        try:
            with transaction(ctx) as tx:
                entry = offers.lock_entry(tx, entry_id)
                policies.require_can_leave(ctx, entry.event_id)
                if entry.state not in rules.OPEN:
                    raise EntryOver(state=entry.state)
                offers.end(tx, entry, EntryState.LEFT if is_own else EntryState.REMOVED)
                offers.settle(tx, entry.event_id, entry.pool_id)
                return
        except ChangedMeanwhile:
            if attempt == TRIES:
                raise


def list_entries(
    ctx: OrganizationContext,
    event_id: UUID,
    request: PageRequest,
    *,
    state: str | None = None,
    ticket_type_id: UUID | None = None,
    text: str | None = None,
) -> Page[WaitlistEntry]:
    """Who waits and who waited, in the order of the queue."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        found = queries.list_entries(
            tx, event_id, request, state=state, ticket_type_id=ticket_type_id, text=text
        )
        names = _names(tx, event_id)
    shown = [replace(each, ticket_type=names.get(each.ticket_type_id, "")) for each in found]
    return page(shown, request, key=lambda each: (str(each.queue_key), each.id))


def count_entries(ctx: OrganizationContext, event_id: UUID) -> WaitlistFigures:
    """How many wait for an event, and what became of offers."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return queries.count_entries(tx, event_id)


def get_settings(ctx: OrganizationContext, event_id: UUID) -> WaitlistSettings:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return queries.get_settings(tx, event_id)


def update_settings(
    ctx: OrganizationContext, event_id: UUID, new: NewSettings, *, version: int | None
) -> WaitlistSettings:
    """Open or close an event's waitlist and say how it works; offers that stand stay."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        require_version(version, queries.get_settings(tx, event_id).version)
        _require_types(tx, event_id, new)
        queries.save_settings(tx, event_id, new)
        tx.publish(WaitlistSettingsChanged(event_id=event_id))
        for pool_id in queries.list_pools(tx, event_id):
            offers.settle(tx, event_id, pool_id)
        return queries.get_settings(tx, event_id)


def _require_types(tx: Transaction, event_id: UUID, new: NewSettings) -> None:
    known = {each.ticket_type_id: each for each in catalog.list_offers(tx, event_id)}
    faults, seen = [], set()
    for position, each in enumerate(new.types):
        pointer = f"/types/{position}"
        offer = known.get(each.ticket_type_id)
        if offer is None:
            says = "The event has no such ticket type."
        elif not rules.can_be_waited_for(offer):
            says = "Add-ons, bundles, passes and tickets that need a code have no waitlist."
        elif each.ticket_type_id in seen:
            says = "This ticket type is named twice."
        elif each.is_open is None and each.freed_first is None:
            says = "Say what differs for this ticket type."
        else:
            seen.add(each.ticket_type_id)
            continue
        faults.append(FieldError(f"{pointer}/ticket_type_id", says))
    if faults:
        raise Invalid(*faults)


def offer_entry(ctx: OrganizationContext, entry_id: UUID) -> WaitlistEntry:
    """Offer places to one who waits, whoever stands before them; SoldOut where there are none."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        entry = offers.lock_entry(tx, entry_id)
        policies.require_can_edit(ctx, entry.event_id)
        offers.offer_now(tx, entry, by=str(ctx.actor))
        return _entry(tx, entry_id)


def update_entry(
    ctx: OrganizationContext, entry_id: UUID, *, priority: str, version: int | None
) -> WaitlistEntry:
    """Put somebody into another class; there they stand by when they came."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        entry = offers.lock_entry(tx, entry_id)
        policies.require_can_edit(ctx, entry.event_id)
        require_version(version, entry.version)
        if entry.state not in rules.OPEN:
            raise EntryOver(state=entry.state)
        rank = rules.RANKS[rules.Priority(priority)]
        queries.classify(tx, entry_id, priority=priority, rank=rank)
        offers.say(tx, entry, EntryState(entry.state))
        offers.settle(tx, entry.event_id, entry.pool_id)
        return _entry(tx, entry_id)


def _entry(tx: Transaction, entry_id: UUID) -> WaitlistEntry:
    entry = queries.get_entry(tx, entry_id)
    name = _names(tx, entry.event_id).get(entry.ticket_type_id, "")
    return replace(entry, ticket_type=name)


def _place(tx: Transaction, entry: WaitlistEntry) -> WaitlistPlace:
    name = _names(tx, entry.event_id).get(entry.ticket_type_id, "")
    until = entry.expires_at if entry.state == EntryState.OFFERED else None
    return from_attributes(WaitlistPlace, entry, ticket_type=name, expires_at=until)


def _names(tx: Transaction, event_id: UUID) -> dict[UUID, str]:
    listed = catalog.list_offers(tx, event_id, archived=True)
    return {each.ticket_type_id: each.name for each in listed}


def take_offered_places(
    tx: Transaction, token: str, order: orders.Order, quote: orders.Quote
) -> None:
    """Free the places of an offer for an order that takes them next, in this transaction.

    An order may take fewer than were offered: the rest passes on. Invalid names the field that is
    wrong; OfferOver when the offer was used, has lapsed or was taken back.
    """
    entry_id = secrets.read_token(token)
    entry = queries.find_entry(tx, entry_id) if entry_id else None
    if entry is None or entry.event_id != order.event_id:
        raise Invalid(FieldError("/waitlist_offer", "This is no offer for this event."))
    if (
        entry.state != EntryState.OFFERED
        or entry.hold_id is None
        or (entry.expires_at is not None and entry.expires_at <= tx.now)
    ):
        raise OfferOver
    lines = {line.ticket_type_id: line for line in quote.lines}
    line = lines.get(entry.ticket_type_id)
    if line is None:
        raise Invalid(FieldError("/lines", "The offer is for another ticket type."))
    if line.quantity > entry.quantity:
        position = list(lines).index(entry.ticket_type_id)
        says = f"The offer is for {entry.quantity} tickets."
        raise Invalid(FieldError(f"/lines/{position}/quantity", says, "out-of-range"))
    used = min(line.draws.get(entry.pool_id, 0), entry.places)
    is_open = inventory.open_hold(
        tx, entry.hold_id, entry.pool_id, used=used, beside=list(quote.pools)
    )
    if not (is_open and queries.move(tx, entry, "ordered", order_id=order.id)):
        raise OfferOver
    offers.say(tx, entry, EntryState.ORDERED)
    offers.count(tx, EntryState.ORDERED)


def follow_order(ctx: OrganizationContext, order_id: UUID, *, is_bought: bool) -> None:
    """Note that an offer's order was confirmed; one that came to nothing gives its place back.

    While the offer's time is not over its holder waits again where they stood; else it has lapsed.
    """
    with transaction(ctx) as tx:
        entry = queries.find_of_order(tx, order_id)
        if entry is None or entry.state != EntryState.ORDERED:
            return
        if is_bought:
            queries.move(tx, entry, "bought")
            offers.say(tx, entry, EntryState.BOUGHT)
            offers.count(tx, EntryState.BOUGHT)
            return
        inventory.lock_counts(tx, entry.pool_id)
        has_time = entry.expires_at is not None and entry.expires_at - tx.now >= REQUEUED_FOR
        if has_time and queries.find_open(tx, entry.ticket_type_id, entry.email) is None:
            queries.requeue(tx, entry)
            offers.say(tx, entry, EntryState.WAITING)
        else:
            offers.end(tx, entry, EntryState.LAPSED)
        offers.settle(tx, entry.event_id, entry.pool_id)


def offer_freed(ctx: OrganizationContext, pool_ids: Sequence[UUID]) -> None:
    """Offer what came back to these pools to who waits next."""
    for pool_id in sorted(pool_ids):
        with transaction(replace(ctx, cause=None)) as tx:
            event_id = queries.find_event_of_pool(tx, pool_id)
            if event_id is None:
                inventory.lock_counts(tx, pool_id)
                inventory.hold_for_waitlist(tx, pool_id, [], awaited=0)
            else:
                offers.settle(tx, event_id, pool_id)


def refresh_event(
    ctx: OrganizationContext, event_id: UUID, *, ticket_type_id: UUID | None = None
) -> None:
    """Follow an event or ticket type that changed; one that takes place no more has no waitlist."""
    with transaction(replace(ctx, cause=None)) as tx:
        pools = queries.list_pools(tx, event_id)
        if not pools:
            return
        state = events.get_event(tx, event_id).state
        if ticket_type_id is not None:
            _follow_type(tx, event_id, ticket_type_id)
    if state in ("cancelled", "deleted", "archived"):
        _end_all(ctx, event_id)
    for pool_id in pools:
        with transaction(replace(ctx, cause=None)) as tx:
            offers.settle(tx, event_id, pool_id)


def _follow_type(tx: Transaction, event_id: UUID, ticket_type_id: UUID) -> None:
    listed = catalog.list_offers(tx, event_id)
    found = next((each for each in listed if each.ticket_type_id == ticket_type_id), None)
    if found is not None and rules.can_be_waited_for(found):
        _, each = rules.pool_and_places(found, 1)
        queries.resize_entries(tx, ticket_type_id, each=each)


def _end_all(ctx: OrganizationContext, event_id: UUID) -> None:
    """End everything that is open of an event, each entry in its own transaction."""
    quiet = replace(ctx, cause=None)
    while True:
        with transaction(quiet) as tx:
            found = queries.list_open_of_event(tx, event_id, limit=AT_ONCE)
        for each in found:
            _end_one(quiet, each.id, EntryState.ENDED)
        if not found:
            return


def _end_one(ctx: OrganizationContext, entry_id: UUID, state: EntryState) -> None:
    with transaction(ctx) as tx:
        entry = offers.lock_entry(tx, entry_id)
        if entry.state in rules.OPEN:
            offers.end(tx, entry, state)


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, entry) of offers whose time ran out."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, limit=AT_ONCE)


def pass_on(ctx: OrganizationContext, entry_id: UUID) -> bool:
    """End an offer that nobody used, and offer its places to the next; False if it ended before."""
    with transaction(ctx) as tx:
        entry = offers.lock_entry(tx, entry_id)
        is_due = entry.expires_at is not None and entry.expires_at <= tx.now
        if entry.state != EntryState.OFFERED or not is_due:
            return False
        offers.end(tx, entry, EntryState.LAPSED)
        offers.settle(tx, entry.event_id, entry.pool_id)
        return True


def list_to_remind(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, entry) of offers that end soon, whose holders were not told yet."""
    with transaction(ctx) as tx:
        return queries.list_to_remind(tx, limit=AT_ONCE)


def remind(ctx: OrganizationContext, entry_id: UUID) -> None:
    """Tell an offer's holder, once, that it ends soon."""
    with transaction(ctx) as tx:
        event_id = queries.mark_reminded(tx, entry_id)
        if event_id is not None:
            tx.publish(WaitlistOfferReminded(entry_id=entry_id, event_id=event_id))


def list_open_events(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, event) where anybody waits; counts them all for the metrics on the way."""
    with transaction(ctx) as tx:
        lengths = queries.count_lengths(tx)
        for state in ("waiting", "offered"):
            tx.after_commit.append(partial(LENGTH.set, lengths.get(state, 0), state=state))
        return queries.list_open_events(tx, limit=AT_ONCE)


def end_over(ctx: OrganizationContext, event_id: UUID) -> None:
    """Close what is open of an event that is over, and forget what nobody ever confirmed."""
    with transaction(ctx) as tx:
        event = events.get_event(tx, event_id)
        is_over = event.ends_at is not None and event.ends_at <= tx.now
        queries.forget_unconfirmed(tx, event_id, before=tx.now - UNCONFIRMED_FOR)
    if is_over:
        _end_all(ctx, event_id)


def waitlist_mail_data(ctx: OrganizationContext, entry_id: UUID) -> WaitlistMailData | None:
    """What a mail about a place says now; None when there is no such place any more."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        entry = queries.find_entry(tx, entry_id)
        if entry is None:
            return None
        told: dict[str, Any] = {
            "entry_id": entry.id,
            "ticket_type": _names(tx, entry.event_id).get(entry.ticket_type_id, ""),
            "path": secrets.place_path(ctx.organization_id, entry.id),
        }
        return from_attributes(WaitlistMailData, entry, **told)
