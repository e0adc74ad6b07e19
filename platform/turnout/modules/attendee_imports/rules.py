"""What becomes of each row: which make an order, which are there, which are refused. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.errors import Invalid
from turnout.modules.attendee_imports.rows import RowReader
from turnout.modules.attendee_imports.types import (
    ImportMapping,
    ImportRow,
    JudgedRow,
    RowDraft,
    RowReason,
    RowState,
)
from turnout.modules.orders import api as orders

SKIPPED: Final = RowState.SKIPPED


@dataclass(slots=True, kw_only=True)
class Stock:
    """What can be had, and what goes as rows come in one after the other."""

    sale: orders.SaleContext
    now: datetime
    remaining: dict[UUID, int]
    """Pool → places left."""
    bought: Counter[tuple[str, UUID]]
    """(address in small letters, ticket type) → units that it has."""
    known: frozenset[str]
    """Keys of rows that came in before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOrder:
    """The rows of one order that are right as they stand."""

    rows: Sequence[tuple[ImportRow, RowDraft]]

    @property
    def buyer(self) -> RowDraft:
        """The first who has an address; their name is the order's."""
        return next(draft for _, draft in self.rows if draft.email)

    @property
    def answers(self) -> dict[str, Any]:
        """Answers about the whole order: of its rows, the first that says something."""
        merged: dict[str, Any] = {}
        for _, draft in self.rows:
            merged = {**draft.order_answers, **merged}
        return merged


@dataclass(slots=True)
class _Found:
    drafts: list[tuple[ImportRow, RowDraft]] = field(default_factory=list)
    refused: list[tuple[ImportRow, list[RowReason]]] = field(default_factory=list)


def basket_of(event_id: UUID, drafts: Sequence[RowDraft], *, sends_mail: bool) -> orders.Basket:
    """The order that rows become: for nothing, of the channel `import`, within the limits."""
    buyer = next(each for each in drafts if each.email)
    counted = Counter(each.ticket_type_id for each in drafts)
    return orders.Basket(
        event_id=event_id,
        lines=tuple(orders.BasketLine(type_id, number) for type_id, number in counted.items()),
        buyer_email=buyer.email,
        buyer_name=buyer.name,
        locale=buyer.locale,
        attendees=tuple(
            orders.AttendeeInput(each.ticket_type_id, each.name, each.email) for each in drafts
        ),
        complimentary=orders.Complimentary(
            sends_mail=sends_mail, channel=orders.SalesChannel.IMPORT, keeps_limits=True
        ),
    )


def judge(
    rows: Sequence[ImportRow], mapping: ImportMapping, reader: RowReader, stock: Stock
) -> list[JudgedRow]:
    """Look through a table: an order comes in with all of its rows, or with none of them.

    NotOnSale where the event sells nothing at all.
    """
    judged: list[JudgedRow] = []
    seen: dict[str, int] = {}
    for position, found in enumerate(_grouped(rows, reader), start=1):
        left, known = _without_known(found, mapping, known=stock.known, seen=seen)
        judged += known
        reasons = _reasons(found, left, mapping, reader)
        if not reasons and left:
            order = DraftOrder(rows=left)
            reasons = _refusals(order, reader, stock)
        for row, draft in left:
            if reasons:
                judged.append(_refused(row, reasons.get(row.id) or [OF_SAME_ORDER]))
            else:
                seen[draft.key] = row.line
                judged.append(_ready(row, draft, position))
        judged += [_refused(row, wrong) for row, wrong in found.refused]
    return judged


OF_SAME_ORDER: Final = RowReason(
    code="of-same-order", detail="Another row of its order cannot come in."
)


def _grouped(rows: Sequence[ImportRow], reader: RowReader) -> Iterator[_Found]:
    """Rows of one order together, in the order in which the table begins them."""
    groups: dict[str, _Found] = {}
    for row in rows:
        draft, reasons = reader.read(row.cells)
        text = reader.group_of(row.cells)
        found = groups.setdefault(f"={text.casefold()}" if text else str(row.line), _Found())
        if draft is None:
            found.refused.append((row, reasons))
        else:
            found.drafts.append((row, draft))
    yield from groups.values()


def key_of(draft: RowDraft, *, buyer_email: str) -> str:
    """By what a row is known again, as a digest: its own key, or who comes with which ticket."""
    email = (draft.email or buyer_email).lower()
    person = ("person", email, draft.name.casefold(), str(draft.ticket_type_id))
    parts = ("key", draft.key.casefold()) if draft.key else person
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def _without_known(
    found: _Found, mapping: ImportMapping, *, known: frozenset[str], seen: Mapping[str, int]
) -> tuple[list[tuple[ImportRow, RowDraft]], list[JudgedRow]]:
    """The rows that are new, and those that came in before or stand in the table already."""
    email = next((draft.email for _, draft in found.drafts if draft.email), "")
    left: list[tuple[ImportRow, RowDraft]] = []
    there: list[JudgedRow] = []
    here: dict[str, int] = {}
    for row, read in found.drafts:
        draft = replace(read, key=key_of(read, buyer_email=email))
        line = here.get(draft.key, seen.get(draft.key))
        if draft.key in known:
            reason = RowReason(
                code="already-there", detail="It came in before.", column=mapping.key
            )
        elif line is not None:
            says = f"Line {line} is the same."
            reason = RowReason(code="twice", detail=says, column=mapping.key)
        else:
            here[draft.key] = row.line
            left.append((row, draft))
            continue
        there.append(JudgedRow(id=row.id, state=SKIPPED, reasons=[reason]))
    return left, there


def _reasons(
    found: _Found,
    left: Sequence[tuple[ImportRow, RowDraft]],
    mapping: ImportMapping,
    reader: RowReader,
) -> dict[UUID, list[RowReason]]:
    """Row → why it cannot come in, before stock and limits are asked."""
    if found.refused:
        return {row.id: [OF_SAME_ORDER] for row, _ in left}
    if left and not any(draft.email for _, draft in left):
        says = "Nobody of its order has an e-mail address."
        reason = RowReason(code="email-missing", detail=says, column=mapping.email)
        return {row.id: [reason] for row, _ in left}
    if not left:
        return {}
    order = DraftOrder(rows=left)
    missing = reader.missing_of_order(
        order.answers, list({draft.ticket_type_id for _, draft in left})
    )
    return {row.id: missing for row, _ in left} if missing else {}


def _refusals(order: DraftOrder, reader: RowReader, stock: Stock) -> dict[UUID, list[RowReason]]:
    """Row → why its order is refused, as checkout would; nothing: its places are taken now."""
    drafts = [draft for _, draft in order.rows]
    basket = basket_of(NOWHERE, drafts, sends_mail=False)
    types = [line.ticket_type_id for line in basket.lines]
    try:
        quote = orders.quote(stock.sale, basket.lines, now=stock.now)
    except Invalid as refusal:
        return _by_type(order, types, refusal, reader)
    wanted = Counter(draft.ticket_type_id for draft in drafts)
    found: dict[UUID, RowReason] = {}
    for line in quote.lines:
        type_id = line.ticket_type_id
        limit = quote.limited.get(type_id)
        has = stock.bought[order.buyer.email.lower(), type_id]
        if line.seats != {type_id: wanted[type_id]}:
            found[type_id] = reader.about_type(
                "ticket-type-several", "It does not admit exactly one person."
            )
        elif limit is not None and has + limit.wanted > limit.most:
            says = f"One person can have {limit.most} of these in all."
            found[type_id] = reader.about_type("per-person", says)
        elif any(quote.pools[pool] > stock.remaining.get(pool, 0) for pool in line.draws):
            found[type_id] = reader.about_type("sold-out", "There are not enough places left.")
    if not found:
        _take(order, quote, stock)
    return {
        row.id: [found[draft.ticket_type_id]] if draft.ticket_type_id in found else [OF_SAME_ORDER]
        for row, draft in (order.rows if found else ())
    }


NOWHERE: Final = UUID(int=0)


def _take(order: DraftOrder, quote: orders.Quote, stock: Stock) -> None:
    for pool, number in quote.pools.items():
        stock.remaining[pool] = stock.remaining.get(pool, 0) - number
    for line in quote.lines:
        stock.bought[order.buyer.email.lower(), line.ticket_type_id] += line.quantity


def _by_type(
    order: DraftOrder, types: Sequence[UUID], refusal: Invalid, reader: RowReader
) -> dict[UUID, list[RowReason]]:
    """A refused basket, said of the rows of the line that it names, or of all of them."""
    found: dict[UUID, list[RowReason]] = {}
    for error in refusal.errors:
        place = error.pointer.split("/")[2:3]
        of = {types[int(place[0])]} if place else set(types)
        code = "not-on-sale" if error.code == "not-on-sale" else "not-possible"
        for row, draft in order.rows:
            if draft.ticket_type_id in of:
                found.setdefault(row.id, []).append(reader.about_type(code, error.detail))
    return found


def _ready(row: ImportRow, draft: RowDraft, position: int) -> JudgedRow:
    return JudgedRow(id=row.id, state=RowState.READY, draft=draft, order_position=position)


def _refused(row: ImportRow, reasons: list[RowReason]) -> JudgedRow:
    return JudgedRow(id=row.id, state=RowState.REFUSED, reasons=reasons)
