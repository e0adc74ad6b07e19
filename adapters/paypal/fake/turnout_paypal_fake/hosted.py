"""The hosted payment page in place of PayPal's."""

from turnout_paypal_fake import orders, payments
from turnout_paypal_fake.amounts import shown
from turnout_paypal_fake.errors import Problem
from turnout_sdk.testing.provider import pages
from turnout_sdk.testing.provider.pages import Button
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request

_COLOURS = pages.Colours(
    accent="#00457c", on_accent="#fff", accent_at_night="#8cc4f5", on_accent_at_night="#06233b"
)
_BUTTONS = {
    "open": (
        Button("pay", "Pay $amount", "The buyer approves; the shop then collects", is_first=True),
        Button("later", "Pay, and PayPal looks at it first", "Pending until the review ends"),
        Button(
            "decline", "Pay with a card that is refused", "Collecting fails; it can be tried again"
        ),
        Button("cancel", "Cancel and go back", "Nothing was agreed to"),
    ),
    "pending": (
        Button("arrived", "Let the payment through", "The review ends well", is_first=True),
        Button("failed", "Refuse the payment", "The review ends badly, for good"),
    ),
}
_TITLES = {
    "open": "Pay with a test account",
    "waiting": "Approved; the shop has not collected yet",
    "pending": "PayPal looks at this payment",
    "done": "This payment is done",
    "over": "This page has expired",
}
_MOODS = {"pay": "pay", "later": "review", "decline": "decline"}


def answer(tx: Tx, request: Request) -> Reply:
    """Show the page of an order, or let its buttons act and send the buyer on."""
    if request.path == pages.STYLE:
        return pages.style(_COLOURS)
    order = tx.find(None, "order", request.query.get("token", ""))
    if order is None or request.path != "/checkoutnow":
        return pages.plain(404, "There is no such page.")
    return pages.respond(
        request,
        page=lambda: _page(tx, order),
        actions=pages.actions_of(_BUTTONS),
        press=lambda action: _press(tx, order, action),
    )


def _press(tx: Tx, order: Json, action: str) -> str:
    """Let a button act; the address to which the buyer goes on."""
    token, context = order["id"], order["_context"]
    if action == "cancel":
        return pages.with_query(context["cancel_url"], token=token)
    if action in _MOODS:
        orders.approve(tx, token, _MOODS[action])
    else:
        payments.settle(tx, order["_account"], order, comes=action == "arrived")
    return pages.with_query(context["return_url"], token=token, PayerID="QYR5Z8XDVJNXQ")


def _stage(tx: Tx, order: Json) -> str:
    try:
        orders.get(tx, None, order["id"])
    except Problem:
        return "over"
    if order["status"] in orders.WAITING:
        return "open"
    if order["status"] == "APPROVED":
        return "open" if order["_mood"] == "decline" else "waiting"
    made = orders.shape(tx, order)["purchase_units"][0].get("payments") or {}
    is_pending = any(each["status"] == "PENDING" for each in made.get("captures") or ())
    return "pending" if is_pending else "done"


def _page(tx: Tx, order: Json) -> Reply:
    stage, unit, context = _stage(tx, order), order["purchase_units"][0], order["_context"]
    return pages.show(
        pages.Page(
            provider="PayPal",
            title=_TITLES[stage],
            amount=shown(unit["amount"]),
            facts={"For": unit.get("description") or "—", "Paid to": unit["payee"]["merchant_id"]},
            buttons=_BUTTONS.get(stage, ()),
            back=("Back to the shop", context["return_url"]),
            footer=order["id"],
            shops=(context["return_url"], context["cancel_url"]),
        )
    )
