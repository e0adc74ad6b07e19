"""The shop of an event at any instant: for who was given a link, and for the event's team."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from flask import Flask, Response, request

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.http.request_info import request_id
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.organizations import api as organizations
from turnout.site.events import preview
from turnout.site.events.preview_views import PreviewPage
from turnout.site.l10n import formats, i18n
from turnout.site.l10n.i18n import _
from turnout.site.layout.current_user import find_viewer
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.safe_redirects import go_to, own_path, sign_in_path
from turnout.site.layout.views import OrganizationCard, Page
from turnout.site.rendering.headers import PERSONAL, page_response
from turnout.site.rendering.renderer import Renderer
from turnout.site.tickets.ticket_parts import home_of

AT: Final = "at"
"""What the address calls the instant; without it the page shows the present."""
HERE: Final = "/preview/<uuid:organization_id>/<uuid:event_id>"
Look: TypeAlias = Callable[[datetime | None], catalog.Storefront]


@dataclass(frozen=True, slots=True)
class _Shown:
    event: events.Event
    home: OrganizationCard
    cover: files.Picture | None


class PreviewPages:
    """Kept by nobody and found by nobody; the link's secret goes to no other page."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    @page("whoever was given the link looks at the shop of a draft, or at another time")
    def shared_preview(self, organization_id: UUID, event_id: UUID, token: str) -> Response:
        count_request("search")
        ctx = PublicContext(organization_id=organization_id, request_id=request_id())

        def look(at: datetime | None) -> catalog.Storefront:
            language = i18n.language()
            return catalog.get_previewed_storefront(
                ctx, event_id, token=token, at=at, language=language
            ).shop

        return self._page(ctx, event_id, look)

    @page("asks for the login's cookie itself, and sends everybody else to sign in")
    def preview(self, organization_id: UUID, event_id: UUID) -> Response:
        """The same for whoever may write the event."""
        count_request("search")
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(own_path(_here(), otherwise=request.path)))
        ctx = organizations.membership_of(
            organization_id, viewer.user_id, actor=viewer.actor, request_id=request_id()
        )
        if ctx is None:
            raise NotFound
        member = ctx

        def look(at: datetime | None) -> catalog.Storefront:
            return catalog.preview_storefront(member, event_id, at=at, language=i18n.language())

        return self._page(member, event_id, look)

    def _page(
        self, ctx: PublicContext | OrganizationContext, event_id: UUID, look: Look
    ) -> Response:
        """The first look is the one that may be refused; only then is the event read."""
        shop = look(None)
        shown = _shown(ctx, event_id)
        typed = request.args.get(AT, "")
        at = preview.instant_of(typed, formats.zone(shown.event.time_zone))
        if at is not None:
            shop = look(at)
        view = preview.view_of(
            shown.event,
            shop,
            home=shown.home,
            cover=shown.cover,
            url=request.path,
            is_unreadable=bool(typed) and at is None,
        )
        return self._sent(view)

    def _sent(self, view: PreviewPage) -> Response:
        about = Page(
            title=_("Preview: %(title)s", title=view.title),
            indexable=False,
            home=view.organization,
            is_signed_in=find_viewer() is not None,
        )
        body = self._renderer.page("preview.html", about, view)
        return page_response(body, caching=PERSONAL, status=422 if view.error else 200)


def add_to(app: Flask, renderer: Renderer) -> None:
    pages = PreviewPages(renderer)
    rules: tuple[tuple[str, Callable[..., Any]], ...] = (
        (HERE, pages.preview),
        (f"{HERE}/<token>", pages.shared_preview),
    )
    for rule, view in rules:
        app.add_url_rule(rule, f"site.{view.__name__}", view, strict_slashes=False)


def _shown(ctx: PublicContext | OrganizationContext, event_id: UUID) -> _Shown:
    """The event whatever its state, but for the bin; NotFound while its organization is closed."""
    with transaction(ctx) as tx:
        event = events.get_event(tx, event_id)
        if (
            organizations.get_organization(tx).state != "active"
            or event.state is events.State.DELETED
        ):
            raise NotFound
        chosen = event.cover_file_id
        found = files.pictures(tx, [chosen]) if chosen else {}
        home = home_of(organizations.branding_of(tx))
    return _Shown(event, home, found.get(chosen) if chosen else None)


def _here() -> str:
    query = request.query_string.decode("ascii", "replace")
    return f"{request.path}?{query}" if query else request.path
