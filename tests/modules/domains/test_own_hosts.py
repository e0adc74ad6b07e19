"""An organization's pages, checkout, orders and tickets stand at its own host, and nothing else."""

import re

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer, make_organization, make_user
from tests.factories.sales import make_shop
from tests.modules.domains.test_domains import add, host, path, proven
from tests.modules.notifications.conftest import (  # noqa: F401  fixtures
    mailbox,
    only_own_mails,
    platform_smtp,
    port,
)
from tests.modules.notifications.mailbox import text_of

from turnout.kernel.context import SystemContext
from turnout.kernel.http import own_hosts
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations


class Site:
    """A shop whose pages stand at its own host."""

    def __init__(self, client, zone, **values):
        self.client, self.zone = client, zone
        self.organization = make_organization()
        self.shop = make_shop(self.organization, **values)
        self.host = host()
        self.domain = proven(client, self.organization, zone, self.host, leads_here=True)
        self.origin = f"http://{self.host}"
        self.slug = events.read_event(self.shop.organizer, self.shop.event_id).slug
        work.drain()

    @property
    def page(self):
        return f"/{self.organization.slug}/{self.slug}"

    @property
    def api(self):
        return f"/api/v1/organizations/{self.organization.id}"

    def open(self, address, method="GET", **sent):
        return self.client.open(address, method=method, base_url=self.origin, **sent)


@pytest.fixture
def site(client, queued, zone, running):
    return Site(client, zone)


def test_the_pages_stand_at_the_host_and_say_so(site):
    shown = site.open(site.page)
    assert shown.status_code == 200
    text = shown.text
    assert f'<link rel="canonical" href="{site.origin}{site.page}">' in text
    alternates = re.findall(r'hreflang="[^"]+" href="([^"]+)"', text)
    assert alternates
    assert all(each.startswith(f"{site.origin}/") for each in alternates)
    assert f'property="og:url" content="{site.origin}{site.page}"' in text
    assert "http://turnout.test" not in text
    assert site.open(f"/{site.organization.slug}").status_code == 200
    same = site.client.get(site.page)
    assert f'rel="canonical" href="{site.origin}{site.page}"' in same.text


def test_short_addresses_lead_to_the_page(site):
    for given, target in (
        ("/", f"/{site.organization.slug}"),
        (f"/{site.slug}?lang=de", f"{site.page}?lang=de"),
        (f"/{site.slug}/checkout", f"{site.page}/checkout"),
    ):
        led = site.open(given)
        assert (led.status_code, led.headers["Location"]) == (302, site.origin + target)
    missing = site.open(f"/{site.organization.slug}/nothing/at/all")
    assert missing.status_code == 404


def test_no_other_organization_stands_there(site):
    other = make_shop()
    work.drain()
    slug = events.read_event(other.organizer, other.event_id).slug
    led = site.open(f"/{other.organization.slug}/{slug}")
    assert led.headers["Location"].startswith(f"{site.origin}/{site.organization.slug}/")
    assert site.open(led.headers["Location"].removeprefix(site.origin)).status_code == 404
    theirs = f"/api/v1/organizations/{other.organization.id}"
    refused = site.open(f"{theirs}/events/{other.event_id}/offers")
    assert (refused.status_code, refused.json["code"]) == (400, "wrong-host")
    assert site.open(f"{site.api}/events/{site.shop.event_id}/offers").status_code == 200


def test_what_is_a_persons_or_the_platforms_stays_at_its_own_host(site):
    for given in ("/sign-in?next=/account", "/account", "/events?q=jazz", "/my-tickets"):
        led = site.open(given)
        assert (led.status_code, led.headers["Location"]) == (302, f"http://turnout.test{given}")
    for method, given in (
        ("POST", "/sign-in"),
        ("POST", "/api/v1/auth/sign-in"),
        ("POST", "/api/v1/auth/refresh"),
        ("GET", "/api/v1/me"),
        ("GET", "/api/v1/events"),
        ("POST", f"/hooks/v1/payments/{site.organization.id}/{site.organization.id}"),
        ("GET", f"/sso/{site.organization.id}/{site.organization.id}"),
        ("POST", "/"),
        ("DELETE", "/anything"),
    ):
        refused = site.open(given, method=method, json={} if method != "GET" else None)
        assert refused.status_code == 400, (method, given)
    assert site.open(f"//evil.example/{site.slug}").headers["Location"].startswith(site.origin)


def test_an_order_is_placed_and_looked_after_at_the_host(mailbox, site):  # noqa: F811  fixture
    kind = site.shop.add_type(price_minor=0, capacity=5)
    work.drain()
    assert site.open(f"{site.page}/checkout").status_code == 200
    placed = site.open(
        f"{site.api}/orders",
        method="POST",
        json=site.shop.basket(kind, email="ada@example.com", name="Ada"),
        headers={"Idempotency-Key": "an-order-of-ada-at-the-own-host"},
    )
    assert placed.status_code == 201, placed.text
    work.drain()
    [letter] = mailbox.to("ada@example.com")
    links = re.findall(r"https?://[^\s<>\"]+", text_of(letter))
    orders = [each for each in links if "/orders/" in each]
    assert orders
    assert all(each.startswith(f"{site.origin}/") for each in links if "/orders/" in each)
    assert not [each for each in links if each.startswith("http://turnout.test")]
    page = site.open(orders[0].removeprefix(site.origin))
    assert page.status_code == 200
    elsewhere = orders[0].removeprefix(site.origin)
    other = Site(site.client, site.zone)
    assert other.open(elsewhere).status_code in (302, 404)
    assert "ada@example.com" not in other.open(elsewhere).text


def test_forms_are_taken_from_the_hosts_own_pages_only(site):
    form = f"{site.page}/report"
    shown = site.open(form)
    token = re.search(r'name="form_token" value="([^"]+)"', shown.text)[1]
    for origin, status in (
        ("http://turnout.test", 403),
        (f"http://{host()}", 403),
        ("null", 403),
        (site.origin, 422),
    ):
        sent = site.open(
            form, method="POST", data={"form_token": token}, headers={"Origin": origin}
        )
        assert sent.status_code == status, origin
    at_home = site.client.get(form)
    token = re.search(r'name="form_token" value="([^"]+)"', at_home.text)[1]
    stolen = site.client.post(form, data={"form_token": token}, headers={"Origin": site.origin})
    assert stolen.status_code == 403


def test_cookies_name_no_domain_and_a_login_is_nobody_there(site):
    shown = site.open(f"{site.page}/report")
    cookies = shown.headers.getlist("Set-Cookie")
    assert cookies
    assert not any("domain" in each.lower() for each in cookies)
    assert "Access-Control-Allow-Origin" not in site.open(site.page).headers
    preflight = site.open(
        f"{site.api}/orders", method="OPTIONS", headers={"Origin": "https://evil.example"}
    )
    assert "Access-Control-Allow-Origin" not in preflight.headers


def test_each_host_has_its_own_sitemap_and_rules_for_crawlers(site):
    own, platforms = site.open("/sitemap.xml").text, site.client.get("/sitemap.xml").text
    assert f"<loc>{site.origin}{site.page}</loc>" in own
    assert f"<loc>{site.origin}/{site.organization.slug}</loc>" in own
    assert "turnout.test" not in own
    assert site.organization.slug not in platforms
    assert f"Sitemap: {site.origin}/sitemap.xml" in site.open("/robots.txt").text
    assert "Sitemap: http://turnout.test/sitemap.xml" in site.client.get("/robots.txt").text


def test_calendars_and_feeds_lead_to_the_host_and_entries_keep_their_names(site):
    ics = site.open(f"{site.page}/calendar.ics").text.replace("\r\n ", "")
    assert f"{site.origin}{site.page}" in ics
    assert "@turnout.test" in ics
    feed = site.open(f"/{site.organization.slug}/feed.xml").text
    assert f"<link>{site.origin}{site.page}</link>" in feed


def test_a_second_host_leads_to_the_first_and_takes_over_when_that_goes(client, site):
    second = host()
    proven(client, site.organization, site.zone, second, leads_here=True)
    led = client.get(f"{site.page}?lang=de", base_url=f"http://{second}")
    assert (led.status_code, led.headers["Location"]) == (
        302,
        f"{site.origin}{site.page}?lang=de",
    )
    assert client.post(site.page, base_url=f"http://{second}").status_code == 400
    client.delete(
        f"{path(site.organization)}/{site.domain['id']}",
        headers=bearer(site.organization.owner),
    )
    shown = client.get(
        f"/api/v1/organizations/{site.organization.id}", headers=bearer(site.organization.owner)
    )
    assert shown.json["host"] == second
    work.drain()
    assert f'rel="canonical" href="http://{second}{site.page}"' in client.get(site.page).text


def test_what_is_not_proven_or_leads_nowhere_is_no_host(client, site):
    waiting = add(client, make_organization(), leads_here=True).json
    idle = proven(client, make_organization(), site.zone)
    for name in (waiting["host"], idle["host"], host()):
        refused = client.get("/", base_url=f"http://{name}")
        assert (refused.status_code, refused.json["code"]) == (400, "wrong-host")
        asked = client.get(f"/api/v1/certificates/allowed?domain={name}")
        assert asked.status_code == 404


def test_a_host_that_leads_here_no_more_is_given_back(client, site):
    headers = bearer(site.organization.owner)
    client.patch(
        f"{path(site.organization)}/{site.domain['id']}",
        json={"leads_here": False},
        headers=headers,
    )
    shown = client.get(f"/api/v1/organizations/{site.organization.id}", headers=headers)
    assert shown.json["host"] == ""
    work.drain()
    assert f'rel="canonical" href="http://turnout.test{site.page}"' in client.get(site.page).text


def test_a_suspended_organization_has_no_host(client, site):
    organizations.set_state(SystemContext(job="test"), site.organization.id, state="suspended")
    assert site.open(site.page).status_code == 400
    assert client.get(f"/api/v1/certificates/allowed?domain={site.host}").status_code == 404


def test_the_cluster_asks_for_certificates_by_a_name_of_its_own(client, site):
    asked = f"/api/v1/certificates/allowed?domain={site.host}"
    assert client.get(asked, base_url="http://turnout-web.events.svc").status_code == 204
    assert client.get("/events", base_url="http://turnout-web.events.svc").status_code == 400


def test_nobody_chooses_the_host_of_an_organization_by_hand(client, site):
    answer = client.patch(
        f"/api/v1/organizations/{site.organization.id}",
        json={"host": "tickets.elsewhere.example"},
        headers=bearer(site.organization.owner),
    )
    assert answer.status_code == 422


def test_a_partner_and_a_stranger_find_the_same_pages(client, site):
    for user in (add_member(site.organization, "partner"), make_user()):
        assert site.open(site.page, headers=bearer(user)).status_code == 200


def test_where_a_host_leads_is_asked_once_in_half_a_minute(client, site, statements):
    site.open(site.page)
    statements.clear()
    site.open(site.page)
    assert statements == [], "a kept page costs none, here as at the platform's own host"
    assert own_hosts.HOST_SECONDS <= 30
