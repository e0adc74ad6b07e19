"""Whom news concerns: holders of places, people who picked, keep or follow; minus who opted out."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec

from turnout.kernel.db.tx import Transaction
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.notifications.models import Topic
from turnout.modules.notifications.queries import batches as queries
from turnout.modules.notifications.queries import unsubscribe
from turnout.modules.notifications.types import NotificationBatch, Reader, Template
from turnout.modules.orders import api as orders
from turnout.modules.participation import api as participation
from turnout.modules.tickets import api as tickets

ORDERS_WERE_TOLD: Final = timedelta(hours=24)
"""Mails about orders leave at once, news waits: who had the one needs not the other."""


def readers_of(tx: Transaction, news: NotificationBatch) -> dict[str, Reader]:
    """By address in small letters: everybody once, however many reasons there are."""
    match news.template:
        case Template.SESSION_NEWS:
            found = _of_sessions(tx, sessions_in(news))
        case Template.EVENT_NEWS:
            found = _people(tx, participation.favourited_by(tx, _event_of(news)))
            for email in queries.list_told_by_order(tx, _event_of(news), within=ORDERS_WERE_TOLD):
                found.pop(email, None)
        case _:
            found = _people(tx, participation.followers(tx))
    if news.event_id is not None:
        for email in unsubscribe.among(tx, Topic.EVENT, news.event_id, emails=found):
            found.pop(email, None)
    return found


def sessions_in(news: NotificationBatch) -> list[events.SessionChange]:
    return msgspec.convert(news.content["sessions"], list[events.SessionChange], strict=False)


def _of_sessions(tx: Transaction, changed: Iterable[events.SessionChange]) -> dict[str, Reader]:
    by_ticket: dict[UUID, set[UUID]] = {}
    by_user: dict[UUID, set[UUID]] = {}
    present = {}
    for each in changed:
        if each.ticket_ids is None and each.user_ids is None:
            present[each.session_id] = each.noted_at
        for ticket_id in each.ticket_ids or ():
            by_ticket.setdefault(ticket_id, set()).add(each.session_id)
        for user_id in each.user_ids or ():
            by_user.setdefault(user_id, set()).add(each.session_id)
    for concerned in participation.affected_by_sessions(tx, present):
        if concerned.since > present[concerned.session_id]:
            continue
        if concerned.ticket_id is not None:
            by_ticket.setdefault(concerned.ticket_id, set()).add(concerned.session_id)
        if concerned.user_id is not None:
            by_user.setdefault(concerned.user_id, set()).add(concerned.session_id)
    wanted: dict[str, set[UUID]] = {}
    readers: dict[str, Reader] = {}
    for reader, session_ids in (*_holders(tx, by_ticket), *_pickers(tx, by_user)):
        key = reader.email.lower()
        readers.setdefault(key, reader)
        wanted.setdefault(key, set()).update(session_ids)
    return {
        key: replace(reader, details={"session_ids": sorted(str(each) for each in wanted[key])})
        for key, reader in readers.items()
    }


def _holders(
    tx: Transaction, by_ticket: dict[UUID, set[UUID]]
) -> Iterable[tuple[Reader, set[UUID]]]:
    """Who holds each ticket; of those without an address of their own, who bought it."""
    found = [each for each in tickets.list_by_id(tx, list(by_ticket)) if each.is_valid]
    buyers = orders.contacts_of(tx, {each.reference for each in found})
    for ticket in found:
        buyer = buyers.get(ticket.reference)
        locale = buyer.locale if buyer else "en"
        if ticket.holder_email:
            reader = Reader(email=ticket.holder_email, name=ticket.holder_name, locale=locale)
        elif buyer is not None and buyer.email:
            reader = Reader(email=buyer.email, name=buyer.name, locale=locale)
        else:
            continue
        yield reader, by_ticket[ticket.id]


def _pickers(tx: Transaction, by_user: dict[UUID, set[UUID]]) -> Iterable[tuple[Reader, set[UUID]]]:
    for reader in _people(tx, list(by_user)).values():
        yield reader, by_user[UUID(reader.details["user_id"])]


def _people(tx: Transaction, user_ids: list[UUID]) -> dict[str, Reader]:
    """People who can be written to: their address is proved, their account is open."""
    people = identity.get_people(tx, user_ids).values() if user_ids else ()
    return {
        person.email.lower(): Reader(
            email=person.email,
            name=person.display_name,
            locale=person.locale,
            details={"user_id": str(person.id)},
        )
        for person in people
        if person.is_verified and not person.is_disabled
    }


def _event_of(news: NotificationBatch) -> UUID:
    if news.event_id is None:
        raise ValueError("news of an event names it")
    return news.event_id
