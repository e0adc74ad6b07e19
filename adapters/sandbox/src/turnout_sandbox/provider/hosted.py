"""The page on which a person pays: plain HTML forms that work without scripts."""

from datetime import datetime
from html import escape
from http import HTTPStatus
from string import Template
from urllib.parse import parse_qs, urlsplit

from turnout_sandbox.provider import payments, rules, showing
from turnout_sandbox.provider.messages import Request, Response
from turnout_sandbox.provider.store import Row, Tx
from turnout_sdk.money import Money

_OUTCOMES = {
    "pay": "success",
    "decline": "decline",
    "challenge": "requires_action",
    "later": "pending",
    "confirm": "success",
    "refuse": "decline",
    "arrived": "success",
    "failed": "decline",
}
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


def answer(tx: Tx, request: Request, *, payment_id: str, now: datetime) -> Response:
    """Show the page of a payment, or let its buttons act and send the buyer on."""
    try:
        payment = payments.get(tx, payment_id)
    except rules.Refused:
        return showing.plain(HTTPStatus.NOT_FOUND, "There is no such payment.")
    if request.method == "GET":
        return _page(payment)
    if request.method != "POST":
        return showing.plain(HTTPStatus.METHOD_NOT_ALLOWED, "Use GET or POST.")
    action = parse_qs(request.body.decode("ascii", "replace")).get("action", [""])[0]
    outcome = _OUTCOMES.get(action)
    if outcome is None:
        return showing.plain(HTTPStatus.BAD_REQUEST, "This button is not known.")
    try:
        payments.advance(tx, payment, outcome, now=now)
    except rules.Refused:
        # Pressed twice, or an old tab: the page says where the payment stands.
        return _see_other(request.path)
    state = payments.get(tx, payment_id)["state"]
    return _see_other(payment["return_url"] if state in _GOES_ON_IN_SHOP else request.path)


def _page(payment: Row) -> Response:
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
    main = Template(showing.text(f"{state}.html")).substitute(safe)
    page = Template(showing.text("page.html")).substitute(safe, main=main, rows=_rows(payment))
    return showing.html(page, _policy(payment))


def _grouped(amount: Money) -> str:
    whole, point, rest = amount.decimal().partition(".")
    return f"{int(whole):,}{point}{rest}"


def _rows(payment: Row) -> str:
    rows = {
        "Method": _METHODS.get(payment["method"], payment["method"]),
        "Receipt to": payment["buyer_email"],
    }
    return "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>\n"
        for label, value in rows.items()
        if value
    )


def _policy(payment: Row) -> str:
    # Browsers hold form-action against the target of a redirect too.
    addresses = (payment["return_url"], payment["cancel_url"])
    parts = [urlsplit(address) for address in addresses]
    shops = sorted({f"{part.scheme}://{part.netloc}" for part in parts})
    return (
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self' {' '.join(shops)}"
    )


def _see_other(address: str) -> Response:
    return Response(
        status=HTTPStatus.SEE_OTHER, headers={"Location": address, "Cache-Control": "no-store"}
    )
