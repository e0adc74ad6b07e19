"""Templates that an agency shares: which clients make events of them, and the end of that."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import every_page
from turnout.kernel.errors import NotFound
from turnout.modules.agencies import api as agencies
from turnout.modules.template_shares import api as template_shares
from turnout.site.forms import csrf
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.i18n import _
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import FormPage
from turnout.site.settings.entry import GUESTS, TEMPLATES, Entered, Frame, enter

MANAGE: Final = "template-shares.manage"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTemplateView:
    template_id: UUID
    title: str
    clients: tuple[str, ...] | None
    """Names; None: all clients, those to come too."""
    uses: int
    shared_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTemplatesPage:
    frame: Frame
    templates: tuple[SharedTemplateView, ...]


class SharedTemplatePages(FormPages):
    @page(GUESTS)
    def shared_templates(self, organization_id: UUID) -> Response:
        count_request()
        entered = _enter_agency(organization_id)
        if isinstance(entered, Response):
            return entered
        shares = template_shares.list_shares(entered.ctx)
        names = _names_of_clients(entered.ctx) if shares else {}
        zone = ZoneInfo(entered.organization.time_zone)
        view = SharedTemplatesPage(
            frame=entered.frame(TEMPLATES),
            templates=tuple(
                SharedTemplateView(
                    template_id=each.template_id,
                    title=each.title,
                    clients=None
                    if each.clients is None
                    else tuple(sorted(names[one] for one in each.clients if one in names)),
                    uses=each.uses,
                    shared_at=each.shared_at.astimezone(zone),
                )
                for each in shares
            ),
        )
        return self.shown("settings_shared_templates.html", view, _("Shared templates"))

    @page(GUESTS)
    def ended_share(self, organization_id: UUID, template_id: UUID) -> Response:
        """Let no client make events of a template any more."""
        entered = _enter_agency(organization_id)
        if isinstance(entered, Response):
            return entered
        shares = template_shares.list_shares(entered.ctx)
        found = next((each for each in shares if each.template_id == template_id), None)
        if found is None:
            raise NotFound
        view = FormPage(
            title=_("Stop sharing %(title)s?", title=found.title),
            text=_("From its next request on no client makes events of it. Those it made stay."),
            button=_("Stop sharing"),
            links=(entered.link_back(TEMPLATES),),
        )

        def ended() -> Response:
            template_shares.end_share(entered.ctx, template_id)
            return csrf.renew(entered.back(TEMPLATES, "share-ended"))

        return self.decided(f"end-share-{template_id}", view, ended)


def _enter_agency(organization_id: UUID) -> Entered | Response:
    """A manager of an agency; another organization shares nothing and has no such page."""
    entered = enter(organization_id, MANAGE)
    if isinstance(entered, Entered) and entered.organization.kind != "agency":
        raise NotFound
    return entered


def _names_of_clients(ctx: OrganizationContext) -> dict[UUID, str]:
    """Of the clients that this agency has, or had."""
    return {
        each.organization_id: each.organization_name
        for found in every_page(partial(agencies.list_clients, ctx))
        for each in found
    }
