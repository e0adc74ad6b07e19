"""PaymentIntents and their charges."""

from turnout_sdk.testing.provider.store import Json, Tx
from turnout_stripe_fake import amounts, balance
from turnout_stripe_fake.accounts import Caller, new_id
from turnout_stripe_fake.messages import allow, invalid, items, unexpected
from turnout_stripe_fake.webhooks import publish

_METHODS = (
    "card ideal bancontact eps p24 blik twint sepa_debit bacs_debit us_bank_account multibanco"
)
METHODS = frozenset(_METHODS.split())
_FIELDS = (
    "amount currency payment_method_types capture_method description metadata receipt_email "
    "application_fee_amount"
)
WAITING = ("requires_payment_method", "requires_confirmation", "requires_action")
_OUTCOMES: dict[str, Json] = {
    "normal": {
        "network_status": "approved_by_network",
        "reason": None,
        "risk_level": "normal",
        "risk_score": 12,
        "seller_message": "Payment complete.",
        "type": "authorized",
    },
    "elevated": {
        "network_status": "approved_by_network",
        "reason": "elevated_risk_level",
        "risk_level": "elevated",
        "risk_score": 68,
        "seller_message": "Stripe evaluated this payment as having elevated risk, and placed it in"
        " your manual review queue.",
        "type": "manual_review",
    },
    "highest": {
        "network_status": "approved_by_network",
        "reason": None,
        "risk_level": "highest",
        "risk_score": 91,
        "seller_message": "Payment complete.",
        "type": "authorized",
    },
    "blocked": {
        "network_status": "not_sent_to_network",
        "reason": "highest_risk_level",
        "risk_level": "highest",
        "risk_score": 96,
        "seller_message": "Stripe blocked this payment as too risky.",
        "type": "blocked",
    },
    "not_assessed": {
        "network_status": "approved_by_network",
        "reason": None,
        "risk_level": "not_assessed",
        "risk_score": None,
        "seller_message": "Payment complete.",
        "type": "authorized",
    },
}
"""`outcome` of a charge, as Radar writes it (docs.stripe.com/api/charges/object)."""
CAPTURE_METHODS = ("automatic", "automatic_async", "manual")


def create(tx: Tx, caller: Caller, form: Json) -> Json:
    """`POST /v1/payment_intents`."""
    allow(form, *_FIELDS.split())
    currency = amounts.read_currency(form.get("currency"))
    amount = amounts.read_amount(form.get("amount"), currency)
    return make(tx, caller, amount=amount, currency=currency, form=form)


def make(tx: Tx, caller: Caller, *, amount: int, currency: str, form: Json) -> Json:
    """Make an intent of checked amount out of the fields that Checkout shares with it."""
    amounts.require_chargeable(amount, currency)
    capture_method = form.get("capture_method", "automatic")
    if capture_method not in CAPTURE_METHODS:
        raise invalid("capture_method", f"Invalid capture_method: {capture_method}")
    fee = form.get("application_fee_amount")
    if fee is not None and caller.account == caller.platform:
        raise invalid("application_fee_amount", "Can only apply an application_fee_amount when ...")
    intent_id = new_id("pi")
    intent: Json = {
        "id": intent_id,
        "object": "payment_intent",
        "amount": amount,
        "amount_capturable": 0,
        "amount_received": 0,
        "application_fee_amount": amounts.read_amount(fee, currency) if fee is not None else None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": capture_method,
        "client_secret": f"{intent_id}_secret_{new_id('x')[2:]}",
        "created": tx.now,
        "currency": currency,
        "description": form.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": dict(form.get("metadata", {})),
        "payment_method_types": read_methods(form),
        "receipt_email": form.get("receipt_email"),
        "status": "requires_payment_method",
    }
    tx.put(caller.account, "payment_intent", intent)
    publish(tx, caller.account, "payment_intent.created", intent)
    return intent


def read_methods(form: Json) -> list[str]:
    methods = list(items(form.get("payment_method_types", {"0": "card"})))
    for method in methods:
        if method not in METHODS:
            raise invalid("payment_method_types", f"Invalid payment_method_types: {method}")
    return methods


def shape(tx: Tx, account: str, intent: Json, form: Json) -> Json:
    """Expand the charge and its balance transaction when asked to."""
    wanted = set(items(form.get("expand", {})))
    charge_id = intent["latest_charge"]
    if not charge_id or not any(path.startswith("latest_charge") for path in wanted):
        return intent
    charge = tx.find(account, "charge", charge_id) or {}
    entry_id = charge.get("balance_transaction")
    if entry_id and "latest_charge.balance_transaction" in wanted:
        charge["balance_transaction"] = tx.find(account, "balance_transaction", entry_id)
    return intent | {"latest_charge": charge}


def capture(tx: Tx, caller: Caller, intent_id: str, form: Json) -> Json:
    """`POST /v1/payment_intents/{id}/capture`: once, the rest is released."""
    allow(form, "amount_to_capture", "metadata", "application_fee_amount")
    intent = tx.get(caller.account, "payment_intent", intent_id)
    if intent["status"] != "requires_capture":
        raise unexpected(
            "This PaymentIntent could not be captured because it has a status of "
            f"{intent['status']}. Only a PaymentIntent with one of the following statuses may be "
            "captured: requires_capture.",
            "payment_intent_unexpected_state",
        )
    most = str(intent["amount_capturable"])
    amount = amounts.read_amount(
        form.get("amount_to_capture", most), intent["currency"], "amount_to_capture"
    )
    if not 0 < amount <= intent["amount_capturable"]:
        raise unexpected(
            "The amount_to_capture must be positive and no more than the amount capturable.",
            "amount_too_large",
        )
    intent["metadata"] |= form.get("metadata", {})
    return _collect(tx, caller.account, intent, amount)


def cancel(tx: Tx, caller: Caller, intent_id: str, form: Json) -> Json:
    """`POST /v1/payment_intents/{id}/cancel`."""
    allow(form, "cancellation_reason")
    intent = tx.get(caller.account, "payment_intent", intent_id)
    sessions = tx.every("checkout.session", caller.account)
    if any(each["payment_intent"] == intent_id and each["status"] == "open" for each in sessions):
        raise unexpected(
            "You cannot cancel this PaymentIntent because it is used by a Checkout Session. "
            "Expire the Checkout Session instead.",
            "payment_intent_unexpected_state",
        )
    if intent["status"] not in (*WAITING, "requires_capture"):
        raise unexpected(
            f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}.",
            "payment_intent_unexpected_state",
        )
    return abandon(tx, caller.account, intent, form.get("cancellation_reason"))


def abandon(tx: Tx, account: str, intent: Json, reason: str | None) -> Json:
    intent |= {"status": "canceled", "canceled_at": tx.now, "cancellation_reason": reason}
    intent["amount_capturable"] = 0
    return _changed(tx, account, intent, "payment_intent.canceled")


def advance(tx: Tx, account: str, intent: Json, outcome: str) -> Json:
    """Let the buyer and their bank act: pay, decline, challenge, later, then arrived or failed.

    `risk_` with a level pays as a buyer of whom Radar says that.
    """
    status = intent["status"]
    if (outcome == "pay" or outcome.startswith("risk_")) and status in WAITING:
        return _assessed(tx, account, intent, outcome)
    if outcome == "decline" and status in WAITING:
        return _refused(tx, account, intent, kind="card")
    if outcome == "challenge" and status == "requires_payment_method":
        intent["status"] = "requires_action"
        return _changed(tx, account, intent, "payment_intent.requires_action")
    if outcome == "later" and status in WAITING:
        intent["status"] = "processing"
        return _changed(tx, account, intent, "payment_intent.processing")
    if outcome == "arrived" and status == "processing":
        return _paid(tx, account, intent)
    if outcome == "failed" and status == "processing":
        return _refused(tx, account, intent, kind=intent["payment_method_types"][0])
    raise unexpected(f"{outcome} is not possible while the payment is {status}.")


def search(tx: Tx, account: str, form: Json) -> Json:
    """`GET /v1/payment_intents/search`: the one form of query that the adapter asks."""
    allow(form, "query", "limit", "page")
    wanted = [_clause(part) for part in form.get("query", "").split(" OR ")]
    found = [
        intent
        for intent in tx.every("payment_intent", account)
        if any(intent["metadata"].get(name) == value for name, value in wanted)
    ]
    limit = int(form.get("limit", "10"))
    return {
        "object": "search_result",
        "url": "/v1/payment_intents/search",
        "has_more": len(found) > limit,
        "next_page": None,
        "data": found[:limit],
    }


def _clause(text: str) -> tuple[str, str]:
    field, colon, value = text.partition("]:'")
    if not colon or not field.startswith("metadata['") or not value.endswith("'"):
        raise invalid("query", f"We were unable to parse your search query: {text}")
    name = field.removeprefix("metadata['").removesuffix("'")
    return name, value[:-1].replace("\\'", "'").replace("\\\\", "\\")


def _assessed(tx: Tx, account: str, intent: Json, outcome: str) -> Json:
    if outcome == "pay":
        return _paid(tx, account, intent)
    level = outcome.removeprefix("risk_")
    if level == "blocked":
        charge = _charge(tx, intent, _OUTCOMES[level]) | {"paid": False, "status": "failed"}
        tx.put(account, "charge", charge)
        publish(tx, account, "charge.failed", charge)
        intent["latest_charge"] = charge["id"]
        return _refused(tx, account, intent, kind="card")
    paid = _paid(tx, account, intent, risk=level)
    if _OUTCOMES[level]["type"] == "manual_review":
        charge_id = paid["latest_charge"]
        review: Json = {
            "id": new_id("prv"),
            "object": "review",
            "charge": charge_id,
            "closed_reason": None,
            "created": tx.now,
            "livemode": False,
            "open": True,
            "opened_reason": "rule",
            "payment_intent": intent["id"],
            "reason": "rule",
        }
        tx.put(account, "review", review)
        publish(tx, account, "review.opened", review)
    return paid


def close_review(tx: Tx, account: str, intent: Json, reason: str) -> Json:
    """Let the owner decide in Radar's queue: `approved`, `refunded`, `refunded_as_fraud`."""
    reviews = tx.every("review", account)
    found = next((each for each in reviews if each["payment_intent"] == intent["id"]), None)
    if found is None or not found["open"]:
        raise unexpected("There is no open review.")
    found |= {"open": False, "reason": reason, "closed_reason": reason}
    tx.put(account, "review", found)
    publish(tx, account, "review.closed", found)
    return found


def warn_early(tx: Tx, account: str, intent: Json) -> Json:
    """Let the card's issuer say that its holder did not pay this."""
    warning: Json = {
        "id": new_id("issfr"),
        "object": "radar.early_fraud_warning",
        "actionable": True,
        "charge": intent["latest_charge"],
        "created": tx.now,
        "fraud_type": "unauthorized_use_of_card",
        "livemode": False,
        "payment_intent": intent["id"],
    }
    tx.put(account, "radar.early_fraud_warning", warning)
    publish(tx, account, "radar.early_fraud_warning.created", warning)
    return warning


def _charge(tx: Tx, intent: Json, outcome: Json) -> Json:
    return {
        "id": new_id("ch"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "balance_transaction": None,
        "captured": False,
        "created": tx.now,
        "currency": intent["currency"],
        "disputed": False,
        "livemode": False,
        "metadata": dict(intent["metadata"]),
        "outcome": dict(outcome),
        "paid": True,
        "payment_intent": intent["id"],
        "refunded": False,
        "status": "succeeded",
    }


def _paid(tx: Tx, account: str, intent: Json, *, risk: str | None = None) -> Json:
    is_card = intent["payment_method_types"][0] == "card"
    level = risk or ("normal" if is_card else "not_assessed")
    charge = _charge(tx, intent, _OUTCOMES[level])
    tx.put(account, "charge", charge)
    intent |= {"latest_charge": charge["id"], "last_payment_error": None}
    if intent["capture_method"] == "manual":
        publish(tx, account, "charge.succeeded", charge)
        intent |= {"status": "requires_capture", "amount_capturable": intent["amount"]}
        return _changed(tx, account, intent, "payment_intent.amount_capturable_updated")
    return _collect(tx, account, intent, intent["amount"])


def _collect(tx: Tx, account: str, intent: Json, amount: int) -> Json:
    charge = tx.find(account, "charge", intent["latest_charge"]) or {}
    entry = balance.collected(tx, account, intent, amount)
    charge |= {"captured": True, "amount_captured": amount, "balance_transaction": entry["id"]}
    tx.put(account, "charge", charge)
    is_manual = intent["capture_method"] == "manual"
    publish(tx, account, "charge.captured" if is_manual else "charge.succeeded", charge)
    intent |= {"status": "succeeded", "amount_received": amount, "amount_capturable": 0}
    return _changed(tx, account, intent, "payment_intent.succeeded")


def _refused(tx: Tx, account: str, intent: Json, *, kind: str) -> Json:
    intent |= {
        "status": "requires_payment_method",
        "last_payment_error": {
            "type": "card_error" if kind == "card" else "invalid_request_error",
            "code": "card_declined" if kind == "card" else "payment_intent_payment_attempt_failed",
            "decline_code": "generic_decline" if kind == "card" else None,
            "message": "Your card was declined.",
            "payment_method": {"type": kind},
        },
    }
    return _changed(tx, account, intent, "payment_intent.payment_failed")


def _changed(tx: Tx, account: str, intent: Json, event: str) -> Json:
    tx.put(account, "payment_intent", intent)
    publish(tx, account, event, intent)
    return intent
