"""The page on which a person pays in place of Stripe's: plain forms that work without scripts."""

from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import parse_qs, urlsplit

from turnout_stripe_fake import checkout
from turnout_stripe_fake.amounts import shown
from turnout_stripe_fake.messages import ApiError, Request, Response
from turnout_stripe_fake.store import Json, Tx

_BUTTONS = {
    "open": (
        ("pay", "Pay $amount", "The card is accepted"),
        ("challenge", "3-D Secure challenge", "The bank asks for a confirmation first"),
        ("later", "Pay later", "Pending until the bank reports, as a direct debit is"),
        ("decline", "Decline", "The bank refuses the card; it can be tried again"),
    ),
    "challenge": (
        ("pay", "Confirm the payment", "It was me"),
        ("decline", "It was not me", "The bank refuses the card"),
    ),
    "pending": (
        ("arrived", "The money arrives", "The bank reports success"),
        ("failed", "The money does not come", "The bank reports failure, for good"),
    ),
}
_TITLES = {
    "open": "Pay with a test card",
    "challenge": "Confirm that it is you",
    "pending": "The bank has not reported yet",
    "done": "This payment is done",
    "expired": "This page has expired",
}
_ACTIONS = frozenset(button[0] for buttons in _BUTTONS.values() for button in buttons)


def answer(tx: Tx, request: Request) -> Response:
    """Show the page of a session, or let its buttons act and send the buyer on."""
    if request.path == "/assets/pay.css":
        return Response(
            status=200,
            body=_text("pay.css").encode(),
            headers={"Content-Type": "text/css; charset=utf-8"},
        )
    session = checkout.find_anywhere(tx, request.path.removeprefix("/pay/"))
    if session is None:
        return _plain(404, "There is no such page.")
    if request.method == "GET":
        return _page(session, _stage(tx, session))
    action = parse_qs(request.body.decode("ascii", "replace")).get("action", [""])[0]
    if action not in _ACTIONS:
        return _plain(400, "This button is not known.")
    try:
        session = checkout.act(tx, session, action)
    except ApiError:
        # Pressed twice, or an old tab: the page says where the payment stands.
        return _see_other(request.path)
    is_done = session["status"] == "complete" and action in ("pay", "later", "arrived")
    return _see_other(session["success_url"] if is_done else request.path)


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


def _page(session: Json, stage: str) -> Response:
    amount = shown(session["amount_total"], session["currency"])
    buttons = "".join(
        f'<li><button class="button{" primary" if action in ("pay", "arrived") else ""}"'
        f' name="action" value="{action}">{escape(label.replace("$amount", amount))}'
        f"<small>{escape(note)}</small></button></li>\n"
        for action, label, note in _BUTTONS.get(stage, ())
    )
    form = f'<form method="post"><ul class="choices">\n{buttons}</ul></form>' if buttons else ""
    words = {
        "title": _TITLES[stage],
        "amount": amount,
        "name": session["_name"],
        "email": session["customer_email"] or "—",
        "method": ", ".join(session["payment_method_types"]),
        "back": session["cancel_url"] if stage == "open" else session["success_url"],
        "back_label": "Cancel and go back" if stage == "open" else "Back to the shop",
        "session": session["id"],
    }
    safe = {name: escape(str(value)) for name, value in words.items()}
    body = Template(_text("page.html")).substitute(safe, form=form)
    return Response(status=200, body=body.encode(), headers=_headers(session))


def _headers(session: Json) -> dict[str, str]:
    # Browsers hold form-action against the target of a redirect too.
    parts = [urlsplit(session[name]) for name in ("success_url", "cancel_url")]
    shops = " ".join(sorted({f"{part.scheme}://{part.netloc}" for part in parts}))
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; "
        f"base-uri 'none'; frame-ancestors 'none'; form-action 'self' {shops}",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _see_other(address: str) -> Response:
    return Response(status=303, headers={"Location": address, "Cache-Control": "no-store"})


def _plain(status: int, text: str) -> Response:
    headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
    return Response(status=status, body=f"{text}\n".encode(), headers=headers)


@cache
def _text(name: str) -> str:
    return files(__package__).joinpath("pages", name).read_text(encoding="utf-8")
