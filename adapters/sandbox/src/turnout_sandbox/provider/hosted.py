"""The hosted payment page: plain HTML forms that work without scripts."""

from functools import cache
from html import escape
from http import HTTPStatus
from importlib.resources import files
from string import Template

from turnout_sandbox.provider import payments
from turnout_sandbox.provider.rules import Refused
from turnout_sdk.money import Money
from turnout_sdk.testing.provider import pages
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request

_OUTCOMES = {
    "pay": "success",
    "decline": "decline",
    "challenge": "requires_action",
    "later": "pending",
    "confirm": "success",
    "refuse": "decline",
    "arrived": "success",
    "failed": "decline",
    "elevated": "success",
    "highest": "success",
}
_RISKS: dict[str, Json] = {
    "elevated": {
        "level": "elevated",
        "score": 68,
        "reasons": ["elevated_risk_level"],
        "message": "The sandbox calls the risk of this payment elevated.",
        "review": None,
    },
    "highest": {
        "level": "highest",
        "score": 91,
        "reasons": ["highest_risk_level"],
        "message": "The sandbox calls the risk of this payment as high as can be.",
        "review": None,
    },
}
"""Buttons of buyers who pay, and of whom the sandbox says that."""
_TITLES = {
    "open": "Pay",
    "needs_action": "Confirm it is you",
    "pending": "Payment pending",
    "authorized": "Authorized",
    "succeeded": "Paid",
    "failed": "Payment declined",
    "voided": "Payment cancelled",
}
_GOES_ON_IN_SHOP = frozenset({"pending", "authorized", "succeeded"})
_METHODS = {
    "card": "Test card",
    "transfer": "Test transfer",
    "card-fields": "Card fields, for testing",
}
_ASSETS = {
    "pay.css": "text/css; charset=utf-8",
    "fields.css": "text/css; charset=utf-8",
    "fields.js": "text/javascript; charset=utf-8",
}


def asset(name: str) -> Reply:
    """Answer with a style sheet or script of the sandbox's pages."""
    kind = _ASSETS.get(name)
    if kind is None:
        return pages.plain(HTTPStatus.NOT_FOUND, "There is no such file.")
    headers = {
        "Content-Type": kind,
        "Cache-Control": "public, max-age=300",
        "X-Content-Type-Options": "nosniff",
    }
    return Reply(body=text(name).encode(), headers=headers)


@cache
def text(name: str) -> str:
    return files(__package__).joinpath("pages", name).read_text(encoding="utf-8")


def answer(tx: Tx, request: Request, *, payment_id: str) -> Reply:
    """Show the page of a payment, or let its buttons act and send the buyer on."""
    try:
        payment = tx.get(None, "payment", payment_id)
    except Refused:
        return pages.plain(HTTPStatus.NOT_FOUND, "There is no such payment.")
    if request.method not in ("GET", "POST"):
        return pages.plain(HTTPStatus.METHOD_NOT_ALLOWED, "Use GET or POST.")

    def press(action: str) -> str:
        payments.advance(tx, payment, _OUTCOMES[action], risk=_RISKS.get(action))
        goes_on = payment["state"] in _GOES_ON_IN_SHOP
        return str(payment["return_url"]) if goes_on else request.path

    return pages.respond(request, page=lambda: _page(payment), actions=_OUTCOMES, press=press)


def _page(payment: Json) -> Reply:
    state = payment["state"]
    amount = Money(payment["amount_minor"], payment["currency"])
    words = {
        "amount": _grouped(amount),
        "label": "Amount" if state in _GOES_ON_IN_SHOP else "To pay",
        "currency": amount.currency,
        "description": payment["description"],
        "reference": payment["reference"],
        "payment": payment["id"],
        "return_url": payment["return_url"],
        "cancel_url": payment["cancel_url"],
        "title": _TITLES[state],
    }
    safe = {name: escape(str(value)) for name, value in words.items()}
    main = Template(text(f"{state}.html")).substitute(safe)
    page = Template(text("page.html")).substitute(safe, main=main, rows=_rows(payment))
    return pages.html(page, pages.policy_of((payment["return_url"], payment["cancel_url"])))


def _grouped(amount: Money) -> str:
    whole, point, rest = amount.decimal().partition(".")
    return f"{int(whole):,}{point}{rest}"


def _rows(payment: Json) -> str:
    rows = {
        "Method": _METHODS.get(payment["method"], payment["method"]),
        "Receipt to": payment["buyer_email"],
    }
    return "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>\n"
        for label, value in rows.items()
        if value
    )
