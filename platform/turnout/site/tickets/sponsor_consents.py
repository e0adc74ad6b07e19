"""Whether sponsors may have the details of a ticket's holder, who has them, and taking it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.http.request_info import request_id
from turnout.modules.events import api as events
from turnout.modules.leads import api as leads
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import Personal
from turnout.site.l10n import i18n
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import go_to
from turnout.site.layout.page_access import count_holder, page
from turnout.site.layout.views import EventCard, Link
from turnout.site.tickets.service import (
    GONE_STATUS,
    HOLDER,
    TicketAccess,
    event_card,
    ticket_gone,
)

PATH: Final = "sponsors"
LONGEST_VERSION: Final = 9
REFUSED_STATUS: Final = 409
DONE: Final = {
    "agreed": marked("Saved. Sponsors whose stand scans your ticket get these details."),
    "ended": marked("Saved. No sponsor has your details here any more."),
    "refused": marked("Saved. This sponsor does not have your details here any more."),
    "allowed": marked("Saved. This sponsor gets your details when it scans your ticket again."),
}
CHANGED: Final = marked("What sponsors may have has just changed. Please read it again.")
NOT_OFFERED: Final = marked("Sponsors of this event collect no details at the moment.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorWithDetails:
    id: str
    name: str
    scanned_at: datetime
    """Where the event is."""
    has_details: bool
    is_blocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorConsentPage:
    """What the holder would agree to, whether they do, and which sponsors have their details."""

    event: EventCard
    holder: str
    is_offered: bool
    is_given: bool
    is_changed: bool
    given_at: datetime | None
    statement: str
    shares: tuple[str, ...]
    version: int
    sponsors: tuple[SponsorWithDetails, ...]
    action: str
    back: Link
    done: str = ""
    error: str = ""


class SponsorConsentPages:
    """Of a buyer's ticket or of one that was passed on: `access` tells which."""

    def __init__(self, personal: Personal, access: Callable[..., TicketAccess]) -> None:
        self._personal, self._access = personal, access

    @page(HOLDER)
    def sponsors(self, **values: Any) -> Response:
        """The page, and what its buttons send: the secret of the address is the credential."""
        count_holder()
        access = self._access(**values)
        ctx = access.context(request_id())
        try:
            with transaction(ctx) as tx:
                ticket = access.find(tx)
            if request.method != "POST":
                done = next((_(DONE[each]) for each in DONE if each in request.args), "")
                return self._shown(ctx, access, ticket, done=done)
            return go_to(f"{access.path}/{PATH}?{_said(ctx, ticket.id)}")
        except orders.TicketPassedOn:
            return self._personal.message(ticket_gone(), status=GONE_STATUS)
        except leads.StatementChanged:
            return self._shown(ctx, access, ticket, error=_(CHANGED), status=REFUSED_STATUS)
        except leads.LeadsNotOffered:
            return self._shown(ctx, access, ticket, error=_(NOT_OFFERED), status=REFUSED_STATUS)

    def _shown(
        self,
        ctx: PublicContext,
        access: TicketAccess,
        ticket: tickets.Ticket,
        *,
        done: str = "",
        error: str = "",
        status: int = 200,
    ) -> Response:
        found = leads.get_consent(ctx, ticket.id, language=i18n.language())
        with transaction(ctx) as tx:
            event = events.get_event(tx, ticket.event_id)
            card = event_card(tx, event, organizations.branding_of(tx))
        zone = ZoneInfo(event.time_zone)
        view = SponsorConsentPage(
            event=card,
            holder=ticket.holder_name,
            is_offered=found.is_offered,
            is_given=found.is_given,
            is_changed=found.is_changed,
            given_at=found.given_at.astimezone(zone) if found.given_at else None,
            statement=found.statement,
            shares=tuple(found.shares),
            version=found.statement_version,
            sponsors=tuple(_sponsor(each, found, zone) for each in found.shared_with),
            action=f"{access.path}/{PATH}",
            back=Link(label=_("Back to the ticket"), url=access.home),
            done=done,
            error=error,
        )
        return self._personal.page(
            "sponsor_consent.html",
            view,
            title=_("Sponsors and your details"),
            status=status,
            home=card.organization,
        )


def _said(ctx: PublicContext, ticket_id: UUID) -> str:
    """Do what a button asked for; the word of DONE for it."""
    act = typed("act")
    if act in {"agree", "end"}:
        version = typed("version")[:LONGEST_VERSION]
        choice = leads.ConsentChoice(
            is_given=act == "agree",
            statement_version=int(version) if version.isdecimal() else 0,
            language=i18n.language(),
        )
        leads.set_consent(ctx, ticket_id, choice)
        return "agreed" if choice.is_given else "ended"
    try:
        sponsor_id = UUID(typed("sponsor"))
    except ValueError:
        raise NotFound from None
    if act == "refuse":
        leads.withdraw_from_sponsor(ctx, ticket_id, sponsor_id)
        return "refused"
    if act == "allow":
        leads.allow_sponsor(ctx, ticket_id, sponsor_id)
        return "allowed"
    raise NotFound


def _sponsor(
    found: leads.SharedWith, consent: leads.LeadConsent, zone: ZoneInfo
) -> SponsorWithDetails:
    return SponsorWithDetails(
        id=str(found.sponsor_id),
        name=found.sponsor_name,
        scanned_at=found.scanned_at.astimezone(zone),
        has_details=found.withdrawn_at is None and consent.is_given,
        is_blocked=found.is_blocked,
    )
