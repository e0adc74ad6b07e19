"""Orders: created by a shop, approved by a buyer, then captured or authorized."""

import re
from datetime import datetime, timedelta
from typing import Any

from turnout_paypal_fake import amounts, payments
from turnout_paypal_fake.accounts import Caller
from turnout_paypal_fake.errors import allow, malformed, missing, new_id, refused
from turnout_paypal_fake.webhooks import publish, timestamp
from turnout_sdk.testing.provider.store import Json, Tx

_UNIT = {
    "reference_id", "custom_id", "invoice_id", "description", "amount", "payee",
    "payment_instruction",
}  # fmt: skip
_CONTEXT = {
    "user_action", "shipping_preference", "payment_method_preference", "return_url", "cancel_url",
    "locale", "brand_name", "landing_page",
}  # fmt: skip
_LOCALE = re.compile(r"[a-z]{2}(-[A-Z][a-z]{3})?(-([A-Z]{2}))?")
_TO_PATCH = re.compile(r"/purchase_units/@reference_id=='(.+)'/(custom_id|invoice_id|description)")
_LONGEST_TEXT = 127
LIFETIME = timedelta(hours=3)
WAITING = ("CREATED", "PAYER_ACTION_REQUIRED")


def create(tx: Tx, caller: Caller, body: Json, *, address: str) -> Json:
    """`POST /v2/checkout/orders`."""
    allow(body, {"intent", "purchase_units", "payment_source"})
    if body.get("intent") not in ("CAPTURE", "AUTHORIZE"):
        raise malformed("INVALID_PARAMETER_VALUE", "/intent")
    units = body.get("purchase_units")
    if not isinstance(units, list) or len(units) != 1:
        raise malformed("INVALID_ARRAY_MAX_ITEMS", "/purchase_units")
    context = _context(body)
    order_id = new_id()
    page = f"{address}/checkoutnow?token={order_id}"
    order: Json = {
        "id": order_id,
        "intent": body["intent"],
        "status": "PAYER_ACTION_REQUIRED",
        "payment_source": {"paypal": {}},
        "purchase_units": [_unit(units[0], caller)],
        "create_time": timestamp(tx),
        "links": [
            {"href": f"{address}/v2/checkout/orders/{order_id}", "rel": "self", "method": "GET"},
            {"href": page, "rel": "payer-action", "method": "GET"},
        ],
        "_context": context,
        "_address": address,
        "_account": caller.account,
    }
    return tx.put(caller.account, "order", order)


def get(tx: Tx, account: str | None, order_id: str) -> Json:
    """Find an order that has not lapsed: nobody approves it after three hours."""
    order = tx.get(account, "order", order_id)
    is_over = tx.time - datetime.fromisoformat(order["create_time"]) > LIFETIME
    if is_over and order["status"] in (*WAITING, "APPROVED"):
        raise missing()
    return order


def patch(tx: Tx, caller: Caller, order_id: str, changes: Any) -> None:
    """`PATCH /v2/checkout/orders/{id}`: while it is not completed."""
    order = get(tx, caller.account, order_id)
    if order["status"] not in (*WAITING, "APPROVED"):
        raise refused("ORDER_ALREADY_COMPLETED")
    unit = order["purchase_units"][0]
    for change in changes if isinstance(changes, list) else [{}]:
        place = _TO_PATCH.fullmatch(str(change.get("path")))
        if change.get("op") not in ("add", "replace") or not place:
            raise refused("NOT_PATCHABLE")
        if place[1] != unit["reference_id"] or (change["op"] == "replace" and place[2] not in unit):
            raise refused("INVALID_PATCH_OPERATION")
        unit[place[2]] = _text(change.get("value"), place[2])
    tx.put(caller.account, "order", order)


def collect(tx: Tx, caller: Caller, order_id: str, verb: str) -> Json:
    """`POST …/capture` and `…/authorize`: once, and only after the buyer has approved."""
    order = get(tx, caller.account, order_id)
    if (order["intent"] == "CAPTURE") is not (verb == "capture"):
        raise refused("ACTION_DOES_NOT_MATCH_INTENT")
    if order["status"] == "COMPLETED":
        raise refused("ORDER_ALREADY_CAPTURED" if verb == "capture" else "ORDER_ALREADY_AUTHORIZED")
    if order["status"] != "APPROVED":
        raise refused("ORDER_NOT_APPROVED")
    _require_new_invoice(tx, order)
    mood = order.get("_mood", "pay")
    if mood == "decline":
        raise refused("INSTRUMENT_DECLINED")
    unit = order["purchase_units"][0]
    order |= {"status": "COMPLETED", "update_time": timestamp(tx)}
    made = unit.setdefault("payments", {})
    if verb == "authorize":
        made["authorizations"] = [payments.authorize(tx, order)]
    else:
        value, currency = amounts.read(unit["amount"], "/amount")
        money = amounts.write(value, currency)
        made["captures"] = [payments.capture(tx, order, money, mood=mood)]
    _without_approval(order)
    return tx.put(caller.account, "order", order)


def shape(tx: Tx, order: Json) -> Json:
    """Show an order with what was made of it as it stands now."""
    unit = order["purchase_units"][0]
    for kind, shown in (
        ("authorization", "authorizations"),
        ("capture", "captures"),
        ("refund", "refunds"),
    ):
        found = [
            each for each in tx.in_order(kind, order["_account"]) if each["_order"] == order["id"]
        ]
        if found:
            unit.setdefault("payments", {})[shown] = found
    return order


def approve(tx: Tx, order_id: str, mood: str) -> Json:
    """What a buyer does on the page. The mood says what becomes of the money afterwards."""
    order = get(tx, None, order_id)
    if order["status"] not in WAITING and not (
        order["status"] == "APPROVED" and order.get("_mood") == "decline"
    ):
        raise refused("ORDER_ALREADY_COMPLETED")
    attempt = int(order.get("_approvals", 0)) + 1
    stamp = (tx.time + timedelta(milliseconds=attempt)).isoformat(timespec="milliseconds")
    order |= {
        "status": "APPROVED",
        "update_time": stamp.replace("+00:00", "Z"),
        "payer": {"payer_id": "QYR5Z8XDVJNXQ", "email_address": "buyer@example.org"},
        "_mood": mood,
        "_approvals": attempt,
    }
    verb = "capture" if order["intent"] == "CAPTURE" else "authorize"
    own = f"{order['_address']}/v2/checkout/orders/{order_id}"
    order["links"].append({"href": f"{own}/{verb}", "rel": verb, "method": "POST"})
    tx.put(order["_account"], "order", order)
    publish(tx, order["_account"], "CHECKOUT.ORDER.APPROVED", "checkout-order", order)
    return order


def stay_open(tx: Tx, order_id: str) -> Json:
    """A refused card or a question of the bank: the page deals with it, and no shop hears of it."""
    order = get(tx, None, order_id)
    if order["status"] not in WAITING:
        raise refused("ORDER_ALREADY_COMPLETED")
    return order


def reverse(tx: Tx, order_id: str) -> Json:
    """The approval comes to nothing before it was collected."""
    order = get(tx, None, order_id)
    if order["status"] != "APPROVED":
        raise refused("ORDER_NOT_APPROVED")
    order["status"] = "PAYER_ACTION_REQUIRED"
    _without_approval(order)
    tx.put(order["_account"], "order", order)
    about = {
        "order_id": order_id,
        "purchase_units": order["purchase_units"],
        "payment_source": order["payment_source"],
        "create_time": timestamp(tx),
    }
    publish(tx, order["_account"], "CHECKOUT.PAYMENT-APPROVAL.REVERSED", "payment-approval", about)
    return order


def _unit(unit: Any, caller: Caller) -> Json:
    if not isinstance(unit, dict):
        raise malformed("MISSING_REQUIRED_PARAMETER", "/purchase_units/0")
    allow(unit, _UNIT, "/purchase_units/0")
    amounts.read(unit.get("amount"), "/purchase_units/0/amount")
    kept: Json = {"reference_id": "default"} | unit
    for name in ("custom_id", "invoice_id", "description"):
        if name in kept:
            kept[name] = _text(kept[name], name)
    paid = (unit.get("payee") or {}).get("merchant_id", caller.merchant)
    if paid != caller.merchant:
        raise refused("PAYEE_ACCOUNT_INVALID")
    for fee in payments.fees_of(unit):
        amounts.read(fee.get("amount"), "/purchase_units/0/payment_instruction")
    return kept | {"payee": {"merchant_id": paid}}


def _context(body: Json) -> Json:
    source = body.get("payment_source") or {}
    context = (source.get("paypal") or {}).get("experience_context") or {}
    place = "/payment_source/paypal/experience_context"
    allow(context, _CONTEXT, place)
    for name in ("return_url", "cancel_url"):
        if not str(context.get(name, "")).startswith(("http://", "https://")):
            raise malformed("INVALID_PARAMETER_SYNTAX", f"{place}/{name}")
    if "locale" in context and not _LOCALE.fullmatch(context["locale"]):
        raise malformed("INVALID_PARAMETER_SYNTAX", f"{place}/locale")
    return dict(context)


def _require_new_invoice(tx: Tx, order: Json) -> None:
    """An account may refuse to be paid twice for one invoice; this one does."""
    invoice = order["purchase_units"][0].get("invoice_id")
    paid = {
        each["purchase_units"][0].get("invoice_id")
        for each in tx.in_order("order", order["_account"])
        if each["status"] == "COMPLETED"
    }
    if invoice is not None and invoice in paid:
        raise refused("DUPLICATE_INVOICE_ID")


def _without_approval(order: Json) -> None:
    order["links"] = [
        each for each in order["links"] if each["rel"] not in ("capture", "authorize")
    ]


def _text(value: Any, field: str) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_TEXT:
        raise malformed("INVALID_STRING_LENGTH", field)
    return value
