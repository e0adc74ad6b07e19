"""The page on which a person pays in place of PayPal's: plain forms that work without scripts."""

from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import parse_qs, urlencode, urlsplit

from turnout_paypal_fake import orders, payments
from turnout_paypal_fake.amounts import shown
from turnout_paypal_fake.errors import Problem
from turnout_paypal_fake.store import Books, Json
from turnout_sdk.testing.serving import Reply, Request

_BUTTONS = {
    "open": (
        ("pay", "Pay $amount", "The buyer approves; the shop then collects"),
        ("later", "Pay, and PayPal looks at it first", "Pending until the review ends"),
        ("decline", "Pay with a card that is refused", "Collecting fails; it can be tried again"),
        ("cancel", "Cancel and go back", "Nothing was agreed to"),
    ),
    "pending": (
        ("arrived", "Let the payment through", "The review ends well"),
        ("failed", "Refuse the payment", "The review ends badly, for good"),
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


def answer(books: Books, request: Request) -> Reply:
    """Show the page of an order, or let its buttons act and send the buyer on."""
    if request.path == "/assets/pay.css":
        style = {"Content-Type": "text/css; charset=utf-8"}
        return Reply(body=_text("pay.css").encode(), headers=style)
    order = books.find(None, "order", request.query.get("token", ""))
    if order is None or request.path != "/checkoutnow":
        return _plain(404, "There is no such page.")
    if request.method == "GET":
        return _page(books, order)
    action = parse_qs(request.body.decode("ascii", "replace")).get("action", [""])[0]
    if action == "cancel":
        return _see_other(_with(order["_context"]["cancel_url"], token=order["id"]))
    try:
        return _press(books, order, action)
    except Problem:
        # Pressed twice, or an old tab: the page says where the payment stands.
        return _see_other(request.target)


def _press(books: Books, order: Json, action: str) -> Reply:
    back = _with(order["_context"]["return_url"], token=order["id"], PayerID="QYR5Z8XDVJNXQ")
    if action in _MOODS:
        orders.approve(books, order["id"], _MOODS[action])
        return _see_other(back)
    if action in ("arrived", "failed"):
        payments.settle(books, order["_account"], order, comes=action == "arrived")
        return _see_other(back)
    return _plain(400, "This button is not known.")


def _stage(books: Books, order: Json) -> str:
    try:
        orders.get(books, None, order["id"])
    except Problem:
        return "over"
    if order["status"] in orders.WAITING:
        return "open"
    if order["status"] == "APPROVED":
        return "open" if order["_mood"] == "decline" else "waiting"
    made = orders.shape(books, order)["purchase_units"][0].get("payments") or {}
    is_pending = any(each["status"] == "PENDING" for each in made.get("captures") or ())
    return "pending" if is_pending else "done"


def _page(books: Books, order: Json) -> Reply:
    stage, unit = _stage(books, order), order["purchase_units"][0]
    amount = shown(unit["amount"])
    buttons = "".join(
        f'<li><button class="{"first" if action in ("pay", "arrived") else "other"}"'
        f' name="action" value="{action}">{escape(label.replace("$amount", amount))}'
        f"<small>{escape(note)}</small></button></li>\n"
        for action, label, note in _BUTTONS.get(stage, ())
    )
    form = f'<form method="post"><ul>\n{buttons}</ul></form>' if buttons else ""
    words = {
        "title": _TITLES[stage],
        "amount": amount,
        "name": unit.get("description") or "—",
        "merchant": unit["payee"]["merchant_id"],
        "back": order["_context"]["return_url"],
        "order": order["id"],
    }
    safe = {name: escape(str(value)) for name, value in words.items()}
    body = Template(_text("page.html")).substitute(safe, form=form)
    return Reply(body=body.encode(), headers=_headers(order))


def _headers(order: Json) -> dict[str, str]:
    # Browsers hold form-action against the target of a redirect too.
    parts = [urlsplit(order["_context"][name]) for name in ("return_url", "cancel_url")]
    shops = " ".join(sorted({f"{part.scheme}://{part.netloc}" for part in parts}))
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; "
        f"base-uri 'none'; frame-ancestors 'none'; form-action 'self' {shops}",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _with(address: str, **more: str) -> str:
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(more)}"


def _see_other(address: str) -> Reply:
    return Reply(status=303, headers={"Location": address, "Cache-Control": "no-store"})


def _plain(status: int, text: str) -> Reply:
    headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
    return Reply(status=status, body=f"{text}\n".encode(), headers=headers)


@cache
def _text(name: str) -> str:
    return files(__package__).joinpath("pages", name).read_text(encoding="utf-8")
