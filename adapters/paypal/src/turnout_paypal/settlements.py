"""Settlements: PayPal's report of transactions, read as lines.

Source: developer.paypal.com/docs/api/transaction-search/v1 and the list of event codes there.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from turnout_paypal.amounts import fee_from_provider, from_provider
from turnout_paypal.client import Client
from turnout_paypal.metadata import Label
from turnout_paypal.observations import Json, moment
from turnout_sdk.errors import Declined
from turnout_sdk.money import Money
from turnout_sdk.settlements import Settlement, SettlementKind

LONGEST = timedelta(days=7)
"""PayPal answers for 31 days at most, and for 10,000 lines: a busy week is halved."""
_SHORTEST = timedelta(seconds=2)
_PAGE = 500
_TOO_MANY = "RESULTSET_TOO_LARGE"
_HAPPENED = frozenset({"S", "V"})
"""Succeeded; succeeded and given back since. Denied and pending lines moved nothing."""

_CODES = {
    "T1106": SettlementKind.DISPUTE,
    "T1107": SettlementKind.REFUND,
    "T1108": SettlementKind.FEE,
    "T1110": SettlementKind.DISPUTE,
    "T1111": SettlementKind.DISPUTE,
}
_GROUPS = {
    "T00": SettlementKind.CHARGE,
    "T01": SettlementKind.FEE,
    "T04": SettlementKind.PAYOUT,
    "T12": SettlementKind.DISPUTE,
}


class Report:
    """The transactions of one account, oldest first."""

    def __init__(self, client: Client, merchant_id: str | None) -> None:
        self._client, self._merchant_id = client, merchant_id

    def lines(self, since: datetime, until: datetime) -> Iterator[Settlement]:
        start = since
        while start < until:
            end = min(start + LONGEST, until)
            yield from self._between(start, end)
            start = end

    def _between(self, since: datetime, until: datetime) -> Iterator[Settlement]:
        try:
            found = [self._line(each) for each in self._transactions(since, until)]
        except Declined as refused:
            if refused.code != _TOO_MANY or until - since <= _SHORTEST:
                raise
            middle = since + (until - since) / 2
            yield from self._between(since, middle)
            yield from self._between(middle, until)
            return
        # PayPal counts whole seconds, and the end of a period belongs to it.
        inside = [each for each in found if each and since <= each.occurred_at < until]
        yield from sorted(inside, key=lambda line: (line.occurred_at, line.line_id))

    def _transactions(self, since: datetime, until: datetime) -> Iterator[Json]:
        page, pages = 1, 1
        while page <= pages:
            answer = self._client.open().get(
                "v1/reporting/transactions",
                start_date=_written(since),
                end_date=_written(until),
                fields="transaction_info",
                page_size=str(_PAGE),
                page=str(page),
            )
            for each in answer.get("transaction_details") or ():
                yield each["transaction_info"]
            pages = int(answer.get("total_pages") or 0)
            page += 1

    def _line(self, transaction: Json) -> Settlement | None:
        if transaction.get("transaction_status") not in _HAPPENED:
            return None
        gross = from_provider(transaction["transaction_amount"])
        fee = _fee(transaction, gross.currency)
        label = Label.read(transaction.get("custom_field"))
        code = str(transaction["transaction_event_code"])
        kind = _kind(code, gross)
        is_ours = label is not None and kind in (SettlementKind.CHARGE, SettlementKind.REFUND)
        return Settlement(
            line_id=f"{transaction['transaction_id']}-{code}",
            kind=kind,
            gross=gross,
            fee=fee,
            net=gross - fee,
            occurred_at=moment(transaction["transaction_initiation_date"]),
            provider_ref=label.order_id if label else None,
            object_id=transaction["transaction_id"] if is_ours else None,
            account=self._merchant_id,
        )


def _kind(code: str, gross: Money) -> SettlementKind:
    """What a line is about; payments that we make ourselves are no charges."""
    kind = _CODES.get(code) or _GROUPS.get(code[:3]) or SettlementKind.ADJUSTMENT
    is_other_way = kind is SettlementKind.CHARGE and gross.is_negative
    return SettlementKind.ADJUSTMENT if is_other_way else kind


def _fee(transaction: Json, currency: str) -> Money:
    """PayPal writes a fee as what it does to the balance: negative where it is kept."""
    fee = transaction.get("fee_amount")
    return -fee_from_provider(fee) if fee else Money.zero(currency)


def _written(time: datetime) -> str:
    return time.isoformat(timespec="seconds")
