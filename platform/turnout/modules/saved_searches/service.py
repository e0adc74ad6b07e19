"""Use cases of saved searches: asked for, confirmed by its address, changed, ended."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import PersonContext, SystemContext, Visitor
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.time_zones import zone_names
from turnout.modules.identity import api as identity
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import NewMail, Template
from turnout.modules.organizations import api as organizations
from turnout.modules.saved_searches import queries, rules, secrets
from turnout.modules.saved_searches.errors import SavedSearchNotFound, TooManySavedSearches
from turnout.modules.saved_searches.metrics import STEPS
from turnout.modules.saved_searches.types import (
    AskedSavedSearch,
    ConfirmedSearch,
    NewSavedSearch,
    SavedSearch,
    SavedSearchUpdate,
)

UNCONFIRMED: Final = timedelta(days=rules.UNCONFIRMED_DAYS)


def request_search(visitor: Visitor, new: NewSavedSearch) -> AskedSavedSearch:
    """Have a mail sent by whose link the address confirms that it wants this search.

    Says the same whatever is known of the address; RateLimited where it was mailed too much within
    a day. Invalid for what is no address or no time zone.
    """
    address = organizations.address_of(new.email)
    _require_zone(new.time_zone)
    runtime.current().limiter.require("saved-search", f"address:{address}")
    with transaction(_job("request", visitor)) as tx:
        said = NewSavedSearch(
            email=address,
            search=new.search,
            cadence=new.cadence,
            time_zone=new.time_zone,
            locale=new.locale,
        )
        search_id = queries.insert_search(tx, said)
        mail = NewMail(
            template=Template.SAVED_SEARCH_ASKED,
            source_id=search_id,
            recipient=address,
            locale=new.locale,
        )
        notifications.queue_platform_mail(tx, mail)
        tx.after_commit.append(lambda: STEPS.add(step="asked"))
    return AskedSavedSearch(email=address, confirm_within_days=rules.UNCONFIRMED_DAYS)


def confirm_search(visitor: Visitor, secret: str) -> ConfirmedSearch:
    """Confirm as the address that it wants the mails; doing so again changes nothing.

    The same search as one that it has is that one, as it was asked for last. SavedSearchNotFound
    after UNCONFIRMED_DAYS, TooManySavedSearches beyond MOST_OF_ADDRESS.
    """
    with transaction(_job("confirm", visitor)) as tx:
        search = _opened(tx, secret)
        if search.confirmed_at is None:
            search = _confirmed(tx, search)
        return ConfirmedSearch(secret=secrets.secret_of(search.id), saved_search=search)


def get_search(visitor: Visitor, secret: str) -> SavedSearch:
    """The search of a secret, confirmed or not; else SavedSearchNotFound."""
    with transaction(_job("get", visitor)) as tx:
        return _opened(tx, secret)


def list_searches(visitor: Visitor, secret: str) -> list[SavedSearch]:
    """Every confirmed search of the address that the secret's search is of."""
    with transaction(_job("list", visitor)) as tx:
        return queries.list_of_address(tx, _owned(tx, secret).email)


def update_search(
    visitor: Visitor, secret: str, search_id: UUID, changes: SavedSearchUpdate
) -> SavedSearch:
    """Pause or resume a search of the address, or change when its mail comes.

    What is published while it is paused is not told of.
    """
    with transaction(_job("update", visitor)) as tx:
        return _changed(tx, _of_address(tx, _owned(tx, secret).email, search_id), changes)


def end_search(visitor: Visitor, secret: str, search_id: UUID) -> None:
    """End one search of the address."""
    with transaction(_job("end", visitor)) as tx:
        _end(tx, _of_address(tx, _owned(tx, secret).email, search_id))


def end_every_search(visitor: Visitor, secret: str) -> None:
    """End every search of the address, those that it has not confirmed too."""
    with transaction(_job("end-all", visitor)) as tx:
        _end_every(tx, _owned(tx, secret).email)


def list_own(ctx: PersonContext) -> list[SavedSearch]:
    """Every confirmed search of the person's address; none while the address is not proven."""
    address = _own_address(ctx)
    with transaction(ctx.job("saved_searches.list-own")) as tx:
        return queries.list_of_address(tx, address)


def update_own(ctx: PersonContext, search_id: UUID, changes: SavedSearchUpdate) -> SavedSearch:
    """As `update_search`, of the person's address."""
    address = _own_address(ctx)
    with transaction(ctx.job("saved_searches.update-own")) as tx:
        return _changed(tx, _of_address(tx, address, search_id), changes)


def end_own(ctx: PersonContext, search_id: UUID) -> None:
    """End one search of the person's address."""
    address = _own_address(ctx)
    with transaction(ctx.job("saved_searches.end-own")) as tx:
        _end(tx, _of_address(tx, address, search_id))


def end_every_own(ctx: PersonContext) -> None:
    """End every search of the person's address, those that it has not confirmed too."""
    address = _own_address(ctx)
    with transaction(ctx.job("saved_searches.end-every-own")) as tx:
        _end_every(tx, address)


def unsubscribe(visitor: Visitor, secret: str) -> None:
    """End the search of a mail by its one click; where it is over already nothing is left to do.

    SavedSearchNotFound for what is no secret.
    """
    search_id = secrets.search_in(secret)
    if search_id is None:
        raise SavedSearchNotFound
    with transaction(_job("unsubscribe", visitor)) as tx:
        if queries.find_search(tx, search_id, lock=True) is not None:
            queries.delete_searches(tx, [search_id])
            tx.after_commit.append(lambda: STEPS.add(step="ended"))


def forget_old(ctx: SystemContext) -> None:
    """Forget what nobody confirmed or has used for long, and which events were told a month ago."""
    with transaction(ctx) as tx:
        unconfirmed = queries.forget_unconfirmed(tx, older_than=UNCONFIRMED)
        unused = queries.forget_unused(tx, older_than=rules.UNUSED)
        queries.forget_told(tx, older_than=rules.TOLD_FOR)
    STEPS.add(unconfirmed, step="unconfirmed")
    STEPS.add(unused, step="unused")


def _require_zone(name: str) -> None:
    if name not in zone_names():
        raise Invalid(FieldError("/time_zone", "There is no such time zone."))


def _confirmed(tx: Transaction, search: SavedSearch) -> SavedSearch:
    queries.lock_address(tx, search.email)
    following = rules.next_at(search.id, search.cadence, after=tx.now, time_zone=search.time_zone)
    same = queries.find_same(tx, search)
    if same is not None:
        kept = _found(queries.find_search(tx, same, lock=True))
        queries.delete_searches(tx, [search.id])
        queries.update_search(
            tx, kept, cadence=search.cadence, time_zone=search.time_zone, next_at=following
        )
        return _found(queries.find_search(tx, same))
    if len(queries.list_of_address(tx, search.email)) >= rules.MOST_OF_ADDRESS:
        raise TooManySavedSearches(most=rules.MOST_OF_ADDRESS)
    queries.confirm_search(tx, search.id, next_at=following)
    tx.after_commit.append(lambda: STEPS.add(step="confirmed"))
    return _found(queries.find_search(tx, search.id))


def _opened(tx: Transaction, secret: str) -> SavedSearch:
    """The search of a secret, locked; one that was not confirmed in time is there no more."""
    search_id = secrets.search_in(secret)
    found = None if search_id is None else queries.find_search(tx, search_id, lock=True)
    search = _found(found)
    if search.confirmed_at is None and search.asked_at <= tx.now - UNCONFIRMED:
        raise SavedSearchNotFound
    return search


def _owned(tx: Transaction, secret: str) -> SavedSearch:
    """The search of a secret that its address confirmed."""
    search = _opened(tx, secret)
    if search.confirmed_at is None:
        raise SavedSearchNotFound
    return search


def _of_address(tx: Transaction, email: str, search_id: UUID) -> SavedSearch:
    """A confirmed search of the address, locked."""
    search = _found(queries.find_search(tx, search_id, lock=True))
    if search.email != email or search.confirmed_at is None:
        raise SavedSearchNotFound
    return search


def _own_address(ctx: PersonContext) -> str:
    """The address that the person has proven; empty, as no search has it, without one."""
    person = identity.get_me(ctx)
    return person.email if person.is_verified else ""


def _changed(tx: Transaction, search: SavedSearch, changes: SavedSearchUpdate) -> SavedSearch:
    if changes.time_zone is not None:
        _require_zone(changes.time_zone)
    cadence, zone = changes.cadence or search.cadence, changes.time_zone or search.time_zone
    is_paused = search.is_paused if changes.is_paused is None else changes.is_paused
    following = rules.next_at(search.id, cadence, after=tx.now, time_zone=zone)
    queries.update_search(
        tx,
        search,
        cadence=cadence,
        time_zone=zone,
        next_at=None if is_paused else following,
    )
    return _found(queries.find_search(tx, search.id))


def _end(tx: Transaction, search: SavedSearch) -> None:
    queries.delete_searches(tx, [search.id])
    tx.after_commit.append(lambda: STEPS.add(step="ended"))


def _end_every(tx: Transaction, email: str) -> None:
    number = queries.delete_of_address(tx, email)
    tx.after_commit.append(lambda: STEPS.add(number, step="ended"))


def _found(search: SavedSearch | None) -> SavedSearch:
    if search is None:
        raise SavedSearchNotFound
    return search


def _job(what: str, visitor: Visitor) -> SystemContext:
    return SystemContext(job=f"saved_searches.{what}", request_id=visitor.request_id)
