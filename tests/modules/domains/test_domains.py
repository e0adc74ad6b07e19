"""Domains: proven by a DNS record, one organization each, looked at again, leading to the pages."""

from datetime import timedelta

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop

from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.modules.domains import rules, tasks


@pytest.fixture
def organization(running):
    return make_organization()


def path(organization):
    return f"/api/v1/organizations/{organization.id}/domains"


def host():
    return f"tickets.h{new_id().hex}.example"


def add(client, organization, name=None, **body):
    headers = bearer(organization.owner)
    return client.post(path(organization), json={"host": name or host(), **body}, headers=headers)


def verify(client, organization, domain):
    headers = bearer(organization.owner)
    return client.post(f"{path(organization)}/{domain['id']}/verify", headers=headers)


def proven(client, organization, zone, name=None, **body):
    domain = add(client, organization, name, **body).json
    zone.set(domain)
    answer = verify(client, organization, domain)
    assert answer.status_code == 200, answer.json
    return answer.json


def get(client, organization, domain):
    headers = bearer(organization.owner)
    return client.get(f"{path(organization)}/{domain['id']}", headers=headers).json


def test_a_domain_is_proven_by_its_record(client, organization, zone):
    domain = add(client, organization).json
    early = verify(client, organization, domain)
    zone.set(domain)
    found = verify(client, organization, domain)

    assert domain["record_name"] == f"_turnout-challenge.{domain['host']}"
    assert (early.status_code, early.json["code"]) == (409, "domains.not-proven")
    assert early.json["record_value"] == domain["record_value"]
    assert (found.status_code, bool(found.json["proven_at"])) == (200, True)


def test_only_one_organization_has_a_domain(client, organization, zone):
    first = proven(client, organization, zone)
    other = make_organization()
    second = add(client, other, first["host"]).json
    zone.set(second)

    refused = verify(client, other, second)
    client.delete(f"{path(organization)}/{first['id']}", headers=bearer(organization.owner))

    assert (refused.status_code, refused.json["code"]) == (409, "domains.taken")
    assert verify(client, other, second).status_code == 200


def test_silent_name_servers_prove_nothing_and_take_nothing(client, organization, zone):
    domain = proven(client, organization, zone)
    zone.is_silent = True
    refused = verify(client, organization, domain)
    with clock.frozen(clock.now() + timedelta(days=30)):
        tasks.check_again(str(organization.id), domain["id"])

    assert (refused.status_code, refused.json["code"]) == (503, "domains.dns-silent")
    assert get(client, organization, domain)["proven_at"]


def test_a_record_that_is_gone_for_a_week_counts_no_more(client, organization, zone, queued):
    domain = proven(client, organization, zone)
    zone.records.clear()
    tasks.check_again(str(organization.id), domain["id"])
    missing = get(client, organization, domain)
    with clock.frozen(clock.now() + timedelta(days=8)):
        work.run_timed("domains.sweep")
        assert ("domains.check_again", (str(organization.id), domain["id"])) in queued
        tasks.check_again(str(organization.id), domain["id"])

    assert missing["proven_at"]
    assert missing["missing_since"]
    assert get(client, organization, domain)["proven_at"] is None


def test_a_proven_host_leads_to_the_pages_and_may_have_a_certificate(client, organization, zone):
    name = host()
    domain = add(client, organization, name, leads_here=True).json
    allowed = f"/api/v1/certificates/allowed?domain={name}"
    before = client.get(allowed).status_code
    zone.set(domain)
    verify(client, organization, domain)

    led = client.get("/spring?lang=de", base_url=f"https://{name}")
    posted = client.post("/spring", base_url=f"https://{name}")
    unknown = client.get("/", base_url=f"https://{host()}")

    assert (before, client.get(allowed).status_code) == (404, 204)
    assert led.status_code == 302
    assert led.headers["Location"] == f"http://{name}/{organization.slug}/spring?lang=de"
    assert (posted.status_code, unknown.status_code) == (400, 400)


def test_a_domain_that_leads_nowhere_gets_no_certificate(client, organization, zone):
    domain = proven(client, organization, zone)
    allowed = f"/api/v1/certificates/allowed?domain={domain['host']}"
    assert client.get(allowed).status_code == 404
    led = client.patch(
        f"{path(organization)}/{domain['id']}",
        json={"leads_here": True},
        headers=bearer(organization.owner),
    )
    assert (led.status_code, client.get(allowed).status_code) == (200, 204)


def test_the_page_shows_that_an_organization_is_verified(client, organization, zone):
    make_shop(organization)
    work.drain()
    before = client.get(f"/{organization.slug}").text
    proven(client, organization, zone)
    work.drain()
    after = client.get(f"/{organization.slug}").text
    assert ("Verified" in before, "Verified" in after) == (False, True)


def test_staff_see_no_domains(client, organization):
    staff = add_member(organization, "staff")
    assert client.get(path(organization), headers=bearer(staff)).status_code == 403


@pytest.mark.parametrize(
    "name", ["localhost", "10.0.0.1", "a b.example", "-x.example", "turnout.test", "x.turnout.test"]
)
def test_what_is_no_host_of_anybodys_is_refused(client, organization, name):
    answer = add(client, organization, name)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/host")


def test_a_host_is_kept_in_one_spelling():
    assert rules.host_of("Bücher.Example.") == "xn--bcher-kva.example"
    assert rules.host_of("straße.example") == "xn--strae-oqa.example"
    assert rules.host_of("") is None
