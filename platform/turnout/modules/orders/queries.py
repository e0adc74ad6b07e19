"""Orders, lines and attendees: found, locked, listed and searched."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, delete, select

from turnout.kernel import codec
from turnout.kernel.context import PublicContext
from turnout.kernel.db.pagination import PageRequest, like, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import require_version
from turnout.kernel.ids import new_id
from turnout.kernel.typed_addresses import ascii_address
from turnout.modules.orders import models
from turnout.modules.orders.checkout.rules import AttendeeInput
from turnout.modules.orders.errors import AttendeeNotFound, OrderNotFound
from turnout.modules.orders.rules import hide_transferred_attendees
from turnout.modules.orders.types import (
    Contact,
    Order,
    OrderAttendee,
    OrderDiscount,
    OrderLine,
    OrderSummary,
    OrderTicket,
)
from turnout.modules.organizations.sql_fragments import FOUNDINGS
from turnout.modules.price_rules.api import LinePriceRule
from turnout.modules.tickets import api as tickets
from turnout.search_words.texts import name_has, plain_like

Part = TypeVar(
    "Part",
    models.OrderAttendeeRow,
    models.OrderFileRow,
    models.OrderInstalmentRow,
    models.OrderLineRow,
    models.OrderPassEventRow,
    models.OrderPlanRow,
    models.OrderRefundRow,
)
COLUMNS = """
    id, number, event_id, state, money_state, currency, net_minor, tax_minor, total_minor,
    paid_minor, refunded_minor, buyer_email, buyer_name, locale, placed_at, expires_at,
    confirmed_at, accepted_terms, accepted_privacy, accepted_at, needs_approval, applied_at,
    approved_at, used_codes
"""
FIND = f"""
    SELECT {COLUMNS}, coalesce((SELECT a.answers FROM order_answers a
        WHERE a.organization_id = o.organization_id AND a.order_id = o.id
            AND a.attendee_id IS NULL), '{{}}') AS answers
    FROM orders o WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
COUNT_OF_EVENT = """
    SELECT state, currency, count(*)::int, sum(paid_minor - refunded_minor)::bigint FROM orders
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
    GROUP BY state, currency
"""
UNITS_SOLD = """
    SELECT coalesce(sum(l.quantity), 0)::bigint FROM orders o
    JOIN order_lines l ON l.organization_id = o.organization_id AND l.order_id = o.id
    WHERE o.organization_id = %(organization_id)s AND o.event_id = %(event_id)s
        AND o.state NOT IN ('expired', 'cancelled') AND l.ticket_type_id = %(ticket_type_id)s
        AND (l.unit_minor > 0 OR l.discount_minor > 0)
"""
"""What was given away was not sold."""
BOUGHT_EVENTS = """
    SELECT DISTINCT event_id FROM orders
    WHERE organization_id = %(organization_id)s AND buyer_key = lower(%(email)s)
        AND state = 'confirmed' AND paid_minor > refunded_minor
"""
LINES = """
    SELECT id, ticket_type_id, name, quantity, unit_minor, tax_rate_bp, net_minor, tax_minor,
        gross_minor, seats, returned, discount_minor, price_rule
    FROM order_lines WHERE organization_id = %(organization_id)s AND order_id = %(id)s ORDER BY id
"""
ATTENDEES = """
    SELECT t.id, t.ticket_type_id, t.name, t.email, coalesce(a.answers, '{}') AS answers
    FROM order_attendees t LEFT JOIN order_answers a
        ON a.organization_id = t.organization_id AND a.attendee_id = t.id
    WHERE t.organization_id = %(organization_id)s AND t.order_id = %(id)s
    ORDER BY t.position, t.id
"""
ATTENDEES_BY_ID = """
    SELECT t.id, o.number, coalesce(a.answers, '{}') AS answers
    FROM order_attendees t
    JOIN orders o ON o.organization_id = t.organization_id AND o.id = t.order_id
    LEFT JOIN order_answers a
        ON a.organization_id = t.organization_id AND a.attendee_id = t.id
    WHERE t.organization_id = %(organization_id)s AND t.id = ANY(%(ids)s)
"""
SUMMARY = """
    SELECT id, number, event_id, state, money_state, currency, total_minor, buyer_email,
        buyer_name, placed_at
    FROM orders WHERE organization_id = %(organization_id)s
"""
OF_EVENT = " AND event_id = %(event_id)s"
OF_PASSES = """ AND event_id <> %(event_id)s AND id IN (SELECT p.order_id FROM order_pass_events p
    WHERE p.organization_id = %(organization_id)s AND p.event_id = %(event_id)s)
"""
LATER = " AND (placed_at, id) < (%(after_at)s::timestamptz, %(after_id)s)"
NEWEST_FIRST = " ORDER BY placed_at DESC, id DESC LIMIT %(limit)s"
COUNT_PLACED = """
    SELECT count(*) FROM orders WHERE organization_id = %(organization_id)s
        AND placed_at >= %(since)s AND state <> 'expired'
"""
DUE = """
    SELECT organization_id, id FROM orders
    WHERE state NOT IN ('confirmed', 'expired', 'cancelled') AND expires_at <= %(now)s
    ORDER BY expires_at LIMIT %(limit)s
"""
CONTACTS = """
    SELECT id, buyer_email, buyer_name, locale FROM orders
    WHERE organization_id = %(organization_id)s AND id = ANY(%(ids)s)
"""
PART_IDS = " UNION ALL ".join(
    f"SELECT id FROM {part} WHERE organization_id = %(organization_id)s AND order_id = %(id)s"
    for part in (
        "order_attendees",
        "order_answers",
        "order_files",
        "order_refunds",
        "order_returns",
    )
)
FIND_BY_NUMBER = """
    SELECT id FROM orders WHERE organization_id = %(organization_id)s AND number = %(number)s
"""


def get_whole_order(tx: Transaction, order_id: UUID) -> Order:
    """The whole order, or OrderNotFound."""
    where = {"organization_id": tx.organization_id, "id": order_id}
    rows = tx.query(FIND, where, into=dict[str, Any])
    if not rows:
        raise OrderNotFound
    [found] = rows
    used = found.pop("used_codes")
    return Order(
        **found,
        discounts=[OrderDiscount(**each) for each in used],
        lines=tx.query(LINES, where, into=_line),
        attendees=tx.query(ATTENDEES, where, into=OrderAttendee),
        tickets=[OrderTicket.of(each) for each in tickets.list_of(tx, order_id)],
    )


def list_part_ids(tx: Transaction, order_id: UUID) -> list[UUID]:
    """Ids of an order's attendees, answers, files, refunds and returns: what the log is read by."""
    where = {"organization_id": tx.organization_id, "id": order_id}
    return [part_id for (part_id,) in tx.query(PART_IDS, where)]


def find_id(tx: Transaction, number: str) -> UUID | None:
    where = {"organization_id": tx.organization_id, "number": number}
    return next((order_id for (order_id,) in tx.query(FIND_BY_NUMBER, where)), None)


def contacts_of(tx: Transaction, order_ids: Collection[UUID]) -> dict[UUID, Contact]:
    """Return the contact of the buyer of each order."""
    where = {"organization_id": tx.organization_id, "ids": list(order_ids)}
    return {
        order_id: Contact(email=email, name=name, locale=locale)
        for order_id, email, name, locale in tx.query(CONTACTS, where)
    }


def list_orders(
    tx: Transaction,
    request: PageRequest,
    *,
    event_id: UUID | None = None,
    state: str | None = None,
    text: str | None = None,
    only: frozenset[UUID] | None = None,
) -> list[OrderSummary]:
    """Newest first; one row more than asked for says that a next page exists.

    `event_id` finds what the event sold, and the passes of others that admit to it. `only` keeps
    to the events of a limited grant.
    """
    conditions = ""
    where: dict[str, Any] = {"organization_id": tx.organization_id, "limit": request.limit + 1}
    if only is not None:
        conditions += " AND event_id = ANY(%(only)s)"
        where["only"] = list(only)
    if state is not None:
        conditions += " AND state = %(state)s"
        where["state"] = state
    if text:
        conditions += (
            " AND (number = upper(%(text)s) OR buyer_key = lower(%(text)s)"
            f" OR {name_has('buyer_name')})"
        )
        where |= {"text": ascii_address(text), "like": like(text), "plain": plain_like(text)}
    after = place_in_time(request)
    if after is not None:
        conditions += LATER
        where |= {"after_at": after[0], "after_id": after[1]}
    statement = f"{SUMMARY}{conditions}{NEWEST_FIRST}"
    if event_id is not None:
        statement = _of_event(conditions)
        where["event_id"] = event_id
    return tx.query(statement, where, into=OrderSummary)


def details_of_attendees(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """The number of the order and the answers of each of these attendees, by id."""
    found = {"organization_id": tx.organization_id, "ids": list(ids)}
    rows = tx.query(ATTENDEES_BY_ID, found, into=dict[str, Any])
    return {row["id"]: {"order_number": row["number"], "answers": row["answers"]} for row in rows}


def _of_event(conditions: str) -> str:
    """Both ways of belonging to an event, each by an index of its own and cut off by itself."""
    sold, by_pass = (f"({SUMMARY}{way}{conditions}{NEWEST_FIRST})" for way in (OF_EVENT, OF_PASSES))
    return f"{sold} UNION ALL {by_pass} {NEWEST_FIRST}"


def count_placed(tx: Transaction, *, since: datetime) -> int:
    """Orders since an instant that came to something, or still may."""
    return int(tx.query(COUNT_PLACED, tx.here(since=since))[0][0])


def list_bought_events(tx: Transaction, email: str) -> list[UUID]:
    """The events at which an address has paid for tickets that it still has."""
    return [event_id for (event_id,) in tx.query(BOUGHT_EVENTS, tx.here(email=email))]


def units_sold(tx: Transaction, event_id: UUID, ticket_type_id: UUID) -> int:
    """Units of a ticket type in orders that are held or sold."""
    where = tx.here(event_id=event_id, ticket_type_id=ticket_type_id)
    return int(tx.query(UNITS_SOLD, where)[0][0])


def list_due(tx: Transaction, *, now: datetime, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, order) whose time ran out; asked by the expiry job."""
    return tx.query(DUE, {"now": now, "limit": limit})


def _line(*, seats: dict[str, int] | None, **columns: Any) -> OrderLine:
    whom = frozen(seats, columns["ticket_type_id"], columns["quantity"])
    stored = columns.pop("price_rule")
    by_rule = codec.convert(stored, LinePriceRule) if stored else None
    return OrderLine(**columns, seats=whom, price_rule=by_rule)


def frozen(stored: dict[str, int] | None, own: UUID, quantity: int) -> dict[UUID, int]:
    """Return a line's stored draws or seats; a plain line stores none and takes its quantity."""
    if stored is None:
        return {own: quantity}
    return {UUID(key): number for key, number in stored.items()}


OF_ADDRESS = f"""
    SELECT held.organization_id, held.id, held.secret_serial
    FROM {FOUNDINGS} owner CROSS JOIN LATERAL (
        SELECT o.organization_id, o.id, o.secret_serial, o.placed_at FROM orders o
        WHERE o.organization_id = owner.organization_id AND o.buyer_key = lower(%(email)s)
            AND o.state NOT IN ('held', 'expired')
        ORDER BY o.placed_at DESC LIMIT %(limit)s) AS held
    ORDER BY held.placed_at DESC LIMIT %(limit)s
"""
"""Each organization's own index is asked; there is none over all of them, by design."""


OF_PERSON = """
    SELECT organization_id, id, secret_serial FROM orders
    WHERE user_id = %(user_id)s AND state NOT IN ('held', 'expired')
    ORDER BY placed_at DESC LIMIT %(limit)s
"""


def list_of_address(tx: Transaction, email: str, *, limit: int) -> list[tuple[UUID, UUID, int]]:
    """(organization, order, serial) that an address bought, the newest first; for jobs."""
    return tx.query(OF_ADDRESS, {"email": email, "limit": limit})


def list_of_person(tx: Transaction, user_id: UUID, *, limit: int) -> list[tuple[UUID, UUID, int]]:
    """(organization, order, serial) that a person bought signed in; row security says whose."""
    return tx.query(OF_PERSON, {"user_id": user_id, "limit": limit})


def lock_order(tx: Transaction, order_id: UUID) -> models.OrderRow:
    """The order FOR UPDATE, or OrderNotFound."""
    found = find_locked(tx, order_id)
    if found is None:
        raise OrderNotFound
    return found


def require_unchanged(tx: Transaction, order_id: UUID, version: int | None) -> None:
    """PreconditionFailed unless the order is as its caller saw it; None: they did not say.

    Asked once the order is locked, before anything is changed.
    """
    if version is None:
        return
    order = get_whole_order(tx, order_id)
    is_buyer = isinstance(tx.ctx, PublicContext)
    require_version(version, (hide_transferred_attendees(order) if is_buyer else order).version)


def lock_summary(tx: Transaction, order_id: UUID) -> OrderSummary:
    """The order FOR UPDATE, for modules above; OrderNotFound when there is none."""
    return OrderSummary.of(lock_order(tx, order_id))


def get_summary(tx: Transaction, order_id: UUID) -> OrderSummary:
    """The order without a lock, for modules above; OrderNotFound when there is none."""
    return OrderSummary.of(find_order(tx, order_id))


def find_order(tx: Transaction, order_id: UUID) -> models.OrderRow:
    """The order without a lock, to look at; OrderNotFound when there is none."""
    found = tx.session.get(models.OrderRow, (tx.organization_id, order_id))
    if found is None:
        raise OrderNotFound
    return found


def find_locked(tx: Transaction, order_id: UUID) -> models.OrderRow | None:
    return tx.session.scalars(
        select(models.OrderRow)
        .where(
            models.OrderRow.organization_id == tx.organization_id, models.OrderRow.id == order_id
        )
        .with_for_update()
    ).one_or_none()


def of_order(tx: Transaction, table: type[Part], *, order_id: UUID) -> Select[Part]:
    """Select the rows of one of an order's tables."""
    return select(table).where(
        table.organization_id == tx.organization_id, table.order_id == order_id
    )


def list_lines(tx: Transaction, order_id: UUID) -> Sequence[models.OrderLineRow]:
    found = of_order(tx, models.OrderLineRow, order_id=order_id)
    return tx.session.scalars(found.order_by(models.OrderLineRow.id)).all()


def list_attendees(tx: Transaction, order_id: UUID) -> Sequence[models.OrderAttendeeRow]:
    found = of_order(tx, models.OrderAttendeeRow, order_id=order_id)
    return tx.session.scalars(
        found.order_by(models.OrderAttendeeRow.position, models.OrderAttendeeRow.id)
    ).all()


def get_attendee(tx: Transaction, order_id: UUID, attendee_id: UUID) -> models.OrderAttendeeRow:
    """One attendee of the order, or AttendeeNotFound."""
    found = tx.session.get(models.OrderAttendeeRow, (tx.organization_id, attendee_id))
    if found is None or found.order_id != order_id:
        raise AttendeeNotFound
    return found


def replace_attendees(
    tx: Transaction, order_id: UUID, guests: Sequence[AttendeeInput]
) -> list[UUID]:
    """Write these instead of the former ones, whose answers go with them; the new ids."""
    tx.execute(
        delete(models.OrderAttendeeRow).where(
            models.OrderAttendeeRow.organization_id == tx.organization_id,
            models.OrderAttendeeRow.order_id == order_id,
        )
    )
    ids = [new_id() for _ in guests]
    for position, (attendee_id, guest) in enumerate(zip(ids, guests, strict=True), start=1):
        tx.add(
            models.OrderAttendeeRow(
                id=attendee_id,
                order_id=order_id,
                ticket_type_id=guest.ticket_type_id,
                name=guest.name,
                email=guest.email,
                position=position,
            )
        )
    return ids


READDRESS_ATTENDEES = """
    UPDATE order_attendees SET email = %(email)s
    WHERE organization_id = %(organization_id)s AND order_id = %(id)s
        AND lower(email) = lower(%(former)s)
"""


def readdress_attendees(tx: Transaction, order_id: UUID, *, former: str, email: str) -> None:
    """Give the attendees of an order who had an address another one."""
    where = {"organization_id": tx.organization_id, "id": order_id}
    tx.query(READDRESS_ATTENDEES, {**where, "former": former, "email": email})


SERIAL = """
    SELECT secret_serial FROM orders WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def find_secret_serial(tx: Transaction, order_id: UUID) -> int | None:
    """What stands in the order's present secret; None without such an order."""
    where = {"organization_id": tx.organization_id, "id": order_id}
    return next((serial for (serial,) in tx.query(SERIAL, where)), None)


BUYER = """
    SELECT user_id FROM orders WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def buyer_of(tx: Transaction, order_id: UUID) -> UUID | None:
    """The account that bought it, if it was one."""
    where = {"organization_id": tx.organization_id, "id": order_id}
    return next((user_id for (user_id,) in tx.query(BUYER, where)), None)


def count_of_event(tx: Transaction, event_id: UUID) -> list[tuple[str, str, int, int]]:
    """State, currency, how many orders, and what they paid less what went back."""
    return tx.query(COUNT_OF_EVENT, tx.here(event_id=event_id))


BOUGHT = """
    SELECT l.ticket_type_id, sum(l.quantity - l.returned)::bigint
    FROM orders o JOIN order_lines l
        ON l.organization_id = o.organization_id AND l.order_id = o.id
    WHERE o.organization_id = %(organization_id)s AND o.buyer_key = lower(%(email)s)
        AND o.event_id IS NOT DISTINCT FROM %(event_id)s AND o.id <> %(except_id)s
        AND o.state NOT IN ('expired', 'cancelled') AND l.ticket_type_id = ANY(%(type_ids)s)
    GROUP BY l.ticket_type_id
"""
UNITS = """
    SELECT o.buyer_key, l.ticket_type_id, sum(l.quantity - l.returned)::bigint
    FROM orders o JOIN order_lines l
        ON l.organization_id = o.organization_id AND l.order_id = o.id
    WHERE o.organization_id = %(organization_id)s AND o.event_id = %(event_id)s
        AND o.buyer_key = ANY(%(emails)s) AND o.state NOT IN ('expired', 'cancelled')
        AND l.ticket_type_id = ANY(%(type_ids)s)
    GROUP BY o.buyer_key, l.ticket_type_id
"""
QUEUE = """
    SELECT pg_advisory_xact_lock(hashtextextended(
        %(organization_id)s::text || %(event_id)s::text || lower(%(email)s), 0))
"""


def bought_by(
    tx: Transaction, event_id: UUID, email: str, *, type_ids: list[UUID], except_id: UUID
) -> dict[UUID, int]:
    """Units that living orders of an address hold, by ticket type; other buyers of it wait."""
    where = {"organization_id": tx.organization_id, "event_id": event_id, "email": email}
    tx.query(QUEUE, where)
    rows = tx.query(BOUGHT, {**where, "type_ids": type_ids, "except_id": except_id})
    return {type_id: int(units) for type_id, units in rows}


def list_units_bought(
    tx: Transaction, event_id: UUID, emails: Iterable[str], *, type_ids: Iterable[UUID]
) -> dict[tuple[str, UUID], int]:
    """Units that living orders hold, by address in small letters and ticket type; nobody waits."""
    where = tx.here(event_id=event_id, emails=list(emails), type_ids=list(type_ids))
    return {(email, type_id): int(units) for email, type_id, units in tx.query(UNITS, where)}
