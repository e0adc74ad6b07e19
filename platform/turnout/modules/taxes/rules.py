"""Tax of lines and totals: pure, in whole minor units, rates in basis points.

Everything that is divided is divided once and its remainder handed out, so that lines, totals
per rate and the grand total always agree to the cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from turnout.modules.taxes.identifiers import EUROPEAN_UNION, is_vat_id

WHOLE_BP = 10_000


class Prices(StrEnum):
    """Whether prices include the tax."""

    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"


class Treatment(StrEnum):
    """Who owes the tax: the seller, or with reverse charge the buyer."""

    STANDARD = "standard"
    REVERSE_CHARGE = "reverse_charge"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is sold: `unit_minor` is net or gross as the prices are meant."""

    unit_minor: int
    quantity: int
    rate_bp: int


@dataclass(frozen=True, slots=True)
class TaxedLine:
    """Always `net_minor + tax_minor == gross_minor`."""

    rate_bp: int
    net_minor: int
    tax_minor: int
    gross_minor: int


@dataclass(frozen=True, slots=True)
class RateTotal:
    """The sums of the lines of one tax rate."""

    rate_bp: int
    net_minor: int
    tax_minor: int
    gross_minor: int


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a line that goes back, or what is left of it."""

    rate_bp: int
    gross_minor: int
    tax_minor: int

    @property
    def net_minor(self) -> int:
        return self.gross_minor - self.tax_minor


@dataclass(frozen=True, slots=True)
class Party:
    """A seller or buyer: an ISO 3166 country and a tax id, either may be empty."""

    country: str
    tax_id: str


def tax_lines(items: Sequence[Item], prices: Prices) -> tuple[TaxedLine, ...]:
    """Tax each line to the cent so that the lines of a rate add up to the tax of their sum.

    The tax of a rate is rounded once, half up, on the sum; each line gets its exact share
    rounded down and the cents that are left go to the largest remainders, the earlier line
    first. Each line stays within a cent and a half of its own exact tax.
    """
    taxes = [0] * len(items)
    for rate in {item.rate_bp for item in items}:
        places = [place for place, item in enumerate(items) if item.rate_bp == rate]
        amounts = [items[place].unit_minor * items[place].quantity for place in places]
        total = _tax_of(sum(amounts), rate, prices)
        for place, tax in zip(places, allocate(total, amounts), strict=True):
            taxes[place] = tax
    return tuple(_line(item, tax, prices) for item, tax in zip(items, taxes, strict=True))


def summarise(lines: Sequence[TaxedLine]) -> tuple[RateTotal, ...]:
    """Totals per rate, the highest rate first."""
    found: dict[int, RateTotal] = {}
    for line in lines:
        before = found.get(line.rate_bp, RateTotal(line.rate_bp, 0, 0, 0))
        found[line.rate_bp] = RateTotal(
            line.rate_bp,
            before.net_minor + line.net_minor,
            before.tax_minor + line.tax_minor,
            before.gross_minor + line.gross_minor,
        )
    return tuple(found[rate] for rate in sorted(found, reverse=True))


def without_tax(lines: Sequence[TaxedLine]) -> tuple[TaxedLine, ...]:
    """Lines as a reverse charge states them: the whole price is net, and no tax is shown.

    What was agreed on stays what is paid; a price that is to drop by the tax has to be quoted so.
    """
    return tuple(
        replace(line, rate_bp=0, net_minor=line.gross_minor, tax_minor=0) for line in lines
    )


def allocate(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split an amount in proportion to weights: largest remainder, the earlier part first.

    No part is off by one or more from its exact share. All weights zero: only zero can be
    split. ValueError for a negative amount or weight.
    """
    total = sum(weights)
    if amount < 0 or any(weight < 0 for weight in weights) or (amount and not total):
        raise ValueError("amounts and weights are not negative, and something must take the amount")
    if not total:
        return (0,) * len(weights)
    parts = [amount * weight // total for weight in weights]
    order = sorted(
        range(len(weights)), key=lambda place: (-(amount * weights[place] % total), place)
    )
    for place in order[: amount - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def take_back(amount: int, left: Sequence[Portion]) -> tuple[Portion, ...]:
    """Divide a refund over the portions that are left, with the tax in it.

    However often money goes back, nothing of any portion becomes negative, and when the last
    cent is gone so is the last cent of tax: credit notes add up to the invoice by rate.
    ValueError for more than is left.
    """
    if not 0 <= amount <= sum(portion.gross_minor for portion in left):
        raise ValueError("more than is left cannot go back")
    shares = allocate(amount, [portion.gross_minor for portion in left])
    return tuple(
        Portion(portion.rate_bp, share, _share(portion.tax_minor, share, portion.gross_minor))
        for portion, share in zip(left, shares, strict=True)
    )


def owes_reverse_charge(seller: Party, buyer: Party) -> bool:
    """Whether a business elsewhere in the Union is to account for the tax itself.

    Both need a well-formed VAT number of their own country, and the countries differ. Whether
    the service is one to which this applies is for the seller to say.
    """
    return (
        seller.country != buyer.country
        and {seller.country, buyer.country} <= EUROPEAN_UNION
        and is_vat_id(seller.tax_id, country=seller.country)
        and is_vat_id(buyer.tax_id, country=buyer.country)
    )


def _tax_of(amount: int, rate_bp: int, prices: Prices) -> int:
    divisor = WHOLE_BP + rate_bp if prices is Prices.INCLUSIVE else WHOLE_BP
    return _divide(amount * rate_bp, divisor)


def _line(item: Item, tax: int, prices: Prices) -> TaxedLine:
    amount = item.unit_minor * item.quantity
    net = amount - tax if prices is Prices.INCLUSIVE else amount
    return TaxedLine(item.rate_bp, net, tax, net + tax)


def _share(whole: int, part: int, of: int) -> int:
    return _divide(whole * part, of) if of else 0


def _divide(number: int, divisor: int) -> int:
    """Half up, for numbers that are not negative."""
    return (2 * number + divisor) // (2 * divisor)
