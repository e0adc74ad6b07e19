"""The addresses of one organization: its page and lists, legal texts, colours, own parts."""

from typing import Final

from flask import Flask, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from turnout.covers.covers import cover_named
from turnout.kernel import clock
from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.site.events.cards import drawing_of, is_web_address, organization_card
from turnout.site.events.page import event_cards
from turnout.site.forms.pages import Personal
from turnout.site.l10n import formats
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import oembed_links, redirect_to_present
from turnout.site.layout.page_access import BOTH, LOOK, SEND, add_pages, count_request, page
from turnout.site.layout.views import Link, OrganizationPage, Page
from turnout.site.machines import feeds, json_ld, share_cards
from turnout.site.machines.feeds import Feed
from turnout.site.machines.share_cards import picture_response
from turnout.site.organizations.certificates import CertificateCheckPages
from turnout.site.organizations.legal import LegalPages
from turnout.site.organizations.report_links import ReportLinkPages
from turnout.site.organizations.self_service import SelfServicePages
from turnout.site.organizations.social import VERIFIED_BY, social_links
from turnout.site.rendering.assets import BRAND_RELEASE, Assets, brand_sheet, brand_sheet_path
from turnout.site.rendering.headers import page_response, public_page
from turnout.site.rendering.renderer import Renderer

MOST_PAST: Final = 12
FOREVER: Final = "public, max-age=31536000, immutable"
STYLES: Final = "text/css; charset=utf-8"
SVG: Final = "image/svg+xml"
OWN_PART: Final = "/<uuid:organization_id>/<secret>"


def add_to(app: Flask, renderer: Renderer, *, assets: Assets) -> None:
    pages, legal = OrganizationPages(renderer), LegalPages(renderer)
    own, check = SelfServicePages(Personal(renderer)), CertificateCheckPages(renderer)
    rules = (
        ("", pages.organization, LOOK),
        ("/feed.xml", pages.feed, LOOK),
        ("/calendar.ics", pages.calendar, LOOK),
        ("/share.png/<name>", pages.organization_picture, LOOK),
        ("/terms", legal.terms, LOOK),
        ("/privacy", legal.privacy, LOOK),
        ("/imprint", legal.imprint, LOOK),
        ("/certificates", check.certificate_form, LOOK),
        ("/certificates/<code>", check.certificate, LOOK),
    )
    add_pages(app, rules, below="/<organization>")
    reports = ReportLinkPages(renderer)
    by_link = (("", reports.shared_report, LOOK), ("/file", reports.shared_report_file, LOOK))
    add_pages(app, by_link, below=f"/public/reports{OWN_PART}")
    app.add_url_rule(f"/me/speaker{OWN_PART}", "site.own_speaker", own.speaker, methods=list(BOTH))
    own_files = f"/me/speaker{OWN_PART}/files"
    app.add_url_rule(own_files, "site.send_own_file", own.send_file, methods=list(SEND))
    withdraw = f"{own_files}/<uuid:session_file_id>/withdraw"
    app.add_url_rule(withdraw, "site.withdraw_own_file", own.withdraw_file, methods=list(SEND))
    app.add_url_rule(f"/me/sponsor{OWN_PART}", "site.own_sponsor", own.sponsor)
    rule = f"/assets/brand-{BRAND_RELEASE}-<colour>.css"
    app.add_url_rule(rule, "site.brand_sheet", _brand_sheet)
    app.add_url_rule("/assets/cover-<name>.svg", "site.drawn_cover", _drawn_cover)

    @page("the platform's sign is for every browser")
    def icon() -> AnyResponse:
        """What browsers ask for where no page has named the icon, such as beside JSON."""
        found = assets.icon()
        if found is None:
            raise NotFound
        return redirect(found, 302)

    app.add_url_rule("/favicon.ico", "site.icon", icon)


class OrganizationPages:
    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    @page("an organization's page is public while it is active")
    def organization(self, organization: str) -> AnyResponse:
        count_request()
        found = discovery.find_organization(organization)
        if found is None:
            return redirect_to_present(organization, None)
        view = organization_view(found)
        about = Page(
            title=found.name,
            description=view.description,
            canonical_url=view.url,
            image_url=view.organization.origin + share_cards.organization_image(view),
            embeddable=oembed_links(view.url),
            indexable=view.indexable,
            json_ld=json_ld.organization_json(view),
            home=view.organization,
        )
        return public_page(self._renderer.page("organization.html", about, view))

    @page("pictures of public pages are public")
    def organization_picture(self, organization: str, name: str) -> AnyResponse:
        return picture_response(
            name,
            lambda: share_cards.organization_card(self._view(organization)),
        )

    @page("an organization's events are public")
    def feed(self, organization: str) -> Response:
        count_request()
        view = self._view(organization)
        name = view.organization.name
        feed = Feed(
            title=name,
            description=_("Events of %(name)s", name=name),
            page_url=view.url,
            feed_url=f"{view.url}/feed.xml",
            events=view.upcoming,
        )
        return feeds.feed_response(self._renderer, feed)

    @page("an organization's events are public")
    def calendar(self, organization: str) -> Response:
        count_request()
        found = self._organization(organization)
        events = discovery.list_of_organization(found.id, limit=feeds.MOST_IN_CALENDAR)
        body = feeds.calendar_of(found.name, events)
        return public_page(body, content_type=feeds.CALENDAR)

    def _organization(self, slug: str) -> discovery.PublishedOrganization:
        found = discovery.find_organization(slug)
        if found is None:
            raise NotFound
        return found

    def _view(self, slug: str) -> OrganizationPage:
        return organization_view(self._organization(slug))


def organization_view(organization: discovery.PublishedOrganization) -> OrganizationPage:
    now = clock.now()
    events = discovery.list_of_organization(organization.id)
    upcoming = [each for each in events if each.ends_at >= now and each.state != "ended"]
    coming = {each.id for each in upcoming}
    past = [each for each in events if each.id not in coming]
    coming_first = sorted(upcoming, key=lambda each: each.starts_at)
    pictured = next((each.cover for each in (*coming_first, *past) if each.cover), None)
    card = organization_card(organization)
    return OrganizationPage(
        organization=card,
        verified_by=tuple(_(VERIFIED_BY[each]) for each in organization.verified_by),
        banner=pictured or drawing_of(organization.id, "", organization.brand_color),
        description_html=formats.paragraphs(organization.description),
        description=" ".join(organization.description.split()),
        website=_website(organization.website),
        contact_email=organization.contact_email or None,
        social_links=social_links(organization.social_links),
        country=organization.country,
        country_name=formats.country_name(organization.country),
        upcoming=event_cards(coming_first),
        past=event_cards(past[:MOST_PAST]),
        url=f"{card.origin}/{organization.slug}",
        indexable=organization.is_crawled,
    )


def _website(address: str) -> Link | None:
    if not is_web_address(address):
        return None
    host = address.split("://", 1)[1].removeprefix("www.").rstrip("/")
    return Link(label=formats.cut(host, 40), url=address)


@page("colours are no secret; the sheet is made of its address alone")
def _brand_sheet(colour: str) -> Response:
    found = f"#{colour}"
    if brand_sheet_path(found) != f"/assets/brand-{BRAND_RELEASE}-{colour}.css":
        raise NotFound
    return page_response(brand_sheet(found), caching=FOREVER, content_type=STYLES)


@page("a drawn cover is made of its address alone")
def _drawn_cover(name: str) -> Response:
    found = cover_named(name)
    if found is None:
        raise NotFound
    return public_page(found.svg, caching=FOREVER, content_type=SVG)
