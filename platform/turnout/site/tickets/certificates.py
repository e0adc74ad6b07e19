"""The certificate of who came in with a ticket, for who has the ticket's address."""

from collections.abc import Callable
from typing import Any, Final

from flask import Response

from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.http.request_info import request_id
from turnout.modules.attendance_certificates import api as certificates
from turnout.modules.orders import api as orders
from turnout.site.forms.pages import Personal
from turnout.site.l10n import i18n
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.page_access import count_holder, page
from turnout.site.layout.views import Link, MessagePage
from turnout.site.machines import feeds
from turnout.site.tickets.service import GONE_STATUS, HOLDER, TicketAccess, ticket_gone

REFUSED: Final[dict[type[TurnoutError], str]] = {
    certificates.CertificatesNotOffered: marked("This event gives no certificates."),
    certificates.EventNotOver: marked("Your certificate is here once the event is over."),
    certificates.AttendedTooLittle: marked(
        "This ticket was not checked in often enough. Please ask the organizer."
    ),
    certificates.HolderNameMissing: marked(
        "The ticket has no name yet. Please ask the organizer to add it."
    ),
    certificates.CertificateRevoked: marked("The organizer has withdrawn this certificate."),
}


class CertificatePages:
    """The certificate of a buyer's ticket or of one that was passed on: `access` tells which."""

    def __init__(self, personal: Personal, access: Callable[..., TicketAccess]) -> None:
        self._personal, self._access = personal, access

    @page(HOLDER)
    def certificate(self, **values: Any) -> Response:
        """The PDF in the language of the page; a page that says why not, where there is none."""
        count_holder()
        access = self._access(**values)
        ctx = access.context(request_id())
        try:
            with transaction(ctx) as tx:
                ticket = access.find(tx)
            file = certificates.certificate_of_ticket(ctx, ticket.id, language=i18n.language())
        except orders.TicketPassedOn:
            return self._personal.message(ticket_gone(), status=GONE_STATUS)
        except tuple(REFUSED) as refused:
            return self._refused(refused, access)
        return feeds.download(file.content, f"{file.name}.pdf", content_type="application/pdf")

    def _refused(self, refused: TurnoutError, access: TicketAccess) -> Response:
        view = MessagePage(
            title=_("There is no certificate"),
            text=_(REFUSED[type(refused)]),
            kind="problem",
            action=Link(label=_("Back to your tickets"), url=access.home),
        )
        return self._personal.message(view, status=refused.status)
