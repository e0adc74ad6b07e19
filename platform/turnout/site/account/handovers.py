"""What somebody answers to whom an organization is offered: take it over, or decline."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from flask import Response

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import NotFound
from turnout.kernel.http.access import is_confirmed
from turnout.kernel.http.request_info import request_id
from turnout.modules.handovers import api as handovers
from turnout.site.forms import csrf
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.formats import long_day
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import ACCOUNT, confirm_path, go_to, sign_in_path
from turnout.site.layout.page_access import find_viewer, page
from turnout.site.layout.views import FormPage, Link, MessagePage

GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"


class HandoverPages(FormPages):
    @page(GUESTS)
    def handover(self, handover_id: UUID) -> Response:
        """The offer, with a button that takes the organization over."""
        path = f"{ACCOUNT}/handovers/{handover_id}"
        entered = _enter(handover_id, path)
        if isinstance(entered, Response):
            return entered
        viewer, offer = entered
        view = FormPage(
            title=_("Take over %(organization)s?", organization=offer.organization_name),
            text=_(
                "You become its only owner, with everything it has. Links to agencies and open"
                " invitations end. The offer stands until %(day)s.",
                day=long_day(offer.expires_at.date()),
            ),
            button=_("Take over"),
            links=(
                Link(label=_("Decline the offer"), url=f"{path}/decline"),
                Link(label=_("Back to your account"), url=ACCOUNT),
            ),
        )

        def accepted() -> Response:
            taken = handovers.accept_handover(viewer, handover_id)
            return csrf.renew(go_to(f"{ACCOUNT}?joined={taken.organization_id}"))

        return self.answered("accept-handover", view, accepted, tries="write")

    @page(GUESTS)
    def decline_handover(self, handover_id: UUID) -> Response:
        entered = _enter(handover_id, f"{ACCOUNT}/handovers/{handover_id}/decline")
        if isinstance(entered, Response):
            return entered
        viewer, offer = entered
        view = FormPage(
            title=_("Decline %(organization)s?", organization=offer.organization_name),
            text=_("It stays with those who own it now."),
            button=_("Decline the offer"),
            links=(Link(label=_("Back to your account"), url=ACCOUNT),),
        )

        def declined() -> Response:
            handovers.decline_handover(viewer, handover_id)
            told = MessagePage(
                title=_("You declined"),
                text=_("%(organization)s stays as it is.", organization=offer.organization_name),
                action=Link(label=_("Back to your account"), url=ACCOUNT),
            )
            return csrf.renew(self._personal.message(told))

        return self.answered("decline-handover", view, declined, tries="write")


def _enter(
    handover_id: UUID, path: str
) -> tuple[PersonContext, handovers.OfferedHandover] | Response:
    """Who is signed in, has confirmed it lately, and to whom it is offered; NotFound for others."""
    viewer = find_viewer()
    if viewer is None:
        return go_to(sign_in_path(path))
    if not is_confirmed(viewer.confirmed_at):
        return go_to(confirm_path(path))
    viewer = replace(viewer, request_id=request_id())
    offer = next((each for each in handovers.list_offered(viewer) if each.id == handover_id), None)
    if offer is None:
        raise NotFound
    return viewer, offer
