"""Invoices of an order on its page, and the form that says whom they are for."""

import re
from dataclasses import replace
from typing import Final
from uuid import UUID

from flask import request

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.invoices import api as invoices
from turnout.site.forms.csrf import typed
from turnout.site.l10n.i18n import _, marked
from turnout.site.orders.payment_views import BillingForm, BillingLine, PaperLink, Papers

LINES: Final = (
    ("company", marked("Company"), 200, "organization"),
    ("name", marked("Contact or name"), 200, "name"),
    ("street", marked("Street and number"), 200, "street-address"),
    ("postal_code", marked("Postal code"), 20, "postal-code"),
    ("city", marked("City"), 200, "address-level2"),
    ("country", marked("Country"), 2, "country"),
    ("tax_id", marked("Tax id (VAT number)"), 40, "off"),
    ("reference", marked("Your reference"), 100, "off"),
)
LONGEST: Final = 1000
"""What is longer than its line is answered, up to here; beyond it nobody typed it."""
COUNTRY: Final = re.compile(r"[A-Z]{2}")
TAX_ID: Final = re.compile(r"[A-Za-z0-9+* ./-]*")
CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")
KINDS: Final = {
    "invoice": marked("Invoice %(number)s"),
    "credit_note": marked("Credit note %(number)s"),
}


def papers_of(ctx: PublicContext, order_id: UUID, *, path: str, is_open: bool) -> Papers:
    """What was issued; the form as long as nothing was and the order may still be paid."""
    with transaction(ctx) as tx:
        issued = invoices.list_of_order(tx, order_id)
    links = tuple(
        PaperLink(
            label=_(KINDS[each.kind.value], number=each.number),
            url=f"{path}/invoices/{each.id}.pdf",
        )
        for each in issued
    )
    if issued or not is_open:
        return Papers(links=links)
    known = invoices.get_billing(ctx, order_id)
    return Papers(billing=_form(known, path=path))


def save_billing(ctx: PublicContext, order_id: UUID) -> None:
    """Take the form that was sent; Invalid names the lines that are wrong."""
    given = {
        name: CONTROLS.sub(" ", typed(name, longest=LONGEST)).strip() for name, *_more in LINES
    }
    long = [name for name, _label, longest, _auto in LINES if len(given[name]) > longest]
    if long and long != ["country"]:
        raise Invalid(*(FieldError(f"/{name}", _("This is too long.")) for name in long))
    given["country"] = given["country"].upper()
    if given["country"] and not COUNTRY.fullmatch(given["country"]):
        raise Invalid(FieldError("/country", _("Give two letters, such as BE or DE.")))
    if not TAX_ID.fullmatch(given["tax_id"]):
        raise Invalid(FieldError("/tax_id", _("Letters and digits only, such as BE0123456789.")))
    invoices.set_billing(ctx, order_id, invoices.Billing(**given))


def with_errors(papers: Papers, refused: Invalid) -> Papers:
    """The same form with what was typed and what was wrong with it."""
    if papers.billing is None:
        return papers
    says = {each.pointer: _(each.detail) for each in refused.errors}
    lines = tuple(
        replace(
            line,
            value=request.form.get(line.name, "")[: line.longest],
            error=says.get(f"/{line.name}", ""),
        )
        for line in papers.billing.lines
    )
    return replace(papers, billing=replace(papers.billing, lines=lines, is_wrong=True))


def _form(known: invoices.BillingView, *, path: str) -> BillingForm:
    hints = {"country": _("Two letters, such as BE or DE.")}
    lines = tuple(
        BillingLine(
            name=name,
            label=_(label),
            value=str(getattr(known, name)),
            longest=longest,
            autocomplete=autocomplete,
            hint=hints.get(name, ""),
        )
        for name, label, longest, autocomplete in LINES
    )
    return BillingForm(
        action_url=f"{path}/billing",
        lines=lines,
        is_filled=any(line.value for line in lines),
    )
