"""The hosted payment page in place of Razorpay's.

A link's address leads here. For an order there is `/checkout/{id}`, where Razorpay's own fields
would stand on the shop's page.
"""

import hashlib
import hmac

from turnout_razorpay_fake import buyers, fields, orders
from turnout_razorpay_fake.accounts import key_secret_of
from turnout_sdk.testing.provider import pages
from turnout_sdk.testing.provider.pages import Button
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request

_COLOURS = pages.Colours(
    accent="#1747c2", on_accent="#fff", accent_at_night="#9db8ff", on_accent_at_night="#0b1a45"
)
_BUTTONS = {
    "open": (
        Button("pay", "Pay $amount", "The bank says yes", is_first=True),
        Button("challenge", "3-D Secure challenge", "The bank asks for a confirmation first"),
        Button("later", "Pay later", "The bank does not answer yet, as UPI may be late"),
        Button("fail", "Decline", "The bank refuses; it can be tried again"),
    ),
    "waiting": (
        Button(
            "pay", "The bank says yes", "The confirmation or the late answer arrives", is_first=True
        ),
        Button("fail", "The bank says no", "It can be tried again"),
    ),
}
_TITLES = {
    "open": "Pay with UPI, card or netbanking",
    "waiting": "The bank has not answered yet",
    "paid": "This payment is done",
    "authorized": "This payment is authorized",
    "expired": "This page has expired",
    "cancelled": "This payment was cancelled",
}


def answer(tx: Tx, request: Request) -> Reply:
    """Show the page of a link or an order, or let its buttons act and send the buyer on."""
    if request.path == pages.STYLE:
        return pages.style(_COLOURS)
    ref = request.path.rpartition("/")[2]
    kind = "link" if ref.startswith("plink_") else "order"
    account, holder = tx.owner(kind, ref), tx.find(None, kind, ref)
    if account is None or holder is None:
        return pages.plain(404, "There is no such page.")

    def press(action: str) -> str:
        buyers.act(tx, account, ref, action)
        after = tx.find(account, kind, ref) or holder
        goes_on = after["status"] == "paid" and after.get("callback_url")
        return _callback(tx, account, after) if goes_on else request.path

    return pages.respond(
        request,
        page=lambda: _page(holder, _stage(tx, account, holder)),
        actions=pages.actions_of(_BUTTONS),
        press=press,
    )


def _stage(tx: Tx, account: str, holder: Json) -> str:
    status = str(holder["status"])
    if status in ("paid", "expired", "cancelled"):
        return status
    order_id = holder["id"] if holder.get("entity") == "order" else holder.get("order_id", "")
    states = {each["status"] for each in orders.attempts(tx, account, order_id)}
    if "authorized" in states:
        return "authorized"
    return "waiting" if "created" in states else "open"


def _callback(tx: Tx, account: str, link: Json) -> str:
    """Where Razorpay sends a buyer who has paid, with its signature over what it says there."""
    owner = tx.find(account, "account", account) or {}
    payment, status = link["payments"][0]["payment_id"], link["status"]
    signed = "|".join((link["id"], link["reference_id"], status, payment)).encode()
    secret = key_secret_of(owner.get("_key_id", "")).encode()
    said = {
        "razorpay_payment_id": payment,
        "razorpay_payment_link_id": link["id"],
        "razorpay_payment_link_reference_id": link["reference_id"],
        "razorpay_payment_link_status": status,
        "razorpay_signature": hmac.new(secret, signed, hashlib.sha256).hexdigest(),
    }
    return pages.with_query(str(link["callback_url"]), **said)


def _page(holder: Json, stage: str) -> Reply:
    back = holder.get("callback_url", "")
    return pages.show(
        pages.Page(
            provider="Razorpay",
            title=_TITLES[stage],
            amount=f"{fields.decimal(holder['amount'], holder['currency'])} {holder['currency']}",
            facts={
                "For": holder.get("description") or "—",
                "Receipt to": (holder.get("customer") or {}).get("email") or "—",
            },
            buttons=_BUTTONS.get(stage, ()),
            back=("Back to the shop", back),
            footer=holder["id"],
            shops=(back,),
        )
    )
