"""The hosted payment page in place of Stripe's."""

from turnout_sdk.testing.provider import pages
from turnout_sdk.testing.provider.pages import Button
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request
from turnout_stripe_fake import checkout
from turnout_stripe_fake.amounts import shown

_COLOURS = pages.Colours(
    accent="#4a3fc4", on_accent="#fff", accent_at_night="#a9a2ff", on_accent_at_night="#14103d"
)
_BUTTONS = {
    "open": (
        Button("pay", "Pay $amount", "The card is accepted", is_first=True),
        Button("challenge", "3-D Secure challenge", "The bank asks for a confirmation first"),
        Button("later", "Pay later", "Pending until the bank reports, as a direct debit is"),
        Button("decline", "Decline", "The bank refuses the card; it can be tried again"),
    ),
    "challenge": (
        Button("pay", "Confirm the payment", "It was me", is_first=True),
        Button("decline", "It was not me", "The bank refuses the card"),
    ),
    "pending": (
        Button("arrived", "The money arrives", "The bank reports success", is_first=True),
        Button("failed", "The money does not come", "The bank reports failure, for good"),
    ),
}
_TITLES = {
    "open": "Pay with a test card",
    "challenge": "Confirm that it is you",
    "pending": "The bank has not reported yet",
    "done": "This payment is done",
    "expired": "This page has expired",
}


def answer(tx: Tx, request: Request) -> Reply:
    """Show the page of a session, or let its buttons act and send the buyer on."""
    if request.path == pages.STYLE:
        return pages.style(_COLOURS)
    session = checkout.find_anywhere(tx, request.path.removeprefix("/pay/"))
    if session is None:
        return pages.plain(404, "There is no such page.")

    def press(action: str) -> str:
        after = checkout.act(tx, session, action)
        is_done = after["status"] == "complete" and action in ("pay", "later", "arrived")
        return str(after["success_url"]) if is_done else request.path

    return pages.respond(
        request,
        page=lambda: _page(session, _stage(tx, session)),
        actions=pages.actions_of(_BUTTONS),
        press=press,
    )


def _stage(tx: Tx, session: Json) -> str:
    if session["status"] == "expired":
        return "expired"
    account = session["_caller"][0]
    intent = tx.find(account, "payment_intent", session["payment_intent"] or "")
    status = intent["status"] if intent else "requires_payment_method"
    if status == "processing":
        return "pending"
    if session["status"] == "complete":
        return "done"
    return "challenge" if status == "requires_action" else "open"


def _page(session: Json, stage: str) -> Reply:
    is_open = stage == "open"
    return pages.show(
        pages.Page(
            provider="Stripe Checkout",
            title=_TITLES[stage],
            amount=shown(session["amount_total"], session["currency"]),
            facts={
                "For": session["_name"],
                "Method": ", ".join(session["payment_method_types"]),
                "Receipt to": session["customer_email"] or "—",
            },
            buttons=_BUTTONS.get(stage, ()),
            back=("Cancel and go back", session["cancel_url"])
            if is_open
            else ("Back to the shop", session["success_url"]),
            footer=session["id"],
            shops=(session["success_url"], session["cancel_url"]),
        )
    )
