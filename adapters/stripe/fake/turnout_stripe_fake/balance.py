"""Balance transactions, and payouts to an account's bank."""

from collections.abc import Mapping

from turnout_sdk.testing.provider.store import Json, Tx
from turnout_stripe_fake import amounts
from turnout_stripe_fake.accounts import new_id
from turnout_stripe_fake.messages import allow, items, page_of, unexpected

_SOURCES = {"ch": "charge", "re": "refund", "du": "dispute", "po": "payout"}
DISPUTE_FEE = 1500


def add_entry(
    tx: Tx,
    account: str,
    category: str,
    *,
    amount: int,
    of: Json,
    kept: Mapping[str, int] | None = None,
) -> Json:
    """Write one transaction of an object; a refund, a dispute and a payout are negative."""
    currency = of["currency"]
    details = [
        {"amount": each, "currency": currency, "type": name} for name, each in (kept or {}).items()
    ]
    fee = sum((kept or {}).values())
    entry: Json = {
        "id": new_id("txn"),
        "object": "balance_transaction",
        "amount": amount,
        "created": tx.now,
        "currency": currency,
        "fee": fee,
        "fee_details": details,
        "net": amount - fee,
        "reporting_category": category,
        "source": of["id"],
        "type": "adjustment" if category.startswith("dispute") else category,
        "_payout": None,
    }
    return tx.put(account, "balance_transaction", entry)


def collected(tx: Tx, account: str, intent: Json, amount: int) -> Json:
    """The money of a charge, less Stripe's fee and the platform's share."""
    currency = intent["currency"]
    share = intent["application_fee_amount"]
    return add_entry(
        tx,
        account,
        "charge",
        amount=amount,
        of={"id": intent["latest_charge"], "currency": currency},
        kept={"stripe_fee": amounts.fee_of(amount, currency)}
        | ({"application_fee": share} if share else {}),
    )


def returned(tx: Tx, account: str, refund: Json) -> Json:
    """A refund leaves the balance when it is made, and comes back when it fails."""
    is_back = refund["status"] == "failed"
    return add_entry(
        tx,
        account,
        "refund_failure" if is_back else "refund",
        amount=refund["amount"] if is_back else -refund["amount"],
        of=refund,
    )


def withdrawn(tx: Tx, account: str, dispute: Json) -> Json:
    """A dispute takes the money and a fee; one that is won gives the money back."""
    is_won = dispute["status"] == "won"
    return add_entry(
        tx,
        account,
        "dispute_reversal" if is_won else "dispute",
        amount=dispute["amount"] if is_won else -dispute["amount"],
        of=dispute,
        kept=None if is_won else {"stripe_fee": DISPUTE_FEE},
    )


def pay_out(tx: Tx, account: str, currency: str) -> Json:
    """Send what is owed in a currency; `/_fake/payouts`."""
    waiting = [
        each
        for each in tx.every("balance_transaction", account)
        if each["currency"] == currency and each["_payout"] is None
    ]
    owed = sum(each["net"] for each in waiting)
    if owed <= 0:
        raise unexpected("There is nothing to pay out.")
    payout: Json = {
        "id": new_id("po"),
        "object": "payout",
        "amount": owed,
        "arrival_date": tx.now,
        "automatic": True,
        "created": tx.now,
        "currency": currency,
        "status": "paid",
    }
    tx.put(account, "payout", payout)
    for each in waiting:
        tx.put(account, "balance_transaction", each | {"_payout": payout["id"]})
    entry = add_entry(tx, account, "payout", amount=-owed, of=payout)
    tx.put(account, "balance_transaction", entry | {"_payout": payout["id"]})
    return payout


def listed(tx: Tx, account: str, kind: str, form: Json) -> Json:
    """`GET /v1/balance_transactions` and `/v1/payouts`: newest first, by time and by payout."""
    allow(form, "created", "payout", "limit", "starting_after")
    things = [each for each in tx.every(kind, account) if _is_within(each, form.get("created", {}))]
    if "payout" in form:
        things = [each for each in things if each.get("_payout") == form["payout"]]
    page = page_of(kind, things, form)
    if "data.source" in set(items(form.get("expand", {}))):
        page["data"] = [_expanded(tx, account, each) for each in page["data"]]
    return page


def _is_within(thing: Json, created: Mapping[str, str]) -> bool:
    since, until = int(created.get("gte", 0)), int(created.get("lt", 10**12))
    return since <= int(thing["created"]) < until


def _expanded(tx: Tx, account: str, entry: Json) -> Json:
    source = entry["source"] or ""
    kind = _SOURCES.get(source.partition("_")[0])
    return entry | {"source": tx.find(account, kind, source) if kind else entry["source"]}
