"""Cancelling on a page of its own: choose tickets, see exactly what comes back, confirm."""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from flask import Response, request

from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Conflict, Invalid
from turnout.kernel.http.request_info import request_id
from turnout.modules.events import api as events
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets
from turnout.site.events.refund_terms import terms_in_words
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import Personal
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import go_to
from turnout.site.layout.page_access import count_holder, page
from turnout.site.layout.views import Link
from turnout.site.tickets.errors import error_text, why_not
from turnout.site.tickets.service import OrderKey, event_card, ticket_type_names
from turnout.site.tickets.views import CancellableItemView, CancelPage
from turnout_sdk.money import Money

HOLDER: Final = "whoever has the order's secret"
FIELD: Final = "tickets"
MOST: Final = 100
LONGEST_AMOUNT: Final = 18


class CancellationPages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(HOLDER)
    def cancelling(self, **values: Any) -> Response:
        """Show the refund of each ticket, or of those that were chosen."""
        count_holder()
        return self._shown(OrderKey(**values), request.args.getlist(FIELD))

    @page(HOLDER)
    def cancel(self, **values: Any) -> Response:
        """Cancel the confirmed tickets for the amount that was shown."""
        count_holder()
        key = OrderKey(**values)
        chosen = request.form.getlist(FIELD)
        amount = typed("amount", longest=LONGEST_AMOUNT)
        try:
            orders.cancel_tickets(
                key.context(request_id()),
                key.order_id,
                ticket_ids=_ids(chosen) or None,
                amount_minor=int(amount) if amount.isascii() and amount.isdecimal() else -1,
            )
        except (Conflict, Invalid) as refused:
            return self._shown(key, chosen, error=error_text(refused), status=refused.status)
        return go_to(f"{key.path}?cancelled=1")

    def _shown(
        self, key: OrderKey, chosen: list[str], *, error: str = "", status: int = 200
    ) -> Response:
        with transaction(key.context(request_id())) as tx:
            try:
                asked = "ask" in request.values
                ids = _ids(chosen)
                is_meant = bool(ids) or "all" in request.values or request.method == "POST"
                view = _view(tx, key, ids, is_asked=asked and is_meant, error=error)
                if asked and not is_meant and not view.is_asked:
                    view = replace(view, error=_("Please choose at least one ticket."))
            except Invalid as refused:
                view = _view(tx, key, [], is_asked=False, error=error_text(refused))
                status = refused.status
        return self._personal.page(
            "cancel.html", view, title=_("Cancel order %(number)s", number=view.number),
            status=status, home=view.event.organization,
        )  # fmt: skip


def _person(ticket: tickets.Ticket) -> str:
    """Whose ticket it is; of one that was passed on only that it was, as on the order's page."""
    return _("Passed on") if ticket.is_transferred else ticket.holder_name


def _ids(chosen: list[str]) -> list[UUID]:
    """The ids of the ticked tickets; other texts are left out."""
    texts = [each for value in chosen[:MOST] for each in value.split(",")]
    try:
        return [UUID(each) for each in texts[:MOST] if each]
    except ValueError:
        return []


def _view(
    tx: Transaction, key: OrderKey, ids: list[UUID], *, is_asked: bool, error: str
) -> CancelPage:
    quote = orders.quote_in(tx, key.order_id, ticket_ids=ids or None)
    order = orders.get_whole_order(tx, key.order_id)
    event = events.get_event(tx, order.event_id)
    names = {each.id: each for each in tickets.list_of(tx, order.id)}
    kinds = {line.ticket_type_id: line.name for line in order.lines}
    kinds |= ticket_type_names(tx, order.event_id)
    standing = orders.applicable_terms_of(tx, key.order_id)
    wanted = set(quote.ticket_ids)
    pieces = tuple(
        CancellableItemView(
            value=",".join(str(each) for each in piece.ticket_ids),
            people=tuple(_person(names[each]) for each in piece.ticket_ids),
            kind=kinds.get(names[piece.ticket_ids[0]].ticket_type_id, ""),
            amount=Money(piece.amount_minor, quote.currency),
            refusal=why_not(piece.refusal),
            is_chosen=not piece.refusal and wanted >= set(piece.ticket_ids),
        )
        for piece in quote.pieces
    )
    return CancelPage(
        event=event_card(tx, event, organizations.branding_of(tx)),
        number=order.number,
        pieces=pieces,
        is_whole=quote.is_whole,
        amount=Money(quote.amount_minor, quote.currency),
        kept=Money(quote.kept_minor, quote.currency),
        refusal=why_not(quote.refusal),
        rules=terms_in_words(standing, quote.currency) if order.total_minor else (),
        chosen=tuple(each.value for each in pieces if each.is_chosen) if ids else (),
        is_asked=(is_asked or len(pieces) <= 1) and not quote.refusal,
        back=Link(label=_("Back to the order"), url=key.path),
        error=error,
    )
