"""Authorizations, captures and refunds of orders."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from turnout_paypal_fake import amounts
from turnout_paypal_fake.accounts import Caller
from turnout_paypal_fake.errors import allow, new_id, refused
from turnout_paypal_fake.reports import add_entry
from turnout_paypal_fake.webhooks import publish, timestamp
from turnout_sdk.testing.provider.store import Json, Tx

_OPEN = ("CREATED", "PARTIALLY_CAPTURED")
_COLLECTED = ("COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED")
_VALID = timedelta(days=29)


def authorize(tx: Tx, order: Json) -> Json:
    """The buyer's promise, good for 29 days."""
    unit = order["purchase_units"][0]
    authorization = _thing(tx, order, "authorizations", unit["amount"]) | {
        "status": "CREATED",
        "expiration_time": (tx.time + _VALID).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return _changed(tx, "authorization", authorization, "PAYMENT.AUTHORIZATION.CREATED")


def capture_authorized(tx: Tx, caller: Caller, name: str, body: Json) -> Json:
    """`POST /v2/payments/authorizations/{id}/capture`: in parts, up to what PayPal allows."""
    allow(body, {"amount", "invoice_id", "final_capture", "note_to_payer"})
    authorization = tx.get(caller.account, "authorization", name)
    if authorization["status"] == "VOIDED":
        raise refused("AUTHORIZATION_VOIDED")
    if authorization["status"] not in _OPEN:
        raise refused("AUTHORIZATION_ALREADY_CAPTURED")
    authorized, currency = amounts.read(authorization["amount"], "/amount")
    asked, asked_currency = amounts.read(body.get("amount", authorization["amount"]), "/amount")
    if asked_currency != currency:
        raise refused("AUTH_CURRENCY_MISMATCH")
    earlier = _captures_of(tx, authorization)
    taken = sum((Decimal(each["amount"]["value"]) for each in earlier), Decimal(0))
    if taken + asked > amounts.most_of(authorized):
        raise refused("MAX_CAPTURE_AMOUNT_EXCEEDED")
    invoice = body.get("invoice_id")
    if invoice is not None and invoice in {each.get("invoice_id") for each in earlier}:
        raise refused("DUPLICATE_INVOICE_ID")
    is_last = body.get("final_capture") is True or taken + asked >= authorized
    authorization["status"] = "CAPTURED" if is_last else "PARTIALLY_CAPTURED"
    tx.put(caller.account, "authorization", authorization)
    order = tx.find(caller.account, "order", authorization["_order"]) or {}
    return capture(
        tx,
        order,
        amounts.write(asked, currency),
        authorization=authorization,
        more={"invoice_id": invoice or authorization.get("invoice_id"), "final_capture": is_last},
    )


def void(tx: Tx, caller: Caller, name: str) -> Json:
    """`POST /v2/payments/authorizations/{id}/void`."""
    authorization = tx.get(caller.account, "authorization", name)
    if authorization["status"] == "VOIDED":
        raise refused("PREVIOUSLY_VOIDED")
    if authorization["status"] == "CAPTURED":
        raise refused("PREVIOUSLY_CAPTURED")
    authorization["status"] = "VOIDED"
    return _changed(tx, "authorization", authorization, "PAYMENT.AUTHORIZATION.VOIDED")


def capture(
    tx: Tx,
    order: Json,
    amount: Json,
    *,
    authorization: Json | None = None,
    mood: str = "pay",
    more: Json | None = None,
) -> Json:
    """Money of an order; under review, it waits until `settle`."""
    made = _thing(tx, order, "captures", amount) | {"final_capture": True} | (more or {})
    if authorization is not None:
        made["supplementary_data"]["related_ids"]["authorization_id"] = authorization["id"]
        made["links"][1]["href"] = _address(order, "authorizations", authorization["id"])
    if mood == "review":
        made |= {"status": "PENDING", "status_details": {"reason": "PENDING_REVIEW"}}
        return _changed(tx, "capture", made, "PAYMENT.CAPTURE.PENDING")
    return _come_in(tx, order, made)


def settle(tx: Tx, account: str, order: Json, *, comes: bool) -> Json:
    """End a review: the money comes in, or never will."""
    for made in tx.in_order("capture", account):
        if made["_order"] == order["id"] and made["status"] == "PENDING":
            made.pop("status_details")
            if comes:
                return _come_in(tx, order, made)
            made |= {"status": "DECLINED", "update_time": timestamp(tx)}
            return _changed(tx, "capture", made, "PAYMENT.CAPTURE.DENIED")
    raise refused("NOTHING_PENDING")


def refund(tx: Tx, caller: Caller, name: str, body: Json) -> Json:
    """`POST /v2/payments/captures/{id}/refund`: never more than is left of the capture."""
    allow(body, {"amount", "custom_id", "invoice_id", "note_to_payer", "payment_instruction"})
    made = tx.get(caller.account, "capture", name)
    if made["status"] == "REFUNDED":
        raise refused("CAPTURE_FULLY_REFUNDED")
    if made["status"] not in _COLLECTED:
        raise refused("REFUND_NOT_ALLOWED")
    whole, currency = amounts.read(made["amount"], "/amount")
    left = whole - _returned(tx, made)
    asked, asked_currency = (
        amounts.read(body["amount"], "/amount") if "amount" in body else (left, currency)
    )
    if asked_currency != currency:
        raise refused("REFUND_CAPTURE_CURRENCY_MISMATCH")
    if asked > left:
        raise refused("REFUND_AMOUNT_EXCEEDED")
    order = tx.find(caller.account, "order", made["_order"]) or {}
    fees = _fees_given_back(order, body)
    refund = _thing(tx, order, "refunds", amounts.write(asked, currency)) | {
        "custom_id": body.get("custom_id", made.get("custom_id")),
        "status": "COMPLETED",
        "_capture": name,
        "_fees": fees,
    }
    refund["links"][1]["href"] = _address(order, "captures", name)
    refund.pop("payee")
    account = tx.find(caller.account, "account", caller.account) or {}
    if account.pop("next_refund", None) == "pending":
        tx.put(caller.account, "account", account)
        refund |= {"status": "PENDING", "status_details": {"reason": "ECHECK"}}
        _mark(tx, made, whole, left - asked)
        return _changed(tx, "refund", refund, "PAYMENT.REFUND.PENDING")
    _mark(tx, made, whole, left - asked)
    return _gone(tx, refund)


def finish_refund(tx: Tx, account: str, name: str, *, succeeded: bool) -> Json:
    """End a refund that is under way; one that failed may be asked for again."""
    refund = tx.get(account, "refund", name)
    if refund["status"] != "PENDING":
        raise refused("NOTHING_PENDING")
    refund.pop("status_details")
    if succeeded:
        return _gone(tx, refund | {"status": "COMPLETED"})
    refund["status"] = "FAILED"
    tx.put(account, "refund", refund)
    made = tx.find(account, "capture", refund["_capture"]) or {}
    whole = Decimal(made["amount"]["value"])
    _mark(tx, made, whole, whole - _returned(tx, made))
    return _changed(tx, "refund", refund, "PAYMENT.REFUND.FAILED")


def collected_of(tx: Tx, account: str, order_id: str) -> list[Json]:
    return [
        each
        for each in tx.in_order("capture", account)
        if each["_order"] == order_id and each["status"] in _COLLECTED
    ]


def _come_in(tx: Tx, order: Json, made: Json) -> Json:
    value, currency = amounts.read(made["amount"], "/amount")
    fee = amounts.fee_of(value, currency)
    fees = fees_of(order["purchase_units"][0])
    share = sum((Decimal(each["amount"]["value"]) for each in fees), Decimal(0))
    breakdown: dict[str, Any] = {
        "gross_amount": made["amount"],
        "paypal_fee": amounts.write(fee, currency),
        "net_amount": amounts.write(value - fee - share, currency),
    }
    if fees:
        breakdown["platform_fees"] = fees
    made |= {"status": "COMPLETED", "seller_receivable_breakdown": breakdown}
    add_entry(tx, made, code="T0006", gross=value, fee=-fee)
    return _changed(tx, "capture", made, "PAYMENT.CAPTURE.COMPLETED")


def _gone(tx: Tx, refund: Json) -> Json:
    value, currency = amounts.read(refund["amount"], "/amount")
    refund["seller_payable_breakdown"] = {
        "gross_amount": refund["amount"],
        "paypal_fee": amounts.write(Decimal(0), currency),
        "net_amount": refund["amount"],
        "platform_fees": refund["_fees"],
    }
    add_entry(tx, refund, code="T1107", gross=-value, fee=Decimal(0))
    return _changed(tx, "refund", refund, "PAYMENT.CAPTURE.REFUNDED")


def fees_of(thing: Json) -> list[Json]:
    return (thing.get("payment_instruction") or {}).get("platform_fees") or []


def _fees_given_back(order: Json, body: Json) -> list[Json]:
    """What the platform gives back of its share, at most what it took."""
    wanted, taken = fees_of(body), fees_of(order["purchase_units"][0])
    totals = [
        sum((amounts.read(each.get("amount"), "/platform_fees")[0] for each in fees), Decimal(0))
        for fees in (wanted, taken)
    ]
    if totals[0] > totals[1]:
        raise refused("PLATFORM_FEE_EXCEEDED")
    return list(wanted)


def _mark(tx: Tx, made: Json, whole: Decimal, left: Decimal) -> None:
    status = "REFUNDED" if left == 0 else "PARTIALLY_REFUNDED" if left < whole else "COMPLETED"
    tx.put(made["_account"], "capture", made | {"status": status})


def _returned(tx: Tx, made: Json) -> Decimal:
    refunds = [
        Decimal(each["amount"]["value"])
        for each in tx.in_order("refund", made["_account"])
        if each["_capture"] == made["id"] and each["status"] in ("COMPLETED", "PENDING")
    ]
    return sum(refunds, Decimal(0))


def _captures_of(tx: Tx, authorization: Json) -> list[Json]:
    return [
        each
        for each in tx.in_order("capture", authorization["_account"])
        if each["supplementary_data"]["related_ids"].get("authorization_id") == authorization["id"]
        and each["status"] != "DECLINED"
    ]


def _thing(tx: Tx, order: Json, collection: str, amount: Json) -> Json:
    """What authorizations, captures and refunds have in common."""
    unit, name = order["purchase_units"][0], new_id()
    shared = {key: unit[key] for key in ("custom_id", "invoice_id") if key in unit}
    return shared | {
        "id": name,
        "amount": amount,
        "payee": unit["payee"],
        "supplementary_data": {"related_ids": {"order_id": order["id"]}},
        "create_time": timestamp(tx),
        "update_time": timestamp(tx),
        "links": [
            {"href": _address(order, collection, name), "rel": "self", "method": "GET"},
            {
                "href": f"{order['_address']}/v2/checkout/orders/{order['id']}",
                "rel": "up",
                "method": "GET",
            },
        ],
        "_order": order["id"],
        "_account": order["_account"],
    }


def _address(order: Json, collection: str, name: str) -> str:
    return f"{order['_address']}/v2/payments/{collection}/{name}"


def _changed(tx: Tx, kind: str, thing: Json, event_type: str) -> Json:
    thing["update_time"] = timestamp(tx)
    tx.put(thing["_account"], kind, thing)
    publish(tx, thing["_account"], event_type, kind, thing)
    return thing
