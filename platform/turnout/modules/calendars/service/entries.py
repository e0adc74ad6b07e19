"""Calendars brought up to date: what a person holds is compared with what their calendar has.

Nothing is told as it happens: facts, and a tick besides, say that a calendar is to be looked at.
What it should show is made of stored state, so a change, a fact or an answer that got lost is made
good by the next look. An entry is noted before it is told, and each look has a lease.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final, TypeAlias
from uuid import UUID

import structlog

from turnout.kernel import clock, runtime
from turnout.kernel.context import (
    Actor,
    ActorKind,
    OrganizationContext,
    PersonContext,
    SystemContext,
    system_in,
)
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.security import permissions
from turnout.modules.calendars import gateways, queries, rules
from turnout.modules.calendars.metrics import ENTRIES, LINKS, LOOKS
from turnout.modules.calendars.service import grants, sessions
from turnout.modules.calendars.types import ClaimedLink, WantedEntry
from turnout.modules.connections.api import Opened
from turnout.modules.identity import api as identity
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers
from turnout_sdk.calendar import Entry, Grant, Revokes
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable

JOB: Final = "calendars.sync"
AT_ONCE: Final = 20
REVOKED: Final = "revoked"
Verb: TypeAlias = Callable[[Any, Grant], object]
log = structlog.get_logger(__name__)


class LeaseLost(Exception):
    """Somebody else looks after the link by now, or its person changed it."""


def note_event(event_id: UUID) -> None:
    """Something changed about an event: calendars that have it are to be looked at."""
    with transaction(SystemContext(job=JOB)) as tx:
        queries.mark_due(tx, event_id=event_id)


def note_person(user_id: UUID) -> None:
    """Something changed about what a person picked: so does their calendar."""
    with transaction(SystemContext(job=JOB)) as tx:
        queries.mark_due(tx, user_ids=[user_id])


def note_ticket(ctx: OrganizationContext, ticket_id: UUID) -> None:
    """A ticket has another place in sessions: so do calendars of its order's people."""
    permissions.require_platform(ctx)
    with transaction(SystemContext(job=JOB)) as tx:
        if not queries.has_links(tx):
            return
    with transaction(replace(ctx, cause=None)) as tx:
        ticket = tickets.find_ticket(tx, ticket_id)
    if ticket is not None:
        note_order(ctx, ticket.reference)


def note_order(ctx: OrganizationContext, order_id: UUID) -> None:
    """Something changed about who holds what of an order: so do calendars of its people."""
    permissions.require_platform(ctx)
    with transaction(SystemContext(job=JOB)) as tx:
        if not queries.has_links(tx):
            return
    with transaction(replace(ctx, cause=None)) as tx:
        contact = orders.contacts_of(tx, {order_id}).get(order_id)
        emails = {each.holder_email for each in tickets.list_of(tx, order_id)}
        buyer_id = orders.buyer_of(tx, order_id)
    emails |= {contact.email} if contact else set()
    with transaction(SystemContext(job=JOB)) as tx:
        found = identity.find_ids(tx, {each.lower() for each in emails if each}).values()
        user_ids = {*found, *([buyer_id] if buyer_id else [])}
        queries.mark_due(tx, order_id=order_id, user_ids=user_ids)


def claim_due(ctx: SystemContext) -> list[ClaimedLink]:
    with transaction(ctx) as tx:
        return queries.claim_due(tx, until=tx.now + rules.LEASE, most=AT_ONCE)


def count_due(ctx: SystemContext) -> int:
    with transaction(ctx) as tx:
        return queries.count_due(tx)


def bring_up_to_date(ctx: SystemContext, link: ClaimedLink) -> None:
    """Have a calendar show what its person holds, or nothing of ours once they disconnected.

    What fails is tried again, later and later; an access that was taken back ends the link.
    """
    try:
        look = _Look(ctx, link)
        try:
            look.take()
        except Declined as error:
            if error.code != REVOKED:
                raise
            look.withdraw()
            LINKS.add(outcome="revoked")
            return
    except LeaseLost:
        LOOKS.add(outcome="lost")
    except (AdapterError, TurnoutError) as error:
        _failed(ctx, link, error)
    else:
        LOOKS.add(outcome="done")


def _failed(ctx: SystemContext, link: ClaimedLink, error: Exception) -> None:
    log.info("calendar not kept", link_id=str(link.id), why=str(error))
    LOOKS.add(outcome="failed")
    asked = error.retry_after_seconds if isinstance(error, Unavailable) else None
    with transaction(ctx) as tx:
        if link.state == queries.ENDING and link.tries >= rules.MOST_TRIES:
            queries.forget(tx, link)
            return
        next_at = tx.now + rules.wait_after(link.tries, asked_seconds=asked)
        queries.settle(tx, link, next_at=next_at, error=type(error).__name__)


class _Look:
    """One look at one calendar."""

    def __init__(self, ctx: SystemContext, link: ClaimedLink) -> None:
        self._ctx, self._link = ctx, link
        self._opened: Opened = gateways.open_calendar(link.adapter_key)
        self._grant = grants.open_grant(link.user_id, link.adapter_key, link.sealed)

    def take(self) -> None:
        link = self._link
        is_ending = link.state == queries.ENDING
        wanted = {} if is_ending else {each.entry.uid: each for each in wanted_entries(link)}
        with transaction(self._ctx) as tx:
            known = queries.list_entries(tx, link.id)
        for uid in known.keys() - wanted.keys():
            self._remove(uid)
        for uid, each in wanted.items():
            self._write(each, known.get(uid))
        if is_ending:
            self._end()
            return
        if rules.is_over(self._grant.expires_at, clock.now()):
            # An access that nobody uses ends by itself, and one that was taken back is found out.
            self._keep_lease()
            self._renew()
        with transaction(self._ctx) as tx:
            queries.settle(tx, link, next_at=tx.now + rules.LOOKED_AT_AGAIN)

    def withdraw(self) -> None:
        """End a link whose access was taken back, with its entries as far as that still works.

        Some providers let an access that was handed out last until it is over. What cannot be
        removed stays noted, so that connecting again finds it.
        """
        with transaction(self._ctx) as tx:
            known = queries.list_entries(tx, self._link.id)
        try:
            for uid in known:
                self._remove(uid, call=self._called)
        except (AdapterError, TurnoutError) as error:
            log.info("entries stay", link_id=str(self._link.id), why=type(error).__name__)
        with transaction(self._ctx) as tx:
            queries.note_revoked(tx, self._link)

    def _write(self, wanted: WantedEntry, known: str | None) -> None:
        digest = rules.digest_of(wanted.entry)
        if digest == known or (known is None and not rules.is_ahead(wanted, clock.now())):
            return
        self._keep_lease(wanted)
        self._call(lambda port, grant: port.write(grant, wanted.entry))
        with transaction(self._ctx) as tx:
            queries.note_written(tx, self._link.id, wanted.entry.uid, digest=digest)
        ENTRIES.add(outcome="written")

    def _remove(self, uid: str, *, call: Callable[[Verb], None] | None = None) -> None:
        self._keep_lease()
        (call or self._call)(lambda port, grant: port.remove(grant, uid))
        with transaction(self._ctx) as tx:
            queries.note_removed(tx, self._link.id, uid)
        ENTRIES.add(outcome="removed")

    def _end(self) -> None:
        self._keep_lease()
        port = self._opened.port
        if isinstance(port, Revokes):
            gateways.call(self._opened, self._link.id, lambda: port.revoke(self._grant))
        with transaction(self._ctx) as tx:
            queries.forget(tx, self._link)

    def _keep_lease(self, planned: WantedEntry | None = None) -> None:
        with transaction(self._ctx) as tx:
            if not queries.keep_lease(tx, self._link, until=tx.now + rules.LEASE):
                raise LeaseLost
            if planned is not None:
                queries.plan_entry(tx, self._link, planned)

    def _call(self, function: Verb) -> None:
        """Call by an access that is good, renewed once if the provider says that it is over."""
        if rules.is_over(self._grant.expires_at, clock.now()):
            self._renew()
        try:
            self._called(function)
        except Misconfigured:
            self._renew()
            try:
                self._called(function)
            except Misconfigured as error:
                raise Unavailable("The provider takes no access of this person now.") from error

    def _called(self, function: Verb) -> None:
        port, grant = self._opened.port, self._grant
        gateways.call(self._opened, self._link.id, lambda: function(port, grant))

    def _renew(self) -> None:
        port, grant = self._opened.port, self._grant
        self._grant = gateways.call(self._opened, self._link.id, lambda: port.refresh(grant))
        sealed = grants.seal_grant(self._link.user_id, self._link.adapter_key, self._grant)
        with transaction(self._ctx) as tx:
            if not queries.store_grant(tx, self._link, sealed):
                raise LeaseLost


def wanted_entries(link: ClaimedLink) -> Iterator[WantedEntry]:
    """What a person's calendar should show: all they hold, whoever organizes it.

    Nothing of who cannot sign in any more. No link in it opens an order: calendars are shared.
    """
    ctx = SystemContext(job=JOB)
    with transaction(ctx) as tx:
        person = identity.get_people(tx, [link.user_id]).get(link.user_id)
    if person is None or person.is_disabled:
        return
    actor = Actor(ActorKind.USER, str(link.user_id))
    found = orders.list_links_of_person(PersonContext(user_id=link.user_id, actor=actor))
    if person.is_verified:
        found = [*found, *orders.list_links_of_address(ctx, person.email)]
    url = runtime.current().settings.public_url.rstrip("/") + "/my-tickets"
    for each in dict.fromkeys(found):
        yield from _entries_of(each, url)
    yield from sessions.list_picked_sessions(ctx, link.user_id, url=url)


def _entries_of(item: orders.LinkedItem, url: str) -> Iterator[WantedEntry]:
    ctx = system_in(item.organization_id, JOB)
    holding = _holding(ctx, item)
    if holding is None:
        return
    for event_id, entry in tickets.list_calendar_entries(ctx, holding, url=url):
        if entry.starts_at is None or entry.ends_at is None:
            continue
        yield WantedEntry(
            order_id=holding.reference,
            event_id=event_id,
            entry=Entry(
                uid=entry.uid, sequence=entry.sequence, title=entry.title,
                starts_at=entry.starts_at, ends_at=entry.ends_at, time_zone=entry.time_zone,
                description=entry.description, location=entry.location, url=entry.url,
            ),
        )  # fmt: skip
        yield from sessions.list_held_sessions(ctx, holding, event_id, url=url)


def _holding(ctx: OrganizationContext, item: orders.LinkedItem) -> tickets.Holding | None:
    if item.transfer_id is None:
        if item.order_id is None:
            return None
        with transaction(ctx) as tx:
            return orders.holding_of(tx, item.order_id)
    found = transfers.transfer_mail_data(ctx, item.transfer_id)
    if found is None or not found.holder_email:
        return None
    return tickets.Holding(
        reference=found.order_id, transfer_id=item.transfer_id, ticket_id=found.ticket_id
    )
