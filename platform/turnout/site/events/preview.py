"""A shop at an instant as a view: the event, its tickets, and when the list becomes another."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import Any, Final, TypeAlias, cast
from urllib.parse import quote
from uuid import UUID

from flask import Response, request

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.errors import NotFound
from turnout.kernel.http.request_info import request_id
from turnout.modules.catalog import api as catalog
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.modules.files.api import Picture
from turnout.site.events import cards
from turnout.site.events.availability import local, ticket_of
from turnout.site.events.service import Draft, get_draft
from turnout.site.events.views import TicketView
from turnout.site.l10n import formats, i18n
from turnout.site.l10n.i18n import _, speech
from turnout.site.layout.addresses import go_to, own_path, sign_in_path
from turnout.site.layout.page_access import count_request, find_viewer, membership_of, page
from turnout.site.layout.views import EventKind, OrganizationCard, Page
from turnout.site.rendering.headers import PERSONAL, page_response
from turnout.site.rendering.renderer import Renderer
from turnout.site.tickets.service import home_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """An instant at which the list of tickets becomes another, where the event is."""

    at: datetime
    text: str
    url: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """An event, perhaps a draft without dates, with its tickets as of an instant."""

    title: str
    summary: str
    description_html: str
    """Sanitised when it was written."""
    language: str
    organization: OrganizationCard
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str
    kind: EventKind
    place: str
    tickets: tuple[TicketView, ...]
    is_over: bool
    at: datetime
    """The instant that is looked at, where the event is."""
    url: str
    """Of this page without an instant: as of now."""
    error: str
    changes: tuple[ChangeView, ...]
    cover: Picture | None = None
    drawing: Picture | None = None

    @property
    def typed(self) -> str:
        """The instant as the form's control takes it."""
        return self.at.replace(tzinfo=None).isoformat(timespec="minutes")


CLOSED: Final = "event-closed"
"""Of a preview: the event is over at that instant."""
LONGEST: Final = 40
FIRST_YEAR, LAST_YEAR = 2000, 2200
MOST_CHANGES: Final = 40


def instant_of(text: str, zone: tzinfo) -> datetime | None:
    """The instant that the address names, local to the event unless it says otherwise.

    None for what is no time. Of an hour that there is twice it is the first, and of one that is
    left out the clock goes on as before it.
    """
    if len(text) > LONGEST:
        return None
    try:
        named = datetime.fromisoformat(text)
        at = named.replace(tzinfo=zone) if named.tzinfo is None else named
        found = at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def view_of(
    draft: Draft, shop: catalog.Storefront, *, url: str, is_unreadable: bool
) -> PreviewPage:
    event, home = draft.event, home_of(draft.branding)
    zone = formats.zone(event.time_zone)
    language = events.choose_language((event.language, *event.translations), speech().wanted)
    said = event.translations.get(language, events.Texts())
    return PreviewPage(
        title=said.title or event.title,
        summary=said.summary or event.summary,
        description_html=said.description or event.description,
        language=language,
        organization=home,
        starts_at=local(event.starts_at, zone),
        ends_at=local(event.ends_at, zone),
        zone=event.time_zone,
        kind=cast("Any", event.kind.value),
        place=discovery.place_of(event),
        tickets=tuple(_ticket(each, home.slug, zone) for each in shop.items),
        is_over=not shop.is_open,
        at=discovery.local(shop.at, zone),
        url=url,
        error=_("Please enter a date and a time") if is_unreadable else "",
        changes=_changes(shop, zone, url),
        cover=draft.cover,
        drawing=cards.drawing_of(event.id, event.category, draft.branding.brand_color),
    )


def _ticket(item: catalog.StorefrontItem, home: str, zone: tzinfo) -> TicketView:
    shown = ticket_of(item, home=home, zone=zone)
    return replace(shown, state="ended") if item.unavailable_reason == CLOSED else shown


def _changes(shop: catalog.Storefront, zone: tzinfo, url: str) -> tuple[ChangeView, ...]:
    """The instants at which a sale begins or ends, in order; the first so many."""
    found: list[tuple[datetime, str]] = []
    for item in shop.items:
        offer = item.offer
        if offer.sales_start_at is not None:
            found.append((offer.sales_start_at, _("%(name)s goes on sale", name=offer.name)))
        if offer.sales_end_at is not None:
            found.append((offer.sales_end_at, _("The sale of %(name)s ends", name=offer.name)))
    return tuple(
        ChangeView(
            at=discovery.local(at, zone),
            text=text,
            url=f"{url}?at={quote(at.astimezone(UTC).isoformat().replace('+00:00', 'Z'))}",
            is_shown=at == shop.at,
        )
        for at, text in sorted(found)[:MOST_CHANGES]
    )


AT: Final = "at"
"""What the address calls the instant; without it the page shows the present."""
PREVIEW: Final = "/preview/<uuid:organization_id>/<uuid:event_id>"
Look: TypeAlias = Callable[[datetime | None], catalog.Storefront]


class PreviewPages:
    """Previews: no cache keeps them, no search engine finds them."""

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
        """The preview for members who may write the event."""
        count_request("search")
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(own_path(_here(), otherwise=request.path)))
        ctx = membership_of(viewer, organization_id)
        if ctx is None:
            raise NotFound
        member = ctx

        def look(at: datetime | None) -> catalog.Storefront:
            return catalog.preview_storefront(member, event_id, at=at, language=i18n.language())

        return self._page(member, event_id, look)

    def _page(
        self, ctx: PublicContext | OrganizationContext, event_id: UUID, look: Look
    ) -> Response:
        """Look first, since that may be refused, then read the event."""
        shop = look(None)
        draft = get_draft(ctx, event_id)
        typed = request.args.get(AT, "")
        at = instant_of(typed, formats.zone(draft.event.time_zone))
        if at is not None:
            shop = look(at)
        is_unreadable = bool(typed) and at is None
        view = view_of(draft, shop, url=request.path, is_unreadable=is_unreadable)
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


def _here() -> str:
    query = request.query_string.decode("ascii", "replace")
    return f"{request.path}?{query}" if query else request.path
