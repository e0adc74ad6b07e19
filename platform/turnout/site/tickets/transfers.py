"""Pages of tickets that are passed on: the offer to accept, and the ticket of who accepted."""

from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.kernel import clock, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Conflict, Gone, Invalid
from turnout.kernel.http.request_info import request_id
from turnout.modules.events import api as events
from turnout.modules.forms import api as forms
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.transfers import api as transfers
from turnout.modules.wallet_passes import api as wallet_passes
from turnout.site.forms import questions
from turnout.site.forms.pages import Personal
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import go_to
from turnout.site.layout.page_access import count_holder, find_viewer, page
from turnout.site.layout.views import MessagePage
from turnout.site.machines import feeds
from turnout.site.machines.feeds import calendar_links
from turnout.site.tickets.errors import error_text
from turnout.site.tickets.service import (
    GONE_STATUS,
    HOLDER,
    TicketDetails,
    TransferredTicket,
    event_card,
    load,
    refuse_secret,
    ticket_gone,
    ticket_page,
    wallet_links,
)
from turnout.site.tickets.views import AttendeePage, AttendeeWords, TransferredTicketPage

OFFERED: Final = "whoever has the link of an offer"
OVER: Final = {
    "accepted": marked("Someone accepted it. If that was you, the link is in our email."),
    "declined": marked("It was declined. The ticket stays with who offered it."),
    "withdrawn": marked("It was taken back."),
    "expired": marked("It was not accepted in time. The ticket stays with who offered it."),
}


class TransferPages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(HOLDER)
    def held(self, **values: Any) -> Response:
        """The ticket's own page: what it is, what can be done with it."""
        try:
            access, ctx = _opened(values)
            with transaction(ctx) as tx:
                seen = load(tx, access)
        except orders.TicketPassedOn:
            return self._personal.message(ticket_gone(), status=GONE_STATUS)
        view = self._held_view(access, seen)
        title = _("Ticket for %(title)s", title=seen.event.title)
        return self._personal.page("held.html", view, title=title, home=seen.card.organization)

    @page(HOLDER)
    def held_pdf(self, **values: Any) -> Response:
        access, ctx = _opened(values)
        file = transfers.render_transferred_pdf(ctx, access.transfer_id)
        return feeds.download(file.content, f"{file.name}.pdf", content_type="application/pdf")

    @page(HOLDER)
    def held_calendar(self, **values: Any) -> Response:
        access, ctx = _opened(values)
        file = transfers.render_transferred_calendar(ctx, access.transfer_id)
        return feeds.download(file.content, "event.ics", content_type=feeds.CALENDAR)

    @page(OFFERED)
    def offer(self, organization_id: UUID, transfer_id: UUID, secret: str) -> Response:
        """What is offered; opening it changes nothing, accepting is a button of its own."""
        count_holder()
        ctx = _answering(organization_id, transfer_id, secret)
        offered = transfers.get_offer(ctx, transfer_id)
        if offered.state != "offered":
            return self._over(offered.state)
        if request.method != "POST":
            return self._personal.attendee_form(_offer_view(ctx, offered))
        try:
            asked = _asked(ctx, offered)
            new = questions.typed_attendee(questions.questions_of(asked, offered.ticket_type_id))
            transfers.accept_offer(ctx, transfer_id, new)
        except Invalid as refused:
            return self._personal.attendee_form(_offer_view(ctx, offered, refused=refused))
        except Gone as over:
            return self._over(str(over.details.get("state", "")))
        except Conflict as refused:
            return self._message(_("That is not possible"), error_text(refused), status=409)
        return go_to(f"{orders.ticket_path(organization_id, transfer_id)}?new=1")

    @page(OFFERED)
    def decline(self, organization_id: UUID, transfer_id: UUID, secret: str) -> Response:
        count_holder()
        ctx = _answering(organization_id, transfer_id, secret)
        try:
            transfers.decline_offer(ctx, transfer_id)
        except Gone as over:
            return self._over(str(over.details.get("state", "")))
        view = MessagePage(
            title=_("You declined the ticket"),
            text=_("It stays with who offered it. Nothing else happens."),
            kind="good",
        )
        return self._personal.message(view)

    def _held_view(self, access: TransferredTicket, seen: TicketDetails) -> TransferredTicketPage:
        origin = runtime.current().settings.origin_of(seen.branding.host)
        page_url = f"{origin}/{seen.branding.slug}/{seen.event.slug}"
        now, is_valid = clock.now(), seen.ticket.is_valid
        may_offer = (
            is_valid and seen.open_offer is None and orders.is_open(seen.transfers_close_at, now)
        )
        may_change = is_valid and orders.is_open(seen.changes_close_at, now)
        file_url = f"{access.path}/calendar.ics"
        wallets = wallet_passes.wallets_of(access.context(request_id())) if is_valid else ()
        return TransferredTicketPage(
            ticket=ticket_page(seen, access),
            email=seen.ticket.holder_email,
            code_url=f"{access.path}/code",
            pdf_url=f"{access.path}/ticket.pdf",
            calendar=calendar_links(seen.event, file_url=file_url, page_url=page_url)
            if is_valid
            else (),
            join_url=seen.join_path,
            renew_join_url=f"{access.path}/join-link",
            places_url=f"{access.path}/sessions" if is_valid and seen.has_places else None,
            wallets=wallet_links(wallets, access.path),
            certificate_url=f"{access.path}/certificate.pdf" if seen.has_certificate else None,
            sponsors_url=f"{access.path}/sponsors" if seen.is_shared else None,
            session_files_url=f"{access.path}/session-files"
            if is_valid and seen.has_session_files
            else None,
            attendee_url=f"{access.path}/attendee" if may_change else None,
            offer_url=f"{access.path}/offer" if may_offer else None,
            offered_to=seen.open_offer.recipient_email if seen.open_offer else "",
            withdraw_url=f"{access.path}/withdraw",
            is_new="new" in request.args,
        )

    def _over(self, state: str) -> Response:
        text = _(OVER[state]) if state in OVER else ""
        return self._message(_("This offer is over"), text, status=GONE_STATUS)

    def _message(self, title: str, text: str, *, status: int) -> Response:
        view = MessagePage(title=title, text=text, kind="problem")
        return self._personal.message(view, status=status)


def _opened(values: dict[str, Any]) -> tuple[TransferredTicket, PublicContext]:
    """The ticket that an address names, once its secret is found to be right."""
    count_holder()
    access = TransferredTicket(**values)
    return access, access.context(request_id())


def _answering(organization_id: UUID, transfer_id: UUID, secret: str) -> PublicContext:
    """The context of whoever was mailed the offer; NotFound when the secret is another's."""
    if not orders.may_answer(transfer_id, secret):
        refuse_secret(transfer_id)
    viewer = find_viewer()
    return PublicContext(
        organization_id=organization_id,
        user_id=viewer.user_id if viewer else None,
        request_id=request_id(),
    )


def _asked(ctx: PublicContext, offered: transfers.TransferOffer) -> questions.Asked:
    if offered.form_version_id is None:
        return None
    with transaction(ctx) as tx:
        return forms.get_form(tx, offered.form_version_id), {}


def _offer_view(
    ctx: PublicContext, offered: transfers.TransferOffer, *, refused: Invalid | None = None
) -> AttendeePage:
    with transaction(ctx) as tx:
        event = events.get_event(tx, offered.event_id)
        branding = organizations.branding_of(tx)
        card = event_card(tx, event, branding)
    path = orders.transfer_path(ctx.organization_id, offered.id)
    return questions.page_of(
        AttendeeWords(
            title=_("%(name)s has a ticket for you", name=offered.from_name or branding.name),
            lead=_(
                "“%(kind)s” for %(title)s. Once you accept, the ticket is yours with a code of"
                " your own. You pay nothing here.",
                kind=offered.ticket_type,
                title=event.title,
            ),
            button=_("Accept the ticket"),
            decline_url=f"{path}/decline",
            until=offered.expires_at.astimezone(ZoneInfo(event.time_zone)),
        ),
        card,
        name="",
        email=offered.recipient_email,
        asked=_asked(ctx, offered),
        kind=offered.ticket_type_id,
        refused=refused,
    )
