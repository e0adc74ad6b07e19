"""The hot path: one statement reads the sale, one claims the stock and writes the order.

Parts that inventory and tickets lend hang on `claim`: a row only where every pool gave enough.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

import msgspec
from psycopg.errors import UniqueViolation

from turnout.kernel.db.node_texts import constraint_of
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import live
from turnout.kernel.messaging.facts import Fact, as_data
from turnout.kernel.values import attributes_of
from turnout.modules.blocked_addresses import api as blocked_addresses
from turnout.modules.blocked_addresses.sql_fragments import BLOCKS
from turnout.modules.catalog import api as catalog
from turnout.modules.catalog.sql_fragments import OFFERS_BY_ID
from turnout.modules.connections.sql_fragments import HAS_CHALLENGE_SERVICE
from turnout.modules.discounts.sql_fragments import COUNT_USES, REDEEM
from turnout.modules.events.sql_fragments import ON_SALE
from turnout.modules.forms.sql_fragments import FORM_VERSION
from turnout.modules.fraud_rules import api as fraud_rules
from turnout.modules.fraud_rules.sql_fragments import FRAUD_RULES, OPEN_REVIEW
from turnout.modules.inventory import api as inventory
from turnout.modules.inventory.sql_fragments import (
    CLAIM_ALLOTTED,
    CLAIM_ONE,
    CLAIM_SEVERAL,
    DRAW,
    HOLD,
)
from turnout.modules.orders.checkout.channels import OURSELVES, SoldBy
from turnout.modules.orders.checkout.rules import (
    BuyerChecks,
    CurrentTerms,
    PricedLine,
    Quote,
    SaleContext,
)
from turnout.modules.orders.types import Order
from turnout.modules.organizations.sql_fragments import ZONE
from turnout.modules.price_rules.sql_fragments import COUNT_UNITS
from turnout.modules.sales_partners import api as sales_partners
from turnout.modules.sales_partners.sql_fragments import ACTIVE_PARTNER
from turnout.modules.tickets.sql_fragments import ISSUE
from turnout.modules.waiting_room.sql_fragments import WAITING_ROOM

Rows = list[dict[str, Any]]
RULES = FRAUD_RULES.format(challenge_service=HAS_CHALLENGE_SERVICE)
FREE_ORDERS = """
    SELECT count(*) FROM orders
    WHERE organization_id = %(organization_id)s AND buyer_key = lower(%(email)s::text)
        AND event_id IS NOT DISTINCT FROM %(event_id)s AND %(email)s::text <> ''
        AND (applied_at > %(now)s - interval '1 day'
            OR (total_minor = 0 AND confirmed_at > %(now)s - interval '1 day'))
"""
"""No index takes the event here: a young table would be read whole by it (decision 96)."""
STATES = """
    SELECT id, state, confirmed_at IS NOT NULL FROM orders
    WHERE organization_id = %(organization_id)s AND id = ANY(%(ids)s::uuid[])
"""
UNPAID_BEFORE = """
    SELECT count(*) FROM orders
    WHERE organization_id = %(organization_id)s AND buyer_key = lower(%(email)s::text)
        AND event_id IS NOT DISTINCT FROM %(event_id)s AND id < %(id)s
        AND total_minor > 0 AND paid_minor = 0 AND placed_at > %(since)s
"""
SALE = f"""
    WITH event AS ({ON_SALE}), organization AS ({ZONE}), offers AS ({OFFERS_BY_ID})
    SELECT event.state, event.visibility, organization.time_zone, event.starts_at, event.ends_at,
        ({FORM_VERSION}), organization.terms_number, organization.privacy_number,
        ({FREE_ORDERS}), ({WAITING_ROOM}), ({RULES}), ({BLOCKS}), NULL::uuid,
        offers.*
    FROM event CROSS JOIN organization LEFT JOIN offers ON true
    WHERE organization.state = 'active'
        AND (organization.orders_full_until IS NULL OR organization.orders_full_until <= %(now)s)
"""
PARTNER_SALE = SALE.replace("NULL::uuid", f"({ACTIVE_PARTNER})")
"""The same of an order that names a sales partner, or comes by an API token."""
SALE_WIDTH: Final = 13
"""So many columns of the sale come first; those of an offer follow, if there is one."""
TERMS: Final = f"""
    WITH organization AS ({ZONE})
    SELECT organization.state, organization.terms_number, organization.privacy_number,
        ({RULES}), ({BLOCKS})
    FROM organization
"""
GATE = "SELECT 1 FROM taken HAVING count(*) = %(pools)s"
ALLOTTED_GATE = f"{GATE} AND (SELECT count(*) FROM drawn) = %(allotment_count)s"
BLANKS: Final = re.compile(r" ?([(),=+<>]) ?")
"""The driver parses a text again each time that is longer than it keeps."""
MORE: Final = ("pass_events", "redemptions", "priced", "review_reasons", "allotments")
"""What some orders have; an order's parameters say so by these names."""
GATED: Final = frozenset({"redemptions", "priced", "allotments"})
GATES: Final = {
    "counted": "(SELECT count(*) FROM counted) = %(uses)s",
    "counted_units": "(SELECT count(*) FROM counted_units) = %(priced_count)s",
}
"""What has to hold besides the stock: every code had a use left, every price still stood."""
KEY = """
    INSERT INTO idempotency_keys
        (organization_id, scope, key, fingerprint, answer, started_at, completed_at)
    SELECT %(organization_id)s, %(scope)s, %(key)s, %(fingerprint)s, %(answer)s::jsonb, %(now)s,
        %(now)s FROM claim
"""
ORDER = """
    INSERT INTO orders (organization_id, id, number, event_id, state, money_state, currency,
        net_minor, tax_minor, total_minor, paid_minor, refunded_minor, buyer_email, buyer_name,
        locale, user_id, hold_id, channel, placed_at, expires_at, confirmed_at, accepted_terms,
        accepted_privacy, accepted_at, needs_approval, applied_at, used_codes,
        sales_partner_id, embedding_origin, sold_by, source)
    SELECT %(organization_id)s, %(order_id)s, %(number)s, %(event_id)s, %(state)s,
        %(money_state)s, %(currency)s, %(net_minor)s, %(tax_minor)s, %(total_minor)s, 0, 0,
        %(buyer_email)s, %(buyer_name)s, %(locale)s, %(user_id)s, %(hold_id)s, %(channel)s, %(now)s,
        %(expires_at)s, %(confirmed_at)s, %(terms)s, %(privacy)s,
        %(agreed_at)s, %(needs_approval)s, %(applied_at)s, %(used_codes)s::jsonb,
        %(partner_id)s, %(embedded_by)s, %(sold_by)s, %(source)s::jsonb FROM claim
"""
LINE_ALLOTMENTS = """
    INSERT INTO order_line_allotments (organization_id, id, order_id, allotment_id, places)
    SELECT %(organization_id)s, a.id, %(order_id)s, a.allotment_id, a.places
    FROM claim, jsonb_to_recordset(%(line_allotments)s::jsonb) AS a(id uuid, allotment_id uuid,
        places bigint)
"""
LINES = """
    INSERT INTO order_lines (organization_id, id, order_id, ticket_type_id, pool_id, name,
        quantity, unit_minor, tax_rate_bp, net_minor, tax_minor, gross_minor, draws, seats,
        discount_minor, price_rule)
    SELECT %(organization_id)s, l.id, %(order_id)s, l.ticket_type_id, l.pool_id, l.name,
        l.quantity, l.unit_minor, l.tax_rate_bp, l.net_minor, l.tax_minor, l.gross_minor,
        l.draws, l.seats, l.discount_minor, l.price_rule
    FROM claim, jsonb_to_recordset(%(lines)s::jsonb) AS l(id uuid, ticket_type_id uuid,
        pool_id uuid, name text, quantity bigint, unit_minor bigint, tax_rate_bp bigint,
        net_minor bigint, tax_minor bigint, gross_minor bigint, draws jsonb, seats jsonb,
        discount_minor bigint, price_rule jsonb)
"""
ENTRIES = """
    INSERT INTO order_pass_events (organization_id, id, order_id, pass_id, event_id,
        ticket_type_id, pool_id, places, position)
    SELECT %(organization_id)s, p.id, %(order_id)s, p.pass_id, p.event_id, p.ticket_type_id,
        p.pool_id, p.places, p.position
    FROM claim, jsonb_to_recordset(%(pass_events)s::jsonb) AS p(id uuid, pass_id uuid,
        event_id uuid, ticket_type_id uuid, pool_id uuid, places bigint, position bigint)
"""
ATTENDEES = """
    INSERT INTO order_attendees (organization_id, id, order_id, ticket_type_id, name, email,
        position)
    SELECT %(organization_id)s, a.id, %(order_id)s, a.ticket_type_id, a.name, a.email, a.position
    FROM claim, jsonb_to_recordset(%(attendees)s::jsonb) AS a(id uuid, ticket_type_id uuid,
        name text, email text, position bigint)
"""
FACTS = """
    INSERT INTO outbox (organization_id, id, name, payload, actor, request_id, recorded_at,
        traceparent)
    SELECT %(organization_id)s, f.id, f.name, f.payload, %(actor)s, %(request_id)s, %(now)s,
        %(traceparent)s
    FROM claim, jsonb_to_recordset(%(facts)s::jsonb) AS f(id uuid, name text, payload jsonb)
"""


class NumberTaken(Exception):
    """The order number was drawn before; draw again."""


class InsufficientStock(Exception):
    """A pool of several has too little: let their locks go, collect lapsed holds, come again."""

    def __init__(self, pools: list[UUID]) -> None:
        super().__init__()
        self.pools = pools


class UseTaken(Exception):
    """Somebody else took a code's last use, or the last unit at a price: read them again."""


class KeyTaken(Exception):
    """Another request with this Idempotency-Key committed first."""


@cache
def statement(
    *,
    pools: int,
    keyed: bool,
    attendees: bool,
    confirmed: bool,
    more: frozenset[str] = frozenset(),
) -> str:
    """The one statement, in the shape that this kind of order needs; `more` are some of `MORE`.

    With codes or price rules it answers 0 where the stock was given, and a code had no use left
    or a price did not stand any more.
    """
    passes, coded, priced, reviewed, allotted = (each in more for each in MORE)
    claim = CLAIM_ONE if pools == 1 else CLAIM_SEVERAL
    parts = {
        **({"drawn": DRAW, "taken": CLAIM_ALLOTTED} if allotted else {"taken": claim}),
        **_gates(coded=coded, priced=priced, gate=ALLOTTED_GATE if allotted else GATE),
        **({"keyed": KEY} if keyed else {}),
        "placed": _order(reviewed=reviewed, allotted=allotted, priced=priced),
        "lined": LINES,
        **({"lines_allotted": LINE_ALLOTMENTS} if allotted else {}),
        **({"entered": ENTRIES} if passes else {}),
        **({"attended": ATTENDEES} if attendees else {}),
        **({"issued": ISSUE} if confirmed else {"held": HOLD}),
        **({"redeemed": REDEEM} if coded else {}),
        **({"reviewed": OPEN_REVIEW} if reviewed else {}),
        "announced": FACTS,
    }
    answer = (
        "SELECT (SELECT count(*) FROM claim) FROM stocked"
        if coded or priced
        else "SELECT 1 FROM claim"
    )
    text = "WITH " + ", ".join(f"{name} AS ({text})" for name, text in parts.items())
    return BLANKS.sub(r"\1", " ".join(f"{text} {answer}".split()))


def _order(*, reviewed: bool, allotted: bool, priced: bool) -> str:
    """The order's own row; one held by a fraud rule, of allotments or price rules says more."""
    columns, values = "", ""
    if reviewed:
        columns, values = ", review_state, review_by", ", 'open', %(review_by)s"
    if allotted:
        columns, values = f"{columns}, has_allotments", f"{values}, true"
    if priced:
        columns, values = f"{columns}, has_price_rules", f"{values}, true"
    text = ORDER.replace(")\n    SELECT", f"{columns})\n    SELECT")
    return text.replace(" FROM claim", f"{values} FROM claim")


def _gates(*, coded: bool, priced: bool, gate: str) -> dict[str, str]:
    counts = {"counted": COUNT_USES} if coded else {}
    if priced:
        counts["counted_units"] = COUNT_UNITS
    if not counts:
        return {"claim": gate}
    hold = " AND ".join(GATES[each] for each in counts)
    return {"stocked": gate, **counts, "claim": f"SELECT 1 FROM stocked WHERE {hold}"}


def find_sale(
    tx: Transaction,
    event_id: UUID,
    ticket_type_ids: list[UUID],
    *,
    email: str,
    network: str = "",
    sold_by: SoldBy = OURSELVES,
) -> SaleContext | None:
    """The event's sale to an address, with the offers asked for; None without such an event."""
    values = {
        "organization_id": tx.organization_id,
        "event_id": event_id,
        "ticket_type_ids": ticket_type_ids,
        "email": email,
        "now": tx.now,
        **blocked_addresses.named_by(email, network),
    }
    if sold_by.is_known:
        key = sales_partners.key_of(sold_by.partner) if sold_by.partner else None
        token = None if sold_by.partner else sold_by.api_token_id
        rows = tx.ask(PARTNER_SALE, {**values, "partner_key": key, "api_token_id": token})
    else:
        rows = tx.ask(SALE, values)
    if not rows:
        return None
    state, visibility, time_zone, starts, ends, form, terms, privacy, free, *others = rows[0][
        :SALE_WIDTH
    ]
    room, ruled, blocked, partner = others
    found = [catalog.to_offer(row[SALE_WIDTH:]) for row in rows if row[SALE_WIDTH] is not None]
    return SaleContext(
        event_state=state,
        visibility=visibility,
        time_zone=time_zone,
        starts_at=starts,
        ends_at=ends,
        form_version_id=form,
        offers={each.ticket_type_id: each for each in catalog.with_relations(tx, found)},
        current_terms=CurrentTerms(terms, privacy),
        free_orders=free,
        waiting_room_run=room,
        checks=BuyerChecks(fraud_rules.to_terms(ruled), blocked_addresses.to_blocks(blocked)),
        sales_partner_id=None if partner is None else UUID(str(partner)),
    )


def find_terms(
    tx: Transaction, event_id: UUID, *, email: str = ""
) -> tuple[str, CurrentTerms, BuyerChecks]:
    """The organization's state, its texts in force, and what is checked of a buyer's address.

    Their network was looked at when the order was placed.
    """
    where = tx.here(event_id=event_id, **blocked_addresses.named_by(email, ""))
    for state, terms, privacy, ruled, blocked in tx.query(TERMS, where):
        checks = BuyerChecks(fraud_rules.to_terms(ruled), blocked_addresses.to_blocks(blocked))
        return state, CurrentTerms(terms, privacy), checks
    return "closed", CurrentTerms(), BuyerChecks()


def find_states(tx: Transaction, order_ids: Collection[UUID]) -> dict[UUID, tuple[str, bool]]:
    """The state of each of these orders, and whether it was ever confirmed."""
    rows = tx.query(STATES, tx.here(ids=list(order_ids)))
    return {UUID(str(order_id)): (state, confirmed) for order_id, state, confirmed in rows}


def place(
    tx: Transaction,
    values: Mapping[str, Any],
    *,
    pools: Mapping[UUID, int],
    keyed: bool,
    confirmed: bool,
    is_last: bool = False,
) -> bool:
    """Claim and write everything, or nothing and False when a pool has too little.

    With `is_last` it is committed in the same write, unless another pool, a code or a price may
    still take it back.
    NumberTaken, UseTaken and KeyTaken leave the transaction unusable: begin again.
    """
    is_gated = len(pools) > 1 or not GATED.isdisjoint(values)
    text = statement(
        pools=min(len(pools), 2),
        keyed=keyed,
        attendees=values["attendees"] != "[]",
        confirmed=confirmed,
        more=frozenset(MORE).intersection(values),
    )
    allotments = values.get("allotments", inventory.NOTHING)
    claim = {"pools": len(pools), "wanted": inventory.items_text(pools, allotments)}
    if len(pools) == 1 and not allotments:
        [(claim["pool_id"], claim["quantity"])] = pools.items()
    else:
        inventory.lock_pools(tx, list(pools))
    inventory.mark_changed(tx, pools)
    live.mark(tx, live.DASHBOARD, [values["event_id"]])
    try:
        rows = tx.ask(text, {**values, **claim}, is_last=is_last and not is_gated)
    except UniqueViolation as error:
        constraint = constraint_of(error)
        if constraint == "idempotency_keys_pkey":
            raise KeyTaken from error
        if constraint == "uq_orders_organization_id_number":
            raise NumberTaken from error
        if constraint == "ux_discount_redemptions_person":
            raise UseTaken from error
        raise
    if rows and not rows[0][0]:
        raise UseTaken
    return bool(rows)


def insert_parameters(
    order: Order, quote: Quote, *, rows: Rows, announced: Iterable[Fact]
) -> dict[str, Any]:
    """Return the statement's parameters of the order itself; the caller adds actor and time."""
    return {
        "order_id": order.id,
        "number": order.number,
        "event_id": order.event_id,
        "state": order.state,
        "money_state": order.money_state,
        "currency": order.currency,
        "net_minor": order.net_minor,
        "tax_minor": order.tax_minor,
        "total_minor": order.total_minor,
        "buyer_email": order.buyer_email,
        "buyer_name": order.buyer_name,
        "locale": order.locale,
        "hold_id": None if order.confirmed_at else new_id(),
        "expires_at": order.expires_at,
        "confirmed_at": order.confirmed_at,
        "terms": order.accepted_terms,
        "privacy": order.accepted_privacy,
        "agreed_at": order.accepted_at,
        "needs_approval": order.needs_approval,
        "applied_at": order.applied_at,
        "tickets": as_json(rows),
        "facts": as_json([_outbox(each) for each in announced]),
        "used_codes": as_json(msgspec.to_builtins(order.discounts)),
        **_redemptions(quote),
        **_priced_units(quote),
        **_allotments(order, quote),
        **_line_parameters(order, quote),
        **_pass_events(quote),
    }


def _line_parameters(order: Order, quote: Quote) -> dict[str, str]:
    data = msgspec.to_builtins(order)
    lines = [
        {**line, "pool_id": str(priced.pool_id), **_optional_columns(priced)}
        for line, priced in zip(data["lines"], quote.lines, strict=True)
    ]
    attendees = [
        {**each, "position": position} for position, each in enumerate(data["attendees"], start=1)
    ]
    return {"lines": as_json(lines), "attendees": as_json(attendees)}


def _optional_columns(line: PricedLine) -> dict[str, Any]:
    """Return the line's draws and seats, None where a line takes just its own quantity."""
    plain = line.draws == {line.pool_id: line.quantity}
    own = line.seats == {line.ticket_type_id: line.quantity}
    return {
        "draws": None if plain else {str(pool): each for pool, each in line.draws.items()},
        "seats": None if own else {str(kind): each for kind, each in line.seats.items()},
    }


def _pass_events(quote: Quote) -> dict[str, str]:
    """Return the rows of the events of passes; nothing when there is no pass."""
    rows = [
        {
            "id": str(new_id()),
            "pass_id": str(line.ticket_type_id),
            "event_id": str(entry.event_id),
            "ticket_type_id": str(entry.ticket_type_id),
            "pool_id": str(entry.pool_id),
            "places": entry.places,
            "position": position,
        }
        for line in quote.lines
        for position, entry in enumerate(line.entries, start=1)
    ]
    return {"pass_events": as_json(rows)} if rows else {}


def _redemptions(quote: Quote) -> dict[str, Any]:
    """Return the uses of codes; nothing when there is none."""
    uses = [{"id": new_id(), **attributes_of(each)} for each in quote.redemptions]
    if not uses:
        return {}
    return {"redemptions": as_json(msgspec.to_builtins(uses)), "uses": len(uses)}


def _priced_units(quote: Quote) -> dict[str, Any]:
    """Return the units that are sold by price rules, and for how many sold each price stands."""
    rows = [
        {
            "ticket_type_id": str(line.ticket_type_id),
            "quantity": line.quantity,
            "sold_from": line.units.price.sold_from,
            "sold_until": line.units.price.sold_until,
        }
        for line in quote.lines
        if line.units is not None
    ]
    return {"priced": as_json(rows), "priced_count": len(rows)} if rows else {}


def _allotments(order: Order, quote: Quote) -> dict[str, Any]:
    """Return what is sold through allotments, and by which lines; nothing when there is none."""
    if not quote.allotments:
        return {}
    rows = [
        {
            "id": str(line.id),
            "allotment_id": str(priced.allotment_id),
            "places": priced.draws[priced.pool_id],
        }
        for line, priced in zip(order.lines, quote.lines, strict=True)
        if priced.allotment_id is not None
    ]
    return {
        "allotments": quote.allotments,
        "allotment_count": len(quote.allotments),
        "line_allotments": as_json(rows),
    }


def _outbox(fact: Fact) -> dict[str, Any]:
    return {"id": str(new_id()), "name": fact.name, "payload": as_data(fact)}


def count_free_orders(tx: Transaction, event_id: UUID, email: str) -> int:
    """Free orders that an address got in a day, whatever became of them."""
    where = {"organization_id": tx.organization_id, "event_id": event_id, "email": email}
    [(number,)] = tx.query(FREE_ORDERS, {**where, "now": tx.now})
    return int(number)


def count_unpaid_before(tx: Transaction, order: Order) -> int:
    """Orders of an address that nobody has paid, from the day before this one was placed."""
    where = {"organization_id": tx.organization_id, "event_id": order.event_id, "id": order.id}
    since = order.placed_at - timedelta(days=1)
    [(number,)] = tx.query(UNPAID_BEFORE, {**where, "email": order.buyer_email, "since": since})
    return int(number)
