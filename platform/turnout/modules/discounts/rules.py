"""Codes: how they are read and drawn, when they count, what they take off a price. Pure."""

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from turnout.kernel.errors import FieldError
from turnout.kernel.ids import READ_AS
from turnout.kernel.typed_text import plain_code
from turnout.modules.discounts.errors import CodeReason, DiscountCodeRefused
from turnout.modules.discounts.types import (
    AppliedDiscounts,
    CurrencyAmounts,
    Discount,
    DiscountableLine,
    DiscountState,
    RedeemableCode,
    Redemption,
)
from turnout.modules.ticket_prices import api as ticket_prices
from turnout_sdk.currencies import EXPONENTS

SHORTEST: Final = 4
LONGEST: Final = 20
MOST_CODES: Final = 5
"""Of one order."""
LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that read like another: I, L, O; and U, so that no words come about."""
DRAWN: Final = 12
"""Letters of a drawn code: 60 bits, and guessing is rate-limited."""
LONGEST_PREFIX: Final = LONGEST - DRAWN
BATCH: Final = 500
"""Codes of one transaction of a job."""
MOST_MADE: Final = 100_000
"""Codes of one job."""
PREFIX: Final = re.compile(rf"[0-9A-Z]{{0,{LONGEST_PREFIX}}}")
NUMBER_LIKE: Final = re.compile(r"[0-9]*E?[0-9]*")
"""What a spreadsheet takes for a number, and writes in another way."""
SHAPE: Final = re.compile(rf"[0-9A-Z]{{{SHORTEST},{LONGEST}}}")
WHOLE_BP: Final = 10_000


def written(text: str) -> str | None:
    """A code as it is shown: capitals without blanks and dashes; None where it cannot be one."""
    plain = plain_code(text)
    return plain if plain.isascii() and SHAPE.fullmatch(plain) else None


def key_of(text: str) -> str | None:
    """A code as it is compared: small and large letters, O and 0, I, L and 1 are the same."""
    plain = written(text)
    return plain and plain.translate(READ_AS)


def drawn_code(prefix: str = "") -> str:
    """A code that nobody guesses; the prefix says whose it is."""
    while True:
        code = prefix + "".join(secrets.choice(LETTERS) for _ in range(DRAWN))
        if not NUMBER_LIKE.fullmatch(code):
            return code


def batch_sizes(count: int) -> list[int]:
    """How many codes each batch of a job makes: as many as were asked for, and never one more."""
    whole, rest = divmod(count, BATCH)
    return [BATCH] * whole + [rest] * bool(rest)


def prefix_of(text: str) -> str | None:
    """How drawn codes begin, as it is shown; None where no code can begin so."""
    plain = plain_code(text)
    return plain if plain.isascii() and PREFIX.fullmatch(plain) else None


def key_part(text: str) -> str:
    """A part of a code as it is compared, for searches; empty where no code has it."""
    plain = plain_code(text).translate(READ_AS)
    return plain if plain.isascii() and plain.isalnum() else ""


def faults_of(discount: Mapping[str, object]) -> list[FieldError]:
    """What contradicts itself in a discount, each by its field."""
    faults = []
    percent, amount = discount["percent_bp"], discount["amount_minor"]
    if percent is not None and amount is not None:
        faults.append(FieldError("/amount_minor", "Take off a share or an amount, not both."))
    if percent is None and amount is None and not discount["opens_hidden"]:
        says = "Say how much it takes off, or let it open hidden ticket types."
        faults.append(FieldError("/percent_bp", says, "missing"))
    if (amount is None) != (discount["currency"] is None):
        faults.append(FieldError("/currency", "An amount has a currency, a share has none."))
    starts, ends = discount["starts_at"], discount["ends_at"]
    if isinstance(starts, datetime) and isinstance(ends, datetime) and starts >= ends:
        faults.append(FieldError("/ends_at", "It has to end after it starts."))
    if discount["ticket_type_ids"] and discount["event_id"] is None:
        says = "Ticket types belong to an event; name it, or leave them out."
        faults.append(FieldError("/ticket_type_ids", says))
    return [*faults, *_currency_faults(discount)]


def _currency_faults(discount: Mapping[str, Any]) -> Iterator[FieldError]:
    """What is wrong with the amounts in further currencies."""
    amounts: Mapping[str, CurrencyAmounts] = discount["amounts"]
    for currency, terms in amounts.items():
        place = f"/amounts/{currency}"
        if currency == discount["currency"]:
            says = "This is the currency of `amount_minor`."
            yield FieldError(place, says, "own-currency")
        elif currency not in EXPONENTS:
            says = "This is not a currency code of ISO 4217, such as EUR."
            yield FieldError(place, says, "unknown-currency")
        elif (terms.amount_minor is None) != (discount["amount_minor"] is None):
            says = "An amount has one in each currency, a share has none."
            yield FieldError(f"{place}/amount_minor", says)
        elif terms.amount_minor is None and discount["percent_bp"] is None:
            yield FieldError(place, "What takes nothing off has no amounts.")
        else:
            for name in ("amount_minor", "minimum_minor"):
                minor = getattr(terms, name) or 0
                fault = ticket_prices.amount_fault(f"{place}/{name}", minor, currency)
                if fault is not None:
                    yield fault


def require_keys(codes: Sequence[str]) -> list[str]:
    """The keys of a basket's codes; DiscountCodeRefused for what is none, or stands twice."""
    keys: list[str] = []
    for position, code in enumerate(codes):
        key = key_of(code)
        if key is None:
            raise DiscountCodeRefused(position, CodeReason.UNKNOWN)
        if key in keys:
            raise DiscountCodeRefused(position, CodeReason.NOT_COMBINABLE)
        keys.append(key)
    return keys


def require_usable(
    keys: Sequence[str], found: Sequence[RedeemableCode], *, now: datetime, has_buyer: bool
) -> list[RedeemableCode]:
    """The codes in the order in which they were given; DiscountCodeRefused by the first wrong one.

    Whether a code exists that is paused or begins later, nobody is told: it is unknown. Codes
    that open hidden ticket types are unknown whenever they do not count.
    """
    by_key = {each.key: each for each in found}
    usable = []
    for position, key in enumerate(keys):
        reason = _reason_against(by_key.get(key), now=now, has_buyer=has_buyer)
        if reason is not None:
            raise DiscountCodeRefused(position, reason)
        usable.append(by_key[key])
    taking = [each for each in usable if each.discount.takes_off()]
    discounts = {each.discount.id for each in usable}
    alone = len(taking) > 1 and not all(each.discount.is_stackable for each in taking)
    if alone or len(discounts) < len(usable):
        raise DiscountCodeRefused(len(usable) - 1, CodeReason.NOT_COMBINABLE)
    return usable


def _reason_against(
    found: RedeemableCode | None, *, now: datetime, has_buyer: bool
) -> CodeReason | None:
    if found is None or found.is_paused or found.discount.state != DiscountState.ACTIVE:
        return CodeReason.UNKNOWN
    discount = found.discount
    if discount.starts_at is not None and now < discount.starts_at:
        return CodeReason.UNKNOWN
    if discount.ends_at is not None and now >= discount.ends_at:
        return CodeReason.UNKNOWN if discount.opens_hidden else CodeReason.ENDED
    if discount.uses_per_code is not None and found.uses >= discount.uses_per_code:
        return CodeReason.UNKNOWN if discount.opens_hidden else CodeReason.USED_UP
    if has_buyer and discount.uses_per_person is not None and found.person_use is None:
        return CodeReason.USED_BY_YOU
    return None


def opens(codes: Sequence[RedeemableCode], ticket_type_id: object) -> bool:
    """Whether one of the codes shows and sells a hidden ticket type."""
    return any(
        each.discount.opens_hidden
        and (not each.discount.ticket_type_ids or ticket_type_id in each.discount.ticket_type_ids)
        for each in codes
    )


def apply(codes: Sequence[RedeemableCode], lines: Sequence[DiscountableLine]) -> AppliedDiscounts:
    """What the codes take off each unit of the lines, and which of them are used by it.

    Shares come first, each of what the former ones left, then amounts; among equals the older
    discount. A code that only opens ticket types is used where one of them is bought.
    DiscountCodeRefused for one that does nothing for these lines, or asks for more of them.
    """
    units_off = [0] * len(lines)
    redemptions: dict[int, Redemption] = {}
    for position in sorted(range(len(codes)), key=lambda place: _rank(codes[place].discount)):
        found = codes[position]
        mine = [index for index, line in enumerate(lines) if _is_for(found.discount, line)]
        reason = _shortage(found.discount, [lines[index] for index in mine])
        if reason is not None:
            raise DiscountCodeRefused(position, reason)
        total = 0
        for index in mine:
            line = lines[index]
            off = _off_unit(found.discount, line, left=line.unit_minor - units_off[index])
            units_off[index] += off
            total += off * line.quantity
        if total or (found.discount.opens_hidden and any(lines[each].is_hidden for each in mine)):
            redemptions[position] = _redemption(found, total)
        elif not found.discount.opens_hidden:
            raise DiscountCodeRefused(position, CodeReason.NOT_FOR_THESE)
    return AppliedDiscounts(
        units_off=units_off, redemptions=[redemptions[each] for each in sorted(redemptions)]
    )


def off_each(codes: Sequence[RedeemableCode], line: DiscountableLine) -> int:
    """What the codes take off one unit, if the order is as large as they ask."""
    off = 0
    for found in sorted(codes, key=lambda each: _rank(each.discount)):
        if _is_for(found.discount, line):
            off += _off_unit(found.discount, line, left=line.unit_minor - off)
    return off


def _rank(discount: Discount) -> tuple[bool, str]:
    return discount.amount_minor is not None, str(discount.id)


def _is_for(discount: Discount, line: DiscountableLine) -> bool:
    return discount.is_for(line.ticket_type_id)


def _shortage(discount: Discount, lines: Sequence[DiscountableLine]) -> CodeReason | None:
    if not lines or not discount.takes_off():
        return None
    if sum(line.quantity for line in lines) < discount.minimum_quantity:
        return CodeReason.TOO_FEW
    terms = terms_in(discount, next((each for each in lines if each.unit_minor), lines[0]))
    if terms is None:
        return CodeReason.OTHER_CURRENCY
    if sum(line.quantity * line.unit_minor for line in lines) < terms.minimum_minor:
        return CodeReason.TOO_LITTLE
    return None


def _off_unit(discount: Discount, line: DiscountableLine, *, left: int) -> int:
    """Rounded half up, to the smallest step that can be paid; never more than is left."""
    if not line.is_fixed:
        return 0
    if discount.percent_bp is not None:
        if discount.percent_bp == WHOLE_BP:
            return left
        step = ticket_prices.step_of(line.currency)
        whole = WHOLE_BP * step
        return min(left, (2 * left * discount.percent_bp + whole) // (2 * whole) * step)
    terms = terms_in(discount, line)
    return min(left, terms.amount_minor or 0) if terms else 0


def terms_in(discount: Discount, line: DiscountableLine) -> CurrencyAmounts | None:
    """What it takes off and asks for in the line's currency; None where it does not count in it.

    An amount is the organizer's own in each currency. A share is one in all of them, unless it
    asks for a least sum, which is meant in the ticket type's own currency.
    """
    if line.currency == (discount.currency or line.own_currency):
        return CurrencyAmounts(
            amount_minor=discount.amount_minor, minimum_minor=discount.minimum_minor
        )
    is_alike = discount.amount_minor is None and not discount.minimum_minor
    return discount.amounts.get(line.currency, CurrencyAmounts() if is_alike else None)


def _redemption(found: RedeemableCode, total: int) -> Redemption:
    return Redemption(
        code_id=found.code_id,
        discount_id=found.discount.id,
        code=found.code,
        maximum=found.discount.uses_per_code,
        person_use=found.person_use,
        amount_minor=total,
    )
