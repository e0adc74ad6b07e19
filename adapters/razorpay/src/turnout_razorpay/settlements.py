"""Settlements: Razorpay's settlement reconciliation, line by line.

A line is in the report of the day on which it was settled, and that is when it counts: days that
follow each other then tell every line once. Source: razorpay.com/docs/api/settlements.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from turnout_razorpay.amounts import from_provider
from turnout_razorpay.client import Client
from turnout_razorpay.lookup import Lookup
from turnout_razorpay.observations import Json, moment, ref_of
from turnout_razorpay.request_bodies import tag_of
from turnout_sdk.money import Money
from turnout_sdk.settlements import Settlement, SettlementKind

_MOST_LINES, _MOST_SETTLEMENTS = 1000, 100
_DAY = timedelta(days=1)
_KINDS = {
    "payment": SettlementKind.CHARGE,
    "refund": SettlementKind.REFUND,
    "transfer": SettlementKind.ADJUSTMENT,
    "adjustment": SettlementKind.ADJUSTMENT,
}


class Report:
    """One reading of the report; it remembers which payments it has asked after."""

    def __init__(self, client: Client, account: str) -> None:
        self._client, self._account = client, account
        self._refs: dict[str, str | None] = {}

    def lines(self, since: datetime, until: datetime) -> Iterator[Settlement]:
        """Yield what was settled and paid out in the period, oldest first.

        Razorpay does not say by which clock it counts days: one more is asked on either side.
        """
        found = [
            self._line(each)
            for day in _days((since - _DAY).date(), (until + _DAY).date())
            for each in self._of_day(day)
            if each.get("settled_at") and since <= moment(each["settled_at"]) < until
        ]
        found += [self._payout(each) for each in self._payouts(since, until)]
        once = {each.line_id: each for each in found}
        yield from sorted(once.values(), key=lambda each: (each.occurred_at, each.line_id))

    def _of_day(self, day: date) -> Iterator[dict[str, Any]]:
        query = {"year": day.year, "month": day.month, "day": day.day, "count": _MOST_LINES}
        return self._every("report", query)

    def _payouts(self, since: datetime, until: datetime) -> Iterator[dict[str, Any]]:
        period = {"from": int(since.timestamp()), "to": int(until.timestamp())}
        for each in self._every("all", {**period, "count": _MOST_SETTLEMENTS}):
            if each["status"] == "processed" and since <= moment(each["created_at"]) < until:
                yield each

    def _every(self, what: str, query: Mapping[str, int]) -> Iterator[dict[str, Any]]:
        """Read page after page, each within a time of its own."""
        skip = 0
        while True:
            resource = self._client.reading().settlement
            items = getattr(resource, what)({**query, "skip": skip})["items"]
            yield from items
            skip += len(items)
            if len(items) < query["count"]:
                return

    def _line(self, line: Json) -> Settlement:
        """Take gross and net from the line; what lies between them was kept."""
        currency, dispute = line["currency"], line.get("dispute_id")
        net = from_provider(line["credit"] - line["debit"], currency)
        gross = _gross(line, net)
        kind = SettlementKind.DISPUTE if dispute else _KINDS.get(line["type"])
        is_about_payment = kind not in (SettlementKind.ADJUSTMENT, None)
        return Settlement(
            line_id=line["entity_id"],
            kind=kind or SettlementKind.ADJUSTMENT,
            gross=gross,
            fee=gross - net,
            net=net,
            occurred_at=moment(line["settled_at"]),
            provider_ref=self._ref(line) if is_about_payment else None,
            object_id=dispute or (line["entity_id"] if is_about_payment else None),
            payout_ref=line.get("settlement_id"),
            account=self._account,
        )

    def _payout(self, settlement: Json) -> Settlement:
        # Settlements carry no currency: they are paid out in the merchant's own.
        currency = settlement.get("currency", "INR")
        amount = -from_provider(settlement["amount"], currency)
        return Settlement(
            line_id=settlement["id"],
            kind=SettlementKind.PAYOUT,
            gross=amount,
            fee=Money.zero(currency),
            net=amount,
            occurred_at=moment(settlement["created_at"]),
            payout_ref=settlement["id"],
            account=self._account,
        )

    def _ref(self, line: Json) -> str | None:
        """Name the payment of ours: an order of ours, or the link through which it was paid."""
        tag = tag_of(line.get("order_receipt"))
        if tag == "to":
            return str(line["order_id"])
        described = ref_of(line)
        if tag == "tl" and described != line.get("order_id"):
            return described
        payment_id = line["entity_id"] if line["type"] == "payment" else line.get("payment_id")
        api = self._client.reading()
        if payment_id is None and line.get("dispute_id"):
            payment_id = api.dispute.fetch(line["dispute_id"])["payment_id"]
        if payment_id is None:
            return None
        if payment_id not in self._refs:
            link = Lookup(api, self._account).link_of_payment(payment_id)
            self._refs[payment_id] = (
                link["id"] if link else api.payment.fetch(payment_id).get("order_id")
            )
        return self._refs[payment_id]


def _gross(line: Json, net: Money) -> Money:
    if line["type"] == "payment":
        return from_provider(line["amount"], line["currency"])
    if line["type"] in ("refund", "transfer"):
        return -from_provider(line["amount"], line["currency"])
    return net


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY
