"""Payment links: pages at Razorpay. An order is made when somebody begins to pay."""

from collections.abc import Mapping

from turnout_razorpay_fake import fields, orders
from turnout_razorpay_fake.accounts import new_id
from turnout_razorpay_fake.errors import refused
from turnout_razorpay_fake.webhooks import publish
from turnout_sdk.testing.provider.store import Json, Tx, public

_SOONEST_SECONDS, _LATEST_SECONDS = 15 * 60, 184 * 24 * 3600
_LONGEST_DESCRIPTION = 2048


def create(tx: Tx, account: str, body: Json, *, public_url: str) -> Json:
    """`POST /v1/payment_links`."""
    fields.allow(
        body, "amount", "currency", "accept_partial", "first_min_partial_amount", "reference_id",
        "description", "customer", "notify", "reminder_enable", "notes", "callback_url",
        "callback_method", "expire_by", "options", "upi_link",
    )  # fmt: skip
    if body.get("accept_partial"):
        raise refused("This fake takes no partial payments.", "accept_partial")
    currency = fields.read_currency(body)
    amount, reference = fields.read_amount(body, currency), fields.read_tag(body, "reference_id")
    if reference and any(each["reference_id"] == reference for each in tx.every("link", account)):
        raise refused("payment link creation with reference ID already attempted", "reference_id")
    link_id = new_id("plink")
    link: Json = {
        "accept_partial": False,
        "amount": amount,
        "amount_paid": 0,
        "callback_method": _callback_method(body),
        "callback_url": body.get("callback_url", ""),
        "cancelled_at": 0,
        "created_at": tx.now,
        "currency": currency,
        "customer": body.get("customer", {}),
        "description": str(body.get("description", ""))[:_LONGEST_DESCRIPTION],
        "expire_by": _expire_by(tx, body),
        "expired_at": 0,
        "first_min_partial_amount": 0,
        "id": link_id,
        "notes": fields.read_notes(body),
        "notify": body.get("notify", {"email": True, "sms": True}),
        "payments": None,
        "reference_id": reference or "",
        "reminder_enable": bool(body.get("reminder_enable", False)),
        "reminders": [],
        "short_url": f"{public_url}/l/{link_id}",
        "status": "created",
        "updated_at": tx.now,
        "user_id": "",
    }
    return tx.put(account, "link", link)


def find(tx: Tx, account: str, query: Mapping[str, str]) -> Json:
    """`GET /v1/payment_links`: all of them, or those of a reference or a payment."""
    reference, payment = query.get("reference_id"), query.get("payment_id")
    found = [
        public(each)
        for each in tx.every("link", account)
        if reference in (None, each["reference_id"])
        and payment in (None, *(paid["payment_id"] for paid in each["payments"] or ()))
    ]
    return {"payment_links": found}


def cancel(tx: Tx, account: str, link_id: str) -> Json:
    """`POST /v1/payment_links/{id}/cancel`."""
    link = tx.get(account, "link", link_id)
    if link["status"] == "paid":
        raise refused("cannot cancel or expire an already paid/partially paid link")
    if link["status"] != "created":
        raise refused("cannot cancel or expire an expired link")
    link |= {"status": "cancelled", "cancelled_at": tx.now, "updated_at": tx.now}
    publish(tx, account, "payment_link.cancelled", payment_link=link)
    return tx.put(account, "link", link)


def expire(tx: Tx, account: str, link: Json) -> Json:
    if link["status"] != "created":
        raise refused("cannot cancel or expire an expired link")
    link |= {"status": "expired", "expired_at": tx.now, "updated_at": tx.now}
    publish(tx, account, "payment_link.expired", payment_link=link)
    return tx.put(account, "link", link)


def order_of(tx: Tx, account: str, link: Json) -> Json:
    """Make the order with the first attempt; it carries the link's reference and notes."""
    if "order_id" in link:
        return tx.get(account, "order", link["order_id"])
    order = orders.make(
        tx,
        amount=link["amount"],
        currency=link["currency"],
        receipt=link["reference_id"] or None,
        notes=link["notes"],
    )
    order["_link"] = link["id"]
    tx.put(account, "order", order)
    tx.put(account, "link", link | {"order_id": order["id"]})
    return order


def _callback_method(body: Json) -> str:
    address, method = str(body.get("callback_url", "")), body.get("callback_method", "")
    if address and (method != "get" or not address.startswith(("http://", "https://"))):
        raise refused("callback_url and callback_method are not valid", "callback_url")
    return str(method)


def _expire_by(tx: Tx, body: Json) -> int:
    wanted = body.get("expire_by", 0)
    if wanted and not tx.now + _SOONEST_SECONDS <= wanted <= tx.now + _LATEST_SECONDS:
        raise refused("expire_by: timestamp must be atleast 15 minutes in future", "expire_by")
    return int(wanted)
