"""“My tickets”: everything a signed-in person has, and links by mail for everybody else."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from flask import Response, request

from turnout.kernel import clock, runtime
from turnout.kernel.context import PersonContext, PublicContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.http.request_info import request_id
from turnout.kernel.typed_addresses import mailable_address
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.inbox import api as inbox
from turnout.modules.notifications import api as notifications
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.session_files import api as session_files
from turnout.modules.wallet_passes import api as wallet_passes
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import Personal, refused
from turnout.site.l10n import i18n
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import MESSAGES, TICKET_LINKS, sign_in_path
from turnout.site.layout.page_access import count_request, find_viewer, page
from turnout.site.layout.views import Field, FormPage, Link, MessagePage
from turnout.site.tickets.service import event_card, tickets_of, wallet_links
from turnout.site.tickets.views import MyTicketsEntry, MyTicketsPage

HERE: Final = "/my-tickets"
FORM: Final = "ticket-links"
LONGEST_EMAIL: Final = 254
CONFIRMED: Final = "confirmed"
CANCELLED: Final = "cancelled"
STATES: Final = {
    CONFIRMED: (marked("Confirmed"), "good"),
    "awaiting_payment": (marked("Not paid yet"), "warm"),
    "awaiting_approval": (marked("Applied"), "warm"),
    "under_review": (marked("Under review"), "warm"),
    CANCELLED: (marked("Cancelled"), "bad"),
}
PASSED_ON: Final = (marked("Passed on"), "")
"""Instead of an order's state, when all its tickets are somebody else's now."""


class MyTicketsPages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page("asks for the login's cookie itself, and offers links by mail to everybody else")
    def my_tickets(self) -> Response:
        count_request()
        viewer = find_viewer()
        if viewer is None:
            return self._personal.form(_links_form())
        person = identity.get_me(viewer)
        entries = _entries(viewer, person.email)
        now = clock.now()
        view = MyTicketsPage(
            name=person.display_name,
            upcoming=tuple(
                sorted(
                    (each for each in entries if each.event.ends_at >= now),
                    key=lambda each: each.state == CANCELLED,
                )
            ),
            past=tuple(
                sorted(
                    (each for each in entries if each.event.ends_at < now),
                    key=lambda each: each.event.starts_at,
                    reverse=True,
                )
            ),
            links_url=TICKET_LINKS,
            messages_url=MESSAGES,
            unread=inbox.count_unread_of_me(viewer).unread,
        )
        return self._personal.page("my_tickets.html", view, title=_("My tickets"))

    @page("anyone may ask; the links go to the address and nowhere else")
    def ticket_links(self) -> Response:
        """Have the links mailed. The answer is the same whether the address is known or not."""
        if request.method != "POST":
            count_request()
            return self._personal.form(_links_form())
        given = typed("email", longest=LONGEST_EMAIL).strip()
        try:
            count_request("write")
            csrf.require_own(FORM)
        except csrf.Stale as stale:
            again = refused(_links_form(email=given), stale)
            return again.mark(self._personal.form(again.view))
        email = mailable_address(given)
        if email is None:
            wrong = _("Please enter a valid email address")
            return self._personal.form(_links_form(email=given, error=wrong))
        runtime.current().limiter.require("secret", f"ticket-links:{email.lower()}")
        notifications.send_ticket_links(email, locale=i18n.language())
        view = MessagePage(
            title=_("Check your email"),
            text=_("If this address has tickets, we have emailed you their links."),
            kind="mail",
            hint=_("Nothing after a few minutes? Check your spam folder."),
        )
        return self._personal.message(view)


def _links_form(*, email: str = "", error: str = "") -> FormPage:
    line = Field(
        name="email",
        label=_("Email address"),
        kind="email",
        autocomplete="email",
        value=email,
        longest=LONGEST_EMAIL,
        error=error,
        is_first=bool(error),
    )
    return FormPage(
        title=_("Find your tickets"),
        text=_(
            "Enter the email address you bought with, and we email you links to your tickets. Or"
            " sign in to see them here."
        ),
        button=_("Email me my tickets"),
        fields=(line,),
        hidden=((csrf.FIELD, csrf.token_of(FORM)),),
        action=TICKET_LINKS,
        links=(Link(label=_("Sign in"), url=sign_in_path(HERE)),),
    )


def _entries(viewer: PersonContext, email: str) -> list[MyTicketsEntry]:
    """What the person bought, signed in or by their proven address, and what they were given."""
    found = [
        *orders.list_links_of_person(viewer),
        *orders.list_links_of_address(SystemContext(job="site.my-tickets"), email),
    ]
    entries: list[MyTicketsEntry] = []
    grouped: defaultdict[UUID, list[orders.LinkedItem]] = defaultdict(list)
    for each in dict.fromkeys(found):
        grouped[each.organization_id].append(each)
    for organization_id, theirs in grouped.items():
        ctx = PublicContext(
            organization_id=organization_id, user_id=viewer.user_id, request_id=request_id()
        )
        wallets = wallet_passes.wallets_of(ctx)
        with transaction(ctx) as tx:
            branding = organizations.branding_of(tx)
            here = [
                entry
                for each in theirs
                if (entry := _entry(tx, each, branding, wallets=wallets)) is not None
            ]
            sharing = session_files.events_with_files(tx, {each.event_id for each in here})
            entries += [_with_session_files(each, sharing) for each in here]
    return sorted(entries, key=lambda each: each.event.starts_at)


def _with_session_files(entry: MyTicketsEntry, sharing: Collection[UUID]) -> MyTicketsEntry:
    """The entry with the way to files of sessions, where its event has any."""
    if entry.event_id not in sharing or not entry.tickets:
        return entry
    return replace(entry, session_files_url=f"{entry.url}/session-files")


def _entry(
    tx: Transaction,
    found: orders.LinkedItem,
    branding: organizations.Branding,
    *,
    wallets: Sequence[wallet_passes.WalletOffer],
) -> MyTicketsEntry | None:
    """A line of the list; None for an event that has no date, or is gone."""
    try:
        order_id, own = tickets_of(tx, found)
        order = orders.get_whole_order(tx, order_id)
        event_id = own[0].event_id if own else order.event_id
        card = event_card(tx, events.get_event(tx, event_id), branding)
    except (NotFound, orders.TicketPassedOn):
        return None
    is_passed_on = order.state == CONFIRMED and not own
    label, tone = PASSED_ON if is_passed_on else STATES.get(order.state, ("", ""))
    valid = [each for each in own if each.is_valid]
    path = found.path
    return MyTicketsEntry(
        event=card,
        url=path,
        number=order.number,
        state=order.state,
        label=_(label) if label else "",
        tone=tone,
        tickets=len(valid),
        event_id=event_id,
        codes=tuple(
            Link(
                label=each.holder_name or order.buyer_name,
                url=f"{path}/code" if found.transfer_id else f"{path}/tickets/{each.id}",
            )
            for each in valid
        ),
        wallets=tuple(
            wallet_links(wallets, path if found.transfer_id else f"{path}/tickets/{each.id}")
            for each in valid
        ),
    )
