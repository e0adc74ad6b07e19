"""Paying on the order's page, and its invoices: what is offered, and what the forms ask for."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import request

from turnout.kernel import clock
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.invoices import api as invoices
from turnout.modules.orders import api as orders
from turnout.site.forms.csrf import typed
from turnout.site.l10n.formats import money
from turnout.site.l10n.i18n import _, marked
from turnout.site.orders.views import (
    BillingForm,
    BillingLine,
    Instruction,
    Mark,
    PaperLink,
    Papers,
    PartLine,
    PayingView,
    PayWay,
    PlanChoice,
)
from turnout_sdk.money import Money

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
BANKS: Final = re.compile("bank|debit|transfer")
CARDS: Final = re.compile("card|fields")
CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")
KINDS: Final = {
    "invoice": marked("Invoice %(number)s"),
    "credit_note": marked("Credit note %(number)s"),
}


def papers_of(ctx: PublicContext, order_id: UUID, *, path: str, is_open: bool) -> Papers:
    """The invoices of an order, or the billing form until one is issued."""
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


DAY: Final = 24 * 3600
COUNTED_DOWN: Final = 2 * 3600
"""Seconds before a deadline from when on it is counted down; before, its moment is named."""
EMBEDDED: Final = "embedded"
"""Fields of a provider need a script: only the checkout shows them, never a plain form."""
AT_WORK: Final = ("pending", "unknown", "processing", "authorized")
HINTS: Final = {
    "redirect": marked("You pay on the provider's secure page, then return here."),
    "instructions": marked("You get the transfer details. Your tickets stay reserved meanwhile."),
}


def paying_view(
    order: orders.Order, ways: orders.PaymentOptions, *, path: str, zone: str
) -> PayingView | None:
    """None when the order waits for no payment."""
    if not ways.left_minor:
        return None
    at = ZoneInfo(zone)
    is_complete = bool(order.buyer_email) and len(order.attendees) == order.places
    agreed = next((each for each in ways.plans if each.is_in_force), None)
    current = ways.under_way
    action = current.next_action if current else None
    instructions = action.instructions if action else []
    page_url = _web(action.redirect_url) if action else None
    return PayingView(
        action_url=f"{path}/pay",
        due=Money(ways.due_minor, ways.currency),
        left=Money(ways.left_minor, ways.currency),
        paid=Money(order.paid_minor - order.refunded_minor, ways.currency),
        ways=_ways(ways) if is_complete else (),
        has_fields=is_complete and any(each.module for each in ways.items),
        is_complete=is_complete,
        plans=() if agreed else _plans(ways, at),
        agreed=_plan(agreed, ways, at) if agreed else None,
        asked=Money(current.amount_minor, current.currency) if current else None,
        instructions=tuple(
            Instruction(label=line.label, value=line.value) for line in instructions
        ),
        page_url=page_url,
        is_being_worked_on=bool(
            current and current.state in AT_WORK and not instructions and not page_url
        ),
        has_failed=ways.last_attempt_failed,
        kept_until=order.expires_at.astimezone(at) if order.expires_at else None,
        seconds_left=_seconds_left(order.expires_at),
        zone=zone,
    )


def _seconds_left(until: datetime | None) -> int | None:
    left = int((until - clock.now()).total_seconds()) if until else COUNTED_DOWN
    return max(0, left) if left < COUNTED_DOWN else None


def choice_of(way: str, *, plan: str | None, everything: bool) -> orders.PaymentChoice:
    """The payment choice in a form: `connection:method`, and the id of a plan or ""."""
    connection, _colon, method = way.partition(":")
    try:
        return orders.PaymentChoice(
            connection_id=UUID(connection) if connection else None,
            method=method or None,
            plan_id=UUID(plan) if plan else None,
            keeps_plan=plan is None,
            everything=everything,
        )
    except ValueError:
        raise Invalid(FieldError("/way", "Please choose how to pay.")) from None


def _ways(ways: orders.PaymentOptions) -> tuple[PayWay, ...]:
    offered = [each for each in ways.items if each.flow != EMBEDDED]
    return tuple(
        PayWay(
            value=f"{each.connection_id}:{each.method}",
            title=each.title,
            hint=_hint(each.flow, each.longest_pending_seconds, is_test=each.mode == "test"),
            is_chosen=index == 0,
            mark=_mark(each.method, each.flow),
        )
        for index, each in enumerate(offered)
    )


def _mark(method: str, flow: str) -> Mark:
    """The drawing beside a way to pay: a card, a bank, or a wallet for the rest."""
    if flow == "instructions" or BANKS.search(method):
        return "bank"
    return "card" if CARDS.search(method) else "wallet"


def _hint(flow: str, longest: int, *, is_test: bool) -> str:
    said = [_(HINTS[flow])]
    if longest >= DAY and flow != "instructions":
        said.append(_("It can take up to %(days)d days until it arrives.", days=-(-longest // DAY)))
    if is_test:
        said.append(_("Test mode: no money moves."))
    return " ".join(said)


def _plans(ways: orders.PaymentOptions, at: ZoneInfo) -> tuple[PlanChoice, ...]:
    """The payment plans to choose from; empty without any."""
    if not ways.plans:
        return ()
    whole = PlanChoice(
        value="",
        title=_("Everything now"),
        now=Money(ways.left_minor, ways.currency),
        is_chosen=ways.plan_id is None,
    )
    return (whole, *(_plan(each, ways, at) for each in ways.plans))


def _plan(offer: orders.PlanOffer, ways: orders.PaymentOptions, at: ZoneInfo) -> PlanChoice:
    first = offer.parts[0]
    return PlanChoice(
        value=str(offer.plan_id),
        title=offer.name,
        now=Money(first.amount_minor, ways.currency),
        parts=tuple(
            PartLine(
                amount=Money(part.amount_minor, ways.currency),
                due_at=part.due_at.astimezone(at) if index else None,
                is_paid=part.is_paid,
            )
            for index, part in enumerate(offer.parts)
        ),
        warning=_warning(offer, Money(first.amount_minor, ways.currency)),
        is_chosen=ways.plan_id == offer.plan_id,
    )


def _warning(offer: orders.PlanOffer, deposit: Money) -> str:
    """What happens to an order that is not paid on, said before anything is paid."""
    lapses = _(
        "A part that is more than %(days)d days late gives your places back.", days=offer.grace_days
    )
    if not offer.keeps_deposit:
        return f"{lapses} {_('What you paid is then returned.')}"
    forfeits = _(
        "The deposit of %(amount)s is then not returned; anything else you paid is.",
        amount=money(deposit),
    )
    return f"{lapses} {forfeits}"


def _web(address: str | None) -> str | None:
    """The address if it is one of the web; nothing else becomes a link."""
    return address if address and address.startswith(("https://", "http://")) else None
