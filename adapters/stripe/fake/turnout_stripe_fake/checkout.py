"""Checkout Sessions: the hosted page's side of a payment."""

from turnout_sdk.testing.provider.store import Json, Tx
from turnout_stripe_fake import amounts, intents
from turnout_stripe_fake.accounts import Caller, new_id
from turnout_stripe_fake.messages import allow, invalid, items, unexpected
from turnout_stripe_fake.webhooks import publish

_SHORTEST, _LONGEST = 30 * 60, 24 * 3600
_CLOCK_SKEW = 60
_FIELDS = (
    "mode client_reference_id success_url cancel_url payment_method_types customer_creation "
    "customer_email locale line_items metadata payment_intent_data expires_at"
)


def create(tx: Tx, caller: Caller, form: Json, *, public_url: str) -> Json:
    """`POST /v1/checkout/sessions`; whether it makes an intent depends on the version."""
    allow(form, *_FIELDS.split())
    if form.get("mode") != "payment":
        raise invalid("mode", f"Invalid mode: {form.get('mode')}")
    amount, currency, name = _basket(form)
    amounts.require_chargeable(amount, currency, "line_items")
    session_id = new_id("cs_test")
    methods = intents.read_methods(form)
    session: Json = {
        "id": session_id,
        "object": "checkout.session",
        "amount_total": amount,
        "cancel_url": _address(form, "cancel_url"),
        "client_reference_id": form.get("client_reference_id"),
        "created": tx.now,
        "currency": currency,
        "customer_email": form.get("customer_email"),
        "expires_at": _expires_at(tx, form),
        "livemode": False,
        "metadata": dict(form.get("metadata", {})),
        "mode": "payment",
        "payment_intent": None,
        "payment_method_types": methods,
        "payment_status": "unpaid",
        "status": "open",
        "success_url": _address(form, "success_url"),
        "url": f"{public_url}/pay/{session_id}",
        "_intent": dict(form.get("payment_intent_data", {})),
        "_name": name,
        "_caller": [caller.account, caller.platform],
    }
    if not caller.defers_intents:
        session["payment_intent"] = _make_intent(tx, caller, session)["id"]
    return tx.put(caller.account, "checkout.session", session)


def find_anywhere(tx: Tx, session_id: str) -> Json | None:
    """The buyer's browser has no key, only the address of its page."""
    return next((each for each in tx.every("checkout.session") if each["id"] == session_id), None)


def expire(tx: Tx, account: str, session_id: str) -> Json:
    """`POST /v1/checkout/sessions/{id}/expire`."""
    session = tx.get(account, "checkout.session", session_id)
    if session["status"] != "open":
        raise unexpected(
            'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout '
            f"Session has a status of {session['status']}."
        )
    return _end(tx, account, session)


def expire_due(tx: Tx) -> None:
    for session in tx.every("checkout.session"):
        if session["status"] == "open" and session["expires_at"] <= tx.now:
            _end(tx, session["_caller"][0], session)


def act(tx: Tx, session: Json, outcome: str) -> Json:
    """What a buyer, or their bank afterwards, does; returns the session as it then stands."""
    account, platform = session["_caller"]
    if session["status"] == "expired":
        raise unexpected("This page has expired.")
    if session["payment_intent"] is None:
        caller = Caller(account=account, platform=platform, version="")
        session["payment_intent"] = _make_intent(tx, caller, session)["id"]
    intent = tx.get(account, "payment_intent", session["payment_intent"])
    after = intents.advance(tx, account, intent, outcome)
    return _follow(tx, account, session, after["status"])


def _follow(tx: Tx, account: str, session: Json, status: str) -> Json:
    was_complete = session["status"] == "complete"
    is_paid = status in ("succeeded", "requires_capture")
    if is_paid or status == "processing":
        session["status"] = "complete"
    # Checkout calls an authorized payment unpaid until it is captured.
    session["payment_status"] = "paid" if status == "succeeded" else "unpaid"
    tx.put(account, "checkout.session", session)
    if not was_complete and session["status"] == "complete":
        publish(tx, account, "checkout.session.completed", session)
    elif was_complete and is_paid:
        publish(tx, account, "checkout.session.async_payment_succeeded", session)
    elif was_complete and status == "requires_payment_method":
        publish(tx, account, "checkout.session.async_payment_failed", session)
    return session


def _end(tx: Tx, account: str, session: Json) -> Json:
    session |= {"status": "expired", "url": None}
    tx.put(account, "checkout.session", session)
    publish(tx, account, "checkout.session.expired", session)
    if session["payment_intent"]:
        intent = tx.get(account, "payment_intent", session["payment_intent"])
        intents.abandon(tx, account, intent, "automatic")
    return session


def _make_intent(tx: Tx, caller: Caller, session: Json) -> Json:
    form = session["_intent"] | {
        "payment_method_types": dict(enumerate(session["payment_method_types"]))
    }
    return intents.make(
        tx, caller, amount=session["amount_total"], currency=session["currency"], form=form
    )


def _basket(form: Json) -> tuple[int, str, str]:
    lines = list(items(form.get("line_items")))
    if len(lines) != 1:
        raise invalid("line_items", "This fake sells exactly one line.", "parameter_missing")
    price = lines[0].get("price_data", {})
    currency = amounts.read_currency(price.get("currency"))
    amount = amounts.read_amount(price.get("unit_amount"), currency, "line_items[0][price_data]")
    name = price.get("product_data", {}).get("name")
    if not name:
        raise invalid("line_items[0][price_data][product_data][name]", "Missing required param.")
    return amount * int(lines[0].get("quantity", "1")), currency, name


def _expires_at(tx: Tx, form: Json) -> int:
    wanted = int(form.get("expires_at", tx.now + _LONGEST))
    if wanted < tx.now + _SHORTEST - _CLOCK_SKEW:
        raise invalid(
            "expires_at",
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session "
            "creation.",
        )
    if wanted > tx.now + _LONGEST:
        raise invalid(
            "expires_at",
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
        )
    return wanted


def _address(form: Json, name: str) -> str:
    value = str(form.get(name, ""))
    if not value.startswith(("http://", "https://")):
        raise invalid(name, f"Not a valid URL: {name}", "url_invalid")
    return value
