"""Settlements: balance transactions day by day, oldest first, with their payouts.

Source: docs.stripe.com/reports/balance-transaction-types and docs.stripe.com/api/payouts.
"""

import math
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from turnout_sdk.settlements import Settlement, SettlementKind
from turnout_stripe.amounts import fee_from_provider, from_provider
from turnout_stripe.observations import Json, id_of, moment

_PAGE = 100
_DAY = 24 * 3600
_KINDS: Mapping[str, SettlementKind] = {
    "charge": SettlementKind.CHARGE,
    "charge_failure": SettlementKind.CHARGE,
    "refund": SettlementKind.REFUND,
    "refund_failure": SettlementKind.REFUND,
    "partial_capture_reversal": SettlementKind.REFUND,
    "dispute": SettlementKind.DISPUTE,
    "dispute_reversal": SettlementKind.DISPUTE,
    "fee": SettlementKind.FEE,
    "network_cost": SettlementKind.FEE,
    "tax": SettlementKind.FEE,
    "payout": SettlementKind.PAYOUT,
    "payout_reversal": SettlementKind.PAYOUT,
}
"""By `reporting_category`; every other one is an adjustment."""


def settlements(
    stripe: Any, since: datetime, until: datetime, *, account: str | None
) -> Iterator[Settlement]:
    """Yield a period's transactions; Stripe lists newest first, so a day is turned at a time."""
    start, end = math.ceil(since.timestamp()), math.ceil(until.timestamp())
    carried = _carried(stripe, start)
    for day in range(start, end, _DAY):
        created = {"gte": day, "lt": min(day + _DAY, end)}
        asked = {"created": created, "limit": _PAGE, "expand": ["data.source"]}
        found = stripe.balance_transactions.list(asked)
        for entry in reversed([each.to_dict() for each in found.auto_paging_iter()]):
            yield settlement_of(entry, payout=carried.get(entry["id"]), account=account)


def settlement_of(entry: Json, *, payout: str | None, account: str | None) -> Settlement:
    """Read one transaction; its payment is known by what it came from."""
    kind = _KINDS.get(str(entry.get("reporting_category")), SettlementKind.ADJUSTMENT)
    gross = from_provider(entry["amount"], entry["currency"])
    fee = fee_from_provider(entry["fee"], entry["currency"])
    source = entry.get("source")
    payment = source.get("payment_intent") if isinstance(source, Mapping) else None
    payment_ref = id_of(payment) if payment else None
    return Settlement(
        line_id=entry["id"],
        kind=kind,
        gross=gross,
        fee=fee,
        net=gross - fee,
        occurred_at=moment(entry["created"]),
        provider_ref=payment_ref,
        object_id=_object(kind, source, payment_ref) if payment_ref else None,
        payout_ref=id_of(source) if kind is SettlementKind.PAYOUT else payout,
        account=account,
    )


def _carried(stripe: Any, start: int) -> dict[str, str]:
    """Which payout carried which transaction, of every payout since then."""
    payouts = stripe.payouts.list({"created": {"gte": start}, "limit": _PAGE})
    carried: dict[str, str] = {}
    for payout in payouts.auto_paging_iter():
        lines = stripe.balance_transactions.list({"payout": payout.id, "limit": _PAGE})
        carried |= {line.id: payout.id for line in lines.auto_paging_iter()}
    return carried


def _object(kind: SettlementKind, source: Any, payment_ref: str) -> str:
    """A charge is told under its PaymentIntent, a refund and a dispute under their own ids."""
    return payment_ref if kind is SettlementKind.CHARGE else str(source["id"])
