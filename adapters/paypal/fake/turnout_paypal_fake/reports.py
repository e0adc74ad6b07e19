"""Transaction Search: every movement of the balance, by the time when it began."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from turnout_paypal_fake import amounts
from turnout_paypal_fake.accounts import Caller
from turnout_paypal_fake.errors import malformed, new_id, refused
from turnout_sdk.testing.provider.store import Json, Tx

_LONGEST = timedelta(days=31)
_MOST_LINES = 10_000
_MOST_ON_A_PAGE = 500


def add_entry(
    tx: Tx, thing: Json, *, code: str, gross: Decimal, fee: Decimal, name: str | None = None
) -> None:
    """Write down what a capture, refund or dispute did to the balance; a fee is negative."""
    currency = thing["amount"]["currency_code"]
    info: dict[str, Any] = {
        "transaction_id": name or thing["id"],
        "transaction_event_code": code,
        "transaction_initiation_date": tx.time.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "transaction_updated_date": tx.time.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "transaction_amount": amounts.write(gross, currency),
        "transaction_status": "S",
        "invoice_id": thing.get("invoice_id"),
        "custom_field": thing.get("custom_id"),
    }
    if fee:
        info["fee_amount"] = amounts.write(fee, currency)
    tx.put(thing["_account"], "transaction", {"id": new_id(20), "info": info})


def search(tx: Tx, caller: Caller, query: dict[str, str]) -> Json:
    """`GET /v1/reporting/transactions`: whole seconds, both ends included."""
    since, until = _time(query, "start_date"), _time(query, "end_date")
    if until < since or until - since > _LONGEST:
        raise malformed("INVALID_DATE_RANGE", "/end_date")
    size, page = int(query.get("page_size", "100")), int(query.get("page", "1"))
    if not 1 <= size <= _MOST_ON_A_PAGE or page < 1:
        raise malformed("INVALID_PAGE", "/page_size")
    account = tx.find(caller.account, "account", caller.account) or {}
    found = [
        each["info"]
        for each in tx.in_order("transaction", caller.account)
        if since <= datetime.fromisoformat(each["info"]["transaction_initiation_date"]) <= until
    ]
    if len(found) > int(account.get("most_lines", _MOST_LINES)):
        raise refused("RESULTSET_TOO_LARGE")
    shown = list(reversed(found))[(page - 1) * size : page * size]
    return {
        "transaction_details": [{"transaction_info": each} for each in shown],
        "account_number": caller.merchant,
        "page": page,
        "total_items": len(found),
        "total_pages": -(-len(found) // size),
    }


def _time(query: dict[str, str], name: str) -> datetime:
    try:
        return datetime.fromisoformat(query[name]).astimezone(UTC)
    except (KeyError, ValueError):
        raise malformed("INVALID_PARAMETER_SYNTAX", f"/{name}") from None
