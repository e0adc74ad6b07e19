"""An organization's legal texts as pages: what is in force, and every version there was."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.context import PublicContext
from turnout.kernel.db.pagination import MOST, PageRequest
from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.modules.organizations import api as organizations
from turnout.modules.organizations.api import LegalKind
from turnout.site.events.cards import organization_card
from turnout.site.l10n.i18n import _, language, marked, speech
from turnout.site.layout.addresses import DATA_REQUESTS, redirect_to_present
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import Link, OrganizationCard, Page
from turnout.site.rendering.headers import public_page
from turnout.site.rendering.renderer import Renderer

VERSION: Final = "version"
"""The part of the address that asks for one of the versions."""
TITLES: Final = {
    LegalKind.TERMS: marked("Terms of service"),
    LegalKind.PRIVACY: marked("Privacy policy"),
    LegalKind.IMPRINT: marked("Imprint"),
}


def legal_links(home: OrganizationCard) -> tuple[Link, ...]:
    """The texts that are in force, for the foot of the organization's pages."""
    return tuple(
        Link(label=_(title), url=text_path(home.slug, kind))
        for kind, title in TITLES.items()
        if kind in home.legal
    )


def text_path(slug: str, kind: LegalKind, *, number: int | None = None) -> str:
    """Where a text stands; with a number that very version, in the language of the page at hand."""
    path = f"/{slug}/{kind}"
    return f"{path}?{VERSION}={number}&lang={language()}" if number else path


LONGEST_NUMBER: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalPage:
    organization: OrganizationCard
    title: str
    number: int
    published_on: date
    language: str
    """Of the text, which need not be the page's."""
    html: str
    """Sanitised when it was written; empty where the text stands elsewhere."""
    elsewhere: Link | None
    is_current: bool
    url: str
    others: tuple[Link, ...]
    """The other versions, the newest first."""
    data_requests_url: str = ""
    """Beside the privacy policy: where people have their data corrected, and object."""


class LegalPages:
    """`/{organization}/terms`, `/privacy` and `/imprint`."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    @page("buyers read what they agree to")
    def terms(self, organization: str) -> AnyResponse:
        return self._text(organization, LegalKind.TERMS)

    @page("everybody may know what becomes of their data")
    def privacy(self, organization: str) -> AnyResponse:
        return self._text(organization, LegalKind.PRIVACY)

    @page("everybody may know who runs these pages")
    def imprint(self, organization: str) -> AnyResponse:
        return self._text(organization, LegalKind.IMPRINT)

    def _text(self, slug: str, kind: LegalKind) -> AnyResponse:
        count_request()
        found = discovery.find_organization(slug)
        if found is None:
            return redirect_to_present(slug, None, f"/{kind}")
        view = _view(found, kind, _asked_number())
        about = Page(
            title=f"{view.title} · {found.name}",
            description=_("%(title)s of %(name)s", title=view.title, name=found.name),
            canonical_url=view.organization.origin + view.url,
            indexable=found.is_crawled and view.is_current,
            home=view.organization,
        )
        return public_page(self._renderer.page("legal.html", about, view))


def _view(found: discovery.PublishedOrganization, kind: LegalKind, number: int | None) -> LegalPage:
    ctx = PublicContext(organization_id=found.id)
    text = organizations.get_legal_text(ctx, kind, number=number)
    every = organizations.list_legal_versions(ctx, kind, PageRequest(limit=MOST))
    wanted = (*speech().wanted, language())
    tag, wording = organizations.in_language(text.texts, wanted, otherwise=text.main_language)
    path = text_path(found.slug, kind)
    return LegalPage(
        organization=organization_card(found),
        title=_(TITLES[kind]),
        number=text.number,
        published_on=text.published_at.date(),
        language=tag,
        html=wording.html,
        elsewhere=_elsewhere(wording.url) if wording.url else None,
        is_current=text.is_current,
        url=path,
        others=tuple(
            Link(
                label=_("Version %(number)s", number=each.number),
                url=path if each.is_current else f"{path}?{VERSION}={each.number}",
            )
            for each in every.items
            if each.number != text.number
        ),
        data_requests_url=f"{DATA_REQUESTS}/{found.id}" if kind is LegalKind.PRIVACY else "",
    )


def _elsewhere(address: str) -> Link:
    return Link(label=address.split("://", 1)[-1].split("/", 1)[0], url=address)


def _asked_number() -> int | None:
    given = request.args.get(VERSION)
    if given is None:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) <= LONGEST_NUMBER):
        raise NotFound
    return int(given)
