"""The page of a personal link to join an event online: looked at, and joined by its button."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Conflict, NotFound
from turnout.kernel.http.request_info import request_id
from turnout.modules.events import api as events
from turnout.modules.join_links import api as join_links
from turnout.modules.organizations import api as organizations
from turnout.site.forms.pages import Personal
from turnout.site.l10n.i18n import _
from turnout.site.layout.page_access import count_holder, page
from turnout.site.layout.views import EventCard, Link, MessagePage
from turnout.site.tickets.service import event_card

JOIN: Final = "/join/<uuid:organization_id>/<uuid:ticket_id>/<secret>"
GONE_STATUS: Final = 410
CONFLICT_STATUS: Final = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPage:
    """Who joins what, and whether the link leads there by now."""

    event: EventCard
    holder: str
    state: join_links.JoinState
    opens_at: datetime | None
    """In the event's zone."""
    action: str


class JoinPages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page("whoever has the secret of the link's address")
    def join(self, organization_id: UUID, ticket_id: UUID, secret: str) -> Response:
        """The page, and its button, which alone is attendance: programs look at links, too."""
        count_holder()
        ctx = PublicContext(organization_id=organization_id, request_id=request_id())
        try:
            if request.method == "POST":
                return self._onward(join_links.join(ctx, ticket_id, secret))
            return self._shown(ctx, ticket_id, secret)
        except Conflict:
            return self._shown(ctx, ticket_id, secret, status=CONFLICT_STATUS)
        except NotFound:
            return self._personal.message(_ended(), status=GONE_STATUS)

    def _shown(
        self, ctx: PublicContext, ticket_id: UUID, secret: str, *, status: int = 200
    ) -> Response:
        found = join_links.find_invitation(ctx, ticket_id, secret)
        with transaction(ctx) as tx:
            event = events.get_event(tx, found.event_id)
            card = event_card(tx, event, organizations.branding_of(tx))
        zone = ZoneInfo(event.time_zone)
        view = JoinPage(
            event=card,
            holder=found.holder_name,
            state=found.state,
            opens_at=found.opens_at.astimezone(zone) if found.opens_at else None,
            action=f"/join/{ctx.organization_id}/{ticket_id}/{secret}",
        )
        title = _("Join online")
        return self._personal.page(
            "join_online.html", view, title=title, status=status, home=card.organization
        )

    def _onward(self, url: str) -> Response:
        """Lead there by a page: `form-action` would stop a redirect of the form."""
        view = MessagePage(
            title=_("On to the event"),
            text=_("Taking you to the event. You are counted as there."),
            kind="good",
            action=Link(label=_("Open the event online"), url=url),
        )
        response = self._personal.message(view)
        response.headers["Refresh"] = f"0; url={url}"
        return response


def _ended() -> MessagePage:
    return MessagePage(
        title=_("This link has ended"),
        text=_(
            "It was renewed, or its ticket is no longer valid."
            " The page of your ticket has the present one."
        ),
        kind="problem",
    )
