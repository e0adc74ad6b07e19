"""Business profiles: where an organization is registered, and where else it is found."""

import json
import re

import pytest
from tests.factories import work
from tests.factories.invoices import SELLER
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop

from turnout.kernel.typed_addresses import COUNTRIES
from turnout.modules.business_profiles import rules
from turnout.modules.business_profiles.types import NewBusinessProfile, SocialNetwork

LINKS = {
    "mastodon": "https://quay.social/@harbour",
    "instagram": "https://www.instagram.com/harbour",
    "youtube": "https://youtu.be/@harbour",
}


@pytest.fixture
def organization(running):
    return make_organization()


def path(organization):
    return f"/api/v1/organizations/{organization.id}/business-profile"


def put(client, organization, *, headers=None, **body):
    headers = bearer(organization.owner) | (headers or {})
    return client.put(path(organization), json=body, headers=headers)


def test_country_and_links_are_said_and_taken_back(client, organization):
    empty = client.get(path(organization), headers=bearer(organization.owner)).json
    said = put(client, organization, country="DE", social_links=LINKS)
    back = put(client, organization)

    assert (empty["country"], empty["social_links"], empty["version"]) == ("", {}, 0)
    assert said.status_code == 200, said.json
    assert said.json["social_links"] == LINKS
    assert (back.json["country"], back.json["social_links"]) == ("", {})


def test_who_saw_another_version_overwrites_nothing(client, organization):
    put(client, organization, country="DE")
    late = put(client, organization, headers={"If-Match": '"0"'}, country="FR")
    assert late.status_code == 412


@pytest.mark.parametrize(
    ("network", "url"),
    [
        ("instagram", "http://instagram.com/x"),
        ("instagram", "javascript:alert(1)"),
        ("instagram", "https://instagram.com@evil.example/x"),
        ("instagram", "https://instagram.com.evil.example/x"),
        ("instagram", "https://notinstagram.com/x"),
        ("mastodon", "https://quay.social/\u202ereverof"),
        ("mastodon", 'https://quay.social/"onclick="x'),
        ("mastodon", f"https://quay.social/{'x' * 500}"),
    ],
)
def test_a_link_leads_openly_to_the_network_that_it_names(client, organization, network, url):
    refused = put(client, organization, social_links={network: url})
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"].startswith("/social_links")


@pytest.mark.parametrize("country", ["XX", "de", "EU", "D"])
def test_a_country_is_one_of_the_assigned_codes(client, organization, country):
    refused = put(client, organization, country=country)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/country")


def test_every_network_and_no_other_has_rules():
    assert set(rules.HOSTS) == set(SocialNetwork) - {SocialNetwork.MASTODON}
    for network, hosts in rules.HOSTS.items():
        new = NewBusinessProfile(social_links={network: f"https://www.{hosts[0]}/quay"})
        assert rules.profile_errors(new) == []
    assert len(COUNTRIES) == 249


def test_staff_read_and_do_not_change(client, organization):
    staff = add_member(organization, "staff")
    read = client.get(path(organization), headers=bearer(staff))
    refused = client.put(path(organization), json={"country": "DE"}, headers=bearer(staff))
    assert (read.status_code, refused.status_code) == (200, 403)


def test_the_public_page_and_search_engines_show_them(client, organization):
    make_shop(organization)
    put(client, organization, country="DE", social_links=LINKS)
    work.drain()
    shown = client.get(f"/{organization.slug}?lang=en").text
    block = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', shown, re.DOTALL)[
        1
    ]
    [entry] = [each for each in json.loads(block)["@graph"] if each["@type"] == "Organization"]

    for network, url in LINKS.items():
        assert f'href="{url}"' in shown
        assert f"<span>{network.capitalize()}</span>".lower() in shown.lower()
    assert "Germany" in shown
    assert entry["sameAs"] == list(LINKS.values())
    assert entry["address"] == {"@type": "PostalAddress", "addressCountry": "DE"}


def test_invoices_name_the_country_where_their_settings_name_none(client, organization):
    put(client, organization, country="FR")
    settings = f"/api/v1/organizations/{organization.id}/invoice-settings"
    headers = bearer(organization.owner)
    before = client.get(settings, headers=headers).json
    client.put(settings, json=SELLER, headers=headers)
    after = client.get(settings, headers=headers).json

    assert before["country"] == "FR"
    assert after["country"] == SELLER["country"] != "FR"
