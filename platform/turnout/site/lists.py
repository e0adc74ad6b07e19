"""Landing, directory and organization pages from what discovery found."""

from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from turnout.kernel import clock
from turnout.kernel.pagination import PageRequest
from turnout.modules.discovery import api as discovery
from turnout.site import arguments, formats
from turnout.site.cards import event_card, organization_card
from turnout.site.views import Choice, DirectoryPage, LandingPage, Link, OrganizationPage

UPCOMING = 9
MOST_CATEGORIES = 8
MOST_PAST = 12


def landing_view() -> LandingPage:
    found = discovery.search(discovery.Search(), PageRequest(limit=UPCOMING))
    return LandingPage(
        upcoming=tuple(event_card(each) for each in found.events.items),
        categories=tuple(
            Choice(value=each.value, label=each.value, count=each.count)
            for each in found.categories[:MOST_CATEGORIES]
        ),
        organizations=tuple(organization_card(each) for each in discovery.list_organizers()),
    )


def directory_view(given: MultiDict[str, str]) -> DirectoryPage:
    wanted = arguments.search_of(given)
    found = discovery.search(wanted, arguments.page_of(given))
    kept = [(name, value) for name, value in given.items(multi=True) if name != "cursor"]
    following = found.events.next_cursor
    return DirectoryPage(
        filters=arguments.filters_of(wanted, found),
        events=tuple(event_card(each) for each in found.events.items),
        next_url=_address([*kept, ("cursor", following)]) if following else None,
        first_url=_address(kept) if "cursor" in given else None,
    )


def organization_view(
    organization: discovery.PublishedOrganization, base_url: str
) -> OrganizationPage:
    now = clock.now()
    events = discovery.list_of_organization(organization.id)
    upcoming = [each for each in events if each.ends_at >= now and each.state != "ended"]
    past = [each for each in events if each not in upcoming]
    return OrganizationPage(
        organization=organization_card(organization),
        description_html=formats.paragraphs(organization.description),
        website=_website(organization.website),
        contact_email=organization.contact_email or None,
        links=(),
        upcoming=tuple(
            event_card(each) for each in sorted(upcoming, key=lambda each: each.starts_at)
        ),
        past=tuple(event_card(each) for each in past[:MOST_PAST]),
        url=f"{base_url}/{organization.slug}",
    )


def _website(address: str) -> Link | None:
    if not address.startswith(("https://", "http://")):
        return None
    host = address.split("://", 1)[1].removeprefix("www.").rstrip("/")
    return Link(label=formats.cut(host, 40), url=address)


def _address(pairs: list[tuple[str, str]]) -> str:
    return "/events" + (f"?{urlencode(pairs)}" if pairs else "")
