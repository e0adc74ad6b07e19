"""The page on which a person pays in place of Razorpay's: plain forms that work without scripts.

A link's address leads here. For an order there is `/checkout/{id}`, where Razorpay's own fields
would stand on the shop's page.
"""

import hashlib
import hmac
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import parse_qs, urlencode, urlsplit

from turnout_razorpay_fake import buyers, fields, orders
from turnout_razorpay_fake.credentials import key_secret_of
from turnout_razorpay_fake.errors import Refused
from turnout_razorpay_fake.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request

_BUTTONS = {
    "open": (
        ("pay", "Pay $amount", "The bank says yes"),
        ("challenge", "3-D Secure challenge", "The bank asks for a confirmation first"),
        ("later", "Pay later", "The bank does not answer yet, as UPI may be late"),
        ("fail", "Decline", "The bank refuses; it can be tried again"),
    ),
    "waiting": (
        ("pay", "The bank says yes", "The confirmation or the late answer arrives"),
        ("fail", "The bank says no", "It can be tried again"),
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
_ACTIONS = frozenset(button[0] for buttons in _BUTTONS.values() for button in buttons)


def answer(tx: Tx, request: Request) -> Reply:
    """Show the page of a link or an order, or let its buttons act and send the buyer on."""
    if request.path == "/assets/pay.css":
        css = {"Content-Type": "text/css; charset=utf-8"}
        return Reply(body=_text("pay.css").encode(), headers=css)
    ref = request.path.rpartition("/")[2]
    account = tx.owner(ref)
    kind = "link" if ref.startswith("plink_") else "order"
    holder = tx.find(account, kind, ref) if account else None
    if account is None or holder is None:
        return _plain(404, "There is no such page.")
    if request.method == "GET":
        return _page(holder, _stage(tx, account, holder))
    action = parse_qs(request.body.decode("ascii", "replace")).get("action", [""])[0]
    if action not in _ACTIONS:
        return _plain(400, "This button is not known.")
    try:
        buyers.act(tx, account, ref, action)
    except Refused:
        # Pressed twice, or an old tab: the page says where the payment stands.
        return _see_other(request.path)
    after = tx.find(account, kind, ref) or holder
    goes_on = after["status"] == "paid" and after.get("callback_url")
    return _see_other(_callback(tx, account, after) if goes_on else request.path)


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
    address = str(link["callback_url"])
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(said)}"


def _page(holder: Json, stage: str) -> Reply:
    amount = _shown(holder["amount"], holder["currency"])
    buttons = "".join(
        f'<li><button class="button{" primary" if action == "pay" else ""}" name="action"'
        f' value="{action}">{escape(label.replace("$amount", amount))}'
        f"<small>{escape(note)}</small></button></li>\n"
        for action, label, note in _BUTTONS.get(stage, ())
    )
    form = f'<form method="post"><ul class="choices">\n{buttons}</ul></form>' if buttons else ""
    back = holder.get("callback_url", "")
    words = {
        "title": _TITLES[stage],
        "amount": amount,
        "name": holder.get("description") or "—",
        "email": (holder.get("customer") or {}).get("email") or "—",
        "ref": holder["id"],
    }
    safe = {name: escape(str(value)) for name, value in words.items()}
    link = f'<p><a class="back" href="{escape(back)}">Back to the shop</a></p>' if back else ""
    body = Template(_text("page.html")).substitute(safe, form=form, back=link)
    return Reply(body=body.encode(), headers=_headers(back))


def _shown(amount: int, currency: str) -> str:
    places = fields.PLACES[currency]
    digits = str(amount).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]} {currency}" if places else f"{digits} {currency}"


def _headers(back: str) -> dict[str, str]:
    # Browsers hold form-action against the target of a redirect too.
    shop = urlsplit(back)
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; "
        "base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
        f"{shop.scheme}://{shop.netloc}",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _see_other(address: str) -> Reply:
    return Reply(status=303, headers={"Location": address, "Cache-Control": "no-store"})


def _plain(status: int, text: str) -> Reply:
    headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
    return Reply(status=status, body=f"{text}\n".encode(), headers=headers)


@cache
def _text(name: str) -> str:
    return files(__package__).joinpath("pages", name).read_text(encoding="utf-8")
