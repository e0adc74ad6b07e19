"""Landing and organization pages from what discovery found."""

from collections.abc import Sequence
from typing import Final

from turnout.kernel import clock
from turnout.kernel.db.pagination import PageRequest
from turnout.modules.discovery import api as discovery
from turnout.site.events.cards import event_card, is_web_address, organization_card
from turnout.site.l10n import formats
from turnout.site.layout.views import Choice, LandingPage, Link, OrganizationPage

UPCOMING: Final = 9
MOST_CATEGORIES: Final = 8
MOST_FEATURED: Final = 3
MOST_CITIES: Final = 12
MOST_PAST: Final = 12


def landing_view(featured: Sequence[str]) -> LandingPage:
    """Five statements, however much is on; `featured` names events as `organization/event`."""
    first = discovery.list_featured(featured, limit=MOST_FEATURED)
    request = PageRequest(limit=UPCOMING + MOST_FEATURED)
    found = discovery.search(discovery.EventSearch(), request)
    shown = {each.id for each in first}
    others = [each for each in found.events.items if each.id not in shown]
    return LandingPage(
        upcoming=tuple(event_card(each) for each in others[:UPCOMING]),
        featured=tuple(event_card(each) for each in first),
        categories=tuple(
            Choice(value=each.value, label=each.value, count=each.count)
            for each in found.categories[:MOST_CATEGORIES]
        ),
        cities=tuple(
            Choice(value=each.value, label=each.value, count=each.count)
            for each in discovery.list_cities(limit=MOST_CITIES)
        ),
        organizations=tuple(organization_card(each) for each in discovery.list_organizers()),
    )


def organization_view(
    organization: discovery.PublishedOrganization, base_url: str
) -> OrganizationPage:
    now = clock.now()
    events = discovery.list_of_organization(organization.id)
    upcoming = [each for each in events if each.ends_at >= now and each.state != "ended"]
    coming = {each.id for each in upcoming}
    past = [each for each in events if each.id not in coming]
    return OrganizationPage(
        organization=organization_card(organization),
        description_html=formats.paragraphs(organization.description),
        description=" ".join(organization.description.split()),
        website=_website(organization.website),
        contact_email=organization.contact_email or None,
        links=(),
        upcoming=tuple(
            event_card(each) for each in sorted(upcoming, key=lambda each: each.starts_at)
        ),
        past=tuple(event_card(each) for each in past[:MOST_PAST]),
        url=f"{base_url}/{organization.slug}",
        indexable=organization.is_crawled,
    )


def _website(address: str) -> Link | None:
    if not is_web_address(address):
        return None
    host = address.split("://", 1)[1].removeprefix("www.").rstrip("/")
    return Link(label=formats.cut(host, 40), url=address)
